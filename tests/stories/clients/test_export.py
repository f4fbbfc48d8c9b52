"""All that one may see goes out by one command, and the owner reads who has taken how much."""

from tests.town import Town


async def test_an_export_tells_the_owner_of_itself(town: Town) -> None:
    anna, boris = await town.manager("Анна"), await town.manager("Борис")
    await town.has_clients(anna, "Вектор", "Ромашка")
    await town.has_clients(boris, "Берег")
    await town.expects(anna, "Вектор", 150_000)
    assert town.owner is not None

    await anna.types("/export")
    assert "2 клиента и всё, что о них записано" in (await anna.last()).text
    assert "Выгрузка: Анна, 2 клиента" in (await town.owner.last()).text

    async with town.database.read() as tx:
        mine = tx.as_(anna.actor).exports
        assert [row[1] for row in await mine.list_clients()] == ["Вектор", "Ромашка"]
        assert [row[3] for row in await mine.list_payments()] == [15_000_000]
        assert [row[1] for row in await tx.as_(town.owner.actor).exports.list_clients()] == [
            "Вектор",
            "Ромашка",
            "Берег",
        ]


async def test_the_owners_own_export_is_no_news_to_them(town: Town) -> None:
    anna = await town.manager("Анна")
    await town.has_clients(anna, "Вектор")
    assert town.owner is not None
    await town.owner.types("/export")
    assert "1 клиент и всё, что о них записано" in (await town.owner.last()).text
    await town.owner.sees_nothing_of("Выгрузка:")


async def test_an_assistant_exports_nothing(town: Town) -> None:
    helper = await town.assistant("Света")
    await helper.types("/export")
    await helper.sees_nothing_of("записано")

"""A deal that changes hands in the middle of a day: who had it is asked of it no more; ↩️ gives it back."""

from tests.planning import expects
from tests.stories.checkins.checkin_day import told
from tests.town import Seen, Someone, Town, plain


async def morning(town: Town) -> tuple[Someone, Someone]:
    """At 11:50 Anna has been asked about two payments."""
    anna, olga = await town.manager("Анна"), await town.lead("Ольга")
    await expects(town, anna, "Вектор", 150)
    await expects(town, anna, "Лада", 90)
    await town.clock.reach("12:05")
    return anna, olga


async def takes(olga: Someone, row: int) -> Seen:
    """«Взять сделку» behind «Подробнее»."""
    await olga.presses("Подробнее", on=await olga.sees("Факт оплат · 12:00"))
    asked = await olga.presses_at(2 * row - 1, 0, on=await olga.sees("Анна · к 12:00"))
    return await olga.presses("Взять", on=asked)


async def gives(town: Town, olga: Someone, giver: Someone, heir: Someone, client: str) -> None:
    async with town.database.write() as tx:
        client_id = await town.client_id(tx, giver, client)
        await tx.as_(olga.actor).handovers.reassign(giver.id, heir.id, client_id)


async def test_who_had_it_reads_of_the_rest_alone(town: Town) -> None:
    anna, olga = await morning(town)
    await takes(olga, 1)

    await town.clock.reach("15:45")

    question = told(await anna.sees("Факт оплат к 16:00"))
    assert question[1] == "Ждём 90 тыс, пришло 0"
    assert "Передано: 150 тыс (1)" in question
    assert not [line for line in question if "Вектор" in line]


async def test_who_had_it_alone_reads_that_nothing_is_awaited(town: Town) -> None:
    anna, olga = await town.manager("Анна"), await town.lead("Ольга")
    boris = await town.manager("Борис")
    await expects(town, anna, "Вектор", 150)
    await town.clock.reach("11:50")
    await gives(town, olga, anna, boris, "Вектор")
    await town.clock.reach("17:45")

    question = told(await anna.sees("Факт оплат к 18:00"))
    assert question[1] == "Плана на день нет, пришло 0"
    assert "Передано: 150 тыс (1)" in question
    asked = told(await boris.sees("Факт оплат к 18:00"))
    assert asked[1] == "Ждём 150 тыс, пришло 0"
    assert any("Вектор" in line for line in asked)


async def test_money_that_came_to_the_heir_is_told_to_the_heir(town: Town) -> None:
    anna, olga = await town.manager("Анна"), await town.lead("Ольга")
    boris = await town.manager("Борис")
    await expects(town, anna, "Вектор", 150)
    await expects(town, anna, "Лада", 90)
    await town.clock.reach("11:50")
    await gives(town, olga, anna, boris, "Вектор")
    await boris.types("пришло 150к Вектор")
    await anna.types("пришло 90к Лада")
    await town.clock.reach("16:05")

    assert told(await anna.types("/checkin"))[1] == "Ждём 90 тыс, пришло 90 тыс"
    assert told(await boris.types("/checkin"))[1] == "Ждём 150 тыс, пришло 150 тыс"
    assert "Пришло 240 тыс из 240 тыс" in plain((await olga.sees("Факт оплат · 16:00")).text)


async def test_a_deal_that_was_taken_goes_back_by_one_tap(town: Town) -> None:
    anna, olga = await morning(town)
    taken = await takes(olga, 1)
    assert taken.labels == ["↩️ Отменить"]

    undone = await olga.presses("↩️ Отменить", on=taken)

    assert plain(undone.text) == "↩️ Отменено: передача, Вектор"
    assert plain((await anna.last()).text) == "↩️ Передача отменена: Вектор"
    await town.clock.reach("15:45")
    question = told(await anna.sees("Факт оплат к 16:00"))
    assert question[1] == "Ждём 240 тыс, пришло 0"
    assert not [line for line in question if "Передано" in line]


async def test_undo_in_words_gives_it_back_too(town: Town) -> None:
    anna, olga = await morning(town)
    await takes(olga, 1)

    assert "передача, Вектор" in (await olga.types("/undo")).text
    assert (await anna.last()).text.startswith("↩️ Передача отменена")


async def test_clients_given_to_a_colleague_go_back_with_all_that_is_open(town: Town) -> None:
    anna, olga = await morning(town)
    boris = await town.manager("Борис")
    await olga.types("/team")
    await olga.presses("2 Анна")
    await olga.presses("🔁 Передать клиентов")
    await olga.presses("Борис")
    given = await olga.presses("✅ Передать")
    assert "Новый хозяин: Борис" in given.text
    await boris.types("пришло 90к Лада")

    undone = await olga.presses("↩️ Отменить", on=given)

    assert "Отменено: передача, 2 клиента · 1 оплата" in plain(undone.text), (
        "what was paid meanwhile stays where it was"
    )
    for someone in (anna, boris):
        assert "Передача отменена: 2 клиента" in plain((await someone.last()).text)
    assert "↩️" not in " ".join(undone.labels)
    async with town.database.read() as tx:
        assert {each.name for each in await tx.as_(anna.actor).clients.recent(9)} == {"Вектор", "Лада"}
        assert not await tx.as_(boris.actor).clients.recent(9)


async def test_after_ten_minutes_it_stays_where_it_is(town: Town) -> None:
    _anna, olga = await morning(town)
    taken = await takes(olga, 1)
    await town.clock.jump(town.minutes(11))

    await olga.presses("↩️ Отменить", on=taken)

    async with town.database.read() as tx:
        mine = await tx.as_(olga.actor).clients.recent(9)
        assert {each.name for each in mine if each.owner_id == olga.id} == {"Вектор"}

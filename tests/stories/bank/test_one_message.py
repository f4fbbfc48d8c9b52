"""Many questions of one bank file: each reader walks through them in one message, and hears it once."""

from tests.sales.bank.statements import Doc, make_file
from tests.stories.bank.test_answers import HOUSE
from tests.stories.bank.test_statement import opens, told
from tests.stories.bank.test_unseen import NOVEMBER, say
from tests.town import Seen, Someone, Town, plain


def papers(count: int) -> list[Doc]:
    return [
        Doc(
            f"{n + 1}000.00",
            str(n + 1),
            name=f"ООО «Фирма{n}»",
            inn=f"77010001{n:02d}",
            purpose="Аванс",
            payer=f"{n:020d}",
        )
        for n in range(count)
    ]


async def of_the_bank(someone: Someone) -> list[Seen]:
    return [each for each in await someone.phone.chat() if each.by_bot and each.text[:1] in "🏦❓"]


async def test_the_lead_names_payers_one_after_another_in_one_message(town: Town) -> None:
    anna, olga = await town.manager("Анна"), await town.lead("Ольга")
    await town.has_clients(anna, *(f"Клиент{n}" for n in range(6)))
    asked = await olga.presses("❓ Разобрать 6", on=await opens(olga, make_file(*papers(6))))
    for n in range(5):
        await olga.presses("Выбрать клиента", on=asked)
        asked = await olga.types(f"Клиент{n}") if n % 2 else await olga.presses(f"Клиент{n}")
        assert f"Фирма{n}" in asked.text
        asked = await olga.presses(f"Вне плана: Клиент{n}", on=asked)
        assert f"Фирма{n + 1}" in asked.text, "the next one stands in the same place"

    assert [each.message_id for each in await of_the_bank(olga)] == [asked.message_id]
    (heard,) = await of_the_bank(anna)
    assert "Подтвердили 5 ваших оплат на 15 тыс" in plain(heard.text)
    assert heard.silent


async def test_a_payer_who_becomes_a_client_leaves_no_second_question(town: Town) -> None:
    await town.manager("Анна")
    olga = await town.lead("Ольга")
    asked = await olga.presses("❓ Разобрать 2", on=await opens(olga, make_file(HOUSE, *papers(1))))
    assert "Новый Дом" in asked.text

    await olga.presses("Создать клиента", on=asked)
    await olga.presses("Анна", on=await olga.last())

    assert len(await of_the_bank(olga)) == 1


async def test_a_second_tap_makes_no_second_form_and_no_second_question(town: Town) -> None:
    await town.manager("Анна")
    olga = await town.lead("Ольга")
    asked = await olga.presses("❓ Разобрать 2", on=await opens(olga, make_file(HOUSE, *papers(1))))

    await olga.taps_twice("Создать клиента", on=asked)
    assert not [text for text in await olga.messages() if "Не закончено" in text]
    await olga.presses("Анна", on=await olga.last())

    assert len(await of_the_bank(olga)) == 1
    await olga.sees_nothing_of("Не закончено")


async def test_a_question_that_is_left_unanswered_stays(town: Town) -> None:
    await town.manager("Анна")
    olga = await town.lead("Ольга")
    asked = await olga.presses("❓ Разобрать 2", on=await opens(olga, make_file(*papers(2))))

    await olga.presses("Выбрать клиента", on=asked)
    await olga.presses("✖️ Отмена")

    assert [each.message_id for each in await of_the_bank(olga)] == [asked.message_id]


async def test_a_manager_who_is_asked_about_seven_is_written_to_once(town: Town) -> None:
    boris, olga = await town.manager("Борис"), await town.lead("Ольга")
    await town.clock.reach("10:00")
    for n in range(7):
        await say(town, boris, f"Клиент{n}", f"77010000{65 + n}", 1000 * (n + 1), 18)
    screen = await opens(olga, make_file(Doc("340000.00", came="18.11.2026"), days=NOVEMBER))
    for n in range(7):
        listed = (
            await olga.presses("⚠️ Сказано, а нет: 7", on=screen) if "Сказано, а нет" in str(screen.labels) else screen
        )
        if n == 6:
            listed = await olga.presses("›", on=listed)
        card = await olga.presses(str(n + 1), on=listed)
        screen = await olga.presses("‹ К списку", on=await olga.presses("❓ Спросить", on=card))

    (asked,) = await of_the_bank(boris)

    assert told(asked)[0] == "🏦 Клиент6 · 7 000 ₽, ср 18.11", "the newest question stands first"
    assert asked.labels == ["Клиент", "‹", "1/7", "›"]
    assert told(await boris.presses("›", on=asked))[0] == "🏦 Клиент5 · 6 000 ₽, ср 18.11"
    assert len(await of_the_bank(boris)) == 1


async def test_what_the_bank_has_shown_meanwhile_is_asked_no_more(town: Town) -> None:
    boris, olga = await town.manager("Борис"), await town.lead("Ольга")
    await town.clock.reach("10:00")
    receipt = await say(town, boris, "ТехноПарк", "7701000065", 280_000, 18)
    async with town.database.write() as tx:
        await tx.as_(olga.actor).bank_unseen.ask(receipt)
    async with town.database.read() as tx:
        assert [each.id for each in await tx.as_(boris.actor).bank_unseen.list_asked()] == [receipt]

    screen = await opens(olga, make_file(Doc("280000.00", inn="7701000065", came="18.11.2026"), days=NOVEMBER))
    await olga.presses("✅ Подтвердить 1", on=screen)

    async with town.database.read() as tx:
        assert not await tx.as_(boris.actor).bank_unseen.list_asked()
        assert not await tx.as_(olga.actor).bank_unseen.list_asked(), "and nobody else's are one's own"

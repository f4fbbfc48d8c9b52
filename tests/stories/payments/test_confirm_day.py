"""«Подтвердить день»: a lead vouches for what came, all at once or row by row, and one tap takes it back (SPEC 5)."""

from datetime import timedelta

import pytest

from reports.payments.presses import ConfirmDeed, ConfirmPress, ReceiptDeed, ReceiptPress
from storage.payments.receipts import NewFact
from tests.planning import received
from tests.stories.checkins.checkin_day import at, gathered, receives, told
from tests.town import FRIDAY, Seen, Someone, Town, plain

CONFIRM = "✅ Подтвердить день"


async def evening(town: Town) -> tuple[Someone, Someone, Someone]:
    """Анна had two payments today and Борис one beside the plan; the lead reads the summary of 18:00."""
    team = await gathered(town)
    await receives(town, team.anna, "Лада", 340_000)
    await receives(town, team.anna, "Кедр", 150_000)
    await receives(town, team.boris, "Берег", 75_000)
    await at(town, "17:45", "18:00")
    return team.anna, team.boris, team.olga


async def opened(someone: Someone, summary: str = "Факт оплат · 18:00") -> Seen:
    await someone.presses(CONFIRM, on=await someone.sees(summary))
    return await someone.last()


async def test_the_evening_asks_whether_all_of_it_came(town: Town) -> None:
    _anna, _boris, olga = await evening(town)
    assert "Подтверждено 0, заявлено 565 тыс" in told(await olga.sees("Факт оплат · 18:00"))

    page = await opened(olga)

    assert told(page) == [
        "3 оплаты на 565 тыс, все пришли?",
        "пт 20 ноября · Отдел",
        "Подтверждено 0, заявлено 565 тыс",
        "",
        "1 Лада 340 тыс · Анна",
        "2 Кедр 150 тыс · Анна",
        "3 Берег 75 тыс · Борис",
    ]
    assert page.buttons[:2] == [["✅ Все пришли"], ["1 ✅", "2 ✅", "3 ✅"]]


async def test_all_of_it_is_confirmed_by_one_tap_and_claimed_again_by_another(town: Town) -> None:
    _anna, _boris, olga = await evening(town)
    page = await opened(olga)

    after = await olga.presses("✅ Все пришли", on=page)

    assert plain(await olga.toast()) == "Подтверждено: 565 тыс"
    assert told(after)[0] == "✅ Подтверждено: 565 тыс"
    assert after.labels[-1] == "↩️ Отменить"
    summary = await olga.sees("Факт оплат · 18:00")
    assert "Всё подтверждено" in told(summary)
    assert CONFIRM not in summary.labels

    again = await olga.presses("↩️ Отменить", on=after)
    assert told(again)[0] == "3 оплаты на 565 тыс, все пришли?"
    assert "Подтверждено 0, заявлено 565 тыс" in told(await olga.sees("Факт оплат · 18:00"))
    assert "↩️ Отменить" not in again.labels


async def test_row_by_row_and_what_stands_apart_everywhere(town: Town) -> None:
    anna, _boris, olga = await evening(town)

    after = await olga.presses("1 ✅", on=await opened(olga))

    assert told(after)[:3] == [
        "2 оплаты на 225 тыс, все пришли?",
        "пт 20 ноября · Отдел",
        "Подтверждено 340 тыс, заявлено 225 тыс",
    ]
    for command in ("/day", "/stats"):
        assert "Подтверждено 340 тыс, заявлено 225 тыс" in told(await olga.types(command)), command
    assert "Подтверждено 340 из 565 тыс" in told(await olga.types("/svod"))
    assert "Подтверждено 340 тыс, заявлено 150 тыс" in told(await anna.types("/stats"))
    assert "Подтверждено 340 из 490 тыс" in told(await anna.types("/svod"))


async def test_what_comes_after_confirming_is_claimed_and_seen_so(town: Town) -> None:
    anna, _boris, olga = await evening(town)
    page = await opened(olga)
    await olga.presses("✅ Все пришли", on=page)

    await anna.types("пришло 20к Лада")

    summary = await olga.sees("Факт оплат · 18:00")
    assert "Подтверждено 565 тыс, заявлено 20 тыс" in told(summary)
    assert told(await opened(olga))[0] == "1 оплата на 20 тыс, пришла?"


async def test_money_that_came_while_the_question_stood_is_not_confirmed_by_it(town: Town) -> None:
    anna, _boris, olga = await evening(town)
    page = await opened(olga)
    await anna.types("пришло 20к Лада")

    after = await olga.presses("✅ Все пришли", on=page)

    assert plain(await olga.toast()) == "Подтверждено: 565 тыс"
    assert told(after)[0] == "1 оплата на 20 тыс, пришла?"


async def test_a_double_tap_confirms_once(town: Town) -> None:
    _anna, _boris, olga = await evening(town)

    after = await olga.taps_twice("✅ Все пришли", on=await opened(olga))

    assert plain(await olga.toast()) == "Уже подтверждено"
    again = await olga.presses("↩️ Отменить", on=after)
    assert told(again)[0] == "3 оплаты на 565 тыс, все пришли?"


async def test_a_person_is_confirmed_from_their_page_and_from_their_day(town: Town) -> None:
    _anna, boris, olga = await evening(town)
    await olga.presses("Подробнее", on=await olga.sees("Факт оплат · 18:00"))
    page = await olga.last()
    while not told(page)[0].startswith("Борис"):
        page = await olga.presses(next(each for each in page.labels if each.endswith(" ›")), on=page)
    await olga.presses(CONFIRM, on=page)
    mine = await olga.last()
    assert told(mine)[:2] == ["1 оплата на 75 тыс, пришла?", "пт 20 ноября · Борис"]

    await olga.presses("✅ Пришла", on=mine)

    assert "Всё подтверждено" in told(await boris.types("/stats"))
    await olga.types("/day")
    await olga.presses("👤 Все")
    day = await olga.presses("Анна")
    await olga.presses(CONFIRM, on=day)
    assert told(await olga.last())[:2] == ["2 оплаты на 490 тыс, все пришли?", "пт 20 ноября · Анна"]


async def test_yesterday_is_confirmed_too_and_tomorrow_is_not_there(town: Town) -> None:
    anna, olga = await town.manager("Анна"), await town.lead("Ольга")
    await received(town, anna, "Вектор", 200, "10:00", FRIDAY - timedelta(days=1))
    await olga.types("/day вчера")
    await olga.presses(CONFIRM)

    page = await olga.last()

    assert told(page)[:2] == ["1 оплата на 200 тыс, пришла?", "чт 19 ноября · Отдел"]
    today = await olga.presses("пт 20.11 ›", on=page)
    assert told(today)[0] == "Подтверждать нечего: денег не приходило"
    assert [each for each in today.labels if "›" in each] == []


async def test_undo_takes_the_confirming_back_before_anything_else(town: Town) -> None:
    _anna, _boris, olga = await evening(town)
    await olga.presses("✅ Все пришли", on=await opened(olga))

    said = await olga.types("/undo")

    assert "заявлен" in said.text
    assert "Подтверждено 0, заявлено 565 тыс" in told(await olga.sees("Факт оплат · 18:00"))


async def test_one_receipt_by_its_card_has_its_undo(town: Town) -> None:
    anna, olga = await town.manager("Анна"), await town.lead("Ольга")
    async with town.database.write() as tx:
        client_id = await town.client_id(tx, anna, "Вектор")
        receipt = await tx.as_(anna.actor).receipts.record(NewFact(client_id, 7_000_00, town.today()))
    await olga.forges(ReceiptPress(deed=ReceiptDeed.CONFIRM, receipt_id=receipt.id).pack())
    card = await olga.sees("✅ Вектор")
    assert "подтверждено" in card.text

    after = await olga.presses("↩️ Отменить", on=card)

    assert "заявлено" in after.text
    assert "✅ Подтвердить" in after.labels


async def test_eleven_receipts_are_two_pages_and_all_of_them_one_tap(town: Town) -> None:
    anna, olga = await town.manager("Анна"), await town.lead("Ольга")
    for n in range(1, 12):
        await receives(town, anna, f"Клиент {n}", n * 1000)
    await olga.types("/day")
    await olga.presses(CONFIRM)
    page = await olga.last()
    assert told(page)[0] == "11 оплат на 66 тыс, все пришли?"
    assert told(await olga.presses("›", on=page))[-1] == "11 Клиент 11 11 тыс · Анна"

    await olga.presses("✅ Все пришли")

    assert plain(await olga.toast()) == "Подтверждено: 66 тыс"


async def test_money_that_went_back_meanwhile_was_not_confirmed_already(town: Town) -> None:
    anna, olga = await town.manager("Анна"), await town.lead("Ольга")
    await town.has_clients(anna, "Вектор")
    card = await anna.types("пришло 31к Вектор")
    await olga.presses(CONFIRM, on=await olga.types("/day"))
    page = await olga.last()
    await anna.presses("↩️ Отменить", on=card)

    after = await olga.presses("✅ Пришла", on=page)

    assert "Уже подтверждено" not in await olga.toast()
    assert told(after)[0] == "Подтверждать нечего: денег не приходило"


@pytest.mark.parametrize("role", ["assistant", "director", "manager"])
async def test_who_only_reads_confirms_nothing(town: Town, role: str) -> None:
    anna, _boris, _olga = await evening(town)
    someone = anna if role == "manager" else await getattr(town, role)("Софья")

    assert CONFIRM not in (await someone.types("/day")).labels
    press = ConfirmPress(
        deed=ConfirmDeed.ALL, department_id=town.department_id, day=FRIDAY.toordinal(), receipt_id=10**6
    )
    assert await someone.forges(press.pack()) == "Эта запись вам недоступна."


async def test_the_owner_confirms_a_department_and_a_lead_of_another_does_not(town: Town) -> None:
    await evening(town)
    assert town.owner is not None
    zarina = await town.lead_elsewhere("Зарина")
    press = ConfirmPress(
        deed=ConfirmDeed.ALL, department_id=town.department_id, day=FRIDAY.toordinal(), receipt_id=10**6
    )

    assert await zarina.forges(press.pack()) == "Эта запись вам недоступна."
    assert plain(await town.owner.forges(press.pack())) == "Подтверждено: 565 тыс"


async def test_a_day_without_money_has_nothing_to_confirm(town: Town) -> None:
    await town.manager("Анна")
    olga = await town.lead("Ольга")

    page = told(await olga.types("подтвердить день"))

    assert page == ["Подтверждать нечего: денег не приходило", "пт 20 ноября · Отдел"]


async def test_what_is_confirmed_is_said_once(town: Town) -> None:
    _anna, _boris, olga = await evening(town)
    page = await olga.presses("✅ Все пришли", on=await opened(olga))

    assert told(page) == ["✅ Подтверждено: 565 тыс", "пт 20 ноября · Отдел"]


async def test_money_that_came_and_went_back_is_no_empty_day(town: Town) -> None:
    anna, olga = await town.manager("Анна"), await town.lead("Ольга")
    await receives(town, anna, "Лада", 340_000)
    await anna.types("возврат 340к Лада")

    page = await olga.types("подтвердить день")

    assert "2 оплаты на 0" in told(page)[0]
    assert "✅ Все пришли" in page.labels

"""A thumb that taps twice answers once: no row of buttons moves under it (SPEC 7.2)."""

from contextlib import suppress

import pytest

from tests.stories.checkins.checkin_day import at, moves, three_payments, told
from tests.stories.checkins.test_answers import asked
from tests.stories.payments.test_confirm_day import evening, opened
from tests.town import Seen, Someone, Town

OLD = "Bad Request: can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"


def places(seen: Seen) -> dict[str, tuple[int, int]]:
    """Where each button stands that can be pressed, by what it does."""
    rows = enumerate(seen.state["keyboard"])
    return {b["callback_data"]: (row, col) for row, keys in rows for col, b in enumerate(keys) if "callback_data" in b}


async def taps_twice_at(someone: Someone, row: int, col: int, on: Seen) -> Seen:
    """The second half comes when the first is answered, and hits what stands there then."""
    after = await someone.presses_at(row, col, on)
    with suppress(AssertionError):
        after = await someone.presses_at(row, col, after)
    return after


async def test_an_answered_row_stands_disabled_and_the_others_stay(town: Town) -> None:
    anna = await town.manager("Анна")
    await three_payments(town, anna)
    question = await asked(town, anna)

    now = await taps_twice_at(anna, 0, 0, question)

    assert now.disabled == ["1 ✅"]
    assert now.buttons == [["1 ✅"], *question.buttons[1:3], ["Без изменений", "↩️ Отменить"], *question.buttons[4:]]
    assert (told(now)[3], told(now)[4]) == ("✅ Вектор 340 тыс · 11:47", "2 Ромашка 150 тыс · 80 %")
    kept = places(question).keys() & places(now).keys()
    assert {each: places(now)[each] for each in kept} == {each: places(question)[each] for each in kept}


async def test_one_after_another_in_a_hurry(town: Town) -> None:
    anna = await town.manager("Анна")
    await three_payments(town, anna)
    question = await asked(town, anna)

    for row in (0, 1, 2):
        question = await taps_twice_at(anna, row, 0, question)

    assert question.disabled == ["1 ✅", "2 ✅", "3 ✅"]
    assert [each[:1] for each in told(question)[3:6]] == ["✅"] * 3
    assert len(question.text.splitlines()) <= 12


async def test_it_goes_when_the_answer_was_given_elsewhere(town: Town) -> None:
    """As MESSAGES draws it after two taps, the second of which was answered in a dialog below."""
    anna = await town.manager("Анна")
    await three_payments(town, anna)
    question = await asked(town, anna)

    await anna.presses("1 ✅", on=question)
    await moves(anna, "3", "Завтра", "Ждём документы")

    assert (await anna.sees_edited(question)).disabled == []


async def test_it_goes_with_the_first_drawing_a_minute_later(town: Town) -> None:
    team_anna = await town.manager("Анна")
    olga = await town.lead("Ольга")
    await three_payments(town, team_anna)
    question = await asked(town, team_anna)
    await team_anna.presses("1 ✅", on=question)
    assert (await team_anna.sees_edited(question)).disabled

    await at(town, "11:50")
    await olga.types("пришло 150к Ромашка")

    assert (await team_anna.sees("Факт оплат к 12:00")).disabled == []


async def test_what_somebody_else_does_meanwhile_moves_nothing_either(town: Town) -> None:
    anna, olga = await town.manager("Анна"), await town.lead("Ольга")
    await three_payments(town, anna)
    question = await asked(town, anna)
    await anna.presses("1 ✅", on=question)

    await olga.types("пришло 10к Ромашка")

    assert (await anna.sees("Факт оплат к 12:00")).disabled == ["1 ✅"]


async def test_none_of_the_next_page_comes_up_under_the_thumb(town: Town) -> None:
    anna = await town.manager("Анна")
    for n in range(12):
        await town.expects(anna, f"Клиент {n}", 100_000 - n * 1000)
    question = await asked(town, anna)

    for row in range(3):
        question = await taps_twice_at(anna, row, 0, question)

    assert question.disabled == ["1 ✅", "2 ✅", "3 ✅"]
    assert len(question.buttons) == 8
    assert [row[0] for row in question.buttons[3:6]] == ["4 ✅", "5 ✅", "Ещё 7 ›"]
    await at(town, "11:49")
    assert "6 ✅" in (await anna.presses("4 ✅", on=question)).labels


@pytest.mark.parametrize("then_back", [False, True])
async def test_no_change_tapped_twice_in_a_full_question_is_not_all_came(town: Town, then_back: bool) -> None:
    """Eight rows: «Всё пришло» comes up where «Без изменений» was, and where ↩️ was when that is taken back."""
    anna = await town.manager("Анна")
    for n in range(12):
        await town.expects(anna, f"Клиент {n}", 100_000 - n * 1000)
    question = await asked(town, anna)
    assert question.buttons[6] == ["Без изменений"]

    now = await taps_twice_at(anna, 6, 0, question)
    if then_back:
        await at(town, "11:50")
        now = await taps_twice_at(anna, *places(now)["c:undo:1:1:1"], now)

    async with town.database.read() as tx:
        assert await tx.as_(anna.actor).receipts.facts_on(town.today()) == []
    assert now.disabled == ["↩️ Отменить" if then_back else "Без изменений"]


async def test_a_grid_of_numbers_keeps_its_places(town: Town) -> None:
    _anna, _boris, olga = await evening(town)

    page = await taps_twice_at(olga, 1, 1, await opened(olga))

    assert told(page)[-2:] == ["1 Лада 340 тыс · Анна", "2 Берег 75 тыс · Борис"]
    assert (page.buttons[1], page.disabled) == (["1 ✅", "✅", "2 ✅"], ["✅"])


async def test_a_server_that_knows_no_disabled_buttons_gets_the_message_without(town: Town) -> None:
    anna = await town.manager("Анна")
    await three_payments(town, anna)
    question = await asked(town, anna)
    await town.simulation.fault("editMessageText", code=400, description=OLD, times=1)

    now = await anna.presses("1 ✅", on=question)
    again = await anna.presses("2 ✅", on=now)

    assert now.buttons[0] == question.buttons[1]
    assert (now.disabled, again.disabled) == ([], [])

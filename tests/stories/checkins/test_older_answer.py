"""↩️ of an older answer of a check-in, while a newer one of the same row stands; other rows are in nobody's way."""

import pytest

from sales.core.errors import ChangedSinceError
from sales.core.undo import UndoStepKind
from tests.kept import Kept
from tests.stories.checkins.checkin_day import at, three_payments
from tests.town import Seen, Someone, Town

SINCE = "Сначала отмените последнюю правку: после этой была ещё одна."


@pytest.fixture
async def anna(town: Town, where_anna_works: Kept) -> Someone:
    anna = town.people["Анна"]
    await three_payments(town, anna)
    return anna


async def refuse(anna: Someone, question: Seen, reason: str) -> Seen:
    await anna.presses("❌", on=question)
    return await anna.presses(reason)


async def test_of_two_answers_of_a_row_the_newer_goes_back_first(town: Town, anna: Someone) -> None:
    await at(town, "11:45", "11:47")
    question = await anna.sees("Факт оплат к 12:00")
    first = await refuse(anna, question, "Нет денег")
    await anna.presses("1 ✅", on=question)
    stood = (await anna.sees_edited(question)).text

    await anna.presses("↩️ Отменить", on=first)
    assert SINCE in [await anna.toast(), *(await anna.messages())]
    assert (await anna.sees_edited(question)).text == stood

    await anna.presses("↩️ Отменить", on=question)
    await anna.presses("↩️ Отменить", on=first)
    assert (await anna.sees_edited(question)).text == question.text


async def test_an_older_answer_of_another_row_goes_back_at_once(town: Town, anna: Someone) -> None:
    await at(town, "11:45", "11:47")
    question = await anna.sees("Факт оплат к 12:00")
    first = await refuse(anna, question, "Нет денег")
    await anna.presses("2 ✅", on=question)

    await anna.presses("↩️ Отменить", on=first)

    now = (await anna.sees_edited(question)).text
    assert "пришло 150 тыс" in now.replace("\xa0", " ")
    assert "Нет денег" not in now


async def test_a_debt_put_off_twice_is_put_off_until_the_newer_day(town: Town, anna: Someone) -> None:
    """At two questions of one day: the answers have a row each, the day is one."""
    async with town.database.write() as tx:
        mine = tx.as_(anna.actor)
        steps = [
            await mine.undo_steps.note(
                UndoStepKind.CHECKIN, asked, {"before": {}, "payments": [7], "receipts": [], "ask_from": {"7": None}}
            )
            for asked in (1, 2)
        ]
        with pytest.raises(ChangedSinceError):
            await mine.undo_steps.take(steps[0])
        assert [(await mine.undo_steps.take(each)).id for each in reversed(steps)] == steps[::-1]

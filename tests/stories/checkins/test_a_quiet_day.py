"""A manager's day is quiet: five messages that nobody asked for at most, one with a sound per slot (SPEC 8)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

import pytest

from tests.planning import expects
from tests.town import FRIDAY, MOSCOW, Seen, Someone, Town

MOST = 5
SLOTS = ((11, 12), (15, 16), (17, 18))
"""Hours in which a question and its summary come."""
QUARTER = timedelta(minutes=5)


async def chat_of(someone: Someone) -> list[Seen]:
    return [each for each in await someone.phone.chat() if each.by_bot]


async def answers(someone: Someone) -> bool:
    """What a diligent manager does with the question in hand: one tap; and one more for tomorrow."""
    for seen in reversed(await chat_of(someone)):
        for label in ("Без изменений", "Нет, не было", "✅ Подтвердить", "✅ Оплат не будет", "Всё: говорили"):
            if label in seen.labels:
                await someone.presses(label, on=seen)
                return True
    return False


async def lives(town: Town, someone: Someone, day: date) -> list[Seen]:
    """A workday, an answer within five minutes of each question; what came by itself."""
    return (await live_together(town, [someone], day))[someone.id]


async def live_together(town: Town, people: Sequence[Someone], day: date) -> dict[int, list[Seen]]:
    """By person, what came to them by itself."""
    lived = [Lived(each, {seen.message_id for seen in await chat_of(each)}) for each in people]
    wall = datetime.combine(day, datetime.min.time(), MOSCOW) + timedelta(hours=8, minutes=30)
    while wall.hour < 20:
        await town.clock.reach(f"{wall:%H:%M}", day, step=timedelta(days=9))
        for each in lived:
            await each.looks()
        wall = await find_next(town, wall)
    assert all(each.pressed for each in lived), "the story answers"
    return {each.who.id: list(each.came.values()) for each in lived}


async def find_next(town: Town, wall: datetime) -> datetime:
    """Five minutes later, or the next hour where nothing falls due in this one."""
    last = wall.replace(minute=55)
    is_empty = wall < last and not await town.owes(last.astimezone(UTC))
    return (last if is_empty else wall) + QUARTER


@dataclass
class Lived:
    """Somebody's day so far: what had stood in the chat, what has come, how often they answered."""

    who: Someone
    before: set[int]
    came: dict[int, Seen] = field(default_factory=dict)
    pressed: int = 0

    async def looks(self) -> None:
        fresh = await self._fresh()
        self.came |= {each.message_id: each for each in fresh}
        if fresh and await answers(self.who):
            self.pressed += 1
            self.before |= {each.message_id for each in await self._fresh()}

    async def _fresh(self) -> list[Seen]:
        known = self.before | self.came.keys()
        return [each for each in await chat_of(self.who) if each.message_id not in known]


def loud(messages: list[Seen], *hours: int) -> list[str]:
    return [
        each.text for each in messages if not each.silent and (not hours or each.date.astimezone(MOSCOW).hour in hours)
    ]


def check_quiet(messages: list[Seen]) -> None:
    told = [f"{each.date.astimezone(MOSCOW):%H:%M} {each.text.splitlines()[0]}" for each in messages]
    assert len(messages) <= MOST, told
    for hours in SLOTS:
        assert len(loud(messages, *hours)) <= 1, told
    assert len(loud(messages)) <= len(SLOTS), told


@pytest.mark.part(3)
@pytest.mark.parametrize("debts", [0, 3])
async def test_a_diligent_manager_is_left_in_peace_all_week(town: Town, debts: int) -> None:
    anna = await town.manager("Анна")
    monday = FRIDAY + timedelta(days=3)
    for n in range(debts):
        await expects(town, anna, f"Должник {n}", 90, date(2026, 11, 2 + n))
    for n in range(5):
        await expects(town, anna, f"Клиент {n}", 150, monday + timedelta(days=n))

    for day in (FRIDAY, *(monday + timedelta(days=n) for n in range(5))):
        check_quiet(await lives(town, anna, day))


async def test_who_owes_nothing_but_an_old_debt_hears_of_it_once_a_day(town: Town) -> None:
    anna = await town.manager("Анна")
    await expects(town, anna, "Должник", 90, date(2026, 11, 2))
    await lives(town, anna, FRIDAY)

    monday = await lives(town, anna, FRIDAY + timedelta(days=3))

    assert [each.text.splitlines()[0] for each in monday if "Факт оплат" in each.text] == ["Факт оплат к 18:00"]


async def test_a_repeat_makes_no_sound_and_a_question_does(town: Town) -> None:
    anna = await town.manager("Анна")
    await expects(town, anna, "Ромашка", 150)

    await town.clock.reach("12:00")

    question, reminder = [each for each in await chat_of(anna) if each.text.startswith("Факт оплат к 12:00")]
    assert not question.silent
    assert reminder.silent


async def test_the_leads_summary_sounds_and_the_evenings_report_does_not(town: Town) -> None:
    olga, anna = await town.lead("Ольга"), await town.manager("Анна")
    await expects(town, anna, "Ромашка", 150)

    await town.clock.reach("18:25")

    report = await olga.sees("Сводный отчёт")
    assert not (await olga.sees("Факт оплат · 18:00")).silent
    assert report.silent

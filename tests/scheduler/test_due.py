"""What a day owes at a moment: a decision on plain values."""

from collections.abc import Collection
from datetime import date, time

from sales.calendar.calendar import DayKind, WorkCalendar
from sales.calendar.slots import DEFAULT_SLOTS, Asking, Lateness, Slot, slots_on
from scheduler.due import find_due
from tests.clock import FRIDAY, moscow
from tests.rows import each_row

MOSCOW = "Europe/Moscow"


def owed(wall: str, done: Collection[tuple[str, str]] = (), day: date = FRIDAY, **how: Asking) -> list[str]:
    times = slots_on(day, DEFAULT_SLOTS, MOSCOW, WorkCalendar(), **how)
    return [f"{each.kind} {each.slot.slot.code} {each.lateness}" for each in find_due(times, moscow(wall, day), done)]


@each_row(
    ("wall", "due"),
    [
        ("11:44", []),
        ("11:45", ["ask 12:00 on_time"]),
        ("11:47", ["ask 12:00 on_time"]),
        ("11:48", ["ask 12:00 late"]),
        ("11:55", ["ask 12:00 late", "remind 12:00 on_time"]),
        ("12:00", ["ask 12:00 late", "summary 12:00 on_time"]),
        ("12:02", ["ask 12:00 late", "summary 12:00 on_time"]),
        ("12:03", ["ask 12:00 late", "summary 12:00 late"]),
        ("13:00", ["ask 12:00 late", "summary 12:00 late"]),
        ("13:01", ["ask 12:00 skipped", "summary 12:00 skipped"]),
        ("15:45", ["ask 12:00 skipped", "ask 16:00 on_time", "summary 12:00 skipped"]),
        ("16:00", ["ask 12:00 skipped", "ask 16:00 late", "summary 12:00 skipped", "summary 16:00 on_time"]),
    ],
)
def test_a_process_that_starts_at_this_time(wall: str, due: list[str]) -> None:
    assert owed(wall) == due


def test_what_was_taken_is_not_owed() -> None:
    done = {("ask", "12:00"), ("remind", "12:00"), ("summary", "12:00")}

    assert owed("12:00", done) == []
    assert owed("15:45", done) == ["ask 16:00 on_time"]


def test_a_day_off_owes_nothing() -> None:
    assert owed("12:00", day=date(2026, 11, 21)) == []


def test_asked_at_the_slot_itself_nobody_is_reminded() -> None:
    assert owed("12:00", asking=Asking(0, 5)) == ["ask 12:00 on_time", "summary 12:00 on_time"]


def test_of_two_near_slots_that_were_missed_only_the_last_is_told() -> None:
    times = slots_on(FRIDAY, (Slot(time(12)), Slot(time(12, 30))), MOSCOW, WorkCalendar())

    told = [f"{each.kind} {each.slot.slot.code} {each.lateness}" for each in find_due(times, moscow("12:40"), ())]

    assert told == ["ask 12:00 skipped", "ask 12:30 late", "summary 12:00 skipped", "summary 12:30 late"]


def test_a_short_day_is_told_at_its_close_under_the_slots_own_name() -> None:
    calendar = WorkCalendar(exceptions={FRIDAY: DayKind.SHORT})
    times = slots_on(FRIDAY, DEFAULT_SLOTS, MOSCOW, calendar)
    done = {(kind, slot) for kind in ("ask", "summary") for slot in ("12:00", "16:00")} | {("ask", "18:00")}

    assert [each.slot.slot.code for each in find_due(times, moscow("17:00"), done)] == ["18:00"]
    assert [each.lateness for each in find_due(times, moscow("17:00"), done)] == [Lateness.ON_TIME]

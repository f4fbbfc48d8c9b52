"""What a department's day owes at this moment: a decision on plain values, without a database and without a wait."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sales.calendar.slots import Lateness, SlotTimes, lateness, list_begun, list_reached, standing, to_remind
from storage.checkins.duties import ASK, SUMMARY

__all__ = ["ASK", "REMIND", "SUMMARY", "DueSlot", "find_due"]

REMIND = "remind"


@dataclass(frozen=True, slots=True)
class DueSlot:
    """One duty of a department: its kind, its slot, and how late it is done."""

    kind: str
    slot: SlotTimes
    due_at: datetime
    lateness: Lateness


def find_due(times: Sequence[SlotTimes], now: datetime, done: Collection[tuple[str, str]]) -> list[DueSlot]:
    """Questions first, then reminders, then summaries; `done` holds (kind, slot) of what was taken already."""
    found = [*_questions(times, now), *_reminders(times, now), *_summaries(times, now)]
    return [duty for duty in found if (duty.kind, duty.slot.slot.code) not in done]


def _questions(times: Sequence[SlotTimes], now: datetime) -> list[DueSlot]:
    asked = list_begun(times, now)
    return [DueSlot(ASK, slot, slot.ask_at, _asking(slot, now, is_newest=slot is asked[-1])) for slot in asked]


def _asking(slot: SlotTimes, now: datetime, *, is_newest: bool) -> Lateness:
    """Asked as long as the summary may still go out: otherwise it would name people whom nobody has asked."""
    if not is_newest or lateness(slot.at, now) is Lateness.SKIPPED:
        return Lateness.SKIPPED
    return Lateness.ON_TIME if lateness(slot.ask_at, now) is Lateness.ON_TIME else Lateness.LATE


def _reminders(times: Sequence[SlotTimes], now: datetime) -> list[DueSlot]:
    return [DueSlot(REMIND, slot, slot.remind_at or slot.at, Lateness.ON_TIME) for slot in to_remind(times, now)]


def _summaries(times: Sequence[SlotTimes], now: datetime) -> list[DueSlot]:
    """Of several that were missed only the last can still say something new."""
    newest = standing(times, now)
    return [
        DueSlot(SUMMARY, slot, slot.at, lateness(slot.at, now) if slot is newest else Lateness.SKIPPED)
        for slot in list_reached(times, now)
    ]

"""A department's list of slots as an owner types it: «12:00, 16:00, 18:00»."""

import re
from collections.abc import Iterable
from datetime import time
from enum import StrEnum
from itertools import pairwise

from sales.calendar.slots import DEFAULT_ASKING, Asking, Slot
from sales.core.errors import MistakeError

MOST_SLOTS = 8
LONGEST_ASK = 60
FIRST_HOUR = 8
"""No department checks its money before it."""
_MINUTES = 60

_SEPARATORS = re.compile(r"(?:[\s,;|]|(?<=[0-9])/(?=[0-9])|\b(?:и|в|на|and|at)\b)+", re.IGNORECASE)
_TIME = re.compile(r"([0-9]{1,2})(?:[:.\-]([0-9]{2}))?")


class SlotMistake(StrEnum):
    EMPTY = "empty"
    NOT_A_TIME = "not_a_time"
    TOO_MANY = "too_many"
    NOT_ASCENDING = "not_ascending"
    TOO_CLOSE = "too_close"
    TOO_EARLY = "too_early"


class WrongSlotsError(MistakeError):
    """The list cannot be kept; `fragment` is the part to show to the person, as they typed it."""

    def __init__(self, mistake: SlotMistake, fragment: str = "") -> None:
        super().__init__(mistake.value)
        self.mistake = mistake
        self.fragment = fragment


class WrongAskingError(MistakeError):
    """Asked 0–60 minutes before, reminded later than asked."""


def parse_slots(text: str, asking: Asking = DEFAULT_ASKING) -> tuple[Slot, ...]:
    """One to eight times, ascending, none asked for before its neighbour has passed. Raises WrongSlotsError."""
    parts = [part for part in _SEPARATORS.split(text) if part]
    if not parts:
        raise WrongSlotsError(SlotMistake.EMPTY)
    if len(parts) > MOST_SLOTS:
        raise WrongSlotsError(SlotMistake.TOO_MANY, parts[MOST_SLOTS])
    slots = _after_noon(parts)
    check_slots(slots, asking)
    return slots


def _after_noon(parts: Iterable[str]) -> tuple[Slot, ...]:
    """«12, 4 и 6», «1 и 5»: a small hour behind a greater one, or without its minutes, is of the afternoon."""
    found: list[Slot] = []
    for part in parts:
        slot = _slot(part)
        is_later = part.isdigit() or (found and slot < found[-1])
        is_small = 0 < slot.at.hour < FIRST_HOUR
        found.append(Slot(slot.at.replace(hour=slot.at.hour + 12)) if is_later and is_small else slot)
    return tuple(found)


def check_slots(slots: tuple[Slot, ...], asking: Asking) -> None:
    """The rules between slots, also for when minutes before are changed under an old list. Raises WrongSlotsError."""
    if _minutes(slots[0]) < asking.ask_before:
        raise WrongSlotsError(SlotMistake.TOO_EARLY, slots[0].code)  # its question would fall on the day before
    for earlier, later in pairwise(slots):
        if later <= earlier:
            raise WrongSlotsError(SlotMistake.NOT_ASCENDING, later.code)
        if _minutes(later) - _minutes(earlier) < asking.ask_before:
            raise WrongSlotsError(SlotMistake.TOO_CLOSE, later.code)


def make_asking(ask_before: int, remind_before: int) -> Asking:
    """0 and 0 ask at the slot itself. Raises WrongAskingError."""
    if not 0 <= remind_before <= ask_before <= LONGEST_ASK:
        raise WrongAskingError
    return Asking(ask_before, remind_before)


def _slot(part: str) -> Slot:
    found = _TIME.fullmatch(part)
    hour, minute = (int(found[1]), int(found[2] or 0)) if found else (24, 0)
    if hour >= 24 or minute >= _MINUTES:  # noqa: PLR2004  hours in a day
        raise WrongSlotsError(SlotMistake.NOT_A_TIME, part)
    return Slot(time(hour, minute))


def _minutes(slot: Slot) -> int:
    return slot.at.hour * _MINUTES + slot.at.minute

"""
No row moves under a thumb.

Where an answered row of buttons goes, those below it stand in its place a moment later, and the second half of a double
tap answers for another client. So what was pressed stays, disabled, wherever its going would move a button that stays
(SPEC 7.2); where nothing would move it goes, as MESSAGES draws it. It goes with the first drawing that comes of
something else, a minute after the last press.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import accumulate
from typing import Any, Final, Self, TypeVar

from reports.message.fitting import fit_rows
from reports.message.message import Button, Keyboard, Message

T = TypeVar("T")

PRESSED: Final = "pressed"
"""Under this name it waits in a row of the outbox, beside the message or in the place of it."""

STILL_FOR = timedelta(minutes=1)
"""After a press a thumb is there yet."""

MOST_ROWS = 8

_NUMBER = re.compile(r"^\d+(?= |$)")


@dataclass(frozen=True, slots=True)
class PressedKeyboard:
    """The buttons among which somebody has pressed one, as they stood then."""

    rows: Keyboard
    data: str
    """Of the one that was pressed."""
    at: datetime

    def to_json(self) -> dict[str, Any]:
        """Read back by `from_json`, also by a later version."""
        rows = [[[each.label] if each.disabled else [each.label, each.data] for each in row] for row in self.rows]
        return {"rows": rows, "data": self.data, "at": self.at.isoformat()}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        """As a row of the outbox has it, the work of `to_json`."""
        rows = tuple(tuple(_read_button(*each) for each in row) for row in data["rows"])
        return cls(rows, data["data"], datetime.fromisoformat(data["at"]))


def keep_still(message: Message, before: PressedKeyboard) -> Message:
    """The same message with disabled buttons where without them others would have moved.

    Never more than eight rows, or than there were, or than one more than there are: what was pressed is under a thumb.
    """
    after = fit_rows(message.buttons)
    flat = [each for row in after for each in row]
    if {(each.data, each.label) for row in before.rows for each in row}.isdisjoint(
        (each.data, each.label) for each in flat
    ):
        return message  # another screen: a way back may carry what a filter carried
    gone = _Gone(before, frozenset(map(_name, flat)), frozenset(each.label for each in flat))
    rows = _put_down(_keep_places(before.rows, after, gone) or _keep_rows(before.rows, after, gone), before)
    return replace(message, buttons=rows) if len(rows) <= max(MOST_ROWS, len(before.rows), len(after) + 1) else message


def _put_down(rows: Keyboard, before: PressedKeyboard) -> Keyboard:
    """What was pressed stands in its row, in one of its own where something new has come above: the thumb is there."""
    at = next((at for at, row in enumerate(before.rows) if any(each.data == before.data for each in row)), 0)
    if (kept := next((each for row in rows for each in row if each.disabled and each.data), None)) is None:
        return rows
    if kept not in (rows[at] if at < len(rows) else ()):
        others = (tuple(each for each in row if each is not kept) for row in rows)
        left = tuple(row for row in others if row)
        rows = (*left[:at], (kept,), *left[at:])
    return tuple(tuple(replace(each, data="") if each.disabled else each for each in row) for row in rows)


@dataclass(frozen=True, slots=True)
class _Gone:
    """What becomes of buttons that are not there any more."""

    before: PressedKeyboard
    staying: frozenset[str]
    labels: frozenset[str]

    def keep_button(self, each: Button, _alone: bool = True) -> Button | None:  # noqa: FBT001, FBT002  as keep_row
        if each.disabled:
            return each
        if not self.is_pressed(each):
            return None
        is_taken = each.label in self.labels  # the others were numbered anew
        return replace(each, label=_NUMBER.sub("", each.label).strip() if is_taken else each.label, disabled=True)

    def is_pressed(self, each: Button) -> bool:
        return each.data == self.before.data and _name(each) not in self.staying

    def keep_row(self, row: tuple[Button, ...], alone: bool) -> tuple[Button, ...] | None:  # noqa: FBT001  nameless
        """What was pressed in it, in the row's full width; of one that went along with it, its number.

        `alone`: nothing new has come in its place.
        """
        if any(_name(each) in self.staying for each in row if not each.disabled):
            return None
        number = _find_number(row)
        kept = [each for each in map(self.keep_button, row) if each is not None]
        if not kept and number and alone and self._is_pressed_gone:
            return (Button(number, disabled=True),)
        return tuple(_say_whose(each, number) for each in kept) or None

    @property
    def _is_pressed_gone(self) -> bool:
        """It went with the press, so that others may have gone by it, or by a press just before."""
        return any(self.is_pressed(each) for row in self.before.rows for each in row)


def _keep_places(before: Keyboard, after: Keyboard, gone: _Gone) -> Keyboard | None:
    """In rows as they were, where nothing has gone but what was pressed: a grid does not close its gap."""
    flat = [each for row in before for each in row]
    if any(_name(each) not in gone.staying and gone.keep_button(each) is None for each in flat):
        return None
    merged = _merge(flat, [each for row in after for each in row], _is_same, gone.keep_button, _take_later)
    if len(merged) != len(flat) or not any(each.disabled for each in merged):
        return None
    ends = list(accumulate(map(len, before)))
    return tuple(tuple(merged[start:end]) for start, end in zip([0, *ends], ends, strict=False))


def _keep_rows(before: Keyboard, after: Keyboard, gone: _Gone) -> Keyboard:
    def merge_row(was: tuple[Button, ...], now: tuple[Button, ...]) -> tuple[Button, ...]:
        row = tuple(_merge(was, now, _is_same, gone.keep_button, _take_later))
        return row if len(row) <= max(len(was), len(now)) else now

    return tuple(_merge(before, after, _share_a_button, gone.keep_row, merge_row))


def _take_later(_was: Button, now: Button) -> Button:
    return now


def without_disabled(message: Message) -> Message:
    """For a server that knows no disabled buttons."""
    rows = (tuple(each for each in row if not each.disabled) for row in message.buttons)
    return replace(message, buttons=tuple(row for row in rows if row))


def has_disabled(message: Message) -> bool:
    """Whether a server must know of such buttons to take it."""
    return any(each.disabled for row in message.buttons for each in row)


def _merge(
    before: Sequence[T],
    after: Sequence[T],
    is_same: Callable[[T, T], bool],
    keep: Callable[[T, bool], T | None],
    merge: Callable[[T, T], T],
) -> list[T]:
    """What stands afterwards, and between it what is kept of what has gone, where nothing new has come in its place."""
    pairs = _find_pairs(before, after, is_same)
    merged: list[T] = []
    was = now = 0
    for next_was, next_now in [*pairs, (len(before), len(after))]:
        merged += _fill(before[was:next_was] if pairs else (), after[now:next_now], keep)
        if next_was < len(before):
            merged.append(merge(before[next_was], after[next_now]))
        was, now = next_was + 1, next_now + 1
    return merged


def _fill(gone: Sequence[T], come: Sequence[T], keep: Callable[[T, bool], T | None]) -> list[T]:
    """What has come, in the first places of what has gone; what is left over of that is kept.

    Where something has gone for another reason, what has come may be another page or list: it stands alone.
    """
    kept = [each for one in gone if (each := keep(one, not come)) is not None]
    return [*come, *kept[len(come) :]] if not come or len(kept) == len(gone) else list(come)


def _find_pairs(before: Sequence[T], after: Sequence[T], is_same: Callable[[T, T], bool]) -> list[tuple[int, int]]:
    """Places of what stands in both, in the order of both."""
    pairs: list[tuple[int, int]] = []
    for now, each in enumerate(after):
        first = pairs[-1][0] + 1 if pairs else 0
        found = next((was for was in range(first, len(before)) if is_same(before[was], each)), None)
        if found is not None:
            pairs.append((found, now))
    return pairs


def _read_button(label: str, data: str | None = None) -> Button:
    return Button(label, data or "", disabled=data is None)


def _share_a_button(was: tuple[Button, ...], now: tuple[Button, ...]) -> bool:
    return any(_is_same(one, other) for one in was for other in now)


def _is_same(one: Button, other: Button) -> bool:
    return not one.disabled and not other.disabled and _name(one) == _name(other)


def _name(button: Button) -> str:
    """What it is told by: what it does, where that comes back to us."""
    return button.data or button.label


def _say_whose(button: Button, number: str) -> Button:
    """«❌» of «1 ✅ · ◐ · 📅 · ❌» alone does not say it: «1 ❌»."""
    return button if _find_number([button]) or not number else replace(button, label=f"{number} {button.label}")


def _find_number(row: Sequence[Button]) -> str:
    number = _NUMBER.match(row[0].label)
    return number.group() if number else ""

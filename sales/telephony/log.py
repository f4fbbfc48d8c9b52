"""A call log from a file: each row a call, the same file again the same calls (spec/6)."""

import hashlib
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from sales.core.words import clean, fold
from sales.plans.cell_marks import is_formula, says_something
from sales.telephony.call import Call, CallResult, Direction, UnreadableCallError
from sales.telephony.fields import (
    WHOLE_PHONE,
    find_result,
    read_extension,
    read_id,
    read_phone,
    read_seconds,
    read_start,
)
from sales.telephony.log_columns import LogColumn, find_columns

_PEER: Final = re.compile(r"[A-Za-z0-9]+/([0-9]{2,6})(?:[-@/]|$)")
_RUSSIAN_DAY: Final = re.compile(r"([0-9]{1,2})[.]([0-9]{1,2})[.]([0-9]{4})(?:[ ,T]+(.+))?")
_HOUR: Final = re.compile(r"([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))?(?:[.][0-9]+)?")
_QUOTED: Final = re.compile(r'="[^"]*"')
"""As a CSV keeps a phone from becoming a number."""
_WAYS: Final[Mapping[str, Direction]] = {
    **dict.fromkeys(("in", "incoming", "inbound", "вх", "вх.", "входящий", "входящие", "вызов входящий"), Direction.IN),
    **dict.fromkeys(("out", "outgoing", "outbound", "исх", "исх.", "исходящий", "исходящие"), Direction.OUT),
}
LONGEST_SHORT: Final = 6
"""Digits of an extension."""


@dataclass(slots=True)
class CallLog:
    """What the rows say. `unclear`: numbers of rows that are no calls, from 1, as the file has them."""

    calls: list[Call] = field(default_factory=list)
    internal: int = 0
    unclear: list[int] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """No row below the heading says anything."""
        return not (self.calls or self.internal or self.unclear)


def read_log(rows: Sequence[Sequence[str]], zone: str) -> CallLog | None:
    """None for what is no call log. Rows of one id are one call: the one that was answered."""
    found = find_columns(rows)
    if found is None:
        return None
    first, columns = found
    log, met = CallLog(), Counter[str]()
    by_id: dict[str, Call] = {}
    for number, row in enumerate(rows[first:], start=first + 1):
        cells = {name: clean(row[at], 200) for name, at in columns.items() if at < len(row)}
        if not any(map(says_something, cells.values())):
            continue
        try:
            call = _read_row(cells, zone, met)
        except UnreadableCallError:
            log.unclear.append(number)
            continue
        if call is None:
            log.internal += 1
        elif call.external_id not in by_id or _weight(call) > _weight(by_id[call.external_id]):
            by_id[call.external_id] = call
    log.calls = sorted(by_id.values(), key=lambda each: (each.started_at, each.external_id))
    return log


def _weight(call: Call) -> tuple[bool, int]:
    return call.result is CallResult.ANSWERED, call.talk_seconds


def _read_row(cells: Mapping[LogColumn, str], zone: str, met: Counter[str]) -> Call | None:
    """None for two of ours who talk. Raises UnreadableCallError."""
    if any(is_formula(each) and not _QUOTED.fullmatch(each) for each in cells.values()):
        raise UnreadableCallError("a formula that nobody has worked out")
    started_at = _read_moment(cells, zone)
    sides = _read_sides(cells)
    if sides is None:
        return None
    way, theirs, ours = sides
    if _is_short(theirs) and _is_short(ours):
        return None
    talk = read_seconds(cells.get(LogColumn.TALK) or cells.get(LogColumn.SECONDS, ""))
    said = cells.get(LogColumn.RESULT, "")
    result = find_result(said) or (CallResult.ANSWERED if talk and not said else None)
    if result is None:
        if said:
            raise UnreadableCallError("a result that is not known")
        result = CallResult.MISSED
    phone, extension = read_phone(theirs), read_extension(ours)
    seconds = talk if result is CallResult.ANSWERED else 0
    key = cells.get(LogColumn.ID) or _make_id(started_at, way, phone, extension, seconds, met)
    return Call(read_id(key), started_at, way, phone, extension, seconds, result)


def _make_id(at: datetime, way: Direction, phone: str, extension: str, seconds: int, met: Counter[str]) -> str:
    """Of what the row says, and which of several such rows it is: the same file gives the same ones."""
    said = hashlib.sha256(f"{at.isoformat()}|{way}|{phone}|{extension}|{seconds}".encode()).hexdigest()[:40]
    met[said] += 1
    return f"file:{said}:{met[said]}"


def _read_moment(cells: Mapping[LogColumn, str], zone: str) -> datetime:
    day, hour = cells.get(LogColumn.DAY, ""), cells.get(LogColumn.TIME, "")
    if russian := _RUSSIAN_DAY.fullmatch(day):
        of_day, month, year, rest = russian.groups()
        day, hour = f"{year}-{int(month):02}-{int(of_day):02}", rest or hour
    if found := _HOUR.fullmatch(hour):
        hours, minutes, seconds = found.groups()
        day = f"{day[:10]} {int(hours):02}:{minutes}:{seconds or '00'}"
    return read_start(day, zone)


def _read_sides(cells: Mapping[LogColumn, str]) -> tuple[Direction, str, str] | None:
    """Which way it went, their number, ours; None for a call between two of ours. Raises UnreadableCallError."""
    way = _WAYS.get(fold(cells.get(LogColumn.DIRECTION, "")))
    caller, called = cells.get(LogColumn.FROM, ""), cells.get(LogColumn.TO, "")
    ours = cells.get(LogColumn.OURS, "")
    if LogColumn.THEIRS in cells and way is not None:
        near = called if way is Direction.IN else caller
        return way, cells[LogColumn.THEIRS], ours or near
    if way is not None:
        theirs, near = (caller, called) if way is Direction.IN else (called, caller)
        return way, theirs, ours or near
    near, far = _find_peer(cells, LogColumn.CHANNEL), _find_peer(cells, LogColumn.FAR_CHANNEL)
    if _is_short(caller) and _is_short(called):
        return None
    if _is_whole(called) and (_is_short(caller) or near):
        return Direction.OUT, called, ours or near or caller
    if caller and (_is_short(called) or far or not called.isdigit()):
        return Direction.IN, caller, ours or far or (called if _is_short(called) else "")
    if _is_whole(caller) and _is_whole(called):
        return Direction.IN, caller, ours
    raise UnreadableCallError("which way did it go?")


def _find_peer(cells: Mapping[LogColumn, str], column: LogColumn) -> str:
    found = _PEER.match(cells.get(column, ""))
    return found[1] if found else ""


def _is_short(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= LONGEST_SHORT


def _is_whole(text: str) -> bool:
    return len(read_phone(text)) >= WHOLE_PHONE

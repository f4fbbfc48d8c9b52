"""Payments of a day, one a line: numbered while they are awaited, signed with what became of them afterwards."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from reports.message.columns import DIGIT, align_left, align_right, cut, width_of
from reports.message.format import chance, hours, part_of, short, short_day
from reports.message.language import gettext as _
from reports.message.language import ngettext
from reports.message.markup import fill
from reports.message.words.terms import reason_words
from sales.checkins.checkin_rows import EXPECTED, RowState
from sales.checkins.live_rows import LiveRow
from sales.payments.payments import MoveReason

GAP = 2 * DIGIT
MOVES_WORTH_SAYING = 2


@dataclass(frozen=True, slots=True)
class Numbered:
    """A row keeps its number all day: it stands on its buttons."""

    number: int
    live: LiveRow

    @property
    def is_awaited(self) -> bool:
        return self.live.state in EXPECTED


@dataclass(frozen=True, slots=True)
class Widths:
    """Of the columns, the same for all lines of a message. A part («50 из 150 тыс») does not push the others away."""

    name: int
    amount: int

    @classmethod
    def of(cls, rows: Iterable[Numbered]) -> "Widths":
        """Of these rows, in hundredths of a digit."""
        every = list(rows)
        names = width_of(cut(row.live.payment.client_name) for row in every)
        return cls(names + GAP, width_of(_amount(row.live) for row in every if not _is_part(row.live)))


def number_rows(rows: Sequence[LiveRow]) -> list[Numbered]:
    """From 1, in the order given."""
    return [Numbered(number, live) for number, live in enumerate(rows, start=1)]


def row_line(row: Numbered, widths: Widths, day: date, zone: str) -> Markup:
    """One line: numbered while it is awaited, signed with what became of it afterwards."""
    if row.is_awaited:
        return _tell_awaited(row, widths, day, zone)
    return _tell_done(row.live, widths, zone)


def _tell_awaited(row: Numbered, widths: Widths, day: date, zone: str) -> Markup:
    """2  Ромашка     150 тыс · 80 %"""
    live = row.live
    number = align_left(str(row.number), GAP)
    line = fill("{n} {columns}", n=number, columns=_columns(live, widths))
    if live.state is RowState.PART and live.came_at is not None:
        return fill("{row} · ◐ {time}", row=line, time=hours(live.came_at, zone))
    if live.is_overdue:
        days = (day - live.payment.due_on).days
        return fill("{row} · {late}", row=line, late=ngettext("⚠️ {n} day", "⚠️ {n} days", days).format(n=days))
    if live.snapshot is None:
        return fill(_("{row} · off plan"), row=line)
    line = fill("{row} · {chance}", row=line, chance=chance(live.payment.probability))
    if live.payment.moves < MOVES_WORTH_SAYING:
        return line
    return fill("{row}  {moves}", row=line, moves=_("⚠️ moved {n} times").format(n=live.payment.moves))


def _tell_done(live: LiveRow, widths: Widths, zone: str) -> Markup:
    columns = _columns(live, widths)
    match live.state:
        case RowState.CAME:
            time = "" if live.came_at is None else hours(live.came_at, zone)
            return fill("✅ {row} · {time}", row=columns, time=time)
        case RowState.MOVED:
            return fill("📅 {row} → {day}{reason}", row=columns, day=_tell_moved_to(live), reason=_reason(live, ", "))
        case RowState.NOT_COMING:
            return fill("❌ {row}{reason}", row=columns, reason=_reason(live, " · "))
        case _:
            return fill(_("❌ {row} · no longer expected{reason}"), row=columns, reason=_reason(live, ", "))


def _tell_moved_to(live: LiveRow) -> str:
    return short_day(live.row.moved_to or live.payment.due_on)


def _reason(live: LiveRow, before: str) -> str:
    return f"{before}{reason_words(MoveReason(live.reason))}" if live.reason else ""


def _columns(live: LiveRow, widths: Widths) -> str:
    name = align_left(cut(live.payment.client_name), widths.name)
    return f"{name}{align_right(_amount(live), widths.amount)}"


def _is_part(live: LiveRow) -> bool:
    return 0 < live.row.received < live.row.amount


def _amount(live: LiveRow) -> str:
    row = live.row
    if _is_part(live):
        return part_of(row.received, row.amount)
    return short(max(row.amount, row.received))

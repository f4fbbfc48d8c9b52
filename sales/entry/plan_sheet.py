"""
The table of plans as it comes back from a person: whose row, of which month, what number, and which cells are none.

It is recognised by its header, wherever that stands in the first rows: a column of names and a column for each month.
Excel turns «ноябрь 2026» into a date by itself, so a month may come in any of these forms.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from sales.core.words import clean, fold
from sales.entry.amounts import AmountMistake
from sales.entry.plan_entry import Unset, read_cell
from sales.plans.plans import Metric

HEADER_WITHIN: Final = 10
"""Somebody may have written a title above the table."""

DEPARTMENT: Final = "отдел-"
"""The id of a department's own row: «отдел-3»; people have plain numbers."""

_IDS: Final = frozenset({"№", "no", "n", "id", "#"})
_NAMES: Final = frozenset({"сотрудник", "менеджер", "имя", "фио", "person", "manager", "name"})
_METRICS: Final = frozenset({"показатель", "metric"})
_KINDS: Final = (
    (Metric.MONEY, ("ден", "руб", "выруч", "опл", "mon", "rub")),
    (Metric.DEALS, ("сдел", "deal")),
    (Metric.NEW_CLIENTS, ("нов", "new", "клиент", "client")),
)
_MONTHS: Final = (
    ("янв", "jan"),
    ("фев", "feb"),
    ("мар", "mar"),
    ("апр", "apr"),
    ("май", "мая", "may"),
    ("июн", "jun"),
    ("июл", "jul"),
    ("авг", "aug"),
    ("сен", "sep"),
    ("окт", "oct"),
    ("ноя", "nov"),
    ("дек", "dec"),
)
_ISO = re.compile(r"(20[0-9]{2})-(0[1-9]|1[0-2])(?:-[0-9]{2})?(?:t.*)?")
_DOTTED = re.compile(r"(?:[0-9]{1,2}\.)?(0?[1-9]|1[0-2])\.(20[0-9]{2})")
_WORDED = re.compile(r"([а-яa-z]{3,9})\.? (20[0-9]{2})(?: ?г\.?)?")


class CellTrouble(StrEnum):
    """Why a cell or a row sets nothing."""

    NO_SUM = "no_sum"
    NO_COUNT = "no_count"
    NO_METRIC = "no_metric"
    NOBODY = "nobody"
    """No such person among those whom the sender plans for."""
    SEVERAL = "several"
    """Two of that name: the number in the first column tells them apart."""
    TWICE = "twice"
    FAR = "far"
    """A month that nobody could mean."""


@dataclass(frozen=True, slots=True)
class BadCell:
    """Named as Excel names it: «D5»."""

    at: str
    said: str
    trouble: CellTrouble


@dataclass(frozen=True, slots=True)
class PlanCell:
    """A number that was meant; `value` None takes the plan back. Whose it is, is still as it was written."""

    at: str
    whose: str
    name: str
    metric: Metric
    month: date
    value: int | None


@dataclass(frozen=True, slots=True)
class PlanSheet:
    cells: tuple[PlanCell, ...]
    bad: tuple[BadCell, ...]


@dataclass(frozen=True, slots=True)
class _Header:
    row: int
    name: int
    months: dict[int, date]
    id: int | None
    metric: int | None


def read_plan_sheet(rows: Sequence[Sequence[str]]) -> PlanSheet | None:
    """None for what is no table of plans at all."""
    header = next((found for n in range(min(len(rows), HEADER_WITHIN)) if (found := _header(n, rows[n]))), None)
    if header is None:
        return None
    cells: list[PlanCell] = []
    bad: list[BadCell] = []
    seen: set[tuple[str, str, Metric, date]] = set()
    for number in range(header.row + 1, len(rows)):
        for cell in _row(header, number, rows[number]):
            if isinstance(cell, BadCell):
                bad.append(cell)
                continue
            key = (cell.whose or fold(cell.name), fold(cell.name), cell.metric, cell.month)
            if key in seen:
                bad.append(BadCell(cell.at, cell.name, CellTrouble.TWICE))
            else:
                seen.add(key)
                cells.append(cell)
    return PlanSheet(tuple(cells), tuple(bad))


def address(row: int, column: int) -> str:
    """From zero: (4, 3) is D5."""
    letters, column = "", column + 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row + 1}"


def read_month(text: str) -> date | None:
    """The first day of the month in a heading: «Ноябрь 2026», «11.2026», or the date that Excel made of it."""
    said = fold(clean(text))
    if found := _ISO.fullmatch(said):
        return date(int(found[1]), int(found[2]), 1)
    if found := _DOTTED.fullmatch(said):
        return date(int(found[2]), int(found[1]), 1)
    if not (found := _WORDED.fullmatch(said)):
        return None
    number = next((n for n, names in enumerate(_MONTHS, start=1) if found[1].startswith(names)), None)
    return None if number is None else date(int(found[2]), number, 1)


def read_metric(text: str) -> Metric | None:
    """Empty is money: a table made by hand has no such column."""
    said = fold(clean(text))
    if not said:
        return Metric.MONEY
    return next((metric for metric, begins in _KINDS if said.startswith(begins)), None)


def _header(row: int, cells: Sequence[str]) -> _Header | None:
    titles = [fold(clean(cell)) for cell in cells]
    months = {at: month for at, cell in enumerate(cells) if (month := read_month(cell)) is not None}
    name = _place(titles, _NAMES)
    return (
        None
        if name is None or not months
        else _Header(row, name, months, _place(titles, _IDS), _place(titles, _METRICS))
    )


def _place(titles: Sequence[str], words: frozenset[str]) -> int | None:
    return next((at for at, title in enumerate(titles) if title in words), None)


def _row(header: _Header, number: int, cells: Sequence[str]) -> list[PlanCell | BadCell]:
    def text(at: int | None) -> str:
        return clean(cells[at]) if at is not None and at < len(cells) else ""

    whose, name = text(header.id), text(header.name)
    said = [(at, month, text(at)) for at, month in header.months.items() if text(at)]
    if not said or not (whose or name):
        return []
    metric = read_metric(text(header.metric))
    if metric is None:
        return [BadCell(address(number, header.metric or 0), text(header.metric), CellTrouble.NO_METRIC)]
    return [_cell(address(number, at), whose, name, metric, month, written) for at, month, written in said]


def _cell(at: str, whose: str, name: str, metric: Metric, month: date, written: str) -> PlanCell | BadCell:
    match read_cell(metric, written):
        case AmountMistake():
            return BadCell(at, written, CellTrouble.NO_SUM if metric is Metric.MONEY else CellTrouble.NO_COUNT)
        case Unset():
            return PlanCell(at, whose, name, metric, month, None)
        case value:
            return PlanCell(at, whose, name, metric, month, value)


@dataclass(frozen=True, slots=True)
class Planned:
    """Somebody whom the sender plans for; person None is the department itself."""

    department_id: int
    person_id: int | None
    name: str

    @property
    def id(self) -> str:
        return f"{DEPARTMENT}{self.department_id}" if self.person_id is None else str(self.person_id)


def match_row(cell: PlanCell, people: Sequence[Planned]) -> Planned | CellTrouble:
    """By the number where there is one, otherwise by the name."""
    if cell.whose:
        found = [each for each in people if each.id == fold(cell.whose)]
        return found[0] if found else CellTrouble.NOBODY
    named = [each for each in people if fold(each.name) == fold(cell.name)]
    named = named or [each for each in people if fold(each.name).split()[:1] == [fold(cell.name)]]
    if len(named) > 1:
        return CellTrouble.SEVERAL
    return named[0] if named else CellTrouble.NOBODY

"""
The table of plans as it comes back from a person: whose row, of which month, what number, and which cells are none.

It is recognised by its heading, wherever that stands in the first rows. Whatever holds something and sets nothing is
named: a cell that was passed over without a word was a plan that nobody had.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Final

from sales.core.words import clean, fold
from sales.entry.numbers.amounts import AmountMistake
from sales.plans.cell_marks import is_ditto, is_error, is_formula, is_zero, says_something
from sales.plans.plan_entry import Unset, is_bare, read_cell
from sales.plans.plan_heading import Heading, read_heading, read_unit
from sales.plans.plans import Metric

HEADER_WITHIN: Final = 10
"""Somebody may have written a title above the table."""

DEPARTMENT: Final = "отдел-"
"""The id of a department's own row: «отдел-3»; people have plain numbers."""

_KINDS: Final = (
    (Metric.MONEY, ("ден", "руб", "выруч", "опл", "тыс", "млн", "mon", "rub")),
    (Metric.DEALS, ("сдел", "deal")),
    (Metric.NEW_CLIENTS, ("нов", "new", "клиент", "client")),
)


class CellTrouble(StrEnum):
    """Why a cell or a row sets nothing."""

    NO_SUM = "no_sum"
    NO_COUNT = "no_count"
    NO_METRIC = "no_metric"
    NO_MONTH = "no_month"
    """A column of numbers whose title is no month with its year."""
    NO_NAME = "no_name"
    NOBODY = "nobody"
    """No such person among those whom the sender plans for."""
    SEVERAL = "several"
    """Two of that name: the number in the first column tells them apart."""
    OTHER_NAME = "other_name"
    """The number is one person's and the name another's."""
    TWICE = "twice"
    FAR = "far"
    """A month that nobody could mean."""
    FORMULA = "formula"
    ZERO = "zero"
    """A formula that shows 0."""
    """The file holds no value of it."""
    ERROR = "error"
    MERGED = "merged"
    """Below merged cells: the one number cannot be split between the rows."""
    SMALL = "small"
    """«150»: roubles or thousands? Or a thousandth of what the same person had before."""
    LARGE = "large"
    """Whole roubles in a table that says thousands."""


@dataclass(frozen=True, slots=True)
class BadCell:
    """Named as Excel names it: «D5». `known`: whose number it is, where that is what it contradicts."""

    at: str
    said: str
    trouble: CellTrouble
    known: str = ""


@dataclass(frozen=True, slots=True)
class PlanCell:
    """A number that was meant; `value` None takes the plan back. Whose it is, is still as it was written."""

    at: str
    whose: str
    name: str
    metric: Metric
    month: date
    value: int | None
    is_bare: bool = False
    """A sum without a unit, neither its own nor the table's."""


@dataclass(frozen=True, slots=True)
class PlanSheet:
    """`unit`: 1000 where the table says that its sums are thousands."""

    cells: tuple[PlanCell, ...]
    bad: tuple[BadCell, ...]
    unit: int = 1


@dataclass(frozen=True, slots=True)
class _Whose:
    """The row's own words about itself."""

    id: str
    name: str
    metric: str


def read_plan_sheet(rows: Sequence[Sequence[str]], title: str = "") -> PlanSheet | None:
    """None for what is no table of plans at all. `title`: of the sheet in its workbook."""
    found = (read_heading(n, rows[n], rows[:n], title) for n in range(min(len(rows), HEADER_WITHIN)))
    heading = next((each for each in found if each), None)
    if heading is None:
        return None
    heading = replace(heading, unit=max(heading.unit, _unit_below(heading, rows)))
    cells: list[PlanCell] = []
    bad: list[BadCell] = []
    seen: dict[tuple[str, str, Metric, date], PlanCell] = {}
    for cell in _cells(heading, rows):
        if isinstance(cell, BadCell):
            bad.append(cell)
            continue
        key = (cell.whose or fold(cell.name), fold(cell.name), cell.metric, cell.month)
        first = seen.setdefault(key, cell)
        if first is cell:
            cells.append(cell)
            continue
        if first.value != cell.value and first in cells:  # of two sums neither is the one that was meant
            cells.remove(first)
            bad.append(BadCell(first.at, first.name, CellTrouble.TWICE))
        bad.append(BadCell(cell.at, cell.name, CellTrouble.TWICE))
    return PlanSheet(tuple(cells), tuple(bad), max((heading.unit, *heading.units.values())))


def _unit_below(heading: Heading, rows: Sequence[Sequence[str]]) -> int:
    """«Все суммы в тысячах рублей», under the table: a row that sets no plan."""
    notes = (row for row in rows[heading.row + 1 :] if not any(_text(row, at) for at in heading.months))
    return max((read_unit(cell) for row in notes for cell in row if len(cell.split()) > 1), default=1)


def _cells(heading: Heading, rows: Sequence[Sequence[str]]) -> Iterator[PlanCell | BadCell]:
    yield from _other_columns(heading, rows)
    above = _Whose("", "", "")
    for number in range(heading.row + 1, len(rows)):
        above = _whose(heading, rows[number], above)
        yield from _row(heading, number, rows[number], above)


def _other_columns(heading: Heading, rows: Sequence[Sequence[str]]) -> Iterator[BadCell]:
    """Once for each column that holds numbers and is no month."""
    for at, title in heading.others.items():
        below = (_text(row, at) for row in rows[heading.row + 1 :])
        if any(said and isinstance(read_cell(Metric.MONEY, said), int) for said in below):
            yield BadCell(address(heading.row, at), title, CellTrouble.NO_MONTH)


def address(row: int, column: int) -> str:
    """From zero: (4, 3) is D5."""
    letters, column = "", column + 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row + 1}"


def read_metric(text: str) -> Metric | None:
    """Empty is money: a table made by hand has no such column."""
    said = fold(clean(text))
    if not said:
        return Metric.MONEY
    return next((metric for metric, begins in _KINDS if said.startswith(begins)), None)


def _text(cells: Sequence[str], at: int | None) -> str:
    return clean(cells[at]) if at is not None and at < len(cells) else ""


def _whose(heading: Heading, cells: Sequence[str], above: _Whose) -> _Whose:
    """Merged cells and marks of repetition mean what stands above them."""
    person, name, metric = (_text(cells, at) for at in (heading.id, heading.name, heading.metric))
    return _Whose(
        above.id if is_ditto(person) else person,
        above.name if is_ditto(name) else name,
        above.metric if is_ditto(metric) else metric,
    )


def _row(heading: Heading, number: int, cells: Sequence[str], whose: _Whose) -> list[PlanCell | BadCell]:
    said = [(at, month, _text(cells, at)) for at, month in heading.months.items() if _text(cells, at)]
    if not said or not any(map(says_something, cells)):
        return []
    for at, text in ((heading.name, whose.name), (heading.id, whose.id), (heading.metric, whose.metric)):
        if trouble := _unknown(text):
            return [BadCell(address(number, at or 0), text, trouble)]
    if not (whose.id or whose.name):
        return [BadCell(address(number, said[0][0]), said[0][2], CellTrouble.NO_NAME)]
    metric = read_metric(whose.metric)
    if metric is None:
        return [BadCell(address(number, heading.metric or 0), whose.metric, CellTrouble.NO_METRIC)]
    row_unit = read_unit(whose.metric)
    return [
        _cell(address(number, at), whose, metric, month, text, max(row_unit, heading.units[at], heading.unit))
        for at, month, text in said
    ]


def _cell(at: str, whose: _Whose, metric: Metric, month: date, said: str, unit: int) -> PlanCell | BadCell:
    if trouble := _unknown(said) or (CellTrouble.MERGED if is_ditto(said) else None):
        return BadCell(at, said, trouble)
    match read_cell(metric, said, unit):
        case AmountMistake.TOO_LARGE if unit > 1 and metric is Metric.MONEY:
            return BadCell(at, said, CellTrouble.LARGE)
        case AmountMistake():
            return BadCell(at, said, CellTrouble.NO_SUM if metric is Metric.MONEY else CellTrouble.NO_COUNT)
        case Unset():
            return PlanCell(at, whose.id, whose.name, metric, month, None)
        case value:
            bare = unit == 1 and is_bare(metric, said)
            return PlanCell(at, whose.id, whose.name, metric, month, value, bare)


def _unknown(said: str) -> CellTrouble | None:
    if is_formula(said):
        return CellTrouble.ZERO if is_zero(said) else CellTrouble.FORMULA
    return CellTrouble.ERROR if is_error(said) else None


@dataclass(frozen=True, slots=True)
class Planned:
    """Somebody whom the sender plans for; person None is the department itself."""

    department_id: int
    person_id: int | None
    name: str

    @property
    def id(self) -> str:
        """What stands in the first column: «отдел-3», or a person's number."""
        return f"{DEPARTMENT}{self.department_id}" if self.person_id is None else str(self.person_id)


def match_row(cell: PlanCell, people: Sequence[Planned]) -> Planned | BadCell:
    """By the number where there is one, otherwise by the name; a name that says another person is no slip of ours."""
    if cell.whose:
        found = [each for each in people if each.id == fold(cell.whose)]
        if found and _contradicts(cell.name, found[0], people):
            return BadCell(cell.at, cell.name, CellTrouble.OTHER_NAME, found[0].name)
        return found[0] if found else BadCell(cell.at, cell.name or cell.whose, CellTrouble.NOBODY)
    named = [each for each in people if fold(each.name) == fold(cell.name)]
    named = named or [each for each in people if fold(each.name).split()[:1] == [fold(cell.name)]]
    if len(named) > 1:
        return BadCell(cell.at, cell.name, CellTrouble.SEVERAL)
    return named[0] if named else BadCell(cell.at, cell.name, CellTrouble.NOBODY)


def _contradicts(name: str, found: Planned, people: Sequence[Planned]) -> bool:
    """A department may be called anything but a person of ours."""
    if not name:
        return False
    if found.person_id is None:
        return any(each.person_id is not None and _agree(each.name, name) for each in people)
    return not _agree(found.name, name)


def _agree(one: str, other: str) -> bool:
    """«Иванова А.» and «Анна Иванова» may be one person; «Анна Петрова» and «Анна Иванова» are two."""
    shorter, longer = sorted((_words(one), _words(other)), key=len)
    return all(any(_same_word(word, each) for each in longer) for word in shorter)


def _words(name: str) -> list[str]:
    return fold(clean(name)).replace(".", " ").split()


def _same_word(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return one == other or (len(short) == 1 and long.startswith(short))

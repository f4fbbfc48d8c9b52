"""
The heading of a table of plans: which column is whose name, which is which month, and in what the sums are given.

Excel turns «ноябрь 2026» into a date by itself, so a month may come in any of these forms. One without a year is named,
not guessed: «Дек» in a table of the next year is another December.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from sales.core.words import clean, fold

THOUSAND: Final = 1_000
MILLION: Final = 1_000_000

_IDS: Final = frozenset({"№", "no", "n", "id", "#"})
_NAMES: Final = frozenset({"сотрудник", "менеджер", "имя", "фио", "person", "manager", "name"})
_METRICS: Final = frozenset({"показатель", "metric"})
_NOT_PLANS: Final = frozenset(
    {
        "№ п/п",
        "№п/п",
        "п/п",
        "№ пп",
        "n п/п",
        "инн",
        "телефон",
        "тел",
        "комментарий",
        "должность",
        "phone",
        "comment",
        "role",
    }
)
"""Columns of numbers that nobody takes for plans."""
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
_ISO = re.compile(r"(20[0-9]{2})[-./](0[1-9]|1[0-2])(?:-[0-9]{2})?(?:t.*)?")
_DOTTED = re.compile(r"(?:[0-9]{1,2}\.)?(0?[1-9]|1[0-2])[./-](20[0-9]{2})")
_WORDED = re.compile(r"([а-яa-z]{3,9})\.?[ ’'.-]*(?:20)?([0-9]{2})(?: ?г\.?)?")
_AROUND = re.compile(r"^(?:план|plan)\s+(?:(?:на|за|for)\s+)?|[,;(].*$|\s+(?:в\s+)?(?:тыс|млн|т\.? ?р|руб|₽|р\.).*$")
_THOUSANDS = re.compile(r"\bтыс|\bт\. ?р|\bтр\b|\bt\.? ?rub|\bthousand|\bthsd|\b000 ?(?:р|₽|rub)|\bk ?(?:₽|rub)|\bк ?₽")
_MILLIONS = re.compile(r"\bмлн|\bмиллион|\bmln|\bmillion|\bm ?(?:₽|rub)\b")


@dataclass(frozen=True, slots=True)
class Heading:
    """Where what stands; places from zero."""

    row: int
    name: int
    months: dict[int, date]
    id: int | None
    metric: int | None
    units: dict[int, int] = field(default_factory=dict)
    """In what the sums of a column are given, where its title says so: 1000 for thousands."""
    unit: int = 1
    """The same of the whole table, as a title above it says."""
    others: dict[int, str] = field(default_factory=dict)
    """Columns that are no month: what stands there sets nothing."""


def read_heading(row: int, cells: Sequence[str], above: Sequence[Sequence[str]], title: str) -> Heading | None:
    """None where this row is none: it needs a column of names and one of a month. `title`: of the sheet."""
    titles = [fold(clean(cell)) for cell in cells]
    months = {at: month for at, cell in enumerate(cells) if (month := read_month(cell)) is not None}
    name = _place(titles, _NAMES)
    if name is None or not (months or any(map(_begins_month, titles))):
        return None
    person, metric = _place(titles, _IDS), _place(titles, _METRICS)
    known = {name, person, metric, *months, *(at for at, said in enumerate(titles) if said in _NOT_PLANS)}
    unit = max((read_unit(cell) for cell in (title, *(cell for line in above for cell in line))), default=1)
    others = {at: clean(cell) for at, cell in enumerate(cells) if at not in known}
    return Heading(row, name, months, person, metric, {at: read_unit(cells[at]) for at in months}, unit, others)


def read_month(text: str) -> date | None:
    """The first day of the month in a heading: «Ноябрь 2026», «ноя.26», «11.2026», or Excel's own date."""
    said = _AROUND.sub("", fold(clean(text))).strip()
    said = _AROUND.sub("", said).strip()
    if found := _ISO.fullmatch(said):
        return date(int(found[1]), int(found[2]), 1)
    if found := _DOTTED.fullmatch(said):
        return date(int(found[2]), int(found[1]), 1)
    if not (found := _WORDED.fullmatch(said)):
        return None
    number = _month_of(found[1])
    return None if number is None else date(2000 + int(found[2]), number, 1)


def read_unit(text: str) -> int:
    """«Планы, тыс. руб.»: 1000; 1 where nothing is said."""
    said = fold(clean(text))
    if _THOUSANDS.search(said):
        return THOUSAND
    return MILLION if _MILLIONS.search(said) else 1


def _month_of(word: str) -> int | None:
    return next((n for n, names in enumerate(_MONTHS, start=1) if word.startswith(names)), None)


def _begins_month(title: str) -> bool:
    return _month_of(title) is not None


def _place(titles: Sequence[str], words: frozenset[str]) -> int | None:
    return next((at for at, title in enumerate(titles) if title in words), None)

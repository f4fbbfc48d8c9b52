"""Money of a row that is awaited: its sum, its day, its invoice (spec/1, «Open payments in the same file»)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from sales.core.money import LARGEST, Kopecks
from sales.core.words import clean
from sales.entry.numbers.amounts import AmountChoice, read_amount
from sales.imports.columns import BaseColumn, BaseHeading
from sales.imports.row_texts import WHOLE, cut_said, is_nothing, texts_in
from sales.imports.troubles import RowTrouble

LONGEST_INVOICE: Final = 40
EARLIEST: Final = date(2000, 1, 1)
LATEST_YEARS: Final = 2
CENTURY: Final = 2000
SHORT_YEAR: Final = 2

_DAY: Final = re.compile(r"([0-9]{1,2})[./-]([0-9]{1,2})[./-]([0-9]{4}|[0-9]{2})(?: ?г\.?)?(?: [0-9:]+)?")
_ISO_DAY: Final = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[T ].*)?")
_PLAIN_SUM: Final = re.compile(r"[0-9]+(?:[.,][0-9]+)?")
_AROUND: Final = re.compile(r"[ \u00a0\u202f']|₽|руб\.?|р\.")
_ZERO: Final = re.compile(r"0+(?:[.,]0*)?")


@dataclass(frozen=True, slots=True)
class BaseItem:
    """Money that is awaited, or a debt where its day is over."""

    amount: Kopecks
    due_on: date
    invoice: str = ""


def read_item(
    texts: Mapping[int, str], heading: BaseHeading, today: date
) -> tuple[BaseItem | None, RowTrouble | None, str]:
    """A sum without a day is in doubt, with what was written; no sum, or nothing, is none."""
    sums = [
        (text, heading.units.get(at, 1))
        for at, text in texts.items()
        if heading.columns[at] is BaseColumn.AMOUNT and not is_nothing(text) and not _ZERO.fullmatch(text)
    ]
    if not sums:
        return None, None, ""
    text, unit = sums[0]
    amount = read_sum(text, unit)
    if amount is None:
        return None, RowTrouble.AMOUNT, cut_said(text)
    days = [each for each in texts_in(texts, heading, BaseColumn.DUE) if not is_nothing(each)]
    if not days:
        return None, RowTrouble.NO_DAY, cut_said(text)
    due = read_file_day(days[0], today)
    if due is None:
        return None, RowTrouble.DAY, cut_said(days[0])
    invoice = next((each for each in texts_in(texts, heading, BaseColumn.INVOICE) if not is_nothing(each)), "")
    whole = WHOLE.fullmatch(invoice)
    return BaseItem(amount, due, clean(whole[1] if whole else invoice, LONGEST_INVOICE)), None, ""


def read_sum(text: str, unit: int = 1) -> Kopecks | None:
    """Kopecks of a cell: «150000», «1 234,50», «18 млн»; None for what is no sum. `unit`: of the column's title."""
    plain = _AROUND.sub("", text.lower())
    if _PLAIN_SUM.fullmatch(plain):
        whole, _point, part = plain.replace(",", ".").partition(".")
        kopecks = (int(f"{whole}{part[:6]:0<6}") * unit + 5_000) // 10_000
    else:
        read = read_amount(text)
        read = read.smaller if isinstance(read, AmountChoice) else read
        if not isinstance(read, int):
            return None
        kopecks = read
    return kopecks if 0 < kopecks <= LARGEST else None


def read_file_day(text: str, today: date) -> date | None:
    """«27.11.2026», «27.11.26», Excel's 2026-11-27; None for another, or one that is no day of ours."""
    iso, dotted = _ISO_DAY.fullmatch(text), _DAY.fullmatch(clean(text, 40))
    try:
        if iso:
            day = date(int(iso[1]), int(iso[2]), int(iso[3]))
        elif dotted:
            year = int(dotted[3]) + (CENTURY if len(dotted[3]) == SHORT_YEAR else 0)
            day = date(year, int(dotted[2]), int(dotted[1]))
        else:
            return None
    except ValueError:
        return None
    return day if day >= EARLIEST and day.year <= today.year + LATEST_YEARS else None

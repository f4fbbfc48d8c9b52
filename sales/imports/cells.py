"""
One row of a base, read: what Excel made of an INN, several phones in a cell, a formula that nothing has worked out.

What cannot be read is no empty cell: the row is asked about, or the words go to the comment, and it is said.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final

from sales.clients.card_fields import CardField, read_kpp, read_segment, read_terms
from sales.clients.inn import COMPANY, PERSON, InnMistake, inn_digits, read_inn
from sales.core.words import clean, clean_lines
from sales.entry.clients.name_forms import normal_form
from sales.imports.columns import BaseColumn, BaseHeading
from sales.imports.money_cells import BaseItem, read_item, read_sum
from sales.imports.people_cells import BasePerson, read_people
from sales.imports.row_texts import LONGEST, WHOLE, cut_said, is_nothing, texts_in, texts_of
from sales.imports.troubles import RowTrouble
from sales.plans.cell_marks import is_error, is_formula, is_zero, says_something

LONGEST_COMMENT: Final = 1000
RESTS_AFTER: Final = 50
SHORT_KPP: Final = 8
"""Excel has dropped its first zero."""


FIELDS: Final[Mapping[BaseColumn, CardField]] = {
    BaseColumn.NAME: CardField.NAME,
    BaseColumn.INN: CardField.INN,
    BaseColumn.KPP: CardField.KPP,
    BaseColumn.LINE: CardField.LINE,
    BaseColumn.TURNOVER: CardField.TURNOVER,
    BaseColumn.SEGMENT: CardField.SEGMENT,
    BaseColumn.TERRITORY: CardField.TERRITORY,
    BaseColumn.CITY: CardField.CITY,
    BaseColumn.SOURCE: CardField.SOURCE,
    BaseColumn.TERMS: CardField.TERMS,
}


_INNS: Final = {
    InnMistake.CONTROL: RowTrouble.INN_CONTROL,
    InnMistake.LENGTH: RowTrouble.INN_LENGTH,
    InnMistake.ROUNDED: RowTrouble.INN_ROUNDED,
    InnMistake.REGION: RowTrouble.INN_REGION,
}


@dataclass(frozen=True, slots=True)
class BaseRow:
    """`number`: as a table program counts the rows of the file, from one."""

    number: int
    values: Mapping[CardField, Any] = field(default_factory=dict)
    people: tuple[BasePerson, ...] = ()
    owner: str = ""
    comment: str = ""
    item: BaseItem | None = None
    trouble: RowTrouble | None = None
    said: str = ""
    """What is in doubt, as it was written."""
    is_mended: bool = False
    """An INN got back the zero that Excel had dropped."""
    is_moved: bool = False
    """What stood among the phones and is none, or a turnover that says no sum, went to the comment."""
    has_zero: bool = False
    """A formula shows 0: worked out or not, nothing is taken from that cell."""


def read_base(
    rows: Sequence[Sequence[str]],
    heading: BaseHeading,
    today: date,
    *,
    is_csv: bool,
    extra: Sequence[int] = (),
    rest: Callable[[], None] = lambda: None,
) -> list[BaseRow]:
    """Every row below the heading that holds something.

    `extra`: unknown columns that go to the comment; `rest`: called now and then, others wait for the interpreter.
    """
    found = []
    for number, cells in enumerate(rows[heading.row + 1 :], start=heading.row + 2):
        if any(map(says_something, cells)):
            found.append(read_base_row(number, cells, heading, today, is_csv=is_csv, extra=extra))
        if number % RESTS_AFTER == 0:
            rest()
    return found


def read_base_row(
    number: int,
    cells: Sequence[str],
    heading: BaseHeading,
    today: date,
    *,
    is_csv: bool = False,
    extra: Sequence[int] = (),
) -> BaseRow:
    """What a row says; the first of its troubles, where it has one."""
    texts = texts_of(cells, heading, is_csv=is_csv)
    zeros = [at for at in (*texts, *extra) if not is_csv and at < len(cells) and is_zero(cells[at])]
    cells = ["" if at in zeros else cell for at, cell in enumerate(cells)] if zeros else cells
    named = {at for at in zeros if heading.columns.get(at) is BaseColumn.NAME}
    texts |= dict.fromkeys({*texts} & {*zeros} - named, "")
    row = BaseRow(number, has_zero=bool(zeros))
    for text in texts.values():
        if not is_csv and is_formula(text):
            return replace(row, trouble=RowTrouble.FORMULA, said=cut_said(text), values=_name_of(texts, heading))
        if is_error(text):
            return replace(row, trouble=RowTrouble.BROKEN, said=cut_said(text), values=_name_of(texts, heading))
    values, trouble, said, is_mended, unread = _values(texts, heading)
    people, strange = read_people(texts, heading)
    strange += unread
    comment = _comment(texts, heading, strange, extra, cells)
    owner = clean(" ".join(texts_in(texts, heading, BaseColumn.OWNER)), LONGEST)
    item, item_trouble, item_said = read_item(texts, heading, today)
    trouble, said = (trouble, said) if trouble else (item_trouble, item_said)
    if not normal_form(str(values.get(CardField.NAME, ""))):
        trouble, said = RowTrouble.NO_NAME, ""
    return replace(
        row,
        values=values,
        people=people,
        comment=comment,
        owner="" if is_nothing(owner) else owner,
        item=item,
        trouble=trouble,
        said=said,
        is_mended=is_mended,
        is_moved=bool(strange),
    )


def _name_of(texts: Mapping[int, str], heading: BaseHeading) -> dict[CardField, Any]:
    names = [clean(text, LONGEST) for text in texts_in(texts, heading, BaseColumn.NAME)]
    return {CardField.NAME: names[0]} if names else {}


def _values(
    texts: Mapping[int, str], heading: BaseHeading
) -> tuple[dict[CardField, Any], RowTrouble | None, str, bool, list[str]]:
    """Last what could not be read, under the title of its column."""
    found: dict[CardField, Any] = {}
    unread: list[str] = []
    trouble, said, is_mended = None, "", False
    for at, text in texts.items():
        column = heading.columns[at]
        if column not in FIELDS or is_nothing(text):
            continue
        if column is BaseColumn.INN:
            own, _slash, kpp = text.partition("/")
            inn = read_file_inn(own)
            if isinstance(inn, InnMistake):
                trouble, said = _INNS[inn], cut_said(text)
                continue
            found[CardField.INN], is_mended = inn, inn != inn_digits(own)
            if read_kpp(kpp):
                found.setdefault(CardField.KPP, read_kpp(kpp))
            continue
        value = _value(column, text, heading.units.get(at, 1))
        if value not in (None, ""):
            found[FIELDS[column]] = value
        elif column is not BaseColumn.NAME:
            unread.append(f"{heading.titles[at]}: {clean(text, LONGEST)}")
    return found, trouble, said, is_mended, unread


def _value(column: BaseColumn, text: str, unit: int) -> Any:
    match column:
        case BaseColumn.KPP:
            whole = WHOLE.fullmatch(text)
            digits = whole[1] if whole else text
            return read_kpp(f"0{digits}" if len(digits) == SHORT_KPP and digits.isdigit() else digits)
        case BaseColumn.SEGMENT:
            return read_segment(text)
        case BaseColumn.TERMS:
            return read_terms(text)
        case BaseColumn.TURNOVER:
            return read_sum(text, unit)
        case _:
            return clean(text, LONGEST)


def read_file_inn(text: str) -> str | InnMistake:
    """As `read_inn`; a number that lost its first zero in Excel gets it back where the control digits then agree."""
    digits = inn_digits(text.lstrip("'"))
    read = read_inn(digits)
    short = digits.isascii() and digits.isdigit() and len(digits) in {COMPANY - 1, PERSON - 1}
    if read is InnMistake.LENGTH and short:
        longer = read_inn("0" + digits)
        return longer if not isinstance(longer, InnMistake) else read
    return read


def _comment(
    texts: Mapping[int, str], heading: BaseHeading, strange: Sequence[str], extra: Sequence[int], cells: Sequence[str]
) -> str:
    told = [text for text in texts_in(texts, heading, BaseColumn.COMMENT) if not is_nothing(text)]
    more = [
        f"{heading.titles[at]}: {clean(cells[at], LONGEST)}"
        for at in extra
        if at < len(cells) and at < len(heading.titles) and not is_nothing(cells[at].strip())
    ]
    return clean_lines("\n".join([*told, *strange, *more]), LONGEST_COMMENT)

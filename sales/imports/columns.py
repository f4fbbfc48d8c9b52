"""
The heading of a base of clients (spec/1): which column holds what, by the words that people and programs write there.

Of the first ten rows it is the one with the most known words: a row of titles of groups stands above it.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from sales.core.words import clean, fold
from sales.plans.plan_heading import read_unit


class BaseColumn(StrEnum):
    """What a column holds; also words of buttons, never another value."""

    NAME = "name"
    INN = "inn"
    KPP = "kpp"
    PHONE = "phone"
    CONTACT = "contact"
    POSITION = "position"
    EMAIL = "email"
    LINE = "line"
    TURNOVER = "turnover"
    SEGMENT = "segment"
    TERRITORY = "territory"
    CITY = "city"
    SOURCE = "source"
    TERMS = "terms_days"
    OWNER = "owner"
    COMMENT = "comment"
    AMOUNT = "amount"
    DUE = "due"
    INVOICE = "invoice"


SEVERAL: Final = frozenset({BaseColumn.PHONE, BaseColumn.COMMENT})
"""May stand in more than one column."""

TELLING: Final = frozenset({BaseColumn.NAME, BaseColumn.INN, BaseColumn.PHONE})
"""Without the name, or both others, a table is no base of clients."""

FEWEST: Final = 2
FIRST_ROWS: Final = 10
LONGEST_TITLE: Final = 40

_WORDS: Final[Mapping[BaseColumn, str]] = {
    BaseColumn.NAME: "название|наименование|клиент|контрагент|организация|компания|фирма|покупатель|плательщик|"
    "название компании|название организации|название клиента|наименование клиента|наименование контрагента|"
    "наименование организации|полное наименование|краткое наименование|юрлицо|юр лицо|юридическое лицо|"
    "company|name|client|customer|company name|client name|organization|organisation|account",
    BaseColumn.INN: "инн|inn|инн клиента|инн контрагента|инн организации|инн кпп|tin|tax id|tax number",
    BaseColumn.KPP: "кпп|kpp",
    BaseColumn.PHONE: "телефон|тел|моб|phone|контактный телефон|мобильный|мобильный телефон|моб тел|моб телефон|"
    "рабочий телефон|раб тел|раб телефон|сотовый|сот|телефоны|номер телефона|телефон контакта|"
    "phone number|mobile|mobile phone|work phone|tel|telephone|phones",
    BaseColumn.CONTACT: "контакт|контактное лицо|фио|имя|контактные лица|ф и о|фио контакта|представитель|лпр|"
    "имя контакта|contact|contact name|contact person|person|full name",
    BaseColumn.POSITION: "должность|должность контакта|position|job title|job",
    BaseColumn.EMAIL: "email|почта|e mail|эл почта|электронная почта|адрес эл почты|мейл|имейл|mail|e-mail",
    BaseColumn.LINE: "вид деятельности|отрасль|line|вид дел|сфера|сфера деятельности|направление|деятельность|"
    "line of business|industry|business",
    BaseColumn.TURNOVER: "оборот|годовой оборот|turnover|оборот в год|выручка|yearly turnover|annual turnover|revenue",
    BaseColumn.SEGMENT: "сегмент|тип|тип клиента|segment|type",
    BaseColumn.TERRITORY: "территория|регион|territory|region|область|район",
    BaseColumn.CITY: "город|city|населенный пункт|town",
    BaseColumn.SOURCE: "источник|source|откуда|откуда пришел|канал|lead source",
    BaseColumn.TERMS: "отсрочка|отсрочка платежа|дней отсрочки|отсрочка дней|terms|payment terms|deferment",
    BaseColumn.OWNER: "менеджер|ответственный|кто ведет|owner|ведет|ответственный менеджер|куратор|manager|"
    "responsible|account manager|sales manager|who leads",
    BaseColumn.COMMENT: "комментарий|примечание|заметка|заметки|комментарии|примечания|comment|comments|note|notes",
    BaseColumn.AMOUNT: "сумма|долг|к оплате|задолженность|сумма долга|сумма задолженности|дебиторка|остаток долга|"
    "сумма к оплате|сумма оплаты|сумма долг|сумма или долг|sum or debt|amount|debt|sum|balance due|amount due",
    BaseColumn.DUE: "срок|дата оплаты|ожидаем|срок оплаты|дата платежа|срок платежа|когда ждем|оплатить до|"
    "due|due date|payment date|expected",
    BaseColumn.INVOICE: "счет|n счета|номер счета|счет n|счет на оплату|invoice|invoice no|invoice number",
}
_KNOWN: Final = {word: column for column, words in _WORDS.items() for word in words.split("|")}
_NUMBERED: Final = re.compile(r" ?[0-9]{1,2}$")
_BRACKETS: Final = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_UNIT: Final = re.compile(r"[,;]?\s*(?:в )?(?:тыс|млн|руб|₽|р\.|rub|mln|thousand).*$")


@dataclass(frozen=True, slots=True)
class BaseHeading:
    """Where what stands; places from zero."""

    row: int
    titles: tuple[str, ...]
    columns: Mapping[int, BaseColumn]
    units: Mapping[int, int] = field(default_factory=dict)
    """Of sums that are given in thousands or millions."""

    @property
    def unknown(self) -> list[int]:
        """Places of columns with a title that says nothing to us."""
        return [at for at, title in enumerate(self.titles) if title and at not in self.columns]


def read_column(title: str) -> BaseColumn | None:
    """By the words of a title, however they are written: «№ Счёта», «ТЕЛЕФОН 2», «Долг, тыс. руб.»."""
    said = _BRACKETS.sub(" ", fold(clean(title, 120)).replace("№", " n ").replace("#", " n "))
    for each in (said, _UNIT.sub("", said)):
        plain = " ".join(re.findall(r"[^\W_]+", each))
        for form in (plain, _NUMBERED.sub("", plain)):
            if form in _KNOWN:
                return _KNOWN[form]
    return None


def read_base_heading(rows: Sequence[Sequence[str]]) -> BaseHeading | None:
    """None where no row of the first ten knows two words that tell of clients."""
    best: tuple[int, int, dict[int, BaseColumn]] | None = None
    for number, cells in enumerate(rows[:FIRST_ROWS]):
        columns = find_columns(cells)
        if len(set(columns.values())) >= FEWEST and (best is None or len(columns) > best[0]):
            best = (len(columns), number, columns)
    if best is None:
        return None
    telling = TELLING & set(best[2].values())
    if BaseColumn.NAME not in telling and len(telling) < FEWEST:
        return None
    _count, row, columns = best
    titles = tuple(clean(cell, LONGEST_TITLE) for cell in rows[row])
    return BaseHeading(row, titles, columns, _units(rows[row], columns))


def find_columns(cells: Sequence[str]) -> dict[int, BaseColumn]:
    """By place; of several columns of one kind the first, but of phones and comments all."""
    found: dict[int, BaseColumn] = {}
    for at, cell in enumerate(cells):
        column = read_column(cell)
        if column is not None and (column in SEVERAL or column not in found.values()):
            found[at] = column
    return found


def _units(cells: Sequence[str], columns: Mapping[int, BaseColumn]) -> dict[int, int]:
    sums = {at for at, column in columns.items() if column in {BaseColumn.AMOUNT, BaseColumn.TURNOVER}}
    return {at: unit for at in sums if (unit := read_unit(cells[at])) > 1}


def column_letter(at: int) -> str:
    """«A» of 0, «AB» of 27: as a table program calls the column."""
    name, left = "", at + 1
    while left:
        left, digit = divmod(left - 1, 26)
        name = chr(ord("A") + digit) + name
    return name

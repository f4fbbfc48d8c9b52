"""From bytes to a Statement (spec/5, Reading): whole or not at all, and whatever the bytes are without an exception."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Final

from sales.bank.decoding import decode, is_legible, is_statement
from sales.bank.fields import read_amount, read_day, read_total
from sales.bank.sections import Fields, Sections
from sales.bank.statement import (
    MOST_BYTES,
    MOST_DOCUMENTS,
    Document,
    Side,
    Statement,
    StatementError,
    StatementTrouble,
)
from sales.core.money import Kopecks

_INN: Final = re.compile("[0-9]{10}|[0-9]{12}")
_NAMED_INN: Final = re.compile(r"ИНН ([0-9]{12}|[0-9]{10})\b")
_INN_BEFORE: Final = re.compile(r"ИНН [0-9]*\s*(?:КПП [0-9]*\s*)?")
_PURPOSE: Final = "НазначениеПлатежа"
_KAZAKH: Final = frozenset({"СуммаПриход", "СуммаРасход"})


def read_statement(content: bytes) -> Statement:
    """Raises StatementError where nothing of it may be taken."""
    if len(content) > MOST_BYTES:
        raise StatementError(StatementTrouble.TOO_BIG)
    if not is_statement(content):
        raise StatementError(StatementTrouble.NOT_ONE)
    text = decode(content)
    if not is_legible(text):
        raise StatementError(StatementTrouble.LETTERS)
    read = Sections(text)
    whole = len(read.documents) - read.is_open
    if any(_is_kazakh(each) for each in read.documents):
        raise StatementError(StatementTrouble.DIALECT)
    if not read.is_ended:
        raise StatementError(StatementTrouble.CUT, whole)
    if len(read.documents) > MOST_DOCUMENTS:
        raise StatementError(StatementTrouble.TOO_MANY, len(read.documents))
    return _make_statement(read)


def _is_kazakh(document: Fields) -> bool:
    return document.kind.casefold() == "выписка" or not _KAZAKH.isdisjoint(document.values)


def _make_statement(read: Sections) -> Statement:
    named = [*read.accounts, *(each.get("РасчСчет") for each in read.sections)]
    days = [read_day(each.get(key)) for each in read.sections for key in ("ДатаНачала", "ДатаКонца")]
    days += [read_day(read.header.get(key)) for key in ("ДатаНачала", "ДатаКонца")]
    documents = tuple(_make_document(each) for each in read.documents)
    known = [day for day in days if day is not None] or list(_days_of(documents))
    return Statement(
        tuple(dict.fromkeys(clean for each in named if (clean := _account(each)))),
        min(known, default=None),
        max(known, default=None),
        _sum_totals(read),
        documents,
        _list_covers(read),
        read.warnings,
    )


def _days_of(documents: Iterable[Document]) -> Iterator[date]:
    """A file that does not say of which days it tells is called by those of its documents."""
    for each in documents:
        day = each.came_on or each.went_on or each.day
        if day is not None:
            yield day


def _list_covers(read: Sections) -> Mapping[str, tuple[tuple[date, date], ...]]:
    """A day of a section alone is that day; an account without a section has the header's days."""
    found = {_account(each): _span(read.header) for each in read.accounts}
    told: dict[str, tuple[tuple[date, date], ...]] = {}
    for section in read.sections:
        account = _account(section.get("РасчСчет"))
        told[account] = (*told.get(account, ()), *(_span(section) or found.get(account, ())))
    return {account: spans for account, spans in (found | told).items() if account and spans}


def _span(fields: Fields) -> tuple[tuple[date, date], ...]:
    days = [day for key in ("ДатаНачала", "ДатаКонца") if (day := read_day(fields.get(key))) is not None]
    return ((min(days), max(days)),) if days else ()


def _sum_totals(read: Sections) -> Mapping[str, Kopecks]:
    """One section a day in many banks: they are added."""
    totals: dict[str, Kopecks] = {}
    for section in read.sections:
        came = read_total(section.get("ВсегоПоступило"))
        if came is not None:
            account = _account(section.get("РасчСчет"))
            totals[account] = totals.get(account, 0) + came
    return totals


def _make_document(read: Fields) -> Document:
    days = {key: read_day(read.get(key)) for key in ("Дата", "ДатаПоступило", "ДатаСписано")}
    return Document(
        read.kind,
        read.get("Номер"),
        read_amount(read.get("Сумма")),
        days["Дата"],
        days["ДатаПоступило"],
        days["ДатаСписано"],
        any(day is None and read.get(key) for key, day in days.items()),
        _make_side(read, "Плательщик"),
        _make_side(read, "Получатель"),
        _purpose(read),
    )


def _make_side(read: Fields, who: str) -> Side:
    accounts = [account for end in ("Счет", "РасчСчет") if (account := _account(read.get(who + end)))]
    full = read.get(who)
    said = read.get(f"{who}ИНН")
    named = None if _INN.fullmatch(said) else _NAMED_INN.match(full)
    inn = named[1] if named else said if _INN.fullmatch(said) else ""
    return Side(
        frozenset(accounts),
        accounts[0] if accounts else "",
        inn if inn.strip("0") else None,
        read.get(f"{who}КПП"),
        read.get(f"{who}1") or _INN_BEFORE.sub("", full, count=1).strip(),
    )


def _purpose(read: Fields) -> str:
    parts = [read.get(f"{_PURPOSE}{number}") for number in range(1, 7)]
    return read.get(_PURPOSE) or " ".join(part for part in parts if part)


def _account(text: str) -> str:
    return "".join(text.split())

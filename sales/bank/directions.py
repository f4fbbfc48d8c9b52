"""Where the money of a document went, by our accounts alone (spec/5, Direction)."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from sales.bank.statement import Document, Side, Statement
from sales.core.money import Kopecks

_ROUBLES: Final = frozenset({"810", "643"})
_CURRENCY: Final = slice(5, 8)


class Way(StrEnum):
    IN = "in"
    OUT = "out"
    OWN = "own"
    """From one account of ours to another."""
    CURRENCY = "currency"
    """On an account of ours whose sums are no roubles: not compared."""
    NOT_RECEIVED = "not_received"
    """Incoming, and the bank has not booked it yet."""
    NOT_OURS = "not_ours"
    """Of an account in the file that is not ours."""
    UNREAD = "unread"


@dataclass(frozen=True, slots=True)
class Movement:
    """A document and what it is to us."""

    document: Document
    way: Way
    account: str = ""
    """Ours; empty where no account of ours is told."""
    day: date | None = None
    """Booked: ДатаПоступило of what came, ДатаСписано of what went, else Дата."""

    @property
    def amount(self) -> Kopecks:
        """0 of what could not be read."""
        return self.document.amount or 0

    @property
    def other(self) -> Side:
        """Not us: who paid, or whom we paid."""
        return self.document.payee if self.way is Way.OUT else self.document.payer


def is_in_roubles(account: str) -> bool:
    """By digits 6 to 8 of the account."""
    return account[_CURRENCY] in _ROUBLES


def sort_movements(statement: Statement, ours: Collection[str]) -> tuple[Movement, ...]:
    """In the order of the file; nothing where the file names none of our accounts: it is another firm's."""
    named = [account for account in statement.accounts if account in ours]
    if not named:
        return ()
    others = frozenset(statement.accounts).difference(ours)
    found = [_sort(document, frozenset(ours), others, min(named)) for document in statement.documents]
    undated = frozenset(_list_undated(found, statement.totals))
    return tuple(_date(each, undated) for each in found)


def find_differences(
    statement: Statement, movements: Collection[Movement], ours: Collection[str]
) -> Mapping[str, Kopecks]:
    """Σ that came, own transfers too, less Σ ВсегоПоступило, by account of ours in roubles where they differ."""
    checked = [account for account in statement.totals if account in ours and is_in_roubles(account)]
    left = {account: _sum_came(movements, account) - statement.totals[account] for account in checked}
    return {account: difference for account, difference in left.items() if difference}


def _sort(document: Document, ours: frozenset[str], others: frozenset[str], only: str) -> Movement:
    payer, payee = document.payer.accounts & ours, document.payee.accounts & ours
    account = min(payee or payer, default="")
    is_own = (payer and payee) or (document.payer.inn and document.payer.inn == document.payee.inn)
    if document.amount is None or document.has_bad_day:
        return Movement(document, Way.UNREAD, account)
    if is_own:
        return Movement(document, Way.OWN, account, document.came_on or document.day)
    if account:
        return _booked(document, Way.IN if payee else Way.OUT, account)
    if (document.payer.accounts | document.payee.accounts) & others:
        return Movement(document, Way.NOT_OURS)
    if (document.came_on is None) == (document.went_on is None):
        return Movement(document, Way.UNREAD)
    return _booked(document, Way.IN if document.came_on else Way.OUT, only)


def _booked(document: Document, way: Way, account: str) -> Movement:
    day = (document.came_on if way is Way.IN else document.went_on) or document.day
    if not is_in_roubles(account):
        return Movement(document, Way.CURRENCY, account, day)
    return Movement(document, Way.UNREAD if day is None else way, account, day)


def _date(movement: Movement, undated: frozenset[str]) -> Movement:
    """Some banks leave ДатаПоступило out of every document; where others have it, this one has not come yet."""
    if movement.way is not Way.IN or movement.document.came_on or movement.account in undated:
        return movement
    return Movement(movement.document, Way.NOT_RECEIVED, movement.account, movement.day)


def _list_undated(movements: Collection[Movement], totals: Mapping[str, Kopecks]) -> Iterator[str]:
    for account, total in totals.items():
        came = [each for each in movements if account in each.document.payee.accounts and each.amount]
        if came and not any(each.document.came_on for each in came) and sum(each.amount for each in came) == total:
            yield account


def _sum_came(movements: Collection[Movement], account: str) -> Kopecks:
    """Also of an account to which only a transfer of our own came."""
    there = [each for each in movements if account == each.account and each.way in {Way.IN, Way.OWN}]
    return sum(each.amount for each in there if each.way is Way.IN or _has_come(each, there))


def _has_come(own: Movement, there: Collection[Movement]) -> bool:
    is_dated = own.document.came_on is not None or not any(each.document.came_on for each in there)
    return is_dated and own.account in own.document.payee.accounts

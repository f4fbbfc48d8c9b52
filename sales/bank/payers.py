"""Whose money it is: by INN, by an account that was learned, by name (spec/5, Who)."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from rapidfuzz import fuzz, process

from sales.bank.statement import Side
from sales.clients.sameness import SPELT_ALIKE, Alike, Identity, alike
from sales.entry.clients.name_forms import normal_form

_BANKS: Final = ("30",)
_BANK: Final = re.compile(r"\b\w*БАНК\b")
_TREASURIES: Final = ("401", "03")
_TREASURY: Final = re.compile(r"\bУФК\b|КАЗНАЧЕЙСТВ")


@dataclass(frozen=True, slots=True)
class KnownPayer:
    """A client of ours as a bank may name it."""

    client_id: int
    name: str
    inn: str | None = None
    kpp: str = ""
    accounts: frozenset[str] = frozenset()
    """Learned: a person has said that money from there is this client's."""
    department_id: int | None = None


@dataclass(frozen=True, slots=True)
class FoundPayers:
    """Clients that it may be, and whether anything about them may be sure."""

    clients: tuple[int, ...] = ()
    is_certain: bool = False


_FORMS: Final = (
    (re.compile(r"общество с ограниченной ответственностью", re.IGNORECASE), "ООО"),
    (re.compile(r"публичное акционерное общество", re.IGNORECASE), "ПАО"),
    (re.compile(r"(?:(?:за|от)крытое )?акционерное общество", re.IGNORECASE), "АО"),
    (re.compile(r"индивидуальный предприниматель", re.IGNORECASE), "ИП"),
)


def shorten_payer(name: str) -> str:
    """«Индивидуальный предприниматель Ким» is «ИП Ким»: a bank writes the form of a firm in full."""
    for written, short in _FORMS:
        name = written.sub(short, name, count=1)
    return " ".join(name.split())


def is_bank(side: Side) -> bool:
    """A bank's or a treasury's, which pays for others: neither its INN nor its account says whose the money is."""
    is_one = side.account.startswith(_BANKS) or _BANK.search(side.name.upper()) is not None
    return is_one or is_treasury(side)


def is_treasury(side: Side) -> bool:
    """It pays for institutions, and its payer's INN is usually theirs; the account never is."""
    return side.account.startswith(_TREASURIES) or _TREASURY.search(side.name.upper()) is not None


class Payers:
    """Looked up by what a document says; made once for a file."""

    def __init__(self, known: Iterable[KnownPayer]) -> None:
        self._by_inn: dict[str, list[KnownPayer]] = {}
        self._by_account: dict[str, list[KnownPayer]] = {}
        self._nameless: list[KnownPayer] = []
        self._alike: dict[str, tuple[int, ...]] = {}
        for each in known:
            if each.inn:
                self._by_inn.setdefault(each.inn, []).append(each)
            else:
                self._nameless.append(each)
            for account in each.accounts:
                self._by_account.setdefault(account, []).append(each)
        self._spelt = [normal_form(each.name) for each in self._nameless]

    def find(self, side: Side, department_id: int | None = None) -> FoundPayers:
        """By INN: of several clients the one of the account's department, or with the same KPP; else all of them, and
        nothing is sure.
        """
        found = self._by_inn.get(side.inn or "", [])
        if len(found) > 1 and department_id is not None:
            found = [each for each in found if each.department_id == department_id] or found
        if len(found) > 1 and side.kpp:
            found = [each for each in found if each.kpp == side.kpp] or found
        return _make_found(found)

    def find_learned(self, side: Side) -> FoundPayers:
        """By an account that was learned before."""
        return FoundPayers() if is_bank(side) else _make_found(self._by_account.get(side.account, []))

    def find_alike(self, side: Side) -> tuple[int, ...]:
        """Clients without an INN whose names are like it."""
        if side.name not in self._alike:
            said, spelt = Identity(side.name), normal_form(side.name)
            near = process.extract(spelt, self._spelt, scorer=fuzz.ratio, score_cutoff=SPELT_ALIKE, limit=None)
            found = (self._nameless[at] for _form, _score, at in near)
            ids = (each.client_id for each in found if alike(said, Identity(each.name)) is not Alike.NO)
            self._alike[side.name] = tuple(sorted(ids))
        return self._alike[side.name]


def _make_found(known: Sequence[KnownPayer]) -> FoundPayers:
    return FoundPayers(tuple(each.client_id for each in known), len(known) == 1)

"""
What a fact or an activity begins (facts.begins, activities.begins), kept by the database itself with every write.

A deal that counts in the days of its first money, a client who is new, a contact made for the first time: to look for
an earlier one beside each of a month's thousands is what those reports took their time for. Whatever writes (a line, a
bank's file, a merge, an undo): of the deal, the payment and the client before and after it, the first is found anew.
"""
# ruff: noqa: S608  only names of ours stand in these statements

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from sales.activities.activities import REACHED, VISITS, ActivityType
from storage.tables.payments import Begins

PREFIX: Final = "first_"
EVENTS: Final = ("insert", "update", "delete")

CAME: Final = "undone_at IS NULL AND amount > 0 AND client_id IS NOT NULL"
DEAL_OF: Final = (
    "CASE WHEN deal_id IS NOT NULL THEN deal_id * 3 WHEN payment_id IS NOT NULL THEN payment_id * 3 + 1 "
    "ELSE coalesce(receipt_id, id) * 3 + 2 END"
)
"""A payment without a deal is one of its own, and so is a receipt without either: one number for each."""


def quote(words: Iterable[str]) -> str:
    """As SQL lists them."""
    return ", ".join(f"'{word}'" for word in sorted(words))


CONTACTS: Final = (ActivityType.CALL, *VISITS)
MADE: Final = (
    f"type IN ({quote(CONTACTS)}) AND outcome IN ({quote(REACHED)}) AND undone_at IS NULL AND happened_at IS NOT NULL"
)
"""Somebody was got hold of. Where a version counts otherwise, it comes with a revision that counts anew."""


def _keep_facts(row: str) -> Iterator[str]:
    for column, bit in (("deal_id", Begins.DEAL), ("payment_id", Begins.PAYMENT)):
        first = _first("facts", f"{column} = {row}.{column} AND {CAME}", "local_date, id")
        marked = f"(begins & {bit} <> 0)"
        turned = f"begins + CASE WHEN {marked} THEN -{bit} ELSE {bit} END"
        wrong = f"{marked} <> coalesce(id = {first}, false)"
        yield f"UPDATE facts SET begins = {turned} WHERE {column} = {row}.{column} AND {wrong}"
    of_client = f"client_id = {row}.client_id"
    first = _first("facts", f"{of_client} AND {CAME}", "local_date, id")
    deal = f"(SELECT {DEAL_OF} FROM facts WHERE id = {first})"
    second = _first("facts", f"{of_client} AND {CAME} AND {DEAL_OF} <> {deal}", "local_date, id")
    begins = f"CASE id WHEN {first} THEN {Begins.CLIENT} WHEN {second} THEN {Begins.REGULAR} ELSE 0 END"
    marked = f"SELECT id FROM facts WHERE {of_client} AND begins > 3"
    those = f"{marked} UNION SELECT {first} UNION SELECT {second}"
    yield f"UPDATE facts SET begins = (begins & 3) + {begins} WHERE id IN ({those})"


def _keep_activities(row: str) -> Iterator[str]:
    of_client = f"client_id = {row}.client_id"
    first = _first("activities", f"{of_client} AND {MADE}", "local_date, happened_at, id")
    those = f"SELECT id FROM activities WHERE {of_client} AND begins > 0 UNION SELECT {first}"
    yield f"UPDATE activities SET begins = CASE id WHEN {first} THEN 1 ELSE 0 END WHERE id IN ({those})"


def _first(table: str, which: str, order: str) -> str:
    return f"(SELECT id FROM {table} WHERE {which} ORDER BY {order} LIMIT 1)"


@dataclass(frozen=True, slots=True)
class _Kept:
    table: str
    columns: str
    keep: Callable[[str], Iterator[str]]
    """Statements that put right what belongs together with that row, OLD or NEW."""
    reset: str
    """Of a row that may belong elsewhere now."""


_KEPT: Final = (
    _Kept(
        "facts",
        "deal_id, payment_id, receipt_id, client_id, amount, local_date, undone_at",
        _keep_facts,
        "UPDATE facts SET begins = 0 WHERE id = NEW.id AND begins <> 0",
    ),
    _Kept(
        "activities",
        "client_id, type, outcome, happened_at, local_date, undone_at",
        _keep_activities,
        "UPDATE activities SET begins = 0 WHERE id = NEW.id AND begins <> 0",
    ),
)

NAMES: Final = frozenset(f"{PREFIX}{kept.table}_{event}" for kept in _KEPT for event in EVENTS)


def make_triggers(*, is_postgres: bool) -> Iterator[str]:
    """The statements that create them."""
    for kept in _KEPT:
        if is_postgres:
            yield _make_function(kept)
        for event in EVENTS:
            head = f"CREATE TRIGGER {PREFIX}{kept.table}_{event} AFTER {event}"
            of = f" OF {kept.columns}" if event == "update" else ""
            when = f" WHEN ({_find_change(kept, is_postgres=is_postgres)})" if event == "update" else ""
            done = f"EXECUTE FUNCTION {PREFIX}{kept.table}()" if is_postgres else _do_at(kept, event)
            yield f"{head}{of} ON {kept.table} FOR EACH ROW{when} {done}"


def _find_change(kept: _Kept, *, is_postgres: bool) -> str:
    """A first part is numbered by itself: that says nothing new."""
    differs = "IS DISTINCT FROM" if is_postgres else "IS NOT"
    pairs = ((f"OLD.{name}", f"NEW.{name}") for name in kept.columns.split(", "))
    told = (
        (f"coalesce({old}, OLD.id)", f"coalesce({new}, NEW.id)") if old == "OLD.receipt_id" else (old, new)
        for old, new in pairs
    )
    return " OR ".join(f"{old} {differs} {new}" for old, new in told)


def _do_at(kept: _Kept, event: str) -> str:
    before = [] if event == "insert" else [*kept.keep("OLD")]
    after = [] if event == "delete" else [*kept.keep("NEW")]
    reset = [kept.reset] if event == "update" else []
    return f"BEGIN {'; '.join((*reset, *before, *after))}; END"


def _make_function(kept: _Kept) -> str:
    """Under the client's lock, and each statement with what is committed by then: two may write its first at once."""
    locked = "PERFORM 1 FROM clients WHERE id = {row}.client_id FOR NO KEY UPDATE"
    before = "; ".join((locked.format(row="OLD"), *kept.keep("OLD")))
    after = "; ".join((locked.format(row="NEW"), *kept.keep("NEW")))
    return (
        f"CREATE OR REPLACE FUNCTION {PREFIX}{kept.table}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF TG_OP = 'UPDATE' THEN {kept.reset}; END IF; "
        f"IF TG_OP <> 'INSERT' THEN {before}; END IF; "
        f"IF TG_OP <> 'DELETE' THEN {after}; END IF; "
        "RETURN NULL; END $$"
    )

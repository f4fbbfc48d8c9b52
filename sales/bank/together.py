"""Several documents that are one question: two halves of a rest, a day of cards."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Final

from sales.bank.books import Books
from sales.bank.matches import AwaitedItem, DocumentMatch, MatchReason, SaidFact
from sales.bank.sums import list_sums

_LONELY: Final = frozenset({MatchReason.OLDEST, MatchReason.OFF_PLAN})
"""Documents that nothing explains by themselves."""


def join_documents(matches: Sequence[DocumentMatch], books: Books) -> list[DocumentMatch]:
    """Documents of one client and day whose Σ is one rest or one said receipt; cards of one account and day."""
    joined = list(matches)
    for places in _group(matches, _LONELY):
        if (told := _find_fact(joined, places, books)) is not None:
            halves, fact = told
            for at in halves:
                one = replace(joined[at], why=MatchReason.TOGETHER, facts=(fact.id,), items=(), difference=0)
                joined[at] = replace(one, together=halves[0] + 1)
        elif (found := _find_rest(joined, places, books)) is not None:
            halves, item = found
            for at in halves:
                one = replace(joined[at], why=MatchReason.TOGETHER, items=(item.id,), difference=0)
                joined[at] = replace(one, together=halves[0] + 1)
    for places in _group(matches, frozenset({MatchReason.ACQUIRING})):
        for at in places:
            joined[at] = replace(joined[at], together=places[0] + 1)
    return joined


def _group(matches: Sequence[DocumentMatch], why: Collection[MatchReason]) -> list[list[int]]:
    """Places of two and more such documents, of the same clients, account and day."""
    groups: dict[tuple[object, ...], list[int]] = {}
    for at, match in enumerate(matches):
        if match.why in why:
            groups.setdefault((match.clients, match.movement.account, match.movement.day), []).append(at)
    return [places for places in groups.values() if len(places) > 1]


def _find_fact(
    matches: Sequence[DocumentMatch], places: Sequence[int], books: Books
) -> tuple[Sequence[int], SaidFact] | None:
    """The documents, all of them or the only such set, and the receipt that was said of them as of one."""
    day = matches[places[0]].movement.day
    if day is None:
        return None
    sums = list_sums([(at, matches[at].movement.amount) for at in places])
    whole = sum(matches[at].movement.amount for at in places)
    for fact in books.list_facts(matches[places[0]].clients, day):
        halves = places if fact.amount == whole else sums.get(fact.amount)
        if halves and not fact.is_cash:
            return halves, fact
    return None


def _find_rest(
    matches: Sequence[DocumentMatch], places: Sequence[int], books: Books
) -> tuple[Sequence[int], AwaitedItem] | None:
    """The documents, all of them or the only such set, and the item whose rest they are."""
    sums = list_sums([(at, matches[at].movement.amount) for at in places])
    whole = sum(matches[at].movement.amount for at in places)
    for item in books.list_open(matches[places[0]].clients):
        halves = places if item.rest == whole else sums.get(item.rest)
        if halves:
            return halves, item
    return None

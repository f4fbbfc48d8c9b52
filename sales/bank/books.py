"""The state that matching leaves after each document: what is still owed, and what was said and stands alone."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from sales.bank.matches import AwaitedItem, DocumentMatch, SaidFact
from sales.bank.purpose import near_invoice, normalize_invoice
from sales.bank.sums import Ids, list_sums
from sales.core.money import Kopecks
from sales.payments.facts import allocate

NEAR_DAYS: Final = timedelta(days=5)


class Books:
    """Only what is sure changes it."""

    def __init__(self, items: Iterable[AwaitedItem], facts: Iterable[SaidFact]) -> None:
        self._items: dict[int, AwaitedItem] = {}
        self._by_client: dict[int, list[int]] = {}
        self._by_invoice: dict[str, list[int]] = {}
        self._facts: dict[int, list[SaidFact]] = {}
        self._sums: dict[tuple[int, ...], Mapping[Kopecks, Ids | None]] = {}
        for item in sorted(items, key=lambda item: (item.due_on, item.id)):
            self._put(item)
        for fact in facts:
            self._facts.setdefault(fact.client_id, []).append(fact)

    def list_items(self, clients: Sequence[int]) -> list[AwaitedItem]:
        """Theirs, paid ones too, oldest first."""
        found = [self._items[each] for client in clients for each in self._by_client.get(client, ())]
        return sorted(found, key=lambda item: (item.due_on, item.id))

    def list_open(self, clients: Sequence[int]) -> list[AwaitedItem]:
        """Theirs that still owe something, oldest first."""
        return [item for item in self.list_items(clients) if item.rest > 0]

    def list_invoiced(self, number: str) -> list[AwaitedItem]:
        """Whosever items bear exactly that number and still owe something."""
        found = self._by_invoice.get(normalize_invoice(number), ())
        return [self._items[each] for each in found if self._items[each].rest > 0]

    def list_facts(self, clients: Sequence[int], day: date) -> list[SaidFact]:
        """Receipts of theirs within five days of it."""
        said = (fact for client in clients for fact in self._facts.get(client, ()))
        return [fact for fact in said if fact.amount > 0 and abs(fact.day - day) <= NEAR_DAYS]

    def list_refunds(self, clients: Sequence[int], amount: Kopecks, day: date) -> list[SaidFact]:
        """Said refunds of that sum within five days of it."""
        said = (fact for client in clients for fact in self._facts.get(client, ()))
        return [fact for fact in said if fact.amount == -amount and abs(fact.day - day) <= NEAR_DAYS]

    def find_set(self, clients: Sequence[int], amount: Kopecks) -> Ids | None:
        """Two to six of the twelve oldest items, the only ones whose rests come to the sum."""
        key = tuple(sorted(clients))
        if key not in self._sums:
            self._sums[key] = list_sums([(item.id, item.rest) for item in self.list_open(key)])
        return self._sums[key].get(amount)

    def take(self, match: DocumentMatch) -> None:
        """A sure one: its facts stand no longer alone, its items owe so much less."""
        (client,) = match.clients
        self._facts[client] = [fact for fact in self._facts.get(client, ()) if fact.id not in match.facts]
        paid = [self._items[each].open_item for each in match.items]
        for part in allocate(match.movement.amount, paid).parts:
            item = self._items[part.item_id or 0]
            self._items[item.id] = replace(item, rest=item.rest - part.amount)
        self._sums = {key: kept for key, kept in self._sums.items() if client not in key}

    def _put(self, item: AwaitedItem) -> None:
        self._items[item.id] = item
        self._by_client.setdefault(item.client_id, []).append(item.id)
        if item.invoice:
            self._by_invoice.setdefault(normalize_invoice(item.invoice), []).append(item.id)


def bears(item: AwaitedItem, number: str) -> bool:
    """Exactly that number, whichever alphabet its letters are of."""
    return bool(item.invoice) and normalize_invoice(item.invoice or "") == normalize_invoice(number)


def is_near(item: AwaitedItem, number: str) -> bool:
    """The same trailing digits: УТ-000121 and 121."""
    near = near_invoice(number)
    return bool(item.invoice) and near is not None and near_invoice(item.invoice or "") == near

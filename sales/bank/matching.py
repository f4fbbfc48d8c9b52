"""
Documents in the order of the file, each against what those before it left (spec/5, Matching).

What is sure takes part in the state; what is doubtful changes nothing until a person presses.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from types import MappingProxyType
from typing import Final

from sales.bank.books import Books, bears, is_near
from sales.bank.directions import Movement, Way
from sales.bank.matches import AwaitedItem, DocumentMatch, MatchReason, SaidFact, Verdict
from sales.bank.payers import FoundPayers, KnownPayer, Payers, is_bank, is_treasury
from sales.bank.purpose import is_acquiring, is_no_revenue, is_refund, list_invoices
from sales.bank.statement import Side
from sales.bank.sums import MOST_ITEMS, find_set, list_sums
from sales.bank.together import join_documents

FACTS_TOGETHER: Final = 5
DUE_NEAR: Final = timedelta(days=30)


def match_movements(
    movements: Sequence[Movement],
    payers: Iterable[KnownPayer],
    items: Iterable[AwaitedItem],
    facts: Iterable[SaidFact],
    said: Mapping[int, int] = MappingProxyType({}),
    departments: Mapping[str, int] = MappingProxyType({}),
    paid_before: Collection[tuple[str, int]] = frozenset(),
) -> list[DocumentMatch]:
    """One of each, in their order. `said`: clients whom a person has named, by the document's place; `departments`:
    whose an account of ours is; `paid_before`: INNs of payers with the clients for whom they have paid already.
    """
    matcher = _Matcher(Payers(payers), Books(items, facts), departments, paid_before)
    matches = [matcher.match(each, said.get(at)) for at, each in enumerate(movements)]
    return join_documents(matches, matcher.books)


@dataclass(frozen=True, slots=True)
class _Named:
    """A document with what its purpose names, and whose it may be."""

    movement: Movement
    clients: tuple[int, ...]
    numbers: tuple[str, ...]

    def sure(
        self, why: MatchReason, items: Sequence[AwaitedItem] = (), facts: Sequence[SaidFact] = ()
    ) -> DocumentMatch:
        said = tuple(fact.id for fact in facts)
        return DocumentMatch(self.movement, Verdict.SURE, why, self.clients, said, tuple(item.id for item in items))

    def doubtful(
        self, why: MatchReason, items: Sequence[AwaitedItem] = (), facts: Sequence[SaidFact] = ()
    ) -> DocumentMatch:
        return self.sure(why, items, facts).doubt()

    def differs(self, why: MatchReason, items: Sequence[AwaitedItem]) -> DocumentMatch:
        owed = sum(item.rest for item in items)
        return replace(self.doubtful(why, items), difference=self.movement.amount - owed)


class _Matcher:
    def __init__(
        self,
        payers: Payers,
        books: Books,
        departments: Mapping[str, int],
        paid_before: Collection[tuple[str, int]],
    ) -> None:
        self._payers = payers
        self._departments = departments
        self._paid_before = paid_before
        self.books = books

    def match(self, movement: Movement, said: int | None = None) -> DocumentMatch:
        """Whose a person says it is is asked no more; what it pays is."""
        if said is not None:
            numbers = tuple(list_invoices(movement.document.purpose))
            match = self._match_client(_Named(movement, (said,), numbers)).doubt()
            return replace(match, may_learn_inn=self._may_learn(movement.other, said))
        if movement.way is Way.IN:
            found = self._match_incoming(movement)
        elif movement.way is Way.OUT:
            found = self._match_outgoing(movement)
        else:
            found = DocumentMatch(movement, Verdict.SKIPPED, MatchReason.WAY)
        if found.verdict is Verdict.SURE:
            self.books.take(found)
        return found

    def _match_outgoing(self, movement: Movement) -> DocumentMatch:
        """A refund to a client; wages, taxes and the rest are nobody's business here."""
        clients = self._find(movement).clients
        if not clients or not is_refund(movement.document.purpose) or movement.day is None:
            return DocumentMatch(movement, Verdict.SKIPPED, MatchReason.OUTGOING)
        said = self.books.list_refunds(clients, movement.amount, movement.day)
        return _Named(movement, clients, ()).doubtful(MatchReason.REFUND, facts=said)

    def _match_incoming(self, movement: Movement) -> DocumentMatch:
        payer, purpose = movement.other, movement.document.purpose
        numbers = tuple(list_invoices(purpose))
        found = self._find(movement)
        found = found if found.clients else self._payers.find_learned(payer)
        if found.clients:
            match = self._match_client(_Named(movement, found.clients, numbers))
            is_sure = found.is_certain and not is_no_revenue(purpose)
            return match if is_sure else match.doubt()
        return self._match_stranger(_Named(movement, (), numbers))

    def _find(self, movement: Movement) -> FoundPayers:
        return self._payers.find(movement.other, self._departments.get(movement.account))

    def _match_stranger(self, of: _Named) -> DocumentMatch:
        """A payer that is no client by INN or account: nothing about it is sure."""
        payer, purpose = of.movement.other, of.movement.document.purpose
        billed = {item.id: item for number in of.numbers for item in self.books.list_invoiced(number)}
        if len(billed) == 1:
            (item,) = billed.values()
            match = replace(of, clients=(item.client_id,)).differs(MatchReason.INVOICE, [item])
            return replace(match, may_learn_inn=self._may_learn(payer, item.client_id))
        if is_acquiring(purpose):
            return DocumentMatch(of.movement, Verdict.DOUBTFUL, MatchReason.ACQUIRING)
        if is_no_revenue(purpose) and not billed:
            return DocumentMatch(of.movement, Verdict.SKIPPED, MatchReason.NO_REVENUE)
        alike = self._payers.find_alike(payer)
        if len(alike) == 1:
            match = self._match_client(replace(of, clients=alike)).doubt()
            return replace(match, may_learn_inn=self._may_learn(payer, alike[0]))
        learns = self._may_learn(payer)
        return DocumentMatch(of.movement, Verdict.UNKNOWN, MatchReason.UNKNOWN_PAYER, may_learn_inn=learns)

    def _may_learn(self, payer: Side, client_id: int = 0) -> bool:
        """Of who is not known yet; a bank pays for others, and so does a treasury: until it has paid for the client
        under the same INN before.
        """
        if payer.inn is None or self._payers.find(payer).clients:
            return False
        return not is_bank(payer) or (is_treasury(payer) and (payer.inn, client_id) in self._paid_before)

    def _match_client(self, of: _Named) -> DocumentMatch:
        """Rules 1 to 6, the first that says something."""
        rules = (self._by_facts, self._by_invoices, self._by_near_invoices, self._by_rest, self._by_set)
        return next((match for rule in rules if (match := rule(of)) is not None), None) or self._by_age(of)

    def _by_facts(self, of: _Named) -> DocumentMatch | None:
        """It was said already: no second receipt of one payment."""
        if of.movement.day is None:
            return None
        said = self.books.list_facts(of.clients, of.movement.day)
        equal = [fact for fact in said if fact.amount == of.movement.amount]
        if equal:
            return (
                of.sure(MatchReason.FACT, facts=equal)
                if len(equal) == 1 and not equal[0].is_cash
                else of.doubtful(MatchReason.SEVERAL, facts=equal)
            )
        amounts = [(fact.id, fact.amount) for fact in said]
        sums = list_sums(amounts, FACTS_TOGETHER)
        if of.movement.amount not in sums:
            return None
        ids = sums[of.movement.amount] or find_set(amounts, of.movement.amount, FACTS_TOGETHER)
        together = [fact for fact in said if fact.id in ids]
        is_only = sums[of.movement.amount] is not None and len(said) <= MOST_ITEMS
        if is_only and not any(fact.is_cash for fact in together):
            return of.sure(MatchReason.FACT, facts=together)
        return of.doubtful(MatchReason.SET, facts=together)

    def _by_invoices(self, of: _Named) -> DocumentMatch | None:
        theirs = self.books.list_items(of.clients)
        billed = [[item for item in theirs if bears(item, number)] for number in of.numbers]
        if not any(billed):
            return None
        items = [item for item in theirs if any(item in each for each in billed)]
        return self._weigh(of, MatchReason.INVOICE, items, is_whole=all(billed))

    def _by_near_invoices(self, of: _Named) -> DocumentMatch | None:
        near = [item for item in self.books.list_items(of.clients) if any(is_near(item, n) for n in of.numbers)]
        return self._weigh(of, MatchReason.NEAR_INVOICE, near, is_whole=True).doubt() if near else None

    def _weigh(self, of: _Named, why: MatchReason, items: Sequence[AwaitedItem], *, is_whole: bool) -> DocumentMatch:
        """Items that bear the named numbers: all of them, a part of the only one, or the oldest of one number."""
        amount, left = of.movement.amount, [item for item in items if item.rest > 0]
        if is_whole and left and amount == sum(item.rest for item in left):
            return of.sure(why, left)
        is_one = is_whole and left and len(of.numbers) == 1
        if is_one and (amount == left[0].rest or (len(left) == 1 and amount < left[0].rest)):
            return of.sure(why, left[:1])
        return of.differs(why, left or items)

    def _by_rest(self, of: _Named) -> DocumentMatch | None:
        day = of.movement.day
        equal = [
            item
            for item in self.books.list_open(of.clients)
            if item.rest == of.movement.amount and day is not None and abs(item.due_on - day) <= DUE_NEAR
        ]
        if not equal:
            return None
        bears_another = bool(of.numbers) and equal[0].invoice is not None
        if len(equal) > 1 or bears_another:
            return of.doubtful(MatchReason.SEVERAL if len(equal) > 1 else MatchReason.REST, equal)
        return of.sure(MatchReason.REST, equal)

    def _by_set(self, of: _Named) -> DocumentMatch | None:
        found = self.books.find_set(of.clients, of.movement.amount)
        if found is None:
            return None
        return of.doubtful(MatchReason.SET, [item for item in self.books.list_open(of.clients) if item.id in found])

    def _by_age(self, of: _Named) -> DocumentMatch:
        left = self.books.list_open(of.clients)
        return of.differs(MatchReason.OLDEST, left) if left else of.doubtful(MatchReason.OFF_PLAN)

"""All that an ask's card is drawn of, read once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from reports.asks.about import AskSubject, read_subject, tell_client_debt
from reports.message.words.called import call_people
from sales.asks.ask import Ask, AskKind
from storage.engine.actor import Actor
from storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class DrawnAsk:
    """All that one card is drawn of, for its reader. Names are first names."""

    ask: Ask
    reader: Actor
    giver: str
    taker: str
    """Empty where nobody in particular is asked."""
    has_left: bool
    """Whoever is asked works here no more."""
    subject: AskSubject
    debt: Markup | None
    before: tuple[Ask, ...]
    """The client's earlier discounts."""
    limit: int
    """Of a discount that needs nobody's word."""
    now: datetime

    @property
    def is_mine(self) -> bool:
        """The reader has asked it."""
        return self.ask.from_id == self.reader.person_id

    @property
    def is_for_me(self) -> bool:
        return self.ask.to_id == self.reader.person_id

    @property
    def answers(self) -> bool:
        """The reader may answer for whoever leads the department."""
        return not self.is_mine and self.ask.kind is not AskKind.TASK


async def read_drawn(tx: Transaction, reader: Actor, ask: Ask) -> DrawnAsk:
    staff = tx.system.staff
    giver = await staff.read_person(ask.from_id)
    taker = None if ask.to_id is None else await staff.read_person(ask.to_id)
    names = await call_people(tx, [ask.from_id, ask.to_id])
    of_discount = ask.kind is AskKind.DISCOUNT and ask.from_id != reader.person_id
    before = await tx.as_(reader).asks.list_discounts(ask.client_id) if of_discount and ask.client_id else []
    return DrawnAsk(
        ask,
        reader,
        names[giver.id],
        "" if taker is None else names[taker.id],
        taker is not None and not taker.is_active,
        await read_subject(tx, reader, ask),
        await tell_client_debt(tx, reader, ask.client_id) if of_discount and ask.client_id else None,
        tuple(each for each in before if each.id != ask.id),
        max((await tx.system.departments.get(ask.department_id)).discount_limit, *_allowed(ask, before)),
        tx.clock.now(),
    )


def _allowed(ask: Ask, before: Sequence[Ask]) -> Sequence[int]:
    """What was agreed for the same deal."""
    return [0, *(each.allowed or 0 for each in before if ask.deal_id and each.deal_id == ask.deal_id)]

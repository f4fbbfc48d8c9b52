"""What became of one person's payments and plans while they were away: read by themselves on their first morning."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select

from sales.calendar.slots import day_bounds
from sales.payments.payments import PaymentEventKind
from sales.payments.receipt import Fact
from storage.activities.activity import STANDS
from storage.engine.actor_repository import ActorRepository
from storage.payments.event_reasons import list_taken_back
from storage.payments.receipt import COUNTS, find_facts
from storage.tables import ActivityRow, ExpectedPaymentRow, FactRow, PaymentEventRow


@dataclass(frozen=True, slots=True)
class Meanwhile:
    """`moved`, `cancelled`: payments; `done`: calls and meetings that were said done."""

    facts: tuple[Fact, ...]
    moved: int
    cancelled: int
    done: int

    @property
    def is_empty(self) -> bool:
        return not (self.facts or self.moved or self.cancelled or self.done)


class MeanwhileOf(ActorRepository):
    async def of(self, first: date, last: date) -> Meanwhile:
        """The actor's own, from the first local day to the last, both included; the largest money first."""
        since, until = day_bounds(first, self._actor.zone)[0], day_bounds(last, self._actor.zone)[1]
        facts = await find_facts(
            self._session, FactRow.owner_id == self._actor.person_id, FactRow.local_date.between(first, last), COUNTS
        )
        counts = await self._events(since, until)
        done = select(func.count()).where(
            ActivityRow.author_id == self._actor.person_id,
            ActivityRow.local_date.between(first, last),
            ActivityRow.happened_at.is_not(None),
            ActivityRow.cancelled_at.is_(None),
            STANDS,
        )
        return Meanwhile(
            tuple(sorted(facts, key=lambda fact: (-fact.amount, fact.id))),
            counts[PaymentEventKind.MOVED],
            counts[PaymentEventKind.CANCELLED],
            await self._session.scalar(done) or 0,
        )

    async def _events(self, since: datetime, until: datetime) -> Counter[PaymentEventKind]:
        """How many payments were moved, and called off, by what stands."""
        row = PaymentEventRow
        query = (
            select(row.id, row.payment_id, row.kind)
            .join(ExpectedPaymentRow, ExpectedPaymentRow.id == row.payment_id)
            .where(ExpectedPaymentRow.owner_id == self._actor.person_id, row.at >= since, row.at < until)
            .where(row.kind.in_([PaymentEventKind.MOVED, PaymentEventKind.CANCELLED]))
        )
        told = (await self._session.execute(query)).all()
        gone = await list_taken_back(self._session, {each.payment_id for each in told})
        stand = {(each.payment_id, each.kind) for each in told if each.id not in gone}
        return Counter(kind for _payment_id, kind in stand)

"""Money that somebody has recorded is confirmed by who leads there, and that is taken back (SPEC 5)."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import ColumnElement, select, update

from sales.core.errors import AlreadyDoneError, NotYoursError
from sales.core.rights import Action
from sales.hooks.events import HookEvent
from sales.payments.facts import FactSource
from sales.payments.receipt import Receipt
from storage.engine.actor_repository import ActorRepository
from storage.engine.parts import of_actor
from storage.engine.ripples import stir_money
from storage.engine.scope import check_reach, reach
from storage.hooks.announcing import announce
from storage.payments.receipt import COUNTS, find_receipts
from storage.payments.receipts import Receipts
from storage.tables import FactRow


class Confirmations(ActorRepository):
    _receipts = of_actor(Receipts)

    async def confirmable(self, department_id: int, on: date, person_id: int | None = None) -> list[Receipt]:
        """What came there that day, to one person or to all, for who may confirm it. Raises NotYoursError."""
        check_reach(self._actor, Action.CONFIRM_FACT, department_id)
        there = (FactRow.department_id == department_id, FactRow.local_date == on, COUNTS)
        whose = () if person_id is None else (FactRow.owner_id == person_id,)
        return await find_receipts(self._session, *there, *whose)

    async def confirm(self, receipt_id: int) -> Receipt:
        """The lead says that the money is there: audited, the day drawn anew.

        Raises NotYoursError; AlreadyDoneError when it is confirmed.
        """
        known = select(FactRow.id).where(FactRow.receipt_id == receipt_id, self._may_confirm, COUNTS)
        if not await self._exists(known):
            raise NotYoursError
        if not await self.confirm_all([receipt_id]):
            raise AlreadyDoneError
        return await self._receipts.get(receipt_id)

    async def confirm_all(self, receipt_ids: Collection[int]) -> list[int]:
        """Those of them that the actor may confirm and nobody has yet: they are confirmed now."""
        parts = await self._session.execute(
            update(FactRow)
            .where(FactRow.receipt_id.in_(receipt_ids), self._may_confirm, COUNTS, FactRow.confirmed_by.is_(None))
            .values(confirmed_by=self._actor.person_id, confirmed_at=self._clock.now())
            .returning(FactRow.receipt_id, FactRow.owner_id, FactRow.local_date)
        )
        confirmed = set[int]()
        for receipt_id, owner_id, day in parts:
            stir_money(self._session, owner_id, day)
            if receipt_id is not None:
                confirmed.add(receipt_id)
        for receipt_id in sorted(confirmed):
            await self._audit("fact.confirmed", "receipt", receipt_id)
            announce(self._session, HookEvent.FACT_CONFIRMED, self._clock.now(), receipt_id)
        return sorted(confirmed)

    async def unconfirm(self, receipt_id: int) -> None:
        """One's own confirming is taken back; what one entered oneself, another confirmed, or the bank, stays as it is.

        Raises NotYoursError.
        """
        await self._receipts.get(receipt_id)
        row = FactRow
        taken = await self._session.execute(
            update(row)
            .where(
                row.receipt_id == receipt_id,
                row.confirmed_by == self._actor.person_id,
                row.source == FactSource.MANAGER,
                row.bank_day.is_(None),
            )
            .values(confirmed_by=None, confirmed_at=None)
            .returning(row.owner_id, row.local_date)
        )
        found = taken.first()
        if found is not None:
            owner_id, day = found
            stir_money(self._session, owner_id, day)
            await self._audit("fact.unconfirmed", "receipt", receipt_id)

    @property
    def _may_confirm(self) -> ColumnElement[bool]:
        return reach(self._actor, Action.CONFIRM_FACT, FactRow.owner_id, FactRow.department_id)

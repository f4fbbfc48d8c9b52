"""Whose days a transaction has changed, so far; the notes are made by storage.engine.ripples."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import bindparam, select

from storage.engine.repository import Repository
from storage.engine.ripples import AWAITED, MONEY, PAYMENTS, PEOPLE
from storage.people.standing_in import acting_now
from storage.tables import ExpectedPaymentRow

_OWNERS = (
    select(ExpectedPaymentRow.owner_id)
    .where(ExpectedPaymentRow.id.in_(bindparam("the_payments", expanding=True)))
    .distinct()
)


class Ripples(Repository):
    def months(self) -> set[tuple[int, date]]:
        """Whose months' money has changed so far in this transaction: (person, the month's first day)."""
        return set(self._session.info.get(MONEY, ()))

    def find_awaited(self) -> set[tuple[int, date]]:
        """Whose new payments are due, and when."""
        return set(self._session.info.get(AWAITED, ()))

    async def people(self, besides: Collection[int] = ()) -> set[int]:
        """Whose days have changed so far in this transaction; of the absent, also of who stands in for them."""
        changed: set[int] = {*besides, *self._session.info.get(PEOPLE, ())}
        payments = self._session.info.get(PAYMENTS, ())
        if payments:
            owners = await self._session.scalars(_OWNERS, {"the_payments": list(payments)})
            changed |= {owner for owner in owners if owner is not None}
        acting = await acting_now(self._session, changed, self._clock.now()) if changed else {}
        return changed | set(acting.values())

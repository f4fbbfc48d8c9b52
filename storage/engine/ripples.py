"""
Whose day a transaction has changed.

A fact can be entered in five places, and each once forgot that the lead's summary shows it. So the statements that
change a payment leave a note in the session, and what shows those days is drawn anew in one place, after the handler.
"""

from collections.abc import Collection
from datetime import date

from sqlalchemy import bindparam, select

from storage.engine.repository import Repository
from storage.engine.session import Session
from storage.people.standing_in import acting_now
from storage.tables import ExpectedPaymentRow

_PAYMENTS, _AWAITED, _PEOPLE, _MONEY = "changed payments", "awaited payments", "changed people", "changed money"


_OWNERS = (
    select(ExpectedPaymentRow.owner_id)
    .where(ExpectedPaymentRow.id.in_(bindparam("the_payments", expanding=True)))
    .distinct()
)


def stir_payment(session: Session, payment_id: int) -> None:
    """Something became of the payment."""
    session.info.setdefault(_PAYMENTS, set()).add(payment_id)


def stir_awaited(session: Session, person_id: int | None, due_on: date) -> None:
    """Somebody's payment is new: until its day comes no check-in asks about it."""
    if person_id is not None:
        session.info.setdefault(_AWAITED, set()).add((person_id, due_on))


def stir_day(session: Session, person_id: int | None) -> None:
    """Something was said or came that belongs to no payment."""
    if person_id is not None:
        session.info.setdefault(_PEOPLE, set()).add(person_id)


def stir_money(session: Session, person_id: int | None, on: date) -> None:
    """Money of that day was recorded or taken back: a month that is closed shows it too."""
    stir_day(session, person_id)
    if person_id is not None:
        session.info.setdefault(_MONEY, set()).add((person_id, on.replace(day=1)))


class Ripples(Repository):
    def months(self) -> set[tuple[int, date]]:
        """Whose months' money has changed so far in this transaction: (person, the month's first day)."""
        return set(self._session.info.get(_MONEY, ()))

    def awaited(self) -> set[tuple[int, date]]:
        """Whose new payments are due, and when."""
        return set(self._session.info.get(_AWAITED, ()))

    async def people(self, besides: Collection[int] = ()) -> set[int]:
        """Whose days have changed so far in this transaction; of the absent, also of who stands in for them."""
        changed: set[int] = {*besides, *self._session.info.get(_PEOPLE, ())}
        payments = self._session.info.get(_PAYMENTS, ())
        if payments:
            owners = await self._session.scalars(_OWNERS, {"the_payments": list(payments)})
            changed |= {owner for owner in owners if owner is not None}
        acting = await acting_now(self._session, changed, self._clock.now()) if changed else {}
        return changed | set(acting.values())

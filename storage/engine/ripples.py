"""
Whose day a transaction has changed.

A fact can be entered in five places, and each once forgot that the lead's summary shows it. So the statements that
change a payment leave a note in the session, and what shows those days is drawn anew in one place, after the handler.
"""

from datetime import date

from storage.engine.session import Session

PAYMENTS, AWAITED, PEOPLE, MONEY = "changed payments", "awaited payments", "changed people", "changed money"


def stir_payment(session: Session, payment_id: int) -> None:
    """Something became of the payment: the days of its owner, and of who stands in for them, are drawn anew."""
    session.info.setdefault(PAYMENTS, set()).add(payment_id)


def stir_awaited(session: Session, person_id: int | None, due_on: date) -> None:
    """Somebody's payment is new: until its day comes no check-in asks about it."""
    if person_id is not None:
        session.info.setdefault(AWAITED, set()).add((person_id, due_on))


def stir_day(session: Session, person_id: int | None) -> None:
    """Something was said or came that belongs to no payment; None is nobody, and notes nothing."""
    if person_id is not None:
        session.info.setdefault(PEOPLE, set()).add(person_id)


def stir_money(session: Session, person_id: int | None, on: date) -> None:
    """Money of that day was recorded or taken back: a month that is closed shows it too."""
    stir_day(session, person_id)
    if person_id is not None:
        session.info.setdefault(MONEY, set()).add((person_id, on.replace(day=1)))

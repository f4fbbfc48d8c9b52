"""
«Забыть сотрудника»: name, account, zone and words of somebody who works here no more go for good; the figures stay.

What others wrote of them, in a client's card or a message, is not known to be theirs and stays.
"""

from typing import Any, Final

from sqlalchemy import ColumnElement, and_, delete, null, or_, select, update

from sales.clients.forgetting import WRITTEN
from sales.core.errors import AlreadyDoneError, NotYoursError
from sales.core.rights import Action, Scope, scope
from sales.payments.payments import PaymentEventKind
from storage.engine.actor_repository import ActorRepository
from storage.people.person import Person, find_people
from storage.queues.wire import pinned_in
from storage.tables import (
    ActivityRow,
    AskRow,
    AuditRow,
    ClientRow,
    DealRow,
    DebtCaseRow,
    DialogRow,
    DoorTokenRow,
    ExpectedPaymentRow,
    FactRow,
    HeldMoneyRow,
    NpsAnswerRow,
    PaymentEventRow,
    PbxCallRow,
    PersonRow,
    PreparedTextRow,
    UndoStepRow,
    WireRow,
)

DEED: Final = "person.forgotten"

_WORDS: Final[tuple[tuple[type[Any], str, dict[str, Any]], ...]] = (
    (
        ActivityRow,
        "author_id",
        {"comment": None, "latitude": None, "longitude": None, "accuracy": None, "file_id": None},
    ),
    (ExpectedPaymentRow, "created_by", {"comment": None}),
    (FactRow, "entered_by", {"comment": None}),
    (NpsAnswerRow, "by_id", {"comment": None}),
    (AskRow, "from_id", {"text": "—"}),
    (AskRow, "to_id", {"answer": None}),
    (UndoStepRow, "person_id", {"refs": {}}),
    (DoorTokenRow, "person_id", {"label": ""}),
    (PbxCallRow, "person_id", {"extension": None, "record_url": None}),
)
"""What is emptied in the rows that are theirs, and by which column they are."""

_TYPED: Final = ("activity.described", "debt.written_off")
"""What is audited with the words that somebody has typed."""

_DRAFTED: Final = (AskRow, ClientRow, ActivityRow, DealRow, HeldMoneyRow, ExpectedPaymentRow, FactRow)
"""What remembers from which message of which chat it came, so that it is made once."""


class PeopleForgetting(ActorRepository):
    async def forget(self, person_id: int) -> None:
        """For good; an owner alone, of whom nobody reads but the figures any more.

        Raises NotYoursError for a foreign and an absent id, and while the access is open; AlreadyDoneError.
        """
        person = await self._get(person_id)
        for row, by, values in _WORDS:
            await self._session.execute(update(row).where(getattr(row, by) == person_id).values(**values))
        await self._empty_events(person_id)
        await self._empty_money(person_id)
        of_chat = f"%:{person.telegram_id}:%"
        for drafted in _DRAFTED:
            await self._session.execute(update(drafted).where(drafted.draft_id.like(of_chat)).values(draft_id=None))
        await self._session.execute(delete(PreparedTextRow).where(PreparedTextRow.person_id == person_id))
        await self._session.execute(delete(DialogRow).where(DialogRow.person_id == person_id))
        await self._session.execute(delete(WireRow).where(WireRow.name == pinned_in(person.telegram_id or 0)))
        noted = or_(AuditRow.before.is_not(None), AuditRow.after.is_not(None))
        of_them = and_(AuditRow.subject == "person", AuditRow.subject_id == person_id)
        typed = and_(AuditRow.actor_id == person_id, AuditRow.action.in_(_TYPED))
        told = and_(or_(of_them, typed), noted)
        await self._session.execute(update(AuditRow).where(told).values(before=null(), after=null(), note=None))
        await self._session.execute(update(PersonRow).where(PersonRow.id == person_id).values(**self._nameless(person)))
        await self._audit(DEED, "person", person_id)

    async def _get(self, person_id: int) -> Person:
        if scope(self._actor.role, Action.FORGET_PERSON) is not Scope.ALL or person_id == self._actor.person_id:
            raise NotYoursError
        which: list[ColumnElement[bool]] = [PersonRow.id == person_id, PersonRow.deactivated_at.is_not(None)]
        found = await find_people(self._session, *which)
        if not found:
            raise NotYoursError
        if found[0].forgotten_at is not None:
            raise AlreadyDoneError
        return found[0]

    def _nameless(self, person: Person) -> dict[str, Any]:
        now = self._clock.now()
        return {
            "name": f"Сотрудник {person.id}",
            "telegram_id": None,
            "zone": None,
            "extension": None,
            "work_phone": None,
            "unreachable_at": None,
            "forgotten_at": now,
        }

    async def _empty_events(self, person_id: int) -> None:
        row = PaymentEventRow
        disputed = select(row.payment_id).where(row.actor_id == person_id, row.kind == PaymentEventKind.DISPUTED)
        case = and_(DebtCaseRow.payment_id.in_(disputed), DebtCaseRow.dispute.is_not(None))
        await self._session.execute(update(DebtCaseRow).where(case).values(dispute="—"))
        query = select(row.id, row.before, row.after).where(row.actor_id == person_id)
        for event_id, before, after in (await self._session.execute(query)).all():
            if any(isinstance(each, dict) and WRITTEN & each.keys() for each in (before, after)):
                kept = {"before": _without_words(before), "after": _without_words(after)}
                await self._session.execute(update(row).where(row.id == event_id).values(**kept))

    async def _empty_money(self, person_id: int) -> None:
        row = HeldMoneyRow
        query = select(row.id, row.details).where(row.person_id == person_id)
        for held_id, details in (await self._session.execute(query)).all():
            if WRITTEN & details.keys():
                kept = {"details": _without_words(details)}
                await self._session.execute(update(row).where(row.id == held_id).values(**kept))


def _without_words(values: Any) -> Any:
    return {name: each for name, each in values.items() if name not in WRITTEN} if isinstance(values, dict) else null()

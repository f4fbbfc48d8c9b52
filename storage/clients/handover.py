"""Whose clients are whose: somebody leaves, somebody takes over. History stays with who made it (SPEC 2, 10)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, and_, func, insert, select, true, update
from sqlalchemy.orm import InstrumentedAttribute

from sales.activities.activities import ActivityType
from sales.core.errors import AlreadyDoneError, NotYoursError, TooLateError
from sales.core.people import SELLERS
from sales.core.rights import Action
from sales.payments.payments import PaymentEventKind
from storage.activities.promises import drop_reminders, promise_reminders
from storage.clients.waiting import hand_on, tell_missed_anew
from storage.engine.actor_repository import ActorRepository
from storage.engine.errors import OneselfError, check_first
from storage.engine.ripples import stir_day, stir_payment
from storage.engine.scope import reach, reaches_department
from storage.people.person import Person, find_people, person_under
from storage.tables import (
    ActivityRow,
    ClientRow,
    DealRow,
    DialogRow,
    ExpectedPaymentRow,
    InvitationRow,
    PaymentEventRow,
    PersonRow,
)
from storage.tables.types import Json


@dataclass(frozen=True, slots=True)
class Handover:
    """How much changed hands, or would."""

    clients: int
    deals: int
    payments: int
    activities: int
    moved: Json = field(default_factory=dict, compare=False)
    """Whose it was and is, and the ids of each kind: what `give_back` needs."""

    def __add__(self, other: "Handover") -> "Handover":
        return Handover(
            self.clients + other.clients,
            self.deals + other.deals,
            self.payments + other.payments,
            self.activities + other.activities,
        )

    @property
    def is_empty(self) -> bool:
        return not (self.clients or self.deals or self.payments or self.activities)


AT_ONCE = 500
_PLANNED = and_(ActivityRow.happened_at.is_(None), ActivityRow.cancelled_at.is_(None), ActivityRow.undone_at.is_(None))


@dataclass(frozen=True, slots=True)
class _Estate:
    """What is handed over: of somebody (None: of nobody, in that department), all of it or one client's."""

    owner_id: int | None
    department_id: int | None = None
    client_id: int | None = None
    only: Mapping[str, Sequence[int]] | None = None
    """By table, the ids of the records that are meant; None for all."""

    def of(
        self,
        owner: InstrumentedAttribute[int | None],
        department: InstrumentedAttribute[int],
        client: InstrumentedAttribute[int],
        key: InstrumentedAttribute[int],
    ) -> ColumnElement[bool]:
        whose = and_(owner.is_(None), department == self.department_id)
        if self.owner_id is not None:
            whose = owner == self.owner_id
        meant = true() if self.only is None else key.in_(self.only.get(key.class_.__tablename__, ()))
        return and_(whose, meant, true() if self.client_id is None else client == self.client_id)


class Handovers(ActorRepository):
    async def deactivate(self, person_id: int) -> Handover:
        """Close the door after somebody; what they had waits «без хозяина» (SPEC 2). Audited.

        Raises NotYoursError, OneselfError; AlreadyDoneError for who has left already.
        """
        if person_id == self._actor.person_id:
            raise OneselfError
        return await self.leave(await person_under(self._session, self._actor, Action.DEACTIVATE, person_id))

    async def leave(self, person: Person) -> Handover:
        """As `deactivate`, for a caller that has asked for the right to close that door.

        Raises AlreadyDoneError for who has left already.
        """
        person_id = person.id
        await self._change_once(
            update(PersonRow)
            .where(PersonRow.id == person_id, PersonRow.deactivated_at.is_(None))
            .values(deactivated_at=self._clock.now())
        )
        await self._close_doors(person_id)
        handover = await self._hand_over(_Estate(person_id), None)
        await self._audit("person.deactivated", "person", person_id, {"role": person.role})
        return handover

    async def reassign(self, from_person_id: int | None, to_person_id: int, client_id: int | None = None) -> Handover:
        """Give one client, or all that somebody (None: nobody) has, with the open business, to an active seller.

        Each payment notes an event; both days are drawn anew. Raises NotYoursError.
        """
        heir = await self._under(to_person_id)
        if not heir.is_active or heir.role not in SELLERS:
            raise NotYoursError
        if from_person_id is not None:
            await self._under(from_person_id)
        handover = await self._hand_over(_Estate(from_person_id, heir.department_id, client_id), heir)
        if client_id is not None and not handover.clients:
            raise NotYoursError
        return handover

    async def take_over(self, client_id: int) -> Handover:
        """«Взять сделку»: a client and its open business become the lead's, as by `reassign`.

        Raises NotYoursError; AlreadyDoneError when it is theirs already.
        """
        heir = await self._under(self._actor.person_id)
        reached = reach(self._actor, Action.REASSIGN, ClientRow.owner_id, ClientRow.department_id)
        query = select(ClientRow.owner_id, ClientRow.department_id).where(ClientRow.id == client_id, reached)
        row = (await self._session.execute(query)).first()
        if row is None or heir.department_id is None:
            raise NotYoursError
        owner_id, department_id = row
        if owner_id == self._actor.person_id:
            raise AlreadyDoneError
        return await self._hand_over(_Estate(owner_id, department_id, client_id), heir)

    async def give_back(self, refs: Json) -> Handover:
        """What `moved` tells of a handover, as far as whoever got it has it still and it is open.

        Raises NotYoursError; TooLateError where whoever had it works here no more.
        """
        await self._under(refs["to"])
        giver = None if refs["from"] is None else await self._under(refs["from"])
        if giver is not None and not giver.is_active:
            raise TooLateError
        back = Handover(0, 0, 0, 0)
        longest = max(map(len, refs["moved"].values()), default=0)
        for first in range(0, longest, AT_ONCE):
            only = {table: ids[first : first + AT_ONCE] for table, ids in refs["moved"].items()}
            back += await self._hand_over(_Estate(refs["to"], only=only), giver)
        return back

    async def holdings(self, person_id: int | None, department_id: int | None = None) -> Handover:
        """What would change hands if somebody (None: nobody, in that department) left now. Raises NotYoursError."""
        if person_id is not None:
            await self._under(person_id)
        elif department_id is None or not reaches_department(self._actor, Action.REASSIGN, department_id):
            raise NotYoursError
        estate = _Estate(person_id, department_id)
        kept: tuple[ColumnElement[bool], ...] = (
            _clients_of(estate),
            _deals_of(estate),
            _payments_of(estate),
            _plans_of(estate),
        )
        clients, deals, payments, plans = [
            await self._session.scalar(select(func.count()).where(each)) or 0 for each in kept
        ]
        return Handover(clients, deals, payments, plans)

    async def _under(self, person_id: int) -> Person:
        reached = reach(self._actor, Action.REASSIGN, PersonRow.id, PersonRow.department_id)
        return check_first(await find_people(self._session, PersonRow.id == person_id, reached))

    async def _close_doors(self, person_id: int) -> None:
        await self._session.execute(
            update(InvitationRow)
            .where(InvitationRow.person_id == person_id, InvitationRow.used_at.is_(None))
            .values(revoked_at=self._clock.now())
        )
        await self._session.execute(
            update(DialogRow).where(DialogRow.person_id == person_id).values(name=None, step=None, trail=[], draft={})
        )

    async def _hand_over(self, estate: _Estate, heir: Person | None) -> Handover:
        clients = await self._move(update(ClientRow).where(_clients_of(estate)), ClientRow.id, heir)
        for first in range(0, len(clients), AT_ONCE):
            some = clients[first : first + AT_ONCE]
            if heir is not None:
                await hand_on(self._session, some, estate.owner_id, heir.id)
            await tell_missed_anew(self._session, some, self._clock.now())
        deals = await self._move(update(DealRow).where(_deals_of(estate)), DealRow.id, heir)
        row = ExpectedPaymentRow
        payments = await self._move(update(row).where(_payments_of(estate)), row.id, heir)
        await self._note_payments(payments, estate, heir)
        activities = await self._hand_over_plans(estate, heir)
        new_owner = None if heir is None else heir.id
        await self._audit(
            "clients.reassigned",
            "person",
            estate.owner_id,
            {"owner_id": estate.owner_id},
            {"owner_id": new_owner, "clients": clients, "deals": deals, "payments": payments},
        )
        kinds = (ClientRow, DealRow, ExpectedPaymentRow, ActivityRow)
        moved = zip((each.__tablename__ for each in kinds), (clients, deals, payments, activities), strict=True)
        refs = {"from": estate.owner_id, "to": new_owner, "moved": dict(moved)}
        return Handover(len(clients), len(deals), len(payments), len(activities), refs)

    async def _move(
        self, statement: Any, key: InstrumentedAttribute[int], heir: Person | None, owner: str = "owner_id"
    ) -> list[int]:
        values: dict[str, int | None] = {owner: None if heir is None else heir.id}
        if heir is not None:
            values["department_id"] = heir.department_id
        return list(await self._session.scalars(statement.values(**values).returning(key)))

    async def _note_payments(self, payments: Sequence[int], estate: _Estate, heir: Person | None) -> None:
        for payment_id in payments:
            stir_payment(self._session, payment_id)
        if not payments:
            return
        stir_day(self._session, estate.owner_id)
        event = {
            "at": self._clock.now(),
            "actor_id": self._actor.person_id,
            "kind": PaymentEventKind.REASSIGNED,
            "before": {"owner_id": estate.owner_id},
            "after": {"owner_id": None if heir is None else heir.id},
        }
        await self._session.execute(
            insert(PaymentEventRow), [{**event, "payment_id": payment_id} for payment_id in payments]
        )

    async def _hand_over_plans(self, estate: _Estate, heir: Person | None) -> list[int]:
        """Planned calls and meetings, with fresh reminders for the new master; the old one is not disturbed."""
        row = ActivityRow
        planned = await self._session.execute(
            update(row)
            .where(_plans_of(estate))
            .values(
                author_id=None if heir is None else heir.id,
                department_id=row.department_id if heir is None else heir.department_id,
            )
            .returning(row.id, row.type, row.planned_at)
        )
        found = planned.all()
        await drop_reminders(self._session, [activity_id for activity_id, _, _ in found])
        if heir is not None:
            for activity_id, kind, planned_at in found:
                await promise_reminders(
                    self._session, self._clock, heir.id, activity_id, ActivityType(kind), planned_at
                )
        return [activity_id for activity_id, _, _ in found]


def _clients_of(estate: _Estate) -> ColumnElement[bool]:
    return estate.of(ClientRow.owner_id, ClientRow.department_id, ClientRow.id, ClientRow.id)


def _deals_of(estate: _Estate) -> ColumnElement[bool]:
    row = DealRow
    return and_(estate.of(row.owner_id, row.department_id, row.client_id, row.id), row.closed_at.is_(None))


def _payments_of(estate: _Estate) -> ColumnElement[bool]:
    row = ExpectedPaymentRow
    return and_(estate.of(row.owner_id, row.department_id, row.client_id, row.id), row.closed_at.is_(None))


def _plans_of(estate: _Estate) -> ColumnElement[bool]:
    row = ActivityRow
    return and_(estate.of(row.author_id, row.department_id, row.client_id, row.id), _PLANNED)

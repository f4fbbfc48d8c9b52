"""The queue as a hunter has it: one number at a time, which nobody else is given meanwhile (spec/4, 4.2)."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, Select, and_, case, func, or_, select, update

from sales.calendar.cities import ZONES
from sales.clients.card_fields import CardField
from sales.cold.figures import ColdCalls, Progress
from sales.cold.hours import (
    LEASE,
    MOST_TRIES,
    OTHERS_AFTER,
    REST,
    Half,
    add_working_hours,
    half_of,
    list_open_zones,
)
from sales.cold.states import OPEN_STATES, STATE_AFTER, ColdListState, ColdOutcome, ColdState
from sales.core.clock import local_date
from sales.core.errors import AlreadyDoneError, NotYoursError
from storage.cold.never import allow, forbid
from storage.cold.records import LEADS, TRIES, ColdLead, ColdTry, count_calls, count_progress
from storage.engine.actor_repository import ActorRepository
from storage.engine.errors import LeaseLostError, check_found
from storage.settings.calendar import Calendars
from storage.tables import ClientRow, ColdLeadRow, ColdListRow, ColdTryRow, ContactRow, DepartmentRow
from storage.tables.cold import TO_RING
from storage.tables.types import Json

Row = ColdLeadRow
RESTORED = ("state", "tries", "next_at", "half", "called_by", "client_id")
_RUNG = select(ColdListRow.id).where(ColdListRow.state == ColdListState.OPEN)
_IS_CLIENT = (
    select(ContactRow.id)
    .join(ClientRow, ClientRow.id == ContactRow.client_id)
    .where(
        ContactRow.phone10 == Row.phone10,
        ClientRow.department_id == Row.department_id,
        ClientRow.archived_at.is_(None),
    )
    .exists()
)
"""Became somebody's client after the list was loaded."""


@dataclass(frozen=True, slots=True)
class ColdAnswer:
    """One outcome as it was put down; `before`: what its undo puts back."""

    try_id: int
    lead: ColdLead
    before: Json


@dataclass(frozen=True, slots=True)
class ColdAhead:
    """What is left where nothing can be rung now: `again_at` is the next hour at which something can."""

    left: int
    asleep: int
    """Of them in towns where it is too early or too late."""
    again_at: datetime | None


class ColdQueue(ActorRepository):
    async def take(self) -> ColdLead | None:
        """The number in hand, or the next: agreed call-backs first, then those never rung, then the unanswered.

        Nobody else is given it for twenty minutes. None where nothing can be rung now.
        """
        held = await self._find_held()
        which = self._pick() if held is None else and_(Row.id == held, Row.taken_by == self._actor.person_id)
        values: dict[str, Any] = {"taken_by": self._actor.person_id, "taken_until": self._clock.now() + LEASE}
        values |= {"held_before": Row.taken_by} if held is None else {}
        taken = await self._session.scalar(update(Row).where(which).values(**values).returning(Row.id))
        return None if taken is None else await self._session.read_one(ColdLead, LEADS.where(Row.id == taken))

    async def _find_held(self) -> int | None:
        mine = (Row.taken_by == self._actor.person_id, Row.taken_until > self._clock.now(), Row.list_id.in_(_RUNG))
        query = select(Row.id).where(*mine, Row.state.in_(OPEN_STATES)).order_by(Row.taken_until.desc())
        return await self._session.scalar(query.limit(1))

    def _pick(self) -> ColumnElement[bool]:
        """One statement chooses and takes: on PostgreSQL rows that are being taken are stepped over."""
        now = self._clock.now()
        zones = list_open_zones(now, [*ZONES, self._actor.zone])
        awake = self._is_in([*zones[Half.MORNING], *zones[Half.AFTERNOON]])
        mine = or_(Row.called_by == self._actor.person_id, Row.next_at <= now - OTHERS_AFTER)
        other_half = or_(
            and_(Row.half != Half.MORNING, self._is_in(zones[Half.MORNING])),
            and_(Row.half != Half.AFTERNOON, self._is_in(zones[Half.AFTERNOON])),
        )
        return Row.id == func.coalesce(
            self._first(Row.state == ColdState.AGAIN, Row.next_at <= now, mine, awake),
            self._first(Row.state == ColdState.NEW, Row.next_at.is_(None), awake),
            self._first(Row.state == ColdState.NEW, Row.next_at <= now, Row.tries < MOST_TRIES, other_half),
        )

    def _first(self, *which: ColumnElement[bool]) -> ScalarSelect[int]:
        query = select(Row.id).where(TO_RING, *self._free(), *which).order_by(Row.next_at, Row.id).limit(1)
        return query.with_for_update(skip_locked=True).scalar_subquery()

    def _free(self) -> tuple[ColumnElement[bool], ...]:
        free = or_(Row.taken_until.is_(None), Row.taken_until <= self._clock.now())
        return Row.department_id == self._actor.department_id, free, Row.list_id.in_(_RUNG), ~_IS_CLIENT

    def _is_in(self, zones: list[str]) -> ColumnElement[bool]:
        return func.coalesce(Row.zone, self._actor.zone).in_(zones)

    async def get(self, lead_id: int) -> ColdLead:
        """What the speaker has in hand. Raises NotYoursError."""
        which = (Row.id == lead_id, self._is_here(), Row.taken_by == self._actor.person_id)
        return check_found(await self._session.read_one(ColdLead, LEADS.where(*which, Row.state.in_(OPEN_STATES))))

    async def find_rung(self, lead_id: int) -> ColdLead | None:
        """A number that the speaker has rung last."""
        which = (Row.id == lead_id, self._is_here(), Row.called_by == self._actor.person_id)
        return await self._session.read_one(ColdLead, LEADS.where(*which))

    async def hold(self, lead_id: int) -> ColdLead:
        """Keep it in hand for twenty minutes more, even where its time is over and nobody else has it.

        Raises NotYoursError, also for a number that the speaker was never given; LeaseLostError, AlreadyDoneError.
        """
        me = self._actor.person_id
        mine = or_(Row.taken_by == me, and_(Row.taken_by.is_(None), Row.held_before == me))
        lease = {"taken_by": me, "taken_until": self._clock.now() + LEASE}
        is_held = await self._write(lead_id, mine, Row.state.in_(OPEN_STATES), **lease)
        found = await self._session.read_one(ColdLead, LEADS.where(Row.id == lead_id, self._is_here()))
        if found is not None and is_held:
            return found
        if found is not None and me in {found.called_by, found.taken_by}:
            raise AlreadyDoneError
        if found is not None and found.held_before == me:
            raise LeaseLostError
        raise NotYoursError

    def _is_here(self) -> ColumnElement[bool]:
        return Row.department_id == self._actor.department_id

    async def answer(self, lead_id: int, outcome: ColdOutcome, again_at: datetime | None = None) -> ColdAnswer:
        """How the call ended; the number is nobody's then. Raises as `hold` does."""
        lead = await self.hold(lead_id)
        now = self._clock.now()
        values: dict[str, Any] = {
            "state": STATE_AFTER[outcome],
            "tries": lead.tries + 1,
            "next_at": again_at,
            "half": None,
            "called_by": self._actor.person_id,
            "taken_by": None,
            "taken_until": None,
            "held_before": None,
        }
        if outcome is ColdOutcome.NO_ANSWER:
            values |= {"next_at": await self._rest_until(now), "half": half_of(now, lead.zone or self._actor.zone)}
        if not await self._write(lead.id, Row.taken_by == self._actor.person_id, **values):
            raise AlreadyDoneError
        before: Json = {"lead": lead.id} | {name: _plain(getattr(lead, name)) for name in RESTORED}
        if outcome is ColdOutcome.NEVER and lead.phone10:
            before |= await self._forbid(lead.phone10)
        return ColdAnswer(await self._note(lead, outcome, now), lead, before)

    async def _rest_until(self, now: datetime) -> datetime:
        calendar = await Calendars(self._session, self._clock).of_department(self._actor.department_id)
        department = DepartmentRow.id == self._actor.department_id
        closes: time | None = await self._session.scalar(select(DepartmentRow.day_close).where(department))
        return add_working_hours(now, REST, calendar, closes or time(18), self._actor.zone)

    async def _forbid(self, phone10: str) -> Json:
        """In every department; which numbers of theirs were still to be rung, where it was not so before."""
        new = await forbid(self._session, self._clock, self._actor, phone10)
        there = (Row.phone10 == phone10, Row.state.in_(OPEN_STATES))
        others = list(
            await self._session.scalars(update(Row).where(*there).values(state=ColdState.NEVER).returning(Row.id))
        )
        return {"forbidden": others} if new else {}

    async def _note(self, lead: ColdLead, outcome: ColdOutcome, now: datetime) -> int:
        values = {
            "lead_id": lead.id,
            "list_id": lead.list_id,
            "department_id": lead.department_id,
            "person_id": self._actor.person_id,
            "outcome": outcome,
            "at": now,
            "local_date": local_date(now, self._actor.zone),
        }
        return int(await self._session.scalar(self._insert(ColdTryRow).values(**values).returning(ColdTryRow.id)) or 0)

    async def name_client(self, lead_id: int, client_id: int) -> None:
        """Whose client's number it is: of one that the speaker has just answered."""
        await self._write(lead_id, Row.called_by == self._actor.person_id, client_id=client_id)

    async def find_client(self, lead: ColdLead) -> tuple[int, int | None] | None:
        """The department's client with that number or INN, and its owner."""
        known = ClientRow.id.in_(select(ContactRow.client_id).where(ContactRow.phone10 == lead.phone10))
        inn = (lead.card or {}).get("fields", {}).get(CardField.INN)
        which = or_(known, ClientRow.inn == inn) if inn else known
        here = (ClientRow.department_id == lead.department_id, ClientRow.archived_at.is_(None))
        row = (
            await self._session.execute(select(ClientRow.id, ClientRow.owner_id).where(*here, which).limit(1))
        ).first()
        return None if row is None else (row[0], row[1])

    async def take_back(self, refs: Json) -> int:
        """The outcome was a mistake: the number is the speaker's again; its id. Raises AlreadyDoneError."""
        before = refs["before"]
        now = self._clock.now()
        await self.stop()
        stood = {name: before[name] for name in RESTORED}
        stood["next_at"] = datetime.fromisoformat(before["next_at"]) if before["next_at"] else None
        undone = update(ColdTryRow).where(ColdTryRow.id == refs["try"], ColdTryRow.undone_at.is_(None))
        mine = ColdTryRow.person_id == self._actor.person_id
        lead_id = await self._session.scalar(undone.where(mine).values(undone_at=now).returning(ColdTryRow.lead_id))
        free = (Row.called_by == self._actor.person_id, or_(Row.taken_until.is_(None), Row.taken_until <= now))
        lease = {"taken_by": self._actor.person_id, "taken_until": now + LEASE}
        if lead_id is None or not await self._write(lead_id, *free, **stood, **lease):
            raise AlreadyDoneError
        if "forbidden" in before:
            await self._allow(lead_id, before["forbidden"])
        return int(lead_id)

    async def _allow(self, lead_id: int, others: list[int]) -> None:
        phone10 = await self._session.scalar(select(Row.phone10).where(Row.id == lead_id))
        if phone10:
            await allow(self._session, phone10)
        is_agreed = and_(Row.next_at.is_not(None), Row.half.is_(None))  # nobody has answered: of one half of the day
        state = case((is_agreed, ColdState.AGAIN), else_=ColdState.NEW)
        await self._session.execute(update(Row).where(Row.id.in_(others)).values(state=state))

    async def stop(self) -> None:
        """«Хватит»: what is in hand is anybody's again."""
        mine = (Row.taken_by == self._actor.person_id, Row.state.in_(OPEN_STATES))
        await self._session.execute(
            update(Row).where(*mine).values(held_before=Row.taken_by, taken_by=None, taken_until=None)
        )

    async def find_last_try(self, lead: ColdLead) -> ColdTry | None:
        """How it was rung last."""
        which = (ColdTryRow.lead_id == lead.id, ColdTryRow.undone_at.is_(None))
        return await self._session.read_one(ColdTry, TRIES.where(*which).order_by(ColdTryRow.id.desc()).limit(1))

    async def name_list(self, lead: ColdLead) -> tuple[str, Progress]:
        """What the list of a number in hand is called, and how far it is."""
        name = await self._session.scalar(select(ColdListRow.name).where(ColdListRow.id == lead.list_id))
        return name or "", await count_progress(self._session, Row.list_id == lead.list_id)

    async def count_day(self, day: date) -> ColdCalls:
        """The speaker's own calls of that local day."""
        return await count_calls(
            self._session, ColdTryRow.person_id == self._actor.person_id, ColdTryRow.local_date == day
        )

    async def look_ahead(self) -> ColdAhead:
        """What is left where `take` gives nothing."""
        now = self._clock.now()
        zones = list_open_zones(now, [*ZONES, self._actor.zone])
        here = (*self._free(), Row.state.in_(OPEN_STATES), or_(Row.state == ColdState.AGAIN, Row.tries < MOST_TRIES))
        asleep = ~self._is_in([*zones[Half.MORNING], *zones[Half.AFTERNOON]])
        again: Select[Any] = select(func.min(Row.next_at)).where(*here, Row.next_at > now)
        return ColdAhead(await self._count(*here), await self._count(*here, asleep), await self._session.scalar(again))

    async def _count(self, *which: ColumnElement[bool]) -> int:
        return await self._session.scalar(select(func.count()).select_from(Row).where(*which)) or 0

    async def _write(self, lead_id: int, *which: ColumnElement[bool], **values: Any) -> bool:
        written = await self._session.execute(
            update(Row).where(Row.id == lead_id, self._is_here(), *which).values(**values).returning(Row.id)
        )
        return written.first() is not None


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value

"""Promises to speak up that have come due, and the answers that put them off."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, case, func, null, or_, select, update

from sales.activities.reminders import ReminderKind
from sales.core.errors import AlreadyDoneError
from storage.activities.promises import ALIVE
from storage.engine.actor_repository import ActorRepository
from storage.engine.errors import check_found
from storage.engine.reading import check_types
from storage.engine.repository import Repository
from storage.engine.session import Session
from storage.people.person import ACTIVE
from storage.people.standing_in import acting_now
from storage.tables import PersonRow, ReminderRow

SNOOZED = "snoozed"


@dataclass(frozen=True, slots=True)
class DueReminder:
    """`version` grows with every snooze: its message is another one."""

    id: int
    person_id: int
    """Whom it is told to: its owner, or who stands in for them today."""
    activity_id: int | None
    payment_id: int | None
    kind: str
    due_at: datetime
    state: str
    version: int
    owner_id: int
    """Whose reminder it is: «за Анну» where the two differ."""


_REMINDERS = check_types(
    DueReminder,
    select(
        ReminderRow.id,
        func.coalesce(ReminderRow.told_to, ReminderRow.person_id).label("person_id"),
        ReminderRow.activity_id,
        ReminderRow.payment_id,
        ReminderRow.kind,
        ReminderRow.due_at,
        ReminderRow.state,
        ReminderRow.version,
        ReminderRow.person_id.label("owner_id"),
    ).order_by(ReminderRow.due_at, ReminderRow.id),
)
_DUE = (
    _REMINDERS.join(PersonRow, PersonRow.id == ReminderRow.person_id)
    .where(ReminderRow.state == "waiting", ReminderRow.due_at <= bindparam("the_now"), ACTIVE)
    .limit(bindparam("the_limit"))
)


class AllReminders(Repository):
    """Everybody's, for the clock."""

    async def list_due(self, now: datetime, limit: int = 100) -> list[DueReminder]:
        """What waits to be said to active people by that moment, the earliest first, addressed to who
        stands in today.
        """
        found = await self._session.read(DueReminder, _DUE, {"the_now": now, "the_limit": limit})
        owners = {each.owner_id for each in found}
        acting = await acting_now(self._session, owners, now) if owners else {}
        return [replace(each, person_id=acting.get(each.owner_id, each.owner_id)) for each in found]

    async def mark_sent(self, reminder_id: int, to: int | None = None) -> bool:
        """True for the one process that may send it; `to`: who hears it in the owner's place.

        False also where it was answered or put off meanwhile.
        """
        return await _turn(
            self._session,
            ReminderRow.id == reminder_id,
            ReminderRow.state == "waiting",
            ReminderRow.due_at <= self._clock.now(),  # another process may have put it off meanwhile
            values={"state": "sent", "sent_at": self._clock.now(), "told_to": _in_place_of_owner(to)},
        )

    async def defer(self, reminder_id: int, until: datetime) -> bool:
        """Another message has just gone out: it comes at `until`, as the same message. False when it waits no more."""
        return await _turn(
            self._session, ReminderRow.id == reminder_id, ReminderRow.state == "waiting", values={"due_at": until}
        )

    async def collect(self, reminder_id: int, to: int | None = None) -> bool:
        """At night nobody is disturbed: it becomes a line of the next morning message, of the owner's or of `to`'s.

        False when it waits no more.
        """
        waiting = ReminderRow.state == "waiting"
        values = {"state": "collected", "told_to": _in_place_of_owner(to)}
        return await _turn(self._session, ReminderRow.id == reminder_id, waiting, values=values)

    async def fold(self, brief: DueReminder) -> DueReminder | None:
        """A brief is told in the reminder that stands for the same plan, with its day's hour or put off: that one.

        None where there is no such: then it comes by itself.
        """
        beside = (
            ReminderRow.activity_id == brief.activity_id,
            ReminderRow.id != brief.id,
            ReminderRow.kind != ReminderKind.DAY_BEFORE,
            ReminderRow.state.in_(ALIVE),
        )
        found = await self._session.read(DueReminder, _REMINDERS.where(*beside))
        if found:
            await self.drop(brief)
        return found[-1] if found else None

    async def drop(self, reminder: DueReminder) -> None:
        """It is not to be said."""
        values = {"state": "dropped"}
        await _turn(self._session, ReminderRow.id == reminder.id, ReminderRow.state == "waiting", values=values)

    async def list_collected(self, person_id: int) -> list[DueReminder]:
        """What was kept for the person's morning message, the earliest first."""
        query = _REMINDERS.where(_is_told_to(person_id), ReminderRow.state == "collected")
        return await self._session.read(DueReminder, query)

    async def mark_told(self, person_id: int) -> None:
        """The morning message has them: those collected for that person are said."""
        await self._turn_collected(person_id, {"state": "sent"})

    async def release(self, person_id: int) -> None:
        """There was no morning message: they come by themselves after all."""
        await self._turn_collected(person_id, {"state": "waiting"})

    async def count_as_said(self, until: datetime) -> None:
        """What had come due by then is marked sent without being sent; what is undone is in the day's plan all the
        same.
        """
        due = (ReminderRow.state == "waiting", ReminderRow.due_at <= until)
        await _turn(self._session, *due, values={"state": "sent"})

    async def find_last_sent(self, person_id: int) -> datetime | None:
        """The moment at which one last came by itself to that person; None: never."""
        return await self._session.scalar(select(func.max(ReminderRow.sent_at)).where(_is_told_to(person_id)))

    async def _turn_collected(self, person_id: int, values: dict[str, Any]) -> None:
        mine = (_is_told_to(person_id), ReminderRow.state == "collected")
        await self._session.execute(update(ReminderRow).where(*mine).values(**values))


class Reminders(ActorRepository):
    """Of the speaker: their own, and those told to them in somebody's place."""

    async def get(self, reminder_id: int) -> DueReminder:
        """One's own only. Raises NotYoursError for a foreign and an absent id alike."""
        query = _REMINDERS.where(ReminderRow.id == reminder_id, _is_told_to(self._actor.person_id))
        return check_found(await self._session.read_one(DueReminder, query))

    async def snooze(self, reminder_id: int, until: datetime) -> DueReminder:
        """Say it again then, as a new message. Raises NotYoursError; AlreadyDoneError when it was answered."""
        await self.get(reminder_id)
        values = {"state": "waiting", "kind": SNOOZED, "due_at": until, "version": ReminderRow.version + 1}
        if not await _turn(self._session, ReminderRow.id == reminder_id, ReminderRow.state == "sent", values=values):
            raise AlreadyDoneError
        return await self.get(reminder_id)

    async def finish(self, reminder_id: int) -> DueReminder:
        """Answered. Raises NotYoursError, AlreadyDoneError."""
        await self.get(reminder_id)
        if not await _turn(
            self._session, ReminderRow.id == reminder_id, ReminderRow.state.in_(ALIVE), values={"state": "done"}
        ):
            raise AlreadyDoneError
        return await self.get(reminder_id)


async def _turn(session: Session, *which: ColumnElement[bool], values: dict[str, Any]) -> bool:
    turned = await session.execute(update(ReminderRow).where(*which).values(**values).returning(ReminderRow.id))
    return turned.first() is not None


def _is_told_to(person_id: int) -> ColumnElement[bool]:
    """Theirs and told to nobody else, or told to them in somebody's place."""
    own = and_(ReminderRow.person_id == person_id, ReminderRow.told_to.is_(None))
    return or_(own, ReminderRow.told_to == person_id)


def _in_place_of_owner(to: int | None) -> ColumnElement[Any]:
    if to is None:
        return null()
    return case((ReminderRow.person_id == to, None), else_=to)

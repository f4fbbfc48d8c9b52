"""A row for every duty of the clock. Who inserts it does the thing; three processes ticking at once do it once."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import bindparam, func, select, update

from sales.calendar.slots import Lateness
from sales.schedule.schedule import SENT_ONCE
from storage.engine.repository import Repository
from storage.queues.wire import Wire
from storage.tables import DutyRow

ASK, SUMMARY = "ask", "summary"


@dataclass(frozen=True, slots=True)
class Duty:
    id: int
    kind: str
    subject_id: int
    day: date
    slot: str
    due_at: datetime
    lateness: Lateness


class DoneDuty(NamedTuple):
    """Whose duty of a kind and a day was taken. `department_id`: of a person who is written to about several."""

    subject_id: int
    slot: str = ""
    department_id: int = 0


_DUTY = (
    DutyRow.id,
    DutyRow.kind,
    DutyRow.subject_id,
    DutyRow.local_date,
    DutyRow.slot,
    DutyRow.due_at,
    DutyRow.lateness,
)


_DONE = (DutyRow.subject_id, DutyRow.slot, DutyRow.department_id)

_LAST_SLOTS = (
    select(DutyRow.subject_id, func.max(DutyRow.slot))
    .where(DutyRow.kind == bindparam("the_kind"), DutyRow.local_date == bindparam("the_day"))
    .group_by(DutyRow.subject_id)
)

_TAKEN_BY = select(DutyRow.kind, DutyRow.local_date, *_DONE).where(
    DutyRow.kind.in_(bindparam("the_kinds", expanding=True)),
    DutyRow.subject_id.in_(bindparam("the_subjects", expanding=True)),
    DutyRow.local_date.in_(bindparam("the_days", expanding=True)),
)


class Duties(Repository):
    async def take(
        self,
        kind: str,
        subject_id: int,
        local_date: date,
        slot: str,
        due_at: datetime,
        lateness: Lateness,
        *,
        department_id: int = 0,
    ) -> bool:
        """True for the one who is to do it; also a duty that is skipped is taken, so that it is skipped once.

        `department_id`: of a person who is written to about several departments, a duty for each.

        What was due in a time that a restored backup does not know was said then, and is not said again.
        """
        was_sent = kind in SENT_ONCE and await self._is_lost(due_at)
        if was_sent:
            lateness = Lateness.SKIPPED
        values = {
            "kind": kind,
            "subject_id": subject_id,
            "department_id": department_id,
            "local_date": local_date,
            "slot": slot,
            "due_at": due_at,
            "done_at": self._clock.now(),
            "lateness": lateness,
            "told": False,
        }
        unique = ["kind", "subject_id", "department_id", "local_date", "slot"]
        return await self._insert_once(DutyRow, unique, values) is not None and not was_sent

    async def _is_lost(self, due_at: datetime) -> bool:
        spans = await Wire(self._session, self._clock).list_lost_spans()
        return any(since < due_at <= until for since, until in spans)

    async def list_taken(self, kind: str, local_date: date) -> set[DoneDuty]:
        """All of a kind and a local day, the skipped ones too: a tick asks once instead of trying each."""
        query = select(*_DONE).where(DutyRow.kind == kind, DutyRow.local_date == local_date)
        return {DoneDuty(row.subject_id, row.slot, row.department_id) for row in await self._session.execute(query)}

    async def list_taken_by(
        self, subjects: Collection[int], kinds: Collection[str], days: Collection[date]
    ) -> dict[tuple[str, date], set[DoneDuty]]:
        """By kind and local day, whose duties were taken, of these subjects only: years of them are not looked through.

        A kind and a day of which none was taken has an empty set.
        """
        given = {"the_kinds": tuple(kinds), "the_subjects": tuple(subjects), "the_days": tuple(days)}
        found: dict[tuple[str, date], set[DoneDuty]] = {(kind, day): set() for kind in kinds for day in days}
        for row in await self._session.execute(_TAKEN_BY, given):
            found[row.kind, row.local_date].add(DoneDuty(row.subject_id, row.slot, row.department_id))
        return found

    async def find_last_done(self, kind: str, subject_id: int, since: date) -> datetime | None:
        """When it was last really done, on that local day or later; a skipped one was not."""
        query = select(func.max(DutyRow.done_at)).where(
            DutyRow.kind == kind,
            DutyRow.subject_id == subject_id,
            DutyRow.local_date >= since,
            DutyRow.lateness != Lateness.SKIPPED,
        )
        return await self._session.scalar(query)

    async def last_slots(self, kind: str, local_date: date) -> dict[int, str]:
        """By subject, the code of the latest slot of that local day at which this was done."""
        found = await self._session.execute(_LAST_SLOTS, {"the_kind": kind, "the_day": local_date})
        return dict(row for row in found)

    async def list_skipped_untold(self, subject_id: int, kind: str = SUMMARY) -> list[Duty]:
        """What the process was down for and nobody has been told of, the earliest first: for the next
        summary (SPEC 8).
        """
        query = (
            select(*_DUTY)
            .where(
                DutyRow.subject_id == subject_id,
                DutyRow.kind == kind,
                DutyRow.lateness == Lateness.SKIPPED,
                DutyRow.told.is_(False),
            )
            .order_by(DutyRow.due_at)
        )
        return [
            Duty(id_, kind_, subject, day, slot, due_at, Lateness(lateness))
            for id_, kind_, subject, day, slot, due_at, lateness in await self._session.execute(query)
        ]

    async def mark_told(self, duty_ids: Sequence[int]) -> None:
        """The reader of a summary has seen that these were skipped."""
        if duty_ids:
            await self._session.execute(update(DutyRow).where(DutyRow.id.in_(duty_ids)).values(told=True))

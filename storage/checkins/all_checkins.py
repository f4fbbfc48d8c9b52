"""Everybody's check-ins, for the clock and what it sends: asked, asked again, and the rows they ask about (SPEC 8)."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import bindparam, select, update

from sales.checkins.checkin import Checkin
from sales.checkins.day_records import DayRecords
from sales.checkins.live_rows import LiveRow, list_asked_rows
from storage.checkins.day_book import read_day
from storage.engine.reading import check_types, tables_of
from storage.engine.repository import Repository
from storage.people.person import place_of
from storage.people.standing_in import stood_in_for
from storage.settings.departments import AllDepartments, Department
from storage.tables import CheckinRow

_CHECKINS = check_types(
    Checkin,
    select(
        CheckinRow.id,
        CheckinRow.department_id,
        CheckinRow.person_id,
        CheckinRow.local_date.label("day"),
        CheckinRow.slot,
        CheckinRow.asked_at,
        CheckinRow.asked_again_at,
        CheckinRow.answered_at,
        CheckinRow.unchanged,
    ),
)

_OF_DAY = (CheckinRow.person_id == bindparam("the_person"), CheckinRow.local_date == bindparam("the_day"))
_OF_SLOT = (CheckinRow.local_date == bindparam("the_day"), CheckinRow.slot == bindparam("the_slot"))
_THEIRS = CheckinRow.person_id.in_(bindparam("the_people", expanding=True))
_ALL_AT_SLOT = _CHECKINS.where(_THEIRS, *_OF_SLOT).order_by(CheckinRow.person_id)
_AT_SLOT = _CHECKINS.where(*_OF_DAY, CheckinRow.slot == bindparam("the_slot"))
_LAST = _CHECKINS.where(*_OF_DAY).order_by(CheckinRow.slot.desc()).limit(1)

CHECKIN_BY_ID = _CHECKINS.where(CheckinRow.id == bindparam("the_checkin"))

_CHECKINS_ALONE = tables_of(_CHECKINS)


class AllCheckins(Repository):
    async def open(self, person_id: int, day: date, slot: str, asked_at: datetime) -> int | None:
        """The new check-in's id; None when this person was asked for this slot, by whatever process.

        `day` is the department's local date, `slot` its code. Raises NotYoursError for who belongs to no department.
        """
        department_id, _ = await place_of(self._session, person_id)
        values = {
            "department_id": department_id,
            "person_id": person_id,
            "local_date": day,
            "slot": slot,
            "asked_at": asked_at,
            "unchanged": False,
        }
        return await self._insert_once(CheckinRow, ["person_id", "local_date", "slot"], values)

    async def find(self, person_id: int, day: date, slot: str) -> Checkin | None:
        """The question of that slot of the department's local day; None where it was not asked."""
        named = {"the_person": person_id, "the_day": day, "the_slot": slot}

        async def read() -> Checkin | None:
            return await self._session.read_one(Checkin, _AT_SLOT, named)

        return await self._session.once(("check-in", person_id, day, slot), read, tables=_CHECKINS_ALONE)

    async def last_of(self, person_id: int, day: date) -> Checkin | None:
        """The latest question of the day by its slot; None: nobody has asked yet."""
        what = ("last check-in", person_id, day)
        return await self._session.once(what, lambda: self._last_of(person_id, day), tables=_CHECKINS_ALONE)

    async def _last_of(self, person_id: int, day: date) -> Checkin | None:
        return await self._session.read_one(Checkin, _LAST, {"the_person": person_id, "the_day": day})

    async def ask_again(self, checkin_id: int) -> bool:
        """After an outage in which presses were lost. False when it has been answered since."""
        result = await self._session.execute(
            update(CheckinRow)
            .where(CheckinRow.id == checkin_id, CheckinRow.answered_at.is_(None))
            .values(asked_again_at=self._clock.now())
            .returning(CheckinRow.id)
        )
        return result.first() is not None

    async def rows(self, person_id: int, day: date, slot: str | None = None) -> list[LiveRow]:
        """The day's payments that one person is asked about in their live state, «за Анну» after the own ones.

        Without a slot, as of the last one asked.
        """
        if slot is None:
            last = await self.last_of(person_id, day)
            slot = None if last is None else last.slot
        return list_asked_rows(await self.read_own_day(person_id, day, slot), person_id)

    async def read_own_day(self, person_id: int, day: date, slot: str | None) -> DayRecords:
        """A person's day, with that of those for whom they act: a tap asks for it, and then its check-in drawn anew."""
        what = ("own day", person_id, day, slot)
        return await self._session.once(what, lambda: self._read_own_day(person_id, day, slot), of_records=True)

    async def _read_own_day(self, person_id: int, day: date, slot: str | None) -> DayRecords:
        department_id, _ = await place_of(self._session, person_id)
        whom = await stood_in_for(self._session, person_id, department_id, day)
        whose = [person_id, *whom]
        records = await read_day(self._session, await self._department(department_id), day, slot, whose, whose)
        return replace(records, acts_for={person_id: whom})

    async def _department(self, department_id: int) -> Department:
        return await AllDepartments(self._session, self._clock).get(department_id)

    async def list_at(self, person_ids: Collection[int], day: date, slot: str) -> list[Checkin]:
        """Of these people at that slot, by person; for who has asked for the right."""
        named = {"the_people": list(person_ids), "the_day": day, "the_slot": slot}
        return await self._session.read(Checkin, _ALL_AT_SLOT, named)

"""Check-ins: one question to a person at a slot of a day, the rows it asks about, and the answers (SPEC 8)."""

from dataclasses import replace
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, or_, select, update

from sales.checkins.checkin import Checkin
from sales.checkins.checkin_rows import Answer, silent_rows
from sales.checkins.day_records import DayRecords
from sales.checkins.live_rows import LiveRow, list_asked_rows
from sales.core.errors import AlreadyDoneError, NotYoursError
from sales.core.rights import Action
from sales.payments.payments import MoveReason
from storage.checkins.day_book import read_day
from storage.checkins.day_plans import DayPlans
from storage.engine.actor import Actor
from storage.engine.reading import checked
from storage.engine.ripples import stir_day
from storage.engine.scope import Reach, named, reach_acting_of, reach_of
from storage.payments.payment import STANDS
from storage.payments.payment import Row as PaymentRow
from storage.people.standing_in import stood_in_for
from storage.settings.departments import Department, Departments
from storage.tables import CheckinAnswerRow, CheckinRow
from storage.tables.types import Json

_CHECKINS = checked(
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
_AT_SLOT = _CHECKINS.where(*_OF_DAY, CheckinRow.slot == bindparam("the_slot"))
_LAST = _CHECKINS.where(*_OF_DAY).order_by(CheckinRow.slot.desc()).limit(1)

_BY_ID = _CHECKINS.where(CheckinRow.id == bindparam("the_checkin"))


@cache
def _watched(reach: Reach) -> Select[*tuple[Any, ...]]:
    own = CheckinRow.person_id == bindparam("the_actor")
    return _BY_ID.where(or_(own, reach.of(CheckinRow.person_id, CheckinRow.department_id)))


@cache
def _answerable(reach: Reach) -> Select[*tuple[Any, ...]]:
    return _BY_ID.where(reach.of(CheckinRow.person_id, CheckinRow.department_id))


@cache
def _editable(reach: Reach) -> Select[int]:
    """The payment, where the actor's right reaches it."""
    seen = reach.of(PaymentRow.owner_id, PaymentRow.department_id)
    return select(PaymentRow.id).where(PaymentRow.id == bindparam("the_payment"), seen, STANDS)


class Checkins(DayPlans):
    async def open(self, person_id: int, day: date, slot: str, asked_at: datetime) -> int | None:
        """The new check-in's id; None when this person was asked for this slot, by whatever process."""
        department_id, _ = await self._place_of(person_id)
        values = {
            "department_id": department_id,
            "person_id": person_id,
            "local_date": day,
            "slot": slot,
            "asked_at": asked_at,
            "unchanged": False,
        }
        return await self._insert_once(CheckinRow, ["person_id", "local_date", "slot"], values)

    async def get(self, actor: Actor, checkin_id: int) -> Checkin:
        """One's own, or of a department that the actor watches. Raises NotYoursError."""
        watched = _watched(reach_of(actor, Action.WATCH_CHECKIN))
        return await self._get(watched, named(actor) | {"the_checkin": checkin_id})

    async def find(self, person_id: int, day: date, slot: str) -> Checkin | None:
        named = {"the_person": person_id, "the_day": day, "the_slot": slot}
        return await self._session.read_one(Checkin, _AT_SLOT, named)

    async def last_of(self, person_id: int, day: date) -> Checkin | None:
        """The latest question of the day."""
        return await self._session.once(("last check-in", person_id, day), lambda: self._last_of(person_id, day))

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
        return list_asked_rows(await self._own_day(person_id, day, slot), person_id)

    async def _own_day(self, person_id: int, day: date, slot: str | None) -> DayRecords:
        """A person's day, with that of those for whom they act: a tap asks for it, and then its check-in drawn anew."""
        what = ("own day", person_id, day, slot)
        return await self._session.once(what, lambda: self._read_own_day(person_id, day, slot))

    async def _read_own_day(self, person_id: int, day: date, slot: str | None) -> DayRecords:
        department_id, _ = await self._place_of(person_id)
        whom = await stood_in_for(self._session, person_id, department_id, day)
        whose = [person_id, *whom]
        records = await read_day(self._session, await self._department(department_id), day, slot, whose, whose)
        return replace(records, acts_for={person_id: whom})

    async def answer(
        self, actor: Actor, checkin_id: int, payment_id: int, answer: Answer, reason: MoveReason | None = None
    ) -> Checkin:
        """What is said of one row. Raises NotYoursError; AlreadyDoneError when just this was said at this slot."""
        checkin = await self._find_own(actor, checkin_id)
        editable = _editable(reach_acting_of(actor, Action.EDIT_RECORDS))
        if await self._session.scalar(editable, named(actor) | {"the_payment": payment_id}) is None:
            raise NotYoursError
        if not await self._record_answer(actor, checkin_id, payment_id, answer, reason):
            raise AlreadyDoneError
        return await self._settle(checkin)

    async def unchanged(self, actor: Actor, checkin_id: int) -> Checkin:
        """«Без изменений»: all open rows at once; or that there was nothing off plan. Raises AlreadyDoneError."""
        checkin = await self._find_own(actor, checkin_id)
        stir_day(self._session, checkin.person_id)
        silent = silent_rows(live.row for live in await self.rows(checkin.person_id, checkin.day, checkin.slot))
        recorded = [await self._record_answer(actor, checkin_id, row.payment_id, Answer.UNCHANGED) for row in silent]
        answered = await self._session.execute(
            update(CheckinRow)
            .where(CheckinRow.id == checkin_id, CheckinRow.answered_at.is_(None))
            .values(answered_at=self._clock.now(), unchanged=True)
            .returning(CheckinRow.id)
        )
        if answered.first() is None and not any(recorded):
            raise AlreadyDoneError
        return await self._get(_BY_ID, {"the_checkin": checkin_id})

    async def _record_answer(
        self, actor: Actor, checkin_id: int, payment_id: int, answer: Answer, reason: MoveReason | None = None
    ) -> bool:
        """False when the same was said at this slot before: by an earlier tap, or by one at the same time."""
        now = self._clock.now()
        stir_day(self._session, actor.person_id)
        values = {"answer": answer, "reason": reason, "answered_at": now, "answered_by": actor.person_id}
        statement = self._insert(CheckinAnswerRow).values(checkin_id=checkin_id, payment_id=payment_id, **values)
        result = await self._session.execute(
            statement.on_conflict_do_update(
                index_elements=["checkin_id", "payment_id"], set_=values, where=CheckinAnswerRow.answer != answer
            ).returning(CheckinAnswerRow.id)
        )
        return result.first() is not None

    async def _settle(self, checkin: Checkin) -> Checkin:
        """Answered once nothing is left to say."""
        live = await self.rows(checkin.person_id, checkin.day, checkin.slot)
        if not silent_rows(each.row for each in live):
            await self._session.execute(
                update(CheckinRow)
                .where(CheckinRow.id == checkin.id, CheckinRow.answered_at.is_(None))
                .values(answered_at=self._clock.now())
            )
        return await self._get(_BY_ID, {"the_checkin": checkin.id})

    async def _find_own(self, actor: Actor, checkin_id: int) -> Checkin:
        answerable = _answerable(reach_of(actor, Action.ANSWER_CHECKIN))
        return await self._get(answerable, named(actor) | {"the_checkin": checkin_id})

    async def _department(self, department_id: int) -> Department:
        return await Departments(self._session, self._clock).get(department_id)

    async def _get(self, query: Select[*tuple[Any, ...]], named: Json) -> Checkin:
        checkin = await self._session.read_one(Checkin, query, named)
        if checkin is None:
            raise NotYoursError
        return checkin

    async def _find(self, *which: ColumnElement[bool]) -> list[Checkin]:
        query = _CHECKINS.where(*which).order_by(CheckinRow.person_id, CheckinRow.slot)
        return await self._session.read(Checkin, query)

"""Check-ins: one question to a person at a slot of a day, the rows it asks about, and the answers (SPEC 8)."""

from collections.abc import Collection
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import Executable, Select, bindparam, delete, or_, select, update

from sales.checkins.checkin import Checkin
from sales.checkins.checkin_rows import Answer, silent_rows
from sales.core.errors import AlreadyDoneError, NotYoursError
from sales.core.rights import Action
from sales.hooks.events import HookEvent
from sales.payments.payments import MoveReason
from storage.checkins.all_checkins import CHECKIN_BY_ID, AllCheckins
from storage.checkins.department_day import DepartmentDay, DepartmentDays
from storage.engine.actor_repository import ActorRepository
from storage.engine.errors import check_found
from storage.engine.insert import insert_into, table_of
from storage.engine.parts import of_house
from storage.engine.ripples import stir_day, stir_payment
from storage.engine.scope import Reach, check_reach, name_actor, reach_acting_of, reach_of
from storage.hooks.announcing import announce
from storage.payments.payment import STANDS
from storage.payments.payment import Row as PaymentRow
from storage.tables import CheckinAnswerRow, CheckinRow
from storage.tables.types import Json


@cache
def _watch(reach: Reach) -> Select[*tuple[Any, ...]]:
    own = CheckinRow.person_id == bindparam("the_actor")
    return CHECKIN_BY_ID.where(or_(own, reach.of(CheckinRow.person_id, CheckinRow.department_id)))


@cache
def _answerable(reach: Reach) -> Select[*tuple[Any, ...]]:
    return CHECKIN_BY_ID.where(reach.of(CheckinRow.person_id, CheckinRow.department_id))


@cache
def _editable(reach: Reach) -> Select[int]:
    """The payment, where the actor's right reaches it."""
    seen = reach.of(PaymentRow.owner_id, PaymentRow.department_id)
    return select(PaymentRow.id).where(PaymentRow.id == bindparam("the_payment"), seen, STANDS)


_SAID = select(
    CheckinAnswerRow.payment_id, CheckinAnswerRow.answer, CheckinAnswerRow.reason, CheckinAnswerRow.answered_at
).where(CheckinAnswerRow.checkin_id == bindparam("the_checkin"))

_CLOSE = (
    update(CheckinRow)
    .where(CheckinRow.id == bindparam("the_checkin"), CheckinRow.answered_at.is_(None))
    .values(answered_at=bindparam("the_now", type_=CheckinRow.answered_at.type))
    .returning(CheckinRow.id)
)


@cache
def _answering(*, is_postgres: bool) -> Executable:
    """A word said of a row, in the place of another one; nothing where it was the same."""
    said = insert_into(table_of(CheckinAnswerRow), is_postgres=is_postgres)
    given = said.excluded
    taken = {name: given[name] for name in ("answer", "reason", "answered_at", "answered_by")}
    return said.on_conflict_do_update(
        index_elements=["checkin_id", "payment_id"], set_=taken, where=CheckinAnswerRow.answer != given.answer
    ).returning(CheckinAnswerRow.id)


class Checkins(ActorRepository):
    _all = of_house(AllCheckins)

    async def get(self, checkin_id: int) -> Checkin:
        """One's own, or of a department that the actor watches. Raises NotYoursError."""
        watched = _watch(reach_of(self._actor, Action.WATCH_CHECKIN))
        return await self._get(watched, name_actor(self._actor) | {"the_checkin": checkin_id})

    async def answer(
        self, checkin_id: int, payment_id: int, answer: Answer, reason: MoveReason | None = None
    ) -> Checkin:
        """What is said of one row; answered as a whole once no row is silent. Redraws the day.

        Raises NotYoursError; AlreadyDoneError when just this was said at this slot.
        """
        checkin = await self._find_own(checkin_id)
        editable = _editable(reach_acting_of(self._actor, Action.EDIT_RECORDS))
        if await self._session.scalar(editable, name_actor(self._actor) | {"the_payment": payment_id}) is None:
            raise NotYoursError
        if not await self._record_answer(checkin_id, payment_id, answer, reason):
            raise AlreadyDoneError
        return await self._settle(checkin)

    async def leave_unchanged(self, checkin_id: int) -> Checkin:
        """«Без изменений»: all silent rows at once; or that there was nothing off plan. Redraws the day.

        Raises NotYoursError; AlreadyDoneError when nothing was left to say.
        """
        checkin = await self._find_own(checkin_id)
        stir_day(self._session, checkin.person_id)
        silent = silent_rows(live.row for live in await self._all.rows(checkin.person_id, checkin.day, checkin.slot))
        recorded = [await self._record_answer(checkin_id, row.payment_id, Answer.UNCHANGED) for row in silent]
        answered = await self._session.execute(
            update(CheckinRow)
            .where(CheckinRow.id == checkin_id, CheckinRow.answered_at.is_(None))
            .values(answered_at=self._clock.now(), unchanged=True)
            .returning(CheckinRow.id)
        )
        closed = answered.first() is not None
        if not closed and not any(recorded):
            raise AlreadyDoneError
        self._announce(checkin_id, closed=closed)
        return await self._get(CHECKIN_BY_ID, {"the_checkin": checkin_id})

    async def answers_of(self, checkin_id: int) -> Json:
        """What has been said at it, by payment id, as `restore` puts it back. Raises NotYoursError."""
        checkin = await self._find_own(checkin_id)
        answers = {
            str(payment_id): [answer, reason, at.isoformat()]
            for payment_id, answer, reason, at in await self._session.execute(_SAID, {"the_checkin": checkin_id})
        }
        answered_at = checkin.answered_at and checkin.answered_at.isoformat()
        return {"answers": answers, "answered_at": answered_at, "unchanged": checkin.unchanged}

    async def restore(self, checkin_id: int, before: Json, payment_ids: Collection[int]) -> None:
        """The answers about these payments as `answers_of` had them, and the check-in open again where it was.

        Redraws the day. Raises NotYoursError.
        """
        checkin = await self._find_own(checkin_id)
        row = CheckinAnswerRow
        stir_day(self._session, checkin.person_id)
        for payment_id in payment_ids:
            stir_payment(self._session, payment_id)
            which = (row.checkin_id == checkin_id, row.payment_id == payment_id)
            stood = before["answers"].get(str(payment_id))
            if stood is None:
                await self._session.execute(delete(row).where(*which))
            else:
                answer, reason, at = stood
                values = {"answer": answer, "reason": reason, "answered_at": datetime.fromisoformat(at)}
                await self._session.execute(update(row).where(*which).values(**values))
        at = before["answered_at"]
        await self._session.execute(
            update(CheckinRow)
            .where(CheckinRow.id == checkin_id)
            .values(answered_at=at and datetime.fromisoformat(at), unchanged=before["unchanged"])
        )

    async def _record_answer(
        self, checkin_id: int, payment_id: int, answer: Answer, reason: MoveReason | None = None
    ) -> bool:
        """False when the same was said at this slot before: by an earlier tap, or by one at the same time."""
        stir_day(self._session, self._actor.person_id)
        said = {
            "checkin_id": checkin_id,
            "payment_id": payment_id,
            "answer": answer,
            "reason": reason,
            "answered_at": self._clock.now(),
            "answered_by": self._actor.person_id,
        }
        return await self._session.scalar(_answering(is_postgres=self._is_postgres), said) is not None

    async def _settle(self, checkin: Checkin) -> Checkin:
        """Answered once nothing is left to say."""
        live = await self._all.rows(checkin.person_id, checkin.day, checkin.slot)
        if not silent_rows(each.row for each in live):
            named = {"the_checkin": checkin.id, "the_now": self._clock.now()}
            self._announce(checkin.id, closed=await self._session.scalar(_CLOSE, named) is not None)
        return await self._get(CHECKIN_BY_ID, {"the_checkin": checkin.id})

    def _announce(self, checkin_id: int, *, closed: bool) -> None:
        if closed:
            announce(self._session, HookEvent.CHECKIN_CLOSED, self._clock.now(), checkin_id)

    async def _find_own(self, checkin_id: int) -> Checkin:
        answerable = _answerable(reach_of(self._actor, Action.ANSWER_CHECKIN))
        return await self._get(answerable, name_actor(self._actor) | {"the_checkin": checkin_id})

    async def _get(self, query: Select[*tuple[Any, ...]], named: Json) -> Checkin:
        return check_found(await self._session.read_one(Checkin, query, named))

    async def watch(self, department_id: int, day: date, slot: str) -> DepartmentDay:
        """The whole department at that slot, for who watches it. Raises NotYoursError."""
        check_reach(self._actor, Action.WATCH_CHECKIN, department_id)
        return await DepartmentDays(self._session, self._clock).of_department(department_id, day, slot)

"""Calls as one person may see them, and what they say of them: the outcome, whose it is, that they rang back."""

from collections.abc import Sequence
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, func, or_, select, update

from sales.activities.activities import ActivityType, CallOutcome, Outcome
from sales.core.errors import AlreadyDoneError, NotYoursError
from sales.core.rights import Action
from sales.core.undo import WINDOW, may_undo
from storage.activities.activities import Activities, NewActivity
from storage.activities.activity_changes import ActivityChanges
from storage.engine.actor_repository import ActorRepository
from storage.engine.errors import check_found
from storage.engine.scope import Reach, name_actor, reach_acting, reach_acting_of
from storage.people.masters import may_reach_client
from storage.tables import ActivityRow, ClientRow, PbxCallRow
from storage.tables.telephony import MISSED, WAITS_FOR_ANSWER
from storage.telephony.call import CALLS, LOOK_BACK, OWES_OUTCOME, PbxCall
from storage.telephony.calls import AllPbxCalls

Row = PbxCallRow


@cache
def _answers(reach: Reach, *, of_one: bool) -> Select[*tuple[Any, ...]]:
    """When each number was missed first, and answered; `of_one`: of one department alone."""
    client = ClientRow
    theirs = select(client.id).where(client.id == Row.client_id, reach.of(client.owner_id, client.department_id))
    query = select(Row.phone10, func.min(Row.started_at, type_=Row.started_at.type), Row.answered_at).where(
        MISSED,
        Row.phone10.is_not(None),
        Row.started_at >= bindparam("the_first"),
        Row.started_at < bindparam("the_last"),
        or_(reach.of(Row.person_id, Row.department_id), theirs.correlate(Row).exists()),
    )
    whole = query.where(Row.department_id == bindparam("the_place")) if of_one else query
    return whole.group_by(Row.phone10, Row.answered_at)


class PbxCalls(ActorRepository):
    async def get(self, call_id: int) -> PbxCall:
        """Raises NotYoursError for a foreign and an absent one alike."""
        return check_found(await self._session.read_one(PbxCall, CALLS.where(Row.id == call_id, self._reached)))

    async def get_owing(self, call_id: int) -> PbxCall:
        """The speaker's own of which nothing is said. Raises NotYoursError, AlreadyDoneError."""
        call = await self._get_mine(call_id)
        if not await self._exists(select(Row.id).where(Row.id == call_id, OWES_OUTCOME)):
            raise AlreadyDoneError
        return call

    async def list_own(self, call_ids: Sequence[int]) -> list[PbxCall]:
        """Of these the speaker's own, in their order; also those of which something was said meanwhile."""
        which = (Row.id.in_(call_ids), Row.person_id == self._actor.person_id)
        found = {each.id: each for each in await self._session.read(PbxCall, CALLS.where(*which))}
        return [found[each] for each in call_ids if each in found]

    async def list_reached(self, call_ids: Sequence[int]) -> list[PbxCall]:
        """Of these those that the speaker sees, by their beginning."""
        query = CALLS.where(Row.id.in_(call_ids), self._reached).order_by(Row.started_at, Row.id)
        return await self._session.read(PbxCall, query)

    async def list_owing(self, first_id: int, last_id: int) -> list[PbxCall]:
        """The speaker's own between these, both included, of which nothing is said yet."""
        which = (Row.id.between(first_id, last_id), Row.person_id == self._actor.person_id, OWES_OUTCOME)
        return await self._session.read(PbxCall, CALLS.where(*which).order_by(Row.started_at, Row.id))

    async def list_unasked(self, day: date) -> list[PbxCall]:
        """The speaker's own up to that local day of which nothing is said and nobody has asked, by hour."""
        lately = Row.local_date.between(day - LOOK_BACK, day)
        which = (Row.person_id == self._actor.person_id, lately, Row.asked_at.is_(None), OWES_OUTCOME)
        return await self._session.read(PbxCall, CALLS.where(*which).order_by(Row.started_at, Row.id))

    async def read_outcomes(self, calls: Sequence[PbxCall]) -> dict[int, tuple[Outcome | None, datetime | None]]:
        """By call, what was said of it and when that was changed last; those whose record stands."""
        row = ActivityRow
        made = {each.activity_id: each.id for each in calls if each.activity_id is not None}
        query = select(row.id, row.outcome, row.edited_at).where(row.id.in_(list(made)), row.undone_at.is_(None))
        return {made[each]: (outcome, at) for each, outcome, at in await self._session.execute(query)}

    async def say(self, call_id: int, outcome: CallOutcome) -> None:
        """How it ended. Raises NotYoursError; AlreadyDoneError where that is said, and while it is nobody's yet."""
        call = await self.get_owing(call_id)
        if call.client_id is None:
            raise AlreadyDoneError
        stand = self._session, self._clock, self._actor
        made = await self._find_standing(call)
        if made is not None:
            await ActivityChanges(*stand).describe(made, outcome=outcome)
            return
        new = NewActivity(call.client_id, ActivityType.CALL, call.started_at, outcome, contact_id=call.contact_id)
        logged = await Activities(*stand).log(new)
        await self._set(call.id, activity_id=logged.id)

    async def take_back(self, call_id: int) -> None:
        """Within ten minutes nothing was said of it. Raises NotYoursError, AlreadyDoneError."""
        call = await self._get_mine(call_id)
        row = ActivityRow
        fresh = (row.id == call.activity_id, row.author_id == self._actor.person_id, row.undone_at.is_(None))
        said = update(row).where(*fresh, row.outcome.is_not(None), row.edited_at >= self._clock.now() - WINDOW)
        values = {"outcome": None, "edits": row.edits + 1, "edited_at": self._clock.now()}
        if (await self._session.execute(said.values(**values).returning(row.id))).first() is None:
            raise AlreadyDoneError

    async def set_client(self, call_id: int, client_id: int) -> None:
        """Whose it is: of this call, and of the speaker's others with the number that wait for it.

        Raises NotYoursError; AlreadyDoneError.
        """
        call = await self.get_owing(call_id)
        if call.client_id is not None:
            raise AlreadyDoneError
        activities = Activities(self._session, self._clock, self._actor)
        contact_id = await AllPbxCalls(self._session, self._clock).find_contact(client_id, call.phone or "")
        same = (Row.person_id == self._actor.person_id, Row.phone10 == call.phone10, Row.client_id.is_(None))
        for each in await self._session.read(PbxCall, CALLS.where(*same, OWES_OUTCOME).order_by(Row.id)):
            await self._set(each.id, client_id=client_id, contact_id=contact_id)
            new = NewActivity(client_id, ActivityType.CALL, each.started_at, contact_id=contact_id)
            await self._set(each.id, activity_id=(await activities.log_call(new, each.id)).id)

    async def close(self, call_id: int) -> None:
        """It is nobody's client; nothing is asked of that number any more. Raises NotYoursError, AlreadyDoneError."""
        call = await self.get_owing(call_id)
        if call.client_id is not None:
            raise AlreadyDoneError
        same = (Row.person_id == self._actor.person_id, Row.phone10 == call.phone10, Row.client_id.is_(None))
        closed = update(Row).where(*same, Row.closed_at.is_(None)).values(closed_at=self._clock.now())
        await self._session.execute(closed)

    async def ring_back(self, call_id: int) -> PbxCall:
        """«Перезвонил»: the missed ones of that number wait no more. Raises NotYoursError, AlreadyDoneError."""
        call = await self._get_missed(call_id)
        await AllPbxCalls(self._session, self._clock).answer(call.department_id, call.phone or "", self._clock.now())
        return await self.get(call_id)

    async def is_rung_by_word(self, call: PbxCall) -> bool:
        """Whether it waits no more since somebody has said so, and not by a call that the exchange has told of."""
        other = (Row.department_id == call.department_id, Row.phone10 == call.phone10, ~MISSED)
        return call.answered_at is not None and not await self._exists(
            select(Row.id).where(*other, Row.started_at == call.answered_at)
        )

    async def take_back_ring(self, call_id: int) -> PbxCall:
        """Within ten minutes: nobody has rung back after all. Raises NotYoursError, AlreadyDoneError."""
        call = await self.get(call_id)
        is_fresh = call.answered_at is not None and may_undo(call.answered_at, self._clock.now())
        if not is_fresh or not await self.is_rung_by_word(call):
            raise AlreadyDoneError
        same = (Row.department_id == call.department_id, Row.phone10 == call.phone10, MISSED)
        waits = update(Row).where(*same, Row.answered_at == call.answered_at).values(answered_at=None)
        await self._session.execute(waits)
        return await self.get(call_id)

    async def put_off(self, call_id: int, to: datetime) -> None:
        """It is told again at that moment. Raises NotYoursError, AlreadyDoneError."""
        await self._get_missed(call_id)
        await self._set(call_id, due_at=to)

    async def count_missed(self, call: PbxCall) -> tuple[int, datetime]:
        """How often that number was missed, as was heard since that call, without being rung back; and when last."""
        which = (Row.department_id == call.department_id, Row.phone10 == call.phone10, WAITS_FOR_ANSWER)
        last = func.max(Row.started_at, type_=Row.started_at.type)
        query = select(func.count(), last).where(*which, Row.id >= call.id, self._reached)
        count, at = (await self._session.execute(query)).one()
        return count, at or call.started_at

    async def count_unknown(self, department_id: int, since: date) -> dict[str, int]:
        """Extensions that nobody of the department has, by how many calls they had since that day, the most first."""
        which = (Row.department_id == department_id, Row.local_date >= since, Row.person_id.is_(None), self._reached)
        count = func.count()
        query = select(Row.extension, count).where(*which, Row.extension.is_not(None)).group_by(Row.extension)
        found = await self._session.execute(query.order_by(count.desc(), Row.extension))
        return {extension or "": n for extension, n in found}

    async def list_answers(
        self, first: datetime, last: datetime, department_id: int | None = None
    ) -> list[tuple[datetime, datetime | None]]:
        """What was missed from `first` on and before `last`, each number once until it is answered, and when it was."""
        query = _answers(reach_acting_of(self._actor, Action.READ_RECORDS), of_one=department_id is not None)
        named = name_actor(self._actor) | {"the_first": first, "the_last": last, "the_place": department_id}
        return [(came, at) for _phone, came, at in await self._session.execute(query, named)]

    @property
    def _reached(self) -> ColumnElement[bool]:
        """Of who spoke, by one's right, and of whose client it is."""
        theirs = select(ClientRow.id).where(ClientRow.id == Row.client_id, may_reach_client(self._actor))
        own = reach_acting(self._actor, Action.READ_RECORDS, Row.person_id, Row.department_id)
        return or_(own, theirs.correlate(Row).exists())

    async def _get_mine(self, call_id: int) -> PbxCall:
        call = await self.get(call_id)
        if call.person_id != self._actor.person_id:
            raise NotYoursError
        return call

    async def _get_missed(self, call_id: int) -> PbxCall:
        call = await self.get(call_id)
        if not await self._exists(select(Row.id).where(Row.id == call_id, WAITS_FOR_ANSWER)):
            raise AlreadyDoneError
        return call

    async def _find_standing(self, call: PbxCall) -> int | None:
        row = ActivityRow
        return await self._session.scalar(select(row.id).where(row.id == call.activity_id, row.undone_at.is_(None)))

    async def _set(self, call_id: int, **values: object) -> None:
        await self._session.execute(update(Row).where(Row.id == call_id).values(**values))

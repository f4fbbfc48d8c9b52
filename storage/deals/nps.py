"""What clients answered when they were asked for a mark of 0–10, and whom a manager is to ask (spec/2)."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Date, and_, exists, func, or_, select, type_coerce, update

from sales.core.clock import local_date
from sales.core.errors import AlreadyDoneError, NotYoursError
from sales.core.rights import Action
from sales.core.undo import UndoStepKind
from sales.deals.kpi import ASKED_AFTER, ASKED_WITHIN, ONE_ANSWER_IN, NpsAnswer
from storage.deals.deal import STANDS
from storage.engine.actor_repository import ActorRepository
from storage.engine.reading import check_types, columns_of
from storage.engine.undo_steps import UndoSteps
from storage.people.masters import client_master
from storage.settings.departments import AllDepartments
from storage.tables import SHORT_CLIENT_NAME, ClientRow, DealRow, ExpectedPaymentRow, FactRow, NpsAnswerRow


@dataclass(frozen=True, slots=True)
class AskedClient:
    """Whose deal was paid in full a week ago, and who has not been asked since."""

    client_id: int
    client_name: str
    paid_on: date


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    id: int
    client_id: int
    client_name: str
    answer: NpsAnswer


_GIVEN = check_types(
    GivenAnswer,
    select(*columns_of(GivenAnswer, NpsAnswerRow, client_name=SHORT_CLIENT_NAME)).join(
        ClientRow, ClientRow.id == NpsAnswerRow.client_id
    ),
)
_LAST = type_coerce(func.max(FactRow.local_date), Date)  # of a deal that had money: never empty
_ASKED = check_types(
    AskedClient,
    select(DealRow.client_id, SHORT_CLIENT_NAME.label("client_name"), _LAST.label("paid_on"))
    .join(ClientRow, ClientRow.id == DealRow.client_id)
    .join(FactRow, and_(FactRow.deal_id == DealRow.id, FactRow.undone_at.is_(None))),
)
_STAND = NpsAnswerRow.undone_at.is_(None)
_AWAITED = and_(ExpectedPaymentRow.deal_id == DealRow.id, ExpectedPaymentRow.closed_at.is_(None))
"""More of the deal's money is still to come: then what came was not the last of it."""


class NpsAnswers(ActorRepository):
    async def record(self, client_id: int, answer: NpsAnswer, comment: str | None = None) -> int:
        """It counts for whose client it is now. The step that takes it back. Raises NotYoursError."""
        master = await client_master(self._session, self._actor, Action.EDIT_CLIENT, client_id)
        now = self._clock.now()
        values = {
            "department_id": master.department_id,
            "client_id": client_id,
            "owner_id": master.person_id,
            "answer": answer,
            "comment": comment or None,
            "at": now,
            "local_date": local_date(now, await self._zone(master.department_id)),
            "by_id": self._actor.person_id,
        }
        made = await self._session.scalar(self._insert(NpsAnswerRow).values(**values).returning(NpsAnswerRow.id))
        steps = UndoSteps(self._session, self._clock, self._actor)
        return await steps.note(UndoStepKind.NPS, client_id, {"answer": int(made or 0)})

    async def answer(self, client_id: int, answer: NpsAnswer) -> int:
        """To the morning's question. Raises NotYoursError; AlreadyDoneError where it was answered, by whatever tap."""
        master = await client_master(self._session, self._actor, Action.EDIT_CLIENT, client_id)
        today = local_date(self._clock.now(), await self._zone(master.department_id))
        if await self._exists(select(NpsAnswerRow.id).where(NpsAnswerRow.client_id == client_id, _lately(today))):
            raise AlreadyDoneError
        return await self.record(client_id, answer)

    async def take_back(self, answer_id: int) -> None:
        """Never given. Raises NotYoursError for another's; AlreadyDoneError."""
        row = NpsAnswerRow
        mine = (row.id == answer_id, row.by_id == self._actor.person_id)
        if not await self._exists(select(row.id).where(*mine)):
            raise NotYoursError
        gone = update(row).where(*mine, _STAND).values(undone_at=self._clock.now()).returning(row.id)
        if (await self._session.execute(gone)).first() is None:
            raise AlreadyDoneError

    async def list_given_on(self, day: date) -> list[GivenAnswer]:
        """By the speaker's own hand, the first of that day first."""
        row = NpsAnswerRow
        mine = (row.by_id == self._actor.person_id, row.local_date == day, _STAND)
        return await self._session.read(GivenAnswer, _GIVEN.where(*mine).order_by(row.id))

    async def to_ask(self, day: date, limit: int = 1) -> list[AskedClient]:
        """The speaker's own clients whose deal had its last money a week ago or a little more, the latest first."""
        deal, fact = DealRow, FactRow
        days = day - ASKED_WITHIN, day - ASKED_AFTER
        own, counts = self._actor.person_id, fact.undone_at.is_(None)
        lately = select(fact.deal_id).where(fact.owner_id == own, fact.local_date.between(*days), counts)
        query = (
            _ASKED.where(
                deal.id.in_(lately.where(fact.deal_id.is_not(None))),
                deal.owner_id == own,
                STANDS,
                or_(deal.closed_at.is_(None), deal.won_at.is_not(None)),
                ClientRow.archived_at.is_(None),
                ClientRow.do_not_call.is_(False),
                ~exists().where(_AWAITED),
                ~exists().where(NpsAnswerRow.client_id == deal.client_id, _lately(day)),
            )
            .group_by(deal.id, deal.client_id, ClientRow.name, deal.amount, deal.won_at)
            .having(_LAST.between(*days))
            .having(or_(deal.won_at.is_not(None), func.sum(fact.amount) >= func.coalesce(deal.amount, 1)))
            .order_by(_LAST.desc(), deal.id)
        )
        return await self._session.read(AskedClient, query.limit(limit))

    async def _zone(self, department_id: int) -> str:
        return (await AllDepartments(self._session, self._clock).get(department_id)).zone


def _lately(day: date) -> ColumnElement[bool]:
    """The client was asked so short a time ago that asking again would only disturb."""
    return and_(NpsAnswerRow.local_date > day - ONE_ANSWER_IN, _STAND)

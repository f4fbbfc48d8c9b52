"""Deals: made, read, changed, and taken back (SPEC 10, spec/2)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select, update

from sales.core.errors import AlreadyDoneError, NotYoursError
from sales.core.money import Kopecks
from sales.core.rights import Action
from sales.core.undo import UndoStepKind
from sales.deals.deal import Deal, DealKind
from sales.payments.payments import DEFAULT_PROBABILITY
from storage.deals.deal import (
    DEALS,
    LAST_USED,
    find_last_used,
    get_deal,
    lock_deal,
    may_reach_deal,
    open_of_client,
)
from storage.deals.money import Row as PaymentRow
from storage.deals.money import drop_payments, spread_contract_day, spread_probability, take_payments
from storage.deals.stage_moves import find_standing, list_moves, note_move
from storage.deals.stages import AllStages
from storage.engine.actor_repository import ActorRepository
from storage.engine.parts import of_actor, of_house
from storage.engine.reading import tables_of
from storage.engine.scope import name_actor, reach_acting_of
from storage.engine.undo_steps import UndoSteps
from storage.people.masters import LOCKED, client_master, touch_client
from storage.settings.departments import AllDepartments
from storage.tables import DealRow, StageMoveRow
from storage.tables.types import Json


@dataclass(frozen=True, slots=True)
class NewDeal:
    client_id: int
    title: str
    amount: Kopecks | None = None
    stage: str | None = None
    """None: the first of its department."""
    kind: DealKind = DealKind.SALE
    deadline: date | None = None
    source: str | None = None
    draft_id: str | None = None
    takes_payments: bool = False
    """As the client's only one under way it takes what the client owes already."""


MOST_OF_CLIENT = 100
"""Nobody pages further back in a client's deals."""


def _in_json(values: Mapping[str, object]) -> Json:
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}


_READ = tables_of(DEALS)


class Deals(ActorRepository):
    _departments = of_house(AllDepartments)
    _stages = of_house(AllStages)
    _undo_steps = of_actor(UndoSteps)

    async def create(
        self,
        client_id: int,
        title: str,
        amount: Kopecks | None = None,
        stage: str | None = None,
        source: str | None = None,
    ) -> Deal:
        """A deal belongs to the client's owner; `amount` in kopecks, `stage` a code of sales.deals.stages.

        Raises NotYoursError.
        """
        return await self.make(NewDeal(client_id, title, amount, stage, source=source))

    async def make(self, new: NewDeal) -> Deal:
        """A deal belongs to the client's owner; a repeated save of the draft returns the first. One tap takes it back.

        Raises NotYoursError, also for a stage that the department has not, and for a closed one.
        """
        master = await client_master(self._session, self._actor, Action.EDIT_RECORDS, new.client_id)
        book = await self._stages.book(master.department_id)
        stage = book.open[0] if new.stage is None else find_standing(book, new.stage)
        if stage.is_closed:
            raise NotYoursError
        now = self._clock.now()
        today = await self._departments.day_at(master.department_id, now)
        takes = new.takes_payments and not await self.open_of(new.client_id)
        values = {
            "department_id": master.department_id,
            "client_id": new.client_id,
            "owner_id": master.person_id,
            "title": new.title,
            "amount": new.amount,
            "stage": stage.code,
            "kind": new.kind,
            "deadline": new.deadline,
            "source": new.source,
            "created_at": now,
            "created_on": today,
            "stage_since": today,
            "furthest": stage.code,
            "used_at": now,
            "draft_id": new.draft_id,
        }
        deal_id = await self._insert_once(DealRow, ["draft_id"], values)
        if deal_id is None:
            return await self._read_saved(new.draft_id)
        await note_move(self._session, self._actor, await self.get(deal_id), None, stage, now, today)
        if takes:
            which = PaymentRow.id.in_(await take_payments(self._session, new.client_id, deal_id))
            await spread_probability(self._session, self._actor, which, stage.probability, now)
        await touch_client(self._session, self._actor, new.client_id, now)
        await self._undo_steps.note(UndoStepKind.DEAL_MADE, deal_id, {})
        return await self.get(deal_id)

    async def is_drafted(self, draft_id: str) -> bool:
        """Whether that draft was saved, also where the deal was taken back since."""
        return await self._exists(select(DealRow.id).where(DealRow.draft_id == draft_id))

    async def get(self, deal_id: int) -> Deal:
        """With the deals of those for whom the actor stands in. Raises NotYoursError for a foreign and an absent id
        alike.
        """
        return await get_deal(self._session, self._actor, deal_id)

    async def open_of(self, client_id: int) -> list[Deal]:
        """The client's deals under way, the last used first."""
        asked = open_of_client(reach_acting_of(self._actor, Action.READ_RECORDS))
        whose = name_actor(self._actor) | {"the_client": client_id}
        found = await self._session.once(
            ("open deals", self._actor, client_id),
            lambda: self._session.read(Deal, asked, whose),
            tables=_READ,
            is_ours=client_id in self._session.info.get(LOCKED, ()),
        )
        return [*found]

    def note_none(self, client_id: int) -> None:
        """Another question has found that this client has none under way, whosever."""
        self._session.note_known(("open deals", self._actor, client_id), [], tables=_READ)

    async def list_of(self, client_id: int) -> list[Deal]:
        """All of the client's deals that the actor reads: under way first, then the last closed."""
        mine = DEALS.where(DealRow.client_id == client_id, may_reach_deal(self._actor))
        order = (DealRow.closed_at.is_not(None), DealRow.closed_at.desc(), *LAST_USED)
        return await self._session.read(Deal, mine.order_by(*order).limit(MOST_OF_CLIENT))

    async def find_last_used(self, client_id: int) -> int | None:
        """Which of the client's deals money belongs to where nobody says it: one under way, or won before any came."""
        asked = find_last_used(reach_acting_of(self._actor, Action.READ_RECORDS))
        return await self._session.scalar(asked, name_actor(self._actor) | {"the_client": client_id})

    async def undo_making(self, deal_id: int) -> Deal:
        """It was never made, and its payments are of no deal, at 50 per cent; the deal as it was.

        Raises NotYoursError; AlreadyDoneError when it has moved since.
        """
        deal = await lock_deal(self._session, self._actor, deal_id)
        if len(await list_moves(self._session, deal_id)) > 1:
            raise AlreadyDoneError
        now = self._clock.now()
        await self._session.execute(update(StageMoveRow).where(StageMoveRow.deal_id == deal_id).values(undone_at=now))
        await self._session.execute(update(DealRow).where(DealRow.id == deal_id).values(undone_at=now, closed_at=now))
        which = PaymentRow.deal_id == deal_id
        await spread_probability(self._session, self._actor, which, DEFAULT_PROBABILITY, now)
        await drop_payments(self._session, deal_id)
        return deal

    async def change(self, deal_id: int, **values: object) -> int:
        """Its title, sum, deadline, discount …; audited as it stood and as it stands. The step that takes it back.

        Raises NotYoursError, AlreadyDoneError.
        """
        deal = await lock_deal(self._session, self._actor, deal_id)
        before = {name: getattr(deal, name) for name in values}
        if before == values:
            raise AlreadyDoneError
        await self._write(deal_id, values)
        stood, stands = _in_json(before), _in_json(values)
        await self._audit("deal.changed", "deal", deal_id, stood, stands)
        return await self._undo_steps.note(UndoStepKind.DEAL_CHANGED, deal_id, {"before": stood})

    async def change_back(self, deal_id: int, before: Mapping[str, Any]) -> None:
        """Those fields as the step of a change has noted them. Raises NotYoursError."""
        await lock_deal(self._session, self._actor, deal_id)
        days = {"deadline", "ship_on", "shipped_on"}
        values = {name: date.fromisoformat(was) if was and name in days else was for name, was in before.items()}
        await self._write(deal_id, values)

    async def _write(self, deal_id: int, values: Mapping[str, object]) -> None:
        await self._session.execute(update(DealRow).where(DealRow.id == deal_id).values(**values))
        if "shipped_on" in values:
            await spread_contract_day(self._session, deal_id)

    async def _read_saved(self, draft_id: str | None) -> Deal:
        deal_id = await self._session.scalar(select(DealRow.id).where(DealRow.draft_id == draft_id))
        return await self.get(deal_id or 0)

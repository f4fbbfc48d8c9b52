"""Deals move through the stages of their department, and back (SPEC 10, spec/2); their payments follow."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import insert, select, update

from sales.core.errors import AlreadyDoneError, NotYoursError
from sales.core.rights import Action
from sales.core.undo import UndoStepKind
from sales.deals.deal import Deal
from sales.deals.funnel import step_of
from sales.deals.stages import Stage, StageBook, StageKind
from sales.hooks.events import HookEvent
from storage.deals.deal import DEALS, UNDER_WAY, get_deal, lock_deal
from storage.deals.money import Row as PaymentRow
from storage.deals.money import spread_probability
from storage.deals.stages import AllStages
from storage.engine.actor import Actor
from storage.engine.actor_repository import ActorRepository
from storage.engine.parts import of_actor, of_house
from storage.engine.reading import check_types, columns_of
from storage.engine.scope import check_reach
from storage.engine.session import Session
from storage.engine.undo_steps import UndoSteps
from storage.hooks.announcing import announce
from storage.settings.departments import AllDepartments
from storage.tables import DealRow, StageMoveRow


@dataclass(frozen=True, slots=True)
class StageMove:
    id: int
    deal_id: int
    from_stage: str | None
    to_stage: str
    at: datetime
    local_date: date
    reason: str | None


_MOVES = check_types(StageMove, select(*columns_of(StageMove, StageMoveRow)))
_STANDING = StageMoveRow.undone_at.is_(None)


class StageMoves(ActorRepository):
    _departments = of_house(AllDepartments)
    _stages = of_house(AllStages)
    _undo_steps = of_actor(UndoSteps)

    async def move(self, deal_id: int, to: str, reason: str | None = None, lost_to: str | None = None) -> int:
        """To a stage of its department, and what that says of its payments; the step that takes it back.

        Raises NotYoursError; AlreadyDoneError where it stands there.
        """
        deal = await lock_deal(self._session, self._actor, deal_id)
        book = await self._stages.book(deal.department_id)
        stage = find_standing(book, to)
        if deal.stage == stage.code:
            raise AlreadyDoneError
        move_id = await self._go(deal, stage, book, reason, lost_to)
        return await self._undo_steps.note(UndoStepKind.DEAL_MOVED, deal_id, {"move": move_id})

    async def move_all(self, department_id: int, code: str, to: str) -> int:
        """All deals under way at a stage that is to be removed; how many. Raises NotYoursError."""
        check_reach(self._actor, Action.WRITE_STAGES, department_id)
        book = await self._stages.book(department_id)
        stage = find_standing(book, to)
        if stage.is_closed or code == to or book.find(code) is None:
            raise NotYoursError
        which = (DealRow.department_id == department_id, DealRow.stage == code, UNDER_WAY)
        found = await self._session.read(Deal, DEALS.where(*which).order_by(DealRow.id))
        for deal in found:
            await self._go(deal, stage, book, None, None)
        return len(found)

    async def find_before(self, deal_id: int) -> str | None:
        """The stage at which it stood before its last move; None where it has made none. Raises NotYoursError."""
        await get_deal(self._session, self._actor, deal_id)
        *_earlier, last = [None, *await list_moves(self._session, deal_id)]
        return None if last is None else last.from_stage

    async def undo_move(self, deal_id: int, move_id: int) -> Deal:
        """Where it stood before its last move. Raises NotYoursError; AlreadyDoneError where it moved on meanwhile."""
        await lock_deal(self._session, self._actor, deal_id)
        *_others, before, last = [None, *await list_moves(self._session, deal_id)]
        if last is None or before is None or last.id != move_id:
            raise AlreadyDoneError
        now = self._clock.now()
        await self._session.execute(update(StageMoveRow).where(StageMoveRow.id == move_id).values(undone_at=now))
        deal = await get_deal(self._session, self._actor, deal_id)
        book = await self._stages.book(deal.department_id)
        stage = book.find(before.to_stage) or book.open[0]
        furthest = book.furthest(each.to_stage for each in await list_moves(self._session, deal_id))
        values = {"stage": before.to_stage, "stage_since": before.local_date, "furthest": furthest}
        await self._put(deal_id, stage, values | _ends(stage, before.at), now)
        announce(self._session, HookEvent.DEAL_MOVED, now, deal_id, **{"from": last.to_stage, "to": stage.code})
        return await get_deal(self._session, self._actor, deal_id)

    async def _go(self, deal: Deal, stage: Stage, book: StageBook, reason: str | None, lost_to: str | None) -> int:
        """The deal stands there now, and its payments follow; the id of the move."""
        now = self._clock.now()
        today = await self._departments.day_at(deal.department_id, now)
        step = step_of(deal.stage, stage.code, book)
        move_id = await note_move(
            self._session, self._actor, deal, deal.stage, stage, now, today, step=step, reason=reason
        )
        values = {
            "stage": stage.code,
            "stage_since": today,
            "used_at": now,
            "furthest": book.further(deal.furthest, stage.code),
        }
        values |= _ends(stage, now)
        if stage.kind is StageKind.LOST:
            values |= {"lost_reason": reason, "lost_to": lost_to}
        await self._put(deal.id, stage, values, now)
        return move_id

    async def _put(self, deal_id: int, stage: Stage, values: dict[str, object], now: datetime) -> None:
        await self._session.execute(update(DealRow).where(DealRow.id == deal_id).values(**values))
        if not stage.is_closed:
            which = PaymentRow.deal_id == deal_id
            await spread_probability(self._session, self._actor, which, stage.probability, now)


async def list_moves(session: Session, deal_id: int) -> list[StageMove]:
    """Those that stand, its making first; for who was given the deal."""
    query = _MOVES.where(StageMoveRow.deal_id == deal_id, _STANDING).order_by(StageMoveRow.at, StageMoveRow.id)
    return await session.read(StageMove, query)


async def note_move(
    session: Session,
    by: Actor,
    deal: Deal,
    before: str | None,
    to: Stage,
    now: datetime,
    today: date,
    *,
    step: int = 0,
    reason: str | None = None,
) -> int:
    """Its id. `before`: None as the deal is made; `step`: how far, by the department's stages."""
    values = {
        "deal_id": deal.id,
        "department_id": deal.department_id,
        "owner_id": deal.owner_id,
        "from_stage": before,
        "to_stage": to.code,
        "reached_before": None if before is None else deal.furthest,
        "step": step,
        "at": now,
        "local_date": today,
        "cohort": deal.created_on,
        "days": None if before is None else (today - deal.stage_since).days,
        "by_id": by.person_id,
        "reason": reason,
    }
    made = await session.scalar(insert(StageMoveRow).values(**values).returning(StageMoveRow.id))
    announce(session, HookEvent.DEAL_MOVED, now, deal.id, **{"from": before, "to": to.code})
    return int(made or 0)


def find_standing(book: StageBook, code: str) -> Stage:
    """Raises NotYoursError for one that the department has not, or has no more."""
    stage = book.find(code)
    if stage is None or stage.archived:
        raise NotYoursError
    return stage


def _ends(stage: Stage, at: datetime) -> dict[str, object]:
    return {
        "closed_at": at if stage.is_closed else None,
        "won_at": at if stage.kind is StageKind.WON else None,
    }

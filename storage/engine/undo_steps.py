"""What one tap did, kept for ten minutes so that one more takes it back as a whole (SPEC 1)."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, insert, select, update

from sales.core.errors import ChangedSinceError, NotYoursError, TooLateError
from sales.core.undo import WINDOW, UndoStepKind, may_undo
from storage.engine.actor_repository import ActorRepository
from storage.engine.reading import check_types, columns_of
from storage.tables import UndoStepRow as Row
from storage.tables.types import Json


@dataclass(frozen=True, slots=True)
class UndoStep:
    id: int
    kind: UndoStepKind
    subject_id: int
    at: datetime
    refs: Json
    undone_at: datetime | None


_STEPS = check_types(UndoStep, select(*columns_of(UndoStep, Row)))
_FRESH = (
    _STEPS.where(Row.person_id == bindparam("the_actor"), Row.at >= bindparam("the_first"), Row.undone_at.is_(None))
    .order_by(Row.id.desc())
    .limit(1)
)
_FRESH_OF = _FRESH.where(Row.kind == bindparam("the_kind"), Row.subject_id == bindparam("the_subject"))
_LATER = _STEPS.where(Row.id > bindparam("the_step"), Row.kind == bindparam("the_kind"), Row.undone_at.is_(None))
_NOTE = insert(Row).returning(Row.id)


class UndoSteps(ActorRepository):
    """Of the speaker's own taps."""

    async def note(self, kind: UndoStepKind, subject_id: int, refs: Json) -> int:
        """Keep what one tap did, `refs` being what its taking back will need; the id of the step."""
        values = {"kind": kind, "subject_id": subject_id, "refs": refs, "at": self._clock.now()}
        return await self._session.scalar(_NOTE, values | {"person_id": self._actor.person_id}) or 0

    async def last(self, kind: UndoStepKind | None = None, subject_id: int | None = None) -> UndoStep | None:
        """The latest that can still be taken back: of all, or of those on one screen."""
        named = {"the_actor": self._actor.person_id, "the_first": self._clock.now() - WINDOW}
        if kind is None:
            return await self._session.read_one(UndoStep, _FRESH, named)
        return await self._session.read_one(UndoStep, _FRESH_OF, named | {"the_kind": kind, "the_subject": subject_id})

    async def last_about(self, subject_id: int, *kinds: UndoStepKind) -> UndoStep | None:
        """The latest of these kinds on one screen."""
        which = (Row.person_id == self._actor.person_id, Row.subject_id == subject_id, Row.kind.in_(kinds))
        fresh = (Row.at >= self._clock.now() - WINDOW, Row.undone_at.is_(None))
        return await self._session.read_one(UndoStep, _STEPS.where(*which, *fresh).order_by(Row.id.desc()).limit(1))

    async def last_that(self, kind: UndoStepKind, **did: object) -> UndoStep | None:
        """The latest of that kind that did just this, by what its `refs` say."""
        which = (Row.person_id == self._actor.person_id, Row.kind == kind)
        fresh = (Row.at >= self._clock.now() - WINDOW, Row.undone_at.is_(None))
        found = await self._session.read(UndoStep, _STEPS.where(*which, *fresh).order_by(Row.id.desc()))
        return next(
            (each for each in found if did.items() <= {name: each.refs.get(name) for name in did}.items()), None
        )

    async def take(self, step_id: int) -> UndoStep:
        """Mark it taken back, once: the caller then undoes what `refs` name.

        Raises NotYoursError, AlreadyDoneError; TooLateError after ten minutes; ChangedSinceError while a later step,
        anybody's, has put something else where this one has.
        """
        mine = (Row.id == step_id, Row.person_id == self._actor.person_id)
        step = await self._session.read_one(UndoStep, _STEPS.where(*mine))
        if step is None:
            raise NotYoursError
        now = self._clock.now()
        if step.undone_at is None and not may_undo(step.at, now):
            raise TooLateError
        if step.undone_at is None and await self._is_changed_since(step):
            raise ChangedSinceError
        await self._change_once(update(Row).where(*mine, Row.undone_at.is_(None)).values(undone_at=now))
        return step

    async def _is_changed_since(self, step: UndoStep) -> bool:
        places = _places(step)
        if not places:
            return False
        later = await self._session.read(UndoStep, _LATER, {"the_step": step.id, "the_kind": step.kind})
        return any(places & _places(each) for each in later)


def _places(step: UndoStep) -> set[tuple[int, str]]:
    """Where the step has written what its taking back would write over; empty where it looks itself what stands."""
    match step.kind:
        case UndoStepKind.DEAL_CHANGED if "paper" in step.refs:
            return {(step.subject_id, f"paper {step.refs['paper']}")}
        case UndoStepKind.CLIENT | UndoStepKind.DEAL_CHANGED:
            return {(step.subject_id, name) for name in step.refs["before"]}
        case UndoStepKind.CHECKIN:  # the day of 🔕 is the payment's, whichever question it was said at
            answers = {(step.subject_id, f"answer {each}") for each in step.refs["payments"]}
            return answers | {(int(each), "ask_from") for each in step.refs.get("ask_from", {})}
        case UndoStepKind.PLAN_MOVED:
            return {(step.subject_id, "planned_at")}
        case UndoStepKind.OPENING:
            return {(step.subject_id, step.refs["month"])}
        case UndoStepKind.DEAL_LINKED:
            return {(step.refs["payment"], "deal_id")}
        case _:
            return set()

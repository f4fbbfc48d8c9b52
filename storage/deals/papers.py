"""The papers of a deal: awaited by a day, or there since one."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from sales.core.rights import Action
from sales.core.undo import UndoStepKind
from sales.deals.deal import PaperKind
from storage.deals.deal import get_deal, lock_deal
from storage.engine.actor_repository import ActorRepository
from storage.engine.reading import check_types, columns_of
from storage.engine.undo_steps import UndoSteps
from storage.tables import DealPaperRow


@dataclass(frozen=True, slots=True)
class Paper:
    kind: PaperKind
    due_on: date | None
    got_on: date | None
    file_id: str | None


_PAPERS = check_types(Paper, select(*columns_of(Paper, DealPaperRow)))


class Papers(ActorRepository):
    async def of_deal(self, deal_id: int) -> dict[PaperKind, Paper]:
        """Those of which something was said. Raises NotYoursError."""
        await get_deal(self._session, self._actor, deal_id, Action.READ_RECORDS)
        return await self._of_deal(deal_id)

    async def put(
        self, deal_id: int, kind: PaperKind, *, due_on: date | None = None, got_on: date | None = None
    ) -> int:
        """It came on a day, or is awaited by one; neither is not awaited at all. The step that takes it back.

        Raises NotYoursError.
        """
        await lock_deal(self._session, self._actor, deal_id)
        before = (await self._of_deal(deal_id)).get(kind)
        await self._write(deal_id, kind, due_on, got_on)
        stood = {"due_on": _iso(before.due_on if before else None), "got_on": _iso(before.got_on if before else None)}
        steps = UndoSteps(self._session, self._clock, self._actor)
        return await steps.note(UndoStepKind.DEAL_CHANGED, deal_id, {"paper": kind, **stood})

    async def put_back(self, deal_id: int, refs: dict[str, str | None]) -> None:
        """The paper's days as the step of `put` has noted them. Raises NotYoursError."""
        await lock_deal(self._session, self._actor, deal_id)
        days = {name: date.fromisoformat(said) if (said := refs[name]) else None for name in ("due_on", "got_on")}
        await self._write(deal_id, PaperKind(refs["paper"] or ""), days["due_on"], days["got_on"])

    async def _of_deal(self, deal_id: int) -> dict[PaperKind, Paper]:
        found = await self._session.read(Paper, _PAPERS.where(DealPaperRow.deal_id == deal_id))
        return {each.kind: each for each in found}

    async def _write(self, deal_id: int, kind: PaperKind, due_on: date | None, got_on: date | None) -> None:
        said = {"due_on": due_on, "got_on": got_on, "by_id": self._actor.person_id}
        statement = self._insert(DealPaperRow).values(deal_id=deal_id, kind=kind, **said)
        await self._session.execute(statement.on_conflict_do_update(index_elements=["deal_id", "kind"], set_=said))


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()

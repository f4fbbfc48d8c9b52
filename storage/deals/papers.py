"""The papers of a deal: awaited by a day, or there since one."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Date, or_, select, type_coerce

from sales.core.rights import Action
from sales.core.undo import UndoStepKind
from sales.deals.deal import PaperKind
from storage.deals.deal import STANDS, get_deal, lock_deal
from storage.engine.actor_repository import ActorRepository
from storage.engine.reading import check_types, columns_of
from storage.engine.undo_steps import UndoSteps
from storage.tables import SHORT_CLIENT_NAME, ClientRow, DealPaperRow, DealRow


@dataclass(frozen=True, slots=True)
class Paper:
    kind: PaperKind
    due_on: date | None
    got_on: date | None
    file_id: str | None


@dataclass(frozen=True, slots=True)
class LatePaper:
    """Awaited by a day that has come, and not there."""

    deal_id: int
    client_name: str
    kind: PaperKind
    due_on: date


_DUE = type_coerce(DealPaperRow.due_on, Date)  # of one whose day has come: never empty
_LATE = check_types(
    LatePaper,
    select(DealPaperRow.deal_id, SHORT_CLIENT_NAME.label("client_name"), DealPaperRow.kind, _DUE.label("due_on"))
    .join(DealRow, DealRow.id == DealPaperRow.deal_id)
    .join(ClientRow, ClientRow.id == DealRow.client_id),
)
_PAPERS = check_types(Paper, select(*columns_of(Paper, DealPaperRow)))


class Papers(ActorRepository):
    async def of_deal(self, deal_id: int) -> dict[PaperKind, Paper]:
        """Those of which something was said. Raises NotYoursError."""
        await get_deal(self._session, self._actor, deal_id, Action.READ_RECORDS)
        return await self._of_deal(deal_id)

    async def list_late(self, day: date) -> list[LatePaper]:
        """Of the speaker's own deals that are not lost, the longest awaited first."""
        paper, deal = DealPaperRow, DealRow
        not_lost = or_(deal.closed_at.is_(None), deal.won_at.is_not(None))
        mine = (deal.owner_id == self._actor.person_id, STANDS, not_lost)
        query = _LATE.where(*mine, paper.got_on.is_(None), paper.due_on <= day)
        return await self._session.read(LatePaper, query.order_by(paper.due_on, paper.id))

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

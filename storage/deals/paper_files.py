"""Files of a deal's papers: pictures and documents by Telegram's own names for them, the newest last."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select

from sales.core.clock import local_date
from sales.core.errors import NotYoursError
from sales.core.rights import Action
from sales.deals.deal import PaperKind
from storage.deals.deal import get_deal, lock_deal
from storage.deals.papers import Papers
from storage.engine.actor_repository import ActorRepository
from storage.engine.reading import check_types, columns_of
from storage.tables import PaperFileRow

MOST = 20
"""Of one paper: a contract has so many pages."""


@dataclass(frozen=True, slots=True)
class PaperFile:
    id: int
    deal_id: int
    kind: PaperKind
    file_id: str
    is_picture: bool
    at: datetime


_FILES = check_types(PaperFile, select(*columns_of(PaperFile, PaperFileRow)).order_by(PaperFileRow.id))


class PaperFiles(ActorRepository):
    async def of_deal(self, deal_id: int) -> list[PaperFile]:
        """Of all its papers. Raises NotYoursError."""
        await get_deal(self._session, self._actor, deal_id, Action.READ_RECORDS)
        return await self._session.read(PaperFile, _FILES.where(PaperFileRow.deal_id == deal_id))

    async def get(self, paper_file_id: int) -> PaperFile:
        """For who reads the deal. Raises NotYoursError."""
        found = await self._session.read_one(PaperFile, _FILES.where(PaperFileRow.id == paper_file_id))
        if found is None:
            raise NotYoursError
        await get_deal(self._session, self._actor, found.deal_id, Action.READ_RECORDS)
        return found

    async def add(self, deal_id: int, kind: PaperKind, file_id: str, *, is_picture: bool) -> bool:
        """The paper is there by it, where it was not; False where it has as many as it may. Raises NotYoursError."""
        await lock_deal(self._session, self._actor, deal_id)
        of_paper = [each for each in await self.of_deal(deal_id) if each.kind is kind]
        if any(each.file_id == file_id for each in of_paper):
            return True
        if len(of_paper) >= MOST:
            return False
        now = self._clock.now()
        values = {"deal_id": deal_id, "kind": kind, "file_id": file_id, "is_picture": is_picture, "at": now}
        await self._session.execute(self._insert(PaperFileRow).values(**values, by_id=self._actor.person_id))
        papers = Papers(self._session, self._clock, self._actor)
        paper = (await papers.of_deal(deal_id)).get(kind)
        if paper is None or paper.got_on is None:
            today = local_date(now, self._actor.zone)
            await papers.put(deal_id, kind, due_on=paper.due_on if paper else None, got_on=today)
        return True

    async def remove_last(self, deal_id: int, kind: PaperKind) -> None:
        """The newest of the paper goes. Raises NotYoursError."""
        await lock_deal(self._session, self._actor, deal_id)
        of_paper = [each for each in await self.of_deal(deal_id) if each.kind is kind]
        if of_paper:
            await self._session.execute(delete(PaperFileRow).where(PaperFileRow.id == of_paper[-1].id))

"""Everybody's asks, for the clock: whose hour has come."""

from datetime import datetime

from sqlalchemy import bindparam, update

from sales.asks.ask import Ask, AskKind
from storage.asks.ask_rows import ASKS, IS_OPEN
from storage.engine.repository import Repository
from storage.people.person import ACTIVE
from storage.tables import AskRow, PersonRow

_UNSAID = (AskRow.kind == AskKind.TASK, IS_OPEN, AskRow.rung_at.is_(None))
_RINGING = (
    ASKS.join(PersonRow, PersonRow.id == AskRow.to_id)
    .where(*_UNSAID, AskRow.due_at <= bindparam("the_now"), ACTIVE)
    .order_by(AskRow.due_at, AskRow.id)
    .limit(bindparam("the_limit"))
)


class AllAsks(Repository):
    async def list_ringing(self, now: datetime, limit: int = 100) -> list[Ask]:
        """Open tasks of active people whose hour has come and that were not said since, the earliest first."""
        return await self._session.read(Ask, _RINGING, {"the_now": now, "the_limit": limit})

    async def mark_rung(self, ask_id: int) -> bool:
        """True for the one process that may say it."""
        now = self._clock.now()
        mine = (AskRow.id == ask_id, *_UNSAID, AskRow.due_at <= now)
        rung = await self._session.execute(update(AskRow).where(*mine).values(rung_at=now).returning(AskRow.id))
        return rung.first() is not None

    async def count_as_said(self, until: datetime) -> None:
        """What had come due by then is not said again; what is undone stands in the lists all the same."""
        due = (*_UNSAID, AskRow.due_at <= until)
        await self._session.execute(update(AskRow).where(*due).values(rung_at=self._clock.now()))

    async def mark_told(self, person_id: int, until: datetime) -> None:
        """The morning message has them: what is due by then, or was, need not be said by itself."""
        mine = (AskRow.to_id == person_id, *_UNSAID, AskRow.due_at <= until)
        await self._session.execute(update(AskRow).where(*mine).values(rung_at=self._clock.now()))

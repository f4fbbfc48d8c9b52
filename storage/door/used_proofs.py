"""Proofs that are taken once, whichever process they are shown to."""

from datetime import timedelta

from sqlalchemy import delete, select

from storage.engine.repository import Repository
from storage.tables import UsedProofRow

AGAIN = timedelta(seconds=30)
"""Within it, it is the same opening, whose answer was lost on the way; a later one is somebody who has found it."""

KEPT = timedelta(hours=2)
"""Longer than any is taken at all."""

Row = UsedProofRow


class UsedProofs(Repository):
    async def use(self, proof: str) -> bool:
        """Whether it may be taken: for the first time, or again at once. `proof`: 64 signs."""
        now = self._clock.now()
        await self._session.execute(self._insert(Row).on_conflict_do_nothing(), {"proof": proof, "used_at": now})
        used_at = await self._session.scalar(select(Row.used_at).where(Row.proof == proof))
        return used_at is not None and now - used_at <= AGAIN

    async def prune(self) -> None:
        """Forget those that are too old to be shown again."""
        await self._session.execute(delete(Row).where(Row.used_at < self._clock.now() - KEPT))

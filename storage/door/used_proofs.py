"""Proofs that are taken once, whichever process they are shown to."""

from datetime import timedelta
from hashlib import sha256

from sqlalchemy import delete, select

from storage.engine.repository import Repository
from storage.tables import UsedProofRow

AGAIN = timedelta(seconds=30)
"""So long the page that showed it first may show it again: its answer was lost on the way."""

KEPT = timedelta(hours=2)
"""Longer than any is taken at all."""

Row = UsedProofRow


class UsedProofs(Repository):
    async def use(self, proof: str, page: str = "") -> bool:
        """Whether it may be taken: for the first time, or at once again by the same page.

        `proof`: 64 signs; `page`: what only the page that shows it knows, empty for who does not say.
        """
        if await self._note(proof):
            return not page or await self._note(_seal(proof, page))
        used_at = await self._session.scalar(select(Row.used_at).where(Row.proof == _seal(proof, page)))
        return bool(page) and used_at is not None and self._clock.now() - used_at <= AGAIN

    async def prune(self) -> None:
        """Forget those that are too old to be shown again."""
        await self._session.execute(delete(Row).where(Row.used_at < self._clock.now() - KEPT))

    async def _note(self, proof: str) -> bool:
        """Whether it is new."""
        new = self._insert(Row).values(proof=proof, used_at=self._clock.now())
        found = await self._session.execute(new.on_conflict_do_nothing().returning(Row.proof))
        return found.first() is not None


def _seal(proof: str, page: str) -> str:
    return sha256(f"{proof}\0{page}".encode("utf-8", "surrogatepass")).hexdigest()

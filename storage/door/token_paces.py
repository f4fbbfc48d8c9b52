"""What each token has used of its pace, where several processes answer it; by the server's clock."""

from sqlalchemy import Float, cast, extract, func, update

from sales.door.pace import Granted, Pace
from storage.engine.repository import Repository
from storage.tables import TokenPaceRow

Row = TokenPaceRow

_NOW = cast(extract("epoch", func.clock_timestamp()), Float)

_HURRY = func.set_config("synchronous_commit", "off", True)  # noqa: FBT003  as PostgreSQL has it
"""Nobody waits for the disk: what a server forgets as it dies is a few turns."""


class TokenPaces(Repository):
    """On PostgreSQL."""

    async def take(self, token_id: int, pace: Pace, wanted: int) -> Granted:
        """Up to so many turns of that pace, whose state is the row's; nobody else takes any until the commit."""
        held = self._insert(Row).values(token_id=token_id, used=[])
        held = held.on_conflict_do_update(index_elements=["token_id"], set_={"token_id": held.excluded.token_id})
        pace.state, now, _ = (await self._session.execute(held.returning(Row.used, _NOW, _HURRY))).one()
        granted = pace.take(now, wanted)
        if granted[0]:
            await self._session.execute(update(Row).where(Row.token_id == token_id).values(used=list(pace.state)))
        return granted

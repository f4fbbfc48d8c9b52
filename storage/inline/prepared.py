"""A text under a token: a query holds 256 characters, so it carries the token and not the text (spec/7)."""

import secrets
from datetime import datetime, timedelta
from string import ascii_lowercase
from typing import Final

from sqlalchemy import ColumnElement, delete, insert, select

from storage.engine.actor_repository import ActorRepository
from storage.engine.repository import Repository
from storage.tables import PreparedTextRow

STANDS: Final = timedelta(hours=1)
LETTERS = 12

Row = PreparedTextRow


class PreparedTexts(ActorRepository):
    """The speaker's own."""

    async def keep(self, text: str) -> str:
        """Its token: of one that is kept already the same, for another hour."""
        known = await self.find_token(text)
        if known is not None:
            await self._session.execute(delete(Row).where(Row.token == known))
        token = known or "".join(secrets.choice(ascii_lowercase) for _ in range(LETTERS))
        now = self._clock.now()
        row = {"person_id": self._actor.person_id, "token": token, "text": text, "made_at": now}
        await self._session.execute(insert(Row).values(row))
        return token

    async def find_token(self, text: str) -> str | None:
        """Under which this text stands now."""
        query = select(Row.token).where(Row.person_id == self._actor.person_id, Row.text == text, self._is_fresh())
        return await self._session.scalar(query.order_by(Row.id.desc()).limit(1))

    async def find(self, token: str) -> str | None:
        """The text; None where it is somebody else's, is over, or never was."""
        query = select(Row.text).where(Row.person_id == self._actor.person_id, Row.token == token, self._is_fresh())
        return await self._session.scalar(query)

    def _is_fresh(self) -> ColumnElement[bool]:
        return Row.made_at > self._clock.now() - STANDS


class AllPreparedTexts(Repository):
    async def forget_before(self, moment: datetime) -> None:
        """Nobody can ask for them any more."""
        await self._session.execute(delete(Row).where(Row.made_at <= moment))

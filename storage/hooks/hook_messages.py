"""What waits to be told to programs: taken for one try, told, tried again later, or given up."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update

from sales.hooks.events import GONE, MOST_FAILURES, RETRIES
from storage.door.tokens import DoorToken
from storage.engine.reading import check_types, columns_of
from storage.engine.repository import Repository
from storage.tables import DoorTokenRow, HookMessageRow

Row = HookMessageRow

LEASE = timedelta(minutes=2)
"""So long one try may take: what died in the middle of it is told again, under the same id."""
KEPT = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class HookMessage:
    id: int
    token_id: int
    body: str
    tries: int
    """With this one."""
    created_at: datetime

    @property
    def message_id(self) -> str:
        """`webhook-id`: the same at every try."""
        return f"msg_{self.id}"


_MESSAGES = check_types(HookMessage, select(*columns_of(HookMessage, Row)))


class HookMessages(Repository):
    async def is_any_due(self) -> bool:
        """Whether it is worth a transaction that writes."""
        return await self._exists(select(Row.id).where(Row.state == "pending", Row.not_before <= self._clock.now()))

    async def take_due(self, limit: int = 20) -> list[HookMessage]:
        """Taken for one try each, the oldest first: commit before telling them."""
        now = self._clock.now()
        due = select(Row.id).where(Row.state == "pending", Row.not_before <= now).order_by(Row.id).limit(limit)
        ids = list(await self._session.scalars(due))
        if not ids:
            return []
        taken = update(Row).where(Row.id.in_(ids), Row.state == "pending", Row.not_before <= now)
        await self._session.execute(taken.values(not_before=now + LEASE, tries=Row.tries + 1))
        return await self._session.read(HookMessage, _MESSAGES.where(Row.id.in_(ids)).order_by(Row.id))

    async def note_told(self, message: HookMessage, token: DoorToken) -> None:
        """The program has it; whatever failed before is forgotten."""
        await self._close(message, "sent")
        await self._count(token, 0)

    async def note_failure(self, message: HookMessage, token: DoorToken, status: int) -> bool:
        """Tried again later, or given up. True where the address is turned off for it: 410, or the twentieth in a row.

        `status`: what was answered, 0 for nothing.
        """
        failures = int(token.options.get("failures", 0)) + 1
        if status == GONE or failures >= MOST_FAILURES:
            await self.turn_off(token)
            return True
        await self._count(token, failures)
        if message.tries > len(RETRIES):
            await self._close(message, "dead")
        else:
            later = self._clock.now() + RETRIES[message.tries - 1]
            await self._session.execute(update(Row).where(Row.id == message.id).values(not_before=later))
        return False

    async def turn_off(self, token: DoorToken) -> None:
        """Nothing more is told to it."""
        now, key = self._clock.now(), DoorTokenRow
        await self._session.execute(update(key).where(key.id == token.id).values(revoked_at=now))
        waits = update(Row).where(Row.token_id == token.id, Row.state == "pending")
        await self._session.execute(waits.values(state="dead", done_at=now))

    async def drop(self, message: HookMessage) -> None:
        """Its address was revoked meanwhile."""
        await self._close(message, "dead")

    async def prune(self) -> None:
        """Forget what was over a week ago."""
        old = self._clock.now() - KEPT
        await self._session.execute(delete(Row).where(Row.state != "pending", Row.done_at < old))

    async def _close(self, message: HookMessage, state: str) -> None:
        over = update(Row).where(Row.id == message.id).values(state=state, done_at=self._clock.now())
        await self._session.execute(over)

    async def _count(self, token: DoorToken, failures: int) -> None:
        if token.options.get("failures", 0) != failures:
            options = {**token.options, "failures": failures}
            key = DoorTokenRow
            await self._session.execute(update(key).where(key.id == token.id).values(options=options))

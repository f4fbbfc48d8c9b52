"""What waits to be told to programs: taken for one try, told, tried again later, or given up."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update

from sales.door.tokens import TokenScope
from sales.hooks.events import GONE, MOST_FAILURES, OF_CLIENT, RETRIES, add_names, read_data
from storage.door.tokens import DoorToken
from storage.engine.reading import check_types, columns_of
from storage.engine.repository import Repository
from storage.tables import ClientRow, DoorTokenRow, HookMessageRow, PersonRow
from storage.tables.types import Json

Row = HookMessageRow

MOST_AT_ONCE = 50
SAID_WELL = range(200, 300)
LEASE = timedelta(minutes=2)
"""So long the tries of one look may take: what died in the middle is told again, under the same id."""
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
    async def list_due(self) -> list[int]:
        """The addresses for which something is due, by their tokens."""
        due = select(Row.token_id).where(Row.state == "pending", Row.not_before <= self._clock.now())
        return sorted(await self._session.scalars(due.distinct()))

    async def take_due(self, token_id: int, limit: int = MOST_AT_ONCE) -> list[HookMessage]:
        """Of one address, taken for one try each, the oldest first: commit before telling them."""
        now = self._clock.now()
        due = select(Row.id).where(Row.token_id == token_id, Row.state == "pending", Row.not_before <= now)
        ids = list(await self._session.scalars(due.order_by(Row.id).limit(limit)))
        if not ids:
            return []
        still = update(Row).where(Row.id.in_(ids), Row.state == "pending", Row.not_before <= now)
        leased = still.values(not_before=now + LEASE, tries=Row.tries + 1)
        taken = list(await self._session.scalars(leased.returning(Row.id)))  # another process may have been first
        return await self._session.read(HookMessage, _MESSAGES.where(Row.id.in_(taken)).order_by(Row.id))

    async def write_body(self, message: HookMessage, token: DoorToken) -> str:
        """What is told, with today's names where the program may read clients; of a forgotten client there is none."""
        if not token.may(TokenScope.READ_CLIENTS):
            return message.body
        event, data = read_data(message.body)
        if event in OF_CLIENT:
            data = {"client_id": data["id"], **data}
        names: dict[str, str] = {}
        for what, table in (("client", ClientRow), ("owner", PersonRow), ("person", PersonRow), ("to", PersonRow)):
            which = [table.id == data.get(f"{what}_id"), *([ClientRow.forgotten_at.is_(None)] * (table is ClientRow))]
            name = await self._session.scalar(select(table.name).where(*which))
            names |= {f"{what}_name": name} if name else {}
        return add_names(message.body, names)

    async def note_answers(self, token: DoorToken, answers: Sequence[tuple[HookMessage, int]]) -> bool:
        """Told, tried again later, or given up. True where the address is turned off by them: 410, or the twentieth
        failure in a row.

        Each with what was answered, 0 for nothing.
        """
        failures, told = int(token.options.get("failures", 0)), list[int]()
        for message, status in answers:
            if status in SAID_WELL:
                failures = 0
                told.append(message.id)
                continue
            failures += 1
            if status == GONE or failures >= MOST_FAILURES:
                await self._close(told, "sent")
                await self._turn_off(token)
                return True
            await self._put_off(message)
        await self._close(told, "sent")
        await self._set(token, {**token.options, "failures": failures})
        return False

    async def give_back(self, messages: Sequence[HookMessage]) -> None:
        """They were not tried after all."""
        if not messages:
            return
        left = update(Row).where(Row.id.in_([each.id for each in messages]), Row.state == "pending")
        await self._session.execute(left.values(not_before=self._clock.now(), tries=Row.tries - 1))

    async def drop(self, messages: Sequence[HookMessage]) -> None:
        """Their address was revoked meanwhile, or turned off."""
        await self._close([each.id for each in messages], "dead")

    async def prune(self) -> None:
        """Forget what was over a week ago."""
        old = self._clock.now() - KEPT
        await self._session.execute(delete(Row).where(Row.state != "pending", Row.done_at < old))

    async def _put_off(self, message: HookMessage) -> None:
        if message.tries > len(RETRIES):
            await self._close([message.id], "dead")
        else:
            later = self._clock.now() + RETRIES[message.tries - 1]
            await self._session.execute(update(Row).where(Row.id == message.id).values(not_before=later))

    async def _turn_off(self, token: DoorToken) -> None:
        """Nothing more is told to it, until its owner turns it on."""
        await self._set(token, {**token.options, "off": True})
        waits = update(Row).where(Row.token_id == token.id, Row.state == "pending")
        await self._session.execute(waits.values(state="dead", done_at=self._clock.now()))

    async def _close(self, ids: list[int], state: str) -> None:
        if not ids:
            return
        over = update(Row).where(Row.id.in_(ids)).values(state=state, done_at=self._clock.now())
        await self._session.execute(over)

    async def _set(self, token: DoorToken, options: Json) -> None:
        if token.options != options:
            key = DoorTokenRow
            await self._session.execute(update(key).where(key.id == token.id).values(options=options))

"""What waits to be told to programs: taken for one try, told, tried again later, or given up."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeAlias

from sqlalchemy import ColumnElement, delete, func, select, update

from sales.door.tokens import TokenScope
from sales.hooks.events import OF_CLIENT, add_names, find_trier, read_data
from sales.hooks.standing import FAILURES, OFF, RESTS_UNTIL, RETRIES, SAID_WELL, note_failure, note_success
from storage.door.tokens import DoorToken
from storage.engine.reading import check_types, columns_of
from storage.engine.repository import Repository
from storage.tables import ClientRow, DoorTokenRow, HookMessageRow, PersonRow
from storage.tables.queues import PENDING
from storage.tables.types import Json

Row = HookMessageRow

Answers: TypeAlias = "Sequence[tuple[HookMessage, int]]"
"""In their order, each with what was answered, 0 for nothing."""

MOST_AT_ONCE = 50
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

    @property
    def trier_id(self) -> int | None:
        """Who wants to know what is answered; None for an event."""
        return find_trier(self.body)


check_types(HookMessage, select(*columns_of(HookMessage, Row)))


class HookMessages(Repository):
    async def is_due(self, busy: Collection[int] = ()) -> bool:
        """Whether anything waits for an address that is not in hand."""
        return await self._exists(select(Row.id).where(*self._due(busy)))

    async def take_due(self, busy: Collection[int] = (), limit: int = MOST_AT_ONCE) -> list[HookMessage]:
        """Of all addresses but those in hand, up to so many of each, taken for one try, the oldest first: commit before
        telling them.
        """
        due, now = self._due(busy), self._clock.now()
        place = func.row_number().over(partition_by=Row.token_id, order_by=Row.id).label("place")
        by_place = select(Row.id, place).where(*due).subquery()
        first = select(by_place.c.id).where(by_place.c.place <= limit)
        still = update(Row).where(Row.id.in_(first), *due)  # another process may have been first
        leased = still.values(not_before=now + LEASE, tries=Row.tries + 1).returning(*columns_of(HookMessage, Row))
        return sorted(await self._session.read(HookMessage, leased), key=lambda each: each.id)

    def _due(self, busy: Collection[int]) -> tuple[ColumnElement[bool], ...]:
        here = (Row.token_id.not_in(sorted(busy)),) if busy else ()
        return (Row.state == PENDING, Row.not_before <= self._clock.now(), *here)

    async def write_body(self, message: HookMessage, token: DoorToken) -> str:
        """What is told, with today's names where the program may read clients; of a forgotten client there is none."""
        if message.trier_id is not None or not token.may(TokenScope.READ_CLIENTS):
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

    async def note_answers(self, answers: Sequence[tuple[DoorToken, Answers]]) -> list[DoorToken]:
        """Told, tried again later, or given up; a trial is over with its first answer. The addresses that are turned
        off by it: 410, or the twentieth failure in a row.
        """
        told, gone, now = list[int](), list[DoorToken](), self._clock.now()
        for token, given in answers:
            options: Json = token.options
            for message, status in given:
                is_well = status in SAID_WELL
                if is_well:
                    options = note_success(options)
                elif message.trier_id is None:
                    options = note_failure(options, status, now)
                if is_well or message.trier_id is not None:
                    told.append(message.id)
                elif options.get(OFF):
                    gone.append(token)
                    break
                else:
                    await self._put_off(message)
            await self._set(token, options)
            if token.options.get(RESTS_UNTIL) and not options.get(FAILURES):
                await self._wake(token)
        await self._close(told, "sent")
        for token in gone:
            await self._give_up(token)
        return gone

    async def give_back(self, messages: Sequence[HookMessage], until: datetime | None = None) -> None:
        """They were not tried after all; not before `until`, or at once."""
        if not messages:
            return
        left = update(Row).where(Row.id.in_([each.id for each in messages]), Row.state == PENDING)
        await self._session.execute(left.values(not_before=until or self._clock.now(), tries=Row.tries - 1))

    async def drop(self, messages: Sequence[HookMessage]) -> None:
        """Their address was revoked meanwhile, or turned off."""
        await self._close([each.id for each in messages], "dead")

    async def prune(self) -> None:
        """Forget what was over a week ago."""
        old = self._clock.now() - KEPT
        await self._session.execute(delete(Row).where(Row.state != PENDING, Row.done_at < old))

    async def _put_off(self, message: HookMessage) -> None:
        if message.tries > len(RETRIES):
            await self._close([message.id], "dead")
        else:
            later = self._clock.now() + RETRIES[message.tries - 1]
            await self._session.execute(update(Row).where(Row.id == message.id).values(not_before=later))

    async def _wake(self, token: DoorToken) -> None:
        """It was to rest, and takes things in again: what waits for that is due."""
        waits = update(Row).where(Row.token_id == token.id, Row.state == PENDING, Row.tries == 0)
        await self._session.execute(waits.values(not_before=self._clock.now()))

    async def _give_up(self, token: DoorToken) -> None:
        """Nothing more is told to it, until its owner turns it on."""
        waits = update(Row).where(Row.token_id == token.id, Row.state == PENDING)
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

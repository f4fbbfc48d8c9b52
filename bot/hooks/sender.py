"""Events are told to programs: signed anew at every try, without following anybody elsewhere (spec/8)."""

import asyncio
import logging
from collections.abc import Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from aiohttp import ClientError, ClientSession, ClientTimeout, TCPConnector

from bot.hooks.resolving import PublicResolver, check_literal
from bot.signals import Signals
from reports.door.words import tell_turned_off
from reports.message.language import speaking
from sales.hooks.events import GONE, MOST_FAILURES, sign_message
from storage.database import Database
from storage.door.tokens import DoorToken
from storage.engine.trouble import is_database_trouble
from storage.hooks.hook_messages import SAID_WELL, HookMessage
from storage.queues.messages import NewMessage
from storage.transaction import Transaction

log = logging.getLogger(__name__)

LOOK_SECONDS, GATHER_SECONDS = 2.0, 1.0
ANSWER_SECONDS = 15
BATCH_SECONDS = 60
"""Shorter than the lease of what is in hand."""


@dataclass(frozen=True, slots=True)
class Batch:
    """What is due for one address, with the words of today, and what was answered to as many as were called."""

    token: DoorToken
    due: list[HookMessage]
    bodies: list[str]
    answers: list[tuple[HookMessage, int]] = field(default_factory=list)


class HookSender:
    """Each address is called by a task of its own: who answers slowly keeps nobody else waiting.

    What came of all of them and what is due next is written together: a commit waits for the disk.
    """

    def __init__(self, database: Database, signals: Signals, *, private: bool = False) -> None:
        """`private`: addresses of the house's own network may be called."""
        self._database = database
        self._signals = signals
        self._private = private

    async def run(self) -> None:
        """Tell what is due until cancelled."""
        calling: dict[int, asyncio.Task[Batch]] = {}
        async with asyncio.TaskGroup() as tasks:
            while True:
                called = [calling.pop(token_id).result() for token_id, task in list(calling.items()) if task.done()]
                for batch in await self._turn_unless_in_trouble(called, calling.keys()):
                    calling[batch.token.id] = tasks.create_task(self._call_all(batch), name=f"hook {batch.token.id}")
                if calling:
                    await asyncio.wait(calling.values(), timeout=LOOK_SECONDS, return_when=asyncio.FIRST_COMPLETED)
                await asyncio.sleep(GATHER_SECONDS if calling else LOOK_SECONDS)

    async def look(self) -> bool:
        """Tell what is due now, up to so many of each address; whether there was anything."""
        due = await self._turn([], ())
        await self._turn(await asyncio.gather(*map(self._call_all, due)), [each.token.id for each in due])
        return bool(due)

    async def _turn_unless_in_trouble(self, called: Sequence[Batch], busy: Collection[int]) -> list[Batch]:
        """After a failure of the database what was told is told again later, under the same ids."""
        try:
            return await self._turn(called, busy)
        except Exception as error:
            if not is_database_trouble(error):
                raise
            log.warning("the database did not answer: %s", type(error).__name__)
            return []

    async def _turn(self, called: Sequence[Batch], busy: Collection[int]) -> list[Batch]:
        """In one transaction what came of the calls is noted, and what is due is taken, but for addresses in hand."""
        if not called:
            async with self._database.read() as tx:
                if not await tx.system.hook_messages.is_due(busy):
                    return []
        await self._signals.people.give_way()
        async with self._database.write() as tx:
            await self._note(tx, called)
            return await self._take(tx, busy)

    async def _take(self, tx: Transaction, busy: Collection[int]) -> list[Batch]:
        messages, due = tx.system.hook_messages, dict[int, list[HookMessage]]()
        for each in await messages.take_due(busy):
            due.setdefault(each.token_id, []).append(each)
        tokens = {each.id: each for each in await tx.system.door_tokens.list_of(due) if not each.options.get("off")}
        await messages.drop([each for token_id, of in due.items() if token_id not in tokens for each in of])
        return [
            Batch(token, due[token.id], [await messages.write_body(each, token) for each in due[token.id]])
            for token in tokens.values()
        ]

    async def _call_all(self, batch: Batch) -> Batch:
        """In their order, until one is not taken in by anybody, or the lease is near its end: the rest waits."""
        until = asyncio.get_running_loop().time() + BATCH_SECONDS
        failures = int(batch.token.options.get("failures", 0))
        async with self._open_client() as client:
            for message, body in zip(batch.due, batch.bodies, strict=True):
                await self._signals.people.give_way()
                status = await self._call(client, message, body, batch.token)
                batch.answers.append((message, status))
                failures = 0 if status in SAID_WELL else failures + 1
                is_over = status in {0, GONE} or failures >= MOST_FAILURES
                if is_over or asyncio.get_running_loop().time() > until:
                    break
        return batch

    async def _note(self, tx: Transaction, called: Sequence[Batch]) -> None:
        if not called:
            return
        messages, ids = tx.system.hook_messages, [each.token.id for each in called]
        tokens = {each.id: each for each in await tx.system.door_tokens.lock(ids) if not each.options.get("off")}
        await messages.drop([each for batch in called if batch.token.id not in tokens for each in batch.due])
        told = [batch for batch in called if batch.token.id in tokens]
        await messages.give_back([each for batch in told for each in batch.due[len(batch.answers) :]])
        gone = await messages.note_answers([(tokens[batch.token.id], batch.answers) for batch in told])
        for token in gone:
            await _tell_owners(tx, token)
            self._signals.outbox.set()
        heard = [each.token.id for each in told if any(status in SAID_WELL for _message, status in each.answers)]
        if heard:
            await tx.system.door_tokens.note_use(heard)

    def _open_client(self) -> ClientSession:
        resolver = None if self._private else PublicResolver()
        connector = TCPConnector(resolver=resolver, use_dns_cache=False)
        return ClientSession(connector=connector, timeout=ClientTimeout(total=ANSWER_SECONDS))

    async def _call(self, client: ClientSession, message: HookMessage, body: str, token: DoorToken) -> int:
        """What was answered; 0 for nothing. Nobody is followed elsewhere, and no answer is read."""
        url, secret = str(token.options["url"]), str(token.options["secret"])
        timestamp = int(self._database.clock.now().timestamp())
        headers = {
            "Content-Type": "application/json",
            "User-Agent": "Reper",
            "webhook-id": message.message_id,
            "webhook-timestamp": str(timestamp),
            "webhook-signature": sign_message(secret, message.message_id, timestamp, body),
        }
        with suppress(ClientError, OSError, ValueError, TimeoutError):
            if not self._private:
                check_literal(urlsplit(url).hostname or "")
            async with client.post(url, data=body.encode(), headers=headers, allow_redirects=False) as answer:
                return answer.status
        log.info("a hook did not answer: token %s", token.id)  # its address may hold a secret
        return 0


async def _tell_owners(tx: Transaction, token: DoorToken) -> None:
    for owner in await tx.system.staff.owners():
        with speaking(owner.language):
            content = tell_turned_off(token.id, token.label).to_json()
        key = f"hook_off:{token.id}:{tx.clock.now():%Y%m%d%H%M%S}:{owner.person_id}"
        await tx.system.outbox.put(NewMessage(key, owner.telegram_id, owner.person_id, content=content))

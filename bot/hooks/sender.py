"""Events are told to programs: signed anew at every try, without following anybody elsewhere (spec/8)."""

import asyncio
import logging
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from aiohttp import ClientError, ClientSession, ClientTimeout, TCPConnector

from bot.hooks.resolving import PrivateAddressError, PublicResolver
from bot.signals import Signals
from reports.door.words import tell_trial, tell_turned_off
from reports.message.language import speaking
from sales.hooks.addresses import is_private_host
from sales.hooks.events import sign_message
from sales.hooks.standing import (
    GONE,
    MOST_FAILURES,
    NO_ANSWER,
    OFF,
    PRIVATE,
    SAID_WELL,
    count_failures,
    find_wait,
    is_in_trouble,
)
from storage.database import Database
from storage.door.tokens import DoorToken
from storage.engine.connections.trouble import is_database_trouble
from storage.hooks.hook_messages import KEPT, HookMessage
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
        tokens = await tx.system.door_tokens.list_of(due)
        gone = due.keys() - {each.id for each in tokens}
        await messages.drop([each for token_id in gone for each in due[token_id]])
        batches = [await self._make_batch(tx, token, due[token.id]) for token in tokens]
        return [each for each in batches if each.due]

    async def _make_batch(self, tx: Transaction, token: DoorToken, due: Sequence[HookMessage]) -> Batch:
        """What may be told to it now: a trial always, and first; the rest as the address stands."""
        messages, now = tx.system.hook_messages, tx.clock.now()
        trials = [each for each in due if each.trier_id is not None]
        others = [each for each in due if each.trier_id is None]
        if token.options.get(OFF):
            await messages.drop(others)
            others = []
        elif until := find_wait(token.options, now):
            old = [each for each in others if each.created_at < now - KEPT]
            await messages.drop(old)
            await messages.give_back([each for each in others if each not in old], until)
            others = []
        told = [*trials, *others]
        return Batch(token, told, [await messages.write_body(each, token) for each in told])

    async def _call_all(self, batch: Batch) -> Batch:
        """In their order, until the address is in trouble, or the lease is near its end: the rest waits."""
        until = asyncio.get_running_loop().time() + BATCH_SECONDS
        failures = count_failures(batch.token.options)
        async with self._open_client() as client:
            for message, body in zip(batch.due, batch.bodies, strict=True):
                await self._signals.people.give_way()
                status = await self._call(client, message, body, batch.token)
                batch.answers.append((message, status))
                failures = 0 if status in SAID_WELL else failures + 1
                is_over = is_in_trouble(status) or status == GONE or failures >= MOST_FAILURES
                if is_over or asyncio.get_running_loop().time() > until:
                    break
        return batch

    async def _note(self, tx: Transaction, called: Sequence[Batch]) -> None:
        if not called:
            return
        messages, ids = tx.system.hook_messages, [each.token.id for each in called]
        tokens = {each.id: each for each in await tx.system.door_tokens.lock(ids)}
        await messages.drop([each for batch in called if batch.token.id not in tokens for each in batch.due])
        told = [(tokens[batch.token.id], batch) for batch in called if batch.token.id in tokens]
        gone = await messages.note_answers([(token, batch.answers) for token, batch in told])
        await messages.give_back([each for _token, batch in told for each in batch.due[len(batch.answers) :]])
        for token in gone:
            await _tell_owners(tx, token)
        trials = [(token, *each) for token, batch in told for each in batch.answers if each[0].trier_id is not None]
        for token, message, status in trials:
            await _tell_trier(tx, token, message, status)
        if gone or trials:
            self._signals.outbox.set()
        heard = [token.id for token, batch in told if any(status in SAID_WELL for _message, status in batch.answers)]
        if heard:
            await tx.system.door_tokens.note_use(heard)

    def _open_client(self) -> ClientSession:
        resolver = None if self._private else PublicResolver()
        connector = TCPConnector(resolver=resolver, use_dns_cache=False)
        return ClientSession(connector=connector, timeout=ClientTimeout(total=ANSWER_SECONDS))

    async def _call(self, client: ClientSession, message: HookMessage, body: str, token: DoorToken) -> int:
        """What was answered; NO_ANSWER, PRIVATE. Nobody is followed elsewhere, and no answer is read."""
        url, secret = str(token.options["url"]), str(token.options["secret"])
        timestamp = int(self._database.clock.now().timestamp())
        headers = {
            "Content-Type": "application/json",
            "User-Agent": "Reper",
            "webhook-id": message.message_id,
            "webhook-timestamp": str(timestamp),
            "webhook-signature": sign_message(secret, message.message_id, timestamp, body),
        }
        if not self._private and is_private_host(urlsplit(url).hostname or ""):
            return PRIVATE
        try:
            async with client.post(url, data=body.encode(), headers=headers, allow_redirects=False) as answer:
                return answer.status
        except (ClientError, OSError, ValueError) as error:  # TimeoutError is an OSError
            log.info("a hook did not answer: token %s", token.id)  # its address may hold a secret
            return PRIVATE if _is_of_private(error) else NO_ANSWER


def _is_of_private(error: BaseException | None) -> bool:
    """Whether the resolver has refused: aiohttp wraps what it says."""
    return error is not None and (isinstance(error, PrivateAddressError) or _is_of_private(error.__cause__))


async def _tell_owners(tx: Transaction, token: DoorToken) -> None:
    for owner in await tx.system.staff.owners():
        with speaking(owner.language):
            content = tell_turned_off(token.id, token.label).to_json()
        key = f"hook_off:{token.id}:{tx.clock.now():%Y%m%d%H%M%S}:{owner.person_id}"
        await tx.system.outbox.put(NewMessage(key, owner.telegram_id, owner.person_id, content=content))


async def _tell_trier(tx: Transaction, token: DoorToken, message: HookMessage, status: int) -> None:
    trier = None if message.trier_id is None else await tx.system.staff.actor(message.trier_id)
    if trier is None:
        return
    with speaking(trier.language):
        content = tell_trial(token.id, token.label, status).to_json()
    key = f"hook_trial:{message.id}"
    await tx.system.outbox.put(NewMessage(key, trier.telegram_id, trier.person_id, content=content))

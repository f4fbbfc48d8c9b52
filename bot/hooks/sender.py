"""Events are told to programs: signed anew at every try, without following anybody elsewhere (spec/8)."""

import asyncio
import logging
from contextlib import suppress
from typing import TypeAlias
from urllib.parse import urlsplit

from aiohttp import ClientError, ClientSession, ClientTimeout, TCPConnector

from bot.hooks.resolving import PublicResolver, check_literal
from bot.signals import Signals
from reports.door.words import tell_turned_off
from reports.message.language import speaking
from sales.hooks.events import GONE, sign_message
from storage.database import Database
from storage.door.tokens import DoorToken
from storage.engine.trouble import is_database_trouble
from storage.hooks.hook_messages import SAID_WELL, HookMessage
from storage.queues.messages import NewMessage
from storage.transaction import Transaction

log = logging.getLogger(__name__)

LOOK_SECONDS = 2.0
ANSWER_SECONDS = 15
BATCH_SECONDS = 60
"""Shorter than the lease of what is in hand."""
Answer: TypeAlias = tuple[HookMessage, int]


class HookSender:
    """Each address is told by a task of its own: who answers slowly keeps nobody else waiting."""

    def __init__(self, database: Database, signals: Signals, *, private: bool = False) -> None:
        """`private`: addresses of the house's own network may be called."""
        self._database = database
        self._signals = signals
        self._private = private

    async def run(self) -> None:
        """Tell what is due until cancelled."""
        busy: dict[int, asyncio.Task[None]] = {}
        async with asyncio.TaskGroup() as tasks:
            while True:
                for token_id in await self._list_due():
                    if token_id not in busy or busy[token_id].done():
                        busy[token_id] = tasks.create_task(self._serve(token_id), name=f"hook {token_id}")
                await asyncio.sleep(LOOK_SECONDS)

    async def look(self) -> bool:
        """Tell what is due now, up to so many of each address; whether there was anything."""
        due = await self._list_due()
        await asyncio.gather(*(self._tell_some(token_id) for token_id in due))
        return bool(due)

    async def _list_due(self) -> list[int]:
        try:
            async with self._database.read() as tx:
                return await tx.system.hook_messages.list_due()
        except Exception as error:
            if not is_database_trouble(error):
                raise
            log.warning("the database did not answer: %s", type(error).__name__)
            return []

    async def _serve(self, token_id: int) -> None:
        """All that is due for an address; after a failure of the database it is told later, under the same ids."""
        try:
            while await self._tell_some(token_id):
                pass
        except Exception as error:
            if not is_database_trouble(error):
                raise
            log.warning("the database did not answer: %s", type(error).__name__)

    async def _tell_some(self, token_id: int) -> bool:
        """In their order; what came of them is committed together. Whether all were taken, and there may be more."""
        async with self._database.write() as tx:
            token = await tx.system.door_tokens.get(token_id)
            due = await tx.system.hook_messages.take_due(token_id)
            bodies = [] if token is None else [await tx.system.hook_messages.write_body(each, token) for each in due]
        answers = await self._call_all(token, due, bodies) if token is not None else []
        await self._note(token_id, due, answers)
        return bool(due) and len(answers) == len(due) and all(status in SAID_WELL for _message, status in answers)

    async def _call_all(self, token: DoorToken, due: list[HookMessage], bodies: list[str]) -> list[Answer]:
        """Until one is not taken in by anybody, or the lease is near its end: the rest waits."""
        if token.options.get("off"):
            return []
        answers: list[Answer] = []
        until = asyncio.get_running_loop().time() + BATCH_SECONDS
        async with self._open_client() as client:
            for message, body in zip(due, bodies, strict=True):
                answers.append((message, await self._call(client, message, body, token)))
                if answers[-1][1] in {0, GONE} or asyncio.get_running_loop().time() > until:
                    break
        return answers

    async def _note(self, token_id: int, due: list[HookMessage], answers: list[Answer]) -> None:
        async with self._database.write() as tx:
            token = await tx.system.door_tokens.lock(token_id)
            if token is None or token.options.get("off"):
                await tx.system.hook_messages.drop(due)
                return
            await tx.system.hook_messages.give_back(due[len(answers) :])
            if await tx.system.hook_messages.note_answers(token, answers):
                await _tell_owners(tx, token)
                self._signals.outbox.set()
            if any(status in SAID_WELL for _message, status in answers):
                await tx.system.door_tokens.note_use([token_id])

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

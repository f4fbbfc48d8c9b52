"""Events are told to programs: signed anew at every try, without following anybody elsewhere (spec/8)."""

import asyncio
import logging
from contextlib import suppress
from urllib.parse import urlsplit

from aiohttp import ClientError, ClientSession, ClientTimeout, TCPConnector

from bot.hooks.resolving import PublicResolver, check_literal
from bot.signals import Signals
from reports.door.words import tell_turned_off
from reports.message.language import speaking
from sales.hooks.events import sign_message
from storage.database import Database
from storage.door.tokens import DoorToken
from storage.engine.trouble import is_database_trouble
from storage.hooks.hook_messages import HookMessage
from storage.queues.messages import NewMessage
from storage.transaction import Transaction

log = logging.getLogger(__name__)

LOOK_SECONDS = 2.0
ANSWER_SECONDS = 15
SAID_WELL = range(200, 300)


class HookSender:
    def __init__(self, database: Database, signals: Signals, *, private: bool = False) -> None:
        """`private`: addresses of the house's own network may be called."""
        self._database = database
        self._signals = signals
        self._private = private

    async def run(self) -> None:
        """Tell what is due until cancelled."""
        while True:
            try:
                more = await self.look()
            except Exception as error:
                if not is_database_trouble(error):
                    raise
                log.warning("the database did not answer: %s", type(error).__name__)
                more = False
            if not more:
                await asyncio.sleep(LOOK_SECONDS)

    async def look(self) -> bool:
        """Tell what is due now; whether there was anything."""
        async with self._database.read() as tx:
            if not await tx.system.hook_messages.is_any_due():
                return False
        async with self._database.write() as tx:
            due = await tx.system.hook_messages.take_due()
        resolver = None if self._private else PublicResolver()
        connector = TCPConnector(resolver=resolver, use_dns_cache=False, limit=8)
        async with ClientSession(connector=connector, timeout=ClientTimeout(total=ANSWER_SECONDS)) as client:
            for message in due:  # of one address in their order
                await self._tell(client, message)
        return bool(due)

    async def _tell(self, client: ClientSession, message: HookMessage) -> None:
        async with self._database.read() as tx:
            token = await tx.system.door_tokens.get(message.token_id)
        status = 0 if token is None else await self._call(client, message, token)
        async with self._database.write() as tx:
            token = await tx.system.door_tokens.get(message.token_id)
            if token is None:
                await tx.system.hook_messages.drop(message)
            elif status in SAID_WELL:
                await tx.system.hook_messages.note_told(message, token)
                await tx.system.door_tokens.note_use([token.id])
            elif await tx.system.hook_messages.note_failure(message, token, status):
                await _tell_owners(tx, token)
                self._signals.outbox.set()

    async def _call(self, client: ClientSession, message: HookMessage, token: DoorToken) -> int:
        """What was answered; 0 for nothing. Nobody is followed elsewhere, and no answer is read."""
        url, secret = str(token.options["url"]), str(token.options["secret"])
        timestamp = int(self._database.clock.now().timestamp())
        headers = {
            "Content-Type": "application/json",
            "User-Agent": "Reper",
            "webhook-id": message.message_id,
            "webhook-timestamp": str(timestamp),
            "webhook-signature": sign_message(secret, message.message_id, timestamp, message.body),
        }
        with suppress(ClientError, OSError, ValueError, TimeoutError):
            if not self._private:
                check_literal(urlsplit(url).hostname or "")
            body = message.body.encode()
            async with client.post(url, data=body, headers=headers, allow_redirects=False) as answer:
                return answer.status
        log.info("a hook did not answer: token %s", token.id)  # its address may hold a secret
        return 0


async def _tell_owners(tx: Transaction, token: DoorToken) -> None:
    for owner in await tx.system.staff.owners():
        with speaking(owner.language):
            content = tell_turned_off(token.label).to_json()
        key = f"hook_off:{token.id}:{owner.person_id}"
        await tx.system.outbox.put(NewMessage(key, owner.telegram_id, owner.person_id, content=content))

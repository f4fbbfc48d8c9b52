"""Updates posted to the bot's webhook: those of a chat one after another, again and again until it says 200."""

import asyncio
import json

import aiohttp

from simulator.core import Core
from simulator.state.updates import Queued
from simulator.state.webhooks import Webhook
from simulator.wire import Params

PATIENCE = aiohttp.ClientTimeout(total=60)
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105  the name of a header
FIRST_PAUSE, LONGEST_PAUSE = 0.2, 5.0
OK = 200


async def post_updates(core: Core) -> None:
    """For ever: each chat's beside those of others, as many at once as the webhook allows."""
    busy: set[int] = set()
    async with aiohttp.ClientSession(timeout=PATIENCE) as http, asyncio.TaskGroup() as group:
        while True:
            await core.world.changes.until(lambda: _next(core, busy) is not None, 3600)
            queued = _next(core, busy)
            if queued is not None:
                busy.add(queued.chat_id)
                group.create_task(_post_chat(core, http, queued.chat_id, busy))


def _waiting(core: Core) -> list[Queued]:
    return core.world.updates.pending() if core.api.webhook.url else []


def _next(core: Core, busy: set[int]) -> Queued | None:
    """The first of a chat that nobody posts for."""
    if len(busy) >= core.api.webhook.max_connections:
        return None
    return next((each for each in _waiting(core) if each.chat_id not in busy), None)


async def _post_chat(core: Core, http: aiohttp.ClientSession, chat_id: int, busy: set[int]) -> None:
    """All that waits for this chat."""
    pause = FIRST_PAUSE
    while queued := next((each for each in _waiting(core) if each.chat_id == chat_id), None):
        if await _post(core, http, core.api.webhook, queued):
            core.world.updates.drop(queued)
            pause = FIRST_PAUSE
        else:
            await asyncio.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE)
    busy.discard(chat_id)
    core.world.changes.ring()


async def _post(core: Core, http: aiohttp.ClientSession, webhook: Webhook, queued: Queued) -> bool:
    """Whether the bot took it. An answer may hold one call, which is carried out."""
    core.world.updates.hand_over(queued)
    headers = {SECRET_HEADER: webhook.secret_token} if webhook.secret_token else {}
    try:
        async with http.post(webhook.url, json=queued.raw, headers=headers) as response:
            body = await response.text()
            if response.status != OK:
                words = f"Wrong response from the webhook: {response.status} {response.reason}"
                webhook.note_failure(core.clock.timestamp(), words)
                return False
    except (aiohttp.ClientError, TimeoutError):
        webhook.note_failure(core.clock.timestamp(), "Connection refused")
        return False
    await _call_in_answer(core, body)
    return True


async def _call_in_answer(core: Core, body: str) -> None:
    try:
        call = json.loads(body or "null")
    except ValueError:
        return
    if isinstance(call, dict) and "method" in call:
        await core.answer(str(call.pop("method")), Params(call))

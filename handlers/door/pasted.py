"""A key of the door that somebody sends into the chat: whoever reads it there may use it, so it goes (spec/0, 0.4)."""

import re
from typing import Any

from aiogram import Router
from aiogram.types import Message as TelegramMessage

from handlers.dialog.model import Talk
from handlers.dialog.runner import Runner
from handlers.framework.access import EVERYBODY, access
from handlers.framework.replies import Forget, Reply, Say
from reports.door.connections import DOOR_KEEPERS
from reports.door.words import tell_pasted
from storage.door.tokens import DoorToken

LIKE_A_KEY = re.compile(r"[A-Za-z0-9_+/=.-]{16,}")
"""One of ours, or of an exchange's: no word that people write, and no sum."""
MOST = 10
"""Words of a message that are looked at."""


def make_router(runner: Runner) -> Router:
    router = Router(name="pasted keys")

    async def holds_key(message: TelegramMessage, talk: Talk | None = None) -> dict[str, Any] | bool:
        words = LIKE_A_KEY.findall(message.text or message.caption or "")[:MOST]
        if talk is None or not words:
            return False
        parts = {part.removesuffix(".ics") for word in words for part in (word, *word.split("/"))}
        found = await talk.tx.system.door_tokens.find_said(parts)
        return {"token": found} if found is not None else False

    @router.message(holds_key, flags=access(EVERYBODY))
    async def hear_key(_message: TelegramMessage, talk: Talk, token: DoorToken) -> list[Reply]:
        """Nothing else is made of that message; what stands open is asked again below."""
        told = tell_pasted(token, may_revoke=talk.actor.role in DOOR_KEEPERS)
        return [Say(told), *await runner.redraw(talk), Forget()]

    return router

"""«·123 Ромашка» sent through the bot: that client, for the question that stands open, or their card."""

import re

from aiogram import Router
from aiogram.types import Message as TelegramMessage

from handlers.dialog.model import Talk
from handlers.dialog.runner import Runner
from handlers.dialog.steps.client import PickClient
from handlers.framework.access import EVERYBODY, access
from handlers.framework.replies import Reply, Say
from reports.clients.client_card import ClientCard
from reports.inline.found import SIGN

CHOSEN = re.compile(rf"{SIGN}([0-9]{{1,18}}) ")


def make_router(runner: Runner) -> Router:
    router = Router(name="chosen")

    async def is_chosen(message: TelegramMessage) -> bool:
        via, bot, text = message.via_bot, message.bot, message.text or ""
        return (
            via is not None
            and bot is not None
            and via.id == bot.id
            and not message.forward_origin
            and bool(CHOSEN.match(text))
        )

    @router.message(is_chosen, flags=access(EVERYBODY))
    async def hear_chosen(message: TelegramMessage, talk: Talk) -> list[Reply]:
        """Whoever has typed the number by hand is asked as anybody is. Raises NotYoursError."""
        said = CHOSEN.match(message.text or "")
        client = await talk.mine.clients.get(int(said[1]) if said else 0)
        state = await talk.mine.dialogs.current()
        if state is not None and isinstance(runner.step_of(state), PickClient):
            return await runner.choose(talk, str(client.id)) or []
        return [Say(ClientCard(client_id=client.id)), *await runner.redraw(talk)]

    return router

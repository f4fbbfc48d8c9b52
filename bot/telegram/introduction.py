"""
What Telegram says of the bot before anybody has written to it: its description, and a list of commands for strangers.

Told at a start, only where it differs from what was told last: Telegram limits these calls, and keeps the words.
"""

import json
import logging
from hashlib import sha256

from aiogram import Bot
from aiogram.methods import SetChatMenuButton, SetMyCommands, SetMyDescription, SetMyShortDescription, TelegramMethod
from aiogram.types import BotCommand, BotCommandScopeDefault, MenuButtonDefault, MenuButtonWebApp, WebAppInfo

from reports.message.language import LANGUAGES, speaking
from reports.message.language import gettext as _
from storage.database import Database
from storage.queues.wire import INTRODUCED

log = logging.getLogger(__name__)


async def introduce(bot: Bot, database: Database, usual_language: str, app_url: str = "") -> None:
    """Best effort: whoever cannot read it yet reads it after the next start."""
    calls: list[TelegramMethod[bool]] = [
        each for code in ("", *LANGUAGES) for each in _introduction(code, code or usual_language)
    ]
    calls.append(_menu_button(usual_language, app_url))
    told = {"digest": sha256(json.dumps([repr(each) for each in calls]).encode()).hexdigest()}
    try:
        async with database.read() as tx:
            if await tx.system.wire.get(INTRODUCED) == told:
                return
        for each in calls:
            await bot(each)
        async with database.write() as tx:
            await tx.system.wire.set(INTRODUCED, told)
    except Exception as error:  # noqa: BLE001  nobody waits for it, and whatever else is wrong shows itself elsewhere
        log.warning("the bot could not introduce itself (%s)", type(error).__name__)


def _menu_button(language: str, app_url: str) -> SetChatMenuButton:
    """It opens the dashboard where there is an address for one, else the commands."""
    if not app_url:
        return SetChatMenuButton(menu_button=MenuButtonDefault())
    with speaking(language):
        return SetChatMenuButton(menu_button=MenuButtonWebApp(text=_("Dashboard"), web_app=WebAppInfo(url=app_url)))


def _introduction(code: str, language: str) -> tuple[TelegramMethod[bool], ...]:
    """In that language, for who has chosen it; for the code "" for all others."""
    with speaking(language):
        description = _(
            "I am the sales department’s colleague.\n\n"
            "Managers log calls, meetings and payments by one line of text. At 12:00, 16:00 and 18:00 I ask which money"
            " has come, and the lead sees it at once.\n\n"
            "Ask your lead for an invitation link."
        )
        short = _("Calls, meetings, payments by one line; facts at 12, 16 and 18. By invitation.")
        commands = [
            BotCommand(command="start", description=_("begin, or the buttons again")),
            BotCommand(command="help", description=_("what to type")),
        ]
    return (
        SetMyDescription(description=description, language_code=code or None),
        SetMyShortDescription(short_description=short, language_code=code or None),
        SetMyCommands(commands=commands, scope=BotCommandScopeDefault(), language_code=code or None),
    )

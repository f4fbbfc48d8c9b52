"""What is always there: /menu, /help, /cancel, /lang."""

from dataclasses import replace

from aiogram import Router
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery
from aiogram.types import Message as TelegramMessage

from handlers.dialog.model import Talk
from handlers.dialog.runner import Runner
from handlers.framework.access import EVERYBODY, access
from handlers.framework.pressed import Pressed
from handlers.framework.replies import Redraw, Replies, Say
from handlers.general.start import show_commands
from reports.general.help import help_for, keys_below, more_keys_below
from reports.general.presses import LanguagePress
from reports.message.language import Language, speaking
from reports.message.language import gettext as _
from reports.message.markup import fill
from reports.message.message import Button, Message

NAMES = {Language.RU: "Русский", Language.EN: "English"}
"""Each in its own language: whoever is lost in the other one finds it."""


def make_router(runner: Runner) -> Router:
    router = Router(name="menu")

    @router.message(Command("menu"), flags=access(EVERYBODY))
    async def hear_menu_command(_message: TelegramMessage, command: CommandObject, talk: Talk) -> Replies:
        return Say(more_keys_below(talk.actor) if command.args == "more" else keys_below(talk.actor))

    @router.message(Command("help"), flags=access(EVERYBODY))
    async def hear_help_command(_message: TelegramMessage, talk: Talk) -> Replies:
        return Say(await help_for(talk.tx, talk.actor))

    @router.message(Command("cancel"), flags=access(EVERYBODY))
    async def cancel(_message: TelegramMessage, talk: Talk) -> Replies:
        left = await runner.cancel(talk)
        return left or Say(Message(fill(_("Nothing is open, there is nothing to leave."))))

    @router.message(Command("lang"), flags=access(EVERYBODY))
    async def hear_lang_command(_message: TelegramMessage) -> Replies:
        row = tuple(Button(NAMES[each], LanguagePress(language=each).pack()) for each in Language)
        return Say(Message(fill(_("Which language?")), (row,)))

    @router.callback_query(Pressed(LanguagePress), flags=access(EVERYBODY))
    async def press_language(_query: CallbackQuery, callback_data: LanguagePress, talk: Talk) -> Replies:
        """At once: the note, the keys and Telegram's own list."""
        chosen = callback_data.language
        await talk.mine.people.set_language(chosen)
        actor = replace(talk.actor, language=chosen)
        with speaking(chosen):
            note = Message(fill(_("Language: {language}"), language=NAMES[chosen]))
            return [Redraw(note), Say(keys_below(actor)), show_commands(actor)]

    return router

"""What no other conversation took: it stands last. A forged button must look like one that is not yours."""

import re

from aiogram import Router
from aiogram.types import CallbackQuery
from aiogram.types import Message as TelegramMessage

from handlers.dialog.model import Talk
from handlers.dialog.open_dialog import LONGEST_TEXT
from handlers.dialog.runner import Runner
from handlers.framework.access import EVERYBODY, access
from handlers.framework.replies import Replies, Say
from reports.message.language import gettext as _
from reports.message.markup import fill
from reports.message.message import Message
from sales.core.errors import NotYoursError
from sales.core.words import clean

LONGEST_ECHO = 32

LIKE_A_COMMAND = re.compile(r"/[^\W\d]{1,32}(?:@\w+)?(?:\s|$)")
"""A slip in a command's name; what an exchange signs with may begin with a slash, too, and holds more than letters."""


def make_router(runner: Runner) -> Router:
    router = Router(name="unknown")

    @router.callback_query(flags=access(EVERYBODY))
    async def press_unknown(_query: CallbackQuery) -> Replies:
        raise NotYoursError

    @router.message(flags=access(EVERYBODY))
    async def hear_unknown(message: TelegramMessage, talk: Talk) -> Replies:
        state = await talk.mine.dialogs.current()
        step = None if state is None else runner.step_of(state)
        if message.text and step is not None and step.secret and LIKE_A_COMMAND.match(message.text) is None:
            return await runner.write(talk, clean(message.text, LONGEST_TEXT)) or []
        text = clean(message.text or "", LONGEST_ECHO)
        if text.startswith("/"):
            known = fill(_("I do not know {command}.\nEverything I can do: /menu"), command=text.split()[0])
            return Say(Message(known))
        return Say(Message(fill(_("I did not understand that.\nEverything I can do: /menu, examples: /help"))))

    return router

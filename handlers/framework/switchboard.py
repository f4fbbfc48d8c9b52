"""
Which handlers are asked at all.

A hundred and twenty of them hear a press and sixty a message, and aiogram asks each in its turn: a millisecond, before
the last one hears its press. Most hear one command, or one shape of a press, and the first word tells which.
"""

from typing import Any

from aiogram import Router
from aiogram.dispatcher.event.handler import HandlerObject
from aiogram.dispatcher.event.telegram import TelegramEventObserver
from aiogram.filters import Command
from aiogram.types import CallbackQuery, TelegramObject
from aiogram.types import Message as TelegramMessage

from handlers.framework.pressed import Pressed
from reports.message.press import SEPARATOR

SLASH = "/"


class Switchboard(TelegramEventObserver):
    """Asks, in their order, those that may hear what begins with that word, and those that any word may concern."""

    def __init__(self, router: Router, event_name: str) -> None:
        super().__init__(router, event_name)
        self._lines: dict[str, TelegramEventObserver] = {}
        self._words: frozenset[str] = frozenset()

    async def trigger(self, event: TelegramObject, **kwargs: Any) -> Any:
        """As aiogram's: what the first handler answers that takes it, or UNHANDLED."""
        return await self._find_line(_find_word(event)).trigger(event, **kwargs)

    def _find_line(self, word: str) -> TelegramEventObserver:
        if not self._lines:
            self._words = frozenset[str]().union(*(_find_words(each) or () for each in self.handlers))
        known = word if word in self._words else ""
        if known not in self._lines:
            line = self._lines[known] = TelegramEventObserver(self.router, self.event_name)
            line.handlers.extend(each for each in self.handlers if _may_hear(each, known))
        return self._lines[known]


class OneRouter(Router):
    """What is typed and pressed goes over a switchboard. All handlers are there before the first event comes."""

    def __init__(self, *, name: str) -> None:
        super().__init__(name=name)
        self.message = self.observers["message"] = Switchboard(self, "message")
        self.callback_query = self.observers["callback_query"] = Switchboard(self, "callback_query")


def _may_hear(handler: HandlerObject, word: str) -> bool:
    words = _find_words(handler)
    return words is None or word in words


def _find_words(handler: HandlerObject) -> frozenset[str] | None:
    """None: any."""
    for each in handler.filters or ():
        match each.callback:
            case Pressed(shape=shape):
                return frozenset({shape.prefix})
            case Command(commands=commands, prefix=prefix, ignore_case=False) if prefix == SLASH:
                names = [name for name in commands if isinstance(name, str)]
                return frozenset(SLASH + name for name in names) if len(names) == len(commands) else None
            case _:
                pass
    return None


def _find_word(event: TelegramObject) -> str:
    """Of a press its shape, of a message its command; of anything else none."""
    match event:
        case CallbackQuery(data=str(data)):
            return data.partition(SEPARATOR)[0]
        case TelegramMessage():
            first = ((event.text or event.caption or "").split(maxsplit=1) or [""])[0]
            return first.partition("@")[0] if first.startswith(SLASH) else ""
        case _:
            return ""

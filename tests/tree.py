"""The tree of routers as tests look at it: every handler, whom it lets in, and what it listens to."""

import inspect
from collections.abc import Iterator
from dataclasses import dataclass

from aiogram import Router
from aiogram.dispatcher.event.handler import HandlerObject
from aiogram.filters import Command, CommandStart

from bot.app import make_dispatcher
from handlers.framework.pressed import Pressed
from handlers.general.opening import Opens
from reports.views import VIEWS
from sales.core.people import Role
from tests.forgeries import Shape


@dataclass(frozen=True)
class Handler:
    module: str
    name: str
    event: str
    access: object
    """A frozenset of roles, «strangers», or None where nothing is declared."""
    commands: frozenset[str]
    pressed: tuple[Pressed, ...]
    opens: bool
    """Any view that a button may open."""
    takes: object
    """What the handler is annotated to be given as `callback_data`; None where it takes none."""

    @property
    def shapes(self) -> tuple[Shape, ...]:
        opened = (view for view in VIEWS.values() if view.opens_for) if self.opens else ()
        return (*(each.shape for each in self.pressed), *opened)

    @property
    def roles(self) -> frozenset[Role]:
        return self.access if isinstance(self.access, frozenset) else frozenset()


def handlers() -> list[Handler]:
    return list(_under(make_dispatcher()))


def _under(router: Router) -> Iterator[Handler]:
    for event, observer in router.observers.items():
        for handler in observer.handlers if event not in {"update", "error"} else ():
            yield _described(event, handler)
    for each in router.sub_routers:
        yield from _under(each)


def _described(event: str, handler: HandlerObject) -> Handler:
    commands: set[str] = set()
    pressed: list[Pressed] = []
    for each in handler.filters or ():
        if isinstance(each.callback, CommandStart):
            commands.add("start")
        elif isinstance(each.callback, Command):
            commands |= {str(command) for command in each.callback.commands}
        elif isinstance(each.callback, Pressed):
            pressed.append(each.callback)
    opens = any(isinstance(each.callback, Opens) for each in handler.filters or ())
    takes = inspect.get_annotations(handler.callback).get("callback_data")
    name = getattr(handler.callback, "__name__", "?")
    module = getattr(handler.callback, "__module__", "?").removeprefix("handlers.")
    return Handler(module, name, event, handler.flags.get("access"), frozenset(commands), tuple(pressed), opens, takes)

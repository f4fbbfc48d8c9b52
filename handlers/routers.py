"""All conversations in their order: commands and buttons first, then the open dialog, then free text."""

from aiogram import Router

from handlers import open_dialog, start
from handlers.dialog.runner import Runner


def make_runner() -> Runner:
    return Runner([])


def make_router() -> Router:
    """A router can be attached once per process, so it is made anew by every call."""
    runner = make_runner()
    root = Router(name="reper")
    root.include_routers(start.make_router(), open_dialog.make_router(runner))
    return root

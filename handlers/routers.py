"""All conversations in their order: commands and buttons first, then the open dialog, then free text."""

from aiogram import Router

from handlers import handover, invite, membership, menu, open_dialog, start, strangers, team, unknown
from handlers.department import department_dialog
from handlers.dialog.runner import Runner
from handlers.invite import invite_dialog
from handlers.person_name import rename_dialog


def make_runner() -> Runner:
    return Runner([department_dialog(), invite_dialog(), rename_dialog()])


def make_router() -> Router:
    """A router can be attached once per process, so it is made anew by every call."""
    runner = make_runner()
    root = Router(name="reper")
    root.include_routers(
        start.make_router(runner),
        strangers.make_router(),
        membership.make_router(),
        menu.make_router(runner),
        invite.make_router(runner),
        team.make_router(runner),
        handover.make_router(),
        open_dialog.make_router(runner),
        unknown.make_router(),
    )
    return root

"""All conversations in their order: commands and buttons first, then the open dialog, then free text."""

from aiogram import Router

from handlers import (
    call,
    cards,
    checkin_commands,
    checkins,
    day,
    fact,
    handover,
    invite,
    meet,
    membership,
    menu,
    open_dialog,
    pay,
    reminders,
    start,
    stats,
    strangers,
    summaries,
    team,
    today,
    undo,
    unknown,
    walk,
)
from handlers.checkin_answers import ANSWER
from handlers.department import department_dialog
from handlers.dialog.runner import Runner
from handlers.edit_payment import EDIT
from handlers.invite import invite_dialog
from handlers.person_name import rename_dialog
from handlers.plans import DONE, NEXT, REPLAN
from handlers.rest import REST


def make_runner() -> Runner:
    logging = (call.CALL, meet.MEET, pay.PAY, fact.FACT)
    after = (NEXT, REPLAN, DONE, EDIT, REST, walk.WALK)
    return Runner([department_dialog(), invite_dialog(), rename_dialog(), *logging, *after, ANSWER])


def make_router() -> Router:
    """A router can be attached once per process, so it is made anew by every call."""
    runner = make_runner()
    root = Router(name="reper")
    root.include_routers(
        start.make_router(runner),
        strangers.make_router(),
        membership.make_router(),
        menu.make_router(runner),
        call.make_router(runner),
        meet.make_router(runner),
        pay.make_router(runner),
        fact.make_router(runner),
        undo.make_router(),
        cards.make_router(runner),
        reminders.make_router(runner),
        today.make_router(runner),
        walk.make_router(runner),
        stats.make_router(),
        day.make_router(),
        checkin_commands.make_router(),
        checkins.make_router(runner),
        summaries.make_router(),
        invite.make_router(runner),
        team.make_router(runner),
        handover.make_router(),
        open_dialog.make_router(runner),
        unknown.make_router(),
    )
    return root

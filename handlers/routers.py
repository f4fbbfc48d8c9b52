"""All conversations in their order: commands and buttons first, then the open dialog, then free text."""

from aiogram import Router

from handlers.absences import absence
from handlers.absences.dialog import ABSENCE
from handlers.activities import cards, day, reminders, today, walk
from handlers.activities.call import CALL
from handlers.activities.meet import MEET
from handlers.activities.minutes import MINUTES
from handlers.activities.plans import DONE, NEXT, REPLAN
from handlers.asks import asks
from handlers.asks.ask_forms import ANSWER_ASK
from handlers.asks.discounts import ASK_DISCOUNT
from handlers.asks.help import HELP
from handlers.asks.notes import NOTE
from handlers.asks.task import TASK
from handlers.bank import statement as bank_statement
from handlers.bank.client import BANK_CLIENT
from handlers.checkins import checkin_commands, checkins, summaries
from handlers.checkins.checkin_answers import ANSWER
from handlers.clients import (
    card_line,
    client_card,
    clients,
    contact,
    edit,
    export,
    forget,
    handover,
    merging,
    new_client,
    territories,
)
from handlers.cold import cold
from handlers.cold.again import COLD_AGAIN
from handlers.deals import deals, nps, periods
from handlers.deals.edit import EDIT_DEAL
from handlers.deals.losing import LOST_DEAL
from handlers.deals.new_deal import NEW_DEAL
from handlers.deals.paper_file import PAPER_FILE
from handlers.deals.periods import ROI
from handlers.debts import debts
from handlers.debts.debt_forms import DEBT, WRITE_OFF
from handlers.dialog import begun_by_command, open_dialog, resuming
from handlers.dialog.runner import Runner
from handlers.door import connections, pasted
from handlers.enquiries import enquiries
from handlers.entry.asking.dialog import ENTRY
from handlers.entry.doors import attached, command_words, entry, forwarded, meanwhile, shared_contact
from handlers.entry.doors import edits as entry_edits
from handlers.entry.doors.attach_dialog import ATTACH
from handlers.entry.doors.forwarded import LETTER
from handlers.entry.doors.shared_contact import CONTACT
from handlers.files import door
from handlers.files.which import FILE_PURPOSE
from handlers.framework.switchboard import OneRouter
from handlers.general import asking, last, membership, menu, opening, start, strangers, undo, unknown
from handlers.groups import groups, in_group
from handlers.imports import imports
from handlers.inline import chosen
from handlers.inline import search as inline_search
from handlers.payments import confirm_day, held
from handlers.payments.edit_payment import EDIT
from handlers.payments.fact import FACT
from handlers.payments.pay import PAY
from handlers.payments.rest import REST
from handlers.people import invite, place, team
from handlers.people.invite import invite_dialog
from handlers.people.person_name import rename_dialog
from handlers.people.person_numbers import NUMBERS
from handlers.plans import norms, plan, proration
from handlers.plans.entry import PLAN
from handlers.plans.file import PLAN_FILE
from handlers.results import bonus, month_close, stats
from handlers.road import near
from handlers.settings import backup, settings, stages
from handlers.settings.department import department_dialog
from handlers.settings.settings_dialog import SETTINGS
from handlers.settings.stages import STAGE
from handlers.svod import svod
from handlers.telephony import calls
from handlers.telephony.file import CALL_LOG
from handlers.telephony.whose import WHOSE
from handlers.tomorrow import tomorrow
from handlers.tomorrow.tomorrow import TOMORROW
from handlers.visits import calendar as own_calendar
from handlers.visits import visits
from handlers.week import week

RECORDING = (CALL, MEET, PAY, FACT)
"""Begun by the command of their name."""


def make_runner() -> Runner:
    """All dialogs there are; one that is not named here cannot be opened."""
    after = (
        territories.TERRITORY,
        NEXT,
        REPLAN,
        DONE,
        EDIT,
        EDIT_DEAL,
        LOST_DEAL,
        PAPER_FILE,
        NEW_DEAL,
        nps.NPS,
        ROI,
        REST,
        walk.WALK,
    )
    typed = (asking.ASK, MINUTES, ENTRY, ATTACH, LETTER, CONTACT, FILE_PURPOSE)
    of_clients = (
        edit.CLIENT_EDIT,
        card_line.CARD_LINE,
        contact.CLIENT_CONTACT,
        new_client.NEW_CLIENT,
        forget.FORGET_CLIENT,
    )
    of_department = (
        department_dialog(),
        invite_dialog(),
        rename_dialog(),
        NUMBERS,
        WHOSE,
        CALL_LOG,
        ABSENCE,
        SETTINGS,
        STAGE,
        connections.CONNECTION,
    )
    asked = (ANSWER, TOMORROW, PLAN, PLAN_FILE, norms.NORM, bonus.BONUS_RULE, BANK_CLIENT, DEBT, WRITE_OFF, COLD_AGAIN)
    of_asks = (TASK, HELP, ASK_DISCOUNT, NOTE, ANSWER_ASK)
    return Runner([*of_department, *of_clients, *RECORDING, *after, *typed, *asked, *of_asks])


def make_router() -> Router:
    """A router can be attached once per process, so it is made anew by every call."""
    runner = make_runner()
    return _in_one(
        in_group.make_router(),
        start.make_router(runner),
        strangers.make_router(),
        membership.make_router(),
        pasted.make_router(runner),
        menu.make_router(runner),
        opening.make_router(),
        inline_search.make_router(),
        chosen.make_router(runner),
        asking.make_router(runner),
        command_words.make_router(runner, *RECORDING),
        command_words.make_task_router(runner),
        begun_by_command.make_router(runner, *RECORDING),
        undo.make_router(),
        last.make_router(runner),
        cards.make_router(runner),
        held.make_router(),
        confirm_day.make_router(),
        reminders.make_router(runner),
        today.make_router(runner),
        walk.make_router(runner),
        stats.make_router(),
        plan.make_router(runner),
        door.make_router(runner),
        imports.make_router(),
        export.make_router(),
        merging.make_router(),
        bank_statement.make_router(runner),
        norms.make_router(runner),
        proration.make_router(runner),
        day.make_router(),
        checkin_commands.make_router(),
        checkins.make_router(runner),
        month_close.make_router(),
        bonus.make_router(runner),
        svod.make_router(),
        tomorrow.make_router(runner),
        week.make_router(runner),
        visits.make_router(runner),
        own_calendar.make_router(),
        absence.make_router(runner),
        settings.make_router(runner),
        groups.make_router(),
        stages.make_router(runner),
        connections.make_router(runner),
        enquiries.make_router(runner),
        calls.make_router(runner),
        summaries.make_router(),
        invite.make_router(runner),
        team.make_router(runner),
        place.make_router(),
        handover.make_router(),
        backup.make_router(),
        client_card.make_router(runner),
        deals.make_router(runner),
        debts.make_router(runner),
        near.make_router(runner),
        cold.make_router(runner),
        asks.make_router(runner),
        periods.make_router(runner),
        nps.make_router(),
        clients.make_router(),
        contact.make_router(runner),
        edit.make_router(runner),
        new_client.make_router(runner),
        territories.make_router(runner),
        forwarded.make_router(runner),
        attached.make_album_router(runner),
        resuming.make_router(runner),
        open_dialog.make_router(runner, meanwhile.question_about),
        entry_edits.make_router(runner),
        shared_contact.make_router(runner),
        attached.make_router(runner),
        entry.make_router(runner),
        unknown.make_router(runner),
    )


def _in_one(*routers: Router) -> Router:
    """All handlers in their order, in one router with a switchboard: aiogram asks each, and each takes its time.

    Raises ValueError for a router that has more than handlers: the rest of it would be lost.
    """
    root = OneRouter(name="reper")
    for router in routers:
        if more := _beside_handlers(router):
            raise ValueError(f"the router {router.name!r} has {more}, which flattening would drop")
        for event, observer in router.observers.items():
            root.observers[event].handlers.extend(observer.handlers)
    return root


def _beside_handlers(router: Router) -> str:
    """What a router has that is not a handler, in words; empty for one that can be flattened."""
    observers = router.observers.values()
    found = {
        "sub-routers": router.sub_routers,
        "filters": [each for each in observers if each._handler.filters],  # noqa: SLF001  aiogram has no public way
        "middlewares": [each for each in observers if [*each.middleware, *each.outer_middleware]],
        "deeds at start or end": [*router.startup.handlers, *router.shutdown.handlers],
    }
    return ", ".join(name for name, kept in found.items() if kept)

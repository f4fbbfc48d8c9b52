"""Words on the buttons and plain questions, typed outside a form: answered by the views that there are."""

import re
from collections.abc import Awaitable, Callable
from datetime import date

from handlers.checkins.checkin_commands import checkin_of
from handlers.checkins.checkins import current_of, show_checkin
from handlers.debts.debts import hear_dispute
from handlers.dialog.model import Talk
from handlers.dialog.runner import Runner
from handlers.entry.doors.names import card_of, show_found_like
from handlers.entry.line.draft import DIALOG, EntryDraft
from handlers.entry.line.new_client import create_client, set_inn
from handlers.framework.replies import Replies, Say
from handlers.plans.plan import plan_of
from handlers.tomorrow.tomorrow import workday_ahead
from handlers.week.week import this_week
from reports.activities.today import TodayView
from reports.asks.ask import TASKED
from reports.asks.asks import AsksView
from reports.clients.clients import ClientsView
from reports.debts.debts import DebtsView
from reports.entry.answers import greet, not_there_yet, say_thanks
from reports.general.help import help_for, keys_below
from reports.message.language import gettext as _
from reports.message.markup import fill
from reports.message.message import Message
from reports.results.presses import StatsPeriod
from reports.results.stats import StatsView
from reports.svod.svod import SvodView
from sales.core.errors import AlreadyDoneError
from sales.core.people import SELLERS
from sales.entry.clients.names import Found
from sales.entry.deeds.verbs import Verb
from sales.entry.lines.understood import Entry
from sales.entry.talk.intent_words import IntentKind
from sales.entry.talk.intents import Intent
from sales.results.periods import read_period

Answer = Callable[[Talk, Intent], Awaitable[Replies]]

LONGEST_ECHO = 120
_MONTH = re.compile("месяц|month")
_WEEK = re.compile("недел|week")


async def answer_intent(runner: Runner, talk: Talk, intent: Intent, text: str, draft_id: str) -> Replies:
    """`text`: as it was typed, for what is only echoed; `draft_id`: of the message, a client is made once."""
    match intent.kind:
        case IntentKind.THANKS:
            return Say(Message(say_thanks(in_words=any(sign.isalpha() for sign in text) and _is_thanks(text))))
        case IntentKind.DEAL_WORDS:
            return Say(Message(not_there_yet(text[:LONGEST_ECHO])))
        case IntentKind.DISPUTE:
            return await hear_dispute(runner, talk, intent)
        case IntentKind.NEW_CLIENT:
            return await create_client(runner, talk, intent, draft_id)
        case IntentKind.SET_INN:
            return await set_inn(runner, talk, intent, draft_id)
        case IntentKind.MOVE_ALL:
            return await _move_all(runner, talk, intent, text)
        case kind:
            return await ANSWERS[kind](talk, intent)


def _is_thanks(text: str) -> bool:
    return re.search("спас|спс|благодар|пасиб|thank|thx", text.casefold()) is not None


async def _today(talk: Talk, intent: Intent) -> Replies:
    del intent
    return Say(TodayView()) if talk.actor.role in SELLERS else Say(StatsView())


async def _tomorrow(talk: Talk, intent: Intent) -> Replies:
    return await workday_ahead(talk) if talk.actor.role in SELLERS else await _week(talk, intent)


async def _week(talk: Talk, intent: Intent) -> Replies:
    del intent
    return await this_week(talk)


async def _checkin(talk: Talk, intent: Intent) -> Replies:
    del intent
    return await checkin_of(talk)


async def _plan(talk: Talk, intent: Intent) -> Replies:
    del intent
    return await plan_of(talk)


async def _menu(talk: Talk, intent: Intent) -> Replies:
    del intent
    return Say(keys_below(talk.actor))


async def _help(talk: Talk, intent: Intent) -> Replies:
    del intent
    return Say(help_for(talk.actor, await talk.mine.departments.read_own()))


async def _stats(talk: Talk, intent: Intent) -> Replies:
    """«сколько пришло за неделю»: the figures of that period."""
    del talk
    said = intent.text.casefold()
    if _MONTH.search(said):
        return Say(StatsView(period=StatsPeriod.MONTH))
    return Say(StatsView(period=StatsPeriod.WEEK if _WEEK.search(said) else StatsPeriod.DAY))


async def _svod(talk: Talk, intent: Intent) -> Replies:
    days = read_period(intent.text, talk.today) or read_period("", talk.today)
    return Say(SvodView(first=days[0], last=days[1])) if days else Say(StatsView())


async def _list_awaited(talk: Talk, intent: Intent) -> Replies:
    said = intent.text.casefold()
    if "завтра" in said:
        return await _tomorrow(talk, intent)
    return await _week(talk, intent) if _WEEK.search(said) else await _today(talk, intent)


async def _tasks(talk: Talk, intent: Intent) -> Replies:
    if talk.actor.role not in TASKED:
        return await _today(talk, intent)
    return Say(AsksView())


async def _debts(talk: Talk, intent: Intent) -> Replies:
    del talk, intent
    return Say(DebtsView())


async def _clients(talk: Talk, intent: Intent) -> Replies:
    del talk, intent
    return Say(ClientsView())


async def _leave_unchanged(talk: Talk, intent: Intent) -> Replies:
    """«без изменений» answers the check-in that stands open."""
    del intent
    asked = await talk.tx.system.checkins.last_of(talk.actor.person_id, talk.today)
    current = await current_of(talk) if asked is not None and asked.answered_at is None else None
    if current is None:
        return Say(Message(fill(_("No check-in is open now, there is nothing to answer."))))
    try:
        await talk.mine.checkins.leave_unchanged(current.id)
    except AlreadyDoneError:
        return Say(Message(fill(_("No check-in is open now, there is nothing to answer."))))
    return [Say(Message(fill(_("Recorded: no change")))), show_checkin(current)]


async def _greeting(talk: Talk, intent: Intent) -> Replies:
    del intent
    return Say(Message(greet(talk.actor.name)))


async def _card(talk: Talk, intent: Intent) -> Replies:
    return await card_of(talk, intent.client) or await show_found_like(talk, intent.text)


async def _find(talk: Talk, intent: Intent) -> Replies:
    if isinstance(intent.client, Found):
        return await _card(talk, intent)
    return await show_found_like(talk, intent.text)


async def _move_all(runner: Runner, talk: Talk, intent: Intent, text: str) -> Replies:
    """Asked with how many, and why: one tap moves them all."""
    due = await talk.mine.payments.list_due(talk.today, talk.actor.person_id)
    if talk.actor.role not in SELLERS or not due:
        return Say(Message(fill(_("No payment is expected today, there is nothing to move."))))
    if not isinstance(intent.day, date) or intent.day <= talk.today:
        return Say(Message(fill(_("Move them to what day? For example: move all to tomorrow"))))
    entry = Entry(text=text, said_on=talk.today, verb=Verb.MOVE, day=intent.day)
    return await runner.open(talk, DIALOG, EntryDraft(entry=entry), "all")


ANSWERS: dict[IntentKind, Answer] = {
    IntentKind.TODAY: _today,
    IntentKind.TOMORROW: _tomorrow,
    IntentKind.WEEK: _week,
    IntentKind.MENU: _menu,
    IntentKind.HELP: _help,
    IntentKind.CHECKIN: _checkin,
    IntentKind.NO_CHANGES: _leave_unchanged,
    IntentKind.PLAN: _plan,
    IntentKind.STATS: _stats,
    IntentKind.SVOD: _svod,
    IntentKind.CLIENTS: _clients,
    IntentKind.TASKS: _tasks,
    IntentKind.DEBTS: _debts,
    IntentKind.NEED: _stats,
    IntentKind.CAME: _stats,
    IntentKind.AWAITED: _list_awaited,
    IntentKind.CARD: _card,
    IntentKind.FIND: _find,
    IntentKind.GREETING: _greeting,
}

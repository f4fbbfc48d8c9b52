"""Words on the buttons and plain questions, typed outside a form: answered by the views that there are."""

import re
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import date

from handlers.checkins.checkin_answers import note_step
from handlers.checkins.checkin_commands import checkin_of, who_of
from handlers.checkins.checkins import current_of, show_checkin
from handlers.debts.debts import hear_dispute
from handlers.dialog.model import Talk
from handlers.dialog.runner import Runner
from handlers.entry.doors.about_people import answer_about_person, find_asked_monday, with_visits
from handlers.entry.doors.client_told import TOLD
from handlers.entry.doors.deal_words import list_deals, show_figures
from handlers.entry.doors.names import card_of, show_found_like
from handlers.entry.line.draft import DIALOG, EntryDraft
from handlers.entry.line.new_client import create_client, set_inn
from handlers.framework.access import CLIENT_EDITORS
from handlers.framework.replies import Replies, Say
from handlers.plans.plan import plan_of
from handlers.tomorrow.tomorrow import workday_ahead
from handlers.week.week import this_week
from reports.activities.day_log import DayView
from reports.activities.today import TodayView
from reports.asks.ask import TASKED
from reports.asks.asks import AsksView
from reports.clients.client_card import ClientCard
from reports.clients.clients import ClientListView, ClientsView
from reports.debts.debts import DebtsView
from reports.entry.answers import greet, not_there_yet, say_thanks
from reports.general.help import help_for, keys_below
from reports.message.language import gettext as _
from reports.message.markup import fill
from reports.message.message import Message
from reports.payments.confirm_day import ConfirmDayView
from reports.results.accuracy import AccuracyView
from reports.results.forecast import ForecastView
from reports.results.presses import StatsPeriod
from reports.results.stats import StatsView, days_of
from reports.svod.svod import SvodView
from reports.tomorrow.evening import day_ahead
from reports.visits.team import TeamVisitsView
from reports.visits.week import VisitsView
from sales.calendar.calendar import DAY, month_of, week_of
from sales.clients.sections import Section
from sales.core.errors import AlreadyDoneError
from sales.core.people import SELLERS, WATCHERS
from sales.entry.clients.names import Found
from sales.entry.days.dates import Leaning
from sales.entry.deeds.verbs import Verb
from sales.entry.lines.understood import Entry
from sales.entry.talk.intent_kinds import IntentKind
from sales.entry.talk.intents import Intent
from sales.results.asked_days import read_asked_days
from sales.results.periods import read_period

Answer = Callable[[Talk, Intent], Awaitable[Replies]]

LONGEST_ECHO = 120


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
    """The money of the next workday; and what is to be done on it, where there is anything."""
    if talk.actor.role not in SELLERS:
        return await _week(talk, intent)
    return await with_visits(
        talk, await workday_ahead(talk), await day_ahead(talk.tx, talk.actor.person_id, talk.today)
    )


async def _week(talk: Talk, intent: Intent) -> Replies:
    """«что на пятницу»: its week, and what is planned on the day itself."""
    first, last = read_asked_days(intent.period, talk.today, Leaning.AHEAD) or (None, talk.today)
    week = await this_week(talk, await find_asked_monday(talk, intent.period))
    return await with_visits(talk, week, last if first == last and talk.actor.role in SELLERS else None)


async def _visits(talk: Talk, intent: Intent) -> Replies:
    monday = await find_asked_monday(talk, intent.period)
    if talk.actor.role in SELLERS:
        return Say(VisitsView(monday=monday))
    return Say(TeamVisitsView(monday=monday))


async def _list_forgotten(talk: Talk, intent: Intent) -> Replies:
    del talk, intent
    return Say(ClientListView(section=Section.FORGOTTEN))


async def _list_silent(talk: Talk, intent: Intent) -> Replies:
    return await who_of(talk) if talk.actor.role in WATCHERS else await _checkin(talk, intent)


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
    return Say(await help_for(talk.tx, talk.actor))


async def _stats(talk: Talk, intent: Intent) -> Replies:
    """«сколько пришло за неделю»: the figures of those days."""
    days = read_asked_days(intent.period or intent.text.casefold(), talk.today)
    if days is None:
        return Say(StatsView())
    shown = {days_of(each, talk.today): each for each in StatsPeriod}
    if days in shown:
        return Say(StatsView(period=shown[days]))
    if days[0] == days[1]:
        return Say(DayView(day=days[0]))
    return Say(SvodView(first=days[0], last=days[1]))


async def _svod(talk: Talk, intent: Intent) -> Replies:
    days = read_period(intent.text, talk.today) or read_period("", talk.today)
    return Say(SvodView(first=days[0], last=days[1])) if days else Say(StatsView())


async def _list_awaited(talk: Talk, intent: Intent) -> Replies:
    days = read_asked_days(intent.period or intent.text.casefold(), talk.today, Leaning.AHEAD)
    if days is None or days == (talk.today, talk.today):
        return await _today(talk, intent)
    if days == (talk.today + DAY, talk.today + DAY):
        return await _tomorrow(talk, intent)
    return await this_week(talk, week_of(max(talk.today, days[0]))[0])


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
    before = await talk.mine.checkins.answers_of(current.id)
    try:
        await talk.mine.checkins.leave_unchanged(current.id)
    except AlreadyDoneError:
        return Say(Message(fill(_("No check-in is open now, there is nothing to answer."))))
    await note_step(talk, current.id, before)
    return [Say(Message(fill(_("Recorded: no change")))), show_checkin(current)]


async def _ask_all_came(talk: Talk, intent: Intent) -> Replies:
    """«всё пришло» asks what its button asks: of today's rows, and how many they are."""
    current = await current_of(talk) if talk.actor.role in SELLERS else None
    return await _checkin(talk, intent) if current is None else show_checkin(current, asks_all=True)


async def _forecast(talk: Talk, intent: Intent) -> Replies:
    del intent
    first, last = month_of(talk.today)
    return Say(ForecastView(first=first, last=last))


async def _accuracy(talk: Talk, intent: Intent) -> Replies:
    del intent
    first, last = month_of(talk.today)
    return Say(AccuracyView(first=first, last=last))


async def _confirm_day(talk: Talk, intent: Intent) -> Replies:
    """Of the one department whose money the speaker confirms; of several, in their summaries."""
    seen = await talk.mine.departments.list_seen() if talk.actor.role in ConfirmDayView.opens_for else []
    if len(seen) != 1:
        return await _checkin(talk, intent)
    return Say(ConfirmDayView(department_id=seen[0].id, day=talk.today))


async def _greeting(talk: Talk, intent: Intent) -> Replies:
    del intent
    return Say(Message(greet(talk.actor.name)))


async def _card(talk: Talk, intent: Intent) -> Replies:
    return await card_of(talk, intent.client) or await show_found_like(talk, intent.text)


async def _mute(talk: Talk, intent: Intent) -> Replies:
    """«не звонить»: on the card, where it is taken back. Raises NotYoursError."""
    if not isinstance(intent.client, Found) or talk.actor.role not in CLIENT_EDITORS:
        return await _card(talk, intent)
    on = intent.kind is IntentKind.NOT_TO_BE_CALLED
    with suppress(AlreadyDoneError):
        await talk.mine.client_edits.set_do_not_call(intent.client.id, on=on)
    return Say(ClientCard(client_id=intent.client.id, said="" if on else _("🔔 May be called again")))


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
    IntentKind.ALL_CAME: _ask_all_came,
    IntentKind.FORECAST: _forecast,
    IntentKind.ACCURACY: _accuracy,
    IntentKind.CONFIRM_DAY: _confirm_day,
    IntentKind.PLAN: _plan,
    IntentKind.STATS: _stats,
    IntentKind.SVOD: _svod,
    IntentKind.FUNNEL: show_figures,
    IntentKind.KPI: show_figures,
    IntentKind.TOP: show_figures,
    IntentKind.DEALS: list_deals,
    IntentKind.CLIENTS: _clients,
    IntentKind.TASKS: _tasks,
    IntentKind.DEBTS: _debts,
    IntentKind.NEED: _stats,
    IntentKind.CAME: _stats,
    IntentKind.AWAITED: _list_awaited,
    IntentKind.CARD: _card,
    IntentKind.FIND: _find,
    IntentKind.NOT_TO_BE_CALLED: _mute,
    IntentKind.MAY_BE_CALLED: _mute,
    IntentKind.GREETING: _greeting,
    IntentKind.VISITS: _visits,
    IntentKind.FORGOTTEN: _list_forgotten,
    IntentKind.SILENT: _list_silent,
    IntentKind.PERSON: answer_about_person,
    **TOLD,
}

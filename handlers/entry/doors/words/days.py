"""Plain words for days, behind or ahead: «что на пятницу», «сколько пришло за неделю», «прогноз»."""

from typing import Final

from handlers.dialog.model import Talk
from handlers.entry.doors.words.answers import Answers
from handlers.entry.doors.words.people import find_asked_monday, with_visits
from handlers.framework.replies import Replies, Say
from handlers.plans.plan import plan_of
from handlers.tomorrow.tomorrow import workday_ahead
from handlers.week.week import this_week
from reports.activities.day_log import DayView
from reports.activities.today import TodayView
from reports.asks.ask import TASKED
from reports.asks.asks import AsksView
from reports.results.accuracy import AccuracyView
from reports.results.forecast import ForecastView
from reports.results.presses import StatsPeriod
from reports.results.stats import StatsView, days_of
from reports.svod.svod import SvodView
from reports.tomorrow.evening import day_ahead
from reports.visits.team import TeamVisitsView
from reports.visits.week import VisitsView
from sales.calendar.calendar import DAY, month_of, week_of
from sales.core.people import SELLERS
from sales.entry.days.dates import Leaning
from sales.entry.talk.intent_kinds import IntentKind
from sales.entry.talk.intents import Intent
from sales.results.asked_days import read_asked_days
from sales.results.periods import read_period


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
    days = read_period(intent.period or intent.text, talk.today) or read_period("", talk.today)
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


async def _plan(talk: Talk, intent: Intent) -> Replies:
    del intent
    return await plan_of(talk)


async def _forecast(talk: Talk, intent: Intent) -> Replies:
    del intent
    first, last = month_of(talk.today)
    return Say(ForecastView(first=first, last=last))


async def _accuracy(talk: Talk, intent: Intent) -> Replies:
    del intent
    first, last = month_of(talk.today)
    return Say(AccuracyView(first=first, last=last))


OF_DAYS: Final[Answers] = {
    IntentKind.TODAY: _today,
    IntentKind.TOMORROW: _tomorrow,
    IntentKind.WEEK: _week,
    IntentKind.VISITS: _visits,
    IntentKind.AWAITED: _list_awaited,
    IntentKind.TASKS: _tasks,
    IntentKind.STATS: _stats,
    IntentKind.CAME: _stats,
    IntentKind.NEED: _stats,
    IntentKind.SVOD: _svod,
    IntentKind.PLAN: _plan,
    IntentKind.FORECAST: _forecast,
    IntentKind.ACCURACY: _accuracy,
}
"""Answers by kind."""

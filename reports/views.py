"""
Views by name. A view is rendered when its message is sent, from the data of that moment, for one reader.

It answers None when there is nothing (any more) to show to this reader: the message is then not sent at all.
"""

from collections.abc import Awaitable, Callable
from typing import Any

from reports.absences.absence import absence_view
from reports.absences.away import away
from reports.activities.cards import activity_card, fact_card, payment_card
from reports.activities.day_log import day_log, day_people
from reports.activities.morning import morning
from reports.activities.reminder import reminder
from reports.activities.today import planned, today
from reports.checkins.checkin import checkin_reminder, checkin_view
from reports.checkins.summary import summary_view
from reports.checkins.summary_person import summary_person_view
from reports.checkins.who import who_view
from reports.clients.client_card import client_card
from reports.clients.holdings import giving, heirs, orphans
from reports.message.message import File, Message
from reports.people.team import leaving, person, team, unreachable
from reports.plans.book import plan_book
from reports.plans.nag import plan_nag
from reports.plans.norms import norms_of_view, norms_view
from reports.plans.person import own_plan_view, plan_person_view
from reports.plans.plans import plans_view
from reports.plans.proration import proration_view
from reports.results.accuracy import accuracy_view
from reports.results.bonus import bonus_book, bonus_view
from reports.results.bonus_rules import bonus_rules_view
from reports.results.forecast import forecast_view
from reports.results.month_close import month_close_view, slips_view
from reports.results.next_plans import next_plans_view
from reports.results.stats import stats
from reports.settings.backup import backup_view
from reports.settings.settings import schedule_view, settings_view
from reports.settings.work_calendar import calendar_day, calendar_view, unknown_year
from reports.svod.files import svod_book, svod_picture
from reports.svod.svod import svod
from reports.tomorrow.tomorrow import tomorrow_view
from reports.tomorrow.tomorrow_team import tomorrow_team_view
from reports.week.book import week_book
from reports.week.result import week_result
from reports.week.slips import week_slips
from reports.week.table import week_table
from reports.week.week import week
from storage.engine.actor import Actor
from storage.transaction import Transaction

ViewFunction = Callable[..., Awaitable[Message | File | None]]

VIEWS: dict[str, ViewFunction] = {
    "backup": backup_view,
    "absence": absence_view,
    "settings": settings_view,
    "schedule": schedule_view,
    "calendar": calendar_view,
    "calendar_day": calendar_day,
    "unknown_year": unknown_year,
    "away": away,
    "team": team,
    "person": person,
    "leaving": leaving,
    "unreachable": unreachable,
    "orphans": orphans,
    "heirs": heirs,
    "giving": giving,
    "payment_card": payment_card,
    "fact_card": fact_card,
    "activity_card": activity_card,
    "client_card": client_card,
    "checkin": checkin_view,
    "checkin_reminder": checkin_reminder,
    "summary": summary_view,
    "reminder": reminder,
    "morning": morning,
    "today": today,
    "planned": planned,
    "stats": stats,
    "day": day_log,
    "day_people": day_people,
    "summary_person": summary_person_view,
    "who": who_view,
    "svod": svod,
    "forecast": forecast_view,
    "accuracy": accuracy_view,
    "month_close": month_close_view,
    "month_slips": slips_view,
    "next_plans": next_plans_view,
    "bonus": bonus_view,
    "bonus_book": bonus_book,
    "bonus_rules": bonus_rules_view,
    "tomorrow": tomorrow_view,
    "tomorrow_team": tomorrow_team_view,
    "svod_picture": svod_picture,
    "svod_book": svod_book,
    "plans": plans_view,
    "plan_person": plan_person_view,
    "own_plan": own_plan_view,
    "proration": proration_view,
    "norms": norms_view,
    "norms_of": norms_of_view,
    "plan_book": plan_book,
    "plan_nag": plan_nag,
    "week": week,
    "week_table": week_table,
    "week_result": week_result,
    "week_book": week_book,
    "week_slips": week_slips,
}


FILES = frozenset({"svod_picture", "svod_book", "plan_book", "week_book", "bonus_book"})
"""Views that are pictures or workbooks: slow to make, and never sent again after an unknown outcome."""


async def render(name: str, tx: Transaction, reader: Actor, args: dict[str, Any]) -> Message | File | None:
    """Raises KeyError for a view that is not known to this version."""
    return await VIEWS[name](tx, reader, **args)

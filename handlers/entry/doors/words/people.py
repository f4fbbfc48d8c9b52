"""«что у Бориса?», asked by who watches them: answered by the screens of a person that there are."""

from datetime import date

from handlers.activities.planning import read_taken_on
from handlers.dialog.model import Talk
from handlers.framework.replies import Replies, Reply, Say
from reports.activities.day_log import DayView
from reports.deals.kpi import KpiView
from reports.debts.debts import DebtsView
from reports.message.language import gettext as _
from reports.message.markup import fill
from reports.message.message import Message, grid
from reports.message.view import View, button
from reports.visits.day import VisitDayView
from reports.visits.week import VisitsView
from reports.week.week import WeekView
from sales.calendar.calendar import week_of
from sales.entry.clients.names import Ambiguous, Found
from sales.entry.days.dates import Leaning
from sales.entry.talk.intent_kinds import IntentKind
from sales.entry.talk.intents import Intent
from sales.results.asked_days import read_asked_days
from storage.people.person import Person

AHEAD = frozenset({IntentKind.WEEK, IntentKind.TOMORROW, IntentKind.AWAITED, IntentKind.VISITS})
"""What is asked of days to come."""


async def answer_about_person(talk: Talk, intent: Intent) -> Replies:
    """Of two with one name each is offered. Raises NotYoursError."""
    if isinstance(intent.client, Ambiguous):
        each_day = [(each.name, DayView(day=talk.today, person_id=each.id)) for each in intent.client.candidates]
        rows = grid([button(name, view) for name, view in each_day], 2)
        return Say(Message(fill(_("Whose day?")), rows))
    if not isinstance(intent.client, Found):
        return Say(Message(fill(_("Whose day?"))))
    person = await talk.mine.people.person(intent.client.id)
    monday = await find_asked_monday(talk, intent.period)
    return Say(_choose_view(intent, person, monday, talk.today))


async def find_asked_monday(talk: Talk, period: str) -> date:
    """Of the week that is meant: a weekday without more is ahead, and a day off means the workday after it."""
    days = read_asked_days(period, talk.today, Leaning.AHEAD) or (talk.today, talk.today)
    is_day = days[0] == days[1]
    return week_of((await read_taken_on(talk, days[0])).day if is_day else days[0])[0]


async def with_visits(talk: Talk, money: Reply, day: date | None) -> Replies:
    """And what the speaker has to do on that day, where there is anything."""
    held = await talk.mine.visits.of_days(day, day, talk.actor.person_id) if day is not None else []
    return [money, Say(VisitDayView(day=day))] if day is not None and held else money


def _choose_view(intent: Intent, person: Person, monday: date, today: date) -> View:
    """Visits, the week ahead, figures of past days, or the day as it was recorded until now."""
    leaning = Leaning.AHEAD if intent.asks in AHEAD else Leaning.BEHIND
    days = read_asked_days(intent.period, today, leaning) or (today, today)
    if intent.asks is IntentKind.VISITS:
        return VisitsView(monday=monday, person_id=person.id)
    if intent.asks is IntentKind.DEBTS:
        return DebtsView(department_id=person.department_id or 0)
    if days[0] > today or intent.asks in AHEAD:
        return WeekView(monday=monday, person_id=person.id)
    department_id = person.department_id or 0
    if days[0] == days[1]:
        return DayView(day=days[0], department_id=department_id, person_id=person.id)
    return KpiView(department_id=department_id, person_id=person.id, first=days[0], last=days[1])

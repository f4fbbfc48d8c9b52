"""🗓 Визиты of a department: meetings of every manager day by day, against the norm."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from reports.message.columns import cut
from reports.message.format import weekday
from reports.message.language import gettext as _
from reports.message.language import pgettext
from reports.message.markup import bold, fill, lines
from reports.message.message import Message, grid
from reports.message.screens.empty import no_department, no_managers, sellers_of
from reports.message.screens.pages import Page
from reports.message.screens.switches import other_departments
from reports.message.tables import native_table, table_text
from reports.message.view import View, button
from reports.message.words.names import tell_apart
from reports.visits.book import VisitsWorkbook
from reports.visits.presses import TeamVisitsAddress, VisitsAddress
from reports.visits.week import tell_norm
from reports.visits.words import tell_span
from reports.week.presses import WeekTableAddress
from reports.week.words import tabs, turns
from sales.calendar.calendar import DAY, WorkCalendar, days_between, week_of
from sales.core.clock import local_date
from sales.core.money import Exact, half_up
from sales.core.people import WATCHERS
from sales.core.rights import Action
from sales.entry.days.dates import is_near
from sales.plans.norms import NormKind, count_owed
from storage.engine.actor import Actor
from storage.engine.scope import reaches_department
from storage.people.person import Person
from storage.settings.departments import Department, find_department
from storage.transaction import Transaction

PAGE = 9
FRIDAY = 4


@dataclass(frozen=True, slots=True)
class _Team:
    place: Department
    monday: date
    people: Sequence[Person]
    counts: Mapping[int, Mapping[date, int]]
    norms: Mapping[int, Exact]
    calendars: Mapping[int, WorkCalendar]

    @property
    def days(self) -> list[date]:
        """Monday to Friday, and days off with a meeting of somebody."""
        held = {day for counts in self.counts.values() for day in counts}
        week = days_between(self.monday, self.monday + DAY * 6)
        return [day for day in week if day.weekday() <= FRIDAY or day in held]

    def count(self, person_id: int) -> int:
        return sum(self.counts.get(person_id, {}).values())

    def tell_cell(self, person_id: int, day: date) -> str:
        """«2»; «·» of a workday without any, nothing of a day off."""
        count = self.counts.get(person_id, {}).get(day, 0)
        return str(count) if count else "·" if self.calendars[person_id].is_workday(day) else ""


class TeamVisitsView(View, TeamVisitsAddress):
    opens_for = WATCHERS

    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        seen = await tx.as_(reader).departments.list_seen()
        place = find_department(seen, self.department_id)
        if place is None:
            return None if seen else no_department()
        today = local_date(tx.clock.now(), place.zone)
        monday = self.monday or week_of(today)[0]
        reads = reaches_department(reader, Action.READ_RECORDS, place.id)
        if not reads or monday.weekday() or not is_near(monday, today):
            return None
        team = await _read(tx, reader, place, monday)
        here = TeamVisitsAddress(department_id=place.id, monday=monday)
        money = WeekTableAddress(department_id=place.id, monday=monday)
        book = button(_("📄 Excel"), VisitsWorkbook(monday=monday, department_id=place.id))
        shown = Page.of(self.page, len(team.people), PAGE)
        people = team.people[shown.first : shown.first + PAGE]
        names = tell_apart({each.id: each.name for each in team.people})
        ways = [button(cut(names[each.id]), VisitsAddress(monday=monday, person_id=each.id)) for each in people]
        turn = (*turns(monday, today, lambda first: here.but(monday=first)), book)
        foot = (*shown.draw_turns(here), turn, tabs(money, here, shows_visits=True))
        buttons = (*grid(ways, 3), *foot, *other_departments(here, seen, place))
        where = f" · {place.name}" if len(seen) > 1 else ""
        head = fill(_("🗓 Visits{where} · {days}"), where=where, days=bold(tell_span(monday)))
        if not people:
            step = no_managers(reader, place.id)
            return Message(lines(head, "", step.said), (*step.buttons, *buttons))
        every = [each.id for each in team.people]
        above = lines(head, tell_norm(sum(map(team.count, every)), half_up(sum(team.norms[each] for each in every))))
        shown_names = [names[each.id] for each in people]
        total = [pgettext("column", "of norm"), *(_tell_total(team, each.id) for each in people)]
        days = [[weekday(day)[:2], *(team.tell_cell(each.id, day) for each in people)] for day in team.days]
        even = table_text(shown_names, [*days, total])
        return Message(lines(above, "", even), buttons, table=native_table(shown_names, [*days, total], above))


async def _read(tx: Transaction, reader: Actor, place: Department, monday: date) -> _Team:
    people = await sellers_of(tx, reader, place.id)
    norms = await tx.as_(reader).norms.of_people(people)
    calendars = await tx.system.calendars.of_team(place.id)
    owed = {}
    for each in people:
        days = calendars[each.id].workdays_between(monday, monday + DAY * 6)
        norm = norms[each.id].get(NormKind.MEETINGS_A_WEEK, 0)
        owed[each.id] = count_owed(NormKind.MEETINGS_A_WEEK, norm, days, calendars[each.id])
    counts = await tx.as_(reader).visits.count_by_day(place.id, monday, monday + DAY * 6)
    return _Team(place, monday, people, counts, owed, calendars)


def _tell_total(team: _Team, person_id: int) -> str:
    norm = half_up(team.norms[person_id])
    return f"{team.count(person_id)}/{norm}" if norm else str(team.count(person_id))

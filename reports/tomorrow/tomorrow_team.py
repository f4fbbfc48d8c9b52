"""What the lead reads of the day ahead: in the last summary of the day one line, by a tap a line for every manager."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from reports.message.format import figure_of, long_day, percent, round_thousands, short, short_day, thousands
from reports.message.language import gettext as _
from reports.message.markup import bold, fill, lines
from reports.message.message import Message
from reports.message.view import View
from reports.message.words.names import tell_apart
from reports.svod.words import light_up
from reports.tomorrow.tomorrow import why
from sales.calendar.calendar import NoWorkdayError, WorkCalendar, month_of
from sales.core.errors import NotYoursError
from sales.core.money import Kopecks
from sales.plans.need import Need, need_per_day
from sales.plans.pace import DepartmentStanding, PaceRow, count_workdays, department_standing
from sales.plans.plans import Metric
from sales.tomorrow.tomorrow import Match, department_reconciliation
from sales.tomorrow.tomorrow_plan import PersonTomorrow
from storage.engine.actor import Actor
from storage.settings.departments import Department
from storage.transaction import Transaction

NAMED = 2
LARGEST_SHARE = 10**9
"""Whose week promised nothing of the day stands last."""


@dataclass(frozen=True, slots=True)
class MonthSoFar:
    """A department's month as the summary report tells it: all of its money, and its own plan where one is entered."""

    fact: Kopecks
    plan: Kopecks | None
    paced: DepartmentStanding


@dataclass(frozen=True, slots=True)
class TeamAhead:
    """A department's next workday: everybody's plan of it, what each needs, and the month's pace."""

    day: date
    people: tuple[PersonTomorrow, ...]
    needs: dict[int, Need]
    month: MonthSoFar
    away: frozenset[int]
    """Who does not work that day; where somebody stands in for them, their money is of the day's plan all the same."""

    @property
    def is_empty(self) -> bool:
        """Nobody has promised anything of the day."""
        return not any(each.week or each.current for each in self.people)


async def team_ahead(tx: Transaction, reader: Actor, department: Department, today: date) -> TeamAhead | None:
    """None where no workday is in sight. Raises NotYoursError."""
    usual = await tx.system.calendars.of_department(department.id)
    try:
        day = usual.next_workday(today)
    except NoWorkdayError:
        return None
    ahead = await tx.as_(reader).tomorrow_plans.of_department(department.id, day)
    calendars = await tx.system.calendars.of_team(department.id)
    away = frozenset(each.person_id for each in ahead if not calendars[each.person_id].is_workday(day))
    absences = await tx.as_(reader).absences.find(day)
    agreed = [each for each in absences if each.is_agreed and each.first <= day]
    stood_in = {each.person_id for each in agreed if each.substitute_id is not None}
    told = tuple(each for each in ahead if each.person_id not in away or (each.person_id in stood_in and each.current))
    needs = await _needs(tx, department, day, calendars)
    return TeamAhead(day, told, needs, await _month(tx, department, today, calendars), away)


async def _needs(
    tx: Transaction, department: Department, day: date, calendars: Mapping[int, WorkCalendar]
) -> dict[int, Need]:
    """What each one needs on that day, for its month's plan."""
    first, last = month_of(day)
    book = await tx.system.plans.book(department.id, first)
    done = await tx.system.plan_facts.sum_done(department.id, Metric.MONEY, first, last)
    found = {}
    for person in book.people:
        own = person.tenure(department.zone).on(calendars[person.id])
        found[person.id] = need_per_day(book.plan(person.id, first), done.get(person.id, 0), own.workdays(day, last))
    return found


async def _month(
    tx: Transaction, department: Department, today: date, calendars: Mapping[int, WorkCalendar]
) -> MonthSoFar:
    """How far the month of the evening is: its last workday closes it."""
    first, last = month_of(today)
    book = await tx.system.plans.book(department.id, first)
    done = await tx.system.plan_facts.sum_done(department.id, Metric.MONEY, first, last)
    standings, now = [], tx.clock.now()
    for person in book.people:
        own = person.tenure(department.zone).on(calendars[person.id])
        days = count_workdays(first, last, own, now, department.zone, department.day_close)
        standings.append(PaceRow(book.plan(person.id, first), done.get(person.id, 0), days))
    return MonthSoFar(sum(done.values()), book.of_department(first).value, department_standing(standings))


class TomorrowTeamView(View):
    """`day`: the one whose evening it is. Every manager, who covers the least of the week's plan first."""

    name = "tomorrow_team"

    department_id: int
    day: date

    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        try:
            department = next(
                each for each in await tx.as_(reader).departments.list_seen() if each.id == self.department_id
            )
            ahead = await team_ahead(tx, reader, department, self.day)
        except (NotYoursError, StopIteration):
            return None
        if ahead is None:
            return Message(fill(_("There is no workday ahead of you to plan.")))
        names = tell_apart({each.person_id: each.name for each in ahead.people})
        ordered = sorted(ahead.people, key=_count_covered)
        told = [line for each in ordered for line in ("", person_line(ahead, each, names[each.person_id]))]
        return Message(lines(fill(_("Plan for {day}"), day=bold(long_day(ahead.day))), *closing_lines(ahead), *told))


def _count_covered(person: PersonTomorrow) -> int:
    coverage = person.reconciliation.coverage
    return LARGEST_SHARE if coverage is None else coverage.tenths


def closing_lines(ahead: TeamAhead) -> list[Markup]:
    """«Завтра, пн 23.11: 1,25 млн · неделя 1,10, совпало 82,0 %», and how far the month is."""
    return [*_total_line(ahead), *_pace_line(ahead.month)]


def _total_line(ahead: TeamAhead) -> list[Markup]:
    found = department_reconciliation(each.reconciliation for each in ahead.people)
    if not found.tomorrow:
        return _alarm(ahead)
    told = fill(_("Planned for {day}: {sum}"), day=short_day(ahead.day), sum=bold(short(found.tomorrow)))
    if not found.week:
        return [told]
    matched = {"week": short(found.week), "coverage": percent(found.coverage)}
    return [fill(_("{told} · week {week}, {coverage} match"), told=told, **matched)]


def _alarm(ahead: TeamAhead) -> list[Markup]:
    """A day that nobody has anything in is the one that a lead has to hear of the evening before."""
    return [fill(_("⚠️ Nobody has a plan for {day}"), day=short_day(ahead.day))] if ahead.people else []


def _pace_line(month: MonthSoFar) -> list[Markup]:
    pace = month.paced.pace
    if pace is None or month.plan is None:
        return []
    money, lit = figure_of(month.fact, month.plan), light_up(percent(pace), month.paced.light)
    return [fill(_("Month: {money} · pace {pace}"), money=money, pace=lit)]


def person_line(ahead: TeamAhead, person: PersonTomorrow, name: str) -> Markup:
    """«Иванов: завтра 650 (неделя 565, совпало 79,6 %), нужно 133 ✅ · выпало: Ким 75 — ждём документы»"""
    found = person.reconciliation
    nothing = not found.tomorrow and not found.week
    said = _("nothing planned") if nothing else thousands(found.tomorrow)
    told = fill(_("{name}: {sum}"), name=bold(name), sum=said)
    if found.week:
        matched = {"week": thousands(found.week), "coverage": percent(found.coverage)}
        told = fill(_("{told} (week {week}, {coverage} match)"), told=told, **matched)
    need = ahead.needs.get(person.person_id, Need(None))
    if person.person_id in ahead.away:
        told = fill(_("{told} · away"), told=told)
    elif need.value:
        sign = "✅" if found.meets(need) else "⚠️"
        told = fill(
            _("{told}, needed {need} {sign}"), told=told, need=thousands(round_thousands(need.value)), sign=sign
        )
    if not nothing and person.is_silent:
        told = fill(_("{told} · not confirmed"), told=told)
    return lines(told, *_drop(person))


def _drop(person: PersonTomorrow) -> Iterable[Markup]:
    gone = person.reconciliation.of(Match.DROPPED)
    named = gone[:NAMED]
    for each in named:
        payment = person.payments.get(each.payment_id)
        client = payment.client_name if payment else "—"
        reason = why(person, each.payment_id)
        yield fill(_("dropped: {client} {sum} — {reason}"), client=client, sum=thousands(each.week or 0), reason=reason)
    if len(gone) > len(named):
        rest = sum(each.week or 0 for each in gone[NAMED:])
        yield fill(_("and {n} more, {sum}"), n=len(gone) - len(named), sum=thousands(rest))

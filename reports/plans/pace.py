"""How a manager stands in the month, and what is needed today: pace, days ahead, and the payments that close it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from reports.message.columns import cut
from reports.message.format import chance, figure, percent, round_thousands, short, short_day
from reports.message.language import gettext as _
from reports.message.language import ngettext
from reports.message.markup import bold, fill
from reports.message.words.roles import capital
from reports.plans.plans import of_plan
from reports.plans.words import month_title, value
from sales.calendar.calendar import WorkCalendar, month_of
from sales.core.clock import local_date
from sales.core.errors import NotYoursError
from sales.payments.awaited import Awaited
from sales.plans.need import NoNeed, find_first_day_left
from sales.plans.pace import Light, NoPace, PaceRow, count_workdays
from sales.plans.plans import Metric
from sales.results.forecast import what_closes
from storage.engine.actor import Actor
from storage.people.person import Person
from storage.plans.plan_book import PlanBook
from storage.settings.departments import Department
from storage.transaction import Transaction

LIGHTS = {Light.GREEN: "🟢", Light.YELLOW: "🟡", Light.RED: "🔴"}


@dataclass(frozen=True, slots=True)
class OwnMonth:
    """One manager's month, as of now."""

    person: Person
    month: date
    metric: Metric
    standing: PaceRow
    calendar: WorkCalendar
    today: date
    first_left: date
    """Today until it closes, then tomorrow."""

    @property
    def is_running(self) -> bool:
        return month_of(self.today)[0] == self.month

    @property
    def is_today_left(self) -> bool:
        """Whether today is a workday of theirs that has not closed yet."""
        return self.first_left == self.today and self.calendar.is_workday(self.today)


async def month_of_person(
    tx: Transaction, person: Person, place: Department, book: PlanBook, month: date, metric: Metric
) -> OwnMonth:
    """For a reader whose right to the plan was asked for already: the book is the proof of it."""
    now = tx.clock.now()
    first, last = month_of(month)
    done = await tx.system.plan_facts.sum_done(place.id, metric, first, last)
    calendar = person.tenure(place.zone).on(await tx.system.calendars.of_person(person.id))
    days = count_workdays(first, last, calendar, now, place.zone, place.day_close)
    standing = PaceRow(book.plan(person.id, first, metric), done.get(person.id, 0), days)
    today, left = local_date(now, place.zone), find_first_day_left(calendar, now, place.zone, place.day_close)
    return OwnMonth(person, first, metric, standing, calendar, today, left)


async def read_own_month(tx: Transaction, reader: Actor, month: date | None = None) -> OwnMonth | None:
    """The reader's own money of the month, this one by default; None for who has no department."""
    place = await tx.as_(reader).departments.read_own()
    if place is None:
        return None
    first = month_of(month or local_date(tx.clock.now(), place.zone))[0]
    try:
        book, person = await tx.as_(reader).plans.read_own(first), await tx.as_(reader).people.person(reader.person_id)
    except NotYoursError:
        return None
    return await month_of_person(tx, person, place, book, first, Metric.MONEY)


def pace_lines(own: OwnMonth) -> list[Markup]:
    """«Ноябрь: темп 92,3 % 🟡», and how far it is."""
    standing, title = own.standing, capital(month_title(own.month, own.today))
    if standing.plan is None:
        return [fill(_("{month}: no plan is set"), month=bold(title)), _fact(own)]
    done = of_plan(own.metric, standing.fact, standing.plan)
    left = standing.days.left
    ahead = ngettext("{n} workday ahead", "{n} workdays ahead", left).format(n=left)
    return [_pace(own, title), fill("{done} · {ahead}", done=done, ahead=ahead)]


def week_end_lines(own: OwnMonth) -> list[Markup]:
    """What the plan wants by this Sunday, and how much of it is left; after the last day the pace alone."""
    standing = own.standing
    if not standing.days.left or standing.plan_to_week_end is None or standing.left_to_week_end is None:
        return pace_lines(own)
    wanted, left = figure(standing.plan_to_week_end), figure(standing.left_to_week_end)
    return [*pace_lines(own), fill(_("By the end of the week {wanted}, {left} to go"), wanted=wanted, left=left)]


def _pace(own: OwnMonth, title: str) -> Markup:
    standing = own.standing
    if standing.reason is not None:
        return fill(_("{month}: pace —, {why}"), month=bold(title), why=no_pace(standing.reason))
    light = LIGHTS[standing.light] if standing.light else ""
    return fill(_("{month}: pace {pace} {light}"), month=title, pace=bold(percent(standing.pace)), light=light)


def no_pace(reason: NoPace) -> str:
    """In place of a pace, after «—»."""
    return {
        NoPace.NO_PLAN: lambda: _("no plan is set"),
        NoPace.ZERO_PLAN: lambda: _("the plan is 0"),
        NoPace.NO_WORKDAYS: lambda: _("no workdays"),
        NoPace.NOTHING_WORKED: lambda: _("no day is over yet"),
    }[reason]()


def _fact(own: OwnMonth) -> Markup:
    return fill(_("done {fact}"), fact=value(own.metric, own.standing.fact))


async def need_lines(tx: Transaction, reader: Actor, own: OwnMonth) -> list[Markup]:
    """«Нужно сегодня 114 тыс. Закроют:» and the payments. Of a running month with a plan of money only."""
    if own.metric is not Metric.MONEY or own.standing.plan is None or not own.is_running:
        return []
    need = own.standing.need
    if need.reason is NoNeed.NO_DAYS_LEFT:
        return [fill(_("No workdays left, {sum} short"), sum=short(own.standing.plan - own.standing.fact))]
    if need.value is None:
        return []
    if need.value == 0:
        return [fill(_("The plan is done"))] if own.standing.plan else []
    last = month_of(own.month)[1]
    awaited = (await tx.system.week_plans.list_awaited([own.person.id], last)).get(own.person.id, [])
    closing = what_closes(need, awaited, own.today, last)
    needed = short(round_thousands(need.value))
    if not closing.items:
        return [_needed(own, needed), fill(_("Nothing expected would cover it"))]
    found = [_tell_needed_closed(own, needed), *await _closing(tx, reader, closing.items, own.today)]
    return [*found, fill(_("Still {sum} short"), sum=short(round_thousands(closing.short)))] if closing.short else found


def need_alone(own: OwnMonth) -> Markup | None:
    """«Нужно сегодня 114 тыс», without the payments that would close it."""
    need = own.standing.need.value if own.standing.plan is not None and own.is_running else None
    return _needed(own, short(round_thousands(need))) if need else None


def _needed(own: OwnMonth, needed: str) -> Markup:
    text = _("Needed today: {sum}") if own.is_today_left else _("Needed per day: {sum}")
    return fill(text, sum=bold(needed))


def _tell_needed_closed(own: OwnMonth, needed: str) -> Markup:
    text = _("Needed today: {sum}. Covered by:") if own.is_today_left else _("Needed per day: {sum}. Covered by:")
    return fill(text, sum=bold(needed))


async def _closing(tx: Transaction, reader: Actor, items: Sequence[Awaited], today: date) -> list[Markup]:
    found = []
    for each in items:
        payment = await tx.as_(reader).payments.get(each.payment_id)
        when = f" · {short_day(each.day)}" if each.day != today else ""
        line = fill(
            "{client} {sum} · {chance}{when}",
            client=cut(payment.client_name),
            sum=short(each.rest),
            chance=chance(each.probability),
            when=when,
        )
        found.append(line)
    return found

"""
How exact people's plans are (SPEC 12): what came of each day's plan, what slips of a week, whether 80 % means 80 %.

A score of honesty, not of success. Calibration only tells: the chances stay the manager's own word, and what an honest
one would make of the forecast is shown beside it.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from markupsafe import Markup

from reports.message.format import chance, figure, percent, short_date
from reports.message.language import gettext as _
from reports.message.language import ngettext
from reports.message.markup import bold, fill, lines
from reports.message.message import Message
from reports.message.screens.pages import Page
from reports.message.words.names import tell_apart
from reports.results.forecast import ahead_of
from reports.svod.asked import PeriodView
from reports.svod.figures import Svod
from reports.svod.pages import back, read_now
from reports.svod.presses import AccuracyAddress, PeriodAddress
from reports.week.words import span
from sales.calendar.calendar import DAY, WorkCalendar, week_of
from sales.core.clock import local_date
from sales.core.money import half_up
from sales.core.people import SELLERS
from sales.core.rights import Action
from sales.payments.awaited import Awaited
from sales.plans.need import find_first_day_left
from sales.results.accuracy import ACCURACY_DAYS, Accuracy, last_workdays, plan_accuracy
from sales.results.calibration import Decile, calibrate, decile_of, proposal
from sales.week.plan import WeekResult, department_result
from storage.engine.actor import Actor
from storage.engine.scope import reaches_department
from storage.people.person import Person
from storage.settings.departments import Department
from storage.transaction import Transaction

PAGE = 4
WEEKS = 4
SAID_FOR = DAY * 60
"""A habit of two months back is a habit of now; and a year of promises would be slow to read."""


@dataclass(frozen=True, slots=True)
class TrackRecord:
    """What one manager's word is worth."""

    name: str
    accuracy: Accuracy
    weeks: tuple[tuple[date, WeekResult], ...] = ()
    """Of the last finished weeks that were frozen, the latest first."""
    advice: Decile | None = None


@dataclass(frozen=True, slots=True)
class Evaluated:
    person: Person
    calendar: WorkCalendar
    """Their own: exceptions, absences, the first and the last day."""


@dataclass(frozen=True, slots=True)
class Looked:
    """A department's managers and the last day that is over. No money of the period: it is not asked for here."""

    place: Department
    people: tuple[Evaluated, ...]
    last: date
    today: date


class AccuracyView(AccuracyAddress, PeriodView):
    """Everybody, the least exact first; a manager the own one."""

    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        place = await _department(tx, reader, self.department_id)
        if place is None:
            return None
        asked = self.but(department_id=place.id)
        looked = await _look(tx, place, asked)
        if reader.role in SELLERS:
            own = [each for each in looked.people if each.person.id == reader.person_id]
            found = await _words(tx, looked, own, await accuracies(tx, looked.last, own))
            return Message(lines(*_title(looked), "", *await _show_own(tx, reader, asked, found)), back(asked))
        exact = await accuracies(tx, looked.last, looked.people)
        people = sorted(looked.people, key=lambda each: _place(exact[each.person.id]))
        shown = Page.of(asked.page, len(people), PAGE)
        words = await _words(tx, looked, people[shown.first : shown.first + PAGE], exact)
        text = lines(*_title(looked), "", *(line for word in words for line in _person(word)))
        return Message(text, (*shown.draw_turns(asked), *back(asked)))


async def _department(tx: Transaction, reader: Actor, department_id: int) -> Department | None:
    if reader.role in SELLERS:
        return await tx.as_(reader).departments.read_own()
    seen = await tx.as_(reader).departments.list_seen()
    found = next((each for each in seen if department_id in {0, each.id}), None)
    reached = found is not None and reaches_department(reader, Action.READ_SUMMARY, found.id)
    return found if reached else None


async def _look(tx: Transaction, place: Department, asked: PeriodAddress) -> Looked:
    calendars, usual = await tx.system.calendars.of_team(place.id), await tx.system.calendars.of_department(place.id)
    now = tx.clock.now()
    last = min(asked.last, find_first_day_left(usual, now, place.zone, place.day_close) - DAY)
    book = await tx.system.plans.book(place.id, asked.first, asked.last)
    people = [Evaluated(each, each.tenure(place.zone).on(calendars[each.id])) for each in book.people]
    return Looked(place, tuple(people), last, local_date(now, place.zone))


def last_day(svod: Svod) -> date:
    """The period's last day that is over."""
    place = svod.department
    over = find_first_day_left(svod.period.calendar, svod.at, place.zone, place.day_close) - DAY
    return min(svod.period.last, over)


async def accuracies(tx: Transaction, last: date, people: Collection[Evaluated]) -> dict[int, Accuracy]:
    """By person, over the last own workdays up to that day."""
    looked = {each.person.id: last_workdays(each.calendar, last) for each in people}
    begun = min((days[-1] for days in looked.values() if days), default=last)
    days = await tx.system.track_record.days([each.person.id for each in people], begun, last)
    return {each.person.id: plan_accuracy(days.get(each.person.id, {}), last, each.calendar) for each in people}


def _place(accuracy: Accuracy) -> tuple[bool, int]:
    """Of whom too little is known is not judged by the place either."""
    if accuracy.percent is None or not accuracy.is_enough:
        return True, 0
    return False, accuracy.percent.tenths


async def _words(
    tx: Transaction, looked: Looked, people: Collection[Evaluated], exact: Mapping[int, Accuracy]
) -> list[TrackRecord]:
    ids = [each.person.id for each in people]
    names = tell_apart({each.person.id: each.person.name for each in looked.people})
    this = week_of(looked.last + DAY)[0]
    results = await tx.system.week_plans.results(looked.place.id, this - DAY * 7 * WEEKS, this - DAY * 7)
    said = await tx.system.track_record.predictions(ids, looked.last - SAID_FOR, looked.last)
    return [
        TrackRecord(
            names[each],
            exact[each],
            tuple(
                (monday, found[each])
                for monday, found in sorted(results.items(), reverse=True)
                if each in found and found[each].figures.plan
            ),
            proposal(calibrate(said.get(each, ()), looked.today)),
        )
        for each in ids
    ]


def _title(looked: Looked) -> list[Markup]:
    title = fill(_("Accuracy of plans · up to {day}"), day=short_date(looked.last))
    return [title, fill(_("how much of the day plan came in, {n} workdays"), n=ACCURACY_DAYS)]


def exactness(accuracy: Accuracy) -> str:
    """«62,5 %»; of a few days «мало данных (1 день)», of none «—»."""
    if accuracy.is_enough or not accuracy.days:
        return percent(accuracy.percent)
    told = ngettext("too little data ({n} day)", "too little data ({n} days)", accuracy.days)
    return told.format(n=accuracy.days)


def _person(word: TrackRecord) -> list[Markup]:
    """«Анна · 62,5 %», «слетает 28,0 % недели», «80 % сбываются в 55,0 %»."""
    told = [fill("{name} · {share}", name=word.name, share=bold(exactness(word.accuracy)))]
    slipped = department_result(result for _monday, result in word.weeks)
    if slipped.slipped_share is not None:
        weeks = len(word.weeks)
        said = ngettext("slipped, of {n} week: {share}", "slipped, of {n} weeks: {share}", weeks)
        told.append(fill(said, n=weeks, share=percent(slipped.slipped_share)))
    if word.advice is not None:
        told.append(fill(_("{said} come true in {rate} of cases"), **_rates(word.advice)))
    return told


def _rates(decile: Decile) -> dict[str, str]:
    return {"said": chance(half_up(Fraction(decile.said.tenths, 10))), "rate": chance(honest(decile))}


def honest(decile: Decile) -> int:
    """The chance to say instead, in whole percent."""
    return half_up(Fraction(decile.rate.tenths, 10))


async def _show_own(tx: Transaction, reader: Actor, asked: PeriodAddress, found: list[TrackRecord]) -> list[Markup]:
    if not found:
        return []
    (word,) = found
    days = word.accuracy.days
    if days:
        told = [fill(_("You: {share}"), share=bold(exactness(word.accuracy)))]
        if word.accuracy.is_enough:
            told.append(fill(ngettext("{n} day had a plan", "{n} days had a plan", days), n=days))
    else:
        told = [fill(_("No day with a plan so far"))]
    if word.weeks:
        told += [Markup(), fill(_("Slipped of the week's plan"))]
        told += [_week(monday, result) for monday, result in word.weeks]
    if word.advice is None:
        return told
    return [*told, Markup(), *await _advice(tx, reader, asked, word.advice)]


def _week(monday: date, result: WeekResult) -> Markup:
    return fill("{days}: {share}", days=span(monday), share=percent(result.slipped_share))


async def _advice(tx: Transaction, reader: Actor, asked: PeriodAddress, decile: Decile) -> list[Markup]:
    """«Ваши 80 % сбываются в 55 %», how many that was, and the forecast with an honest chance."""
    told = [
        fill(_("Your {said} come true in {rate} of cases"), **_rates(decile)),
        fill(_("{came} of {count} came within five days"), came=decile.came, count=decile.count),
        fill(_("A better estimate: {rate}"), rate=bold(chance(honest(decile)))),
    ]
    svod = await read_now(tx, reader, asked)
    row = None if svod is None else svod.own
    if svod is None or row is None or svod.is_closed:
        return told
    awaited = (await tx.system.week_plans.list_awaited([row.person.id], svod.period.last)).get(row.person.id, [])
    now, then = (
        ahead_of(svod, row, items).found.weighted for items in (awaited, [_honestly(each, decile) for each in awaited])
    )
    if now == then:
        return told
    return [*told, fill(_("The forecast with it: {sum}, not {before}"), sum=figure(then), before=figure(now))]


def _honestly(item: Awaited, decile: Decile) -> Awaited:
    if decile_of(item.probability) != decile.start:
        return item
    return replace(item, probability=honest(decile))

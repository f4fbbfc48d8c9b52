"""The department's calendar, a month on a grid: what the country moved, what the department does otherwise."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Self

from markupsafe import Markup

from reports.absences.words import span, workdays
from reports.message.address import MaybeOrdinalDay, OrdinalDay
from reports.message.language import gettext as _
from reports.message.markup import bold, fill, lines
from reports.message.message import Button, Keyboard, Message
from reports.message.view import Key, View
from reports.message.words.terms import month_head, month_name, weekday_head
from reports.settings.presses import SettingsDeed
from reports.settings.settings import press
from sales.calendar.calendar import DAY as ONE_DAY
from sales.calendar.calendar import DayKind, WorkCalendar, days_between, month_of, week_of, weeks_of
from sales.core.clock import local_date
from sales.core.errors import NotYoursError
from sales.core.rights import Action
from sales.entry.days.dates import is_near
from storage.engine.actor import Actor
from storage.engine.scope import reaches_department
from storage.settings.departments import Department
from storage.transaction import Transaction

FRIDAY = 4
AS_USUAL = "usual"
EMPTY = " "


class CalendarView(View):
    """`month`: any of its days; none is the running one."""

    name = "calendar"

    department_id: int
    month: MaybeOrdinalDay = None

    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        place, calendar, writes = await _read(tx, reader, self.department_id)
        first, last = month_of(self.month or local_date(tx.clock.now(), place.zone))
        head = fill(
            "📅 {month} {year} · {name}", month=bold(month_name(first).capitalize()), year=first.year, name=place.name
        )
        hint = fill(_("A tap on a day changes it.")) if writes else None
        text = lines(head, fill("{days}", days=workdays(calendar.workdays(first, last))), *_tell(calendar, first), hint)
        today = local_date(tx.clock.now(), place.zone)
        return Message(text, (*_grid(place, calendar, first, today, writes=writes), (_back(place),)))


class CalendarDayView(View):
    """One day, and what it may be."""

    name = "calendar_day"

    department_id: int
    day: OrdinalDay

    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        place, calendar, writes = await _read(tx, reader, self.department_id)
        if not writes:
            return None
        ordinal, now = self.day.toordinal(), calendar.exceptions.get(self.day)
        labels = {
            DayKind.OFF: _("Day off (calendar)"),
            DayKind.WORKING: _("Workday"),
            DayKind.SHORT: _("Short day"),
        }
        rows = [
            (Button(f"{'• ' if kind is now else ''}{label}", press(SettingsDeed.MARK, place.id, f"{ordinal}-{kind}")),)
            for kind, label in labels.items()
        ]
        if now is not None:
            rows.append((Button(_("As in the country"), press(SettingsDeed.MARK, place.id, f"{ordinal}-{AS_USUAL}")),))
        back = Button(_("‹ Back"), press(SettingsDeed.CALENDAR, place.id, str(ordinal)))
        text = lines(
            fill("📅 {day} · {what}", day=bold(span(self.day, self.day)), what=kind_words(calendar, self.day)),
            fill(_("All figures are recalculated at once.")),
        )
        return Message(text, (*rows, (back,)))


def kind_words(calendar: WorkCalendar, day: date) -> str:
    """What that day is by the calendar, in words."""
    if calendar.is_short(day):
        return _("a short day")
    return _("a workday") if calendar.is_workday(day) else _("a day off")


async def _read(tx: Transaction, reader: Actor, department_id: int) -> tuple[Department, WorkCalendar, bool]:
    """Raises NotYoursError."""
    if not reaches_department(reader, Action.READ_SETTINGS, department_id):
        raise NotYoursError
    place = await tx.system.departments.get(department_id)
    calendar = await tx.system.calendars.of_department(place.id)
    return place, calendar, reaches_department(reader, Action.WRITE_CALENDAR, place.id)


def _tell(calendar: WorkCalendar, first: date) -> Iterator[Markup]:
    """What is not Monday–Friday, and why the number of workdays is what it is."""
    if not calendar.knows(first.year):
        yield fill(_("⚠️ {year} is not published yet: Monday–Friday"), year=first.year)
    days = list(days_between(*month_of(first)))
    own = set(calendar.exceptions)
    off = [day for day in days if day.weekday() <= FRIDAY and not calendar.is_workday(day) and day not in own]
    moved = [day for day in days if day.weekday() > FRIDAY and calendar.is_workday(day) and day not in own]
    short = [day for day in days if calendar.is_short(day) and day not in own]
    for sentence, found in (
        (_("Off: {days}"), off),
        (_("Worked by transfer: {days}"), moved),
        (_("Short: {days}"), short),
    ):
        if found:
            yield fill(sentence, days=_runs(found))
    for day in sorted(own & set(days)):
        yield fill(_("❗️ {day}: {what}, our own"), day=span(day, day), what=kind_words(calendar, day))


def _runs(days: Iterable[date]) -> str:
    """1–2.01, 5–8.01"""
    runs: list[list[date]] = []
    for day in days:
        if runs and runs[-1][-1] == day - ONE_DAY:
            runs[-1].append(day)
        else:
            runs.append([day])
    return ", ".join(span(run[0], run[-1]) for run in runs)


def _grid(place: Department, calendar: WorkCalendar, first: date, today: date, *, writes: bool) -> Keyboard:
    around = (("‹", first - ONE_DAY), ("›", month_of(first)[1] + ONE_DAY))
    here = press(SettingsDeed.CALENDAR, place.id, str(first.toordinal()))
    title = Button(month_head(first), here)
    ways = [
        Button(sign, press(SettingsDeed.CALENDAR, place.id, str(to.toordinal())) if is_near(to, today) else here)
        for sign, to in around
    ]
    monday = week_of(first)[0]
    names = tuple(Button(weekday_head(monday + n * ONE_DAY), here) for n in range(7))

    def cell(day: date | None) -> Button:
        if day is None:
            return Button(EMPTY, here)
        data = press(SettingsDeed.DAY, place.id, str(day.toordinal())) if writes else here
        return Button(_label(calendar, day), data)

    weeks = (tuple(cell(day) for day in week) for week in weeks_of(first))
    return ((ways[0], title, ways[1]), names, *weeks)


def _label(calendar: WorkCalendar, day: date) -> str:
    """«·7» a day off, «7*» a short one, «!7» one of the department's own."""
    own = "!" if day in calendar.exceptions else ""
    off = "" if calendar.is_workday(day) else "·"
    return f"{own}{off}{day.day}{'*' if calendar.is_short(day) else ''}"


def _back(place: Department) -> Button:
    return Button(_("‹ Settings"), press(SettingsDeed.SHOW, place.id))


class UnknownYearView(View):
    """To the owner: what it means, and where it is put right; nothing once the year is known."""

    name = "unknown_year"

    year: int

    @classmethod
    def key_for(cls, year: int, monday: date, reader_id: int) -> Key[Self]:
        return Key(f"unknown-year:{year}:{monday.isoformat()}:{reader_id}")

    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        seen = await tx.as_(reader).departments.list_seen()
        if WorkCalendar().knows(self.year) or not seen:
            return None
        text = lines(
            fill(_("⚠️ The calendar of {year} is not known yet"), year=self.year),
            fill(_("Until an update I count Monday–Friday,\nholidays too: pace and plans would be wrong.")),
            fill(_("Days off can be marked by hand.")),
        )
        january = date(self.year, 1, 1).toordinal()
        buttons = [Button(f"📅 {each.name}", press(SettingsDeed.CALENDAR, each.id, str(january))) for each in seen]
        return Message(text, tuple((button,) for button in buttons))

"""One call or meeting that is ahead: on which day, at which hour; it stands there at once, and ↩️ puts it back."""

from datetime import date, time

from markupsafe import Markup

from reports.activities.activity_card import activity_title
from reports.activities.presses import AgendaRowDeed, AgendaRowPress
from reports.message.format import hours, short_day, weekday
from reports.message.language import gettext as _
from reports.message.language import pgettext
from reports.message.markup import bold, fill, lines
from reports.message.message import Button, Keyboard, Message, grid
from reports.message.screens.switches import mark_chosen
from reports.message.view import View, button
from reports.payments.card_lines import undo_row
from reports.visits.presses import VisitAddress, VisitDayAddress, VisitDeed, VisitPress
from reports.week.words import turns
from sales.calendar.calendar import DAY, WorkCalendar, week_of
from sales.core.clock import local, local_date
from sales.core.people import SELLERS
from sales.core.undo import UndoStepKind
from sales.entry.days.dates import is_near
from storage.activities.activity import Activity
from storage.engine.actor import Actor
from storage.transaction import Transaction

HOURS = (9, 10, 11, 12, 13, 14, 15, 16, 17, 18)
IN_ROW = 5


class VisitView(View, VisitAddress):
    opens_for = SELLERS

    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        activity = await tx.as_(reader).activities.get(self.activity_id)
        if activity.planned_at is None or not activity.is_planned:
            return None
        today = local_date(tx.clock.now(), reader.zone)
        monday = self.monday or max(week_of(activity.local_date)[0], week_of(today)[0])
        if monday.weekday() or not is_near(monday, today):
            return None
        calendar = await tx.system.calendars.of_person(reader.person_id)
        step = await tx.as_(reader).undo_steps.last(UndoStepKind.PLAN_MOVED, activity.id)
        moved = fill(_("↕ Moved. Another day or hour: one tap")) if step is not None else None
        text = lines(activity_title(activity, reader.zone, today), activity.comment, moved, self._ask())
        undo = (undo_row(step),) if step is not None else ()
        pick = self._hours(activity, reader) if self.day else self._days(activity, calendar, monday, today)
        return Message(text, (*pick, *undo, *self._foot(activity)))

    def _ask(self) -> Markup:
        if self.day is None:
            return fill(_("To what day?"))
        return fill(_("{day}: at what time?"), day=bold(short_day(self.day)))

    def _days(self, activity: Activity, calendar: WorkCalendar, monday: date, today: date) -> Keyboard:
        ahead = calendar.workdays_between(max(monday, today), monday + DAY * 6)
        days = [_day(activity, each) for each in ahead]
        turn = turns(monday, today, lambda first: self.but(monday=first))
        kept = turn if monday > week_of(today)[0] else turn[1:]
        hour = button(_("🕒 Another hour"), self.but(day=activity.local_date))
        other = AgendaRowPress(deed=AgendaRowDeed.MOVE, activity_id=activity.id)
        rest = (hour, button(_("📅 Date"), other)) if activity.local_date >= today else (button(_("📅 Date"), other),)
        return (*grid(days, IN_ROW), *((kept,) if kept else ()), rest)

    def _hours(self, activity: Activity, reader: Actor) -> Keyboard:
        day = self.day or activity.local_date
        now = hours(activity.planned_at or activity.created_at, reader.zone)
        choices = [_hour(activity, day, time(hour), now) for hour in HOURS]
        return (*grid(choices, IN_ROW), (button(_("‹ Days"), self.but(day=None)),))

    def _foot(self, activity: Activity) -> Keyboard:
        done = AgendaRowPress(deed=AgendaRowDeed.DONE, activity_id=activity.id)
        off = VisitPress(deed=VisitDeed.CANCEL, activity_id=activity.id)
        back = button(f"‹ {short_day(activity.local_date)}", VisitDayAddress(day=activity.local_date))
        return ((button(pgettext("reminder", "Done"), done), button(_("❌ Call off"), off)), (back,))


def _day(activity: Activity, day: date) -> Button:
    """«ср», and of the day on which it stands «• ср»."""
    label = mark_chosen(weekday(day), is_chosen=day == activity.local_date)
    return button(label, VisitPress(deed=VisitDeed.DAY, activity_id=activity.id, value=str(day.toordinal())))


def _hour(activity: Activity, day: date, at: time, now: str) -> Button:
    label = mark_chosen(f"{at:%H:%M}", is_chosen=f"{at:%H:%M}" == now and day == activity.local_date)
    value = f"{day.toordinal()}-{at:%H%M}"
    return button(label, VisitPress(deed=VisitDeed.HOUR, activity_id=activity.id, value=value))


def hour_of(activity: Activity, zone: str) -> time:
    """At which it is planned, on the wall clock of the zone."""
    return local(activity.planned_at or activity.created_at, zone).time()

"""One day of somebody's visits: tap a row, tap a day; and another one is added."""

from datetime import date

from markupsafe import Markup

from reports.activities.agenda_lines import tell_done, tell_planned
from reports.message.columns import cut
from reports.message.format import hours, long_day, weekday
from reports.message.language import gettext as _
from reports.message.markup import bold, fill, lines
from reports.message.message import Button, Keyboard, Message, grid
from reports.message.screens.pages import Page
from reports.message.view import View, button
from reports.message.words.terms import SIGNS
from reports.visits.presses import NewVisit, NewVisitPress, VisitAddress, VisitDayAddress, VisitsAddress
from reports.visits.screen import VisitsScreen, screen_of
from reports.visits.words import tell_count
from sales.calendar.calendar import DAY, week_of
from sales.core.people import EVERYBODY
from storage.activities.activity import Activity
from storage.engine.actor import Actor
from storage.transaction import Transaction

PAGE = 8
LABEL = 12


class VisitDayView(View, VisitDayAddress):
    opens_for = EVERYBODY

    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        screen = await screen_of(tx, reader, week_of(self.day)[0], self.person_id)
        found = screen.on(self.day)
        page = Page.of(self.page, len(found), PAGE)
        shown = found[page.first : page.first + PAGE]
        title = fill("🗓 {day} · {count}", day=bold(long_day(self.day)), count=tell_count(found) or _("nothing yet"))
        rows = [_tell(each, screen.zone, self.day) for each in shown]
        movable = [each for each in shown if each.is_planned] if screen.is_own else []
        hint = fill(_("↕ To move: tap a row, then a day")) if movable else None
        text = lines(title, *(["", *rows] if rows else []), *(["", hint] if hint else []))
        moves = [_move(each, screen.zone) for each in movable]
        return Message(text, (*grid(moves, 2), *page.draw_turns(self), *self._foot(screen)))

    def _foot(self, screen: VisitsScreen) -> Keyboard:
        add = _adding(self.day) if screen.is_own and self.day >= screen.today else ()
        beside = tuple(
            button(form.format(weekday(day)), self.but(day=day, page=1))
            for form, day in (("‹ {}", self.day - DAY), ("{} ›", self.day + DAY))
        )
        back = button(_("‹ Visits"), VisitsAddress(monday=screen.monday, person_id=self.person_id))
        return tuple(row for row in (add, (beside[0], back, beside[1])) if row)


def _tell(activity: Activity, zone: str, day: date) -> Markup:
    return tell_done(activity, zone) if activity.is_done else tell_planned(activity, zone, day)


def _move(activity: Activity, zone: str) -> Button:
    """«↕ 15:00 СтройГрад»"""
    at = hours(activity.planned_at or activity.created_at, zone)
    label = f"↕ {SIGNS[activity.type]} {at} {cut(activity.client_name, LABEL)}"
    return button(label, VisitAddress(activity_id=activity.id))


def _adding(day: date) -> tuple[Button, ...]:
    ordinal = day.toordinal()
    return (
        button(_("➕ 🤝 Meeting"), NewVisitPress(what=NewVisit.MEETING, day=ordinal)),
        button(_("➕ 📞 Call"), NewVisitPress(what=NewVisit.CALL, day=ordinal)),
    )

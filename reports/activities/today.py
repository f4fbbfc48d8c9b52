"""/today: a manager's day as one timeline, then the money; whatever is planned can be opened with a tap."""

from dataclasses import dataclass

from markupsafe import Markup

from reports.activities.agenda import Agenda, agenda_of
from reports.activities.agenda_lines import (
    due_line,
    fact_line,
    overdue_line,
    tell_done,
    tell_forgotten,
    tell_planned,
    tell_when,
)
from reports.activities.presses import AgendaRowDeed, AgendaRowPress, TodayPress, WalkPress
from reports.activities.reminder import title_of
from reports.message.columns import cut
from reports.message.format import long_day, short
from reports.message.language import gettext as _
from reports.message.language import pgettext
from reports.message.markup import bold, fill, lines
from reports.message.message import Button, Keyboard, Message, grid
from reports.message.screens.empty import begin_row
from reports.message.screens.pages import Page
from reports.message.view import View
from reports.payments.trust import tell_known_trust
from sales.activities.activities import VISITS, ActivityType
from sales.core.clock import local_date
from storage.activities.activity import Activity
from storage.engine.actor import Actor
from storage.transaction import Transaction

PAGE = 8
LABEL = 12


@dataclass(frozen=True, slots=True)
class _Row:
    section: int
    text: Markup
    plan: Activity | None = None


class TodayView(View):
    name = "today"

    page: int = 1

    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        day = local_date(tx.clock.now(), reader.zone)
        agenda = await agenda_of(tx, reader, day)
        rows = _rows(agenda, reader)
        heading = fill(_("Today, {day}"), day=bold(long_day(day)))
        if not rows:
            return Message(lines(heading, "", _nothing()), (begin_row(),))
        shown = Page.of(self.page, len(rows), PAGE)
        part = rows[shown.first : shown.first + PAGE]
        text = lines(heading, _figures(agenda), tell_known_trust(agenda.received, agenda.confirmed), *_space(part))
        turns = shown.turns(lambda number: TodayPress(page=number).pack())
        return Message(text, (*_openers(part, agenda, reader, shown.number), *turns, *_foot(agenda)))


class PlannedView(View):
    """One planned thing, opened from the day; `page` is the way back."""

    name = "planned"

    activity_id: int
    page: int = 1

    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        activity = await tx.as_(reader).activities.get(self.activity_id)
        if not activity.is_planned:
            return None
        first = tuple(
            Button(label, AgendaRowPress(deed=deed, activity_id=self.activity_id, page=self.page).pack())
            for label, deed in (
                (pgettext("reminder", "Done"), AgendaRowDeed.DONE),
                (_("📅 Another day"), AgendaRowDeed.MOVE),
            )
        )
        back = Button(_("‹ Today"), TodayPress(page=self.page).pack())
        return Message(title_of(tx, reader, activity), (first, (back,)))


def _nothing() -> Markup:
    """An empty day says what to do next."""
    return fill(_("Nothing here yet. Write in one line:\n<code>call Vector tomorrow 15:00</code>\nor with a button:"))


def _rows(agenda: Agenda, reader: Actor) -> list[_Row]:
    """What time brings, then what was forgotten, then money: awaited, overdue, received."""
    timeline = sorted(agenda.activities, key=lambda each: each.happened_at or each.planned_at or each.created_at)
    return [
        *(_Row(0, _timeline(each, agenda, reader), each if each.is_planned else None) for each in timeline),
        *(_Row(0, tell_forgotten(each, agenda.day), each) for each in agenda.forgotten),
        *(_Row(1, due_line(each)) for each in agenda.due),
        *(_Row(1, overdue_line(each, agenda.day)) for each in agenda.overdue),
        *(_Row(1, fact_line(each, reader.zone)) for each in agenda.facts),
    ]


def _timeline(activity: Activity, agenda: Agenda, reader: Actor) -> Markup:
    if activity.is_planned:
        return tell_planned(activity, reader.zone, agenda.day)
    return tell_done(activity, reader.zone)


def _figures(agenda: Agenda) -> Markup | None:
    """«📞 2 из 4 · 🤝 1 · ✅ 340 тыс · ждём 225 тыс»: done of all that the day holds; None of debts alone."""
    calls = [each for each in agenda.activities if each.type is ActivityType.CALL]
    meetings = [each for each in agenda.activities if each.type in VISITS]
    parts = [f"{sign} {_tell_done(some)}" for sign, some in (("📞", calls), ("🤝", meetings)) if some]
    parts += [f"✅ {short(agenda.received)}"] if agenda.facts else []
    parts += [_("expected {sum}").format(sum=short(agenda.awaited))] if agenda.due else []
    return fill("{said}", said=" · ".join(parts)) if parts else None


def _tell_done(activities: list[Activity]) -> str:
    done = sum(each.is_done for each in activities)
    return _("{done} of {all}").format(done=done, all=len(activities)) if done < len(activities) else str(done)


def _space(rows: list[_Row]) -> list[Markup]:
    """An empty line before each section."""
    found: list[Markup] = []
    above = -1
    for row in rows:
        found += [Markup(), row.text] if row.section != above else [row.text]
        above = row.section
    return found


def _openers(rows: list[_Row], agenda: Agenda, reader: Actor, page: int) -> Keyboard:
    buttons = [
        Button(
            f"{tell_when(row.plan, reader.zone, agenda.day)} {cut(row.plan.client_name, LABEL)}",
            AgendaRowPress(deed=AgendaRowDeed.OPEN, activity_id=row.plan.id, page=page).pack(),
        )
        for row in rows
        if row.plan is not None
    ]
    return grid(buttons, 2)


def _foot(agenda: Agenda) -> Keyboard:
    return ((Button(_("Start calling"), WalkPress().pack()),),) if agenda.calls else ()

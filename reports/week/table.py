"""A department's week plans in one table: who promises how much, how far it covers the need, who has not confirmed."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Self

from markupsafe import Markup

from reports.clients.unowned import hand_over
from reports.message.columns import cut
from reports.message.format import day_in_month, figure, hours, in_thousands, part_of, percent
from reports.message.language import gettext as _
from reports.message.language import ngettext, pgettext
from reports.message.markup import bold, fill, lines
from reports.message.message import Button, Message, Table, grid
from reports.message.screens.empty import no_department, no_managers
from reports.message.screens.pages import Page
from reports.message.screens.switches import other_departments
from reports.message.tables import Figures, native_table, table_text
from reports.message.view import Key, View, button
from reports.message.words.names import some_names, tell_apart
from reports.visits.presses import TeamVisitsAddress
from reports.week.figures import PersonWeek, Weeks, weeks_of
from reports.week.nobodys import nobodys_lines
from reports.week.presses import WeekDeed, WeekPress, WeekTableAddress, WeekTableDeed, WeekTablePress
from reports.week.words import span, tabs, turns
from sales.calendar.calendar import week_of
from sales.core.clock import local_date
from sales.core.money import Percent
from sales.core.people import WATCHERS
from sales.core.rights import Action
from sales.entry.days.dates import is_near
from storage.engine.actor import Actor
from storage.engine.scope import reaches_department
from storage.settings.departments import find_department
from storage.transaction import Transaction

PAGE = 9


class WeekTableView(View, WeekTableAddress):
    opens_for = WATCHERS

    late: str = ""

    @classmethod
    def key_for(cls, department_id: int, monday: date, reader_id: int) -> Key[Self]:
        return Key(f"week-table:{department_id}:{monday.isoformat()}:{reader_id}")

    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        seen = await tx.as_(reader).departments.list_seen()
        place = find_department(seen, self.department_id)
        if place is None:
            return None if seen else no_department()
        if not reaches_department(reader, Action.READ_SUMMARY, place.id):
            return None
        today = local_date(tx.clock.now(), place.zone)
        first = self.monday or week_of(today)[0]
        if first.weekday() or not is_near(first, today):
            return None
        weeks = await weeks_of(tx, place, first)
        shown = Page.of(self.page, len(weeks.people), PAGE)
        delayed = fill(_("Sent late, at {time}: the bot was down"), time=self.late) if self.late else None
        people = weeks.people[shown.first : shown.first + PAGE]
        above, below = lines(*_head(weeks, several=len(seen) > 1), delayed), lines(*_notes(weeks))
        here = WeekTableAddress(department_id=place.id, monday=first)
        pages, others = shown.draw_turns(here), other_departments(here, seen, place)
        giving = hand_over(reader, place.id, weeks.unowned)
        shown_tabs = tabs(here, TeamVisitsAddress(department_id=place.id, monday=first), shows_visits=False)
        foot = (*pages, _foot(weeks, here), shown_tabs, *others)
        buttons = (*grid(_people(weeks, people), 3), *giving, *foot)
        if not people:
            step = no_managers(reader, place.id)
            return Message(lines(above, "", step.said), (*step.buttons, *buttons))
        even, table = _tables(weeks, people, above, below)
        return Message(lines(above, "", even, below or None), buttons, table=table)


def _head(weeks: Weeks, *, several: bool) -> Iterator[Markup]:
    where = f" · {weeks.department.name}" if several else ""
    yield fill(_("🗓 Week {days}{where} · {sum}"), days=span(weeks.monday), where=where, sum=bold(figure(weeks.total)))
    if weeks.times is None:
        yield fill(_("There is no workday in this week"))
        return
    result = weeks.result
    if result.figures.plan:
        done = part_of(result.figures.on_plan, result.figures.plan)
        yield fill(_("Received {done} · {share}"), done=done, share=percent(result.done))
    if result.off_plan:
        yield fill(_("Off plan {sum}"), sum=figure(result.off_plan))
    if weeks.coverage is not None and not weeks.is_over:
        yield fill(_("{share} of the need, by probability"), share=percent(weeks.coverage))


def _tables(weeks: Weeks, people: Sequence[PersonWeek], above: Markup, below: Markup) -> tuple[Markup, Table]:
    """Telegram's own, with the mark before the name; in even letters it stands last, for its width is its own."""
    told = tell_apart({each.person.id: each.person.name for each in people})
    names, marks = [told[each.person.id] for each in people], [_mark(each) for each in people]
    figures, unit = _figures(weeks, people), pgettext("column", "K ₽")
    marked = [f"{mark} {name}" for mark, name in zip(marks, names, strict=True)]
    return table_text(names, [*figures, ["", *marks]], unit), native_table(marked, figures, above, below, unit)


def _figures(weeks: Weeks, people: Sequence[PersonWeek]) -> Figures:
    """Of a frozen week what came of it; before that, how far the chances cover what is needed."""
    plans = [pgettext("column", "plan"), *(in_thousands(each.total) for each in people)]
    if weeks.is_frozen or weeks.is_over:
        came = [pgettext("column", "came"), *(_tell_came(each) for each in people)]
        return [plans, came, ["%", *(_bare(each.result.done if each.result else None) for each in people)]]
    needed = [each.coverage.need.value for each in people]
    covers = [each.coverage.percent if need else None for each, need in zip(people, needed, strict=True)]
    return [
        plans,
        [pgettext("column", "needed"), *("—" if need is None else in_thousands(need) for need in needed)],
        ["%", *map(_bare, covers)],
    ]


def _tell_came(person: PersonWeek) -> str:
    return "—" if person.result is None else in_thousands(person.result.figures.on_plan)


def _bare(share: Percent | None) -> str:
    """The head of the column says what it is of."""
    return percent(share).replace("\u00a0%", "")


def _mark(person: PersonWeek) -> str:
    if person.is_confirmed and not person.is_away:
        return "✅"
    return "⚠️" if person.is_silent else "–"


def _notes(weeks: Weeks) -> Iterator[Markup]:
    """«⚠️ Не подтвердили: Борис»; who is away all week; who came too late for it stands nowhere."""
    open_ = [each for each in weeks.people if each.is_silent]
    if silent := [each for each in open_ if not each.person.unreachable_at]:
        yield fill(_("⚠️ Not confirmed: {names}"), names=_name(weeks, silent))
    if lost := [each for each in open_ if each.person.unreachable_at]:
        yield fill(_("No connection: {names}"), names=_name(weeks, lost))
    if away := [each for each in weeks.people if each.is_away]:
        yield fill(_("Away all week: {names}"), names=_name(weeks, away))
    yield from nobodys_lines(weeks)
    if weeks.times is not None and not weeks.is_frozen and weeks.at >= weeks.times.freeze_at:
        yield fill(_("No plan was frozen for this week"))
    elif weeks.times is not None and not weeks.is_frozen:
        at = hours(weeks.times.freeze_at, weeks.department.zone)
        count = sum(each.is_confirmed for each in weeks.people)
        told = (
            ngettext("{n} confirmed, frozen {day} {hour}", "{n} confirmed, frozen {day} {hour}", count)
            if count
            else _("Frozen {day} {hour}")
        )
        yield fill(told, n=count, day=day_in_month(weeks.times.first_day), hour=at)


def _name(weeks: Weeks, people: Sequence[PersonWeek]) -> str:
    names = tell_apart({each.person.id: each.person.name for each in weeks.people})
    return some_names([names[each.person.id] for each in people])


def _people(weeks: Weeks, people: Sequence[PersonWeek]) -> list[Button]:
    names = tell_apart({each.person.id: each.person.name for each in people})
    monday = weeks.monday.toordinal()
    return [
        Button(
            cut(names[each.person.id]), WeekPress(deed=WeekDeed.SHOW, monday=monday, person_id=each.person.id).pack()
        )
        for each in people
    ]


def _foot(weeks: Weeks, here: WeekTableAddress) -> tuple[Button, ...]:
    monday = weeks.monday.toordinal()
    book = WeekTablePress(deed=WeekTableDeed.BOOK, department_id=weeks.department.id, monday=monday)
    ways = turns(weeks.monday, weeks.today, lambda first: here.but(monday=first))
    return (*ways, button(_("📄 Excel"), book))

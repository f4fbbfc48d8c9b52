"""A department's week plans in one table: who promises how much, how far it covers the need, who has not confirmed."""

from collections.abc import Iterator, Sequence
from datetime import date

from markupsafe import Markup

from reports.buttons import WeekPress, WeekTablePress
from reports.columns import cut
from reports.department_stats import no_department
from reports.format import figure, hours, part_of, percent, thousands
from reports.language import gettext as _
from reports.language import ngettext, pgettext
from reports.markup import bold, fill, lines
from reports.message import Button, Keyboard, Message, grid
from reports.names import told_apart
from reports.pages import Page
from reports.tables import table_text
from reports.week import BOOK, SHOW
from reports.week_figures import PersonWeek, Weeks, weeks_of
from reports.week_words import span, turns
from sales.calendar import week_of
from sales.clock import local_date
from sales.money import Percent
from sales.rights import Action
from storage.actor import Actor
from storage.departments import Department
from storage.scope import reaches_department
from storage.transaction import Transaction

PAGE = 9


async def week_table(
    tx: Transaction, reader: Actor, department_id: int = 0, monday: int = 0, page: int = 1, late: str = ""
) -> Message | None:
    """`monday` is an ordinal, 0 is this week; department 0: the first that the reader sees."""
    seen = await tx.departments.seen(reader)
    place = next((each for each in seen if department_id in {0, each.id}), None)
    if place is None:
        return None if seen else no_department()
    if not reaches_department(reader, Action.READ_SUMMARY, place.id):
        return None
    first = date.fromordinal(monday) if monday else week_of(local_date(tx.clock.now(), place.zone))[0]
    weeks = await weeks_of(tx, place, first)
    shown = Page.of(page, len(weeks.people), PAGE)
    delayed = fill(_("Sent late, at {time}: the bot was not available"), time=late) if late else None
    people = weeks.people[shown.first : shown.first + PAGE]
    text = lines(*_head(weeks, several=len(seen) > 1), delayed, "", _table(weeks, people), *_notes(weeks))
    pages = shown.turns(lambda number: _press(SHOW, weeks, number))
    return Message(text, (*grid(_people(weeks, people), 3), *pages, *_foot(weeks), *_others(seen, weeks)))


def _head(weeks: Weeks, *, several: bool) -> Iterator[Markup]:
    where = f" · {weeks.department.name}" if several else ""
    yield fill(_("🗓 Week {days}{where} · {sum}"), days=span(weeks.monday), where=where, sum=bold(figure(weeks.total)))
    if weeks.times is None:
        yield fill(_("There is no workday in this week"))
        return
    result = weeks.result
    if result.figures.plan:
        done = part_of(result.figures.on_plan, result.figures.plan)
        yield fill(_("Came {done} · {share}"), done=done, share=percent(result.done))
    if result.off_plan:
        yield fill(_("Off plan {sum}"), sum=figure(result.off_plan))
    if weeks.coverage is not None and not weeks.is_over:
        yield fill(_("By the chances {share} of the need"), share=percent(weeks.coverage))


def _table(weeks: Weeks, people: Sequence[PersonWeek]) -> Markup:
    if not people:
        return fill(_("No managers yet. Invite them: /invite"))
    names = told_apart({each.person.id: each.person.name for each in people})
    figures = [[pgettext("column", "plan"), *(thousands(each.total) for each in people)]]
    if weeks.is_frozen:
        figures.append([pgettext("column", "came"), *(_came(each) for each in people)])
        figures.append(["%", *(_bare(each.result.done if each.result else None) for each in people)])
    if not weeks.is_over:
        covers = [_bare(each.coverage.percent if each.coverage.need.value else None) for each in people]
        figures.append([pgettext("column", "cover"), *covers])
    figures.append(["", *(_mark(each) for each in people)])
    return table_text([names[each.person.id] for each in people], figures)


def _came(person: PersonWeek) -> str:
    return "—" if person.result is None else thousands(person.result.figures.on_plan)


def _bare(share: Percent | None) -> str:
    """The head of the column says what it is of."""
    return percent(share).replace("\u00a0%", "")


def _mark(person: PersonWeek) -> str:
    if person.is_away:
        return "–"
    return "✅" if person.is_confirmed else "⚠️"


def _notes(weeks: Weeks) -> Iterator[Markup]:
    """«⚠️ Не подтвердили: Борис»; who is away all week, and who came when it was frozen already."""
    names = told_apart({each.person.id: each.person.name for each in weeks.people})
    said = (
        (_("⚠️ Not confirmed: {names}"), [each for each in weeks.people if not each.is_confirmed and not each.is_away]),
        (_("Away all week: {names}"), [each for each in weeks.people if each.is_away]),
    )
    for text, people in said:
        if people:
            yield fill(text, names=", ".join(names[each.person.id] for each in people))
    if weeks.times is not None and not weeks.is_frozen and not weeks.is_over:
        at = hours(weeks.times.freeze_at, weeks.department.zone)
        count = sum(each.is_confirmed for each in weeks.people)
        told = ngettext("{n} confirmed, frozen {day} {hour}", "{n} confirmed, frozen {day} {hour}", count)
        yield fill(told, n=count, day=f"{weeks.times.first_day:%d.%m}", hour=at)


def _people(weeks: Weeks, people: Sequence[PersonWeek]) -> list[Button]:
    names = told_apart({each.person.id: each.person.name for each in people})
    monday = weeks.monday.toordinal()
    return [
        Button(cut(names[each.person.id]), WeekPress(deed=SHOW, monday=monday, person_id=each.person.id).pack())
        for each in people
    ]


def _foot(weeks: Weeks) -> Keyboard:
    place = weeks.department.id

    def of_week(monday: date) -> str:
        return WeekTablePress(deed=SHOW, department_id=place, monday=monday.toordinal()).pack()

    return ((*turns(weeks.monday, weeks.today, of_week), Button(_("📄 Excel"), _press(BOOK, weeks))),)


def _press(deed: str, weeks: Weeks, page: int = 1) -> str:
    monday = weeks.monday.toordinal()
    return WeekTablePress(deed=deed, department_id=weeks.department.id, monday=monday, page=page).pack()


def _others(seen: Sequence[Department], weeks: Weeks) -> Keyboard:
    monday = weeks.monday.toordinal()
    buttons = [
        Button(cut(each.name, 20), WeekTablePress(deed=SHOW, department_id=each.id, monday=monday).pack())
        for each in seen
        if each.id != weeks.department.id
    ]
    return grid(buttons, 2)

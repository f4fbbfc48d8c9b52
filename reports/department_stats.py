"""A department at a glance: totals, and a row for every manager, who received most first."""

from datetime import date

from markupsafe import Markup

from reports.buttons import StatsPress
from reports.columns import cut
from reports.format import short
from reports.language import gettext as _
from reports.language import pgettext
from reports.markup import bold, fill, lines
from reports.message import Button, Keyboard, Message, grid
from reports.names import told_apart
from reports.pages import Page
from sales.errors import NotYoursError
from storage.actor import Actor
from storage.departments import Department
from storage.statistics import Statistics
from storage.transaction import Transaction

PAGE = 7
NAME, SUM, CALLS, MEETINGS = 8, 8, 4, 3
"""Widths of the columns: 35 letters with the gaps, what a phone shows in one line."""


async def department_stats(
    tx: Transaction,
    reader: Actor,
    days: tuple[date, date],
    title: Markup,
    period: str,
    department_id: int,
    page: int,
    periods: tuple[Button, ...],
) -> Message | None:
    seen = await tx.departments.seen(reader)
    place = next((each for each in seen if department_id in {0, each.id}), None)
    if place is None:
        return None if seen else Message(fill(_("There is no department yet. /start makes the first one.")))
    try:
        team = await tx.statistics.of_department(reader, place.id, *days)
    except NotYoursError:
        return None
    shown = Page.of(page, len(team), PAGE)
    rows = team[shown.first : shown.first + PAGE]
    text = lines(fill("{name} · {period}", name=bold(place.name), period=title), *_totals(team), "", _table(rows))
    turns = shown.turns(lambda n: StatsPress(period=period, department_id=department_id, page=n).pack())
    return Message(text, (periods, *turns, *_others(seen, place, period)))


def _totals(team: list[Statistics]) -> list[Markup | None]:
    received, confirmed = sum(each.received for each in team), sum(each.confirmed for each in team)
    figures = fill(
        _("✅ {received} · expected {expected} · 📞 {calls} · 🤝 {meetings}"),
        received=bold(short(received)),
        expected=short(sum(each.expected for each in team)),
        calls=sum(each.calls for each in team),
        meetings=sum(each.meetings for each in team),
    )
    sure = _("Confirmed {sure}, claimed {claimed}")
    trust = fill(sure, sure=short(confirmed), claimed=short(received - confirmed)) if received else None
    return [figures, trust]


def _table(team: list[Statistics]) -> Markup:
    if not team:
        return fill(_("No managers yet. Invite them: /invite"))
    head = _cells(
        "",
        pgettext("column", "came"),
        pgettext("column", "expected"),
        pgettext("column", "calls"),
        pgettext("column", "meet"),
    )
    names = told_apart({each.person_id: each.name for each in team})
    rows = [
        _cells(names[each.person_id], short(each.received), short(each.expected), str(each.calls), str(each.meetings))
        for each in team
    ]
    return fill("<pre>{table}</pre>", table="\n".join([head, *rows]))


def _cells(name: str, came: str, expected: str, calls: str, meetings: str) -> str:
    return (
        f"{cut(name, NAME):<{NAME}} {came:>{SUM}} {cut(expected, SUM):>{SUM}} {calls:>{CALLS}} {meetings:>{MEETINGS}}"
    )


def _others(seen: list[Department], place: Department, period: str) -> Keyboard:
    """The other departments that the reader watches."""
    buttons = [
        Button(cut(each.name, 20), StatsPress(period=period, department_id=each.id).pack())
        for each in seen
        if each.id != place.id
    ]
    return grid(buttons, 2)

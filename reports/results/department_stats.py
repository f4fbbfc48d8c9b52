"""A department at a glance: totals, and a row for every manager, who received most first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from reports.message.columns import cut
from reports.message.empty import no_department
from reports.message.format import short
from reports.message.language import gettext as _
from reports.message.language import pgettext
from reports.message.markup import bold, fill, lines
from reports.message.message import Button, Keyboard, Message, grid
from reports.message.names import told_apart
from reports.message.pages import Page
from reports.message.tables import Figures, tabled
from reports.plans.norm_lines import norms_kept, norms_line
from reports.results.presses import StatsPeriod, StatsPress
from sales.core.errors import NotYoursError
from sales.plans.norms import NormKind
from storage.engine.actor import Actor
from storage.results.statistics import Statistics
from storage.settings.departments import Department
from storage.transaction import Transaction

PAGE = 6


@dataclass(frozen=True, slots=True)
class Shown:
    """The days of the figures, the last of them that has begun, and which norms these days can be held against."""

    days: tuple[date, date]
    until: date
    norms: Sequence[NormKind]


async def department_stats(
    tx: Transaction,
    reader: Actor,
    shown_days: Shown,
    title: Markup,
    period: StatsPeriod,
    department_id: int,
    page: int,
    periods: tuple[Button, ...],
) -> Message | None:
    seen = await tx.departments.seen(reader)
    place = next((each for each in seen if department_id in {0, each.id}), None)
    if place is None:
        return None if seen else no_department()
    try:
        team = await tx.statistics.of_department(reader, place.id, *shown_days.days)
    except NotYoursError:
        return None
    shown = Page.of(page, len(team), PAGE)
    rows = team[shown.first : shown.first + PAGE]
    kept = await _norms(tx, reader, place, team, shown_days)
    above = lines(fill("{period} · {name}", name=place.name, period=title), *_totals(team), kept)
    turns = shown.turns(lambda n: StatsPress(period=period, department_id=department_id, page=n).pack())
    buttons = (periods, *turns, *_others(seen, place, period))
    if not rows:
        return Message(lines(above, "", fill(_("No managers yet. Invite them: /invite"))), buttons)
    names, figures = _columns(rows)
    came, expected, calls, meetings = figures
    done = [f"{one} · {other}" for one, other in zip(calls, meetings, strict=True)]
    return tabled(above, names, figures, buttons, native=[came, expected, done])


async def _norms(
    tx: Transaction, reader: Actor, place: Department, team: Sequence[Statistics], days: Shown
) -> Markup | None:
    counted = {each.person_id for each in team}
    people = [each for each in await tx.people.team(reader, place.id) if each.id in counted]
    return norms_line(await norms_kept(tx, people, team, (days.days[0], days.until), days.norms))


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


def _columns(team: list[Statistics]) -> tuple[list[str], Figures]:
    names = told_apart({each.person_id: each.name for each in team})
    figures = [
        [pgettext("column", "came"), *(short(each.received) for each in team)],
        [pgettext("column", "expected"), *(short(each.expected) for each in team)],
        [pgettext("column", "calls"), *(str(each.calls) for each in team)],
        [pgettext("column", "meet"), *(str(each.meetings) for each in team)],
    ]
    return [names[each.person_id] for each in team], figures


def _others(seen: list[Department], place: Department, period: StatsPeriod) -> Keyboard:
    """The other departments that the reader watches."""
    buttons = [
        Button(cut(each.name, 20), StatsPress(period=period, department_id=each.id).pack())
        for each in seen
        if each.id != place.id
    ]
    return grid(buttons, 2)

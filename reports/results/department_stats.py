"""A department at a glance: totals, and a row for every manager, who received most first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from reports.clients.unowned import hand_over, unowned_line
from reports.enquiries.line import enquiries_line
from reports.message.address import Address
from reports.message.format import short
from reports.message.language import gettext as _
from reports.message.language import pgettext
from reports.message.markup import bold, fill, lines
from reports.message.message import Button, Message
from reports.message.screens.empty import no_department, no_managers
from reports.message.screens.pages import Page
from reports.message.screens.switches import other_departments
from reports.message.tables import Figures, draw_table
from reports.message.words.called import call_people, tell_received_beside
from reports.message.words.names import tell_apart
from reports.payments.trust import trust_line
from reports.plans.norm_lines import calls_line, count_norms_kept, norms_line
from reports.svod.buttons import offer_dashboard
from reports.telephony.line import honesty_line, missed_line
from sales.core.errors import NotYoursError
from sales.plans.norms import NormKind
from storage.engine.actor import Actor
from storage.results.statistics import Statistics, TeamStatistics
from storage.settings.departments import Department
from storage.transaction import Transaction

PAGE = 6


@dataclass(frozen=True, slots=True)
class Shown:
    """The view and its periods; the days of the figures, the last of them that has begun, and their norms."""

    view: Address
    periods: tuple[Button, ...]
    title: Markup
    days: tuple[date, date]
    until: date
    norms: Sequence[NormKind]


async def department_stats(
    tx: Transaction,
    reader: Actor,
    asked: Shown,
    department_id: int,
    page: int,
) -> Message | None:
    """None where the reader does not see that department; 0 is the first one that they do."""
    seen = await tx.as_(reader).departments.list_seen()
    place = next((each for each in seen if department_id in {0, each.id}), None)
    if place is None:
        return None if seen else no_department()
    try:
        team = await tx.as_(reader).statistics.of_department(place.id, *asked.days)
    except NotYoursError:
        return None
    unowned = await tx.system.week_plans.sum_unowned(place.id)
    shown = Page.of(page, len(team.people), PAGE)
    rows = team.people[shown.first : shown.first + PAGE]
    kept = await _norms(tx, reader, place, team.people, asked)
    title = fill("{period} · {name}", name=place.name, period=asked.title)
    asking = await enquiries_line(tx, reader, asked.days, place.id)
    missed = await missed_line(tx, reader, asked.days, place.id)
    received = {whose: each.received for whose, each in team.beside.items()}
    beside = tell_received_beside(received, await call_people(tx, received))
    above = lines(title, *_totals(team), *beside, kept, asking, missed, unowned_line(unowned))
    buttons = (
        asked.periods,
        (offer_dashboard("svod"),),
        *hand_over(reader, place.id, unowned),
        *shown.draw_turns(asked.view),
        *other_departments(asked.view, seen, place),
    )
    if not rows:
        step = no_managers(reader, place.id)
        return Message(lines(above, "", step.said), (*step.buttons, *buttons))
    names, figures = _columns(rows)
    came, expected, calls, meetings = figures
    done = [f"{one} · {other}" for one, other in zip(calls, meetings, strict=True)]
    return draw_table(above, names, figures, buttons, native=[came, expected, done])


async def _norms(
    tx: Transaction, reader: Actor, place: Department, team: Sequence[Statistics], days: Shown
) -> Markup | None:
    done = {each.person_id: each.done for each in team}
    people = [each for each in await tx.as_(reader).people.team(place.id) if each.id in done]
    return norms_line(await count_norms_kept(tx, reader, people, done, (days.days[0], days.until), days.norms))


def _totals(team: TeamStatistics) -> list[Markup | None]:
    """Money of the department, not of who works there now."""
    total = team.total
    figures = fill(
        _("✅ {received} · expected {expected} · 📞 {calls} · 🤝 {meetings}"),
        received=bold(short(total.received)),
        expected=short(total.expected),
        calls=total.done.calls,
        meetings=total.done.meetings,
    )
    return [
        figures,
        calls_line(total.done, {}),
        honesty_line(total.done),
        trust_line(total.received, total.confirmed),
    ]


def _columns(team: Sequence[Statistics]) -> tuple[list[str], Figures]:
    names = tell_apart({each.person_id: each.name for each in team})
    figures = [
        [pgettext("column", "came"), *(short(each.received) for each in team)],
        [pgettext("column", "due"), *(short(each.expected) for each in team)],
        [pgettext("column", "calls"), *(str(each.done.calls) for each in team)],
        [pgettext("column", "meet"), *(str(each.done.meetings) for each in team)],
    ]
    return [names[each.person_id] for each in team], figures

"""What the period will end with (SPEC 12): of the department and of everybody, and what the rest takes in work."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from markupsafe import Markup

from reports.clients.unowned import unowned_line
from reports.message.format import figure, percent, short
from reports.message.language import gettext as _
from reports.message.language import ngettext
from reports.message.markup import bold, fill, lines
from reports.message.message import Message
from reports.message.screens.pages import Page
from reports.message.words.names import tell_apart
from reports.payments.trust import tell_known_trust
from reports.svod.asked import PeriodView
from reports.svod.figures import Svod, SvodRow
from reports.svod.pages import as_of, back, figures, in_place, read_now
from reports.svod.presses import ForecastAddress, PeriodAddress
from reports.svod.words import LIGHTS, tell_department
from sales.calendar.calendar import DAY
from sales.core.money import Percent
from sales.payments.awaited import Awaited
from sales.plans.decomposition import (
    ENOUGH_OBSERVATIONS,
    OBSERVED_DAYS,
    Decomposition,
    NoNumber,
    Observed,
    decompose,
)
from sales.plans.pace import light
from sales.results.forecast import Forecast, forecast, still_coming
from storage.engine.actor import Actor
from storage.transaction import Transaction

PAGE = 4


@dataclass(frozen=True, slots=True)
class Ahead:
    """A forecast against the plan."""

    plan: int | None
    found: Forecast

    @property
    def share(self) -> Percent | None:
        """The weighted forecast / the plan."""
        return None if self.plan is None else Percent.of(self.found.weighted, self.plan)

    @property
    def place(self) -> tuple[bool, Fraction]:
        """Who will be farthest from the plan first; without a plan last."""
        return not self.plan, Fraction(self.found.weighted, self.plan) if self.plan else Fraction(0)


class ForecastView(ForecastAddress, PeriodView):
    """The department and its people; a manager reads the own one with what the rest of the plan takes."""

    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        svod = await read_now(tx, reader, self)
        if svod is None:
            return None
        asked = in_place(self, svod)
        if svod.own is not None:
            return await _show_own(tx, svod, svod.own, asked)
        return _of_department(
            reader, svod, await tx.system.week_plans.list_awaited_of_department(svod.department.id, asked.last), asked
        )


def ahead_of(svod: Svod, row: SvodRow, awaited: Iterable[Awaited]) -> Ahead:
    """A row of the report; what is dated up to the period's end may still come until the department's last day."""
    coming, days = still_coming(awaited, svod.days), row.standing.days
    return Ahead(row.standing.plan, forecast(row.standing.fact, coming, svod.period.last, days))


def ahead_of_department(svod: Svod, awaited: Mapping[int | None, Sequence[Awaited]]) -> Ahead:
    """All its money, whoever it belongs to, and that of nobody."""
    coming = still_coming((item for items in awaited.values() for item in items), svod.days)
    return Ahead(svod.plan, forecast(svod.fact, coming, svod.period.last, svod.days))


def _of_department(
    reader: Actor, svod: Svod, awaited: Mapping[int | None, Sequence[Awaited]], asked: PeriodAddress
) -> Message:
    names = tell_apart({row.person.id: row.person.name for row in svod.rows})
    whole = ahead_of_department(svod, awaited)
    people = [(ahead_of(svod, row, awaited.get(row.person.id, ())), names[row.person.id]) for row in svod.rows]
    people.sort(key=lambda each: each[0].place)
    shown = Page.of(asked.page, len(people), PAGE)
    told = [line for each in people[shown.first : shown.first + PAGE] for line in _person(*each)]
    head = tell_department(reader, svod.department, _against(whole))
    beside = (tell_known_trust(svod.fact, svod.confirmed), unowned_line(svod.unowned))
    text = lines(_title(svod), head, *_borders(whole.found), *beside, "", *told)
    return Message(text, (*shown.draw_turns(asked), *back(asked)))


async def _show_own(tx: Transaction, svod: Svod, row: SvodRow, asked: PeriodAddress) -> Message:
    awaited = (await tx.system.week_plans.list_awaited([row.person.id], asked.last)).get(row.person.id, ())
    ahead = ahead_of(svod, row, awaited)
    told = [_title(svod), fill(_("You: {sum}"), sum=_against(ahead)), *_borders(ahead.found)]
    begun = svod.today - DAY * (OBSERVED_DAYS - 1)
    observed = await tx.system.track_record.observe(row.person.id, begun, svod.today)
    left = None if row.standing.plan is None else row.standing.plan - row.standing.fact
    trust = tell_known_trust(row.standing.fact, row.confirmed)
    return Message(lines(*told, trust, "", *rest_lines(left, decompose(left, observed), observed)), back(asked))


def _title(svod: Svod) -> Markup:
    return fill(_("Forecast · {period}"), period=as_of(svod))


def _against(ahead: Ahead) -> Markup:
    """«3,65 из 4,00 млн · 91,3 % 🟡»"""
    if not ahead.plan:
        return bold(figure(ahead.found.weighted))
    weighted, plan = figures(ahead.found.weighted, ahead.plan)
    of_plan = _("{part} of {whole}").format(part=weighted, whole=plan)
    share = ahead.share
    return fill("{sum} · {share} {light}", sum=bold(of_plan), share=percent(share), light=LIGHTS[light(share)])


def _borders(found: Forecast) -> list[Markup]:
    safe, most = figures(found.safe, found.maximum)
    pace = "—" if found.by_pace is None else figure(found.by_pace)
    return [fill(_("safe {safe} · maximum {most}"), safe=safe, most=most), fill(_("by pace {sum}"), sum=pace)]


def _person(ahead: Ahead, name: str) -> list[Markup]:
    """«🟡 Анна · 1,65 из 2,00 млн · 82,6 %» and «от 1,43 до 1,93 млн · темпом 1,71 млн»."""
    found, sign = ahead.found, LIGHTS[light(ahead.share)]
    if ahead.plan:
        weighted, plan = figures(found.weighted, ahead.plan)
        of_plan = _("{part} of {whole}").format(part=weighted, whole=plan)
        head = fill("{light} {name} · {sum} · {share}", light=sign, name=name, sum=of_plan, share=percent(ahead.share))
    else:
        head = fill("{light} {name} · {sum}", light=sign, name=name, sum=figure(found.weighted))
    return [head, *_range(found)]


def _range(found: Forecast) -> list[Markup]:
    """Nothing where all is here already and no pace is known; one number is no range."""
    pace = None if found.by_pace is None else figure(found.by_pace)
    if found.safe == found.maximum:
        return [] if pace is None else [fill(_("by pace {sum}"), sum=pace)]
    safe, most = figures(found.safe, found.maximum)
    if pace is None:
        return [fill(_("from {safe} to {most}"), safe=safe, most=most)]
    return [fill(_("from {safe} to {most} · by pace {pace}"), safe=safe, most=most, pace=pace)]


def rest_lines(left: int | None, found: Decomposition, observed: Observed) -> list[Markup]:
    """«Осталось 800 тыс: 5 сделок, 12 встреч, 40 звонков», as far as the own last 90 days can tell."""
    if left is None:
        return [fill(_("No plan is set: nothing to break down"))]
    if left <= 0:
        return [fill(_("The plan is done"))]
    deals, meetings, calls = found.deals.count, found.meetings.count, found.calls.count
    parts = [] if deals is None else [ngettext("{n} deal", "{n} deals", deals).format(n=deals)]
    parts += [] if meetings is None else [ngettext("{n} meeting", "{n} meetings", meetings).format(n=meetings)]
    parts += [] if calls is None else [ngettext("{n} call", "{n} calls", calls).format(n=calls)]
    sum_ = bold(short(left))
    head = fill(_("Left: {sum}"), sum=sum_) if not parts else fill(_("{sum} to go. That takes"), sum=sum_)
    told = [head, *([fill("{work}", work=", ".join(parts))] if parts else [])]
    if parts:
        told.append(fill(_("by your own last 90 days")))
    reason = next((each.reason for each in (found.deals, found.meetings, found.calls) if each.reason is not None), None)
    return [*told, *_missing(reason, observed)]


def _missing(reason: NoNumber | None, observed: Observed) -> list[Markup]:
    """Two lucky deals promise nothing: how many are wanted before a number is said."""
    if reason is NoNumber.NO_REVENUE:
        return [fill(_("Refunds in 90 days exceed what was received"))]
    words = {
        NoNumber.TOO_FEW_DEALS: (_("In deals from {enough} payments on, {n} so far"), observed.deals),
        NoNumber.TOO_FEW_MEETINGS: (_("Meetings: from {enough} of them on, {n} so far"), observed.meetings),
        NoNumber.TOO_FEW_CALLS: (_("Calls: from {enough} of them on, {n} so far"), observed.calls),
    }
    if reason not in words:
        return []
    text, count = words[reason]
    return [fill(text, enough=ENOUGH_OBSERVATIONS, n=count)]

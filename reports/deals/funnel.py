"""/funnel: by cohort of the deals created in a period, and what is open now; as text, picture and workbook."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import partial

from markupsafe import Markup

from reports.deals.addresses import FunnelAddress, FunnelBookAddress, FunnelPictureAddress
from reports.deals.asked import DealPeriodView, DealScope, as_, find_scope, people_rows
from reports.deals.first_deal import deal_step
from reports.message.files.chart import Bar, Picture
from reports.message.files.workbook import Column, Kind, Sheet, make_workbook
from reports.message.format import decimal, percent, short
from reports.message.language import gettext as _
from reports.message.language import ngettext
from reports.message.markup import bold, fill, lines
from reports.message.message import File, Message
from reports.message.screens.empty import FirstStep
from reports.message.screens.periods import period_rows
from reports.message.screens.switches import choices
from reports.message.view import button
from reports.message.words.terms import stage_label
from sales.calendar.calendar import DAY
from sales.core.money import Percent
from sales.deals.funnel import FEW, FunnelStep
from storage.deals.funnels import CohortCounts, FunnelCounts, OpenStage
from storage.engine.actor import Actor
from storage.transaction import Transaction

FUNNEL = "funnel"
"""The kind of a kept report: what was open at a workday's close."""


class FunnelView(FunnelAddress, DealPeriodView):
    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        scope = await find_scope(tx, reader, self)
        if scope is None:
            return None
        found = await _count(tx, reader, scope)
        told = await self._tell(tx, reader, scope, found)
        step = FirstStep(Markup())
        is_bare = not found.cohort.made and not any(each.count for each in found.open.values())
        if is_bare and scope.is_running:
            step = await deal_step(tx, reader, scope.department)
            told = [*told, Markup(), step.said]
        labels = {False: _("Funnel"), True: _("Open now")}
        files = (
            button(_("📊 Chart"), as_(self, FunnelPictureAddress)),
            button(_("📄 Excel"), as_(self, FunnelBookAddress)),
        )
        rows = (choices(self, "now", labels), *period_rows(self, scope.today), files, *people_rows(self, scope))
        return Message(lines(*told), (*step.buttons, *rows))

    async def _tell(self, tx: Transaction, reader: Actor, scope: DealScope, found: FunnelCounts) -> list[Markup]:
        if self.now:
            return [*_now(scope, found, await _read_kept(tx, reader, scope))]
        before = await tx.as_(reader).funnels.count_paid(scope.department.id, *scope.before, scope.person_id)
        return [*_cohort(scope, found, before)]


class FunnelPicture(FunnelPictureAddress, DealPeriodView):
    """A bar for each stage: of all that were created, how many reached it, and how many in the period before."""

    is_file = True

    async def draw(self, tx: Transaction, reader: Actor) -> File | None:
        scope = await find_scope(tx, reader, self)
        if scope is None:
            return None
        found, past = await _count(tx, reader, scope), scope.go_back()
        reached = await _count_reached(tx, reader, past)
        total = found.cohort.made or None
        bars = [_make_bar(each, total, reached[each.stage.code], past.days) for each in found.steps]
        picture = Picture(_title(scope), _conversion(found), bars)
        return File("funnel.png", picture.draw, Message(fill("{title}", title=_title(scope))), is_picture=True)


def _make_bar(step: FunnelStep, total: int | None, before: FunnelStep, past: str) -> Bar:
    """«Договор», «1 · → 100,0 % · октябрь: 3»"""
    label = f"{_tell_reached(step)} · {past}: {before.reach}"
    return Bar(stage_label(step.stage), label, step.reach, total, before=before.reach)


class FunnelWorkbook(FunnelBookAddress, DealPeriodView):
    is_file = True

    async def draw(self, tx: Transaction, reader: Actor) -> File | None:
        scope = await find_scope(tx, reader, self)
        if scope is None:
            return None
        found = await _count(tx, reader, scope)
        reached = await _count_reached(tx, reader, scope.go_back())
        rows = [
            StageFigures(each, found.open.get(each.stage.code, OpenStage()), reached[each.stage.code])
            for each in found.steps
        ]
        sheet = Sheet(_("Funnel"), _columns(), rows, above=(_title(scope), _by_cohort(), _conversion(found)))
        name = f"{_('Funnel')} {scope.days}.xlsx"
        return File(name, partial(make_workbook, [sheet]), Message(fill("{title}", title=_title(scope))))


@dataclass(frozen=True, slots=True)
class StageFigures:
    """A row of the workbook: what the cohort did, and what is open now."""

    step: FunnelStep
    now: OpenStage
    before: FunnelStep
    """Of the cohort of the period before."""


def _columns() -> tuple[Column[StageFigures], ...]:
    return (
        Column(_("Stage"), lambda row: stage_label(row.step.stage)),
        Column(_("Reached"), lambda row: row.step.reach, Kind.COUNT),
        Column(_("On to the next"), lambda row: row.step.conversion, Kind.SHARE),
        Column(_("Median days"), lambda row: row.step.median, Kind.NUMBER, width=14),
        Column(_("Visits"), lambda row: row.step.visits, Kind.COUNT),
        Column(_("Reached before"), lambda row: row.before.reach, Kind.COUNT),
        Column(_("To the next before"), lambda row: row.before.conversion, Kind.SHARE, width=14),
        Column(_("Open now"), lambda row: row.now.count, Kind.COUNT, is_summed=True),
        Column(_("Sum"), lambda row: row.now.total, Kind.MONEY, is_summed=True),
        Column(_("Weighted"), lambda row: _weigh(row.now, row.step.stage.probability), Kind.MONEY, is_summed=True),
    )


async def _count(tx: Transaction, reader: Actor, scope: DealScope) -> FunnelCounts:
    return await tx.as_(reader).funnels.count(scope.department.id, scope.first, scope.last, scope.person_id)


async def _count_reached(tx: Transaction, reader: Actor, scope: DealScope) -> dict[str, FunnelStep]:
    """By stage; today's stages are those of every period."""
    return {each.stage.code: each for each in (await _count(tx, reader, scope)).steps}


async def _read_kept(tx: Transaction, reader: Actor, scope: DealScope) -> dict[str, list[int]]:
    """What was open at the last workday's close, of the whole department."""
    if scope.person_id is not None:
        return {}
    found = await tx.as_(reader).kept_reports.last(scope.department.id, FUNNEL, scope.today - DAY)
    return {} if found is None else dict(found.figures)


def _title(scope: DealScope) -> str:
    return _("Funnel · {name} · {period}").format(name=scope.name, period=scope.days)


def _by_cohort() -> str:
    return _("by deals created in the period")


def _cohort(scope: DealScope, found: FunnelCounts, before: CohortCounts) -> Iterator[Markup]:
    yield fill("🔻 {title}", title=bold(_title(scope)))
    yield fill("{said}", said=_by_cohort())
    if not found.cohort.made:
        yield fill(_("No deal was created in these days."))
        return
    for each in found.steps:
        yield fill("{stage} · {said}", stage=stage_label(each.stage), said=_tell_reached(each))
    yield fill("{said}", said=_conversion(found))
    if before.made:
        share = percent(Percent.of(before.paid, before.made))
        yield fill(_("Before: {n}, conversion {share}"), n=before.made, share=share)


def _tell_reached(step: FunnelStep) -> str:
    """«5 · 80,0 % · 2 дн (4)»: how many, how many go on, how long they stay."""
    stays = tell_days(step.median, step.visits) if step.median is not None else None
    said = (str(step.reach), None if step.conversion is None else f"→ {percent(step.conversion)}", stays)
    return " · ".join(filter(None, said))


def tell_days(days: Fraction | None, count: int) -> str:
    """«18 дн (1)»: the count under five."""
    few = f" ({count})" if count < FEW else ""
    return _("{days} d").format(days=days_figure(days)) + few


def days_figure(days: Fraction | None) -> str:
    """«1,5»; a whole number without its point."""
    return "" if days is None else decimal(days)


def _conversion(found: FunnelCounts) -> str:
    said = _("Conversion {share}").format(share=percent(Percent.of(found.cohort.paid, found.cohort.made)))
    if not found.cohort.under_way:
        return said
    return _("{conversion} · the cohort is still open: {n}").format(conversion=said, n=found.cohort.under_way)


def _now(scope: DealScope, found: FunnelCounts, kept: dict[str, list[int]]) -> Iterator[Markup]:
    open_ = [(each, found.open.get(each.code, OpenStage())) for each in found.book.open]
    count, total = sum(each.count for _stage, each in open_), sum(each.total for _stage, each in open_)
    weighted = sum(_weigh(each, stage.probability) for stage, each in open_)
    yield fill(_("🔻 Open now · {name}"), name=bold(scope.name))
    deals = ngettext("{n} deal", "{n} deals", count).format(n=count)
    yield fill(_("{deals}, {sum} · weighted {weighted}"), deals=deals, sum=short(total), weighted=short(weighted))
    if kept:
        more = count - sum(each[0] for each in kept.values())
        money = total - sum(each[1] for each in kept.values())
        said = {"n": f"{more:+}".replace("-", "−"), "sum": f"{'+' if money > 0 else ''}{short(money)}"}
        same = fill(_("as at the last workday's close"))
        yield fill(_("since the last workday {n}, {sum}"), **said) if more or money else same
    for stage, each in open_:
        yield fill("{stage} · {n} · {sum}", stage=stage_label(stage), n=each.count, sum=short(each.total))


def _weigh(each: OpenStage, probability: int) -> int:
    return each.total * probability // 100


def print_open(found: dict[str, OpenStage]) -> dict[str, list[int]]:
    """As it is kept at a workday's close."""
    return {code: [each.count, each.total] for code, each in found.items()}

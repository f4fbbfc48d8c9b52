"""The summary report as a picture and as a workbook: made when they are sent, in a thread, from figures read before."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import partial
from typing import Any

from markupsafe import Markup

from reports.message.files.chart import Bar, DaysLine, Picture
from reports.message.files.workbook import Column, Kind, Sheet, make_workbook
from reports.message.format import percent, short, short_date
from reports.message.language import gettext as _
from reports.message.language import pgettext
from reports.message.markup import lines
from reports.message.message import File, Message
from reports.message.words.called import call_owner
from reports.message.words.names import tell_apart
from reports.message.words.terms import fact_kind, trust_words
from reports.plans.opening import opening_line, tell_assumed
from reports.svod.asked import PeriodView, load
from reports.svod.figures import Svod, SvodRow, read_own_svod, running_sums
from reports.svod.presses import SvodBookAddress, SvodFileAddress, SvodPictureAddress
from reports.svod.words import money_of, period_words, reason_words, tell_confirmed_only, title
from sales.calendar.calendar import week_of
from sales.core.errors import NotYoursError
from sales.core.people import SELLERS
from sales.payments.receipt import Fact
from sales.plans.pace import NoPace
from sales.results.forecast import forecast
from storage.engine.actor import Actor
from storage.results.period_weeks import PersonWeeks
from storage.transaction import Transaction

MOST_BARS = 20


class SvodPicture(SvodPictureAddress, PeriodView):
    """Bars of plan and fact, and the month's money day by day. A manager sees the own bar alone."""

    is_file = True

    async def draw(self, tx: Transaction, reader: Actor) -> File | None:
        found = await _figures(tx, reader, self)
        if found is None:
            return None
        return File("svod.png", _picture(found).draw, Message(lines(*_heads(found, self))), is_picture=True)


class SvodWorkbook(SvodBookAddress, PeriodView):
    """A sheet with a row for each manager, and one with a row for each fact."""

    is_file = True

    async def draw(self, tx: Transaction, reader: Actor) -> File | None:
        found = await _figures(tx, reader, self)
        if found is None:
            return None
        if found.own is not None:
            facts = await tx.as_(reader).period.facts_of(*self.days)
        else:
            facts = await tx.as_(reader).period.facts(found.department.id, *self.days, closing=self.closing)
        above = found.department.name, " · ".join(each.striptags() for each in _heads(found, self))
        sheets: list[Sheet[Any]] = [
            _people_sheet(found, await tx.as_(reader).period.weeks(found.period), above),
            _facts_sheet(found, facts, above, by_bank=_is_by_bank(found, self)),
        ]
        name = f"{_('Summary report')} {period_words(found)}.xlsx"
        return File(name, partial(make_workbook, sheets), Message(lines(*_heads(found, self))))


def _is_by_bank(svod: Svod, asked: SvodFileAddress) -> bool:
    return asked.closing and svod.department.counts_confirmed


def _heads(svod: Svod, asked: SvodFileAddress) -> list[Markup]:
    """Of which period, as of when, and by what money."""
    return [title(svod), *([tell_confirmed_only()] if _is_by_bank(svod, asked) else [])]


async def _figures(tx: Transaction, reader: Actor, asked: SvodFileAddress) -> Svod | None:
    try:
        if reader.role in SELLERS:
            return await read_own_svod(tx, reader, asked.days, tx.clock.now())
        seen = await tx.as_(reader).departments.list_seen()
        return (await load(tx, reader, asked, seen, closing=asked.closing))[0]
    except NotYoursError:
        return None


def _rows(svod: Svod) -> tuple[SvodRow, ...]:
    """What this reader may see one by one."""
    return svod.rows if svod.own is None else (svod.own,)


def _picture(svod: Svod) -> Picture:
    told = _("Department: {sum}").format(sum=money_of(svod.fact, svod.plan))
    if svod.total.pace is not None:
        told = _("{total} · pace {pace}").format(total=told, pace=percent(svod.total.pace))
    head = _("Summary report · {period}").format(period=period_words(svod))
    return Picture(head, told, _bars(svod), make_month_line(svod) if svod.own is None else None)


def _bars(svod: Svod) -> list[Bar]:
    rows = _rows(svod)[:MOST_BARS]
    names = tell_apart({row.person.id: row.person.name for row in rows})
    return [make_bar(row, names[row.person.id]) for row in rows]


def make_bar(row: SvodRow, name: str) -> Bar:
    """A person's fact on the track of their plan, with the pace or why there is none."""
    standing, money = row.standing, money_of(row.standing.fact, row.standing.plan)
    told = percent(standing.pace) if standing.reason is None else reason_words(standing.reason)
    return Bar(name, f"{money} · {told}", standing.fact, standing.plan, standing.light)


def make_month_line(svod: Svod) -> DaysLine | None:
    """Of a month or longer; days of a week make no line."""
    days, planned, facts = running_sums(svod)
    if not svod.is_month or not (planned[-1] or any(facts)):
        return None
    plan, came, today = pgettext("chart", "plan"), pgettext("chart", "came"), min(svod.today, svod.period.last)
    return DaysLine(
        title=_("Money since the period began"),
        days=days,
        planned=planned,
        fact=facts,
        plan_label=reason_words(NoPace.NO_PLAN) if svod.plan is None else f"{plan} {short(planned[-1])}",
        fact_label=f"{short_date(today)}: {came} {short(facts[-1])}" if facts else "",
        ahead=None if svod.is_closed else forecast(svod.fact, (), svod.period.last, svod.days).by_pace,
    )


def _people_sheet(svod: Svod, weeks: Mapping[int, PersonWeeks], above: tuple[str, str]) -> Sheet[SvodRow]:
    monday = week_of(svod.today)[0]

    def week_plan(row: SvodRow) -> int | None:
        week = weeks[row.person.id].weeks.get(monday)
        return None if week is None else week.total

    pace = svod.total.pace if svod.own is None else svod.own.standing.pace
    money = partial(Column[SvodRow], kind=Kind.MONEY)
    summed = partial(money, is_summed=True)
    columns: tuple[Column[SvodRow], ...] = (
        Column(_("Manager"), lambda row: row.person.name),
        summed(_("Plan"), lambda row: row.standing.plan),
        summed(_("Fact"), lambda row: row.standing.fact),
        summed(_("Confirmed"), lambda row: row.confirmed),
        summed(_("Off plan"), lambda row: weeks[row.person.id].off_plan),
        summed(_("Plan to the week's end"), lambda row: row.standing.plan_to_week_end),
        summed(_("Left to the week's end"), lambda row: row.standing.left_to_week_end),
        Column(_("Workdays"), lambda row: row.standing.days.total, Kind.COUNT),
        Column(_("Workdays left"), lambda row: row.standing.days.left, Kind.COUNT),
        Column(_("Pace"), lambda row: row.standing.pace, Kind.SHARE, total=pace),
        money(_("Needed per day"), lambda row: row.standing.need.value),
        summed(_("Week plan"), week_plan),
        Column(_("Note"), _note, width=30),
    )
    rows = [*_rows(svod), *(svod.beside if svod.own is None else ())]
    return Sheet(_("Summary report"), columns, rows, total=_("Total"), above=above)


def _note(row: SvodRow) -> str:
    """What the chat says beside the figures: why there is no pace, what the plan waits for, what came before Reper."""
    reason = reason_words(row.standing.reason) if row.standing.reason and row.person.id else ""
    assumed = tell_assumed(is_own=False).unescape().replace("\n", " ") if row.is_assumed else ""
    before = opening_line(row.opening)
    return "; ".join(filter(None, (reason, assumed, before.unescape() if before is not None else "")))


def _facts_sheet(svod: Svod, facts: Iterable[Fact], above: tuple[str, str], *, by_bank: bool) -> Sheet[Fact]:
    """There may be twenty thousand. `by_bank`: of the day on which the bank has shown them."""
    names = {**svod.called, **{each.person.id: each.person.name for each in svod.period.people}}

    def day_of(fact: Fact) -> date:
        return fact.bank_day or fact.on if by_bank else fact.on

    columns: tuple[Column[Fact], ...] = (
        Column(_("Date"), day_of, Kind.DAY),
        Column(_("Client"), lambda fact: fact.client_name or _("Before Reper"), width=30),
        Column(_("Manager"), lambda fact: call_owner(names, fact.owner_id)),
        Column(_("Sum"), lambda fact: fact.amount, Kind.MONEY, is_summed=True),
        Column(_("Kind"), lambda fact: fact_kind(fact.kind), width=14),
        Column(_("Trust"), lambda fact: trust_words(fact.trust), width=16),
        Column(_("Expected payment"), _of_payment, width=18),
        Column(_("Comment"), lambda fact: fact.comment or "", width=30),
    )
    rows = sorted(facts, key=lambda fact: (day_of(fact), fact.id))
    return Sheet(_("Facts"), columns, rows, total=_("Total"), above=above)


def _of_payment(fact: Fact) -> str:
    return _("off plan") if fact.payment_id is None else f"№ {fact.payment_id}"

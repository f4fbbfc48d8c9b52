"""The summary report as a picture and as a workbook: made when they are sent, in a thread, from figures read before."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial

from reports.message.format import figure_of, percent, short, short_date
from reports.message.language import gettext as _
from reports.message.language import pgettext
from reports.message.message import File, Message
from reports.message.names import told_apart
from reports.message.terms import trust_words
from reports.message.workbook import Column, Kind, Sheet, Value, make_workbook
from reports.svod.asked import PeriodView, load
from reports.svod.figures import Svod, SvodRow, own_svod, running_sums
from reports.svod.picture import Bar, MonthLine, Words, draw
from reports.svod.presses import PeriodAddress, SvodBookAddress, SvodPictureAddress
from reports.svod.words import period_words, reason_words, title
from sales.calendar.calendar import week_of
from sales.core.errors import NotYoursError
from sales.core.people import SELLERS
from sales.payments.facts import FactKind, Trust
from sales.payments.receipt import Fact
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
        words = _words(found)
        make = partial(draw, words, _bars(found), _month(found) if found.own is None else None)
        return File("svod.png", make, Message(title(found)), is_picture=True)


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
            facts = await tx.as_(reader).period.facts(found.department.id, *self.days)
        sheets = [_people_sheet(found, await tx.as_(reader).period.weeks(found.period)), _facts_sheet(found, facts)]
        name = f"{_('Summary report')} {period_words(found)}.xlsx"
        return File(name, partial(make_workbook, sheets), Message(title(found)))


async def _figures(tx: Transaction, reader: Actor, asked: PeriodAddress) -> Svod | None:
    try:
        if reader.role in SELLERS:
            return await own_svod(tx, reader, asked.days, tx.clock.now())
        return (await load(tx, reader, asked, await tx.as_(reader).departments.seen()))[0]
    except NotYoursError:
        return None


def _rows(svod: Svod) -> tuple[SvodRow, ...]:
    """What this reader may see one by one."""
    return svod.rows if svod.own is None else (svod.own,)


def _words(svod: Svod) -> Words:
    money = short(svod.fact) if svod.plan is None else figure_of(svod.fact, svod.plan)
    told = _("Department: {sum}").format(sum=money)
    if svod.total.pace is not None:
        told = _("{total} · pace {pace}").format(total=told, pace=percent(svod.total.pace))
    return Words(
        title=_("Summary report · {period}").format(period=period_words(svod)),
        subtitle=told,
        money=_("Money since the period began"),
        plan=pgettext("chart", "plan"),
        fact=pgettext("chart", "came"),
        today=short_date(min(svod.today, svod.period.last)),
    )


def _bars(svod: Svod) -> list[Bar]:
    rows = _rows(svod)[:MOST_BARS]
    names = told_apart({row.person.id: row.person.name for row in rows})
    return [_bar(row, names[row.person.id]) for row in rows]


def _bar(row: SvodRow, name: str) -> Bar:
    standing = row.standing
    money = short(standing.fact) if standing.plan is None else figure_of(standing.fact, standing.plan)
    told = percent(standing.pace) if standing.reason is None else reason_words(standing.reason)
    return Bar(name, standing.plan, standing.fact, standing.light, f"{money} · {told}")


def _month(svod: Svod) -> MonthLine | None:
    """Of a month or longer; days of a week make no line."""
    days, planned, facts = running_sums(svod)
    if not svod.is_month or not (planned[-1] or any(facts)):
        return None
    ahead = None if svod.is_closed else forecast(svod.fact, (), svod.period.last, svod.days).by_pace
    return MonthLine(days, planned, facts, ahead)


def _people_sheet(svod: Svod, weeks: Mapping[int, PersonWeeks]) -> Sheet:
    money = partial(Column, kind=Kind.MONEY, is_summed=True)
    columns = (
        Column(_("Manager")),
        money(_("Plan")),
        money(_("Fact")),
        money(_("Confirmed")),
        money(_("Off plan")),
        money(_("Plan to the week's end")),
        money(_("Left to the week's end")),
        Column(_("Workdays"), Kind.COUNT),
        Column(_("Workdays left"), Kind.COUNT),
        Column(_("Pace"), Kind.SHARE),
        Column(_("Needed a day"), Kind.MONEY),
        Column(_("Week plan"), Kind.MONEY),
        Column(_("Note"), width=30),
    )
    return Sheet(
        _("Summary report"),
        columns,
        [_person_row(row, weeks[row.person.id], svod.today) for row in _rows(svod)],
        total=_("Total"),
    )


def _person_row(row: SvodRow, weeks: PersonWeeks, today: date) -> tuple[Value, ...]:
    standing, this_week = row.standing, weeks.weeks.get(week_of(today)[0])
    return (
        row.person.name,
        standing.plan,
        standing.fact,
        row.confirmed,
        weeks.off_plan,
        standing.plan_to_week_end,
        standing.left_to_week_end,
        standing.days.total,
        standing.days.left,
        standing.pace,
        standing.need.value,
        None if this_week is None else this_week.total,
        "" if standing.reason is None else reason_words(standing.reason),
    )


def _facts_sheet(svod: Svod, facts: Iterable[Fact]) -> Sheet:
    columns = (
        Column(_("Date"), Kind.DAY),
        Column(_("Client"), width=30),
        Column(_("Manager")),
        Column(_("Sum"), Kind.MONEY, is_summed=True),
        Column(_("Kind"), width=14),
        Column(_("Trust"), width=16),
        Column(_("Expected payment"), width=18),
    )
    names = {each.person.id: each.person.name for each in svod.period.people}
    words = _FactWords(names, {each: trust_words(each) for each in Trust}, _("refund"), _("receipt"), _("off plan"))
    return Sheet(_("Facts"), columns, _fact_rows(facts, words), total=_("Total"))


@dataclass(frozen=True, slots=True)
class _FactWords:
    """Gathered before the thread that writes the rows, and knows no language."""

    names: Mapping[int, str]
    trust: Mapping[Trust, str]
    refund: str
    receipt: str
    off_plan: str


def _fact_rows(facts: Iterable[Fact], words: _FactWords) -> Iterator[tuple[Value, ...]]:
    """One by one as they are written: there may be twenty thousand."""
    for fact in sorted(facts, key=lambda fact: (fact.on, fact.id)):
        yield (
            fact.on,
            fact.client_name,
            words.names.get(fact.owner_id or 0, ""),
            fact.amount,
            words.refund if fact.kind is FactKind.REFUND else words.receipt,
            words.trust[fact.trust],
            words.off_plan if fact.payment_id is None else f"№ {fact.payment_id}",
        )

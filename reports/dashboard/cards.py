"""
What the dashboard shows (spec/7, 7.1): cards of one shape, in words and figures of the same sources as the chat's.

The page draws them and knows nothing of money: a title, one figure, a few lines, a picture with its table, rows that
lead back into the chat.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from reports.dashboard.charts import MoneyOfDay, draw_columns
from reports.dashboard.panel import Panel, PanelRow, PanelTable
from reports.deals.addresses import FunnelAddress
from reports.deals.asked import find_scope
from reports.debts.place import find_place
from reports.debts.words import BUCKETS, age_words, short_age
from reports.message.files.chart import Bar, draw_bars, draw_line
from reports.message.format import figure_of, percent, short, short_date, short_day
from reports.message.language import gettext as _
from reports.message.language import pgettext
from reports.message.screens.empty import next_step
from reports.message.tables import one_unit
from reports.message.words.names import tell_apart
from reports.message.words.terms import stage_label
from reports.payments.trust import tell_known_trust
from reports.results.forecast import Ahead, ahead_of, ahead_of_department
from reports.svod.figures import Svod, SvodRow, narrow_to, running_sums
from reports.svod.files import make_bar, make_month_line
from reports.svod.pages import as_of, read_now
from reports.svod.presses import SvodAddress
from reports.svod.svod import tell_workdays
from reports.svod.words import money_of, reason_words
from sales.calendar.calendar import DAY, month_of
from sales.core.clock import local_date
from sales.core.money import Kopecks, Percent
from sales.core.people import SELLERS
from sales.core.rights import Action, may
from sales.payments.payment import Payment
from sales.plans.pace import Light, NoPace, light
from storage.engine.actor import Actor
from storage.results.period import Came
from storage.transaction import Transaction

ROWS = 8
"""A card is read in five seconds; the rest is in the chat."""
MOST_DAYS = 62
FRIDAY = 4


async def show_pace(tx: Transaction, reader: Actor, department_id: int, month: date) -> Panel | None:
    """The month's money against its plan, with its line; a manager's own beside the department's."""
    svod = await read_now(tx, reader, _period(month_of(month), department_id))
    if svod is None:
        return None
    shown = _draw_pace(svod) if svod.own is None else _show_own_pace(svod, svod.own)
    return replace(shown, step=await _tell_first_step(tx, reader, svod))


async def _tell_first_step(tx: Transaction, reader: Actor, svod: Svod) -> str:
    """Empty where money comes and is planned, and for who cannot help it."""
    fact = svod.fact if svod.own is None else svod.own.standing.fact
    has_begun = bool(fact) or bool(await tx.as_(reader).clients.recent(1))
    if reader.role in SELLERS:
        return "" if has_begun else _("Write the first line to the bot: payment 150k Camomile tomorrow")
    if has_begun and (svod.plan is not None or not may(reader.role, Action.WRITE_PLANS)):
        return ""
    return (await next_step(tx, reader, svod.department)).said.striptags()


def _show_own_pace(svod: Svod, own: SvodRow) -> Panel:
    """The own line, and in words how far the department is."""
    beside = _("Department: {sum}").format(sum=money_of(svod.fact, svod.plan))
    return _draw_pace(narrow_to(svod, own), beside)


def _draw_pace(svod: Svod, *beside: str) -> Panel:
    found, trust = make_month_line(svod), tell_known_trust(svod.fact, svod.confirmed)
    said = [_pace_words(svod), tell_workdays(svod).striptags(), "" if trust is None else trust.striptags()]
    came = money_of(svod.fact, svod.plan)
    days, planned, facts = running_sums(svod)
    unit, tell = one_unit([*planned, *facts])
    table = PanelTable(
        (f"{_('Date')} · {unit}", _("Plan"), _("Fact")),
        [
            (short_date(day), tell(planned[n]), tell(facts[n]) if n < len(facts) else "")
            for n, day in enumerate(days)
            if day.weekday() == FRIDAY or day in {days[-1], svod.today}
        ],
    )
    return Panel(
        _("Pace · {period}").format(period=as_of(svod)),
        _("Received {sum}").format(sum=came) if svod.plan is None else came,
        svod.total.light,
        [each for each in (*said, *beside) if each],
        "" if found is None else draw_line(found),
        None if found is None else table,
    )


def _tabulate(bars: Sequence[Bar], *head: str) -> PanelTable:
    """The bars once more; `head`: what they are, and of what."""
    return PanelTable(head, [(bar.name, bar.label) for bar in bars])


def _pace_words(svod: Svod) -> str:
    """Or why there is none, where somebody could set a plan."""
    if svod.plan is None:
        return reason_words(NoPace.NO_PLAN)
    pace = svod.total.pace
    return "" if pace is None else _("pace {pace}").format(pace=percent(pace))


async def show_payments(
    tx: Transaction, reader: Actor, department_id: int, days: tuple[date, date], today: date
) -> Panel | None:
    """Day by day what is awaited, said and confirmed; below it what is awaited today."""
    first, last = days
    place = await find_place(tx, reader, department_id)
    if place is None:
        return None
    if place.department is None:
        period = tx.as_(reader).period.sum_own(first, last)
        awaited = await tx.as_(reader).payments.between(first, last, reader.person_id)
    else:
        period = tx.as_(reader).period.sum_days(place.department.id, first, last)
        awaited = await tx.as_(reader).payments.between(first, last)
        awaited = [each for each in awaited if each.department_id == place.department.id]
    by_day = _gather(first, last, awaited, await period)
    told = [each for each in by_day if each.day == today] or by_day
    still, came = sum(each.awaited for each in told), sum(each.came for each in told)
    sure = sum(each.confirmed for each in told)
    head = _("Received today {sum}") if first <= today <= last else _("Received {sum}")
    lines = [_("still expected {sum}").format(sum=short(still))] if still else []
    if came:
        lines.append(_("confirmed {part} of {sum}").format(part=short(sure), sum=short(came)))
    due = sorted((each for each in awaited if each.due_on == today), key=lambda each: -each.rest)
    if not any(each.came or each.awaited for each in by_day):
        return Panel(_title_days(days), head.format(sum=short(0)), lines=[_("Nothing is awaited")])
    unit, tell = one_unit(amount for each in by_day for amount in (each.awaited, each.claimed, each.confirmed))
    return Panel(
        _title_days(days),
        head.format(sum=short(came)),
        None,
        lines,
        draw_columns(by_day, today),
        PanelTable(
            (f"{_('Date')} · {unit}", _("Expected"), _("Claimed"), _("Confirmed")),
            [(short_day(each.day), tell(each.awaited), tell(each.claimed), tell(each.confirmed)) for each in by_day],
        ),
        [PanelRow(each.client_name, short(each.rest), start=f"p_{each.id}") for each in due[:ROWS]],
    )


def _title_days(days: tuple[date, date]) -> str:
    return _("Payments · {first} – {last}").format(first=short_date(days[0]), last=short_date(days[1]))


def _gather(first: date, last: date, awaited: Sequence[Payment], came: Mapping[date, Came]) -> list[MoneyOfDay]:
    sums: dict[date, Kopecks] = {}
    for each in awaited:
        sums[each.due_on] = sums.get(each.due_on, 0) + each.rest
    found = []
    for day in (first + DAY * n for n in range((last - first).days + 1)):
        money = came.get(day, Came())
        found.append(MoneyOfDay(day, sums.get(day, 0), money.total - money.confirmed, money.confirmed))
    return found


async def show_team(tx: Transaction, reader: Actor, department_id: int, today: date) -> Panel | None:
    """Who needs action first, each with a light; for who reads all rows."""
    if reader.role in SELLERS:
        return None
    svod = await read_now(tx, reader, _period(month_of(today), department_id))
    if svod is None:
        return None
    names = tell_apart({row.person.id: row.person.name for row in svod.rows})
    bars = [make_bar(row, names[row.person.id]) for row in svod.rows]
    if not bars:
        return Panel(_("People"), _("No managers yet"))
    behind = sum(row.standing.light in {Light.RED, Light.YELLOW} for row in svod.rows)
    head = _("{n} of {all} behind") if behind else _("{all} in the report")
    return Panel(
        _("People"),
        head.format(n=behind, all=len(bars)),
        None,
        (),
        draw_bars(bars),
        _tabulate(bars, _("Manager"), _("Fact")),
    )


async def show_funnel(tx: Transaction, reader: Actor, department_id: int, today: date) -> Panel | None:
    """Of the month's new deals how many came how far."""
    first, last = month_of(today)
    scope = await find_scope(tx, reader, FunnelAddress(first=first, last=last, department_id=department_id))
    if scope is None:
        return None
    found = await tx.as_(reader).funnels.count(scope.department.id, first, last, scope.person_id)
    made = found.cohort.made
    steps = [(stage_label(each.stage), each) for each in found.steps]
    bars = [Bar(name, str(each.reach), each.reach, made or None) for name, each in steps]
    open_ = sum(each.count for each in found.open.values()), sum(each.total for each in found.open.values())
    lines = [_("with money {paid} of {made}").format(paid=found.cohort.paid, made=made)] if made else []
    lines += [_("open now {n} for {sum}").format(n=open_[0], sum=short(open_[1]))] if open_[0] else []
    share = Percent.of(found.cohort.paid, made)
    head = _("Conversion {share}").format(share=percent(share)) if made else pgettext("dashboard", "No new deals")
    return Panel(
        _("Funnel · {name} · {period}").format(name=scope.name, period=scope.days),
        head,
        None,
        lines,
        draw_bars(bars) if made else "",
        _tabulate(bars, _("Stage"), _("Reached")) if made else None,
    )


async def show_debts(tx: Transaction, reader: Actor, department_id: int) -> Panel | None:
    """By age, and the first of them."""
    place = await find_place(tx, reader, department_id)
    if place is None:
        return None
    debts = tx.as_(reader).debts
    ageing = await debts.ageing(place.of)
    title = pgettext("dashboard", "Debts")
    if not ageing.total.count:
        return Panel(title, _("Nothing is overdue"), Light.GREEN)
    first = await debts.page(of=place.of, limit=ROWS)
    bars = [
        Bar(_("{days} d").format(days=BUCKETS[bucket]), f"{short(owed.total)} · {owed.count}", owed.total)
        for bucket, owed in ageing.buckets.items()
        if owed.count
    ]
    rows = [
        PanelRow(
            each.client_name, f"{short(each.rest)} · {short_age(each.age(debts.today))}", start=f"d_{each.payment_id}"
        )
        for each in first
    ]
    return Panel(
        title,
        f"{short(ageing.total.total)} · {ageing.total.count}",
        None,
        [_("Average age {days}").format(days=age_words(round(ageing.mean_age)))],
        draw_bars(bars),
        _tabulate(bars, _("Days"), _("Sum")),
        rows,
    )


async def show_forecast(tx: Transaction, reader: Actor, department_id: int, today: date) -> Panel | None:
    """What the month will end with: surely, by weight, at best."""
    first, last = month_of(today)
    svod = await read_now(tx, reader, _period((first, last), department_id))
    if svod is None:
        return None
    if svod.own is None:
        awaited = await tx.system.week_plans.list_awaited_of_department(svod.department.id, last)
        ahead = ahead_of_department(svod, awaited)
    else:
        own = svod.own.person.id
        ahead = ahead_of(svod, svod.own, (await tx.system.week_plans.list_awaited([own], last)).get(own, ()))
    return _tell_ahead(ahead)


def _tell_ahead(ahead: Ahead) -> Panel:
    found, plan = ahead.found, ahead.plan
    said = [
        (pgettext("forecast", "Surely"), found.safe),
        (pgettext("forecast", "By weight"), found.weighted),
        (pgettext("forecast", "At best"), found.maximum),
    ]
    if not found.maximum:
        return Panel(pgettext("dashboard", "Forecast"), _("Nothing is awaited"))
    bars = [Bar(name, short(amount), amount, plan) for name, amount in said]
    return Panel(
        pgettext("dashboard", "Forecast"),
        figure_of(found.weighted, plan) if plan else short(found.weighted),
        light(ahead.share) if ahead.share is not None else None,
        [_("of the plan {share}").format(share=percent(ahead.share))] if ahead.share is not None else (),
        draw_bars(bars),
        _tabulate(bars, pgettext("dashboard", "Counted"), _("Sum")),
    )


def _period(days: tuple[date, date], department_id: int) -> SvodAddress:
    return SvodAddress(first=days[0], last=days[1], department_id=department_id)


def find_today(tx: Transaction, reader: Actor) -> date:
    """The reader's local day."""
    return local_date(tx.clock.now(), reader.zone)

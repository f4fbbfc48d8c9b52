"""/kpi as a picture and as a workbook: each manager, and the department last."""

from collections.abc import Mapping
from functools import partial

from reports.deals.addresses import KpiBookAddress, KpiPictureAddress
from reports.deals.asked import DealPeriodView, find_scope
from reports.deals.kpi import Kpi, make_title, read_all, say_by_event
from reports.message.files.chart import Bar, Picture
from reports.message.files.workbook import Column, Kind, Sheet, make_workbook
from reports.message.format import figure_of, short
from reports.message.language import gettext as _
from reports.message.markup import fill
from reports.message.message import File, Message
from sales.core.money import Kopecks, Percent
from sales.deals.funnel import median
from sales.deals.kpi import average_check, closing_rate, nps, rate_paid_in_time
from storage.engine.actor import Actor
from storage.transaction import Transaction

MOST_BARS = 20


class KpiPicture(KpiPictureAddress, DealPeriodView):
    """A bar of money for each manager, with their deals and the period before; of one person the own one."""

    is_file = True

    async def draw(self, tx: Transaction, reader: Actor) -> File | None:
        scope = await find_scope(tx, reader, self)
        if scope is None:
            return None
        found = await read_all(tx, reader, scope)
        past = scope.go_back()
        before = {each.scope.person_id: each.fact for each in await read_all(tx, reader, past)}
        bars = [_make_bar(each, past.days, before.get(each.scope.person_id, 0)) for each in found[:MOST_BARS]]
        picture = Picture(make_title(scope), say_by_event(), bars)
        return File("kpi.png", picture.draw, Message(fill("{title}", title=make_title(scope))), is_picture=True)


class KpiWorkbook(KpiBookAddress, DealPeriodView):
    """A row for each manager, and one for the department; on a second sheet the period before."""

    is_file = True

    async def draw(self, tx: Transaction, reader: Actor) -> File | None:
        scope = await find_scope(tx, reader, self)
        if scope is None:
            return None
        team = await tx.as_(reader).people.team(scope.department.id) if scope.names else []
        columns = _columns({each.id: each.name for each in team})
        sheets = [
            Sheet(each.days, columns, await read_all(tx, reader, each), above=(make_title(each), say_by_event()))
            for each in (scope, scope.go_back())
        ]
        name = f"KPI {scope.days}.xlsx"
        return File(name, partial(make_workbook, sheets), Message(fill("{title}", title=make_title(scope))))


def _make_bar(found: Kpi, past: str, before: Kopecks) -> Bar:
    """«Анна», «1,20 из 2,00 млн · сделок 4 · октябрь: 1,00 млн»"""
    money = short(found.fact) if found.plan is None else figure_of(found.fact, found.plan)
    told = _("{money} · deals {n}").format(money=money, n=found.events.begun.count)
    return Bar(found.scope.name, f"{told} · {past}: {short(before)}", found.fact, found.plan, before=before)


def _columns(names: Mapping[int, str]) -> tuple[Column[Kpi], ...]:
    money, count, share = (partial(Column[Kpi], kind=kind) for kind in (Kind.MONEY, Kind.COUNT, Kind.SHARE))
    return (
        Column(_("Manager"), lambda row: names.get(row.scope.person_id or 0, row.scope.name)),
        money(_("Plan"), lambda row: row.plan),
        money(_("Revenue"), lambda row: row.fact),
        share(_("Of the plan"), lambda row: None if row.plan is None else Percent.of(row.fact, row.plan)),
        count(_("Deals"), lambda row: row.events.begun.deals),
        count(_("Payments without a deal"), lambda row: row.events.begun.alone),
        money(_("Average check"), lambda row: average_check(row.events.begun.total, row.events.begun.count)),
        count(_("Leads"), lambda row: row.events.leads),
        share(_("Conversion of the cohort"), lambda row: Percent.of(row.cohort.paid, row.cohort.made)),
        share(_("Closing rate"), lambda row: closing_rate(row.events.won, row.events.lost)),
        Column(_("Median days to money"), lambda row: median(row.events.velocity), Kind.NUMBER, width=14),
        count(_("Of so many deals"), lambda row: sum(row.events.velocity.values())),
        count(_("Calls"), lambda row: row.done.calls),
        count(_("Cold calls"), lambda row: row.done.cold),
        count(_("Warm calls"), lambda row: row.done.warm),
        count(_("Calls to current clients"), lambda row: row.done.current),
        count(_("New contacts"), lambda row: row.contacts),
        count(_("New clients"), lambda row: row.new_clients),
        count(_("Regular clients"), lambda row: row.regular),
        share(_("Presentations"), lambda row: row.events.presentations.rate),
        share(_("Paid in time"), lambda row: rate_paid_in_time([row.events.dated])),
        Column("NPS", lambda row: nps(row.events.nps).score, Kind.SCORE),
        count(_("NPS answers"), lambda row: nps(row.events.nps).count),
        count(_("Qualified"), lambda row: row.events.qualified),
        count(_("Moves, net"), lambda row: row.events.moves.net),
        money(_("Won, sum"), lambda row: row.events.won_total),
        share("ROI", lambda row: row.roi),
    )

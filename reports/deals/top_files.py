"""/top as a picture and as a workbook, for who reads all rows."""

from dataclasses import dataclass
from functools import partial

from reports.deals.addresses import TopBookAddress, TopPictureAddress
from reports.deals.top import Top, is_hidden, rank, read_top
from reports.message.files.chart import Bar, Picture
from reports.message.files.workbook import Column, Kind, Sheet, make_workbook
from reports.message.format import figure_of, percent, short
from reports.message.language import gettext as _
from reports.message.markup import fill
from reports.message.message import File, Message
from reports.svod.asked import PeriodView
from reports.svod.figures import SvodRow
from reports.svod.presses import PeriodAddress
from sales.core.money import Percent
from sales.core.people import EVERYBODY, SELLERS
from storage.engine.actor import Actor
from storage.transaction import Transaction

MOST_BARS = 20


async def _read(tx: Transaction, reader: Actor, asked: PeriodAddress) -> Top | None:
    """None for a department that ranks nobody. A manager sees the own place and who leads, which is no table."""
    top = await read_top(tx, reader, asked)
    return None if top is None or await is_hidden(tx, top.place) else top


class TopPicture(TopPictureAddress, PeriodView):
    is_file = True
    opens_for = EVERYBODY - SELLERS

    async def draw(self, tx: Transaction, reader: Actor) -> File | None:
        top = await _read(tx, reader, self)
        if top is None:
            return None
        before = {row.person.id: row for row in top.before.rows}
        bars = [_make_bar(top, place, row, before.get(row.person.id)) for place, row in rank(top.svod)[:MOST_BARS]]
        picture = Picture(top.title, _("by pace"), bars)
        return File("top.png", picture.draw, Message(fill("🏆 {title}", title=top.title)), is_picture=True)


def _make_bar(top: Top, place: int, row: SvodRow, before: SvodRow | None) -> Bar:
    """«1 · Анна», «92,3 % · 1,20 из 2,00 млн · октябрь: 85,7 %»; without a light, for nobody stands last in red."""
    standing = row.standing
    money = short(standing.fact) if standing.plan is None else figure_of(standing.fact, standing.plan)
    past = before.standing if before is not None else None
    told = [percent(standing.pace), money]
    told += [f"{top.period_before}: {percent(past.pace)}"] if past is not None and past.pace is not None else []
    name = f"{place} · {top.names[row.person.id]}"
    return Bar(name, " · ".join(told), standing.fact, standing.plan, before=past.fact if past else None)


@dataclass(frozen=True, slots=True)
class TopRow:
    place: int | None
    """None: out of it."""
    row: SvodRow
    new: int
    place_before: int | None
    pace_before: Percent | None


class TopWorkbook(TopBookAddress, PeriodView):
    is_file = True
    opens_for = EVERYBODY - SELLERS

    async def draw(self, tx: Transaction, reader: Actor) -> File | None:
        top = await _read(tx, reader, self)
        if top is None:
            return None
        sheet = Sheet(_("By pace"), _columns(), _list_rows(top), above=(top.place.name, top.as_of))
        words = Message(fill("🏆 {title}", title=top.title))
        return File(f"{top.title}.xlsx", partial(make_workbook, [sheet]), words)


def _list_rows(top: Top) -> list[TopRow]:
    """Those with a place, and then who is out of it."""
    ranked = rank(top.svod)
    known = {row.person.id for _place, row in ranked}
    rest = [(None, row) for row in top.svod.rows if row.person.id not in known]
    stood, paces = top.places_before, {row.person.id: row.standing.pace for row in top.before.rows}

    def make(place: int | None, row: SvodRow) -> TopRow:
        who = row.person.id
        return TopRow(place, row, top.new.get(who, 0), stood.get(who), paces.get(who))

    return [make(place, row) for place, row in (*ranked, *rest)]


def _columns() -> tuple[Column[TopRow], ...]:
    money, count, share = (partial(Column[TopRow], kind=kind) for kind in (Kind.MONEY, Kind.COUNT, Kind.SHARE))
    return (
        count(_("Place"), lambda each: each.place),
        Column(_("Manager"), lambda each: each.row.person.name),
        share(_("Pace"), lambda each: each.row.standing.pace),
        money(_("Plan"), lambda each: each.row.standing.plan),
        money(_("Revenue"), lambda each: each.row.standing.fact),
        count(_("New clients"), lambda each: each.new),
        count(_("Place before"), lambda each: each.place_before),
        share(_("Pace before"), lambda each: each.pace_before),
    )

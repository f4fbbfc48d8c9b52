"""/top: places by pace; equals share one, who has no plan or was away is out of it, and nobody stands last in red."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from markupsafe import Markup

from reports.deals.addresses import TopAddress, TopBookAddress, TopPictureAddress
from reports.message.format import figure_of, percent, short, short_date
from reports.message.language import gettext as _
from reports.message.language import ngettext
from reports.message.markup import bold, fill, lines
from reports.message.message import Message
from reports.message.screens.empty import FirstStep, next_step
from reports.message.screens.pages import Page
from reports.message.screens.periods import days_words, period_rows
from reports.message.view import button
from reports.message.words.names import tell_apart
from reports.svod.asked import PeriodView
from reports.svod.figures import Svod, SvodRow, svod_for_clock
from reports.svod.presses import PeriodAddress
from sales.core.people import SELLERS
from sales.core.rights import Action
from sales.deals.kpi import places
from sales.plans.levels import beside
from sales.plans.plans import Metric
from storage.engine.actor import Actor
from storage.engine.scope import reaches_department
from storage.settings.departments import Department, find_department
from storage.transaction import Transaction

SHOWN, PAGE = 5, 20


@dataclass(frozen=True, slots=True)
class Top:
    """A department's people by pace."""

    place: Department
    svod: Svod
    new: Mapping[int | None, int]
    """New clients by whose they are."""
    before: Svod
    """Of the period before, to compare with."""

    @property
    def title(self) -> str:
        """«Продажи Казань · ноябрь»"""
        return f"{self.place.name} · {days_words(self.svod.period.first, self.svod.period.last, self.svod.today)}"

    @property
    def as_of(self) -> str:
        """«ноябрь · по темпу на 24.11»: above the rows of a file, which is read later."""
        period = days_words(self.svod.period.first, self.svod.period.last, self.svod.today)
        return _("{period} · by pace as of {day}").format(period=period, day=short_date(self.svod.today))

    @property
    def places_before(self) -> Mapping[int, int]:
        """By person."""
        return {row.person.id: place for place, row in rank(self.before)}

    @property
    def period_before(self) -> str:
        """«октябрь»"""
        return days_words(self.before.period.first, self.before.period.last, self.svod.today)

    @property
    def names(self) -> Mapping[int, str]:
        return tell_apart({row.person.id: row.person.name for row in self.svod.rows})


async def read_top(tx: Transaction, reader: Actor, asked: PeriodAddress) -> Top | None:
    """None where the reader may not see it."""
    place = await _find_place(tx, reader, asked)
    if place is None:
        return None
    now = tx.clock.now()
    svod, before = [await svod_for_clock(tx, place.id, days, now) for days in (asked.days, beside(*asked.days)[0])]
    return Top(place, svod, await tx.system.plan_facts.sum_done(place.id, Metric.NEW_CLIENTS, *asked.days), before)


async def _find_place(tx: Transaction, reader: Actor, asked: PeriodAddress) -> Department | None:
    if reader.role in SELLERS:
        own = await tx.as_(reader).departments.read_own()
        return own if own is not None and asked.department_id in {0, own.id} else None
    seen = await tx.as_(reader).departments.list_seen()
    found = find_department(seen, asked.department_id)
    reached = found is not None and reaches_department(reader, Action.READ_SUMMARY, found.id)
    return found if reached else None


async def is_hidden(tx: Transaction, place: Department) -> bool:
    """The department ranks nobody."""
    return (await tx.system.deal_settings.read(place.id)).hides_top


class TopView(TopAddress, PeriodView):
    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        top = await read_top(tx, reader, self)
        if top is None:
            return None
        if await is_hidden(tx, top.place):
            return Message(fill(_("This department ranks nobody.")))
        svod, is_own = top.svod, reader.role in SELLERS
        ranked = rank(svod)
        shown = Page.of(self.page - 1, len(ranked), PAGE)
        told = [*(_tell_own(top, reader.person_id) if is_own else _tell_all(top, shown if self.page > 1 else None))]
        step = FirstStep(Markup())
        if not told:
            step = await next_step(tx, reader, top.place) if self.first <= svod.today <= self.last else step
            told = [fill(_("Nobody has a pace yet.")), *([step.said] if step.said else [])]
        rest = 0 if is_own or self.page > 1 else len(ranked) - SHOWN
        more = ((button(ngettext("{n} more", "{n} more", rest).format(n=rest), self.but(page=2)),),) if rest > 0 else ()
        files = (
            button(_("📊 Chart"), self.to(TopPictureAddress)),
            button(_("📄 Excel"), self.to(TopBookAddress)),
        )
        turns = shown.turns(lambda number: self.but(page=number + 1).data) if self.page > 1 and not is_own else ()
        rows = (
            *step.buttons,
            *more,
            *turns,
            *period_rows(self, svod.today),
            *((files,) if ranked and not is_own else ()),
        )
        title = fill("🏆 {title}", title=bold(top.title))
        return Message(lines(title, fill(_("by pace")), "", *told), rows)


def rank(svod: Svod) -> list[tuple[int, SvodRow]]:
    """Places and whose they are; equals share one."""
    found = places({row.person.id: row.standing.pace for row in svod.rows})
    ranked = [(found[row.person.id], row) for row in svod.rows if row.person.id in found]
    return sorted(ranked, key=lambda each: (each[0], each[1].person.name))


def _tell_all(top: Top, shown: Page | None) -> Iterator[Markup]:
    """The first ones by name, or a page of all; «Ещё трое» of the rest, who is out of it, who brought new clients."""
    svod, new, names = top.svod, top.new, top.names
    ranked = rank(svod)
    if not ranked:
        return
    for place, row in ranked[:SHOWN] if shown is None else ranked[shown.first : shown.first + shown.size]:
        yield _line(place, names[row.person.id], row)
    known = {row.person.id for _place, row in ranked}
    if out := [names[row.person.id] for row in svod.rows if row.person.id not in known]:
        yield fill(_("not ranked: {names}"), names=", ".join(out[:SHOWN]) + ("…" if len(out) > SHOWN else ""))
    brought = sorted((-new[who], name) for who, name in names.items() if new.get(who))[:SHOWN]
    if brought:
        told = ", ".join(f"{name} {-count}" for count, name in brought)
        yield fill(_("new clients: {names}"), names=told)
    yield from _tell_before(top)


def _tell_before(top: Top) -> Iterator[Markup]:
    """«октябрь: 1 Борис, 2 Анна»"""
    stood = [f"{place} {top.names[who]}" for who, place in top.places_before.items() if who in top.names]
    if stood:
        yield fill("{period}: {places}", period=top.period_before, places=", ".join(stood[:SHOWN]))


def _tell_own(top: Top, person_id: int) -> Iterator[Markup]:
    """A manager's own place, also in the period before, and who leads."""
    ranked = rank(top.svod)
    mine = next(((place, row) for place, row in ranked if row.person.id == person_id), None)
    if ranked and (mine is None or mine[0] != 1):
        yield _line(1, ranked[0][1].person.name.partition(" ")[0], ranked[0][1])
    if mine is None:
        yield fill(_("You are not ranked: no plan, or no day worked."))
        return
    yield _line(mine[0], _("You"), mine[1])
    said = {"place": mine[0], "n": len(ranked), "before": top.places_before.get(person_id, 0)}
    yield fill(_("place {place} of {n} (before {before})") if said["before"] else _("place {place} of {n}"), **said)


def _line(place: int, name: str, row: SvodRow) -> Markup:
    """«1 · Анна · 92,3 % · 1,20 из 2,00 млн»"""
    standing = row.standing
    money = short(standing.fact) if standing.plan is None else figure_of(standing.fact, standing.plan)
    return fill("{place} · {name} · {pace} · {money}", place=place, name=name, pace=percent(standing.pace), money=money)

"""/top: places by pace; equals share one, who has no plan or was away is out of it, and nobody stands last in red."""

from collections.abc import Iterator, Mapping

from markupsafe import Markup

from reports.deals.addresses import TopAddress
from reports.message.format import figure_of, percent, short
from reports.message.language import gettext as _
from reports.message.language import ngettext
from reports.message.markup import bold, fill, lines
from reports.message.message import Message
from reports.message.screens.empty import FirstStep, next_step
from reports.message.screens.periods import days_words, period_rows
from reports.message.view import button
from reports.message.words.names import tell_apart
from reports.svod.asked import PeriodView
from reports.svod.figures import Svod, SvodRow, svod_for_clock
from sales.core.people import SELLERS
from sales.core.rights import Action
from sales.deals.kpi import places
from sales.plans.plans import Metric
from storage.engine.actor import Actor
from storage.engine.scope import reaches_department
from storage.settings.departments import Department, find_department
from storage.transaction import Transaction

SHOWN = 5


class TopView(TopAddress, PeriodView):
    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        place = await self._place(tx, reader)
        if place is None:
            return None
        svod = await svod_for_clock(tx, place.id, self.days, tx.clock.now())
        if (await tx.system.deal_settings.read(place.id)).hides_top:
            return Message(fill(_("This department ranks nobody.")))
        title = fill(_("🏆 {name} · {period}"), name=bold(place.name), period=days_words(*self.days, svod.today))
        new = await tx.system.plan_facts.sum_done(place.id, Metric.NEW_CLIENTS, *self.days)
        is_own = reader.role in SELLERS
        told = [*(_tell_own(svod, reader.person_id) if is_own else _tell_all(svod, new, is_whole=self.page > 1))]
        step = FirstStep(Markup())
        if not told:
            step = await next_step(tx, reader, place) if self.first <= svod.today <= self.last else step
            told = [fill(_("Nobody has a pace yet.")), *([step.said] if step.said else [])]
        rest = 0 if is_own or self.page > 1 else len(_rank(svod)) - SHOWN
        more = ((button(ngettext("{n} more", "{n} more", rest).format(n=rest), self.but(page=2)),),) if rest > 0 else ()
        rows = (*step.buttons, *more, *period_rows(self, svod.today))
        return Message(lines(title, fill(_("by pace")), "", *told), rows)

    async def _place(self, tx: Transaction, reader: Actor) -> Department | None:
        if reader.role in SELLERS:
            own = await tx.as_(reader).departments.read_own()
            return own if own is not None and self.department_id in {0, own.id} else None
        seen = await tx.as_(reader).departments.list_seen()
        found = find_department(seen, self.department_id)
        reached = found is not None and reaches_department(reader, Action.READ_SUMMARY, found.id)
        return found if reached else None


def _rank(svod: Svod) -> list[tuple[int, SvodRow]]:
    found = places({row.person.id: row.standing.pace for row in svod.rows})
    ranked = [(found[row.person.id], row) for row in svod.rows if row.person.id in found]
    return sorted(ranked, key=lambda each: (each[0], each[1].person.name))


def _tell_all(svod: Svod, new: Mapping[int | None, int], *, is_whole: bool) -> Iterator[Markup]:
    """The first ones by name, or all of them; «Ещё трое» of the rest, who is out of it, and who brought new clients."""
    names = tell_apart({row.person.id: row.person.name for row in svod.rows})
    ranked = _rank(svod)
    if not ranked:
        return
    for place, row in ranked if is_whole else ranked[:SHOWN]:
        yield _line(place, names[row.person.id], row)
    known = {row.person.id for _place, row in ranked}
    if out := [names[row.person.id] for row in svod.rows if row.person.id not in known]:
        yield fill(_("not ranked: {names}"), names=", ".join(out[:SHOWN]) + ("…" if len(out) > SHOWN else ""))
    brought = sorted((-new[who], name) for who, name in names.items() if new.get(who))[:SHOWN]
    if brought:
        told = ", ".join(f"{name} {-count}" for count, name in brought)
        yield fill(_("new clients: {names}"), names=told)


def _tell_own(svod: Svod, person_id: int) -> Iterator[Markup]:
    """A manager's own place, and who leads."""
    ranked = _rank(svod)
    mine = next(((place, row) for place, row in ranked if row.person.id == person_id), None)
    if ranked and (mine is None or mine[0] != 1):
        yield _line(1, ranked[0][1].person.name.partition(" ")[0], ranked[0][1])
    if mine is None:
        yield fill(_("You are not ranked: no plan, or no day worked."))
        return
    yield _line(mine[0], _("You"), mine[1])
    yield fill(_("place {place} of {n}"), place=mine[0], n=len(ranked))


def _line(place: int, name: str, row: SvodRow) -> Markup:
    """«1 · Анна · 92,3 % · 1,20 из 2,00 млн»"""
    standing = row.standing
    money = short(standing.fact) if standing.plan is None else figure_of(standing.fact, standing.plan)
    return fill("{place} · {name} · {pace} · {money}", place=place, name=name, pace=percent(standing.pace), money=money)

"""/deals: what is under way, with what stands still and what has no next step; a lead sees whose it is."""

from markupsafe import Markup

from reports.deals.deal_card import DealCard
from reports.deals.first_deal import deal_step
from reports.deals.presses import DealsAddress
from reports.message.columns import cut
from reports.message.format import short
from reports.message.language import gettext as _
from reports.message.markup import bold, fill, lines
from reports.message.message import Keyboard, Message
from reports.message.screens.empty import FirstStep, no_department
from reports.message.screens.lists import Listed, ListView
from reports.message.screens.switches import choices, other_departments
from reports.message.words.deal_words import days_words
from reports.message.words.names import tell_apart
from reports.message.words.terms import stage_words
from reports.svod.deals_line import needs_words
from sales.core.clock import local_date
from sales.core.people import EVERYBODY, SELLERS
from sales.deals.deal import DealsFilter
from storage.deals.standing import DealStanding, DealStandings, UnderWay, WhoseDeals
from storage.engine.actor import Actor
from storage.settings.departments import find_department
from storage.transaction import Transaction

ROW = 20
ON_BUTTON = 14
LINE = 37
"""Letters that a line of 360 pixels holds."""
SHORTEST = 5


class DealsView(ListView, DealsAddress):
    """Its own deals for a manager, a department's for who reads it."""

    opens_for = EVERYBODY

    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        seen = await tx.as_(reader).departments.list_seen() if reader.role not in SELLERS else []
        place = find_department(seen, self.department_id)
        if reader.role not in SELLERS and place is None:
            return None if seen else no_department()
        if reader.role in SELLERS and self.department_id:
            return None
        today = local_date(tx.clock.now(), reader.zone)
        book = await tx.system.stages.book(place.id if place else reader.department_id or 0)
        whose = WhoseDeals(place.id, None, book, today) if place else WhoseDeals(None, reader.person_id, book, today)
        names: dict[int, str] = {}
        if place is not None:
            names = tell_apart({each.id: each.name for each in await tx.as_(reader).people.team(place.id)})
        others = other_departments(self.but(find=""), seen, place) if place else ()
        step = await deal_step(tx, reader, place)
        return await self._draw(tx.as_(reader).deal_standings, whose, names, others, step)

    async def _draw(
        self, standings: DealStandings, whose: WhoseDeals, names: dict[int, str], foot: Keyboard, step: FirstStep
    ) -> Message:
        found = await standings.sum_up(whose)
        sought = await standings.search(whose, self.which, self.find) if self.find else None
        page = self.find_page(found.count_of(self.which) if sought is None else len(sought), lines_each=2, above=4)
        if sought is None:
            shown = await standings.list_some(whose, self.which, page.size, page.first)
        else:
            shown = sought[page.first : page.first + page.size]
        rows = [_row(each, whose, names) for each in shown]
        labels = {
            DealsFilter.ALL: _("All"),
            DealsFilter.STUCK: _("⏳ Stuck"),
            DealsFilter.IDLE: _("⚠️ No step"),
        }
        is_first = not (shown or self.find or self.which is not DealsFilter.ALL)
        empty = lines(fill(_("No deals yet.")), step.said) if is_first else fill(_("Nothing here."))
        return self.draw_list(
            lines(*_title(found)),
            rows,
            page,
            empty=empty,
            filters=choices(self, "which", labels),
            foot=(*step.buttons, *foot) if is_first else foot,
            searched=True,
        )


def _title(found: UnderWay) -> list[Markup]:
    """«🧩 Сделки · 12 на 3,4 млн», and what needs a hand."""
    if not found.count:
        return [fill(_("🧩 Deals · {n}"), n=bold(0))]
    head = fill(_("🧩 Deals · {n}, {sum}"), n=bold(found.count), sum=short(found.total))
    needs = needs_words(found)
    return [head, fill("{said}", said=needs)] if needs else [head]


def _row(deal: DealStanding, found: WhoseDeals, names: dict[int, str]) -> Listed:
    """«Ромашка · 300 тыс · счёт» and below whose it is, how long it stands."""
    stage = found.book.find(deal.stage)
    named = stage_words(stage) if stage else deal.stage
    first = " · ".join(filter(None, (cut(deal.client_name, ROW), short(deal.amount) if deal.amount else "", named)))
    stuck = "⏳ " if deal.is_stuck(stage, found.today) else ""
    idle = _("no step") if deal.next_at is None else ""
    days = days_words(deal.days(found.today))
    whose, since = names.get(deal.owner_id or 0, ""), " · ".join(filter(None, (f"{stuck}{days}", idle)))
    room = LINE - sum(len(each) + len(" · ") for each in (whose, since) if each)
    title = cut(deal.title, min(ROW, room)) if room >= SHORTEST else ""
    second = " · ".join(filter(None, (whose, title, since)))
    text = lines(fill("{said}", said=first), fill("{said}", said=second))
    apart = (short(deal.amount) if deal.amount else "", cut(deal.title, ON_BUTTON), named)
    return Listed(cut(deal.client_name, ON_BUTTON), DealCard(deal_id=deal.id), text, apart=apart)

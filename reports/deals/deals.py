"""/deals: what is under way, with what stands still and what has no next step; a lead sees whose it is."""

from collections.abc import Sequence

from markupsafe import Markup

from reports.deals.deal_card import DealCard
from reports.deals.first_deal import deal_step
from reports.deals.presses import DealsAddress, DealsFilter
from reports.message.columns import cut
from reports.message.deal_words import days_words
from reports.message.empty import FirstStep, no_department
from reports.message.format import short
from reports.message.language import gettext as _
from reports.message.lists import Listed, ListView
from reports.message.markup import bold, fill, lines
from reports.message.message import Keyboard, Message
from reports.message.names import tell_apart
from reports.message.switches import choices, other_departments
from reports.message.terms import stage_words
from reports.svod.deals_line import needs_words
from sales.core.clock import local_date
from sales.core.people import EVERYBODY, SELLERS
from sales.core.words import fold
from storage.deals.standing import DealStanding, UnderWay
from storage.engine.actor import Actor
from storage.transaction import Transaction

ROW = 20
ON_BUTTON = 14
LINE = 37
"""Letters that a line of 360 pixels holds."""
SHORTEST = 5


def _filter(found: UnderWay, which: DealsFilter) -> Sequence[DealStanding]:
    match which:
        case DealsFilter.STUCK:
            return sorted(found.stuck, key=lambda each: (-each.days(found.today), each.id))
        case DealsFilter.IDLE:
            return found.idle
        case DealsFilter.ALL:
            return sorted(found.deals, key=lambda each: (-found.book.place(each.stage), each.stage_since, each.id))


class DealsView(ListView, DealsAddress):
    """Its own deals for a manager, a department's for who reads it."""

    opens_for = EVERYBODY

    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        seen = await tx.as_(reader).departments.list_seen() if reader.role not in SELLERS else []
        place = next((each for each in seen if self.department_id in {0, each.id}), None)
        if reader.role not in SELLERS and place is None:
            return None if seen else no_department()
        if reader.role in SELLERS and self.department_id:
            return None
        today = local_date(tx.clock.now(), reader.zone)
        if place is None:
            deals = await tx.as_(reader).deal_standings.of_person(reader.person_id)
            names: dict[int, str] = {}
        else:
            deals = await tx.as_(reader).deal_standings.of_department(place.id)
            people = await tx.as_(reader).people.team(place.id)
            names = tell_apart({each.id: each.name for each in people})
        book = await tx.system.stages.book(place.id if place else reader.department_id or 0)
        found = UnderWay(_seek(deals, self.find), book, today)
        others = other_departments(self.but(find=""), seen, place) if place else ()
        step = await deal_step(tx, reader, place)
        return self._draw(found, names, others, step)

    def _draw(self, found: UnderWay, names: dict[int, str], foot: Keyboard, step: FirstStep) -> Message:
        shown = _filter(found, self.which)
        page = self.find_page(len(shown), lines_each=2, above=4)
        rows = [_row(each, found, names) for each in shown[page.first : page.first + page.size]]
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


def _seek(deals: Sequence[DealStanding], find: str) -> Sequence[DealStanding]:
    """A part of the client's name, or of the title."""
    wanted = fold(find)
    return [each for each in deals if wanted in fold(f"{each.client_name} {each.title}")] if wanted else deals


def _title(found: UnderWay) -> list[Markup]:
    """«🧩 Сделки · 12 на 3,4 млн», and what needs a hand."""
    total = sum(each.amount or 0 for each in found.deals)
    head = fill(_("🧩 Deals · {n}, {sum}"), n=bold(len(found.deals)), sum=short(total))
    needs = needs_words(found)
    return [head, fill("{said}", said=needs)] if needs else [head]


def _row(deal: DealStanding, found: UnderWay, names: dict[int, str]) -> Listed:
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
    return Listed(cut(deal.client_name, ON_BUTTON), DealCard(deal_id=deal.id), text)

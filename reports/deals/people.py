"""Whose KPI or funnel: the managers of a large department, a page at a time."""

from reports.deals.addresses import DealPeopleAddress, FunnelAddress, KpiAddress
from reports.deals.asked import DealPeriodView, as_, find_scope
from reports.message.columns import cut
from reports.message.language import gettext as _
from reports.message.markup import bold, fill
from reports.message.message import Message, grid
from reports.message.screens.pages import Page
from reports.message.view import button
from sales.core.people import EVERYBODY, SELLERS
from storage.engine.actor import Actor
from storage.transaction import Transaction

PAGE = 12
LONGEST = 14


class DealPeopleView(DealPeopleAddress, DealPeriodView):
    opens_for = EVERYBODY - SELLERS

    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        scope = await find_scope(tx, reader, self)
        if scope is None or not scope.names:
            return None
        kind = FunnelAddress if self.funnel else KpiAddress
        shown = Page.of(self.page, len(scope.names), PAGE)
        people = sorted(scope.names.items(), key=lambda each: each[1])[shown.first : shown.first + PAGE]
        each = [button(cut(name, LONGEST), self.to(kind).but(person_id=who)) for who, name in people]
        text = fill(_("{name} · {period}: whose?"), name=bold(scope.department.name), period=scope.days)
        whole = button(_("‹ Department"), as_(self, kind).but(person_id=0))
        return Message(text, (*grid(each, 2), *shown.draw_turns(self), (whole,)))

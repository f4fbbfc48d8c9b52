"""Money that somebody said came and no statement shows: whoever said it is asked, in one message however much it is."""

from datetime import date
from typing import Self

from reports.bank.presses import UnseenAsksAddress
from reports.clients.client_card import ClientCard
from reports.message.address import MaybeDay
from reports.message.format import money, short_day
from reports.message.language import gettext as _
from reports.message.markup import Markup, bold, fill, lines
from reports.message.message import Message
from reports.message.screens.pages import Page
from reports.message.view import Key, View, button
from sales.core.people import EVERYBODY
from storage.engine.actor import Actor
from storage.transaction import Transaction


class UnseenAsksView(View, UnseenAsksAddress):
    """The newest question first; the others are turned to in the same place."""

    opens_for = EVERYBODY

    @classmethod
    def key_for(cls, person_id: int, day: date) -> Key[Self]:
        """One a day: the first of a day is heard, the others change what stands there."""
        return Key(f"unseen-asks:{person_id}:{day.isoformat()}")

    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        asked = await tx.as_(reader).bank_unseen.list_asked()
        if not asked:
            return Message(fill(_("🏦 All that was asked about is in the statement now.")))
        page = Page.of(self.page, len(asked), 1)
        said = asked[page.first]
        text = _ask(said.client_name, said.amount, said.day)
        client = (button(_("The client"), ClientCard(client_id=said.client_id)),)
        return Message(text, (client, *page.draw_turns(self)))


class UnseenAskedView(View):
    """As an earlier version sent each of them."""

    name = "unseen_asked"

    client_id: int
    client_name: str
    amount: int
    on: MaybeDay = None

    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        del tx, reader
        client = button(_("The client"), ClientCard(client_id=self.client_id))
        return Message(_ask(self.client_name, self.amount, self.on), ((client,),))


def _ask(client: str, amount: int, on: date | None) -> Markup:
    """A question without blame."""
    day = short_day(on) if on else "—"
    return lines(
        fill(_("🏦 {client} · {sum}, {day}"), client=client, sum=bold(money(amount)), day=day),
        fill(_("The bank's statement does not show it yet. Do you know when it will come, or was it cash?")),
    )

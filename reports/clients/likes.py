"""Clients that may be one: of a card, and all of them in a list."""

from reports.clients.presses import ClientAddress, ClientsAddress, LikesPress
from reports.message.language import gettext as _
from reports.message.lists import Listed, ListView
from reports.message.markup import Markup, bold, fill
from reports.message.message import Message
from reports.message.names import first_names
from reports.message.view import View, button
from sales.core.errors import NotYoursError
from sales.core.people import EVERYBODY
from sales.core.rights import Action, may
from storage.clients.clients import Client
from storage.engine.actor import Actor
from storage.transaction import Transaction

MOST = 5


class ClientLikesView(View):
    name = "client_likes"
    opens_for = EVERYBODY

    client_id: int

    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        try:
            client = await tx.as_(reader).clients.get(self.client_id)
            found = (await tx.as_(reader).client_likes.of_client(self.client_id))[:MOST]
        except NotYoursError:
            return None
        back = (button(_("‹ To the card"), ClientAddress(client_id=client.id)),)
        if not found:
            return Message(fill(_("Nobody looks like {client}."), client=bold(client.name)), (back,))
        told = [await name_with_owner(tx, each.client) for each in found]
        rows = []
        for each in found:
            row = [button(each.client.name[:24], ClientAddress(client_id=each.client.id))]
            if may(reader.role, Action.EDIT_CLIENT):
                row.append(button(_("No double"), LikesPress(one_id=client.id, other_id=each.client.id)))
            rows.append(tuple(row))
        both = Markup("\n").join([await name_with_owner(tx, client), *told])
        text = fill(_("It looks like one client:\n{both}"), both=both)
        return Message(text, (*rows, back))


class LikesView(ListView):
    """All pairs that the reader sees."""

    name = "likes"
    opens_for = EVERYBODY

    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        pairs = await tx.as_(reader).client_likes.pairs()
        shown = self.find_page(len(pairs), 2)
        rows = [
            Listed(
                f"{one.name[:12]} = {other.name[:12]}",
                ClientLikesView(client_id=other.id),
                fill("{one}\n= {other}", one=await name_with_owner(tx, one), other=await name_with_owner(tx, other)),
            )
            for one, other in pairs[shown.first : shown.first + shown.size]
        ]
        return self.draw_list(
            fill(_("Look alike · {n}"), n=bold(len(pairs))),
            rows,
            shown,
            empty=fill(_("No two clients look like one.")),
            foot=((button(_("‹ Clients"), ClientsAddress()),),),
            width=1,
        )


async def name_with_owner(tx: Transaction, client: Client) -> Markup:
    """«Ромашка · Анна»"""
    owner = await tx.system.staff.actor(client.owner_id) if client.owner_id else None
    whose = first_names([owner])[owner.person_id] if owner else _("no owner")
    return fill("{client} · {whose}", client=client.name, whose=whose)

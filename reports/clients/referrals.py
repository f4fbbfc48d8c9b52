"""«Кто рекомендовал»: who brought a client, whom it brought, and what those have paid."""

from markupsafe import Markup

from reports.clients.presses import ClientAddress, ClientFieldPress, ClientsAddress
from reports.message.columns import cut
from reports.message.format import short
from reports.message.language import gettext as _
from reports.message.language import ngettext
from reports.message.markup import bold, fill, lines
from reports.message.message import Message
from reports.message.screens.lists import Listed, ListView
from reports.message.view import View, button
from reports.message.words.counts import clients_words
from sales.clients.card_fields import CardField
from sales.clients.referrals import Brought, children_of, roots_of, sum_brought_by
from sales.core.people import EVERYBODY
from sales.core.rights import Action, may
from sales.entry.clients.name_forms import short_name
from storage.engine.actor import Actor
from storage.transaction import Transaction

MOST, LONGEST = 8, 20


class ClientReferralsView(View):
    name = "client_referrals"
    opens_for = EVERYBODY

    client_id: int

    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        client = await tx.as_(reader).clients.get(self.client_id)
        tree = await tx.as_(reader).referrals.tree()
        brought = sum_brought_by(client.id, tree.referred_by, tree.paid)
        root = tree.clients.get(tree.referred_by.get(client.id, 0))
        children = [tree.clients[each] for each in children_of(tree.referred_by).get(client.id, ())]
        nobody = fill(_("Nobody is noted as having recommended it."))
        who = fill(_("Recommended by: {name}"), name=short_name(root.name)) if root else nobody
        below = [
            fill("· {name} · {sum}", name=short_name(each.name), sum=short(tree.paid.get(each.id, 0)))
            for each in children[:MOST]
        ]
        total = [fill(_("Brought: {what}"), what=tell_brought(brought)), *below] if brought.clients else []
        rows = [
            tuple(
                button(cut(short_name(each.name), LONGEST), ClientAddress(client_id=each.id))
                for each in (root,)
                if each
            )
        ]
        if may(reader.role, Action.EDIT_CLIENT):
            change = ClientFieldPress(field=CardField.REFERRED_BY, client_id=client.id)
            rows.append((button(_("✏️ Who recommended"), change),))
        back = (button(_("‹ To the card"), ClientAddress(client_id=client.id)),)
        text = lines(bold(client.name), who, *total)
        return Message(text, (*rows, back))


class ReferralsView(ListView):
    """Every root, the one that brought most money first."""

    name = "referrals"
    opens_for = EVERYBODY

    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        tree = await tx.as_(reader).referrals.tree()
        above = roots_of(tree.referred_by)
        roots = [(sum_brought_by(each, tree.referred_by, tree.paid), tree.clients[each]) for each in above]
        roots.sort(key=lambda pair: (-pair[0].paid, pair[1].name, pair[1].id))
        shown = self.find_page(len(roots))
        rows = [
            Listed(
                cut(short_name(root.name), LONGEST),
                ClientReferralsView(client_id=root.id),
                fill("{name} · {what}", name=short_name(root.name), what=tell_brought(brought)),
            )
            for brought, root in roots[shown.first : shown.first + shown.size]
        ]
        return self.draw_list(
            fill(_("Recommendations brought {sum}"), sum=bold(short(sum(brought.paid for brought, _root in roots)))),
            rows,
            shown,
            empty=fill(_("Nobody recommended anybody yet.\nOn a client's card: ✏️ → Recommended by.")),
            foot=((button(_("‹ Clients"), ClientsAddress()),),),
        )


def tell_brought(brought: Brought) -> Markup:
    """«3 клиента, 2 колена, 350 тыс»; of one step nothing is said of how deep it goes."""
    deep = ngettext("{n} level deep", "{n} levels deep", brought.depth).format(n=brought.depth)
    told = (clients_words(brought.clients), *([deep] if brought.depth > 1 else []), short(brought.paid))
    return fill("{told}", told=", ".join(told))

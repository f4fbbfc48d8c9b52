"""«✏️ Править»: a field of the card in three taps."""

from reports.clients.client_words import field_name
from reports.clients.people import ClientContactsView
from reports.clients.presses import ClientAddress, ClientFieldPress
from reports.message.language import gettext as _
from reports.message.markup import bold, fill
from reports.message.message import Button, Message, grid
from reports.message.view import View, button
from sales.clients.card_fields import CardField
from sales.core.rights import Action, roles_that_may
from storage.engine.actor import Actor
from storage.transaction import Transaction

WIDTH = 3
ORDER = (
    CardField.NAME,
    CardField.INN,
    CardField.LINE,
    CardField.TURNOVER,
    CardField.SEGMENT,
    CardField.TERRITORY,
    CardField.SOURCE,
    CardField.CITY,
    CardField.TERMS,
    CardField.REFERRED_BY,
    CardField.LIMIT,
    CardField.KPP,
)
"""As spec/1 draws it: what is asked for most stands first."""
EDITORS = roles_that_may(Action.EDIT_CLIENT)


class ClientEditView(View):
    name = "client_edit"
    opens_for = EDITORS

    client_id: int

    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        client = await tx.as_(reader).clients.get(self.client_id)
        labels = [Button(field_name(each), ClientFieldPress(field=each, client_id=client.id).pack()) for each in ORDER]
        labels.insert(2, button(_("Contacts"), ClientContactsView(client_id=client.id)))
        text = fill(
            _("✏️ {client}. What to change?\nOr in one line:\n<code>{client}: wholesale, 18m, South</code>"),
            client=bold(client.name),
        )
        back = (button(_("‹ To the card"), ClientAddress(client_id=client.id)),)
        return Message(text, (*grid(labels, WIDTH), back))

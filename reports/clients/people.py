"""The people at a client's: each with a number to copy, and a card of its own to be mended."""

from datetime import date

from markupsafe import Markup

from reports.clients.presses import ClientAddress, ClientDeed, ClientPress, ContactDeed, ContactPress
from reports.message.format import day_month, mask_phone
from reports.message.language import gettext as _
from reports.message.language import pgettext
from reports.message.markup import bold, fill, lines
from reports.message.message import Button, Keyboard, Message, grid
from reports.message.screens.lists import Listed, ListView
from reports.message.view import View, button
from sales.clients.card_fields import NO_YEAR
from sales.core.people import EVERYBODY
from sales.core.rights import Action, may, roles_that_may
from storage.clients.contacts import Contact
from storage.engine.actor import Actor
from storage.transaction import Transaction

LONGEST_LABEL = 20


class ContactsAddress(ClientAddress):
    name = "client_contacts"


class ClientContactsView(ListView, ContactsAddress):
    """Masked, the main one first."""

    opens_for = EVERYBODY

    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        client = await tx.as_(reader).clients.get(self.client_id)
        found = await tx.as_(reader).contacts.of_client(self.client_id)
        shown = self.find_page(len(found))
        rows = [
            Listed(each.name[:LONGEST_LABEL], ContactView(contact_id=each.id), _line(each))
            for each in found[shown.first : shown.first + shown.size]
        ]
        add = button(_("➕ Contact"), ClientPress(deed=ClientDeed.ADD_CONTACT, client_id=client.id))
        back = button(_("‹ To the card"), ClientAddress(client_id=client.id))
        writes = may(reader.role, Action.EDIT_CLIENT)
        return self.draw_list(
            fill(_("👤 {client} · {n}"), client=bold(client.name), n=len(found)),
            rows,
            shown,
            empty=fill(_("No contacts yet.\nShare one here, or tap ➕.")),
            foot=((add, back),) if writes else ((back,),),
        )


def _line(contact: Contact) -> Markup:
    """«Сергей Павлович, закупки ··· 25-21 ⭐»"""
    who = ", ".join(filter(None, (contact.name, contact.position)))
    phone = f" {mask_phone(contact.phone)}" if contact.phone else ""
    return fill("{who}{phone}{main}", who=who, phone=phone, main=" ⭐" if contact.is_main else "")


class ContactView(View):
    """One of them, with all that is known."""

    name = "contact"
    opens_for = EVERYBODY

    contact_id: int
    said: str = ""

    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        contact = await tx.as_(reader).contacts.get(self.contact_id)
        client = await tx.as_(reader).clients.get(contact.client_id)
        text = lines(
            self.said or None,
            fill("{name}{main}", name=bold(contact.name), main=" ⭐" if contact.is_main else ""),
            fill("{client}", client=client.name),
            contact.position,
            contact.phone,
            contact.email,
            fill(_("Birthday {day}"), day=_tell_birthday(contact.birthday)) if contact.birthday else None,
            fill(_("No longer works there")) if contact.left_at else None,
        )
        back = button(_("‹ Contacts"), ContactsAddress(client_id=client.id))
        copied = ((Button(_("📋 Copy the number"), copy=contact.phone),),) if contact.phone else ()
        return Message(text, (*copied, *_deeds(reader, contact), (back,)))


def _tell_birthday(day: date) -> str:
    return day_month(day) if day.year == NO_YEAR else f"{day:%d.%m.%Y}"


EDITORS = roles_that_may(Action.EDIT_CLIENT)


def _deeds(reader: Actor, contact: Contact) -> Keyboard:
    if reader.role not in EDITORS or contact.left_at is not None:
        return ()
    labels = {
        ContactDeed.RENAME: pgettext("person", "Name"),
        ContactDeed.POSITION: _("Position"),
        ContactDeed.PHONE: _("Phone"),
        ContactDeed.EMAIL: _("E-mail"),
        ContactDeed.BIRTHDAY: _("Birthday"),
        ContactDeed.MAIN: _("⭐ The main one"),
        ContactDeed.LEFT: _("Has left"),
    }
    if contact.is_main:
        labels.pop(ContactDeed.MAIN)
    buttons = [button(label, ContactPress(deed=deed, contact_id=contact.id)) for deed, label in labels.items()]
    return grid(buttons, 3)

"""A person at a client's: a new one, and what is known of them, one question each."""

from abc import abstractmethod

from aiogram import Router
from aiogram.types import CallbackQuery

from handlers.dialog.model import Again, Card, Dialog, Done, Draft, Move, Screen, Step, Talk, Thing
from handlers.dialog.runner import Runner
from handlers.framework.access import CLIENT_EDITORS, access
from handlers.framework.pressed import Pressed
from handlers.framework.replies import Redraw, Replies
from reports.clients.people import ClientContactsView, ContactView
from reports.clients.presses import ContactDeed, ContactPress
from reports.message.language import gettext as _
from reports.message.markup import Markup, bold, fill
from sales.clients.card_fields import read_birthday, read_email
from sales.clients.phones import read_person
from sales.core.errors import AlreadyDoneError
from sales.core.words import clean
from storage.clients.contacts import ten_digits

DIALOG = "client_contact"
LONGEST = 120
LONGEST_PHONE = 20


class ContactFieldDraft(Draft):
    """`client_id`: of a new one; `contact_id`: of one who is there."""

    client_id: int = 0
    contact_id: int = 0


class EnterClientContact(Step[ContactFieldDraft]):
    """«Сергей, закупки, 8 916 123-25-21», or a shared contact."""

    async def show(self, talk: Talk, draft: ContactFieldDraft) -> Screen:
        client = await talk.mine.clients.get(draft.client_id)
        return Screen(
            fill(_("{client}: who is it?\nName, position, phone, or share a contact"), client=bold(client.name))
        )

    async def write(self, talk: Talk, draft: ContactFieldDraft, text: str) -> Move:
        person = read_person(text)
        if not person.name:
            return Again(hint=self.hint())
        contact = await talk.mine.contacts.add(
            draft.client_id, person.name, person.phone or None, position=person.position or None
        )
        if person.email:
            await talk.mine.contacts.edit(contact.id, email=person.email)
        return _end(contact.id)

    async def receive(self, talk: Talk, draft: ContactFieldDraft, thing: Thing) -> Move:
        if not isinstance(thing, Card) or not thing.name:
            return Again(hint=self.hint())
        phone = clean(thing.phone, LONGEST_PHONE)
        contact = await talk.mine.contacts.add(draft.client_id, clean(thing.name, LONGEST), phone, thing.telegram_id)
        return _end(contact.id)

    def hint(self) -> Markup:
        return fill(_("A name and a phone, please: Sergei, purchases, 8 916 123-25-21"))


class EnterField(Step[ContactFieldDraft]):
    """One thing about somebody."""

    async def show(self, talk: Talk, draft: ContactFieldDraft) -> Screen:
        contact = await talk.mine.contacts.get(draft.contact_id)
        return Screen(fill("{name}\n{asks}", name=bold(contact.name), asks=self.hint()))

    async def write(self, talk: Talk, draft: ContactFieldDraft, text: str) -> Move:
        return await self.keep(talk, draft.contact_id, text) or Again(hint=self.hint())

    @abstractmethod
    async def keep(self, talk: Talk, contact_id: int, text: str) -> Done | None:
        """Record it; None where the words do not say it."""


def _end(contact_id: int) -> Done:
    return Done(ContactView(contact_id=contact_id, said=_("✅ Noted")))


class EnterContactName(EnterField):
    async def keep(self, talk: Talk, contact_id: int, text: str) -> Done | None:
        name = clean(text, LONGEST)
        if not any(sign.isalpha() for sign in name):
            return None
        await talk.mine.contacts.edit(contact_id, name=name)
        return _end(contact_id)

    def hint(self) -> Markup:
        return fill(_("What name? For example: Sergei Pavlovich"))


class EnterPosition(EnterField):
    async def keep(self, talk: Talk, contact_id: int, text: str) -> Done | None:
        position = clean(text, LONGEST)
        if not any(sign.isalpha() for sign in position):
            return None
        await talk.mine.contacts.edit(contact_id, position=position)
        return _end(contact_id)

    def hint(self) -> Markup:
        return fill(_("What position? For example: purchases"))


class EnterPhone(EnterField):
    async def keep(self, talk: Talk, contact_id: int, text: str) -> Done | None:
        phone = clean(text, LONGEST_PHONE)
        if ten_digits(phone) is None or any(sign.isalpha() for sign in phone):
            return None
        try:
            await talk.mine.contacts.set_phone(contact_id, phone)
        except AlreadyDoneError:
            return Done(ContactView(contact_id=contact_id, said=_("Another contact of this client has this number.")))
        return _end(contact_id)

    def hint(self) -> Markup:
        return fill(_("Which number? For example: 8 916 123-25-21"))


class EnterEmail(EnterField):
    async def keep(self, talk: Talk, contact_id: int, text: str) -> Done | None:
        email = read_email(text)
        if email is None:
            return None
        await talk.mine.contacts.edit(contact_id, email=email)
        return _end(contact_id)

    def hint(self) -> Markup:
        return fill(_("Which e-mail? For example: zakaz@romashka.ru"))


class EnterBirthday(EnterField):
    async def keep(self, talk: Talk, contact_id: int, text: str) -> Done | None:
        day = read_birthday(text)
        if day is None:
            return None
        await talk.mine.contacts.edit(contact_id, birthday=day)
        return _end(contact_id)

    def hint(self) -> Markup:
        return fill(_("When is it? For example: 14.03 or 14.03.1980"))


NEW = "new"
CLIENT_CONTACT = Dialog(
    name=DIALOG,
    draft=ContactFieldDraft,
    steps={
        NEW: EnterClientContact(),
        ContactDeed.RENAME: EnterContactName(),
        ContactDeed.POSITION: EnterPosition(),
        ContactDeed.PHONE: EnterPhone(),
        ContactDeed.EMAIL: EnterEmail(),
        ContactDeed.BIRTHDAY: EnterBirthday(),
    },
    roles=CLIENT_EDITORS,
)


def make_router(runner: Runner) -> Router:
    router = Router(name="client contacts")

    @router.callback_query(Pressed(ContactPress), flags=access(CLIENT_EDITORS))
    async def change(_query: CallbackQuery, callback_data: ContactPress, talk: Talk) -> Replies:
        contact = await talk.mine.contacts.get(callback_data.contact_id)
        match callback_data.deed:
            case ContactDeed.MAIN:
                await talk.mine.contacts.make_main(contact.id)
                return Redraw(ContactView(contact_id=contact.id))
            case ContactDeed.LEFT:
                await talk.mine.contacts.leave(contact.id)
                return Redraw(ClientContactsView(client_id=contact.client_id))
            case deed:
                return await runner.open(talk, DIALOG, ContactFieldDraft(contact_id=contact.id), deed)

    return router

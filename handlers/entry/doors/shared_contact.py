"""A contact shared outside a dialog: whose it is, a new client, or one more contact of a client (SPEC 10)."""

from collections.abc import Sequence

from aiogram import F, Router
from aiogram.types import Message as TelegramMessage

from handlers.dialog.model import Again, Card, Choice, Dialog, Done, Goto, Move, Screen, Step, Talk, Waiting
from handlers.dialog.open_dialog import thing_of
from handlers.dialog.runner import Runner
from handlers.dialog.steps.client import LONGEST_NAME, ClientDraft, PickClient
from handlers.dialog.steps.then import in_words, number_in
from handlers.entry.line.draft import message_draft_id
from handlers.framework.access import EVERYBODY, access
from handlers.framework.asked import Holds
from handlers.framework.replies import Replies, Reply, Say
from handlers.general.hints import fact_only
from reports.clients.client_card import ClientCard
from reports.message.columns import cut
from reports.message.format import mask_phone
from reports.message.language import gettext as _
from reports.message.markup import Markup, fill, lines
from reports.message.message import Message
from sales.clients.sameness import Identity
from sales.core.people import SELLERS
from sales.core.words import clean
from storage.clients.client import Client

DIALOG = "contact"
LONGEST_PHONE = 20
LONGEST_LABEL = 20
NEW, OLD = "new", "old"


class ContactDraft(ClientDraft):
    person: str = ""
    phone: str = ""
    telegram_id: int | None = None

    @property
    def title(self) -> Markup:
        """«Марина, ··· 45-67»: masked until it is tapped on the card."""
        return fill(_("📱 {name}, {phone}"), name=self.person, phone=mask_phone(self.phone))


class WhoseContact(Step[ContactDraft]):
    """Nobody has this phone yet: clients of a like name are offered before another one is made."""

    async def show(self, talk: Talk, draft: ContactDraft) -> Screen:
        alike = tuple((Choice(each.name, f"c{each.id}"),) for each in await _alike(talk, draft))
        new = Choice(_("➕ New client “{name}”").format(name=cut(draft.person, LONGEST_LABEL)), NEW)
        text = lines(draft.title, fill(_("I don't know this phone yet. Whose is it?")))
        return Screen(text, (*alike, (new,), (Choice(_("For a client I have"), OLD),)))

    async def press(self, talk: Talk, draft: ContactDraft, value: str) -> Move:
        if value == NEW and draft.person:
            client = await talk.mine.clients.create(draft.person, draft.draft_id)
            return await add(talk, draft.model_copy(update={"client_id": client.id}))
        if (client_id := number_in(value, "c")) is not None:
            return await add(talk, draft.model_copy(update={"client_id": client_id}))
        return Goto("client", draft) if value == OLD else Again()

    async def write(self, talk: Talk, draft: ContactDraft, text: str) -> Move:
        """The client's name at once."""
        return await _WHOSE.name_another(talk, draft, text)

    def hint(self) -> Markup:
        return _WHOSE.hint()


async def add(talk: Talk, draft: ContactDraft) -> Move:
    """A second tap adds nothing: a client has a phone once. Raises NotYoursError."""
    client = await talk.mine.clients.get(draft.client_id or 0)
    name = draft.person or client.name
    await talk.mine.contacts.add(client.id, name, draft.phone, draft.telegram_id)
    said = _("✅ {name}: noted as a contact").format(name=name)
    return Done(ClientCard(client_id=client.id, said=said))


_WHOSE = PickClient[ContactDraft](in_words(lambda: _("Whose contact is it?")), add)

CONTACT = Dialog(
    name=DIALOG,
    draft=ContactDraft,
    steps={"whose": WhoseContact(), "client": _WHOSE},
    roles=SELLERS,
    light=frozenset({"whose", "client"}),
)


def make_router(runner: Runner) -> Router:
    router = Router(name="shared contact")

    @router.message(Holds(F.contact), flags=access(EVERYBODY))
    async def hear_contact(message: TelegramMessage, talk: Talk) -> Replies:
        card = thing_of(message)
        if not isinstance(card, Card) or talk.actor.role not in SELLERS:
            return Say(Message(fact_only()))
        draft = _draft(message, card)
        known = await talk.mine.clients.by_phone(card.phone)
        return _read_known(draft, known) if known else await runner.open(talk, DIALOG, draft)

    return router


async def question_about(talk: Talk, message: TelegramMessage) -> Waiting | None:
    """Whose a contact is that came while something else is asked; None where it is known already."""
    card = thing_of(message)
    if not isinstance(card, Card) or await talk.mine.clients.by_phone(card.phone):
        return None
    return Waiting(name=DIALOG, step="", draft=_draft(message, card).model_dump(mode="json"))


def _draft(message: TelegramMessage, card: Card) -> ContactDraft:
    phone = clean(card.phone, LONGEST_PHONE)
    return ContactDraft(
        draft_id=message_draft_id("contact", message.chat.id, message.message_id),
        person=clean(card.name, LONGEST_NAME) or mask_phone(phone),
        phone=phone,
        telegram_id=card.telegram_id,
    )


def _read_known(draft: ContactDraft, clients: Sequence[Client]) -> list[Reply]:
    """«Марина, ··· 45-67: это контакт Ромашки», and the card of each who has the phone."""
    said = str(
        _("📱 {name}, {phone}: a contact of this client").format(name=draft.person, phone=mask_phone(draft.phone))
    )
    return [Say(ClientCard(client_id=each.id, said=said)) for each in clients[:3]]


async def _alike(talk: Talk, draft: ContactDraft) -> Sequence[Client]:
    """By the name alone: nobody has this phone."""
    return [each.client for each in (await talk.mine.client_likes.of(Identity(draft.person)))[:3]]

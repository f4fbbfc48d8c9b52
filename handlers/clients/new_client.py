"""A new client: asked is only what is missing or doubtful; one that is known is offered first (spec/1)."""

from typing import Any

from aiogram import Router
from aiogram.types import CallbackQuery

from handlers.clients.edit import tell_inn_taken
from handlers.dialog.model import Again, Card, Choice, Dialog, Done, Draft, Goto, Move, Screen, Step, Talk, Thing
from handlers.dialog.runner import Runner
from handlers.dialog.steps.client import LONGEST_NAME
from handlers.dialog.steps.then import number_in
from handlers.framework.access import CLIENT_EDITORS, access
from handlers.framework.pressed import Pressed
from handlers.framework.replies import Replies, Reply, Say
from reports.clients.client_card import ClientCard
from reports.clients.client_words import field_name, field_value, inn_mistake
from reports.clients.likes import name_with_owner
from reports.clients.presses import NewClientPress
from reports.message.language import gettext as _
from reports.message.markup import Markup, bold, fill, lines
from reports.message.message import Message
from reports.message.names import first_names
from sales.clients.card_fields import CardField
from sales.clients.inn import COMPANY, KEPT_ALL_THE_SAME, PERSON, InnMistake, inn_digits, read_inn
from sales.clients.sameness import Alike, Identity
from sales.core.people import SELLERS
from sales.core.words import clean
from storage.clients.clients import Client
from storage.clients.contacts import ten_digits
from storage.clients.likes import Likeness
from storage.engine.actor import Actor
from storage.engine.errors import InnTakenError

DIALOG = "new_client"
MOST_LIKES = 4
LONGEST_LABEL = 24
NAME, CONFIRM, INN, ALIKE, OWNER = "name", "confirm", "inn", "alike", "owner"
KEEP, WITHOUT, NEW = "keep", "without", "another"


class NewClientDraft(Draft):
    name: str = ""
    inn: str = ""
    inn_kept: bool = False
    """In spite of its digits."""
    is_new: bool = False
    """It was said that none of those alike is meant."""
    person: str = ""
    position: str = ""
    phone: str = ""
    email: str = ""
    telegram_id: int | None = None
    owner_id: int = 0
    fields: dict[str, Any] = {}  # noqa: RUF012  pydantic copies it

    @property
    def identity(self) -> Identity:
        phone = ten_digits(self.phone)
        return Identity(self.name, self.inn, phones=frozenset({phone} if phone else ()))


async def proceed(talk: Talk, draft: NewClientDraft) -> Move:
    """The next question, or the client's card."""
    if not draft.name:
        return Goto(NAME, draft)
    mistake = read_inn(draft.inn) if draft.inn and not draft.inn_kept else None
    if isinstance(mistake, InnMistake):
        return Goto(INN, draft)
    if not draft.is_new:
        likes = await talk.mine.client_likes.of(draft.identity)
        if likes and likes[0].alike is Alike.SAME:
            return await _complete(talk, likes[0].client, draft)
        if likes:
            return Goto(ALIKE, draft)
    if talk.actor.role not in SELLERS and not draft.owner_id:
        draft = draft.model_copy(update={"owner_id": await _of_territory(talk, draft)})
        if not draft.owner_id:
            return Goto(OWNER, draft)
    return await _make(talk, draft)


async def begin(runner: Runner, talk: Talk, draft: NewClientDraft) -> Replies:
    """As much as is known of it; the rest is asked."""
    move = await proceed(talk, draft)
    if isinstance(move, Goto):
        return await runner.open(talk, DIALOG, move.draft, move.step)
    assert isinstance(move, Done)  # noqa: S101  proceed asks or ends
    return [Say(move.content), *move.also]


async def _of_territory(talk: Talk, draft: NewClientDraft) -> int:
    territory = await talk.mine.territories.find(draft.fields.get(CardField.TERRITORY, ""))
    return (await talk.mine.territories.owner_of(territory) or 0) if territory else 0


async def _make(talk: Talk, draft: NewClientDraft) -> Done:
    """Somebody else's territory takes the client, and both are told."""
    others = await others_like(talk, draft.identity)
    try:
        client = await talk.mine.clients.create(
            draft.name, f"{draft.draft_id}:c", inn=draft.inn or None, owner_id=draft.owner_id or None
        )
    except InnTakenError as taken:
        return Done(await tell_inn_taken(talk, taken.client_id))
    if draft.fields:
        await talk.mine.client_edits.fill(client.id, {CardField(name): value for name, value in draft.fields.items()})
    if draft.person or draft.phone or draft.email:
        await _with_contact(talk, client.id, draft)
    also, given = await _give_to_territory(talk, client.id, draft)
    said = [_("✅ New client: {name}").format(name=client.name), given, others]
    content: Any = ClientCard(client_id=client.id, said="\n".join(part for part in said if part))
    if also and talk.actor.role in SELLERS:  # the card is the other's now
        content = Message(fill("{said}", said="\n".join(part for part in said if part)))
    return Done(content, tuple(also))


async def _with_contact(talk: Talk, client_id: int, draft: NewClientDraft) -> None:
    name = draft.person or (await talk.mine.clients.get(client_id)).name
    contact = await talk.mine.contacts.add(
        client_id, name, draft.phone or None, draft.telegram_id, draft.position or None
    )
    if draft.email:
        await talk.mine.contacts.edit(contact.id, email=draft.email)


async def _give_to_territory(talk: Talk, client_id: int, draft: NewClientDraft) -> tuple[list[Reply], str]:
    """A territory's new client is its manager's."""
    owner_id = await _of_territory(talk, draft)
    client = await talk.mine.clients.get(client_id)
    owner = await talk.tx.system.staff.actor(owner_id) if owner_id else None
    if owner is None:
        return [], ""
    territory = draft.fields.get(CardField.TERRITORY, "")
    names = first_names([owner])
    told = _("{territory} is {name}'s territory").format(territory=territory, name=names[owner.person_id])
    if owner.person_id == client.owner_id:
        if owner.person_id == talk.actor.person_id:
            return [], ""
    else:
        await talk.mine.client_edits.give_to_territory(client_id, owner_id)
    new = fill(
        _("➕ New client of your territory {territory}: {name}\n{who} has entered it."),
        territory=territory,
        name=bold(client.name),
        who=talk.actor.name,
    )
    return [Say(Message(new), to=owner_id, bulk=True)], told


async def others_like(talk: Talk, identity: Identity) -> str:
    """«Похожий есть: «Заря» у Бориса»; empty where nobody else has one."""
    found = await talk.mine.client_likes.of_colleagues(identity)
    if not found:
        return ""
    client = found[0].client
    owner = await talk.tx.system.staff.actor(client.owner_id) if client.owner_id else None
    whose = first_names([owner])[owner.person_id] if owner else _("no owner")
    return _("There is one already: {name} · {whose}").format(name=client.name, whose=whose)


class EnterClientName(Step[NewClientDraft]):
    free = True

    async def show(self, talk: Talk, draft: NewClientDraft) -> Screen:
        del talk
        unknown = fill(_("There is no client with the INN {inn}. Create one?"), inn=draft.inn) if draft.inn else None
        return Screen(lines(unknown, self.hint()))

    async def write(self, talk: Talk, draft: NewClientDraft, text: str) -> Move:
        name = clean(text, LONGEST_NAME)
        if not any(sign.isalnum() for sign in name):
            return Again(hint=self.hint())
        return await proceed(talk, draft.model_copy(update={"name": name}))

    async def receive(self, talk: Talk, draft: NewClientDraft, thing: Thing) -> Move:
        """A shared contact is the client and the person there."""
        if not isinstance(thing, Card) or not thing.name:
            return Again(hint=self.hint())
        said = {"name": clean(thing.name, LONGEST_NAME), "person": clean(thing.name, LONGEST_NAME)}
        more = {"phone": clean(thing.phone, 20), "telegram_id": thing.telegram_id}
        return await proceed(talk, draft.model_copy(update=said | more))

    def hint(self) -> Markup:
        return fill(_("What is the new client called? For example: Romashka"))


class Confirm(Step[NewClientDraft]):
    """An INN was said of somebody who is not here."""

    async def show(self, talk: Talk, draft: NewClientDraft) -> Screen:
        del talk
        new = Choice(_("➕ Create “{name}”").format(name=draft.name[:LONGEST_LABEL]), NEW)
        said = {"name": bold(draft.name), "inn": draft.inn}
        return Screen(fill(_("There is no client {name}. Create it with the INN {inn}?"), **said), ((new,),))

    async def press(self, talk: Talk, draft: NewClientDraft, value: str) -> Move:
        return await proceed(talk, draft) if value == NEW else Again()

    def hint(self) -> Markup:
        return fill(_("Please choose with a button"))


class EnterInn(Step[NewClientDraft]):
    """Its digits do not agree."""

    async def show(self, talk: Talk, draft: NewClientDraft) -> Screen:
        del talk
        mistake = read_inn(draft.inn)
        told = inn_mistake(mistake) if isinstance(mistake, InnMistake) else Markup()
        keep = (Choice(_("Keep it as it is"), KEEP),) if mistake in KEPT_ALL_THE_SAME else ()
        text = fill(_("{name}: INN {inn}\n{told}\nType it again."), name=bold(draft.name), inn=draft.inn, told=told)
        return Screen(text, ((*keep, Choice(_("Without an INN"), WITHOUT)),))

    async def press(self, talk: Talk, draft: NewClientDraft, value: str) -> Move:
        if value == WITHOUT:
            return await proceed(talk, draft.model_copy(update={"inn": ""}))
        if value == KEEP and read_inn(draft.inn) in KEPT_ALL_THE_SAME:
            said = {"inn": inn_digits(draft.inn), "inn_kept": True}
            return await proceed(talk, draft.model_copy(update=said))
        return Again()

    async def write(self, talk: Talk, draft: NewClientDraft, text: str) -> Move:
        inn = read_inn(text)
        if inn is InnMistake.LENGTH or inn is InnMistake.ROUNDED:
            return Again(hint=inn_mistake(inn))
        return await proceed(talk, draft.model_copy(update={"inn": inn_digits(text)}))


class PickAlike(Step[NewClientDraft]):
    """It may be here already."""

    async def show(self, talk: Talk, draft: NewClientDraft) -> Screen:
        likes = await _likes(talk, draft)
        told = Markup("\n").join([await name_with_owner(talk.tx, each.client) for each in likes])
        rows = tuple((Choice(each.client.name[:LONGEST_LABEL], f"c{each.client.id}"),) for each in likes)
        new = Choice(_("➕ New client “{name}”").format(name=draft.name[:LONGEST_LABEL]), NEW)
        return Screen(fill(_("Is it one of these?\n{told}"), told=told), (*rows, (new,)))

    async def press(self, talk: Talk, draft: NewClientDraft, value: str) -> Move:
        if value == NEW:
            return await proceed(talk, draft.model_copy(update={"is_new": True}))
        client_id = number_in(value, "c")
        if client_id is None:
            return Again()
        client = await talk.mine.clients.get(client_id)
        return await _complete(talk, client, draft)


async def _complete(talk: Talk, client: Client, draft: NewClientDraft) -> Done:
    """What was said of it and is not on its card yet: nothing of a line is lost."""
    said: dict[CardField, Any] = {CardField(name): value for name, value in draft.fields.items()}
    said |= {CardField.INN: draft.inn} if draft.inn else {}
    empty = {field: value for field, value in said.items() if not getattr(client, field)}
    try:
        step_id = await talk.mine.client_edits.edit(client.id, empty) if empty else 0
    except InnTakenError as taken:
        return Done(await tell_inn_taken(talk, taken.client_id))
    if draft.phone:
        await _with_contact(talk, client.id, draft)
    now = await talk.mine.clients.get(client.id)
    told = " · ".join(f"{field_name(each)}: {field_value(now, each)}" for each in empty)
    here = _("This client is here already")
    return Done(ClientCard(client_id=client.id, said=f"{here}\n✅ {told}" if told else here, undo=step_id))


async def _likes(talk: Talk, draft: NewClientDraft) -> list[Likeness]:
    return (await talk.mine.client_likes.of(draft.identity))[:MOST_LIKES]


class PickOwner(Step[NewClientDraft]):
    """Who enters a client for somebody says for whom."""

    async def show(self, talk: Talk, draft: NewClientDraft) -> Screen:
        managers = await _managers(talk)
        names = first_names(managers)
        rows = [Choice(names[each.person_id], f"p{each.person_id}") for each in managers]
        grid = tuple(tuple(rows[at : at + 3]) for at in range(0, len(rows), 3))
        return Screen(fill(_("{name}: whose client is it?"), name=bold(draft.name)), grid)

    async def press(self, talk: Talk, draft: NewClientDraft, value: str) -> Move:
        owner_id = number_in(value, "p")
        if owner_id not in {each.person_id for each in await _managers(talk)}:
            return Again()
        return await proceed(talk, draft.model_copy(update={"owner_id": owner_id}))


async def _managers(talk: Talk) -> list[Actor]:
    """None for a manager: what they make is their own, without a question."""
    if talk.actor.role in SELLERS:
        return []
    seen = (
        [talk.actor.department_id]
        if talk.actor.department_id
        else [each.id for each in await talk.mine.departments.list_seen()]
    )
    return [each for department_id in seen for each in await talk.tx.system.staff.managers(department_id)]


NEW_CLIENT = Dialog(
    name=DIALOG,
    draft=NewClientDraft,
    steps={NAME: EnterClientName(), CONFIRM: Confirm(), INN: EnterInn(), ALIKE: PickAlike(), OWNER: PickOwner()},
    roles=CLIENT_EDITORS,
    light=frozenset({NAME, CONFIRM, INN, ALIKE, OWNER}),
)


def make_router(runner: Runner) -> Router:
    router = Router(name="new client")

    @router.callback_query(Pressed(NewClientPress), flags=access(CLIENT_EDITORS))
    async def press_new(_query: CallbackQuery, callback_data: NewClientPress, talk: Talk) -> Replies:
        digits = str(callback_data.inn).zfill(COMPANY if callback_data.inn < 10**COMPANY else PERSON)
        return await runner.open(talk, DIALOG, NewClientDraft(inn=digits if callback_data.inn else ""), NAME)

    return router

"""A new client on the way: what is asked next, who is alike, whose it becomes, and its making."""

from typing import Any

from handlers.clients.card_drafts import CARD_LINE, CardLineDraft, NewClientDraft
from handlers.clients.edit import tell_inn_taken
from handlers.dialog.model import Done, Goto, Move, Opening, Talk
from handlers.framework.replies import Reply
from handlers.framework.telling import tell_person
from reports.clients.client_card import ClientCard
from reports.clients.client_words import field_name, field_value
from reports.message.language import gettext as _
from reports.message.markup import bold, fill
from reports.message.message import Message
from reports.message.words.called import call_person
from sales.clients.card_fields import CardField
from sales.clients.inn import InnMistake, read_inn
from sales.clients.sameness import Alike, Identity
from sales.core.people import SELLERS
from storage.clients.client import Client
from storage.engine.errors import InnTakenError

NAME, CONFIRM, INN, ALIKE, OWNER = "name", "confirm", "inn", "alike", "owner"


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
            return await complete(talk, likes[0].client, draft)
        if likes or draft.near_id:
            return Goto(ALIKE, draft)
    if talk.actor.role not in SELLERS and not draft.owner_id:
        draft = draft.model_copy(update={"owner_id": await _of_territory(talk, draft)})
        if not draft.owner_id:
            return Goto(OWNER, draft)
    return await _make(talk, draft)


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
    then = Opening(CARD_LINE, CardLineDraft(edited_id=client.id, unknown=draft.unknown)) if draft.unknown else None
    also, given = await _give_to_territory(talk, client.id, draft)
    said = [_("✅ New client: {name}").format(name=client.name), given, others]
    content: Any = ClientCard(client_id=client.id, said="\n".join(part for part in said if part))
    if also and talk.actor.role in SELLERS:  # the card is the other's now
        content = Message(fill("{said}", said="\n".join(part for part in said if part)))
    return Done(content, tuple(also), then)


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
    name = await call_person(talk.tx, owner.person_id)
    told = _("{territory} is {name}'s territory").format(territory=territory, name=name)
    if owner.person_id == client.owner_id:
        if owner.person_id == talk.actor.person_id:
            return [], ""
    else:
        await talk.mine.client_edits.give_to_territory(client_id, owner_id)

    def write() -> Message:
        new = _("➕ New client of your territory {territory}: {name}\n{who} has entered it.")
        return Message(fill(new, territory=territory, name=bold(client.name), who=talk.actor.name))

    return [await tell_person(talk.tx, owner.person_id, write)], told


async def others_like(talk: Talk, identity: Identity) -> str:
    """«Похожий клиент есть у коллеги: Борис», and not a word more of it; or who stands in the archive; else empty."""
    if away := await talk.mine.client_likes.of_archived(identity):
        return _("{client} is in the archive: /clients → ⋯ → 📦").format(client=away[0].client.name)
    found = await talk.mine.client_likes.of_colleagues(identity)
    if not found:
        return ""
    client = found[0].client
    whose = await call_person(talk.tx, client.owner_id) or _("no owner")
    return _("A colleague has a client like this: {whose}").format(whose=whose)


async def complete(talk: Talk, client: Client, draft: NewClientDraft) -> Done:
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

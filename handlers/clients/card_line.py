"""«Ромашка: опт, 18 млн, юг»: several fields of the card in one line; a word of no known field is asked about."""

import re
from collections.abc import Mapping
from typing import Final

from handlers.clients.card_drafts import CARD_LINE as DIALOG
from handlers.clients.card_drafts import NEW_CLIENT, CardLineDraft, draft_of, draft_of_new
from handlers.clients.edit import tell_inn_taken
from handlers.dialog.model import Again, Choice, Dialog, Done, Goto, Move, Screen, Step, Talk
from handlers.dialog.runner import Runner
from handlers.dialog.steps.names_said import is_name, name_in
from handlers.dialog.steps.then import number_in
from handlers.framework.access import CLIENT_EDITORS
from handlers.framework.replies import Replies, Say
from reports.clients.client_card import ClientCard
from reports.clients.client_edit import ClientEditView
from reports.clients.client_words import field_name, field_value, inn_mistake
from reports.clients.likes import name_with_owner
from reports.message.language import gettext as _
from reports.message.markup import Markup, bold, fill, lines
from reports.message.message import grid
from reports.week.blanks import tell_lacking
from sales.clients.card_fields import WORDED, CardField
from sales.clients.card_line import read_card_line, split_card
from sales.clients.contact_line import split_contact
from sales.clients.inn import InnMistake, read_inn
from sales.core.errors import AlreadyDoneError
from sales.core.words import clean, fold
from sales.entry.clients.contacts import KnownContact, find_contact
from sales.entry.clients.names import Ambiguous, ClientFinding, Found, Unknown, find_client
from sales.entry.deeds.verb_words import lead_of
from sales.entry.deeds.verbs import PRICED
from sales.entry.numbers.amount_terms import exact_terms
from storage.clients.client import Client
from storage.engine.errors import InnTakenError

SKIP, FIELDS, BLANKS, WHICH = "skip", "fields", "blanks", "which"
MOST_UNKNOWN = 2
_LINE: Final = re.compile(
    r"(?:(?:новый |добавь )?контакт (?:у |для |от )?|(?:new |add )?contact (?:of |for |at )?)?"
    r"(?P<who>[^:]{2,80}?)(?::\s+(?:(?:контакт|contact):?\s+)?|\s+(?:контакт|contact):?\s+)(?P<what>.+)",
    re.IGNORECASE,
)


async def read_card_said(runner: Runner, talk: Talk, text: str, *, surely: bool = False) -> Replies | None:
    """None for everything that says another thing, or nothing of a card for sure.

    `surely`: it may be a record as well, so no word of it may be strange («источник выставка» is no event).
    """
    if talk.actor.role not in CLIENT_EDITORS:
        return None
    said = _LINE.fullmatch(clean(text))
    names = () if said else [each.normal for each in await talk.mine.clients.list_known(text)]
    parted = (said["who"], said["what"]) if said else split_card(text, names)
    if not surely and (of_person := await _read_person_of(talk, text)) is not None:
        return await _write_said(runner, talk, of_person)
    if parted is None or (said is None and _does_more(*parted)):
        return None
    found, beside = await _find_named(talk, name_in(parted[0]), whole=said is not None)
    line = read_card_line(", ".join(filter(None, (beside, parted[1]))), await list_used_words(talk))
    is_card = (line.is_card and not (surely and line.is_contact)) or (line.is_of_person and not surely)
    if not is_card or len(line.unknown) > (0 if surely else MOST_UNKNOWN):
        return None
    match found:
        case Found(id=client_id):
            return await _write_said(runner, talk, draft_of(line, client_id))
        case Ambiguous(candidates=candidates) if said is None:
            which = draft_of(line, 0).model_copy(update={"candidates": tuple(each.id for each in candidates)})
            return await runner.open(talk, DIALOG, which, WHICH)
        case Unknown() if said is None or await is_name(talk, parted[0]):
            return await runner.open(talk, NEW_CLIENT, draft_of_new(line, name_in(parted[0])), "confirm")
        case _:
            return None


async def _read_person_of(talk: Talk, text: str) -> CardLineDraft | None:
    """«бухгалтер Маяка Лилия 8 903 123-45-67», «у Маяка теперь закупщик Лев, lev@mayak.ru»"""
    known = await talk.mine.clients.list_known(text)
    people = await talk.mine.clients.list_known_contacts(text)
    said = split_contact(text, known, people) if lead_of(fold(text), priced=False) is None else None
    if said is None:
        return None
    client, who = said
    return CardLineDraft(
        edited_id=client.id,
        person=who.name,
        position=who.position,
        phone=who.phone,
        email=who.email,
        anew=who.anew,
    )


def _does_more(who: str, what: str) -> bool:
    """«пришло от Ромашки, оборот …» is a record; an event may be where a client comes from."""
    lead = lead_of(fold(what), priced=True)
    if exact_terms(fold(who)):  # «отгрузил Маяку на 84 тыс, отсрочка 10 дней»
        return True
    return lead_of(fold(who), priced=True) is not None or (lead is not None and lead.verb in PRICED)


async def _write_said(runner: Runner, talk: Talk, draft: CardLineDraft) -> Replies:
    if draft.unknown:
        return await runner.open(talk, DIALOG, draft)
    done = await write_line(talk, draft)
    return [Say(done.content), *done.also]


async def _find_named(talk: Talk, who: str, *, whole: bool) -> tuple[ClientFinding, str]:
    """The client at the beginning of the words, and what stands behind their name."""
    known, words = await talk.mine.clients.list_known(who), who.split()
    for count in range(len(words), len(words) - 1 if whole else 0, -1):
        client = find_client(" ".join(words[:count]), known)
        if isinstance(client, Found):
            return client, " ".join(words[count:])
    return find_client(who, known), ""


async def list_used_words(talk: Talk) -> Mapping[str, CardField]:
    """What the department's cards say already; a word of two fields is of the first."""
    found: dict[str, CardField] = {}
    for field in sorted(WORDED, key=list(CardField).index):
        for word in await talk.mine.clients.list_words_used(field, 200):
            found.setdefault(fold(word), field)
    return found


async def write_line(talk: Talk, draft: CardLineDraft) -> Done:
    """All at once, taken back at once; a person there is one more contact."""
    fields = {CardField(name): value for name, value in draft.fields.items()}
    told: list[str] = []
    if draft.inn:
        inn = read_inn(draft.inn)
        if isinstance(inn, InnMistake):
            told.append(_("INN {inn} is not noted: {why}").format(inn=draft.inn, why=inn_mistake(inn).striptags()))
        else:
            fields[CardField.INN] = inn
    try:
        step_id = await talk.mine.client_edits.edit(draft.edited_id, fields) if fields else 0
    except InnTakenError as taken:
        return Done(await tell_inn_taken(talk, taken.client_id))
    client = await talk.mine.clients.get(draft.edited_id)
    if draft.phone or draft.email or draft.position:
        name = await _note_person(talk, client, draft)
        more = () if draft.phone else (draft.position, draft.email)  # the card below lists who has a phone
        told.append(_("contact {name}").format(name=", ".join(filter(None, (name, *more)))))
    noted = [f"{field_name(each)}: {field_value(client, each)}" for each in fields]
    said = "✅ " + " · ".join([*noted, *told]) if noted or told else _("Nothing to note")
    return Done(ClientCard(client_id=client.id, said=said, undo=step_id))


async def _note_person(talk: Talk, client: Client, draft: CardLineDraft) -> str:
    """What the person is called there. Who is noted gets what was said; a second number is another contact's."""
    name, mine = draft.person or client.name, talk.mine.contacts
    noted = [each for each in await mine.of_client(client.id) if _is_called(each.name, name)]
    known = noted[0] if len(noted) == 1 else None
    if known is not None and draft.phone and (draft.anew or known.phone is None):
        try:
            known = await mine.set_phone(known.id, draft.phone)
        except AlreadyDoneError:  # somebody else's there, who is the contact then
            known = None
    if known is None or (draft.phone and known.phone != draft.phone):
        known = await mine.add(client.id, name, draft.phone or None, position=draft.position or None)
    more = {"email": draft.email, "position": draft.position}
    if said := {field: value for field, value in more.items() if value}:
        await mine.edit(known.id, **said)
    return known.name


def _is_called(noted: str, said: str) -> bool:
    return find_contact(said, [KnownContact.make_named(0, "", noted)]) is not None


class WhichClient(Step[CardLineDraft]):
    """Two are called nearly so."""

    async def show(self, talk: Talk, draft: CardLineDraft) -> Screen:
        clients = await talk.mine.clients.of_ids(draft.candidates)
        labels = [(await name_with_owner(talk.tx, each)).striptags() for each in clients]
        rows = tuple((Choice(label, str(each.id)),) for label, each in zip(labels, clients, strict=True))
        return Screen(fill(_("✏️ Whose card is it?")), rows)

    async def press(self, talk: Talk, draft: CardLineDraft, value: str) -> Move:
        client_id = number_in(value)
        if client_id not in draft.candidates:
            return Again()
        draft = draft.model_copy(update={"edited_id": client_id})
        return Goto("what", draft) if draft.unknown else await write_line(talk, draft)


class EnterBlanks(Step[CardLineDraft]):
    """What the card lacks, without the client's name in front; a button leads to the fields one by one."""

    async def show(self, talk: Talk, draft: CardLineDraft) -> Screen:
        client = await talk.mine.clients.get(draft.edited_id)
        contact = await talk.mine.contacts.of_client(client.id)
        has = {None: contact, CardField.LINE: client.line, CardField.TURNOVER: client.turnover}
        lacks = tell_lacking(field for field, value in has.items() if not value)
        asked = fill(_("✏️ {client}: no {missing}"), client=bold(client.name), missing=lacks)
        asked = asked if lacks else fill(_("✏️ {client}"), client=bold(client.name))
        return Screen(lines(asked, self.hint()), ((Choice(_("One by one"), FIELDS),),))

    async def press(self, talk: Talk, draft: CardLineDraft, value: str) -> Move:
        del talk
        return Done(ClientEditView(client_id=draft.edited_id)) if value == FIELDS else Again()

    async def write(self, talk: Talk, draft: CardLineDraft, text: str) -> Move:
        line = read_card_line(text, await list_used_words(talk))
        said = draft_of(line, draft.edited_id).model_copy(update={"later": draft.later})
        if len(line.unknown) > MOST_UNKNOWN or not (line.fields or line.inn or line.person.phone or line.person.email):
            return Again()
        return Goto("what", said) if said.unknown else await write_line(talk, said)

    @staticmethod
    def hint() -> Markup:
        example = _("wholesale, 18 m, Peter 8 916 123-45-67")
        return lines(fill(_("Write it in one line:")), fill("<code>{example}</code>", example=example))


class WhatIsIt(Step[CardLineDraft]):
    """The first word that is not known, before the rest is written."""

    async def show(self, talk: Talk, draft: CardLineDraft) -> Screen:
        client = await talk.mine.clients.get(draft.edited_id)
        word = draft.unknown[0] if draft.unknown else ""
        choices = [Choice(field_name(each), each) for each in CardField if each in WORDED and each not in draft.fields]
        rows = (*grid(choices, 2), (Choice(_("Leave it out"), SKIP),))
        return Screen(fill(_("{client}: what is “{word}”?"), client=bold(client.name), word=word), rows)

    async def press(self, talk: Talk, draft: CardLineDraft, value: str) -> Move:
        if not draft.unknown or (value != SKIP and value not in WORDED - draft.fields.keys()):
            return Again()
        word, *rest = draft.unknown
        fields = draft.fields if value == SKIP else {**draft.fields, value: word}
        draft = draft.model_copy(update={"unknown": tuple(rest), "fields": fields})
        return Again(draft) if rest else await write_line(talk, draft)


CARD_LINE = Dialog(
    name=DIALOG,
    draft=CardLineDraft,
    steps={"what": WhatIsIt(), WHICH: WhichClient(), BLANKS: EnterBlanks()},
    roles=CLIENT_EDITORS,
    light=frozenset({"what", WHICH}),
)

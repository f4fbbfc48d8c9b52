"""«Ромашка: опт, 18 млн, юг»: several fields of the card in one line; a word of no known field is asked about."""

import re
from collections.abc import Mapping
from typing import Any, Final

from handlers.clients.edit import tell_inn_taken
from handlers.dialog.model import Again, Choice, Dialog, Done, Draft, Goto, Move, Screen, Step, Talk
from handlers.dialog.runner import Runner
from handlers.framework.access import CLIENT_EDITORS
from handlers.framework.replies import Replies, Say
from reports.clients.client_card import ClientCard
from reports.clients.client_edit import ClientEditView
from reports.clients.client_words import field_name, field_value, inn_mistake
from reports.message.language import gettext as _
from reports.message.markup import Markup, bold, fill, lines
from reports.week.blanks import tell_lacking
from sales.clients.card_fields import WORDED, CardField
from sales.clients.card_line import CardLine, read_card_line
from sales.clients.inn import InnMistake, read_inn
from sales.clients.phones import PersonWords
from sales.core.words import clean, fold
from sales.entry.clients.names import Found, find_client
from storage.engine.errors import InnTakenError

DIALOG = "card_line"
SKIP, FIELDS, BLANKS = "skip", "fields", "blanks"
MOST_UNKNOWN = 2
_LINE: Final = re.compile(r"(?P<who>[^:]{2,80}):\s+(?P<what>.+)")


class CardLineDraft(Draft):
    edited_id: int = 0
    fields: dict[str, Any] = {}  # noqa: RUF012  pydantic copies it
    inn: str = ""
    unknown: tuple[str, ...] = ()
    person: str = ""
    position: str = ""
    phone: str = ""
    email: str = ""


async def read_card_said(runner: Runner, talk: Talk, text: str, *, surely: bool = False) -> Replies | None:
    """None for everything that says another thing, or nothing of a card for sure.

    `surely`: it may be a record as well, so no word of it may be strange («источник выставка» is no event).
    """
    said = _LINE.fullmatch(clean(text))
    if said is None or talk.actor.role not in CLIENT_EDITORS:
        return None
    client = find_client(said["who"], await talk.mine.clients.list_known(said["who"]))
    if not isinstance(client, Found):
        return None
    line = read_card_line(said["what"], await list_used_words(talk))
    if not line.is_card or len(line.unknown) > (0 if surely else MOST_UNKNOWN):
        return None
    draft = draft_of(line, client.id)
    if draft.unknown:
        return await runner.open(talk, DIALOG, draft)
    done = await write_line(talk, draft)
    return [Say(done.content), *done.also]


def draft_of(line: CardLine, client_id: int) -> CardLineDraft:
    person: PersonWords = line.person
    return CardLineDraft(
        edited_id=client_id,
        fields={str(field): value for field, value in line.fields.items()},
        inn=line.inn,
        unknown=line.unknown,
        person=person.name,
        position=person.position,
        phone=person.phone,
        email=person.email,
    )


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
    if draft.phone or draft.email:
        name = draft.person or client.name
        contact = await talk.mine.contacts.add(client.id, name, draft.phone or None, position=draft.position or None)
        if draft.email:
            await talk.mine.contacts.edit(contact.id, email=draft.email)
        told.append(_("contact {name}").format(name=name))
    noted = [f"{field_name(each)}: {field_value(client, each)}" for each in fields]
    said = "✅ " + " · ".join([*noted, *told]) if noted or told else _("Nothing to note")
    return Done(ClientCard(client_id=client.id, said=said, undo=step_id))


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
        choices = [Choice(field_name(each), each) for each in CardField if each in WORDED]
        rows = (tuple(choices[:2]), tuple(choices[2:]), (Choice(_("Leave it out"), SKIP),))
        return Screen(fill(_("{client}: what is “{word}”?"), client=bold(client.name), word=word), rows)

    async def press(self, talk: Talk, draft: CardLineDraft, value: str) -> Move:
        if not draft.unknown or (value != SKIP and value not in WORDED):
            return Again()
        word, *rest = draft.unknown
        fields = draft.fields if value == SKIP else {**draft.fields, value: word}
        draft = draft.model_copy(update={"unknown": tuple(rest), "fields": fields})
        return Again(draft) if rest else await write_line(talk, draft)


CARD_LINE = Dialog(
    name=DIALOG,
    draft=CardLineDraft,
    steps={"what": WhatIsIt(), BLANKS: EnterBlanks()},
    roles=CLIENT_EDITORS,
    light=frozenset({"what"}),
)

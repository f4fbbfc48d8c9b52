"""Whom a line is about: one of those alike, a new name, or anybody of one's own."""

from dataclasses import dataclass, replace
from typing import ClassVar, Final

from handlers.clients.making_client import others_like
from handlers.dialog.model import Again, Choice, Move, Screen, Talk
from handlers.dialog.steps.client import LONGEST_NAME, PickClient
from handlers.dialog.steps.names_said import is_name, name_in
from handlers.dialog.steps.numbers_said import is_long_number
from handlers.entry.asking.step import EntryStep
from handlers.entry.line.correction import put_values
from handlers.entry.line.draft import NEW_CLIENT, EntryDraft, line_of, with_entry
from handlers.entry.line.flow import proceed
from handlers.entry.line.hearing import read_line
from handlers.entry.line.offering import instead
from handlers.entry.line.targets import TARGETED
from reports.entry.lines import head_question
from reports.message.columns import cut
from reports.message.language import gettext as _
from reports.message.markup import Markup, fill, lines
from reports.message.words.called import call_person
from sales.clients.sameness import Identity
from sales.core.people import SELLERS
from sales.core.rights import Action, may
from sales.core.words import fold
from sales.entry.clients.names import Ambiguous, Candidate, ClientFinding, Found, Unknown, find_client
from sales.entry.clients.nominative import nominative
from sales.entry.clients.several import names_several
from sales.entry.days.dates import DayMistake
from sales.entry.lines.understood import Entry
from sales.entry.lines.values import Values
from sales.entry.numbers.amounts import AmountMistake
from sales.entry.talk.yes_no import is_no, is_yes
from storage.clients.contacts import ten_digits

LONGEST_LABEL = 28
NEAR = "near"
"""Created by the first case of what was written: «Заря» of «от Зари»."""

CREATE: Final = frozenset({"создать", "создай", "новый", "create", "new"})
FIND: Final = frozenset({"найти", "другой", "find"})


@dataclass(frozen=True)
class Whose(EntryStep, PickClient[EntryDraft]):
    """A new client is only noted here, and made together with the record: a cancelled line leaves nothing."""

    name = "client"
    agrees: ClassVar[bool] = True

    async def show(self, talk: Talk, draft: EntryDraft) -> Screen:
        entry = _without_name(line_of(talk, draft))
        if draft.find is not None:
            screen = await super().show(talk, draft)
            return replace(screen, text=head_question(entry, screen.text))
        match await _find_known_by_now(talk, entry.client):
            case Ambiguous(text=text, candidates=candidates):
                asked = lines(await _tell_others(talk, text), _which(text, candidates))
                return Screen(head_question(entry, asked), await self._alike(talk, entry, text, candidates))
            case Unknown(text=text) as unknown if _may_create(talk, entry):
                other = _find_first_case(unknown)
                asked = lines(await _tell_others(talk, text), fill(_("Create “{name}”?"), name=name_in(other or text)))
                return Screen(head_question(entry, asked), (*_creations(text, other), (_finding(),)))
            case Unknown(text=text):
                return Screen(
                    head_question(entry, fill(_("Nobody like “{text}”"), text=name_in(text))), ((_finding(),),)
                )
            case _:
                screen = await super().show(talk, draft)
                inn = fill(_("Whose tax number is {number}?"), number=entry.tax_number) if entry.tax_number else None
                return replace(screen, text=head_question(entry, inn or screen.text, client=False))

    async def settle(self, talk: Talk, draft: EntryDraft) -> Move | None:
        """Two lines of one new client: whom the first one has made is the second one's, too."""
        client = line_of(talk, draft).client
        if draft.find is not None or not isinstance(client, Unknown):
            return None
        known = find_client(client.text, await talk.mine.clients.list_known(client.text))
        names = {fold(name_in(name)) for name in (client.text, _find_first_case(client))}
        if not isinstance(known, Found) or fold(known.name) not in names:
            return None
        return await self.on(talk, draft, _with_client(talk, draft, known))

    async def press(self, talk: Talk, draft: EntryDraft, value: str) -> Move:
        first_case = _find_first_case(line_of(talk, draft).client)
        if value != NEAR or not first_case:
            return await super().press(talk, draft, value)
        return await self._new_one(talk, draft, first_case)

    async def hear(self, talk: Talk, draft: EntryDraft, text: str) -> Move:
        offered = draft.find or line_of(talk, draft).client_text
        if offered and is_yes(text, CREATE):
            return await self._create(talk, draft)
        if offered and is_no(text, FIND):
            return Again(draft.model_copy(update={"find": "", "page": 0}))
        entry = await read_line(talk, text)
        if entry is not None and entry.verb is None and isinstance(entry.client, Found) and not entry.comment:
            return await self.on(talk, draft.model_copy(update={"find": None}), _with_client(talk, draft, entry.client))
        if not any(sign.isalpha() for sign in text) and ten_digits(text) is not None:  # an INN, a phone: no sum
            return await PickClient.write(self, talk, draft, text)
        values = await self.values_in(talk, draft, text)
        if (
            values.figures
            and not is_long_number(text)
            and values.client is None
            and not values.left
            and not isinstance(values.amount, AmountMistake)
        ):
            told = await self.along(talk, draft, values)
            return Again(told, self.tell_noted(told, values))
        return await PickClient.write(self, talk, draft, text)

    def places(self, draft: EntryDraft) -> frozenset[str]:
        return super().places(draft) | {"probability"}

    async def along(self, talk: Talk, draft: EntryDraft, values: Values) -> EntryDraft:
        """What is said beside an answer is of the line: «нет, 43к» at «Кто из них?»."""
        amount = None if isinstance(values.amount, AmountMistake) else values.amount
        day = None if isinstance(values.day, DayMistake) else values.day
        said = replace(values, client=None, amount=amount, day=day)
        return with_entry(draft, put_values(line_of(talk, draft), said))

    async def _create(self, talk: Talk, draft: EntryDraft) -> Move:
        if draft.find and not await is_name(talk, draft.find):
            return Again(hint=self.hint())
        entry = line_of(talk, draft)
        return await self._new_one(talk, draft, draft.find or _find_first_case(entry.client) or entry.client_text)

    async def _new_one(self, talk: Talk, draft: EntryDraft, name: str) -> Move:
        name = name_in(name)[:LONGEST_NAME].strip()
        if not name or not _may_create(talk, line_of(talk, draft)):
            return Again(hint=self.hint())
        known = find_client(name, await talk.mine.clients.list_known(name))
        same = Candidate(known.id, known.name) if isinstance(known, Found) else Candidate(NEW_CLIENT, name)
        entry = line_of(talk, draft).with_client(same.id, same.name)
        return await self.on(talk, draft.model_copy(update={"find": None}), entry)

    async def _alike(
        self, talk: Talk, entry: Entry, text: str, candidates: tuple[Candidate, ...]
    ) -> tuple[tuple[Choice, ...], ...]:
        labels = await candidate_labels(talk, candidates)
        rows = tuple((Choice(label, str(client_id)),) for client_id, label in labels.items())
        several = names_several(text, await talk.mine.clients.list_known(text))
        creations = _creations(text, nominative(text)) if _may_create(talk, entry) and not several else ()
        return (*rows, *creations, (_finding(),))


def _without_name(entry: Entry) -> Entry:
    """The question names it; a comment that is nothing else would say it twice."""
    return entry.model_copy(update={"comment": ""}) if fold(entry.comment) == fold(entry.client_text) else entry


def _may_create(talk: Talk, entry: Entry) -> bool:
    """Nobody new has anything that could be called off; a move of nothing may be a new record."""
    return may(talk.actor.role, Action.LOG) and (entry.verb not in TARGETED or instead(entry) is not None)


def _with_client(talk: Talk, draft: EntryDraft, client: Found) -> Entry:
    return line_of(talk, draft).with_client(client.id, client.name)


async def _find_known_by_now(talk: Talk, client: ClientFinding | None) -> ClientFinding | None:
    """Who was made by another line meanwhile, or somebody like them, is offered, and not made once more."""
    if not isinstance(client, Unknown):
        return client
    match find_client(client.text, await talk.mine.clients.list_known(client.text)):
        case Found(id=client_id, name=name):
            return Ambiguous(client.text, (Candidate(client_id, name),))
        case Ambiguous() as alike:
            return alike
        case Unknown():
            return client


async def take_client(talk: Talk, draft: EntryDraft) -> Move:
    """Raises NotYoursError."""
    client = await talk.mine.clients.get(draft.client_id or 0)
    return await proceed(talk, with_entry(draft, line_of(talk, draft).with_client(client.id, client.name)))


async def candidate_labels(talk: Talk, candidates: tuple[Candidate, ...]) -> dict[int, str]:
    """Two managers may have clients of one name: who watches both sees whose is whose."""
    if talk.actor.role in SELLERS:
        return {each.id: each.name for each in candidates}
    labels = {}
    for each in candidates:
        whose = await call_person(talk.tx, (await talk.mine.clients.get(each.id)).owner_id)
        labels[each.id] = f"{each.name} · {whose or _('no owner')}"
    return labels


def _which(text: str, candidates: tuple[Candidate, ...]) -> Markup:
    if len(candidates) == 1:
        return fill(_("“{text}” is {client}?"), text=name_in(text), client=candidates[0].name)
    return fill(_("Which one is “{text}”?"), text=name_in(text))


async def _tell_others(talk: Talk, name: str) -> Markup | None:
    said = await others_like(talk, Identity(name))
    return fill("{said}", said=said) if said else None


def _find_first_case(client: ClientFinding | None) -> str:
    """«Меркурий» of «позвонил Меркурию»; empty where the name stands in no other case."""
    if not isinstance(client, Unknown | Ambiguous):
        return ""
    name = nominative(client.text, client.preposition if isinstance(client, Unknown) else "")
    return name if name != client.text else ""


def _creations(text: str, first_case: str) -> tuple[tuple[Choice, ...], ...]:
    """A new client by its first case, and below it as it was written."""
    if not first_case or fold(first_case) == fold(text):
        return (_creating(text),)
    return _creating(first_case, NEAR), _creating(text)


def _creating(text: str, value: str = "new") -> tuple[Choice, ...]:
    return (Choice(_("➕ Create “{name}”").format(name=cut(name_in(text), LONGEST_LABEL)), value),)


def _finding() -> Choice:
    return Choice(_("🔎 Find"), "find")

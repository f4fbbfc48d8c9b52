"""Whom it is about: the last six as buttons, or a part of the name in any case form, a phone, an INN."""

from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar
from zlib import crc32

from handlers.dialog.model import Again, Card, Choice, Goto, Move, Screen, Talk, Thing
from handlers.dialog.steps.names_said import is_name, name_in, says_a_line
from handlers.dialog.steps.numbers_said import SaidOfClient, hear_number, note_of_new, note_person
from handlers.dialog.steps.said import SaidStep, context_of
from handlers.dialog.steps.then import Asks, Then, go_on, number_in
from reports.message.language import gettext as _
from reports.message.markup import Markup, fill, lines
from sales.core.errors import NotYoursError
from sales.core.rights import Action, may
from sales.core.words import clean
from sales.entry.clients.name_forms import short_name
from sales.entry.clients.names import Found, find_client
from sales.entry.clients.several import names_several
from sales.entry.days.dates import DayChoice
from sales.entry.lines.values import Values
from sales.entry.message import hear
from storage.clients.client import Client
from storage.clients.contacts import ten_digits

SHOWN = 6
WIDTH = 3
LONGEST_NAME = 120
LONGEST_LABEL = 28


class ClientDraft(SaidOfClient):
    client_id: int | None = None
    find: str | None = None
    """What was typed; empty is all clients, None the last ones only."""
    page: int = 0


C = TypeVar("C", bound=ClientDraft)


async def client_name(talk: Talk, draft: ClientDraft) -> str:
    """As it is called now. Raises NotYoursError when it was given to somebody else meanwhile."""
    if draft.client_id is None:
        raise NotYoursError
    return short_name((await talk.mine.clients.get(draft.client_id)).name)


@dataclass(frozen=True)
class PickClient(SaidStep[C]):
    """One of the clients that the speaker may see, into `client_id`; who may log may create one on the way."""

    asks: Asks[C]
    then: Then[C]
    behind: bool = False
    """A day beside the name is of what has happened."""
    makes: bool = True
    """A contact of nobody is a new client; not where the bot has asked by itself, about something else."""

    def is_behind(self) -> bool:
        return self.behind

    async def name_another(self, talk: Talk, draft: C, text: str) -> Move:
        """Instead of «да» at a question about a client that was guessed; what is not clear is asked at `client`."""
        move = await self.write(talk, draft, text)
        return Goto("client", move.draft) if isinstance(move, Again) and move.draft is not None else move

    async def question(self, talk: Talk, draft: C) -> Markup:
        """What is asked above the clients that are offered."""
        return await self.asks(talk, draft)

    async def show(self, talk: Talk, draft: C) -> Screen:
        asked, found = await self.question(talk, draft), await self._page(talk, draft)
        rows = [
            tuple(Choice(short_name(each.name), str(each.id)) for each in found[at : at + WIDTH]) for at in (0, WIDTH)
        ]
        rows = [row for row in rows if row]
        if draft.find is None:
            find = Choice(_("🔎 Find"), "find", search=await talk.tx.system.wire.has_inline())
            return Screen(lines(asked, _empty(found)), tuple(rows), last=(find,))
        turn = _pages(draft, more=len(found) > SHOWN)
        label = _("➕ Create “{name}”").format(name=_cut(name_in(draft.find)))
        new = ((Choice(label, "new"),),) if await _new(talk, draft) else ()
        return Screen(lines(asked, self._about(draft, found)), (*rows, *turn, *new))

    async def press(self, talk: Talk, draft: C, value: str) -> Move:
        if value == "find":
            return Again(draft.model_copy(update={"find": "", "page": 0}))
        if value == "new":
            return await self._create(talk, draft)
        if (page := number_in(value, "page")) is not None:
            return Again(draft.model_copy(update={"page": min(page, 1000)}))
        client_id = number_in(value)
        return Again() if client_id is None else await self._pick(talk, draft, client_id)

    async def write(self, talk: Talk, draft: C, text: str) -> Move:
        """Who is clearly one client is taken, with the sum and the day said beside; the rest is offered."""
        said = clean(text, LONGEST_NAME)
        if not any(sign.isalnum() for sign in said):
            return Again(hint=self.hint())
        if not any(sign.isalpha() for sign in said):
            return await self._note_beside(talk, draft, said) or await self._numbered(talk, draft, said)
        exact = find_client(said, await talk.mine.clients.list_known(said))
        if isinstance(exact, Found):
            return await self._pick(talk, draft, exact.id)
        return await self._read(talk, draft, said)

    async def _note_beside(self, talk: Talk, draft: C, said: str) -> Move | None:
        """«90%» is nobody's name: it is of the record, and who is asked again."""
        values = await self.values_in(talk, draft, said)
        if values.probability is None or "probability" not in self.places(draft):
            return None
        told = await self.along(talk, draft, replace(values, client=None))
        return Again(told, self.tell_noted(told, values))

    async def _numbered(self, talk: Talk, draft: C, said: str) -> Move:
        """A phone or an INN; any other number is a part of a name, «57»."""
        found = await talk.mine.clients.search(said, limit=2)
        if len(found) == 1 and ten_digits(said):
            return await self._pick(talk, draft, found[0].id)
        exact = find_client(said, await talk.mine.clients.list_known(said))
        if isinstance(exact, Found):
            return await self._pick(talk, draft, exact.id)
        if not found and (heard := await hear_number(talk, said)) is not None:
            more, told = heard
            return Again(draft.model_copy(update=more), told)
        return Again(draft.model_copy(update={"find": said, "page": 0}))

    async def _read(self, talk: Talk, draft: C, said: str) -> Move:
        """«вектор 20к»: a name with more beside it. Without a sum or a day all the words are the name."""
        here = draft.model_copy(update={"client_id": None})
        values = await self.values_in(talk, here, said)
        if not _is_more_than_a_name(here, values):
            return await self._search(talk, draft, said, values)
        told = await self.along(talk, draft, _sure(values))
        match values.client:
            case Found(id=client_id):
                return await self._pick(talk, told, client_id)
            case None:
                return Again(told, self.tell_noted(told, values) or self.hint())
            case other:
                return Again(told.model_copy(update={"find": other.text, "page": 0}))

    async def _search(self, talk: Talk, draft: C, said: str, values: Values) -> Move:
        """A name to look for; of «Заря завтра» only the name, and what is a line is no answer at all."""
        if await is_name(talk, said):
            return Again(draft.model_copy(update={"find": said, "page": 0}))
        context = await context_of(talk, said)
        if names_several(said, context.clients):
            one = fill(_("One client at a time: whom first?"))
            return Again(draft.model_copy(update={"find": said, "page": 0}), one)
        if says_a_line(hear(said, context)):
            return Again(hint=self.hint())
        if values.client is None:
            return Again(hint=fill(_("Is it a name? Put it in quotes:\n“{name}”"), name=name_in(said)))
        name = values.client.name if isinstance(values.client, Found) else values.client.text
        hint = fill(_("Only the name, please: {name}"), name=name)
        return Again(draft.model_copy(update={"find": name, "page": 0}), hint)

    async def receive(self, talk: Talk, draft: C, thing: Thing) -> Move:
        """A shared contact is the client with this phone; of another, clients of a like name are offered first."""
        if not isinstance(thing, Card):
            return Again(hint=self.hint())
        known = await talk.mine.clients.by_phone(thing.phone)
        if known:
            return await self._pick(talk, draft, known[0].id)
        if not self.makes or not may(talk.actor.role, Action.LOG) or not thing.name:
            return Again(hint=self.hint())
        shared = {"shared_name": thing.name, "shared_phone": thing.phone, "shared_id": thing.telegram_id}
        here = draft.model_copy(update={**shared, "find": clean(thing.name, LONGEST_NAME), "page": 0})
        return Again(here, fill(_("I don't know this phone yet. Whose is it?")))

    def hint(self) -> Markup:
        return fill(_("Please type part of the name, a phone or an INN: Vector · 912 345-67-89"))

    async def _page(self, talk: Talk, draft: C) -> list[Client]:
        """One more than is shown says that there is a next page."""
        if draft.find is None:
            return await self.list_offered(talk, draft)
        offset = draft.page * SHOWN
        if not draft.find:
            return await talk.mine.clients.recent(SHOWN + 1, offset)
        return await talk.mine.clients.search(name_in(draft.find), SHOWN + 1, offset)

    async def list_offered(self, talk: Talk, draft: C) -> list[Client]:
        """Before anything is looked for, SHOWN at most: the last used ones."""
        del draft
        return await talk.mine.clients.recent(SHOWN)

    def _about(self, draft: C, found: list[Client]) -> Markup:
        if not draft.find:
            return fill(_("Write a part of the name, a phone or an INN"))
        if not found and not draft.page:
            return fill(_("Nobody like “{text}”"), text=name_in(draft.find))
        return fill(_("Like “{text}”:"), text=name_in(draft.find))

    async def _pick(self, talk: Talk, draft: C, client_id: int) -> Move:
        client = await talk.mine.clients.get(client_id)
        if draft.shared_name:
            await note_person(talk, draft, client)
        picked = {"client_id": client.id, "find": None, "page": 0, "said_inn": "", "shared_phone": ""}
        return await go_on(talk, draft.model_copy(update=picked), self.then)

    async def _create(self, talk: Talk, draft: C) -> Move:
        if not draft.find or not await _new(talk, draft):
            return Again()
        client = await self._make(talk, draft, name_in(draft.find))
        await note_of_new(talk, draft, client)
        return await self._pick(talk, draft, client.id)

    async def _make(self, talk: Talk, draft: C, name: str) -> Client:
        """A second tap makes no second client; another name in the same dialog does."""
        return await talk.mine.clients.create(name, f"{draft.draft_id}:{crc32(name.encode()):x}")


def _empty(found: list[Client]) -> Markup | None:
    return None if found else fill(_("No clients yet. Type a name, and I'll create the client."))


async def _new(talk: Talk, draft: ClientDraft) -> bool:
    """A number alone is nobody's name: it is a phone, or an INN."""
    said = draft.find or ""
    return any(sign.isalpha() for sign in said) and may(talk.actor.role, Action.LOG) and await is_name(talk, said)


def _is_more_than_a_name(draft: ClientDraft, values: Values) -> bool:
    """A full sum, or a day beside a known client: «Май 2» and «Пятница» are names."""
    has = type(draft).model_fields
    if values.left and "comment" not in has:
        return False
    known = isinstance(values.client, Found)
    dated = isinstance(values.day, date | DayChoice) and "day" in has and values.client is not None
    hour = (values.at is not None or values.hours is not None) and "at" in has and known
    return (isinstance(values.amount, int) and "amount" in has) or dated or hour


def _sure(values: Values) -> Values:
    """The client is the answer; a bare number by a name that is not known is a part of it."""
    return replace(values, client=None)


def _pages(draft: ClientDraft, *, more: bool) -> tuple[tuple[Choice, ...], ...]:
    turn = []
    if draft.page:
        turn.append(Choice("‹", f"page{draft.page - 1}"))
    if more:
        turn.append(Choice("›", f"page{draft.page + 1}"))
    return (tuple(turn),) if turn else ()


def _cut(name: str) -> str:
    return name if len(name) <= LONGEST_LABEL else name[: LONGEST_LABEL - 1] + "…"

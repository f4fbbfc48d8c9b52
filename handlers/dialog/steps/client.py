"""Whom it is about: the last six as buttons, or a part of the name in any case form, a phone, an INN."""

from dataclasses import dataclass
from typing import TypeVar
from zlib import crc32

from handlers.dialog.model import Again, Card, Choice, Draft, Move, Screen, Step, Talk, Thing
from handlers.dialog.steps.then import Then, Words, go_on, number_in
from reports.message.language import gettext as _
from reports.message.markup import Markup, fill, lines
from sales.core.errors import NotYoursError
from sales.core.rights import Action, may
from sales.core.words import clean
from sales.entry.clients.name_forms import short_name
from sales.entry.clients.names import Found, find_client
from storage.clients.clients import Client

SHOWN = 6
WIDTH = 3
LONGEST_NAME = 120
LONGEST_LABEL = 28


class ClientDraft(Draft):
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
class PickClient(Step[C]):
    """One of the clients that the speaker may see, into `client_id`; who may log may create one on the way."""

    asks: Words
    then: Then[C]

    async def show(self, talk: Talk, draft: C) -> Screen:
        found = await self._page(talk, draft)
        rows = [
            tuple(Choice(short_name(each.name), str(each.id)) for each in found[at : at + WIDTH]) for at in (0, WIDTH)
        ]
        rows = [row for row in rows if row]
        if draft.find is None:
            return Screen(lines(fill(self.asks()), _empty(found)), tuple(rows), last=(Choice(_("🔎 Find"), "find"),))
        turn = _pages(draft, more=len(found) > SHOWN)
        new = ((Choice(_("➕ Create “{name}”").format(name=_cut(draft.find)), "new"),),) if _new(talk, draft) else ()
        return Screen(lines(fill(self.asks()), self._about(draft, found)), (*rows, *turn, *new))

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
        """A name that is clearly one client is taken, a phone or an INN of one client too; the rest is offered."""
        said = clean(text, LONGEST_NAME)
        if not any(sign.isalnum() for sign in said):
            return Again(hint=self.hint())
        exact = find_client(said, await talk.mine.clients.list_known())
        if isinstance(exact, Found):
            return await self._pick(talk, draft, exact.id)
        if not any(sign.isalpha() for sign in said):
            by_number = await talk.mine.clients.search(said, limit=2)
            if len(by_number) == 1:
                return await self._pick(talk, draft, by_number[0].id)
        return Again(draft.model_copy(update={"find": said, "page": 0}))

    async def receive(self, talk: Talk, draft: C, thing: Thing) -> Move:
        """A shared contact is the client with this phone, or a new one."""
        if not isinstance(thing, Card):
            return Again(hint=self.hint())
        known = await talk.mine.clients.by_phone(thing.phone)
        if known:
            return await self._pick(talk, draft, known[0].id)
        if not may(talk.actor.role, Action.LOG) or not thing.name:
            return Again(hint=self.hint())
        client = await self._make(talk, draft, thing.name)
        await talk.mine.contacts.add(client.id, thing.name, thing.phone, thing.telegram_id)
        return await self._pick(talk, draft, client.id)

    def hint(self) -> Markup:
        return fill(_("Please write a part of the name, a phone or an INN: Vector · 912 345-67-89"))

    async def _page(self, talk: Talk, draft: C) -> list[Client]:
        """One more than is shown says that there is a next page."""
        if draft.find is None:
            return await talk.mine.clients.recent(SHOWN)
        offset = draft.page * SHOWN
        if not draft.find:
            return await talk.mine.clients.recent(SHOWN + 1, offset)
        return await talk.mine.clients.search(draft.find, SHOWN + 1, offset)

    def _about(self, draft: C, found: list[Client]) -> Markup:
        if not draft.find:
            return fill(_("Write a part of the name, a phone or an INN"))
        if not found and not draft.page:
            return fill(_("Nobody like “{text}”"), text=draft.find)
        return fill(_("Like “{text}”:"), text=draft.find)

    async def _pick(self, talk: Talk, draft: C, client_id: int) -> Move:
        client = await talk.mine.clients.get(client_id)
        return await go_on(talk, draft.model_copy(update={"client_id": client.id, "find": None, "page": 0}), self.then)

    async def _create(self, talk: Talk, draft: C) -> Move:
        if not draft.find or not may(talk.actor.role, Action.LOG):
            return Again()
        client = await self._make(talk, draft, draft.find)
        return await self._pick(talk, draft, client.id)

    async def _make(self, talk: Talk, draft: C, name: str) -> Client:
        """A second tap makes no second client; another name in the same dialog does."""
        return await talk.mine.clients.create(name, f"{draft.draft_id}:{crc32(name.encode()):x}")


def _empty(found: list[Client]) -> Markup | None:
    return None if found else fill(_("No clients yet. Write a name, and I shall create the client."))


def _new(talk: Talk, draft: ClientDraft) -> bool:
    return bool(draft.find) and may(talk.actor.role, Action.LOG)


def _pages(draft: ClientDraft, *, more: bool) -> tuple[tuple[Choice, ...], ...]:
    turn = []
    if draft.page:
        turn.append(Choice("‹", f"page{draft.page - 1}"))
    if more:
        turn.append(Choice("›", f"page{draft.page + 1}"))
    return (tuple(turn),) if turn else ()


def _cut(name: str) -> str:
    return name if len(name) <= LONGEST_LABEL else name[: LONGEST_LABEL - 1] + "…"

"""A telephone exchange is connected: which one, by what it proves itself, in whose hours; then what to enter where."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from handlers.dialog.model import Again, Choice, Done, Goto, Move, Screen, Step, Talk
from handlers.door.draft import ConnectionDraft
from handlers.framework.replies import Say
from reports.door.connections import ConnectionsView
from reports.door.exchanges import EXCHANGES, ask_secret, tell_exchange
from reports.door.words import tell_kind
from reports.message.language import gettext as _
from reports.message.markup import bold, fill
from reports.message.message import Message, grid
from reports.message.view import Keyed
from reports.settings.cities import OFFERED, city_of, zone_of
from sales.core.words import clean
from sales.door.tokens import hash_token, make_token
from sales.telephony.call import Exchange
from storage.door.tokens import NewToken
from storage.queues.messages import once_key

LONGEST_SECRET: Final = 200
WIDTH: Final = 3
FIRST: Final[Mapping[Exchange, str]] = {
    Exchange.MANGO: "key",
    Exchange.ZADARMA: "zone",
    Exchange.GENERAL: "zone",
    Exchange.UIS: "zone",
}
"""What is asked once the exchange is known; of the others nothing."""


class PickExchange(Step[ConnectionDraft]):
    async def show(self, talk: Talk, draft: ConnectionDraft) -> Screen:
        del talk
        asked = fill(_("{kind}\nWhich phone system is it?"), kind=bold(tell_kind(draft.kind)))
        return Screen(asked, tuple((Choice(name(), each.value),) for each, name in EXCHANGES.items()))

    async def press(self, talk: Talk, draft: ConnectionDraft, value: str) -> Move:
        if value not in set(Exchange):
            return Again()
        told = draft.model_copy(update={"exchange": Exchange(value)})
        first = FIRST.get(told.exchange)
        return await connect(talk, told) if first is None else Goto(first, told)


@dataclass(frozen=True)
class EnterSecret(Step[ConnectionDraft]):
    """Of the exchange's cabinet, into `key` or `secret`: kept as it is, for what it signs is reckoned anew."""

    field: str
    secret = True

    async def show(self, talk: Talk, draft: ConnectionDraft) -> Screen:
        del talk
        asked = ask_secret(draft.exchange, self.field)
        return Screen(fill("{name}\n{asked}", name=bold(EXCHANGES[draft.exchange]()), asked=asked))

    async def write(self, talk: Talk, draft: ConnectionDraft, text: str) -> Move:
        said = clean(text, LONGEST_SECRET + 1)
        if not said or len(said) > LONGEST_SECRET or " " in said:
            return Again(hint=self.hint())
        told = draft.model_copy(update={self.field: said})
        if self.field == "key":
            return Goto("secret", told)
        return await connect(talk, told)

    def hint(self) -> Markup:
        return fill(_("Copy all of it from your account there, without spaces: <code>a1b2c3d4e5</code>"))


class PickHours(Step[ConnectionDraft]):
    """Of the exchange's cabinet; the department's stands first."""

    async def show(self, talk: Talk, draft: ConnectionDraft) -> Screen:
        own = (await talk.tx.system.departments.get(draft.department_id)).zone
        cities = [Choice(city_of(zone), zone) for zone in dict.fromkeys((own, *OFFERED))]
        asks = _("{name}\nWhich city's time does it show? Another city: just type it.")
        return Screen(fill(asks, name=bold(_name(draft))), grid(cities, WIDTH))

    async def press(self, talk: Talk, draft: ConnectionDraft, value: str) -> Move:
        return await self.write(talk, draft, value)

    async def write(self, talk: Talk, draft: ConnectionDraft, text: str) -> Move:
        zone = text if text in OFFERED else zone_of(text)
        if zone is None:
            return Again(hint=self.hint())
        told = draft.model_copy(update={"zone": zone})
        return Goto("secret", told) if draft.exchange is Exchange.ZADARMA else await connect(talk, told)

    def hint(self) -> Markup:
        return fill(_("A city, please: <code>Bishkek</code>"))


async def connect(talk: Talk, draft: ConnectionDraft) -> Done:
    """Made, and shown once with where to enter it. Raises NotYoursError."""
    key = make_token(draft.kind) if draft.exchange is Exchange.MEGAFON else ""
    said = {
        "exchange": draft.exchange.value,
        "zone": draft.zone,
        "key": draft.key,
        "secret": hash_token(key) if key else draft.secret,
    }
    options = {name: value for name, value in said.items() if value}
    token = await talk.mine.door_tokens.make(NewToken(draft.kind, _name(draft), draft.department_id, options=options))
    shown = Message(tell_exchange(draft.exchange, token, key, talk.defaults.public_url))
    return Done(ConnectionsView(), (Say(Keyed(shown, once_key(draft.draft_id))),))


def _name(draft: ConnectionDraft) -> str:
    return EXCHANGES[draft.exchange]()

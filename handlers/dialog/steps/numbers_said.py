"""A phone or an INN of nobody here, said where a client is asked: kept for who is created there (spec/0, 0.2)."""

import re
from contextlib import suppress
from typing import Final

from markupsafe import Markup

from handlers.dialog.model import Draft, Talk
from reports.clients.client_words import inn_mistake
from reports.message.language import gettext as _
from reports.message.markup import fill, lines
from sales.clients.card_fields import CardField
from sales.clients.inn import InnMistake, read_inn
from sales.clients.sameness import Identity
from sales.core.errors import NotYoursError
from sales.core.rights import Action, may
from storage.clients.client import Client
from storage.clients.contacts import ten_digits
from storage.engine.errors import InnTakenError

_PHONE: Final = re.compile(r"\+|8|7[ (-]?9|9")
_NUMBER: Final = re.compile(r"[0-9+() -]*")
_DIGITS: Final = range(10, 13)


class SaidOfClient(Draft):
    """What was said of a client who is not here yet."""

    said_inn: str = ""
    shared_name: str | None = None
    """Of a contact that was sent as the answer and that nobody has yet."""
    shared_phone: str = ""
    shared_id: int | None = None


def is_long_number(said: str) -> bool:
    """As long as a phone or an INN is: no sum, and no day beside one."""
    return _NUMBER.fullmatch(said.strip()) is not None and sum(map(str.isdigit, said)) in _DIGITS


async def hear_number(talk: Talk, said: str) -> tuple[dict[str, str], Markup] | None:
    """What of a draft it becomes, and what to say; None for a number that is neither."""
    if not may(talk.actor.role, Action.LOG) or ten_digits(said) is None:
        return None
    inn = read_inn(said)
    if not isinstance(inn, InnMistake):
        if await talk.mine.client_likes.of_colleagues(Identity("", inn)):
            return {}, fill(_("A colleague's client has this INN. Ask your lead."))
        asked = fill(_("There is no client with the INN {inn}.\nWrite its name, and I'll create it."), inn=inn)
        return {"said_inn": inn}, asked
    if _PHONE.match(said):
        asked = fill(_("No client has this phone.\nType the name, and I'll create one."))
        return {"shared_phone": said, "shared_name": ""}, asked
    if inn in {InnMistake.CONTROL, InnMistake.REGION}:
        return {}, lines(fill("<b>{inn}</b>", inn=said), inn_mistake(inn))
    return None


async def note_person(talk: Talk, said: SaidOfClient, client: Client) -> None:
    """Who was shared, or a phone alone; who stands in for the owner edits no card."""
    if said.shared_phone:
        with suppress(NotYoursError):
            name = said.shared_name or client.name
            await talk.mine.contacts.add(client.id, name, said.shared_phone, said.shared_id)


async def note_of_new(talk: Talk, said: SaidOfClient, client: Client) -> None:
    """On the card of who was created just now, and of nobody else: a tap on another client is another answer."""
    if said.said_inn and not client.inn:
        with suppress(NotYoursError, InnTakenError):
            await talk.mine.client_edits.fill(client.id, {CardField.INN: said.said_inn})
    await note_person(talk, said, client)

"""A client alone: a name, a phone or an INN and not a word more. Nothing is to be recorded yet, the card is shown."""

import re

from handlers.dialog.model import Talk
from handlers.entry.asking.client import candidate_labels
from handlers.framework.access import CLIENT_EDITORS
from handlers.framework.replies import Say
from reports.clients.client_card import ClientCard, client_press
from reports.clients.presses import ClientDeed, NewClientPress
from reports.message.language import gettext as _
from reports.message.markup import fill
from reports.message.message import Button, Message
from reports.message.view import button
from sales.clients.inn import InnMistake, read_inn
from sales.clients.sameness import Identity
from sales.core.people import SELLERS
from sales.core.words import clean
from sales.entry.clients.guesses import LONGEST_NEW_NAME
from sales.entry.clients.names import ALIKE, Ambiguous, Candidate, ClientFinding, Found, rank
from sales.entry.lines.understood import Entry
from storage.clients.contacts import ten_digits

_NUMBER = re.compile(r"\+?[0-9][0-9 ()\-]{8,20}")
_END = re.compile(r"[0-9]{2}[ -]?[0-9]{2}|[0-9]{3}-[0-9]{2}-[0-9]{2}|[0-9]{5,9}")
"""«25-21» of a phone, as a card shows it; also part of an INN."""

_ROUND = re.compile(r"[0-9]*00")
"""A sum, from who records sums."""

_PHONE = re.compile(r"\+|8|7[ (-]?9|9")
SHOWN = 5


async def alone(talk: Talk, text: str, entry: Entry | None) -> Say | None:
    """The card, or which of several; None for everything that says more than who. `entry`: what was understood."""
    said = clean(text)
    if _NUMBER.fullmatch(said) and ten_digits(said):
        return await _number(talk, said)
    is_sum = talk.actor.role in SELLERS and _ROUND.fullmatch(said)
    if _END.fullmatch(said) and not is_sum and (found := await _show_found(talk, said)):
        return found
    if entry is None:
        return await _near(talk, said) or await _put_away(talk, said)
    if not says_only_who(entry):
        return None
    return await card_of(talk, entry.client) or await _put_away(talk, said)


async def card_of(talk: Talk, client: ClientFinding | None) -> Say | None:
    """The card, or which of several; None where nobody is meant."""
    match client:
        case Found(id=client_id):
            return Say(ClientCard(client_id=client_id))
        case Ambiguous(text=text, candidates=candidates):
            return await _choice(talk, text, candidates)
        case _:
            return None


async def show_found_like(talk: Talk, text: str) -> Say:
    """«найди …»: by a part of the name, a phone or an INN."""
    found = await _show_found(talk, clean(text)) or await _put_away(talk, clean(text))
    return found or Say(Message(fill(_("Nobody like “{text}”"), text=clean(text))))


async def _show_found(talk: Talk, said: str) -> Say | None:
    found = await talk.mine.clients.search(said, SHOWN)
    if len(found) == 1:
        return Say(ClientCard(client_id=found[0].id))
    return await _choice(talk, said, tuple(Candidate(each.id, each.name) for each in found)) if found else None


async def _put_away(talk: Talk, said: str) -> Say | None:
    """Of nobody else that name is: who stands in the archive under it, with the way back."""
    if not said or len(said.split()) > LONGEST_NEW_NAME or said.endswith("?"):
        return None
    likes = await talk.mine.client_likes.of_archived(Identity(said))
    return Say(ClientCard(client_id=likes[0].client.id)) if likes else None


async def _number(talk: Talk, said: str) -> Say | None:
    """By a phone or an INN; a number that is nobody's may be a sum."""
    if found := await _show_found(talk, said):
        return found
    inn = read_inn(said)
    if not isinstance(inn, InnMistake) and talk.actor.role in CLIENT_EDITORS:
        create = button(_("➕ Create"), NewClientPress(inn=int(inn)))
        asked = fill(_("No client has the INN {inn}. Create one?"), inn=inn)
        return Say(Message(asked, ((create,),)))
    if not _PHONE.match(said):
        return None
    return Say(Message(fill(_("No client has this number.\nShare the contact, and I'll make a client."))))


async def _near(talk: Talk, said: str) -> Say | None:
    """A name that fits several: «Альфа» of «Альфа-Строй» and «Альфа-Сервис»."""
    if not said or len(said.split()) > LONGEST_NEW_NAME or said.endswith("?"):
        return None
    near = [one for one in rank(said, await talk.mine.clients.list_known(said)) if one.score >= ALIKE]
    if not near:
        return None
    return await _choice(talk, said, tuple(Candidate(one.client.id, one.client.name) for one in near))


async def _choice(talk: Talk, said: str, candidates: tuple[Candidate, ...]) -> Say:
    labels = await candidate_labels(talk, candidates)
    rows = tuple((Button(label, client_press(ClientDeed.CARD, client_id)),) for client_id, label in labels.items())
    return Say(Message(fill(_("Which client is “{text}”?"), text=said), rows))


def says_only_who(entry: Entry) -> bool:
    """Whether nothing but a client was understood of the line."""
    said = (entry.verb, entry.amount, entry.amount_choice, entry.amount_mistake, entry.day, entry.day_choice)
    more = (entry.day_mistake, entry.at, entry.probability, entry.invoice)
    return not any(said) and not any(each is not None for each in more) and not entry.comment

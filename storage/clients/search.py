"""Clients by a part of the name in any case form, a phone or an INN, among a hundred thousand (SPEC 10, spec/1)."""

from collections.abc import Iterable, Sequence

from sqlalchemy import ColumnElement, and_, func, or_, select

from sales.clients.search_words import LAST, begin_words, read_asked_whole, read_asked_words
from sales.entry.clients.name_forms import normal_form
from sales.entry.clients.names import KnownClient, rank
from sales.entry.talk.layout import in_russian_layout
from storage.clients.contacts import ten_digits
from storage.engine.reading import check_types
from storage.engine.session import Session
from storage.tables import FORM_OF_CLIENT, SHORT_CLIENT_NAME, ClientRow, ClientWordRow, ContactRow

FEW = 2000
"""So many are compared letter by letter within a few milliseconds; more are found by their words first."""

RANKED = 400
MENTIONED = 5
"""Letters of a word by which a name in a line is looked for."""

MOST_WORDS = 60
MOST_MENTIONED = 600
SHORTEST_PART = 3
FEWEST_DIGITS, MOST_DIGITS = 4, 9
"""Of a phone's end: fewer are the number in a name, ten are the whole phone or an INN."""

_NEAREST = (func.length(ClientRow.normal), ClientRow.touched_at.desc(), ClientRow.id)
"""«Ромашка» itself stands before the hundred names that begin with it."""

_KNOWN = check_types(
    KnownClient,
    select(ClientRow.id, SHORT_CLIENT_NAME.label("name"), ClientRow.normal, FORM_OF_CLIENT.label("form")),
)


def digits_of(text: str) -> str:
    """Of a text that is a number and nothing else; empty otherwise."""
    plain = not any(sign.isalpha() for sign in text)
    return "".join(sign for sign in text if "0" <= sign <= "9") if plain else ""


async def find_by_number(session: Session, digits: str, seen: ColumnElement[bool]) -> list[int]:
    """Whose phone or INN it is, archived ones too; of four to nine digits whose phone ends so."""
    phone = ten_digits(digits)
    if phone is not None:
        has_phone = ClientRow.id.in_(select(ContactRow.client_id).where(ContactRow.phone10 == phone))
        which: ColumnElement[bool] = or_(has_phone, ClientRow.inn == digits)
    elif FEWEST_DIGITS <= len(digits) <= MOST_DIGITS:
        which = ClientRow.id.in_(select(ContactRow.client_id).where(ContactRow.phone10.like(f"%{digits}")))
    else:
        return []
    known = ClientRow.forgotten_at.is_(None)
    query = select(ClientRow.id).where(which, seen, known).order_by(ClientRow.touched_at.desc(), ClientRow.id.desc())
    return list(await session.scalars(query.limit(RANKED)))


async def find_by_name(session: Session, text: str, seen: ColumnElement[bool]) -> list[int]:
    """The nearest first. `seen`: which of them may be found at all."""
    words, whole = read_asked_words(text), read_asked_whole(text)
    if not words:
        return []
    for which in (_has_words(words, whole), _has_part(text), _begins_alike(words), _has_end(text)):
        if which is None:
            continue
        query = _KNOWN.where(seen, which).order_by(*_NEAREST).limit(RANKED)
        found = await session.read(KnownClient, query)
        if found:
            return _in_order(text, found)
    return []


async def find_mentioned(session: Session, text: str, seen: ColumnElement[bool]) -> list[KnownClient]:
    """Whose names begin like a word of the text, the shortest names first: whoever is meant is among them."""
    said = {word for each in (text, in_russian_layout(text)) for word in normal_form(each or "").split()}
    begins = {begin[:MENTIONED] for word in said if len(word) > 1 for begin in begin_words(word)}
    if not begins:
        return []
    query = _KNOWN.where(seen, ClientRow.id.in_(_bearing(sorted(begins)[:MOST_WORDS]))).order_by(*_NEAREST)
    return await session.read(KnownClient, query.limit(MOST_MENTIONED))


def _in_order(text: str, found: Sequence[KnownClient]) -> list[int]:
    near = [one.client.id for one in rank(text, found, RANKED)]
    return [*near, *sorted({each.id for each in found} - set(near))]


def _has_words(words: Sequence[frozenset[str]], whole: frozenset[str]) -> ColumnElement[bool]:
    """A word for each that was said, or all of them written together."""
    each = [ClientRow.id.in_(_bearing(begins)) for begins in sorted(words, key=lambda word: -max(map(len, word)))]
    together = and_(*each)
    return or_(together, ClientRow.id.in_(_bearing(whole))) if len(each) > 1 else together


def _bearing(begins: Iterable[str]) -> ColumnElement[int]:
    row = ClientWordRow
    ranges = [row.word.between(begin, begin + LAST) for begin in sorted(begins)]
    return select(row.client_id).where(or_(*ranges)).scalar_subquery()


def _has_part(text: str) -> ColumnElement[bool] | None:
    """«машк» stands within «Ромашка»."""
    part = normal_form(text)
    if len(part) < SHORTEST_PART:
        return None
    return ClientRow.normal.contains(part, autoescape=True)


def _has_end(text: str) -> ColumnElement[bool] | None:
    """With a slip of the thumb in the first letters: «рмашка»."""
    end = normal_form(text)[2:]
    return ClientRow.normal.contains(end, autoescape=True) if len(end) >= SHORTEST_PART else None


def _begins_alike(words: Sequence[frozenset[str]]) -> ColumnElement[bool]:
    """With a slip of the thumb behind the third letter."""
    begins = frozenset(begin[:SHORTEST_PART] for word in words for begin in word)
    return ClientRow.id.in_(_bearing(begins))


async def find_contacts(session: Session, text: str) -> list[int]:
    """Contacts, anybody's, that hold the beginning of a word of the text: of a hundred thousand few are compared."""
    words = [word[:SHORTEST_PART].replace("е", "_") for word in normal_form(text).split() if len(word) >= SHORTEST_PART]
    begins = [begin for word in words[:MENTIONED] for begin in (word, word.capitalize())]
    if not begins:
        return []
    named = or_(*(ContactRow.name.like(f"%{begin}%") for begin in begins))
    return list(await session.scalars(select(ContactRow.id).where(named, ContactRow.left_at.is_(None)).limit(FEW)))

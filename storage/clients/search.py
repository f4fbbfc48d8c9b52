"""Clients by a part of the name in any case form, a phone or an INN, among a hundred thousand (SPEC 10, spec/1)."""

from collections.abc import Iterable, Sequence

from sqlalchemy import ColumnElement, Select, and_, exists, func, intersect, or_, select, union, union_all
from sqlalchemy.orm import aliased

from sales.clients.search_words import LAST, begin_words, read_asked_whole, read_asked_words
from sales.entry.clients.name_forms import normal_form
from sales.entry.clients.names import KnownClient, rank
from sales.entry.talk.layout import in_russian_layout
from storage.clients.contacts import ten_digits
from storage.engine.reading import check_types
from storage.engine.session import Session
from storage.tables import FORM_OF_CLIENT, SHORT_CLIENT_NAME, ClientRow, ClientWordRow, ContactRow, ContactWordRow

FEW = 2000
"""So many are compared letter by letter within a few milliseconds; more are found by their words first."""

RANKED = 200
MENTIONED = 5
"""Letters of a word by which a name in a line is looked for."""

MOST_WORDS = 30
MOST_MENTIONED = 250
SHORTEST_PART = 3
SLIPPED = 2
"""Letters at the beginning in which a thumb may have slipped."""

FEWEST_DIGITS, MOST_DIGITS = 4, 9
"""Of a phone's end: fewer are the number in a name, ten are the whole phone or an INN."""

_NEAREST = (func.length(ClientRow.normal), ClientRow.touched_at.desc(), ClientRow.id)
"""«Ромашка» itself stands before the hundred names that begin with it."""

_OTHER = aliased(ClientRow)

_KNOWN = check_types(
    KnownClient,
    select(ClientRow.id, SHORT_CLIENT_NAME.label("name"), ClientRow.normal, FORM_OF_CLIENT.label("form")),
)


def digits_of(text: str) -> str:
    """Of a text that is a number and nothing else; empty otherwise."""
    plain = not any(sign.isalpha() for sign in text)
    return "".join(sign for sign in text if "0" <= sign <= "9") if plain else ""


async def find_by_number(session: Session, digits: str, seen: ColumnElement[bool]) -> list[int]:
    """Whose phone or INN it is, archived ones too; by four to nine digits whose phone ends, or INN begins or ends."""
    phone = ten_digits(digits)
    if phone is not None:
        has_phone = select(ContactRow.client_id).where(ContactRow.phone10 == phone)
        which = ClientRow.id.in_(union(has_phone, select(_OTHER.id).where(_OTHER.inn == digits)))
    elif FEWEST_DIGITS <= len(digits) <= MOST_DIGITS:
        ends = select(ContactRow.client_id).where(ContactRow.phone10.like(f"%{digits}"))
        inn = _OTHER.inn.startswith(digits) | _OTHER.inn.endswith(digits)
        which = ClientRow.id.in_(union(ends, select(_OTHER.id).where(inn)))
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
    if found := await _read_near(session, seen, _has_words(words, whole)):
        return _in_order(text, found)
    part, ends = normal_form(text), await _read_ending(session, seen, normal_form(text))
    found = [each for each in ends if part in each.normal] or await _read_near(session, seen, _begins_alike(words))
    return _in_order(text, found or ends)


async def _read_near(
    session: Session, seen: ColumnElement[bool], which: ColumnElement[bool], *first: ColumnElement[bool]
) -> list[KnownClient]:
    order = (*(each.desc() for each in first), *_NEAREST)
    return await session.read(KnownClient, _KNOWN.where(seen, which).order_by(*order).limit(RANKED))


async def _read_ending(session: Session, seen: ColumnElement[bool], part: str) -> list[KnownClient]:
    """«машк» stands within «Ромашка»; and «рмашка» does so but for its first letters: all names are looked at once."""
    if len(part) < SHORTEST_PART:
        return []
    end = part[SLIPPED:] if len(part) >= SHORTEST_PART + SLIPPED else part
    whole = ClientRow.normal.contains(part, autoescape=True)
    return await _read_near(session, seen, ClientRow.normal.contains(end, autoescape=True), whole)


async def find_mentioned(session: Session, text: str, seen: ColumnElement[bool]) -> list[KnownClient]:
    """Whose names begin like words of the text, the most words first and then the shortest names: whoever is meant is
    among them.
    """
    said = {word for each in (text, in_russian_layout(text)) for word in normal_form(each or "").split()}
    begins = sorted(
        {frozenset(begin[:MENTIONED] for begin in begin_words(word)) for word in said if len(word) > 1}, key=sorted
    )
    if not begins:
        return []
    bearing = union_all(*(_bear(each).distinct() for each in begins[:MOST_WORDS])).subquery()
    words = func.count().label("words")
    counted = select(bearing.c.client_id, words).group_by(bearing.c.client_id).subquery()
    query = _KNOWN.join(counted, counted.c.client_id == ClientRow.id).where(seen)
    return await session.read(KnownClient, query.order_by(counted.c.words.desc(), *_NEAREST).limit(MOST_MENTIONED))


def _in_order(text: str, found: Sequence[KnownClient]) -> list[int]:
    near = [one.client.id for one in rank(text, found, RANKED)]
    return [*near, *sorted({each.id for each in found} - set(near))]


def _has_words(words: Sequence[frozenset[str]], whole: frozenset[str]) -> ColumnElement[bool]:
    """A word for each that was said, or all of them written together: few are left before a client is looked at."""
    each = [_bear(begins) for begins in sorted(words, key=lambda word: -max(map(len, word)))]
    if len(each) == 1:
        return ClientRow.id.in_(each[0].scalar_subquery())
    together = select(intersect(*each).subquery().c.client_id)
    return ClientRow.id.in_(union(together, _bear(whole)).scalar_subquery())


def _bearing(begins: Iterable[str]) -> ColumnElement[int]:
    return _bear(begins).scalar_subquery()


def _bear(begins: Iterable[str]) -> Select[int]:
    row = ClientWordRow
    ranges = [row.word.between(begin, begin + LAST) for begin in sorted(begins)]
    return select(row.client_id).where(or_(*ranges))


def _begins_alike(words: Sequence[frozenset[str]]) -> ColumnElement[bool]:
    """The longest word with a slip of the thumb behind its third letter."""
    longest = max(words, key=lambda word: max(map(len, word)))
    return ClientRow.id.in_(_bearing(frozenset(begin[:SHORTEST_PART] for begin in longest)))


async def find_people(session: Session, text: str) -> ColumnElement[bool] | None:
    """Contacts that have words beginning as all of the text; None where nobody is meant.

    A rare name is looked up, whosever contacts they are; for one that thousands bear the speaker's own are looked
    through, of whom enough are met soon.
    """
    said = normal_form(text).split()
    begins = sorted((word for word in said if len(word) >= SHORTEST_PART), key=len, reverse=True)[:MENTIONED]
    if not begins:
        return None
    row = ContactWordRow
    rare, *more = [row.word.between(word[:SHORTEST_PART], word[:SHORTEST_PART] + LAST) for word in begins]
    others = [exists().where(row.contact_id == ContactRow.id, each) for each in more]
    bearing = select(row.contact_id).where(rare)
    if await session.scalar(bearing.limit(1).offset(FEW)) is not None:
        return and_(exists().where(row.contact_id == ContactRow.id, rare), *others)
    return and_(ContactRow.id.in_(bearing), *others)

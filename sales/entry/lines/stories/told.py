"""A line as it was read: what its readers have taken, and the words that they left."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final, Literal, TypeAlias

from sales.core.words import fold
from sales.entry.clients.name_forms import normal_form, stem
from sales.entry.clients.names import Found
from sales.entry.days.dates import mentions
from sales.entry.days.day_words import Asked
from sales.entry.deeds.doubt_words import CLOCK, LIKE_A_DAY
from sales.entry.deeds.verb_words import Lead
from sales.entry.lines.figures.papers import take_invoice, take_papers, take_shares
from sales.entry.lines.understood import Entry
from sales.entry.reading import Line

_PARTS: Final = re.compile(r"[\n,;!?()]|\.(?![0-9])|\s[-–—]\s")
_PREPOSITION: Final = re.compile(r"(?<!\w)(?:за|по|for)\s+$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Unread:
    """Words of a line that no reader has taken."""

    written: str
    place: int | None = None
    """Where they stand in the head; None of the comment behind it."""

    @property
    def left(self) -> str:
        """Folded, without papers, phones and shares, which are accounted for; as long as it was written."""
        return _clear_of_papers(self.written)

    @property
    def line(self) -> Line:
        """To be read further."""
        line = Line(self.written)
        line.left = self.left
        return line


@dataclass(frozen=True, slots=True)
class Told:
    """A record, and the words of its line that stand beside it."""

    line: Line
    lead: Lead | None
    entry: Entry
    head: Sequence[Unread]
    tail: Sequence[Unread]

    @property
    def all(self) -> tuple[Unread, ...]:
        return (*self.head, *self.tail)

    def unread_at(self, place: int) -> str:
        """What no reader has taken of the words that begin there; empty where the client's name does."""
        begins = place + len(self.line.written[place:]) - len(self.line.written[place:].lstrip())
        return next(
            (
                each.left[begins - each.place :]
                for each in self.head
                if each.place is not None and each.place <= begins < each.place + len(each.written)
            ),
            "",
        )

    @property
    def before(self) -> tuple[Unread, ...]:
        """What stands before the word for the deed."""
        start = self.lead.words[0].start if self.lead and self.lead.words else 0
        return tuple(each for each in self.head if each.place is not None and each.place < start)


@lru_cache(maxsize=4096)
def _clear_of_papers(written: str) -> str:
    line = Line(written)
    take_shares(line)
    take_papers(line)
    take_invoice(line)
    return line.left


Find: TypeAlias = Callable[[Told], str]
"""The first words that may make the record another, as they were written; empty where none can."""
Words: TypeAlias = str | bool | re.Match[str] | None
Tells: TypeAlias = Callable[[Unread, Told], Words]
"""The words of one piece that may, or where they stand in what is left of it; True: all of it."""


def among(where: Literal["head", "tail", "all", "before"]) -> Callable[[Tells], Find]:
    """Asks each piece that stands there."""
    return lambda tells: (
        lambda told: next(filter(None, (_words_of(each, said=tells(each, told)) for each in getattr(told, where))), "")
    )


def _words_of(each: Unread, *, said: Words) -> str:
    if isinstance(said, re.Match):
        return each.written[slice(*said.span())]
    return each.written if said is True else said or ""


def tell_line(line: Line, lead: Lead | None, entry: Entry, beside: Sequence[str], tail: str) -> Told:
    """`beside`: the words of the head that nothing has claimed. `tail`: the comment behind the head."""
    head = [_with_preposition(piece, line.written) for piece in beside]
    return Told(line, lead, entry, head, [Unread(part) for part in _PARTS.split(tail) if part.strip()])


def _with_preposition(piece: str, written: str) -> Unread:
    """«за ноябрь», of which only «ноябрь» was left."""
    place = max(written.find(piece), 0)
    before = _PREPOSITION.search(written, 0, place)
    return Unread(written[before.start() : place] + piece, before.start()) if before else Unread(piece, place)


def find_time(each: Unread, entry: Entry) -> str:
    """The first words for a day or an hour that are not of the record's own day; empty where there are none."""
    if found := CLOCK.search(each.left) or LIKE_A_DAY.search(each.left):
        return each.written[slice(*found.span())]
    known = days_of(entry)
    days = [day for day in mentions(Line(each.written), Asked(entry.said_on)) if not {*day.days} <= known]
    return each.written[days[0].start : days[0].end] if days else ""


def days_of(entry: Entry) -> set[date]:
    """Its own, and those of the parts in which money is promised beside it."""
    parts = entry.promise.parts if entry.promise is not None else ()
    return {day for day in (entry.day, *(each.day for each in parts)) if day is not None}


def is_own(word: str, entry: Entry) -> bool:
    """A word of the client's name, in any case."""
    return isinstance(entry.client, Found) and stem(fold(word)) in stem(normal_form(entry.client.name)).split()


def is_of_client(each: Unread, told: Told) -> bool:
    """«Марина из Вектора»"""
    if each.place is None or not each.written.replace(" ", "").isalpha():
        return False
    return told.line.written.startswith((" из ", " from ", " у "), each.place + len(each.written))

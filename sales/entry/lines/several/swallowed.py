"""What a record's comment tells of somebody else: another's money, another's call, visits of several told of as one."""

import re
from itertools import pairwise
from typing import Final

from sales.core.words import fold
from sales.entry.clients.names import Ambiguous, Found
from sales.entry.days.dates import take_day
from sales.entry.days.day_words import Asked
from sales.entry.deeds.doubt_words import OTHER_DEEDS
from sales.entry.deeds.verb_words import lead_of
from sales.entry.deeds.verbs import LOGGED, MOVED, PLANNED, PRICED, REASONED, Verb
from sales.entry.lines.several.cuts import CUT, Read
from sales.entry.lines.understood import Entry
from sales.entry.numbers.amount_terms import exact_terms
from sales.entry.reading import Line

_NAMING: Final = re.compile(r"[^\W\d_]{4,}")


def find_swallowed(entry: Entry, read: Read) -> str:
    """The words of the comment that are a record of somebody else, as they were written; empty where none are."""
    if not entry.comment or entry.client is None:
        return ""
    cut = [piece.strip() for line in entry.comment.split("\n") for piece in CUT.split(line)]
    pieces = [_LEADS_IN.sub("", piece) for piece in cut]
    if other := _find_business(entry, read) or _find_others(entry, read):
        return other
    return next((piece for piece in pieces if " " in piece and _is_of_another(entry, piece, read)), "")


_LEADS_IN: Final = re.compile(
    r"^(?:(?:потом|затем|после этого|дальше|далее|ещ[её]|и|а|then|also)[, ]+)+", re.IGNORECASE
)
_AT: Final = re.compile(r"(?<!\w)(?:в|во|у|к|ко|со?|от|из|на|at|from|with) (?P<name>[^\W\d_][\w-]{2,}(?: №?[0-9]+)?)")
SEVERAL: Final = 2


def _find_others(entry: Entry, read: Read) -> str:
    """«В Кровле отказали. У Беловой закрыто»: visits of others, told of as one; said small, two of them at least."""
    if entry.verb not in LOGGED or entry.planned:
        return ""
    named = [(each["name"], read(each["name"])) for each in _AT.finditer(fold(entry.comment))]
    others = {
        other.client: name
        for name, other in named
        if other is not None and isinstance(other.client, Found) and other.client != entry.client
    }
    capital = next((name for name in others.values() if name.capitalize() in entry.comment), "")
    return capital or (next(iter(others.values())) if len(others) >= SEVERAL else "")


def _find_business(entry: Entry, read: Read) -> str:
    """«…, фрегат просит, на 300к»: somebody else's name beside a sum or another deed, wherever they stand."""
    line = Line(entry.comment)
    sums = exact_terms(line.left)
    if not sums and entry.verb not in REASONED and not OTHER_DEEDS.search(line.left):
        return ""
    for term in sums:
        line.drop(term.start, term.end)
    take_day(line, Asked(entry.said_on))
    words = list(_NAMING.finditer(line.left))
    for first, last in [*zip(words, words, strict=True), *pairwise(words)]:
        said = entry.comment[first.start() : last.end()]
        named = read(said)
        if named is not None and isinstance(named.client, Found) and named.client != entry.client:
            return said
    return ""


def _is_of_another(entry: Entry, piece: str, read: Read) -> bool:
    other = read(piece)
    if other is None or not isinstance(other.client, Found | Ambiguous) or other.client == entry.client:
        return False
    begins = lead_of(fold(piece), priced=False) if other.verb in LOGGED else None
    led = begins is not None and begins.words[0].start == 0
    if isinstance(other.client, Ambiguous):
        return led and entry.client_id not in {one.id for one in other.client.candidates}
    if entry.verb in LOGGED and _is_named_first(piece, other.client, read):
        return True
    if other.verb in MOVED | PLANNED | {Verb.CANCEL}:
        return True
    if other.verb in LOGGED:
        return led or entry.verb in PRICED or (other.planned and bool(other.day_text or other.at))
    if other.verb is None and (other.at is not None or (entry.verb in LOGGED and bool(other.day_text))):
        return True
    return other.amount is not None or (other.verb in PRICED and other.amount_choice is not None)


def _is_named_first(piece: str, client: Found, read: Read) -> bool:
    """«Ким думает»"""
    first = read(piece.split(maxsplit=1)[0])
    return first is not None and first.client == client

"""Clients called by one word for a deed: «Звонок», «Отмена». As a name it says nothing of what is done."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

from sales.entry.clients.name_forms import bare_word
from sales.entry.clients.names import KnownClient, Roster
from sales.entry.deeds.verb_words import lead_of
from sales.entry.numbers.amount_terms import terms

_WORD: Final = re.compile(r"(?<![^\W_])[^\W\d_]+(?![^\W_])")
_FINITE: Final = re.compile(r"[^\W\d_]+(?:л[аои]?|[еиую]т|ят)(?!\w)")
_OF_SOMEBODY: Final = re.compile(r"(?<!\w)(?:от|у|для|со?|клиент\w{0,2}|позвонил[аи]? в|был[аи]? (?:в|у)) $")


def places_of_deed_names(folded: str, clients: Sequence[KnownClient]) -> Iterator[tuple[int, int, str]]:
    """From … to, and the normal form of who is named there."""
    for normal in filter(_is_a_deed, Roster.of(clients).normals):
        own = bare_word(normal, counted=False)
        said = [word for word in _WORD.finditer(folded) if bare_word(word[0], counted=False) == own]
        named = next((word for word in said if _is_somebody(folded, word, normal)), None)
        if named is not None:
            yield *named.span(), normal


@lru_cache(maxsize=65536)
def _is_a_deed(normal: str) -> bool:
    return " " not in normal and lead_of(normal, priced=False) is not None


def _is_somebody(folded: str, word: re.Match[str], normal: str) -> bool:
    """«от Звонка», «звонок звонку»; and first of all, before a sum or a deed: «отмена 25к пт», «отмена оплатила»."""
    before, after = folded[: word.start()], folded[word.end() :]
    if _OF_SOMEBODY.search(before):
        return True
    if word[0] != normal:
        last = before.split()[-1:]
        return bool(last) and bare_word(last[0], counted=False) == bare_word(normal, counted=False)
    if before.strip():
        return False
    following = _FINITE.match(after.lstrip())
    lead = lead_of(after.lstrip(), priced=True) if following is not None else None
    pays = lead is not None and min(word.start for word in lead.words) == 0
    sums = [term for term in terms(after) if term.scale > 1]
    return pays or bool(sums and not after[: sums[0].start].strip() and lead_of(after, priced=True) is None)

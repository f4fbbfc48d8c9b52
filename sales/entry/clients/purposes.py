"""What money is for: in «от Ромашки за монтаж» nobody called «Монтаж Групп» is meant, as Ромашка stands beside it."""

import re
from collections.abc import Sequence
from typing import Final

from sales.core.words import fold
from sales.entry.clients.name_forms import normal_form, stem
from sales.entry.clients.names import TAKEN_FROM, Found, KnownClient, find_client, rank

_FOR: Final = re.compile(r"(?:^|(?<=\S) )(?P<small>за|на|по|for) (?P<what>[^\W\d_].*)", re.IGNORECASE)
_OF_SOMEBODY: Final = re.compile(r"(?:от|у|со?|из|from) [^\W\d_]", re.IGNORECASE)
_NEVER_WHO: Final = frozenset({"на", "по"})
"""«на ремонт базы» is for nobody's account; «за Базу» may be."""


def part_purposes(texts: Sequence[str], clients: Sequence[KnownClient]) -> tuple[list[str], list[str]]:
    """The pieces of a line of money without what it is for, and that; all of them where nobody else is named."""
    kept: list[str] = []
    purposes: list[str] = []
    for text in texts:
        found = _FOR.search(text)
        whole = found is not None and found.start() and isinstance(find_client(text, clients), Found)
        if found is None or whole or not _is_purpose(found["small"], found["what"], clients):
            kept.append(text)
            continue
        purposes.append(text[found.start() :].strip())
        kept += [text[: found.start()]] if found.start() else []
    if purposes and any(_names_somebody(text, clients) for text in kept):
        return kept, purposes
    return list(texts), []


def _is_purpose(small: str, what: str, clients: Sequence[KnownClient]) -> bool:
    """A common noun that is only a part of somebody's name."""
    near = rank(what, clients, 1)
    if not near or not what.islower():
        return False
    whole = set(stem(near[0].client.normal).split()) <= set(stem(normal_form(what)).split())
    return not whole or fold(small) in _NEVER_WHO


def _names_somebody(text: str, clients: Sequence[KnownClient]) -> bool:
    """«от Вороны», whoever that is, or a known name."""
    near = rank(text, clients, 1)
    return _OF_SOMEBODY.match(text) is not None or (bool(near) and near[0].score >= TAKEN_FROM)

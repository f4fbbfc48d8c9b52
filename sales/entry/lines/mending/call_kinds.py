"""«тёплый Вектор: думают» is a warm call: the kind alone says so before a client (spec/0, «New words»)."""

import re
from collections.abc import Collection, Sequence
from typing import Final

from sales.core.words import fold
from sales.entry.clients.name_forms import normal_form, stem
from sales.entry.clients.names import KnownClient, Roster
from sales.entry.deeds.verb_words import lead_of
from sales.entry.numbers.amount_terms import terms

_KIND: Final = re.compile(
    r"((?:тепл|холодн)(?:ый|ая|ое|\.)?|текущ(?:ий|ая|ее)|warm|cold|current)(?![^\W_])[ ,]+(?=[^\W_])"
)
_END: Final = re.compile(r"\s*[:;,]\s*|\s+[-–—]+\s+|[-–—]\s+")


def say_calls(text: str, clients: Sequence[KnownClient]) -> str:
    """The text, with «звонок» after the kind of a call that begins a line and stands before a client."""
    return "\n".join(_say_call(line, clients) for line in text.split("\n"))


def _say_call(line: str, clients: Sequence[KnownClient]) -> str:
    folded = fold(line)
    kind = _KIND.match(folded)
    if kind is None or _is_a_deed(folded[kind.end() :]):
        return line
    name, *rest = _END.split(folded[kind.end() :], 1)
    stems = {stem(normal) for normal in Roster.of(clients).normals}
    if _names(f"{kind[1]} {name}", stems, least=2):
        return line  # a client called «Тёплый Дом»
    is_told = bool(rest) and not terms(folded) and lead_of(folded, priced=False) is None
    if not is_told and not _names(name, stems):
        return line
    return f"{line[: kind.end(1)]} {'звонок' if kind[1][0] > 'z' else 'call'}{line[kind.end(1) :]}"


def _is_a_deed(folded: str) -> bool:
    """«тёплая встреча …»: what is done is said."""
    lead = lead_of(folded, priced=False)
    return lead is not None and min(word.start for word in lead.words) == 0


def _names(text: str, stems: Collection[str], least: int = 1) -> bool:
    """Whether the first words of the text, so many at least, are the name of one of these."""
    words = normal_form(text).split()
    return any(stem(" ".join(words[:count])) in stems for count in range(least, len(words) + 1))

"""A line is its head, which is understood, and its comment, which is kept: «звонок Ромашка завтра: перезвонить»."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from sales.core.words import fold
from sales.entry.clients.claims import hide_deeds
from sales.entry.clients.glued import unglue
from sales.entry.clients.names import KnownClient
from sales.entry.days.dates import take_day
from sales.entry.days.day_words import Asked
from sales.entry.days.times import take_time
from sales.entry.deeds.small_talk import FILLERS
from sales.entry.deeds.verb_words import Lead, lead_of
from sales.entry.deeds.verbs import PRICED
from sales.entry.lines.figures.papers import take_invoice
from sales.entry.numbers.amount_terms import terms
from sales.entry.numbers.chance import take_chance
from sales.entry.reading import TAKEN, Line

_SEPARATOR = re.compile(
    r"\s*\n\s*|(?<=\S)\s*(?<!\d):(?!\d)\s*|:\s+|\s*;\s+|(?<=\w)\s?[-–—]+\s+|\s+[-–—]+(?=[^\W\d_])|\s[—–]\s*"
)
_LETTERS = re.compile(r"[^\W_]")
_LABEL = re.compile(
    r"(?<!\w)(сумма|дата|клиент|контрагент|срок|вероятность|amount|date|client|(?:что|когда|кому?|от кого|событие|"
    r"компания|организация|фирма|приглашение|what|when|who|company)(?= ?:))\s*[:=]\s*(?=\S)",
    re.IGNORECASE,
)
"""«сумма: 150000; дата: 04.12», as in a form."""
_IF = re.compile(r"(?<=\w)()[,;]? (?=(?:если|чтобы|потому что|иначе) )", re.IGNORECASE)
"""A condition is a comment: «позвонить, если не оплатят до пятницы»."""
_SMALL = re.compile(r"(?<!\w)(?:от|на|в|к|до|с|за|из)(?!\w)")
"""A preposition that a day or a sum has left behind says nothing."""
MOST_PARTS: Final = 8


@dataclass(frozen=True, slots=True)
class Said:
    head: str
    comment: str
    lead: Lead | None


def split(text: str, today: date, clients: Sequence[KnownClient] = ()) -> Said:
    """The shortest head that says what is done and to whom; parts of nothing but days and figures stay with it."""
    text = _IF.sub(r"\1: ", _LABEL.sub(_tell_label, text))
    parts = [part for part in _SEPARATOR.split(text, MOST_PARTS) if part]
    for count in range(1, len(parts) + 1):
        head, rest = unglue(", ".join(parts[:count])), parts[count:]
        lead = _lead(head, clients)
        if lead is None or (rest and _needs_more(head, rest[0], lead, today)):
            continue
        while rest and _is_plain(rest[0], today, money=lead.activity is None):
            head = f"{head}, {unglue(rest.pop(0))}"
        return Said(head, _cut_end(text, rest), _lead(head, clients))
    return Said(unglue(", ".join(parts)), "", None)


_KEPT: Final = frozenset({"сумма", "дата", "клиент", "контрагент", "срок", "вероятность", "amount", "date", "client"})


def _tell_label(found: re.Match[str]) -> str:
    """«Когда: 15.12» says no more than its day."""
    return f"{found[1]} " if found[1].lower() in _KEPT else ""


def _lead(head: str, clients: Sequence[KnownClient]) -> Lead | None:
    folded = hide_deeds(fold(head), clients)
    return lead_of(folded, priced=bool(terms(folded)))


def _cut_end(text: str, rest: list[str]) -> str:
    """The end of the text as it was written, with its own dashes, from the first part of the comment on."""
    if not rest:
        return ""
    tail = len(text)
    for part in reversed(rest):
        tail = text.rindex(part, 0, tail)
    return text[tail:]


def _needs_more(head: str, following: str, lead: Lead, today: date) -> bool:
    """Nobody is named yet, or the sum is in the next part."""
    line = Line(head)
    for word in lead.words:
        line.drop(word.start, word.end)
    unpriced = lead.verb in PRICED and not terms(line.left)
    return _is_bare(line, today, money=lead.activity is None) or (unpriced and bool(terms(fold(unglue(following)))))


def _is_plain(part: str, today: date, *, money: bool) -> bool:
    return bool(_LETTERS.search(part)) and _is_bare(Line(unglue(part)), today, money=money)


def _is_bare(line: Line, today: date, *, money: bool) -> bool:
    """Only days, times and figures, no name and no words."""
    if money:
        take_invoice(line)
        take_chance(line)
    take_day(line, Asked(today))
    take_time(line)
    line.take_all(FILLERS)
    line.take_all(_SMALL)
    for term in terms(line.left) if money else ():
        line.drop(term.start, term.end)
    return not _LETTERS.search(line.left.replace(TAKEN, " "))

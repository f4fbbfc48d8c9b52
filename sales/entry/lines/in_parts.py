"""A line without the parts that it tells of, and its entry with them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from sales.core.words import fold
from sales.entry.clients.claims import hide_deeds, hide_names, names_anybody
from sales.entry.clients.names import KnownClient
from sales.entry.days.day_words import Asked
from sales.entry.deeds.verb_words import lead_of
from sales.entry.deeds.verbs import Verb
from sales.entry.lines.figures.parts_told import MAY_TELL, PartsTold, Spans, tell_parts
from sales.entry.lines.understood import Entry
from sales.entry.numbers.amount_terms import SHORTEST, exact_terms, terms
from sales.entry.numbers.amounts import AmountChoice
from sales.entry.numbers.shares import MoneyPart
from sales.entry.reading import Line

_OF_MONEY: Final = frozenset({None, Verb.EXPECT, Verb.FACT, Verb.MOVE})


@dataclass(frozen=True, slots=True)
class Parted:
    """`text`: what else the line says; `words`: of the parts, as they were written."""

    text: str
    told: PartsTold | None = None
    words: str = ""


def part_line(text: str, asked: Asked, clients: Sequence[KnownClient]) -> Parted:
    """What of a call or a visit is told in parts stays in its story."""
    line = Line(text)
    if not MAY_TELL.search(line.left):
        return Parted(text)
    line.left = hide_names(line.left, clients, MAY_TELL.search)
    told = tell_parts(line, asked, partial(names_anybody, clients=clients))
    if told is None:
        return Parted(text)
    left = _without(text, (*told.first, *told.others))
    folded = hide_deeds(fold(left), clients)
    lead = lead_of(folded, priced=bool(terms(folded)))
    verb = lead.verb if lead else None
    if verb not in _OF_MONEY or (verb is not Verb.FACT and not told.first and not _is_of_one_sum(line, told)):
        return Parted(text)
    if verb is Verb.FACT:  # the day of the first is that on which it came
        told = replace(told, first=told.first[:1])
        left = _without(text, (*told.first, *told.others))
    spans = (*told.first, *told.others)
    if not spans:
        return Parted(text, told)
    return Parted(left, told, text[min(start for start, _ in spans) : max(end for _, end in spans)])


def _is_of_one_sum(line: Line, told: PartsTold) -> bool:
    """«Остальные после 20-го» are other clients."""
    others = any(line.left.startswith("остальные", start) for start, _ in told.others)
    return len(exact_terms(line.left)) <= 1 and not others


def _without(text: str, spans: Spans) -> str:
    for start, end in sorted(spans, reverse=True):
        text = f"{text[:start]} {text[end:]}"
    return " ".join(text.split()).strip(" ,;:–-")


def with_parts(entry: Entry, parted: Parted) -> Entry:
    """Its parts; the sum and the day of the first stand for the record's own where it has none."""
    told = parted.told
    if told is None or entry.verb not in _OF_MONEY:
        return entry
    came = entry.verb is Verb.FACT
    parts = told.parts
    if not told.first:
        parts = (_first_of(entry), *parts)
    elif len(parts) == 1 and parts[0].is_rest:  # «вторая половина»: what is left
        left = entry.model_copy(update={"whole": True, "verb": entry.verb or Verb.EXPECT})
        return _on_day(left, MoneyPart() if came else parts[0], parted)
    said = entry.model_copy(update={"parts": parts, "verb": entry.verb if came else Verb.EXPECT, "whole": False})
    said = said if said.has_sum else _with_sum_of(said)
    said = said if came else _on_day(said, parts[0], parted)
    return said.model_copy(update={"doubt": entry.doubt or parted.words}) if told.doubtful and not came else said


def _first_of(entry: Entry) -> MoneyPart:
    """The sum that the line names beside «остаток в пятницу»."""
    choice = entry.amount_choice
    amount = choice.smaller if choice is not None else entry.amount
    return MoneyPart(amount=amount, bare=choice is not None, day=entry.day, deadline=entry.deadline)


def _with_sum_of(entry: Entry) -> Entry:
    """«тремя платежами по 100»: all of them."""
    total = sum(each.amount or 0 for each in entry.parts)
    if not total or entry.verb is Verb.FACT:
        return entry
    bare = any(each.bare for each in entry.parts)
    return entry.with_amount(AmountChoice(total, total * 1000) if bare and total < SHORTEST * 10 else total)


def _on_day(entry: Entry, first: MoneyPart, parted: Parted) -> Entry:
    if first.day is None or entry.day is not None or entry.day_choice is not None:
        return entry
    return entry.with_day(first.day).model_copy(
        update={"day_text": parted.words, "deadline": first.deadline, "day_confirmed": False}
    )


_UNCOUNTED: Final = (
    r"(?<!двумя )(?<!тремя )(?<!равными )(?<![0-9] )(?:частями|плат[её]жами|траншами|взносами|пополам|поровну|in parts)"
)
_LEFT_OF_SUM: Final = re.compile(rf"(?<!\w){_UNCOUNTED}(?!\w)")
_LEFT: Final = re.compile(
    rf"(?<!\w)(?:половин(?:а|у|ой)|треть|четверть|{_UNCOUNTED}|(?:двумя|тремя) (?:частями|плат[её]жами|траншами)|"
    r"(?:аванс|пр[еи]доплат)\w* (?:в )?[0-9]{1,2} ?%|[0-9]{1,2} ?% (?:аванс|пр[еи]доплат)\w*|"
    r"по [0-9]+(?: ?(?:к|тыс\w*))?(?= и |[,;.]|$)|half|instal+ments)(?!\w)"
)


def find_part_left(entry: Entry) -> str:
    """Beside money that is awaited the words of a part that was not understood: never a comment in silence."""
    if entry.parts or entry.verb not in {None, Verb.EXPECT, Verb.MOVE} or entry.whole:
        return ""
    said = f"{entry.comment} {entry.client_text}"
    found = (_LEFT_OF_SUM if entry.amount else _LEFT).search(fold(said))
    return said[slice(*found.span())] if found is not None else ""

"""What was read of a line, put into its entry: the sum, the day, the chance, and what is left as a comment."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from sales.core.words import add_line, fold
from sales.entry.clients.names import Ambiguous, Found, KnownClient, find_client
from sales.entry.clients.whom import Whom
from sales.entry.deeds.small_talk import WHOLE
from sales.entry.deeds.verb_words import Lead
from sales.entry.deeds.verbs import PRICED, REASONED
from sales.entry.lines.figures.figures import Figures, is_number
from sales.entry.lines.parts import Said
from sales.entry.lines.understood import Entry, is_far
from sales.entry.numbers.amounts import AmountMistake, AmountReading, read_amount

_OF_IT: Final = re.compile(r"(?<!\w)(?:из них|из которых|в том числе|of (?:it|which)) (?:\w+ )?[0-9]")
"""«70к, из них 20 завтра»: which of the sums is awaited?"""


def fill_entry(blank: Entry, said: Said, figures: Figures, who: Whom, notes: Sequence[str]) -> Entry:
    """What is said of it, before its deed is told; `notes`: papers and the like, for the comment."""
    comment = _comment(said, figures, who, notes)
    entry = blank.model_copy(
        update={
            "activity": said.lead.activity if said.lead else None,
            "client": who.client,
            "probability": figures.chance.percent if figures.chance else None,
            "probability_mistake": figures.chance is not None and figures.chance.percent is None,
            "invoice": figures.invoice,
            "shift": figures.shift,
            "whole": _is_whole(said, comment),
            "tax_number": figures.tax_number if who.client is None else None,
            "comment": comment,
        }
    )
    return _date(_price(entry, figures, who), figures)


_WITH_SUM: Final = re.compile(r"(?P<name>.+?) (?P<sum>[1-9][0-9]{1,3})")


def part_sum(
    who: Whom, lead: Lead | None, clients: Sequence[KnownClient], *, any_sum: bool
) -> tuple[Whom, AmountReading | None]:
    """«сибирьавто 600 перенеси»: beside a name without a number a round one, or any, is the sum of what is moved."""
    said = _WITH_SUM.fullmatch(who.client.text) if isinstance(who.client, Ambiguous) else None
    if said is None or lead is None or lead.verb not in REASONED or (int(said["sum"]) % ROUND and not any_sum):
        return who, None
    found = find_client(said["name"], clients)
    if not isinstance(found, Found) or any(sign.isdigit() for sign in found.name):
        return who, None
    return replace(who, client=found), read_amount(said["sum"])


ROUND: Final = 5


def _is_whole(said: Said, comment: str) -> bool:
    return said.lead is not None and said.lead.verb in PRICED and WHOLE.search(fold(comment)) is not None


def _price(entry: Entry, figures: Figures, who: Whom) -> Entry:
    """A number that is left alone beside the sum may be the sum that was meant: «150к 150»."""
    if isinstance(figures.amount, int) and any(is_number(piece) or _OF_IT.search(fold(piece)) for piece in who.comment):
        return entry.with_amount(AmountMistake.SEVERAL)
    return entry if figures.amount is None else entry.with_amount(figures.amount)


def _date(entry: Entry, figures: Figures) -> Entry:
    hours = (figures.hours.first, figures.hours.last) if figures.hours else None
    entry = entry.model_copy(update={"hours": hours, "at": figures.at})
    if figures.day is None:
        return entry
    found = figures.day
    entry = entry.with_day(found.reading)
    far = entry.day is not None and is_far(entry.day, entry.said_on, relative=found.relative, year=found.year_said)
    said = {
        "hours": hours,
        "delay": figures.delay,
        "day_text": found.written,
        "deadline": found.deadline,
        "day_far": far,
    }
    return entry.model_copy(update={**said, "day_confirmed": False})


def _comment(said: Said, figures: Figures, who: Whom, notes: Sequence[str]) -> str:
    beside = _join_side_by_side(list(dict.fromkeys(filter(None, [*who.comment, *notes, *figures.notes]))), said.head)
    return add_line(beside, said.comment)


def _join_side_by_side(pieces: Sequence[str], head: str) -> str:
    """«просят» and «скидку 10%», which stand side by side, are «просят скидку 10%»."""
    joined: list[str] = []
    for piece in pieces:
        beside = next((place for place, other in enumerate(joined) if f"{other} {piece}" in head), None)
        if beside is None:
            joined.append(piece)
        else:
            joined[beside] = f"{joined[beside]} {piece}"
    return ", ".join(joined)

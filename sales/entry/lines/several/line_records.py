"""Several records in one line: «340к Вектор и 150к Ромашка», «позвонил Вектору, завтра встреча в 15»."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from sales.core.words import fold
from sales.entry.clients.names import Found
from sales.entry.days.dates import find_day
from sales.entry.days.day_words import Asked
from sales.entry.deeds.verb_words import lead_of
from sales.entry.deeds.verbs import LOGGED, MOVED, PRICED
from sales.entry.lines.figures.parts_told import MAY_TELL
from sales.entry.lines.several.at_sums import LEAST, cut_at_sums, read_sums
from sales.entry.lines.several.chains import chained
from sales.entry.lines.several.clauses import read_clauses
from sales.entry.lines.several.cuts import ANY_DAY, CUT, MOST_CUTS, Read
from sales.entry.lines.several.inheriting import read_each
from sales.entry.lines.several.instalments import read_instalments
from sales.entry.lines.several.line_deeds import (
    appointments,
    next_of_kind,
    read_joined,
    two_clients,
    two_deeds,
)
from sales.entry.lines.several.moves import moves_of_each
from sales.entry.lines.understood import Entry
from sales.entry.numbers.amount_terms import Term, part_of, span_of, terms, whole_of
from sales.entry.reading import Line

_PLUS = re.compile(r" ?(?P<sign>\+|плюс) ?[^0-9+,;]{0,20}")
_OF_ONE = re.compile(
    r"(?<!\w)(?:частично|част[ьи]|из них|из которых|остал(?:ось|ся|ась|ись)|вместо|а не|but not|в договоре|"
    r"в сч[её]те|изначально|(?:договор|контракт|сделк)\w* (?:на )?(?:сумму )?[0-9].*(?:аванс|пр[еи]доплат)\w*|"
    r"(?:аванс|пр[еи]доплат)\w*(?=.* (?:договор|контракт|сделк)\w* (?:на )?(?:сумму )?[0-9])|"
    r"(?:обещал[аи]?|хотел[аи]?|долж(?:ен|на|ны)|планировал[аи]?) "
    r".*(?:дал[аи]?|пришл[оаи]|(?:за|о)платил[аи]?|перевел[аи]?|скинул[аи]?))(?!\w)"
)
"""Two sums of one payment: it is asked which."""
_REST = re.compile(r"[,;] ?(?:а )?(?:остат\w+|остальн\w+|долг|хвост)(?!\w)")
_OR = re.compile(r"(?<!\w)(?:или|либо|or)(?!\w)", re.IGNORECASE)
"""«Вектор 12к или Ким 12к»: it is asked which."""
_DENIED = re.compile(r"(?<!\w)(?:не|not) $")
"""«пришло 18к, не 20к»"""
_TOTAL = re.compile(r"(?<!\w)(?:итого|всего|в сумме)(?= )")


def several_in_line(line: str, read: Read) -> list[Entry]:
    """One line with several sums, clients, or with another deed behind a comma; empty where it is one record."""
    if sum(1 for _ in CUT.finditer(line)) > MOST_CUTS:
        return []
    if parted := _in_parts(line, read):
        return parted
    found = _find_several(line, read)
    whole = [] if found else [read(line)]
    found = read_clauses(line, found or [each for each in whole if each is not None], read) or found
    return _in_thousands(line, found)


def _in_thousands(line: str, found: Sequence[Entry]) -> list[Entry]:
    """«Вектор 100к, Ким 50»: what is said short is counted as the others are, where it comes near them."""
    said = [term.kopecks or 0 for term in terms(fold(line)) if term.scale == THOUSAND and not term.bare]
    return [
        entry.with_amount(entry.amount_choice.larger)
        if entry.amount_choice is not None and any(_is_near(entry.amount_choice.larger, sum_) for sum_ in said)
        else entry
        for entry in found
    ]


def _is_near(one: int, other: int) -> bool:
    return other <= one * NEAR and one <= other * NEAR


def _find_several(line: str, read: Read) -> list[Entry]:
    folded = fold(line)
    if apart := read_instalments(line, read) or chained(line, read) or read_joined(line, read):
        return apart
    lead = lead_of(folded, priced=bool(terms(folded)))
    if lead is not None and lead.verb in MOVED and (moves := moves_of_each(line, read)):
        return moves
    if lead is not None and lead.verb in LOGGED:
        next_one = next_of_kind(line, lead, read)
        return next_one or two_deeds(line, read) or two_clients(line, lead, read) or appointments(line, lead, read)
    every = read_sums(line, short=True)
    if len(every) >= LEAST and (in_turn := _of_each_in_turn(line, every, read)):
        return in_turn
    sums = read_sums(line, short=False) or every
    if len(sums) == 1:
        return read_each(line, read) or two_deeds(line, read) or _rest_of_one(line, read) or _short_sums(line, read)
    if len(sums) < LEAST or span_of(folded) or part_of(folded) or whole_of(folded):
        return two_deeds(line, read) if lead is not None else []
    if (
        (len(sums) == LEAST and _TOTAL.search(folded))
        or (_OF_ONE.search(folded) and not _REST.search(folded))
        or (len(sums) == LEAST and _DENIED.search(folded, sums[0].end, sums[1].start))
        or any(
            _OR.search(line, one.end, other.start) or "=" in line[one.end : other.start]
            for one, other in pairwise(sums)
        )
        or _is_added(line, sums, read)
        or _is_certain(read(line))
    ):
        return []
    return cut_at_sums(line, sums, read)


def _in_parts(line: str, read: Read) -> list[Entry]:
    """«половину завтра, остальное 25-го» is one record."""
    entry = read(line) if MAY_TELL.search(fold(line)) else None
    return [entry] if entry is not None and entry.parts and entry.amount_mistake is None else []


def _of_each_in_turn(line: str, sums: Sequence[Term], read: Read) -> list[Entry]:
    """«Вектор и Ким оплатили 40 и 25 тысяч»: as many names as sums, one behind the other."""
    if any(not _AND.fullmatch(line, one.end, other.start) for one, other in pairwise(sums)):
        return []
    lead = lead_of(fold(line[: sums[0].start]), priced=True)
    if lead is None or lead.words[0].end > sums[0].start:
        return []
    names = [name for name in _AND.split(line[: lead.words[0].start].strip()) if name.strip()]
    last, deed = sums[-1], line[lead.words[0].start : sums[0].start]
    unit = line[last.start : last.end].lstrip("0123456789.,") if not last.bare and not last.spoken else ""
    said = [f"{line[term.start : term.end]}{unit if term.bare else ''}" for term in sums]
    if len(names) != len(sums):
        return []
    made = [read(f"{name} {deed}{each}{line[last.end :]}") for name, each in zip(names, said, strict=True)]
    known = [entry for entry in made if entry is not None and isinstance(entry.client, Found)]
    return known if len({entry.client for entry in known}) == len(names) else []


THOUSAND: Final = 1000
NEAR: Final = 20
_AND: Final = re.compile(r"\s*(?:,|(?<!\w)(?:и|and)(?!\w))\s*", re.IGNORECASE)


def _is_certain(entry: Entry | None) -> bool:
    """«1000 и 1 Обои 11к пт»: one record without a word left."""
    return entry is not None and entry.certain and entry.verb in PRICED and not entry.comment


def _is_added(line: str, sums: Sequence[Term], read: Read) -> bool:
    """«90к + 10к доставка»: two sums of one payment, where nobody is named behind the sign."""
    for one, other in pairwise(sums):
        plus = _PLUS.fullmatch(line, one.end, other.start)
        if plus is not None and find_day(Line(line[plus.end("sign") : plus.end()]), Asked(ANY_DAY)) is None:
            entry = read(line[plus.end("sign") :])
            return entry is None or not isinstance(entry.client, Found)
    return False


def _short_sums(line: str, read: Read) -> list[Entry]:
    """«от Кима 15 и от Берега 25 тысяч»: a sum that is said short, of another client."""
    sums = read_sums(line, short=True)
    found = cut_at_sums(line, sums, read) if len(sums) > 1 else []
    return found if len({entry.client_id for entry in found} - {None}) == len(sums) else []


def _rest_of_one(line: str, read: Read) -> list[Entry]:
    """«Вектор 200к в четверг, остальные 230 через неделю»: what remains, on a day of its own."""
    sums = read_sums(line, short=True)
    rest = len(sums) == LEAST and _REST.search(fold(line), sums[0].end, sums[1].start)
    found = cut_at_sums(line, sums, read) if rest else []
    return found if all(entry.day_text for entry in found) else []

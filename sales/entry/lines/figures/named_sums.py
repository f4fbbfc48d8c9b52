"""The sums that a line names where one is asked for: they are offered, and so is a chance that one may be."""

import re
from collections.abc import Sequence
from itertools import zip_longest
from typing import Final

from sales.core.money import LARGEST, ROUBLE, Kopecks
from sales.core.words import fold
from sales.entry.deeds import doubt_words as odd
from sales.entry.deeds.verb_words import lead_of
from sales.entry.deeds.verbs import PRICED, Verb
from sales.entry.lines.understood import Entry
from sales.entry.numbers.amount_terms import SHORTEST, Term, terms
from sales.entry.numbers.amounts import AmountMistake

_JOINS: Final = re.compile(r" ?(?:[-–—/]|\.{2,3}|…|до|или|либо|и|to|or) ?")
_DASH: Final = re.compile(r"(?<=[0-9]) ?(?:[-–—]|\.{2,3}|…) ?(?=[0-9])")
_LONE: Final = re.compile(r"(?:^|, |\n)(?P<number>[1-9][0-9]{1,2})(?=, |\n|$)")
_YEAR: Final = range(1990, 2101)
_WHOLE: Final = 100
_GRAVE: Final = (
    *(odd.ASKS, odd.DENIES, odd.IS_SAID, odd.IS_UNREAL, odd.IS_SENT, odd.IS_TO_DO, odd.REFUND_AHEAD, odd.HAS_TURNED),
    *(odd.OF_ANOTHER, odd.OTHER_DEED, odd.DONE_BY_OTHERS, odd.HAS_COME, odd.ADDED, odd.LIKE_A_DAY),
)


def find_named_sums(entry: Entry) -> list[Kopecks]:
    """In the order of the line, each once: of «30-40 тысяч» 30 000 and 40 000, a number left alone in thousands."""
    if entry.amount_mistake not in {AmountMistake.SEVERAL, AmountMistake.SPAN}:
        return []
    found, text = _find_terms(entry)
    named = [_scale(term, following, text) for term, following in zip_longest(found, found[1:]) if term is not None]
    alone = [int(number) * SHORTEST for number in _LONE.findall(entry.comment) or _find_bare(found)]
    return list(dict.fromkeys(amount for amount in (*named, *alone) if SHORTEST <= amount <= LARGEST))


def find_named_chance(entry: Entry) -> tuple[Kopecks, int] | None:
    """«опл 100к … 90», «150 к пн 80»: the only full sum, and the number that may be its chance, in per cent."""
    alone = _LONE.findall(entry.comment) or _find_bare(_find_terms(entry)[0])[1:]
    sums = find_named_sums(entry)
    awaited = entry.verb is Verb.EXPECT and entry.amount_mistake is AmountMistake.SEVERAL and entry.probability is None
    if not awaited or len(alone) != 1 or not sums or int(alone[0]) > _WHOLE:
        return None
    return sums[0], int(alone[0])


def _find_terms(entry: Entry) -> tuple[list[Term], str]:
    text = _DASH.sub(" или ", fold(entry.text))
    return [term for term in terms(text) if term.kopecks and not term.foreign], text


def _find_bare(found: Sequence[Term]) -> list[str]:
    """The numbers of a line in which none has a unit, in their order."""
    bare = [str((term.kopecks or 0) // ROUBLE) for term in found]
    return bare if all(_LONE.fullmatch(number) for number in bare) else []


def take_lone_number(entry: Entry) -> Entry:
    """It is the chance now, and no comment."""
    return settle_numbers(entry).model_copy(update={"comment": _LONE.sub("", entry.comment).strip(", \n")})


def settle_numbers(entry: Entry) -> Entry:
    """Once the sum is said, nobody is asked about the other number, nor of what the card showed beside the question.

    What denies, doubts or turns the record is asked in any case, and so is a name.
    """
    doubt = entry.doubt.strip()
    settled = doubt.isdigit() or (entry.verb in PRICED and not _is_grave(doubt))
    return entry.model_copy(update={"doubt": ""}) if doubt and settled else entry


def _is_grave(doubt: str) -> bool:
    strange = re.search(r"[0-9]", doubt) is not None or doubt != doubt.lower()
    return strange or lead_of(doubt, priced=True) is not None or any(each.search(doubt) for each in _GRAVE)


def _scale(term: Term, following: Term | None, text: str) -> Kopecks:
    """«30» before «-40 тысяч» is of thousands, too."""
    kopecks = term.kopecks or 0
    if term.bare and kopecks // ROUBLE in _YEAR:
        return 0
    if (
        following is not None
        and term.bare
        and following.scale > 1
        and _JOINS.fullmatch(text, term.end, following.start)
    ):
        return kopecks * following.scale
    return kopecks

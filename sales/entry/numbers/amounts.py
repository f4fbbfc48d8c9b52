"""Sums as people say them: «150к», «1,2 млн», «148 500,50 р» (SPEC 13). Kopecks exact, no floats anywhere."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, TypeAlias

from sales.core.money import LARGEST, Kopecks
from sales.core.words import clean, fold
from sales.entry.numbers.amount_terms import SHORTEST, Term, part_of, span_of, terms, whole_of
from sales.entry.reading import Line

SHORT: Final = SHORTEST
DOUBTFUL: Final = 6 * SHORTEST
"""A bare «1 200» may be thousands, too."""
"""A bare number under this may be thousands: «150» in a sales department is rarely 150 ₽."""

AMOUNT_TEXT_LIMIT: Final = 100


class AmountMistake(StrEnum):
    NOT_A_NUMBER = "not_a_number"
    ZERO = "zero"
    NEGATIVE = "negative"
    TOO_LARGE = "too_large"
    SEVERAL = "several"
    SPAN = "span"
    """«от 100 до 200 тысяч»: never taken at an end."""
    TAX_NUMBER = "tax_number"
    """Ten or twelve digits: an INN, or a sum?"""
    FOREIGN = "foreign"
    """In dollars, euros, yuans: nothing is converted, and nothing taken for roubles."""


@dataclass(frozen=True, slots=True)
class AmountChoice:
    """A bare «150»: 150 ₽ or 150 000 ₽?"""

    smaller: Kopecks
    larger: Kopecks


AmountReading: TypeAlias = Kopecks | AmountChoice | AmountMistake

_AROUND = re.compile(r"\b(?:сумм[аоуы]й?|примерно|около|где-то|ровно|итого|всего|это|на|amount|about|sum)\b")
_NOTHING = re.compile(r"[^\w%+*/=^$€£¥₴₸√-]*")  # another currency, or a sum to be worked out, is no amount


def read_amount(text: str) -> AmountReading:
    """The whole text as one amount, for a dialog's step."""
    line = Line(clean(text, AMOUNT_TEXT_LIMIT))
    if (part := take_part(line)) is not None:
        return part[0] if _NOTHING.fullmatch(line.left.replace("\x1f", "")) else AmountMistake.NOT_A_NUMBER
    if span_of(line.left) is not None:
        return AmountMistake.SPAN
    found = terms(line.left, alone=True)
    for term in found:
        line.drop(term.start, term.end)
    rest = _AROUND.sub("", " ".join(line.left.replace("\x1f", " ").split()))
    if not found or not _NOTHING.fullmatch(rest):
        return AmountMistake.NOT_A_NUMBER
    return _one_of(found)


_WHOLE = re.compile(
    r"(?:вс[её]|вся сумма|всю(?: сумму)?|весь(?: остаток)?|остаток|целиком|полностью|all(?: of it)?|the rest|in full)"
)
_SHARE = re.compile(
    r"(?:(?P<half>пол(?:овин[ауы])?|half)|(?P<third>треть|a third)|(?P<quarter>четверть|a quarter)|"
    r"(?P<percent>[0-9]{1,2}) ?(?:%|процент\w*))"
)


def read_share(text: str, whole: Kopecks) -> Kopecks | None:
    """«половину», «остаток», «30%» of what is owed, where a part is asked; None where the words name no part of it."""
    said = fold(clean(text, AMOUNT_TEXT_LIMIT)).strip(" .!")
    if _WHOLE.fullmatch(said):
        return whole
    share = _SHARE.fullmatch(said)
    if share is None:
        return None
    percent = share["percent"]
    above, below = (int(percent), 100) if percent else (1, 2 if share["half"] else 3 if share["third"] else 4)
    return whole * above // below or None


def take_part(line: Line) -> tuple[AmountReading, str] | None:
    """«30% от 600к»: the part and the words for it, taken out of the line."""
    found = part_of(line.left)
    if found is None:
        return None
    line.drop(found.start, found.end)
    return _reading(found, signed=False), line.written[found.start : found.end]


_EACH = re.compile(
    r"(?<![\w.,])(?P<count>[2-9]|[1-9][0-9]{1,2}) "
    r"(?!дн|час|мин|янв|фев|мар|апр|ма[йя](?!\w)|июн|июл|авг|сен|окт|ноя|дек|числ|пл(?:\.|атежа?(?!\w))|плат[её]ж|транш|част|дол[яеи]|раз|месяц|"
    r"недел|этап|взнос|сч[её]т)[а-яa-z]{1,14}\.? (?:по|[xх*×]|at) (?=[0-9])"
)


def take_each(line: Line) -> tuple[AmountReading, str] | None:
    """«3 тонны по 45к»: for one or for all of them? Asked; the words are taken out of the line."""
    for match in _EACH.finditer(line.left):
        price = next((term for term in terms(line.left) if term.start == match.end()), None)
        if price is None or price.foreign or not price.kopecks or _is_short(price):
            continue
        every = price.kopecks * int(match["count"])
        if every > LARGEST or _TOTAL.match(line.left, price.end):
            continue
        line.drop(match.start(), price.end)
        return AmountChoice(price.kopecks, every), line.written[match.start() : price.end]
    return None


_TOTAL = re.compile(r"[ ,]*(?:итого|всего|то есть|т\.? ?е\.?|выходит|получается|это|so|=)")


def take_whole(line: Line) -> str | None:
    """«50к из 150»: the words that name the whole, which is a comment; taken out of the line."""
    found = whole_of(line.left)
    if found is None:
        return None
    line.drop(*found)
    return line.written[slice(*found)]


def read_whole(text: str) -> AmountReading | None:
    """«из 240» of a comment: what the sum beside it is a part of."""
    line = Line(text)
    found = whole_of(line.left)
    term = None if found is None else next((each for each in terms(line.left) if each.end == found[1]), None)
    return None if term is None else _reading(term, signed=False)


def take_span(line: Line) -> str | None:
    """«от 100 до 200 тысяч», taken out of the line: it is asked which."""
    found = span_of(line.left)
    if found is None:
        return None
    line.drop(*found)
    return line.written[slice(*found)]


def take_amount(line: Line, *, signed: bool = False, alone: bool = False) -> AmountReading | None:
    """The amount of a line, taken out of it; None where there is none. A refund may be signed: «возврат -5 000 р».

    A bare number beside a full sum is left where it stands: «Школа 12 90к».
    """
    found = terms(line.left, alone=alone)
    sums = [term for term in found if not _is_short(term)] or found
    for term in sums:
        line.drop(term.start, term.end)
    return _one_of(sums, signed=signed) if sums else None


def take_full_amount(line: Line) -> AmountReading | None:
    """Only a sum that cannot be anything else: with its unit, or of a thousand and more."""
    found = [term for term in terms(line.left) if not _is_short(term)]
    for term in found:
        line.drop(term.start, term.end)
    return _one_of(found) if found else None


def _is_short(term: Term) -> bool:
    return term.bare and term.kopecks is not None and term.kopecks < SHORT


def _one_of(found: Sequence[Term], *, signed: bool = False) -> AmountReading:
    if any(term.foreign for term in found):
        return AmountMistake.FOREIGN
    if len(found) > 1 and not _is_one_sum_twice(found):
        return AmountMistake.SEVERAL
    return _reading(found[0], signed=signed)


def _is_one_sum_twice(found: Sequence[Term]) -> bool:
    """«120 000 р. (сто двадцать тысяч рублей)»"""
    return len({term.kopecks for term in found}) == 1 and {term.spoken for term in found} == {True, False}


def _reading(term: Term, *, signed: bool) -> AmountReading:
    if term.kopecks is None:
        return AmountMistake.NOT_A_NUMBER
    if term.kopecks == 0:
        return AmountMistake.ZERO
    if term.negative and not signed:
        return AmountMistake.NEGATIVE
    if term.kopecks > LARGEST:
        return AmountMistake.TOO_LARGE
    if term.bare and not term.negative and SHORT <= term.kopecks < DOUBTFUL and not term.decimals:
        return AmountChoice(term.kopecks, term.kopecks * 1000)
    return _choice(term) if _is_short(term) else term.kopecks


def _choice(term: Term) -> AmountChoice | Kopecks:
    """«150» is roubles or thousands, «1,5» thousands or millions; «150,50» can only be roubles."""
    assert term.kopecks is not None  # noqa: S101
    if term.decimals == 0:
        return AmountChoice(term.kopecks, term.kopecks * 1000)
    if term.decimals == 1 or term.kopecks < 1000:  # noqa: PLR2004  under ten roubles
        return AmountChoice(term.kopecks * 1000, term.kopecks * 1_000_000)
    return term.kopecks

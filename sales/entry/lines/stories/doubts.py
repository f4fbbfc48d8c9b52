"""
Whether a record may be believed: it is saved at once only where no word beside it may make it another thing.

A story told of a call holds hearsay and conditions by its nature: there only what stands before the deed is looked at.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final, TypeAlias

from sales.core.words import fold
from sales.entry.clients.name_forms import is_small
from sales.entry.clients.names import Found
from sales.entry.deeds import doubt_words as odd
from sales.entry.deeds.money_words import WE_PAY
from sales.entry.deeds.small_talk import NEVER_A_NAME
from sales.entry.deeds.tense import Tense
from sales.entry.deeds.verb_words import Lead
from sales.entry.deeds.verbs import LOGGED, PRICED, RECEIVED, Verb
from sales.entry.lines.stories.told import is_own
from sales.entry.lines.understood import Entry
from sales.entry.numbers.amount_terms import exact_terms
from sales.entry.reading import TAKEN, Line

_CLAUSE: Final = re.compile(r"[,;:.!?(\n]|\s(?:[-–—]|(?:а|но|зато|but)(?! не| not))\s")
_NEXT: Final = re.compile(rf"\s+(?![0-9])[^\s,;:.!?{TAKEN}]+")
_NOT_BEFORE: Final = re.compile(r"(?<!\w)не $", re.IGNORECASE)
_NAMING: Final = re.compile(r"[^\W\d_]{4,}")
_Place: TypeAlias = tuple[re.Pattern[str], int, int]
"""What is looked for, from where to where."""


def find_doubt(line: Line, lead: Lead | None, entry: Entry, beside: Sequence[str]) -> str:
    """The words as they were written; empty where the record may be believed.

    `line`: its head, with what was not understood left. `beside`: the words of it that nothing has claimed.
    """
    if entry.verb is None or (lead is not None and not lead.words):
        return ""
    if lead is None:
        return _find_beside_sum(line, entry, beside)
    start, end = lead.words[0].start, max(word.end for word in lead.words)
    if entry.verb is Verb.RESCHEDULE:  # «не поеду завтра, перенесли»: that is the day which it is not
        denied = next((word for word in lead.words if _NOT_BEFORE.search(line.written, 0, word.start)), None)
        if denied is not None:
            return line.written[denied.start - 3 : denied.end]
    if entry.verb is Verb.REFUND and (odd.REFUND_AHEAD.match(line.written, start) or _is_both(lead)):
        return line.written[start:end]
    left = odd.STILL_TO_DO.sub(lambda each: " " * len(each[0]), line.left) if entry.planned else line.left
    first, last = _clause_of(left, start, end)
    named = any(is_own(word[0], entry) for word in _NAMING.finditer(left, first, last))
    for pattern, begins, ends in _places(entry, lead, (first, last), len(left), named=named):
        found = next((each for each in pattern.finditer(left, begins, ends) if not is_own(each[0], entry)), None)
        if found is not None:
            return _with_next(line.written, found)
    return (
        _find_denied(line, left, entry)
        or _find_more(line, lead, entry, beside)
        or _find_misread(line, entry)
        or _find_stranger(line.written, lead, entry, beside)
        or _find_unread(line, lead, entry, beside)
    )


def _find_beside_sum(line: Line, entry: Entry, beside: Sequence[str]) -> str:
    """«Ким 75к не в пятницу»: where no word says what is done, each part of which anything was understood."""
    if turned := odd.HAS_TURNED.search(line.left):
        return _with_next(line.written, turned)
    marks = [mark.span() for mark in _CLAUSE.finditer(line.left)]
    for start, end in zip(
        [0, *(last for _, last in marks)], [*(first for first, _ in marks), len(line.left)], strict=True
    ):
        denied = odd.DENIES.search(line.left, start, end) if TAKEN in line.left[start:end] else None
        if denied is not None and not is_own(denied[0], entry):
            return _with_next(line.written, denied)
    more = _find_more(line, None, entry, beside)
    return more or _find_denied(line, line.left, entry) or _find_unread(line, None, entry, beside)


def _find_more(line: Line, lead: Lead | None, entry: Entry, beside: Sequence[str]) -> str:
    """«500 000 + НДС 20%» is another sum, another hour beside that of a plan another plan.

    A sum before a deed that is done may be of somebody else: «… на 30к в пн был у Кима».
    """
    if entry.verb in PRICED and (found := odd.ADDED.search(fold(line.written))):
        return line.written[slice(*found.span())]
    if entry.verb in LOGGED and not entry.planned and lead is not None:
        before = [each for each in exact_terms(line.left) if each.end <= lead.words[0].start]
        if before and odd.AGREED_ON.search(line.left, 0, before[0].start):
            return line.written[before[0].start : before[0].end]
    hours = (odd.CLOCK.search(piece) for piece in beside) if entry.planned and entry.at else ()
    return next((found[0] for found in hours if found is not None), "")


def _is_both(lead: Lead) -> bool:
    """«вернули, пришло»: money goes one way."""
    return {Verb.FACT, Verb.REFUND} <= {word.verb for word in lead.words}


def _find_denied(line: Line, left: str, entry: Entry) -> str:
    """«не Ким»"""
    denied = next((each for each in odd.DENIES_WHOM.finditer(left) if is_own(each["who"], entry)), None)
    return "" if denied is None else line.written[slice(*denied.span())]


def _clause_of(left: str, start: int, end: int) -> tuple[int, int]:
    """From the comma before the deed to the one behind it."""
    before = [mark.end() for mark in _CLAUSE.finditer(left, 0, start)]
    after = _CLAUSE.search(left, end)
    return (before[-1] if before else 0), (after.start() if after else len(left))


def _places(entry: Entry, lead: Lead, clause: tuple[int, int], length: int, *, named: bool) -> Iterator[_Place]:
    first, last = clause
    start = lead.words[0].start
    yield odd.ASKS, 0, last + 1
    if entry.verb in RECEIVED:
        yield odd.IS_SAID, 0, last if named else length
        yield odd.IS_UNREAL, 0, start
        yield odd.IS_UNREAL, first, last
        yield odd.IS_SENT, 0, length
        if entry.verb is Verb.REFUND:
            yield odd.IS_TO_DO, first, last
    if entry.verb is Verb.EXPECT:
        yield odd.HAS_TURNED, 0, length
    if entry.verb not in LOGGED or entry.planned:
        yield odd.DENIES, first, last
        return
    yield odd.IS_SAID, 0, start
    yield odd.DONE_BY_OTHERS, first, start
    yield odd.IS_UNREAL, first, start if lead.tense is Tense.DONE and len(lead.words) == 1 else last
    if lead.tense is Tense.OPEN:
        yield odd.OF_ANOTHER, first, last
    if not entry.planned:
        yield odd.OTHER_DEED, max(word.end for word in lead.words), last if named else length
        yield odd.HAS_COME, max(word.end for word in lead.words), last
    yield odd.DENIES, first, start


def _with_next(written: str, found: re.Match[str]) -> str:
    """«не в пятницу»: with the word behind, and the one behind a preposition."""
    end = found.end()
    for _ in range(2):
        following = _NEXT.match(written, end)
        if following is None:
            break
        end = following.end()
        if not is_small(fold(following[0].strip())):
            break
    return written[found.start() : end]


def _find_misread(line: Line, entry: Entry) -> str:
    """«перевёл Каримову 5к», «Каримову оплатим 5к» is money of ours, «sent 15k» no letter."""
    if entry.verb is Verb.FACT or (entry.verb is Verb.EXPECT and WE_PAY.search(fold(line.written))):
        for given in (odd.TO_WHOM if entry.verb is Verb.FACT else odd.TO_ANY).finditer(line.left):
            if not given["small"] and is_own(given["who"], entry) and not _is_written_so(given["who"], entry):
                return line.written[slice(*given.span("who"))]
    if entry.verb is Verb.LETTER and not odd.OF_PAPERS.search(fold(line.written)):
        sums = exact_terms(line.left)
        return line.written[sums[0].start : sums[0].end] if sums else ""
    return ""


def _is_written_so(word: str, entry: Entry) -> bool:
    return isinstance(entry.client, Found) and word in fold(entry.client.name)


def _find_stranger(written: str, lead: Lead, entry: Entry, beside: Sequence[str]) -> str:
    """«Борис позвонил», «за Берёзку»: a name that nobody has, which may be whose deed or whose money it is."""
    if not isinstance(entry.client, Found):
        return ""
    for piece in beside:
        named = odd.OF_SOMEBODY.search(piece) if entry.verb in PRICED else None
        if named is not None and _is_name(named["name"]):
            return named[0]
        who = odd.NAME.match(piece) if lead.tense is Tense.DONE else None
        before = written[: lead.words[0].start].rstrip()
        if who is not None and before.endswith(who[0]) and _is_name(who[0]):
            return who[0]
    return ""


def _find_unread(line: Line, lead: Lead | None, entry: Entry, beside: Sequence[str]) -> str:
    """Beside money that came, a word of whose meaning nothing is known; beside any money a number of no reader."""
    if entry.verb not in PRICED or not isinstance(entry.client, Found):
        return ""
    first = last = 0
    if lead is not None:
        first, last = _clause_of(line.left, lead.words[0].start, max(word.end for word in lead.words))
    for piece in beside:
        place = line.written.find(piece)
        here = entry.verb in RECEIVED and first <= place < last
        of_client = (odd.NAME.fullmatch(piece) or piece.isalpha()) and line.written.startswith(
            (" из ", " from "), place + len(piece)
        )
        if here and not of_client and not odd.is_manner(fold(piece)):
            return piece
        if (odd.COUNTED.search(piece) or odd.LIKE_A_DAY.search(fold(piece))) and not odd.OF_COUNT.match(fold(piece)):
            return piece
    return ""


def _is_name(word: str) -> bool:
    return NEVER_A_NAME.fullmatch(fold(word)) is None and odd.NO_PERSON.match(fold(word)) is None

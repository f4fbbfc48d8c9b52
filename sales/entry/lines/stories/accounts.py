"""Every word of a line is accounted for: read, harmless where it stands, or asked about.

What the readers of a line left of it becomes the record's comment. Beside money each word of that must be known to
change nothing; beside a call or a meeting, of which stories are told, none may tell of another one (stories).
"""

import re
from collections.abc import Sequence
from typing import Final

from sales.core.words import fold
from sales.entry.clients.name_forms import is_small
from sales.entry.clients.names import Ambiguous, Found
from sales.entry.deeds import harmless_words as harmless
from sales.entry.deeds.deed_words import LOG_WORDS
from sales.entry.deeds.doubt_words import COUNTED, DENIES, HAS_TURNED, IS_SAID, IS_UNREAL, OF_COUNT, is_manner
from sales.entry.deeds.outcomes import reason_of
from sales.entry.deeds.verb_words import Lead, lead_of
from sales.entry.deeds.verbs import LOGGED, PRICED, REASONED, RECEIVED, Verb
from sales.entry.lines.stories.stories import OF_DONE, OF_PLAN, find_or
from sales.entry.lines.stories.told import Find, Told, Unread, among, find_time, is_of_client, is_own, tell_line
from sales.entry.lines.understood import Entry
from sales.entry.numbers.amount_terms import exact_terms, terms
from sales.entry.reading import TAKEN, Line


def find_unaccounted(line: Line, lead: Lead | None, entry: Entry, beside: Sequence[str], tail: str) -> str:
    """The first words that may make the record another, as they were written; empty where none can.

    `beside`: the words of the head that nothing has claimed. `tail`: the comment behind the head.
    """
    if entry.verb is None or not isinstance(entry.client, Found | Ambiguous):
        return ""
    told = tell_line(line, lead, entry, beside, tail)
    return next((words.strip() for find in _finders_of(entry) if (words := find(told))), "")


def _finders_of(entry: Entry) -> Sequence[Find]:
    if entry.verb in LOGGED:
        return OF_PLAN if entry.planned else OF_DONE
    return _OF_MONEY if entry.verb in PRICED else _OF_MOVE


_CONFLICTS: Final = (
    {Verb.FACT, Verb.MOVE},
    {Verb.FACT, Verb.CANCEL},
    {Verb.REFUND, Verb.MOVE},
    {Verb.CANCEL, Verb.MOVE},
)


def _find_conflict(told: Told) -> str:
    """«оплатили 50к, перенесли на пт»"""
    said = told.lead.words if told.lead else ()
    verbs = {word.verb for word in said}
    if not any(pair <= verbs for pair in _CONFLICTS):
        return ""
    last = max(said, key=lambda word: word.start)
    return told.line.written[last.start : last.end]


_PER: Final = re.compile(r"(?<!\w)(?:по|половин[ауы]|треть|четверть|half) $")


def _find_each(told: Told) -> str:
    """«по 50к» of one record: how many of them? «половину 100к»: which of the two?"""
    if told.entry.amount_choice is not None:
        return ""
    written = told.line.written
    for term in terms(fold(written)):
        before = _PER.search(fold(written), 0, term.start)
        if before is not None and is_own(before[0].strip(), told.entry):  # «Салон Вторая Половина 76к»
            continue
        if before is not None and not term.bare and not told.line.left[term.start : term.end].strip(TAKEN):
            return written[before.start() : term.end]
    return ""


_SHARE: Final = re.compile(
    r"(?<!\w)(?:половин[ауы]|треть|четверть|half|"
    r"(?:(?:пр[еи]доплат|аванс|prepay|deposit)\w*[ :-]{1,3}(?:в )?|опл(?:ата|ату|атят)?\.? )(?!100)[0-9]{1,2} ?"
    r"(?:%|процент))(?!\w)"
)


def _find_share(told: Told) -> str:
    """«100к, половину завтра», «договор 200к, предоплата 50% в пт»: behind the sum of the whole, of which a part is."""
    sums = exact_terms(fold(told.line.written))
    if told.entry.verb is not Verb.EXPECT or not sums:
        return ""
    folded = fold(told.line.written)
    if share := _SHARE.search(folded, sums[0].end):
        return told.line.written[slice(*share.span())]
    parts = list(_PERCENT.finditer(folded, sums[0].end))
    return told.line.written[parts[0].start() : parts[-1].end()] if len(parts) > 1 else ""


_PERCENT: Final = re.compile(r"(?<![\w.,])(?<!скидка )(?<!скидкой )(?<!скидку )(?<!ндс )[0-9]{1,2} ?(?:%|процент\w*)")


def _find_unit(told: Told) -> str:
    """«15 000 штук»: of what the number is."""
    for term in terms(fold(told.line.written)):
        taken = term.bare and not told.line.left[term.start : term.end].strip(TAKEN)
        unit = _UNIT.match(told.unread_at(term.end)) if taken else None
        if unit is not None and not is_small(unit[0]) and _is_strange(unit[0], told.entry):
            return f"{told.line.written[term.start : term.end]} {unit[0]}"
    return ""


_UNIT: Final = re.compile(r"[^\W\d_]{2,}")


@among("head")
def _find_strange(each: Unread, told: Told) -> bool:
    """A word that nothing is known of."""
    return _is_strange(each.left, told.entry) and not is_of_client(each, told)


@among("tail")
def _find_behind(each: Unread, told: Told) -> bool:
    """«…: второй этап» is a comment of its own; but not where it denies, doubts, or names another sum or day."""
    return _is_strange(each.left, told.entry) and _tells(each, told)


def _tells(each: Unread, told: Told) -> bool:
    left = _vocabulary_of(told.entry).sub(" ", each.left)
    signs = (DENIES, HAS_TURNED, *((IS_SAID, IS_UNREAL) if told.entry.verb in RECEIVED else ()))
    numbered = COUNTED.search(left) is not None and OF_COUNT.match(left) is None
    summed = bool(exact_terms(left))
    planned = any(word.search(left) for word, *_ in LOG_WORDS) or _REMINDS.search(left) is not None
    timed = not planned and bool(find_time(each, told.entry))
    other = lead_of(left, priced=summed)
    turned = other is not None and other.verb in _OTHER_WAY
    return any(sign.search(left) for sign in signs) or (numbered and not planned) or summed or timed or turned


_REMINDS: Final = re.compile(r"напомн|звон|remind|call")
_OTHER_WAY: Final = frozenset({Verb.MOVE, Verb.CANCEL, Verb.REFUND})


def _find_no_reason(told: Told) -> str:
    """Beside what is put off: such a word, where it tells no reason; of a payment a reason has its story."""
    strange = [each for each in told.all if reason_of(each.written) is None and _is_strange(each.left, told.entry)]
    if told.entry.verb is Verb.CALL_OFF:
        return next((each.written for each in strange if _tells_on(each)), "")
    asked = [each for each in strange if told.entry.verb not in REASONED | {Verb.RESUM} or _tells(each, told)]
    return asked[0].written if asked else ""


def _tells_on(each: Unread) -> bool:
    """Of what is called off nothing is left: only a condition, a sum, another deed is more than why it was."""
    other = lead_of(each.left, priced=False)
    goes_on = other is not None and other.verb not in {Verb.CANCEL, Verb.CALL_OFF}
    return goes_on or _ON_CONDITION.search(each.left) is not None or bool(exact_terms(each.left))


_ON_CONDITION: Final = re.compile(
    r"(?<!\w)(?:если|может|возможно|наверное|вряд|вероятно|if|unless|maybe|perhaps|might)(?!\w)"
)


def _is_strange(left: str, entry: Entry) -> bool:
    """Whether a word of it is none that is known to change nothing; `left`: folded, what is understood taken out."""
    if is_manner(left.strip()):
        return False
    known = _vocabulary_of(entry).sub(lambda found: TAKEN * len(found[0]), left)
    return not is_manner(" ".join(known.replace(TAKEN, " ").split()))


def _vocabulary_of(entry: Entry) -> re.Pattern[str]:
    if entry.verb is Verb.EXPECT:
        return harmless.EXPECTED
    return harmless.RECEIVED if entry.verb in RECEIVED else harmless.MOVED


_OF_MONEY: Final[tuple[Find, ...]] = (
    _find_conflict,
    _find_each,
    _find_share,
    _find_unit,
    find_or,
    _find_strange,
    _find_behind,
)
_OF_MOVE: Final[tuple[Find, ...]] = (_find_conflict, find_or, _find_no_reason)

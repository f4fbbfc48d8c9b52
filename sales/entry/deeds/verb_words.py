"""Which of the words for deeds leads a line: «перенос оплаты» is a move, not a payment."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from sales.activities.activities import ActivityType
from sales.entry.deeds.deed_words import AHEAD, CALLED_OFF, CARRIERS, DONE, IS_OVER, LOG_WORDS, MOVED_ONLINE, THING
from sales.entry.deeds.money_words import MONEY_WORDS
from sales.entry.deeds.tense import Tense
from sales.entry.deeds.verbs import LOGGED, PRICED, RECEIVED, Verb
from sales.entry.numbers.amount_terms import SHORTEST, terms
from sales.entry.reading import Line


@dataclass(frozen=True, slots=True)
class VerbWord:
    start: int
    end: int
    verb: Verb | None
    """None where the words deny: «не пришла»."""
    tense: Tense


@dataclass(frozen=True, slots=True)
class Lead:
    """What the line does, and the words that say so."""

    verb: Verb | None
    tense: Tense
    activity: ActivityType | None
    words: tuple[VerbWord, ...]


_AHEAD = re.compile(r"(?<![^\W_])[^\W\d_]{3,}(?:[уюая]т|[еи]т)(?:ся)?(?![^\W_])")
"""«акт подпишут завтра»: the day of what is still to be done is not that of money that came."""
_DENIED = re.compile(r"не (?!будет)|won")
"""«не заплатят» is of money; «встречи не будет» calls it off."""
_NOT = re.compile(r"(?<!\w)не (?:(?:смо[гж]\w+|получится|успе\w+|буд\w+) )?$")
"""«не поеду», «не смогу приехать» call off what was planned."""
_BY_THE_WAY = re.compile(r"(?<!\w)(?:после|до|перед|без) $")
_PART = re.compile(r"[^,;.]+")
_IS_OVER = re.compile(IS_OVER)
_MOVES = (Verb.MOVE, Verb.CANCEL)
_OTHERWISE = {Verb.MOVE: Verb.RESCHEDULE, Verb.CANCEL: Verb.CALL_OFF}


def lead_of(folded: str, *, priced: bool) -> Lead | None:
    """What the line does; None where no word says so. Money leads where it is named first or a sum stands by it."""
    if CARRIERS.search(folded):
        rest = CARRIERS.sub(lambda found: " " * len(found[0]), folded)
        folded = rest if _says_a_deed(rest) or terms(rest) else folded
    money, logs = _money_words(folded), _log_words(folded)
    if is_of_things(folded) and not (priced and _is_sum_said(folded)):
        money = ()
    if not money:
        return (_called_off(logs[0], folded) or _read_log(logs[0], folded)) if logs else None
    if logs and money[0].verb in _MOVES:
        off = _called_off(logs[0], folded) if money[0].verb is Verb.CANCEL else None
        return off or _move(money, logs[0], folded)
    if logs and (_comes_first(logs[0], money) or (not priced and _is_beside(money[0], logs[0]))):
        return _read_log(logs[0], folded)
    return _of_money(money)


_RATHER = re.compile(r"(?<!\w)давай(?:те)?(?: лучше)?(?= на | во? )")


def _read_log(log: VerbWord, folded: str) -> Lead:
    """«встречу давай на вторник» is of the one that stands."""
    lead, rather = _log(log, folded), _RATHER.search(folded)
    if rather is None or lead.tense is Tense.DONE:
        return lead
    word = VerbWord(rather.start(), rather.end(), Verb.RESCHEDULE, Tense.AHEAD)
    return Lead(Verb.RESCHEDULE, Tense.AHEAD, lead.activity, (*lead.words, word))


_OF_THING = re.compile(
    r"(?:получ|пришл?[еоал]|поступил|принес|занес|прислал|скинул|кинул|закинул|жд|ожида|внес|отдал|got|received?|await|expect)"
)
_ITS_THING = re.compile(rf" (?:(?!за |по |на |про |об? )[\w.]+ ){{0,3}}?{THING}(?!\w)")


def is_of_things(folded: str) -> bool:
    """Its words for money are all of what is no money."""
    money = _money_words(folded)
    return bool(money) and all(_is_of_thing(word, folded) for word in money)


def _is_sum_said(folded: str) -> bool:
    """«заявка на 30 стульев» counts, «77000» does not."""
    return any(not term.bare or (term.kopecks or 0) >= SHORTEST for term in terms(folded))


def _is_of_thing(word: VerbWord, folded: str) -> bool:
    """«получил от Геннадия акт сверки», «жду ответа»: no money, where no sum stands by it."""
    return _OF_THING.match(folded, word.start) is not None and _ITS_THING.match(folded, word.end) is not None


def _says_a_deed(folded: str) -> bool:
    return bool(_money_words(folded) or _log_words(folded))


def instead_of(lead: Lead | None) -> Lead:
    """«не сегодня, а завтра» puts off what the line names."""
    if lead is not None and lead.verb in LOGGED and lead.tense is not Tense.DONE:
        return Lead(Verb.RESCHEDULE, Tense.AHEAD, lead.activity, lead.words)
    if lead is not None and lead.verb not in {None, Verb.EXPECT}:
        return lead
    return Lead(Verb.MOVE, Tense.OPEN, None, lead.words if lead else ())


def take_told(line: Line, lead: Lead | None) -> list[str]:
    """«пришло 150к Ромашка, вчера звонили»: what tells of a call is a comment, and its day is not the money's."""
    if lead is not None and lead.verb is Verb.NOTE and MOVED_ONLINE.search(line.left):
        line.take_all(MOVED_ONLINE)
    if lead is None or lead.verb not in PRICED:
        return []
    told = []
    for part in list(_PART.finditer(line.left))[1:]:
        ahead = lead.verb in RECEIVED and _AHEAD.search(part[0]) is not None
        if (ahead or _log_words(part[0])) and not _money_words(part[0]) and not terms(part[0]):
            told.append(line.written[part.start() : part.end()].strip())
            line.drop(*part.span())
    return told


def _move(money: Sequence[VerbWord], log: VerbWord, folded: str) -> Lead:
    """«перенести встречу» moves the meeting, «перенос оплаты после встречи» the payment."""
    first = money[0]
    if (
        first.verb
        and not _DENIED.match(folded[first.start : first.end])
        and {word.verb for word in money} == {first.verb}
        and log.tense is not Tense.DONE
        and (_is_beside(first, log) or log.start < first.start or _is_what_moves(log, folded))
    ):
        return Lead(_OTHERWISE[first.verb], Tense.AHEAD, _activity(log), (*money, log))
    return _log(log, folded) if _comes_first(log, money) else _of_money(money)


_PAID = re.compile(r"(?<!\w)(?:оплат|плат[её]ж|деньг|денег|аванс|сч[её]т|payment)")
_ASIDE = re.compile(
    r"(?<!\w)(?:после|до|перед|без|об?|про|насчет|на|со?|из|в|во|к|по|за|из-за|after|before|about|for|to|at) $"
)


def _is_what_moves(log: VerbWord, folded: str) -> bool:
    """«переносим с пятницы на вторник созвон»"""
    return log.tense is Tense.OPEN and not _ASIDE.search(folded, 0, log.start) and not _PAID.search(folded)


def _called_off(log: VerbWord, folded: str) -> Lead | None:
    """«отбой встречи с Маяком»: in one clause with what was planned."""
    if log.verb not in {Verb.CALL, Verb.MEETING, Verb.PRESENTATION} or log.tense is Tense.DONE:
        return None
    denied = _NOT.search(folded, 0, log.start) if log.tense is Tense.AHEAD else None
    if denied is not None and "чтобы" not in folded:
        not_to = VerbWord(denied.start(), denied.end(), Verb.CALL_OFF, Tense.AHEAD)
        return Lead(Verb.CALL_OFF, Tense.AHEAD, _activity(log), (not_to, log))
    off = next((each for each in CALLED_OFF.finditer(folded) if _are_together(log, each, folded)), None)
    if off is None:
        return None
    said = sorted((log, VerbWord(*off.span(), Verb.CALL_OFF, Tense.AHEAD)), key=lambda word: word.start)
    return Lead(Verb.CALL_OFF, Tense.AHEAD, _activity(log), tuple(said))


def _are_together(log: VerbWord, off: re.Match[str], folded: str) -> bool:
    """No mark stands between the two."""
    return not set(",;.:!?\n") & set(folded[min(log.end, off.end()) : max(log.start, off.start())])


def _of_money(money: Sequence[VerbWord]) -> Lead:
    return Lead(money[0].verb, Tense.OPEN, None, tuple(money))


def _comes_first(log: VerbWord, money: Sequence[VerbWord]) -> bool:
    return log.start < min(word.start for word in money)


@lru_cache(maxsize=1024)  # the same part is asked for by every way to cut a line
def _money_words(folded: str) -> tuple[VerbWord, ...]:
    """By rank, not by place: «оплата пришла» is a fact, «перенос оплаты» a move; «отгрузка после оплаты» by the way."""
    found = _find(folded, ((pattern, verb, Tense.OPEN) for pattern, verb in MONEY_WORDS))
    said = [word for word in found if not _BY_THE_WAY.search(folded, 0, word.start)]
    return tuple(said or found)


@lru_cache(maxsize=1024)
def _log_words(folded: str) -> tuple[VerbWord, ...]:
    return tuple(sorted(_find(folded, LOG_WORDS), key=lambda word: word.start))


def _find(folded: str, patterns: Iterable[tuple[re.Pattern[str], Verb | None, Tense]]) -> list[VerbWord]:
    found: list[VerbWord] = []
    for pattern, verb, tense in patterns:
        for match in pattern.finditer(folded):
            if not _within(match, found):
                found.append(VerbWord(*match.span(), verb, tense))
    return found


def _within(match: re.Match[str], found: Sequence[VerbWord]) -> bool:
    return any(match.start() < word.end and word.start < match.end() for word in found)


def _log(word: VerbWord, folded: str) -> Lead:
    """«провёл встречу», «надо позвонить»: the word beside it tells whether it is done."""
    mark = next(
        (
            mark
            for mark in _marks(folded)
            if _is_beside(mark, word) or _is_at_the_edge(mark, folded) or _is_over(word, mark, folded)
        ),
        None,
    )
    is_open = word.tense is Tense.OPEN or folded[word.start : word.end] == "выезд"
    if mark is None or (mark.tense is Tense.DONE and not is_open):
        return Lead(word.verb, word.tense, _activity(word), (word,))
    tense = mark.tense if is_open else word.tense
    return Lead(word.verb, tense, _activity(word), (word, mark))


def _marks(folded: str) -> list[VerbWord]:
    return _find(folded, ((DONE, None, Tense.DONE), (AHEAD, None, Tense.AHEAD)))


def _is_over(word: VerbWord, mark: VerbWord, folded: str) -> bool:
    """«встреча Студия 8 прошла, …», «выезд к Киму сделал»"""
    between = folded[word.end : mark.start]
    denied = set(",;.:") & set(between) or between.rstrip().endswith(" не")
    return mark.start > word.end and _IS_OVER.fullmatch(folded, mark.start, mark.end) is not None and not denied


def _is_at_the_edge(mark: VerbWord, folded: str) -> bool:
    """«звонок Ромашке надо»."""
    return mark.tense is Tense.AHEAD and (mark.start == 0 or mark.end == len(folded))


def _is_beside(one: VerbWord, other: VerbWord) -> bool:
    """Nothing but a space or a comma stands between."""
    return max(one.start, other.start) - min(one.end, other.end) <= 2  # noqa: PLR2004


def _activity(word: VerbWord) -> ActivityType | None:
    return word.verb.activity if word.verb in LOGGED else None

"""The words by which a line says what it does, and which of them leads: «перенос оплаты» is a move, not a payment."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from sales.activities.activities import ActivityType
from sales.entry.reading import words
from sales.entry.verbs import LOGGED, Verb


class Tense(StrEnum):
    DONE = "done"
    """«позвонил»"""
    AHEAD = "ahead"
    """«позвонить»"""
    OPEN = "open"
    """«звонок»: the day tells."""


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


_MONEY: Final[tuple[tuple[str, Verb | None], ...]] = (
    (r"не (?:за|о)?плат[ия]т|не будет|не (?:переведут|придет|поступит|перечислят)|won'?t pay", Verb.CANCEL),
    (r"не (?:пришл\w+|поступ\w+|(?:за|о)плат\w+|оплачен\w*|переве\w+|получ\w+|перечисл\w+)|unpaid", None),
    (r"(?:not|never|hasn'?t|haven'?t|didn'?t) (?:paid|pay|come|came|received?|arrived?|got)", None),
    (r"отмен\w*|cancel(?:l?ed|l?ing)?", Verb.CANCEL),
    (r"перенос\w*|перенес\w*|сдви\w+|отлож\w+|переставь\w*|reschedul(?:e[ds]?|ing)|shift(?:ed)?", Verb.MOVE),
    (r"mov(?:e[ds]?|ing)|postpon(?:e[ds]?|ing)", Verb.MOVE),
    (r"возврат\w*|вернули?|вернула|refund(?:ed|s)?", Verb.REFUND),
    (r"приш(?:ло|ла|ли|ел)|поступил[оаи]|поступлени[ея]|поступ\.?|получил[аи]?|получен[оаы]?|факт", Verb.FACT),
    (r"(?:за|о)?платил[аи]?|оплачен[оаы]?|перевел[аи]?|перечисл(?:ил[аи]?|ен[оаы]?)|упал[оаи]|зашл[оаи]", Verb.FACT),
    (r"скинул[аи]?|got|received?|paid|came|arrived|fact|receipt", Verb.FACT),
    (r"(?:пред|пост|до)?оплат(?:а|ы|у|е|ой)?|опл\.?|(?:за|о)плат[ия]т|плат[её]ж(?:а|и|у|ом|ей)?", Verb.EXPECT),
    (r"аванс(?:а|ом|у)?|доплат[аыуе]|жд[уе]м?|ожида(?:ю|ем|ется|ние)|обеща(?:ют|ет|л[аи]?)", Verb.EXPECT),
    (r"прид[её]т|поступит|переведут|перечислят|payments?|pay(?:s|ing)?|expect(?:ed|ing|s)?", Verb.EXPECT),
    (r"prepayment|advance|await(?:ing)?|promised?", Verb.EXPECT),
)
_LOGS: Final[tuple[tuple[str, Verb, Tense], ...]] = (
    (r"(?:не )?(?:по|до|пере)?звонил[аи]?(?:сь|ся)?|созвонил(?:ся|ась|ись)", Verb.CALL, Tense.DONE),
    (r"не дозвон\w*|недозвон\w*|(?:по)?говорил[аи]?|пообщал(?:ся|ась|ись)|набрал[аи]?", Verb.CALL, Tense.DONE),
    (r"called|phoned|rang|spoke|talked", Verb.CALL, Tense.DONE),
    (r"(?:по|пере)звон(?:ить|ю|им)|созвон(?:иться|имся|юсь)|дозвониться|набрать|наберу", Verb.CALL, Tense.AHEAD),
    (r"call back", Verb.CALL, Tense.AHEAD),
    (r"звон(?:ок|ка|ку|ки|ком)|созвон[аыу]?|прозвон|calls?|phone", Verb.CALL, Tense.OPEN),
    (r"встретил(?:ся|ась|ись)|съездил[аи]?|был[аи]? у|met|visited", Verb.MEETING, Tense.DONE),
    (r"встретиться|встрет(?:имся|люсь)|встреча(?:емся|юсь)|съездить|съезжу", Verb.MEETING, Tense.AHEAD),
    (r"еду (?:в|к)|meet", Verb.MEETING, Tense.AHEAD),
    (r"встреч[аиуе]|встречей|встр\.?|визит[аыу]?|meetings?|visit", Verb.MEETING, Tense.OPEN),
    (r"показал[аи]?|презентовал[аи]?|presented", Verb.PRESENTATION, Tense.DONE),
    (r"показать|презентовать", Verb.PRESENTATION, Tense.AHEAD),
    (r"презентаци[яиюей]|презентацией|преза|презу|presentation|demo", Verb.PRESENTATION, Tense.OPEN),
    (r"написал[аи]?|отправил[аи]?|выслал[аи]?|направил[аи]?|wrote|sent|e-?mailed", Verb.LETTER, Tense.DONE),
    (r"написать|отправить|выслать|направить|напишу|отправлю|вышлю|send", Verb.LETTER, Tense.AHEAD),
    (r"письм[оау]|мейл|имейл|e-?mail|letter", Verb.LETTER, Tense.OPEN),
    (r"мероприяти[еяю]|выставк[аиуе]|конференци[яиюей]|event|expo|conference", Verb.EVENT, Tense.OPEN),
    (r"заметк[аиуе]|запиши|запомни|примечание|note", Verb.NOTE, Tense.DONE),
)
_AHEAD = re.compile(
    words(
        r"надо|нужно|напомни(?:ть)?|запланир\w+|назначил[аи]?|назначен[оа]?|план|будет",
        r"remind(?: me)?(?: to)?|need to|plan(?:ned)?",
    )
)
_DONE = re.compile(words(r"провел[аи]?|прошл[аои]|прошел|состоял(?:ась|ось|ся)|была?|had|held|done"))
_MONEY_PATTERNS = tuple((re.compile(words(pattern)), verb) for pattern, verb in _MONEY)
_LOG_PATTERNS = tuple((re.compile(words(pattern)), verb, tense) for pattern, verb, tense in _LOGS)
_MOVES = (Verb.MOVE, Verb.CANCEL)
_OTHERWISE = {Verb.MOVE: Verb.RESCHEDULE, Verb.CANCEL: Verb.CALL_OFF}


def lead_of(folded: str, *, priced: bool) -> Lead | None:
    """What the line does; None where no word says so. Money leads where it is named first or a sum stands by it."""
    money, logs = _money_words(folded), _log_words(folded)
    if not money:
        return _logged(logs[0], folded) if logs else None
    if logs and money[0].verb in _MOVES:
        return _moved(money, logs[0], folded)
    if logs and (_comes_first(logs[0], money) or (not priced and _is_beside(money[0], logs[0]))):
        return _logged(logs[0], folded)
    return _of_money(money)


def _moved(money: Sequence[VerbWord], log: VerbWord, folded: str) -> Lead:
    """«перенести встречу» moves the meeting, «перенос оплаты после встречи» the payment."""
    first = money[0]
    if (
        first.verb
        and len(money) == 1
        and log.tense is not Tense.DONE
        and (_is_beside(first, log) or log.start < first.start)
    ):
        return Lead(_OTHERWISE[first.verb], Tense.AHEAD, _activity(log), (first, log))
    return _logged(log, folded) if _comes_first(log, money) else _of_money(money)


def _of_money(money: Sequence[VerbWord]) -> Lead:
    return Lead(money[0].verb, Tense.OPEN, None, tuple(money))


def _comes_first(log: VerbWord, money: Sequence[VerbWord]) -> bool:
    return log.start < min(word.start for word in money)


def _money_words(folded: str) -> list[VerbWord]:
    """By rank, not by place: «оплата пришла» is a fact, «перенос оплаты» a move."""
    return _found(folded, ((pattern, verb, Tense.OPEN) for pattern, verb in _MONEY_PATTERNS))


def _log_words(folded: str) -> list[VerbWord]:
    return sorted(_found(folded, _LOG_PATTERNS), key=lambda word: word.start)


def _found(folded: str, patterns: Iterable[tuple[re.Pattern[str], Verb | None, Tense]]) -> list[VerbWord]:
    found: list[VerbWord] = []
    for pattern, verb, tense in patterns:
        for match in pattern.finditer(folded):
            if not _within(match, found):
                found.append(VerbWord(*match.span(), verb, tense))
    return found


def _within(match: re.Match[str], found: Sequence[VerbWord]) -> bool:
    return any(match.start() < word.end and word.start < match.end() for word in found)


def _logged(word: VerbWord, folded: str) -> Lead:
    """«провёл встречу», «надо позвонить»: the word beside it tells whether it is done."""
    mark = next((mark for mark in _marks(folded) if _is_beside(mark, word) or _is_at_the_edge(mark, folded)), None)
    if mark is None or (mark.tense is Tense.DONE and word.tense is not Tense.OPEN):
        return Lead(word.verb, word.tense, _activity(word), (word,))
    tense = mark.tense if word.tense is Tense.OPEN else word.tense
    return Lead(word.verb, tense, _activity(word), (word, mark))


def _marks(folded: str) -> list[VerbWord]:
    return _found(folded, ((_DONE, None, Tense.DONE), (_AHEAD, None, Tense.AHEAD)))


def _is_at_the_edge(mark: VerbWord, folded: str) -> bool:
    """«звонок Ромашке надо»."""
    return mark.tense is Tense.AHEAD and (mark.start == 0 or mark.end == len(folded))


def _is_beside(one: VerbWord, other: VerbWord) -> bool:
    """Nothing but a space or a comma stands between."""
    return max(one.start, other.start) - min(one.end, other.end) <= 2  # noqa: PLR2004


def _activity(word: VerbWord) -> ActivityType | None:
    return word.verb.activity if word.verb in LOGGED else None

"""Beside a call or a meeting: words for another day or another hour than its own."""

import re
from collections.abc import Iterator
from typing import Final

from rapidfuzz.distance import OSA

from sales.activities.activities import CallOutcome
from sales.core.words import fold
from sales.entry.days.dates import mentions
from sales.entry.days.day_words import Asked
from sales.entry.days.time_words import unclear_time
from sales.entry.days.times import take_time
from sales.entry.deeds.deed_words import LOG_WORDS
from sales.entry.deeds.tense import Tense
from sales.entry.lines.stories.told import Told, Unread, among, days_of, find_time, is_own
from sales.entry.lines.understood import Entry
from sales.entry.reading import Line


@among("all")
def find_another_time(each: Unread, told: Told) -> str:
    """Another day or hour than that of the plan."""
    return find_time(each, told.entry) or _find_hour(each)


def _find_hour(each: Unread) -> str:
    """«в 17 Школа 21», or a bare «17»"""
    return each.written if each.left.strip().isdigit() or take_time(each.line) is not None else ""


@among("before")
def find_time_before(each: Unread, told: Told) -> bool:
    """A time before the deed that no reader knew: «в прошлом месяце был у Кима»."""
    return _says_time(each, told, events=False)


def _says_time(each: Unread, told: Told, *, events: bool) -> bool:
    return bool(find_time(each, told.entry) or unclear_time(Line(each.written), events=events))


_LETTERS: Final = re.compile(r"[^\W_]{3,}")


@among("head")
def find_time_alone(each: Unread, told: Told) -> bool:
    """«звонил Киму 17.12», said on the 2nd: a day ahead, and nothing beside it."""
    days = [day for day in mentions(Line(each.written), Asked(told.entry.said_on)) if not (day.since or day.deadline)]
    bare = days and not _LETTERS.search(each.left[: days[0].start] + each.left[days[-1].end :])
    return bool(bare) and any(day not in days_of(told.entry) for mention in days for day in mention.days)


_SENTENCE: Final = re.compile(r"[.!?]+\s|\n")


def find_day_elsewhere(told: Told) -> str:
    """«звонок. директор в отпуске до 14»: the day of another sentence, which says more than when."""
    lead, written, said = told.lead, told.line.written, told.entry.day_text
    place = written.find(said) if said else -1
    if lead is None or lead.tense is not Tense.OPEN or place < lead.words[-1].end:
        return ""
    breaks = list(_SENTENCE.finditer(written, lead.words[-1].end, place))
    if not breaks or not re.search(r"\w{3,}", told.line.left[breaks[-1].end() : place]):
        return ""
    return written[breaks[-1].end() : place + len(said)]


@among("all")
def find_other_deed(each: Unread, told: Told) -> bool:
    """«следующая встреча 9-го»: another deed on a day of its own."""
    again = told.entry.outcome is CallOutcome.CALL_BACK
    timed = _find_hour(each) if again else _says_time(each, told, events=True)
    once_more = told.entry.outcome is CallOutcome.NO_ANSWER and _ONCE_MORE.search(fold(told.line.written)) is not None
    return bool(timed) and (once_more or any(word.search(each.left) for word in _deeds_beside(told.entry)))


def _deeds_beside(entry: Entry) -> Iterator[re.Pattern[str]]:
    """«поговорили, переведут 60к в пн»: what is done has its day, where the other is that of a promise."""
    return (word for word, _, tense, *_ in LOG_WORDS if entry.promise is None or tense is not Tense.DONE)


_ONCE_MORE: Final = re.compile(r"(?<!\w)(?:ещ[её] раз|повторно|попробую|again|retry)(?!\w)")


_SLIP: Final = re.compile(r"(?<![\w-])[^\W\d_]{5,}(?![\w-])")
_DAYS: Final = (
    "сегодня завтра послезавтра вчера позавчера понедельник вторник среду четверг пятницу пятница субботу воскресенье "
    "неделе неделю tomorrow yesterday today monday tuesday wednesday thursday friday"
)
_MEANT: Final = tuple(_DAYS.split())
_REAL: Final = re.compile(
    r"завтрак\w*|вечер\w*|четверо|среди|четверт\w+|(?:понедельник|вторник|сред|четверг|пятниц|суббот|воскресень|недел|"
    r"завтра|сегодня|вчера)\w*"
)
"""Words of their own, and the forms of a day's name."""


@among("head")
def find_slip(each: Unread, told: Told) -> re.Match[str] | None:
    """«вчра»: a day that a thumb has spoilt."""
    return next((word for word in _SLIP.finditer(each.left) if _is_slip(word[0], told)), None)


def _is_slip(word: str, told: Told) -> bool:
    known = word in _MEANT or _REAL.fullmatch(word) is not None or is_own(word, told.entry)
    return not known and any(OSA.distance(word, day, score_cutoff=1) <= 1 for day in _MEANT)

"""Days as people say them: «пт», «до среды», «через неделю», «25.12» (SPEC 13). Days off are the calendar's concern."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise
from typing import Final, TypeAlias

from sales.core.words import clean
from sales.entry.days.day_meanings import after as after_weeks
from sales.entry.days.day_meanings import dated, of_month, weeks_ahead
from sales.entry.days.day_words import DAY_WORDS, SHIFT, SINGLE_DAYS, WEEK_ALONE, WEEKDAY, Asked, Days, DayWord, Meaning
from sales.entry.days.reckoning import count_days, monday_of, weekday_number
from sales.entry.reading import TAKEN, Line

DAY_TEXT_LIMIT: Final = 100
YEARS_BACK: Final = 1
YEARS_AHEAD: Final = 2

RECKONED: Final = range(date(2000, 1, 1).toordinal(), date(2100, 1, 1).toordinal())
"""The days of a log or a report. At the ends of time a day before, or midnight in UTC, does not exist."""


class DayMistake(StrEnum):
    NOT_A_DAY = "not_a_day"
    NO_SUCH_DAY = "no_such_day"
    OUT_OF_RANGE = "out_of_range"
    SEVERAL = "several"
    UNCLEAR = "unclear"
    """A word of time, but of no one day: «на днях», «в следующем месяце»."""


class Leaning(StrEnum):
    """Where a day without a year or a week lies: what is expected is ahead, what happened is behind."""

    AHEAD = "ahead"
    BEHIND = "behind"


@dataclass(frozen=True, slots=True)
class DayChoice:
    """«пт» said on a Friday: today, or in a week?"""

    earlier: date
    later: date


EARLY: Final = ("нач", "серед", "перв", "beg", "mid", "first")
"""The edges of a month that are no deadline."""

DayReading: TypeAlias = date | DayChoice | DayMistake


@dataclass(frozen=True, slots=True)
class Mention:
    """A word for a day, at its place in the line, and the days it may be."""

    start: int
    end: int
    days: Days
    relative: bool = True
    """Counted from today, so that another year is no surprise."""
    year_said: bool = False
    since: bool = False
    """«с пн»: the day that something is moved from."""
    after: bool = False
    """«после 10.12»: the day behind it."""
    deadline: bool = False
    """«до пятницы», «к концу месяца»: of a day off the last workday before it is taken."""
    span: bool = False
    """«с 10 по 15.12»: the days are its end."""
    weekday: int | None = None
    weeks: int | None = None
    """«на след неделе», «через неделю»: which week a weekday beside it is of."""


@dataclass(frozen=True, slots=True)
class DayFound:
    """The day of a line: as it is read, as it is written, and how it was said."""

    reading: DayReading
    written: str = ""
    relative: bool = True
    year_said: bool = False
    deadline: bool = False
    span: str = ""
    """The words of a span of days, whose end was taken."""


_LOOSE = re.compile(r"(?P<day>[0-3]?[0-9])[.,/ -](?P<month>[0-9]{1,2})(?:[.,/ -](?P<year>20[0-9]{2}|[0-9]{2}))?")
_COMMA = re.compile(
    r"(?<![\w.,/:+-])(?P<day>[0-3]?[0-9]),(?P<month>[01][0-9])(?P<year>)(?![\w%₽$€]|[.,:/-]?[0-9]| [0-9]{3})"
)
_OF_REST = re.compile(r"[,;.] ?(?:а )?(?:остат|остал|хвост|долг|втор|друг|rest|remainder|balance)")
"""«200к в четверг, остальное через неделю»: a day of its own."""
_NUMBER = re.compile(r"(?P<day>[0-3]?[0-9])")
_NOTHING = re.compile(r"[^\w%+*/=^-]*(?:срок|дата|date|due|или|or)?[^\w%+*/=^-]*")


def read_day(text: str, today: date, leaning: Leaning = Leaning.AHEAD) -> DayReading:
    """The whole text as one day, for a dialog's step: there «5.1», «25,12» and a bare «25» are days too."""
    line = Line(clean(text, DAY_TEXT_LIMIT))
    asked = Asked(today, behind=leaning is Leaning.BEHIND)
    loose = _LOOSE.fullmatch(line.left) or _NUMBER.fullmatch(line.left)
    if loose:
        return _within(_days(of_month if loose.re is _NUMBER else dated, loose, asked), today)
    reading = take_day(line, asked)
    rest = line.left.replace(TAKEN, "")
    return DayMistake.NOT_A_DAY if reading is None or not _NOTHING.fullmatch(rest) else reading


def take_day(line: Line, asked: Asked) -> DayReading | None:
    """The day of a line, taken out of it; None where no day is said."""
    found = find_day(line, asked)
    return found.reading if found else None


def find_day(line: Line, asked: Asked) -> DayFound | None:
    """The day of a line with the words that say it, taken out of it; None where no day is said."""
    found = mentions(line, asked)
    for mention in found:
        line.drop(mention.start, mention.end)
    return day_of(line, found, asked.today) if found else None


def find_since(text: str, asked: Asked) -> date | None:
    """«с завтра на пятницу», «с завтра»: the day that something is moved from."""
    found = mentions(Line(text), asked)
    since = [mention.days[0] for mention in found if mention.since and len(mention.days) == 1]
    return since[0] if len(since) == 1 else None


def take_shift(line: Line) -> int | None:
    """«на неделю», «на 3 дня раньше»: by how many days something is put off; taken out of the line."""
    found = line.take(SHIFT)
    if found is None:
        return None
    days = count_days(found)
    return -days if found["sooner"] else days


def day_of(line: Line, found: Sequence[Mention], today: date) -> DayFound:
    """Several mentions made one day, with the words that said it; one after «с» or «since» counts where nothing else is
    said.
    """
    if any(_OF_REST.search(line.left, one.end, other.start) for one, other in pairwise(found)):
        found = [replace(mention, weeks=None) for mention in found]
    meant = [mention for mention in found if not mention.since] or list(found)
    return DayFound(
        one_day(found, today),
        ", ".join(line.written[mention.start : mention.end] for mention in found),
        relative=any(mention.relative for mention in meant),
        year_said=any(mention.year_said for mention in meant),
        deadline=any(mention.deadline or mention.span for mention in meant),
        span=", ".join(line.written[mention.start : mention.end] for mention in found if mention.span),
    )


def take_comma_day(line: Line, asked: Asked) -> DayReading | None:
    """«25,12»: a phone's keyboard has the comma nearer. Only where the sum is known, for it may be a sum itself."""
    found = line.take(_COMMA)
    return _within(_days(dated, found, asked), asked.today) if found else None


def mentions(line: Line, asked: Asked, *, spans: bool = True) -> list[Mention]:
    """Every word for a day, in the order of the line; the line itself stays as it is."""
    seen, found = Line(line.written), []
    seen.left = line.left
    for word in DAY_WORDS if spans else SINGLE_DAYS:
        found += (
            _of_days(seen, word, asked)
            if word.if_real
            else [_mention(match, word, asked) for match in seen.take_all(word.pattern)]
        )
    return sorted(found, key=lambda mention: mention.start)


def _of_days(seen: Line, word: DayWord, asked: Asked) -> list[Mention]:
    """Where there is such a day."""
    found = []
    for match in list(word.pattern.finditer(seen.left)):
        mention = _mention(match, word, asked)
        if mention.days:
            seen.drop(*match.span())
            found.append(mention)
    return found


def _mention(match: re.Match[str], word: DayWord, asked: Asked) -> Mention:
    said = match.groupdict()
    days, after = _days(word.meaning, match, asked), bool(said.get("after"))
    in_weeks = said.get("unit") is not None and said["unit"][0] in "нw" and word.meaning is after_weeks
    return Mention(
        *match.span(),
        days=_next(days) if after else days,
        relative=word.relative and not said.get("month"),
        year_said=bool(said.get("year")),
        since=bool(said.get("since")),
        after=after,
        deadline=bool(said.get("deadline")) or (said.get("edge") is not None and not said["edge"].startswith(EARLY)),
        span=bool(said.get("span")),
        weekday=weekday_number(match["weekday"]) if word.pattern is WEEKDAY else None,
        weeks=weeks_ahead(match, behind=asked.behind) if word.pattern is WEEK_ALONE or in_weeks else None,
    )


def _next(days: Days) -> Days:
    return tuple(day + timedelta(days=1) for day in days)


def _days(meaning: Meaning, match: re.Match[str], asked: Asked) -> Days:
    try:
        return meaning(match, asked)
    except (ValueError, OverflowError):  # 31.02, or a day beyond the last that there can be
        return ()


def one_day(found: Sequence[Mention], today: date) -> DayReading:
    """Words for one day agree: «пт 27.11» is the 27th. Two that do not agree are asked, three are a mistake."""
    found = _without_agreeing(found)
    to = [mention.days for mention in _of_one_week(found, today) if not mention.since] or [m.days for m in found]
    if any(day > today for days in to if len(days) == 1 for day in days):
        to = [days[1:] if len(days) == 2 and days[0] == today else days for days in to]  # noqa: PLR2004  «вт или ср»
    if not all(to):
        return DayMistake.NO_SUCH_DAY
    common = set(to[0]).intersection(*to[1:])
    return _within(sorted(common or {day for days in to for day in days}), today)


def _without_agreeing(found: Sequence[Mention]) -> Sequence[Mention]:
    """«чт 10.12»: a weekday beside a date that is one says nothing more."""
    dates = {day.weekday() for mention in found if not mention.relative for day in mention.days}
    return [each for each in found if each.weekday is None or each.weekday not in dates] or found


def _of_one_week(found: Sequence[Mention], today: date) -> Iterable[Mention]:
    """«на след неделе в пн» is one day said in two words."""
    weeks = next((mention.weeks for mention in found if mention.weeks is not None), None)
    if weeks is None or all(mention.weekday is None for mention in found):
        return found
    named = [mention for mention in found if mention.weekday is not None]
    return [_in_week(mention, monday_of(today, weeks)) for mention in named]


def _in_week(mention: Mention, monday: date) -> Mention:
    day = monday + timedelta(days=mention.weekday or 0)
    return replace(mention, days=(day,))


def _within(days: Sequence[date], today: date) -> DayReading:
    if not days:
        return DayMistake.NO_SUCH_DAY
    if not all(is_near(day, today) for day in days):
        return DayMistake.OUT_OF_RANGE
    if len(days) == 1:
        return days[0]
    return DayChoice(days[0], days[1]) if len(days) == 2 else DayMistake.SEVERAL  # noqa: PLR2004


def is_near(day: date, today: date) -> bool:
    """From a year back to two years ahead, counted by the calendar: 29.02 is compared as it stands."""
    reach = (day.month, day.day)
    here = (today.month, today.day)
    back = (day.year + YEARS_BACK, reach) >= (today.year, here)
    return back and (day.year, reach) <= (today.year + YEARS_AHEAD, here)

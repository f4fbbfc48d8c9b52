"""Days as people say them: «пт», «до среды», «через неделю», «25.12» (SPEC 13). Days off are the calendar's concern."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final, TypeAlias

from sales.core.words import clean
from sales.entry.day_words import (
    MEANINGS,
    WEEK_ALONE,
    WEEKDAY,
    Asked,
    Days,
    Meaning,
    dated,
    monday_of,
    of_month,
    weekday_number,
    weeks_ahead,
)
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


class Leaning(StrEnum):
    """Where a day without a year or a week lies: what is expected is ahead, what happened is behind."""

    AHEAD = "ahead"
    BEHIND = "behind"


@dataclass(frozen=True, slots=True)
class DayChoice:
    """«пт» said on a Friday: today, or in a week?"""

    earlier: date
    later: date


DayReading: TypeAlias = date | DayChoice | DayMistake


@dataclass(frozen=True, slots=True)
class Mention:
    """A word for a day, at its place in the line, and the days it may be."""

    start: int
    end: int
    days: Days
    since: bool
    """«с пн»: the day that something is moved from."""
    weekday: int | None = None
    weeks: int | None = None
    """«на след неделе»: which week a weekday beside it is of."""


_LOOSE = re.compile(r"(?P<day>[0-3]?[0-9])[.,/ -](?P<month>[0-9]{1,2})(?:[.,/ -](?P<year>20[0-9]{2}|[0-9]{2}))?")
_COMMA = re.compile(
    r"(?<![\w.,/:+-])(?P<day>[0-3]?[0-9]),(?P<month>[01][0-9])(?P<year>)(?![\w%₽$€]|[.,:/-]?[0-9]| [0-9]{3})"
)
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
    found = mentions(line, asked)
    for mention in found:
        line.drop(mention.start, mention.end)
    return one_day(found, asked.today) if found else None


def take_comma_day(line: Line, asked: Asked) -> DayReading | None:
    """«25,12»: a phone's keyboard has the comma nearer. Only where the sum is known, for it may be a sum itself."""
    found = line.take(_COMMA)
    return _within(_days(dated, found, asked), asked.today) if found else None


def mentions(line: Line, asked: Asked) -> list[Mention]:
    """Every word for a day, in the order of the line; the line itself stays as it is."""
    seen, found = Line(line.written), []
    seen.left = line.left
    for pattern, meaning in MEANINGS:
        found += [_mention(match, meaning, asked) for match in seen.take_all(pattern)]
    return sorted(found, key=lambda mention: mention.start)


def _mention(match: re.Match[str], meaning: Meaning, asked: Asked) -> Mention:
    return Mention(
        *match.span(),
        days=_days(meaning, match, asked),
        since=bool(match.groupdict().get("since")),
        weekday=weekday_number(match["weekday"]) if match.re is WEEKDAY else None,
        weeks=weeks_ahead(match) if match.re is WEEK_ALONE else None,
    )


def _days(meaning: Meaning, match: re.Match[str], asked: Asked) -> Days:
    try:
        return meaning(match, asked)
    except (ValueError, OverflowError):  # 31.02, or a day beyond the last that there can be
        return ()


def one_day(found: Sequence[Mention], today: date) -> DayReading:
    """Words for one day agree: «пт 27.11» is the 27th. Two that do not agree are asked, three are a mistake."""
    to = [mention.days for mention in _of_one_week(found, today) if not mention.since] or [m.days for m in found]
    if not all(to):
        return DayMistake.NO_SUCH_DAY
    common = set(to[0]).intersection(*to[1:])
    return _within(sorted(common or {day for days in to for day in days}), today)


def _of_one_week(found: Sequence[Mention], today: date) -> Iterable[Mention]:
    """«на след неделе в пн» is one day said in two words."""
    weeks = next((mention.weeks for mention in found if mention.weeks is not None), None)
    if weeks is None or all(mention.weekday is None for mention in found):
        return found
    named = [mention for mention in found if mention.weekday is not None]
    return [_in_week(mention, monday_of(today, weeks)) for mention in named]


def _in_week(mention: Mention, monday: date) -> Mention:
    day = monday + timedelta(days=mention.weekday or 0)
    return Mention(mention.start, mention.end, (day,), mention.since, mention.weekday)


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

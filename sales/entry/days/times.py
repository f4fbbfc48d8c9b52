"""The time of day as people say it: «в 15», «15:00», «в 10 утра», «полтретьего» (SPEC 13)."""

import re
from datetime import date, datetime, time, timedelta
from typing import Final

from sales.core.words import clean
from sales.entry.days.dates import DayMistake, DayReading, take_day
from sales.entry.days.day_words import Asked
from sales.entry.numbers.numerals import COUNTED, ENGLISH_NUMERAL, english_numeral, read_spoken_count
from sales.entry.reading import Line

TIME_TEXT_LIMIT: Final = 60
AFTERNOON_TO: Final = 6
"""«в 3» of a seller's day is 15:00; «в 7» and later is as said."""

_HOURS = "час второго третьего четвертого пятого шестого седьмого восьмого девятого десятого одиннадцатого двенадцатого"
_HALF: Final = {word: number for number, word in enumerate(_HOURS.replace("час", "первого").split())}
_PART = r"(?: ?(?P<part>утра|дня|вечера|ночи|am|pm|a\.m\.|p\.m\.))?"
_PREPOSITION = r"(?:(?:в|во|к|ко|с|at|by) )"
_EXACT = re.compile(rf"(?<![\w.,:/+-]){_PREPOSITION}?(?P<hour>[0-2]?[0-9]):(?P<minute>[0-5][0-9]){_PART}(?![\w:])")
_DOTTED = re.compile(
    rf"(?<!\w)(?:в|at) (?P<hour>[0-2]?[0-9])[.-](?P<minute>[0-5][0-9]){_PART}(?![\w%₽$€]|[.,:/-][0-9])"
)
_DOTTED_ALONE = re.compile(
    rf"(?<![\w.,:/+-])(?P<hour>[0-2]?[0-9])\.(?P<minute>00|1[3-9]|[2-5][0-9]){_PART}(?![\w%₽$€]|[.,:/-]?[0-9])"
)
_HOUR = re.compile(
    rf"(?<!\w)(?:в|at) (?P<hour>[0-2]?[0-9])(?P<minute>)(?: ?(?:час(?:а|ов)?|ч\.?|o'?clock)(?!\w))?{_PART}"
    r"(?![\w%₽$€]|[.,:/-][0-9]|-?(?:х|го|му|е)(?!\w)| ?(?:квартал|тыс|тр\b|т\.|т\b|k\b|к\b|млн|мил|м\b|лям|р\b|р\.|"
    r"руб|долл|"
    r"бакс|евро|юан|[$€])| [0-9])"
)
_PARTED = re.compile(
    rf"(?<![\w.,:/+-])(?<!через )(?<!in ){_PREPOSITION}?(?P<hour>[0-2]?[0-9])(?P<minute>) ?(?:час(?:а|ов)? )?"
    r"(?P<part>утра|дня|вечера|am|pm)(?!\w)"
)
_HALF_PAST = re.compile(rf"(?<!\w)(?:(?:в|к) )?пол(?:овин[уае])?[ -]?(?P<next>{'|'.join(_HALF)}){_PART}(?!\w)")
_HALF_PAST_IN_FIGURES = re.compile(
    rf"(?<!\w)(?:(?:в|к) )?пол(?:овин[уае])? ?-?(?P<next>[1-9]|1[0-2])(?: ?-?(?:го|ого|ьего|"
    rf"его))?{_PART}(?![\w.,:]| ?(?:[кk]|тыс\w*|млн|м|р|руб\w*)(?!\w))"
)
"""«в пол 3го», «пол 12»"""
_ENGLISH_HALF = re.compile(
    rf"(?<!\w)(?:at )?(?P<minute>half|quarter|ten|twenty) (?P<side>past|to) (?P<hour>[0-9]{{1,2}}|"
    rf"{ENGLISH_NUMERAL})(?!\w)"
)
"""«half past three»"""
_ENGLISH_HOUR = re.compile(
    rf"(?<!\w)at (?P<hour>one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
    rf"(?: (?P<minute>thirty|fifteen|forty[- ]five))?(?: ?o'?clock)?{_PART}"
    r"(?=\s*(?:$|[\x1f,.;:!?()–—-]|(?:today|tomorrow|tonight|sharp|on|to|and|with|about|for|mon|tue|wed|thu|fri)(?!\w)|\w+day(?!\w)))"
)
"""«at three», «at ten thirty»; «at two shops» is none."""
_ENGLISH_MINUTES: Final = {"thirty": 30, "fifteen": 15}
_NOON = re.compile(r"(?<!\w)(?:(?:в|к|at) )?(?:полдень|полудню|noon)(?!\w)")
_MINUTES_AND_HOURS = r"(?P<unit>час(?:а|ов|ик|ика)?|мин(?:ут[уыо]?к?[уи]?)?|hours?|minutes?|min)"
_SOME_HOURS = (
    rf"(?:(?P<half>полчаса|полчасика|half an hour)|(?P<quarter>четверть часа)|(?P<sesqui>полтора часа)|"
    rf"(?P<whole>час) с половиной|(?:(?P<count>[0-9]{{1,3}}|{COUNTED}|пару|one|two|three|four|five|ten|fifteen|"
    rf"twenty|thirty) |an? )?{_MINUTES_AND_HOURS}"
    rf"(?: (?P<more>[0-9]{{1,2}}))?)"
)
_DELAY = re.compile(rf"(?<!\w)(?:через|спустя|in) {_SOME_HOURS}(?!\w)")
_LATER = r"(?:по)?(?:позже|позднее)|впер[её]д|дальше|later"
_SOONER = r"(?:по)?раньше|earlier|sooner"
_BY = r"(?:на|by)|(?=[^\x1f,;.]* (?:later|earlier|sooner))"
_HOUR_SHIFT = re.compile(rf"(?<!\w)(?:{_BY}) ?{_SOME_HOURS} (?:{_LATER}|(?P<sooner>{_SOONER}))(?!\w)")
_HOUR_SHIFT_TURNED = re.compile(rf"(?<!\w)(?:{_LATER}|(?P<sooner>{_SOONER})) (?:на|by) {_SOME_HOURS}(?!\w)")
_HOUR_SHIFT_BARE = re.compile(rf"(?<!\w)на (?=пол|четверт|[0-9]+ мин){_SOME_HOURS}(?!\w)")
"""«сдвинь на полчаса»; «на час» and «на 2 часа» may be the hour itself."""
_DELAY_ABOUT = re.compile(rf"(?<!\w){_MINUTES_AND_HOURS} (?:через|так через) (?P<count>[0-9]{{1,3}}|{COUNTED})(?!\w)")
_DELAYS: Final = {"half": 30, "quarter": 15, "sesqui": 90, "whole": 90}
"""Minutes."""

_CLOCK = (_EXACT, _DOTTED, _PARTED, _HOUR)
_BARE = re.compile(r"(?P<hour>[0-2]?[0-9])(?:[:.\- ]?(?P<minute>[0-5][0-9]))?(?P<part>)")
_HOURS_OF_DAY: Final = 24
_NOON_HOUR: Final = 12


def read_time(text: str) -> time | None:
    """The whole text as a time of day, for a dialog's step: there «15», «15.30» and «1530» are times too."""
    line = Line(clean(text, TIME_TEXT_LIMIT))
    bare = _BARE.fullmatch(line.left)
    if bare:
        return _time(bare)
    found = take_time(line)
    return found if not re.search(r"\w", line.left) else None


def read_moment(text: str, today: date, now: time | None = None) -> tuple[DayReading | None, time | None]:
    """«завтра в 15», «пн», «15:30», «через час»: the day and the hour of a plan, each where it was said.

    NOT_A_DAY where anything else was said.
    """
    line = Line(clean(text, TIME_TEXT_LIMIT))
    delay = take_delay(line)
    at = take_time(line, dotted=True)
    day = take_day(line, Asked(today))
    if re.search(r"\w", line.left) or (delay, at, day) == (None, None, None):
        return DayMistake.NOT_A_DAY, None
    return (day, at) if delay is None else moment_after(today, now, delay)


def take_time(line: Line, *, dotted: bool = False) -> time | None:
    """The first time of a line, taken out of it. What cannot be a time («в 24 Часа») is left where it stands.

    Dotted: «вт 12.00» is a time too; beside money it would be a sum or a slip.
    """
    for pattern in (*_CLOCK, _DOTTED_ALONE) if dotted else _CLOCK:
        for match in pattern.finditer(line.left):
            found = _time(match)
            if found is not None:
                line.drop(*match.span())
                return found
    half = line.take(_HALF_PAST)
    if half:
        return _half_past(_HALF[half["next"]], half["part"])
    half = line.take(_HALF_PAST_IN_FIGURES)
    if half:
        return _half_past(int(half["next"]) - 1, half["part"])
    english = line.take(_ENGLISH_HALF)
    if english:
        return _past_or_to(english)
    spelled = line.take(_ENGLISH_HOUR)
    if spelled:
        minute = _ENGLISH_MINUTES.get(spelled["minute"], 45) if spelled["minute"] else 0
        return _of_day(english_numeral(spelled["hour"]) or 0, minute, spelled["part"])
    return time(_NOON_HOUR) if line.take(_NOON) else None


def _past_or_to(found: re.Match[str]) -> time | None:
    hour = int(found["hour"]) if found["hour"].isdigit() else english_numeral(found["hour"]) or 0
    minute = {"half": 30, "quarter": 15, "ten": 10, "twenty": 20}[found["minute"]]
    before = found["side"] == "to"
    return _of_day(hour - before, 60 - minute if before else minute, None)


def _half_past(hour: int, part: str | None) -> time | None:
    """«полпервого» is half past twelve of the day; at night only where it is said."""
    return _of_day(hour if hour or (part or "")[:1] in {"н", "у"} else _NOON_HOUR, 30, part)


def take_delay(line: Line) -> timedelta | None:
    """«через час», «через 20 минут», taken out of the line."""
    found = line.take(_DELAY) or line.take(_DELAY_ABOUT)
    return None if found is None else _length(found)


def take_hour_shift(line: Line, *, bare: bool) -> timedelta | None:
    """«на час позже», «на полчаса раньше», taken out of the line. `bare`: «сдвинь на полчаса» is later."""
    found = line.take(_HOUR_SHIFT) or line.take(_HOUR_SHIFT_TURNED) or (line.take(_HOUR_SHIFT_BARE) if bare else None)
    if found is None:
        return None
    return -_length(found) if found.groupdict().get("sooner") else _length(found)


def _length(found: re.Match[str]) -> timedelta:
    said = found.groupdict()
    named = next((minutes for name, minutes in _DELAYS.items() if said.get(name)), None)
    if named is not None:
        return timedelta(minutes=named)
    more = said.get("more")
    written = said["count"] or more or "1"
    count = 2 if written == "пару" else english_numeral(written) or read_spoken_count(written)
    return timedelta(hours=count) if found["unit"][0] in "чh" else timedelta(minutes=count)


def moment_after(today: date, now: time | None, delay: timedelta) -> tuple[date, time | None]:
    """The day and the minute after the delay; today and no time where the present one is not known."""
    if now is None:
        return today, None
    then = datetime.combine(today, now) + delay  # wall clock on both sides: a delay of hours, shown in minutes
    return then.date(), then.time().replace(second=0, microsecond=0)


def _time(match: re.Match[str]) -> time | None:
    written = match["hour"]
    return _of_day(int(written), int(match["minute"] or 0), "утра" if written[0] == "0" else match["part"])


def _of_day(hour: int, minute: int, part: str | None) -> time | None:
    if hour >= _HOURS_OF_DAY:
        return None
    late = (part or "")[:1] in {"д", "в", "p"}
    if hour < _NOON_HOUR and (late or (not part and 0 < hour <= AFTERNOON_TO)):
        hour += _NOON_HOUR
    return time(hour, minute)

"""The hours of a day that a line names: the clock in words («в три», «на одиннадцать») and the parts of a day.

A part («после обеда») is no hour: it is asked which one, and the likely ones are offered.
"""

import re
from dataclasses import dataclass
from datetime import time
from typing import Final

from sales.entry.days.dates import mentions
from sales.entry.days.day_words import Asked
from sales.entry.days.times import take_time
from sales.entry.numbers.numerals import VALUES
from sales.entry.reading import Line, words

AFTERNOON_TO: Final = 7
"""Below it «в три» of a seller's day is 15:00; «в семь» and later is as said."""


@dataclass(frozen=True, slots=True)
class Hours:
    """From … to: «после обеда» is 14:00 to 17:00."""

    first: time
    last: time
    written: str = ""


_FORMS = (
    "два три четыре пять шесть семь восемь девять десять одиннадцать двенадцать",
    "двух трех четырех пяти шести семи восьми девяти десяти одиннадцати двенадцати",
    "двум трем четырем",
    "двумя тремя четырьмя пятью шестью семью восемью девятью десятью",
)
_LATE = "тринадцать четырнадцать пятнадцать шестнадцать семнадцать восемнадцать девятнадцать двадцать"
_HOUR_WORDS: Final[dict[str, int]] = {
    **{word: hour for form in _FORMS for hour, word in enumerate(form.split(), 2)},
    **{word: VALUES[word] for word in _LATE.split()},
    **dict.fromkeys(("час", "часу", "часа"), 1),
}
_HOUR = "(?:" + "|".join(sorted(_HOUR_WORDS, key=len, reverse=True)) + ")"
_NUMBER = r"(?:[01]?[0-9]|2[0-3])"
_MINUTE_WORDS: Final = {"пятнадцать": 15, "двадцать": 20, "тридцать": 30, "сорок": 40, "сорок пять": 45, "ноль ноль": 0}
_MINUTES = "(?:" + "|".join(sorted(_MINUTE_WORDS, key=len, reverse=True)) + ")"
_PART = r"(?: (?P<part>утра|дня|вечера|ночи))?"
_AT = r"(?:(?:в|во|на|к|ко|часа? в|часов в|около|at) )"
_NO_UNIT = (
    r"(?![\w%₽$€]|-?(?:го|му|ого|ому|е|х)(?!\w)|[.,:/-][0-9]| ?(?:тыс|тр\b|т\.|т\b|k\b|к\b|млн|мил|м\b|лям|р\b|"
    r"р\.|руб|долл|бакс|евро|юан|[$€])"
    r"| [0-9]| (?:позже|позднее|раньше|вперед|дн|день|недел|нед\b|месяц|мес\b|год|лет|квартал|числ|процент|штук|шт\b|"
    r"человек|раз|платеж|транш|част|этап|при[её]м|заход|счет|платеж|транш|част|этап|приём|прием|заход|счет|янв|"
    r"фев|мар|апр|"
    r"ма[йя]|июн|июл|авг|сен|окт|ноя|дек))"
)
_IN_WORDS = re.compile(
    rf"(?<!\w)(?!на {_HOUR} дня){_AT}(?P<hour>{_HOUR})(?: час(?:а|ов|"
    rf"ам)?)?(?: (?P<minute>{_MINUTES})(?: минут)?)?{_PART}(?:{_NO_UNIT}|(?= ко? [а-я]{{3}}))"
)
_PARTED = re.compile(
    rf"(?<!\w)(?<!через )(?<!за )(?P<hour>{_HOUR})(?: час(?:а|ов|ам)?)? (?P<part>утра|дня|вечера){_NO_UNIT}"
)
_IN_FIGURES = re.compile(
    rf"(?<!\w)(?:на|к|ко|часа? в|часов в|часикам к|часам к|около) (?P<hour>{_NUMBER})(?:(?P<spell> ?час(?:а|ов|"
    rf"ам|у)?| ?ч\.?(?!\w)))?"
    rf"{_PART}(?!-?[гоме]{{1,3}}(?!\w)){_NO_UNIT}"
)
_BARE_CLOCK = re.compile(
    rf"(?<![\w.,№#/-])(?<![№#] )(?P<hour>0[89]|1[0-9]|2[01])[ -]?(?P<minute>00|15|30|45){_NO_UNIT}"
)
_PARTED_CLOCK = re.compile(
    rf"(?<![\w.,№#/-])(?<![№#] )(?P<hour>0?[89]|1[0-9]|2[01])-(?P<minute>00|(?:15|30|45)(?=[ .!]*$)){_NO_UNIT}"
)
"""«10-15 коробок» are none."""
_SPACED = re.compile(rf"(?<!\w)(?:в|на|к|at) (?P<hour>{_NUMBER}) (?P<minute>[0-5][05]){_NO_UNIT}")
_HOURS_OF = (
    "первого второго третьего четвертого пятого шестого седьмого восьмого девятого десятого одиннадцатого двенадцатого"
)
_NEXT: Final = {word: number for number, word in enumerate(_HOURS_OF.split())}
_QUARTER = re.compile(rf"(?<!\w)(?:в )?четверть (?P<next>{'|'.join(_NEXT)})(?!\w)")
_TO = re.compile(
    rf"(?<!\w)(?:в )?без (?P<minute>четверти|пяти|десяти|пятнадцати|двадцати) (?P<hour>{_HOUR}){_PART}(?!\w)"
)
_LESS: Final = {"четверти": 15, "пяти": 5, "десяти": 10, "пятнадцати": 15, "двадцати": 20}
_BETWEEN = re.compile(
    rf"(?<![\w.,/:-])(?:(?:с|между|в|к|на|from|between) )?(?P<first>{_NUMBER}|"
    rf"{_HOUR})(?::(?P<m1>[0-5][0-9]))?(?: час(?:ов|а)?)?"
    rf"(?:(?: до | и | или | to | and | or )|(?P<dash> ?[-–—] ?))(?P<last>{_NUMBER}|{_HOUR})(?::(?P<m2>[0-5][0-9]))?"
    rf"(?P<spell> ?час(?:ов|а)?| ?ч\.?(?!\w))?{_PART}{_NO_UNIT}"
)
_AFTER = re.compile(
    rf"(?<!\w)(?:после|не раньше|after) (?P<hour>{_HOUR}|{_NUMBER})(?::(?P<minute>[0-5][0-9]))?(?: час(?:ов|"
    rf"а)?)?{_PART}{_NO_UNIT}"
)
_BEFORE = re.compile(
    rf"(?<!\w)(?:до|before) (?:(?P<hour>{_HOUR}(?= час| утра| дня| вечера|$| *[\x1f,;.])|{_NUMBER}(?=:|"
    rf" час| утра| дня| вечера))(?::(?P<minute>[0-5][0-9]))?"
    rf"(?: час(?:ов|а))?){_PART}{_NO_UNIT}"
)
_PARTS: Final = (
    (
        words(
            (
                r"(?:сразу )?после обед[ау]|во второй половине(?: дня)?|пополудни|после полудня|(?:in the|"
                r"this) afternoon|"
                r"after lunch|afternoon"
            )
        ),
        (14, 17),
    ),
    (words(r"до обед[ау]|в первой половине(?: дня)?|до полудня|before (?:lunch|noon)"), (10, 13)),
    (
        words(r"(?:ближе )?к обед[у]|в обед(?:енное время|енный перерыв)?|в обеденное время|обедом|at lunch(?:time)?"),
        (12, 15),
    ),
    (words(r"ближе к вечеру|под вечер|(?:к|до) вечер[уа]|ближе к концу дня"), (16, 19)),
    (words(r"вечером|ввечеру|в вечернее время|этим вечером|вечерком|(?:in the |this )?evening|tonight"), (17, 20)),
    (words(r"в конце(?: рабочего)? дня|под конец(?: рабочего)? дня|к концу(?: рабочего)? дня|в конец дня"), (16, 19)),
    (
        words(
            r"с утра(?: пораньше)?|(?:рано |ранним )?утром|утречком|по утру|поутру|в первую очередь утром|"
            r"к утру|(?:in the |this )?morning"
        ),
        (9, 12),
    ),
    (words(r"ночью|поздно вечером|at night"), (20, 23)),
    (words(r"дн[её]м|среди дня|в середине дня|в дневное время"), (12, 17)),
    (words(r"в течени[еи](?: рабочего)? дня|в рабочее время|в любое время|за день|during the day"), (10, 18)),
)
_OF_DATE = r"(?! (?:недел|месяц|год|квартал|янв|фев|мар|апр|ма[йя]|июн|июл|авг|сен|окт|ноя|дек))"
_PARTS_COMPILED: Final = tuple((re.compile(pattern + _OF_DATE), hours) for pattern, hours in _PARTS)


_BEFORE_HOUR: Final = re.compile(
    rf"(?:(?<=сегодня )|(?<=завтра )|(?<=\x1f ))(?:до|к) (?P<hour>[89]|1[0-9]|20)(?P<minute>)(?P<part>){_NO_UNIT}"
)
"""«сегодня до 12»: beside a day it is no date."""
_BEFORE_PLAN: Final = re.compile(_BEFORE_HOUR.pattern.replace("(?:до|к) ", "до "))
"""«завтра к 12» is an hour of a visit."""


def take_hour(line: Line, *, figures: bool = True) -> time | None:
    """The hour that is named in words, or of a plan in figures after «на» and «к»; taken out of the line."""
    for pattern in (_TO, _QUARTER, _IN_WORDS, _PARTED, *((_SPACED, _IN_FIGURES) if figures else ())):
        for match in pattern.finditer(line.left):
            found = _hour(match)
            if found is not None:
                line.drop(*match.span())
                return found
    return None


_FROM = re.compile(
    rf"(?<!\w)со? (?P<hour>{_HOUR}|{_NUMBER}(?=:))(?::(?P<minute>[0-5][0-9]))?(?: час(?:ов|а)?)?{_PART}"
    rf"(?= на (?:{_HOUR}|{_NUMBER}(?![0-9.]))(?:[:]?[0-9]{{2}})?(?: час(?:ов|а)?)?(?: утра| дня| вечера)?{_NO_UNIT})"
)


def take_hour_moved(line: Line) -> time | None:
    """«с двух на четыре»: the hour that stands."""
    found = line.take(_FROM)
    return time(_value(found["hour"], found["part"]), int(found["minute"] or 0)) if found is not None else None


_COUNTED = re.compile(r"(?<![\w.,:])(?<!через )(?<!за )(?P<hour>[01]?[0-9]|2[0-3]) ?(?:час(?:а|ов)?|ч\.?)(?!\w)")


def take_counted_hour(line: Line) -> time | None:
    """«16 часов»: said of what stands, it is no span of time."""
    found = line.take(_COUNTED)
    return take_time(Line(f"в {found['hour']}")) if found is not None else None


def take_bare_clock(line: Line, *, parted: bool = False) -> time | None:
    """«встреча завтра 1500»: four digits beside a visit are its hour; `parted`: «15-00» alone, beside a call."""
    found = line.take(_PARTED_CLOCK if parted else _BARE_CLOCK)
    return time(int(found["hour"]), int(found["minute"])) if found else None


def take_hours(line: Line) -> Hours | None:
    """A span of hours: «с двух до четырёх», «после обеда», «вечером»; taken out of the line."""
    return take_hours_between(line) or _lasting(line) or _read_open_ended(line) or take_part_of_day(line)


def _lasting(line: Line) -> Hours | None:
    found = line.take(_LASTING)
    if found is None:
        return None
    hour = _value(found["hour"], None)
    return Hours(time(hour), time(hour + 2))


_LASTING: Final = re.compile(
    r"(?<!\w)(?<!через )(?<!за )(?<!в )(?<!к )(?<!до )(?<!с )(?<!около )(?<!после )(?<!по )(?<!часа в )"
    r"(?:на )?(?P<hour>[1-4]|два|три|четыре|час) час(?:а|ов|ик\w*)?(?! дня| утра| вечера)(?!\w)"
)
"""«на 2 часа»: at two, or for two hours?"""


_SAME_TIME: Final = re.compile(
    r"(?<!\w)(?:примерно |где-то |около )?в (?P<which>это|то)(?: же)?(?: самое)? время(?!\w)|"
    r"(?<!\w)(?:at )?(?:the )?same time"
)


def take_same_time(line: Line, now: time | None) -> time | Hours | None:
    """«завтра в это же время»: at the present minute; «в то же время»: asked, unless something else stands."""
    found = line.take(_SAME_TIME)
    if found is None:
        return None
    if found["which"] == "это" and now is not None:
        return now.replace(second=0, microsecond=0)
    return Hours(time(9), time(18), line.written[slice(*found.span())])


def take_part_of_day(line: Line) -> Hours | None:
    """«после обеда», «вечером», taken out of the line."""
    for pattern, (first, last) in _PARTS_COMPILED:
        found = line.take(pattern)
        if found:
            return Hours(time(first), time(last), line.written[found.start() : found.end()])
    return None


def take_bound_hour(line: Line) -> Hours | None:
    """«завтра до 12»: money is there by noon."""
    found = line.take(_BEFORE_HOUR)
    return None if found is None else Hours(time(8), time(int(found["hour"])), line.written[slice(*found.span())])


def take_hours_between(line: Line) -> Hours | None:
    """«с двух до четырёх», «10-12», taken out of the line."""
    for match in _BETWEEN.finditer(line.left):
        spoken = (
            match[0].startswith(("с ", "между ", "в ", "к ", "from ", "between "))
            or match["spell"]
            or match["part"]
            or match["m1"]
        )
        first, last = _value(match["first"], match["part"]), _value(match["last"], match["part"])
        at_work = first >= 8 and last <= 21 and match["first"].isdigit()  # noqa: PLR2004
        minutes = match["last"] in {"00", "15", "30", "45"} and last != first + 1
        clock = match["dash"] and minutes  # «в 16-00»
        if (spoken or at_work) and not clock and first < last < 24:  # noqa: PLR2004
            line.drop(*match.span())
            return Hours(time(first, int(match["m1"] or 0)), time(last, int(match["m2"] or 0)))
    return None


def _read_open_ended(line: Line) -> Hours | None:
    later = line.take(_AFTER)
    if later:
        hour = _value(later["hour"], later["part"])
        return Hours(time(hour, int(later["minute"] or 0)), time(min(hour + 3, 21)))
    sooner = line.take(_BEFORE) or line.take(_BEFORE_PLAN)
    if sooner:
        hour = _value(sooner["hour"], sooner["part"])
        return Hours(time(max(hour - 3, 8)), time(hour, int(sooner["minute"] or 0)))
    return None


def _hour(match: re.Match[str]) -> time | None:
    said = match.groupdict()
    if "next" in said:
        return time(_afternoon(_NEXT[match["next"]], None), 15)
    if match.re is _TO:
        hour = _value(match["hour"], said.get("part"))
        return time(hour - 1, 60 - _LESS[match["minute"]])
    minute = said.get("minute") or "0"
    return time(
        _value(match["hour"], said.get("part")), _MINUTE_WORDS[minute] if minute in _MINUTE_WORDS else int(minute)
    )


def _value(said: str, part: str | None) -> int:
    return _afternoon(int(said) if said[0] in "0123456789" else _HOUR_WORDS[said], part)


def _afternoon(hour: int, part: str | None) -> int:
    late = (part or "")[:1] in {"д", "в"}
    return hour + 12 if hour < 12 and (late or (not part and 0 < hour < AFTERNOON_TO)) else hour  # noqa: PLR2004


_BEHIND: Final = re.compile(r" (?P<hour>9|1[0-9]|20)(?= *(?:$|[,;.!]))")


def take_hour_behind_weekday(line: Line, asked: Asked) -> time | None:
    """«встреча Гермес чт 10», where the tenth is no Thursday."""
    for day in mentions(line, asked):
        found = _BEHIND.match(line.left, day.end) if day.weekday is not None else None
        if found is not None:
            line.drop(found.start("hour"), found.end("hour"))
            return time(int(found["hour"]))
    return None

"""The words for days, one pattern and one meaning each. A meaning gives the days it may be: none, one, or two."""

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, TypeAlias

from sales.entry.numerals import VALUES, WORD

RECENT: Final = timedelta(days=60)
"""A date without a year lies behind when it is not farther back than this (SPEC 13)."""

WEEK: Final = 7
FRIDAY: Final = 4
DECEMBER: Final = 12

Days: TypeAlias = tuple[date, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a word for a day depends on beside itself."""

    today: date
    behind: bool = False
    """It has happened: «в среду» is the last one, not the next."""


Meaning: TypeAlias = Callable[[re.Match[str], Asked], Days]

_MONTHS = ("янв", "фев", "мар", "апр", "ма", "июн", "июл", "авг", "сен", "окт", "ноя", "дек")
_MONTHS_EN = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<month>янв(?:ар[яь])?|фев(?:рал[яь])?|марта?|апр(?:ел[яь])?|ма[яй]|июн[яь]?|июл[яь]?|авг(?:уста?)?|сен(?:т(?:ябр[яь])?)?|"
    r"окт(?:ябр[яь])?|ноя(?:бр[яь])?|дек(?:абр[яь])?|jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|"
    r"aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_WEEKDAYS: Final = (
    r"пн|понд?|понедельник(?:а|у|ом|е)?|mon(?:day)?",
    r"вт|вторник(?:а|у|ом|е)?|tue(?:s(?:day)?)?",
    r"ср|сред[аеуы]|wed(?:nesday)?",
    r"чт|чет|четв|четверг(?:а|у|ом|е)?|thu(?:rs(?:day)?)?",
    r"пт|пят|пятниц[аеуы]|fri(?:day)?",
    r"сб|суб|суббот[аеуы]|sat(?:urday)?",
    r"вс|вск|воскр|воскресень[еяю]|sun(?:day)?",
)
_WEEKDAY = "(?P<weekday>" + "|".join(_WEEKDAYS) + r")\.?"
_WHICH = (
    r"(?:(?P<next>след(?:ующ(?:ий|ую|ей|его|ему|ая|ее))?\.?|будущ(?:ий|ую|ей)|next)|(?P<this>эт(?:от|у|а|о|ой|ого|ом)|this)|"
    r"(?P<last>прошл(?:ый|ую|ой|ая|ое|ого)|last|past)|ближайш(?:ий|ую|ая|ее|ей|его))"
)
_COUNT = rf"(?P<count>[0-9]{{1,4}}|{WORD}|пару|a|an)"
_NOT_MONEY = (
    r"(?![\w%₽$€]| ?(?:тыс|тр\b|т\.|т\b|k\b|млн|мил|м\b|лям|кк\b|р\b|р\.|руб|долл|бакс|евро|юан|[$€₽%]|шт)"
    r"|[.,:/-]?[0-9]| [0-9]{3}(?![0-9]))"
)
_AT_START = r"(?<![\w.,/:+-])"
_TH = r"(?:-?(?:го|му|ое|е|st|nd|rd|th))"
_YEAR = r"(?P<year>20[0-9]{2}|[0-9]{2})"


def _in_words(match: re.Match[str], asked: Asked) -> Days:
    return (asked.today + timedelta(days=_NAMED[match["named"]]),)


def _plus(match: re.Match[str], asked: Asked) -> Days:
    return (asked.today + timedelta(days=int(match["plus"])),)


def _after(match: re.Match[str], asked: Asked) -> Days:
    """«через 3 дня», «через неделю», «через пару дней» (two or three)."""
    said = match["count"] or "1"
    count = int(said) if said[0] in "0123456789" else VALUES.get(said, 1)
    counts = (2, 3) if said == "пару" else (count,)
    return tuple(_ahead(asked.today, one, match["unit"][0]) for one in counts)


def _ahead(today: date, count: int, unit: str) -> date:
    if unit in "мm":
        return _in_months(today, count)
    return today + timedelta(days=count * (WEEK if unit in "нw" else 1))


def _in_months(today: date, count: int) -> date:
    years, month = divmod(today.month - 1 + count, DECEMBER)
    year = today.year + years
    return date(year, month + 1, min(today.day, monthrange(year, month + 1)[1]))


def dated(match: re.Match[str], asked: Asked) -> Days:
    """«25.12», «25.12.26», «25 декабря», «dec 25»."""
    month = match["month"]
    number = int(month) if month[0] in "0123456789" else _month_number(month)
    year = match["year"]
    if not year:
        return _nearest(int(match["day"]), number, asked.today)
    return (date(int(year) + (2000 if len(year) == 2 else 0), number, int(match["day"])),)  # noqa: PLR2004


def _month_number(name: str) -> int:
    short = name[:3] if name[:2] != "ма" or name[:3] == "мар" else "ма"
    return (_MONTHS if short in _MONTHS else _MONTHS_EN).index(short) + 1


def _nearest(day: int, month: int, today: date) -> Days:
    """Behind if it lies within the last 60 days, otherwise the next such date; 29.02 may be years away."""
    for year in range(today.year - 1, today.year + 9):
        if month <= DECEMBER and day <= monthrange(year, month)[1]:
            found = date(year, month, day)
            if found >= today - RECENT:
                return (found,)
    return ()


def of_month(match: re.Match[str], asked: Asked) -> Days:
    """«25 числа», «до 25»: the nearest month that has such a day."""
    day, step = int(match["day"]), -1 if asked.behind else 1
    for months in range(12):
        first = _in_months(asked.today.replace(day=1), step * months)
        if 0 < day <= monthrange(first.year, first.month)[1]:
            found = first.replace(day=day)
            if (found <= asked.today) if asked.behind else (found >= asked.today):
                return (found,)
    return ()


def monday_of(today: date, weeks: int = 0) -> date:
    return today + timedelta(days=WEEK * weeks - today.weekday())


def weekday_number(name: str) -> int:
    return next(number for number, names in enumerate(_WEEKDAYS) if re.fullmatch(names, name))


def weeks_ahead(match: re.Match[str]) -> int:
    return 1 if match["next"] else -1 if match["last"] else 0


def _weekday(match: re.Match[str], asked: Asked) -> Days:
    """The coming one, or the last one where it has happened; the day's own name may mean today or a week from now."""
    number = weekday_number(match["weekday"])
    back = (asked.today.weekday() - number) % WEEK
    if match["next"] or match["this"]:
        return (monday_of(asked.today, weeks_ahead(match)) + timedelta(days=number),)
    if match["last"]:
        return (asked.today - timedelta(days=back or WEEK),)
    if asked.behind:
        return (asked.today - timedelta(days=back),)
    ahead = asked.today + timedelta(days=(WEEK - back) % WEEK)
    return (ahead,) if back else (ahead, ahead + timedelta(days=WEEK))


def _week(match: re.Match[str], asked: Asked) -> Days:
    """A week alone is no day: its first and its last workday are offered."""
    monday = monday_of(asked.today, weeks_ahead(match))
    friday = monday + timedelta(days=FRIDAY)
    first = max(monday, asked.today) if match["this"] else monday
    return (first, friday) if first < friday else (first,)


def _edge(match: re.Match[str], asked: Asked) -> Days:
    """«конец месяца», «в начале недели», «до конца года». An edge that has passed is the next one."""
    edge, ahead = match["edge"][0], 1 if match["next"] else 0
    found = _edge_of(match["period"][0], edge, asked.today, ahead)
    return (found if found >= asked.today or ahead else _edge_of(match["period"][0], edge, asked.today, 1),)


def _edge_of(period: str, edge: str, today: date, ahead: int) -> date:
    if period in "нw":
        return monday_of(today, ahead) + timedelta(days={"н": 0, "b": 0, "с": 2, "m": 2}.get(edge, FRIDAY))
    if period in "дd":
        return today + timedelta(days=ahead)
    months = {"м": 1, "m": 1, "к": 3, "q": 3}.get(period, DECEMBER)
    start = _in_months(today.replace(day=1), ahead * months - (today.month - 1) % months)
    if edge in "нb":
        return start
    if edge in "сm" and months == 1:
        return start.replace(day=15)
    return _in_months(start, months) - timedelta(days=1)


_NAMED: Final = {
    "позавчера": -2, "вчера": -1, "yesterday": -1, "сегодня": 0, "сёдня": 0, "седня": 0, "today": 0, "завтра": 1,
    "tomorrow": 1, "tmrw": 1, "послезавтра": 2, "после завтра": 2, "the day after tomorrow": 2, "day after tomorrow": 2,
}  # fmt: skip
_EDGE = r"(?P<edge>кон[еи]?ц(?:а|у|е|ом)?|начал[аоу]|начале|середин[аеуы]|end|beginning|middle)"
_PERIOD = r"(?P<period>недел[ия]|нед|месяца?|мес|квартала?|года|дня|week|month|quarter|year|day)"
_PREPOSITION = r"(?:(?P<since>со?|from|since) |(?:до|ко?|на|во?|не позднее|by|on|until|till|before|at) )?"


def _pattern(body: str) -> re.Pattern[str]:
    return re.compile(_AT_START + _PREPOSITION + _AT_START + body)


WEEKDAY: Final = _pattern(rf"(?:{_WHICH} )?{_WEEKDAY}(?!\w)")
WEEK_ALONE: Final = _pattern(rf"{_WHICH} (?:недел[еюия]|нед\.?|week)(?!\w)")
_UNIT = r"(?P<unit>день|дня|дней|дн|недел[юиь]|нед|месяц(?:а|ев)?|мес|days?|weeks?|months?)"
_OF_YEAR = r"(?: ?г(?:ода|\.)?)?"
_DAY = r"(?P<day>[0-3]?[0-9])"
MEANINGS: Final[tuple[tuple[re.Pattern[str], Meaning], ...]] = (
    (_pattern(rf"(?:через|in) (?:{_COUNT} )?{_UNIT}(?!\w)"), _after),
    (_pattern("(?P<named>" + "|".join(sorted(_NAMED, key=len, reverse=True)) + r")(?!\w)"), _in_words),
    (_pattern(rf"{_EDGE}(?: of(?: the)?)? (?:{_WHICH} )?{_PERIOD}(?!\w)"), _edge),
    (WEEK_ALONE, _week),
    (_pattern(r"(?P<year>20[0-9]{2})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})(?![\w-])"), dated),
    (_pattern(rf"{_DAY}(?P<dot>[./-])(?P<month>[0-9]{{1,2}})(?P=dot){_YEAR}{_OF_YEAR}{_NOT_MONEY}"), dated),
    (_pattern(rf"{_DAY}[./](?P<month>[0-9]{{2}})(?P<year>)\.?{_NOT_MONEY}"), dated),
    (_pattern(rf"{_DAY}{_TH}? ?(?:of )?{_MONTH}(?: (?P<year>20[0-9]{{2}}))?{_OF_YEAR}(?!\w)"), dated),
    (_pattern(rf"{_MONTH} {_DAY}(?:st|nd|rd|th)?(?:,? (?P<year>20[0-9]{{2}}))?{_NOT_MONEY}"), dated),
    (_pattern(rf"{_DAY}(?:{_TH}(?: числ[ауо])?| числ[ауо])(?!\w)"), of_month),
    (re.compile(_AT_START + rf"(?:до|ко?|by|until|till) {_DAY}{_NOT_MONEY}(?! ?[а-я]*час|-)"), of_month),
    (re.compile(r"(?<!\w)\+ ?(?P<plus>[0-9]{1,2})(?: ?(?:дн(?:я|ей)?|день|days?))?" + _NOT_MONEY), _plus),
    (WEEKDAY, _weekday),
)

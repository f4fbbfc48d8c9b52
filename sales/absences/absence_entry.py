"""An absence in one line: «отпуск 9–13.11», «болею сегодня», «отгул пт», «командировка 1-3.12» (SPEC 14).

Outside the command a line is an absence only where every word of it was understood: a client may be called «Отпуск».
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from sales.absences.absences import AbsenceKind
from sales.core.words import clean
from sales.entry.days.dates import DayChoice, DayMistake, Mention, is_near, mentions, one_day, read_day
from sales.entry.days.day_words import Asked
from sales.entry.numbers.numerals import VALUES, WORD
from sales.entry.reading import TAKEN, Line, words

LIMIT: Final = 120

_KINDS: Final = (
    (words(r"отпуск(?:а|е|ом|у)?", "vacation", "holidays?", "annual leave", "leave"), AbsenceKind.VACATION),
    (
        words(r"боле[юет]+", r"(?:за|при)болел[аи]?", r"больнично?[а-я]*", r"на больничном", "sick(?: leave)?", "ill"),
        AbsenceKind.SICK,
    ),
    (words(r"командировк[а-я]*", r"(?:business )?trip"), AbsenceKind.TRIP),
    (words(r"отгул[а-я]*", "day off"), AbsenceKind.DAY_OFF),
    (words(r"отсутств[а-я]*", r"(?:меня )?не будет", "away", "absent", "off"), AbsenceKind.OTHER),
)
_SAID_BESIDE: Final = re.compile(
    words("я", "у меня", "меня", "буду", "прошу", "хочу", "беру", "возьму", "можно", "на", "в", "во", "и", "с", "по")
    + "|"
    + words(
        "от", "дать", "дайте", "я буду", "i am", "i'm", "on", "for", "a", "the", "from", "my", "please", "пожалуйста"
    )
)
_DASH: Final = r" ?(?:-|–|—) ?| (?:по|до|to|until|till) "
_DAY: Final = r"[0-3]?[0-9]"
_MONTH: Final = r"(?:[./](?P<month{n}>[01]?[0-9])(?:[./](?P<year{n}>20[0-9]{{2}}|[0-9]{{2}}))?)"
_SPAN: Final = re.compile(
    r"(?<![\w.,/:+-])(?:(?:с|со|from) )?"
    rf"(?P<day1>{_DAY}){_MONTH.format(n=1)}?(?:{_DASH})(?P<day2>{_DAY}){_MONTH.format(n=2)}(?![\w.,/:-])"
)
_SPAN_IN_WORDS: Final = re.compile(
    rf"(?<![\w.,/:+-])(?:(?:с|со|from) )?(?P<day1>{_DAY})(?:{_DASH})"
    rf"(?P<last>{_DAY} [а-яa-z]{{3,9}}(?: 20[0-9]{{2}})?)(?!\w)"
)
_SPAN_OF_DAYS: Final = re.compile(
    rf"(?<![\w.,/:+-])(?:с|со|from) (?P<day1>{_DAY}) (?:по|до|to|until|till) (?P<day2>{_DAY})"
    r"(?![\w.,/:-]| [а-яa-z]{3,9}\b)"
)
"""«с 14 по 20»: of this month, or of the next one where that has passed."""
_LASTING: Final = re.compile(
    rf"(?<!\w)(?:на |for )?(?:(?P<count>[0-9]{{1,3}}|{WORD}) )?"
    r"(?<!конца )(?<!конец )(?<!концу )(?<!end of the )(?<!end of )"
    r"(?P<unit>д(?:ень|ня|ней|н)|недел[юиья]|нед|days?|weeks?)(?!\w)"
)
_UNTIL: Final = re.compile(r"(?:до|по|until|till|by|to) ")
_BACK_ON: Final = re.compile(r"(?:до|until|till) (?!кон(?:ца|ец)|(?:the )?end)")
"""«больничный до понедельника»: on Monday the person is back, unless it is «включительно»; but «до конца недели»."""
_INCLUDED: Final = re.compile(r"(?<!\w)(?:включительно|inclusive)(?!\w)")
_TIED: Final = re.compile(r"(?<=[^\W\d])-(?=[^\W\d])")
"""«пн-ср»: nothing else in a line of days has a hyphen between letters."""
_WEEK: Final = 7
_LETTERS: Final = re.compile(r"[^\W_]")


@dataclass(frozen=True, slots=True)
class AbsenceSaid:
    """What a line says. `either`: «пт» said on a Friday; `rest`: what was not understood, a name perhaps."""

    kind: AbsenceKind | None = None
    first: date | None = None
    last: date | None = None
    either: tuple[date, date] | None = None
    mistake: DayMistake | None = None
    rest: str = ""

    @property
    def is_certain(self) -> bool:
        """Kind and days are said, and nothing else."""
        return self.kind is not None and self.first is not None and self.last is not None and not self.rest

    @property
    def is_understood(self) -> bool:
        """An absence in any case, though something of it may have to be asked."""
        return self.kind is not None and not self.rest


@dataclass(frozen=True, slots=True)
class _Days:
    first: date | None = None
    last: date | None = None
    either: tuple[date, date] | None = None
    mistake: DayMistake | None = None


def is_absence_named(text: str) -> bool:
    """Whether a kind of absence is said at all; almost every line says none, and need not be read to its end."""
    return _kind(_line(text)) is not None


def read_absence(text: str, today: date) -> AbsenceSaid:
    """Whatever of an absence the text holds."""
    line = _line(text)
    kind = _kind(line)
    days = _days(line, today)
    if days == _Days() and kind is AbsenceKind.SICK:
        days = _Days(today, today)  # «болею» is said on the morning of that day
    return AbsenceSaid(kind, days.first, days.last, days.either, days.mistake, _rest(line))


def read_days(text: str, today: date) -> AbsenceSaid:
    """The days alone, for a dialog's step: there a bare «25» is a day too."""
    line = _line(text)
    days = _days(line, today)
    if days == _Days():
        days = _of_reading(read_day(text, today))
        return AbsenceSaid(None, days.first, days.last, days.either, days.mistake)
    rest = _rest(line)
    mistake = DayMistake.NOT_A_DAY if rest else days.mistake
    return AbsenceSaid(None, days.first, days.last, days.either, mistake, rest)


def _line(text: str) -> Line:
    return Line(_TIED.sub(" - ", clean(text, LIMIT)))


def _kind(line: Line) -> AbsenceKind | None:
    found = [kind for pattern, kind in _KINDS if line.take(re.compile(pattern))]
    return next((kind for kind in found if kind is not AbsenceKind.OTHER), found[0] if found else None)


def _rest(line: Line) -> str:
    """The words of the line that were neither understood nor said beside."""
    line.take_all(_SAID_BESIDE)
    left = "".join(" " if line.left[at] == TAKEN else char for at, char in enumerate(line.written))
    return " ".join(word for word in left.split() if _LETTERS.search(word))


def _days(line: Line, today: date) -> _Days:
    if (span := line.take(_SPAN)) is not None:
        return _within(_number(span, today), today)
    if (span := line.take(_SPAN_IN_WORDS)) is not None:
        return _within(_in_words(span, today), today)
    if (span := line.take(_SPAN_OF_DAYS)) is not None:
        return _within(_of_days(int(span["day1"]), int(span["day2"]), today), today)
    lasting = line.take(_LASTING)
    found = mentions(line, Asked(today), spans=False)
    until = [each for each in found if _UNTIL.match(line.left[each.start : each.end])]
    included = line.take(_INCLUDED) is not None
    back = not included and any(_BACK_ON.match(line.left[each.start : each.end]) for each in until)
    for each in found:
        line.drop(each.start, each.end)
    if lasting is not None:
        return _lasting(lasting, found, today)
    if len(found) == 1:
        only = _of_reading(one_day(found, today))
        if not until or only.last is None or only.last <= today:
            return only
        return _Days(today, only.last - timedelta(days=1) if back else only.last)
    return _from_to(found, today) if found else _Days()


def _of_reading(said: date | DayChoice | DayMistake) -> _Days:
    match said:
        case date():
            return _Days(said, said)
        case DayChoice(earlier, later):
            return _Days(either=(earlier, later))
        case DayMistake():
            return _Days(mistake=said)


def _from_to(found: list[Mention], today: date) -> _Days:
    """«с пн по ср», «пн-ср»: the second is the first such day that is not before the first one."""
    if len(found) > 2 or not all(each.days for each in found):  # noqa: PLR2004  a first and a last day
        return _Days(mistake=DayMistake.SEVERAL)
    first = found[0].days[0]
    after = [day for day in found[1].days if day >= first]
    week_later = [day + timedelta(days=_WEEK) for day in found[1].days if found[1].weekday is not None]
    last = next(iter(after or week_later), None)
    return _Days(mistake=DayMistake.NO_SUCH_DAY) if last is None else _within((first, last), today)


def _lasting(lasting: re.Match[str], found: list[Mention], today: date) -> _Days:
    """«на 2 недели с понедельника», «болею 3 дня»: from the day that was said, or from today."""
    said = lasting["count"] or "1"
    count = int(said) if said[0] in "0123456789" else VALUES.get(said, 1)
    days = max(1, count * (_WEEK if lasting["unit"][0] in "нw" else 1))
    begins = _of_reading(one_day(found, today)) if found else _Days(today, today)
    if begins.first is None:
        return begins
    return _within((begins.first, begins.first + timedelta(days=days - 1)), today)


def _number(span: re.Match[str], today: date) -> tuple[date, date] | None:
    """«9–13.11»: the month is said once; «28.12–10.01»: over the year's end."""
    try:
        last = _date(span["day2"], span["month2"], span["year2"], today)
        month = span["month1"]
        if month is None:
            return _same_month(int(span["day1"]), last)
        first = _date(span["day1"], month, span["year1"], today)
        if span["year2"] is None and last < first:
            last = last.replace(year=first.year + (last.month < first.month))
    except ValueError:
        return None
    return first, last


def _of_days(first: int, last: int, today: date) -> tuple[date, date] | None:
    """The next such days: «с 28 по 3» ends in the month after."""
    month = today.replace(day=1)
    for _month in range(2):
        after = (month + timedelta(days=31)).replace(day=1)
        try:
            ends = (month if first <= last else after).replace(day=last)
            if ends >= today:
                return month.replace(day=first), ends
        except ValueError:
            return None
        month = after
    return None


def _in_words(span: re.Match[str], today: date) -> tuple[date, date] | None:
    """«с 9 по 13 ноября»"""
    last = read_day(span["last"], today)
    if not isinstance(last, date):
        return None
    try:
        return _same_month(int(span["day1"]), last)
    except ValueError:
        return None


def _same_month(day: int, last: date) -> tuple[date, date]:
    """A first day without its month; a number beyond the last day's is of the month before."""
    if day <= last.day:
        return last.replace(day=day), last
    return (last.replace(day=1) - timedelta(days=1)).replace(day=day), last


def _date(day: str, month: str, year: str | None, today: date) -> date:
    """Raises ValueError."""
    said = read_day(f"{day}.{month}" + (f".{year}" if year else ""), today)
    if not isinstance(said, date):
        raise ValueError(said)  # noqa: TRY004  of the text, not of its type
    return said


def _within(days: tuple[date, date] | None, today: date) -> _Days:
    if days is None:
        return _Days(mistake=DayMistake.NO_SUCH_DAY)
    first, last = min(days), max(days)
    if not (is_near(first, today) and is_near(last, today)):
        return _Days(mistake=DayMistake.OUT_OF_RANGE)
    return _Days(first, last)

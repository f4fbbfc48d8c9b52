"""The words for days, one pattern and one meaning each; day_meanings says what they mean."""

import re
from dataclasses import dataclass
from typing import Final

from sales.entry.days import day_edges
from sales.entry.days import day_meanings as meanings
from sales.entry.days.reckoning import NAMED, WEEKDAYS, Asked, Days, Meaning
from sales.entry.numbers.numerals import COUNTED, ORDINAL, WORD

__all__ = ["DAY_WORDS", "Asked", "DayWord", "Days", "Meaning"]


@dataclass(frozen=True, slots=True)
class DayWord:
    """A way to say a day. `relative`: counted from today, so that its year needs no question."""

    pattern: re.Pattern[str]
    meaning: Meaning
    relative: bool = True
    if_real: bool = False
    """Only where there is such a day: in «встреча пн 11» the number is an hour, in «15 января 95» no year."""


MONTH_NAME: Final = (
    r"янв(?:ар[яье])?|фев(?:р(?:ал[яье])?)?|март[ае]?|мар|апр(?:ел[яье])?|ма[йяе]|июн[яье]?|июл[яье]?|авг(?:уст[ае]?)?|"
    r"сен(?:т(?:ябр[яье])?)?|окт(?:ябр[яье])?|ноя(?:бр[яье])?|дек(?:абр[яье])?|"
    r"jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?"
)
_MONTH = rf"(?P<month>{MONTH_NAME})\.?"
_WEEKDAY_NAME = "|".join(WEEKDAYS)
_WEEKDAY = rf"(?P<weekday>{_WEEKDAY_NAME})\.?"
_WHICH = (
    r"(?:(?P<next>след(?:ующ(?:ий|ую|ей|его|ему|ая|ее|ем))?\.?|будущ(?:ий|ую|ей|его|ем)|next)|"
    r"(?P<this>эт(?:от|у|а|о|ой|ого|ом)|текущ(?:ий|ую|ей|его|ем)|this)|"
    r"(?P<last>минувш(?:ий|ую|ей|его|ем)|прошл(?:ый|ую|ой|ая|ое|ого|ом)|предыдущ(?:ий|ую|ей|его)|last|past)|"
    r"(?P<that>той|ту)|ближайш(?:ий|ую|ая|ее|ей|его|ем))"
)
_COUNT = rf"(?P<count>[0-9]{{1,15}}(?:-[0-9]{{1,3}})?|{COUNTED}-{COUNTED}|{COUNTED}|пару|пара|a couple of)"
_NOT_MONEY = (
    r"(?![\w%₽$€]| ?(?:тыс|тр\b|т\.|т\b|k\b|млн|мил|м\b|лям|кк\b|р\b|р\.|руб|долл|бакс|евро|юан|[$€₽%]|шт)"
    r"|[.,:/-]?[0-9]| [0-9]{3}(?![0-9]))"
)
_AT_START = r"(?<![\w.,/:+-])"
_TH = r"(?: ?-?(?:го|ого|му|ому|ое|е|st|nd|rd|th))"
_YEAR = r"(?P<year>20[0-9]{2}|[0-9]{2})"
_OF_YEAR = r"(?: ?г(?:ода|\.)?(?!\w))?"
_SHORT_YEAR = (
    r"'?(?P<year>[0-9]{2})(?:-?го)?"
    r"(?:(?P<of_year> ?г(?:ода|\.)?(?!\w))|(?= *(?:$|[\x1f,;!?()]|\.(?![0-9])|[-–—])|"
    r" (?:в|во|на|от|к|до|по|у|с|со|за|из|at|from|by)(?!\w)))"
)
"""«15 января 27»"""
_DAY = r"(?P<day>[0-3]?[0-9])"
_NAMED = "|".join(sorted(NAMED, key=len, reverse=True))
_PREPOSITION = (
    r"(?:(?P<since>со?|начиная со?|from|since) |(?P<after>после|позже|after) |"
    r"(?P<deadline>(?:крайний )?(?:срок )?(?:до|не поздн?ее|не позже|край)|(?:ближе )?ко?|максимум(?: до)?|по|by|until|"
    r"till|before) |"
    r"(?:на|во?|не ран(?:ьше|ее)|дат[ау]|срок|срока?|on(?: the)?|at) )?"
)
_UNIT = (
    r"(?P<unit>день|дня|дней|дн|дечек|ден[её]к|деньков|денечек|недел[юиьяе]|недельку|недельки|нед|месяц(?:а|ев|е)?|мес|полгода|год(?:а|у)?|лет|"
    r"days?|weeks?|months?|years?)"
)
_WORK = r"(?:(?P<work>раб(?:оч(?:их|ий|ие))?\.?|банк(?:овск(?:их|ий|ие))?\.?|business|working) )?"
_EDGE = r"(?P<edge>кон[еи]?ц(?:а|у|е|ом)?|начал[аоу]|начале|середин[аеуыо]й?|end|beginning|middle|mid)"
_OF_EDGE = ("month", "next", "that", "last")
"""Which «eom» does not say."""
_FIRST_LAST = (
    r"(?P<edge>последн(?:ий|его|ему|ее)|перв(?:ый|ое)|last|first) (?:(?:раб(?:очий|очего|очему)?\.?|working) )?"
)
_PERIOD = (
    r"(?P<period>недел[ия]|нед|месяца?|мес|квартала?|полугодия|года|(?:раб(?:очего)? )?дня|week|month|quarter|year|day)"
)
_TO = r" ?(?:-|–|—|по|до|to) ?"


def _pattern(body: str) -> re.Pattern[str]:
    return re.compile(_AT_START + _PREPOSITION + _AT_START + body)


def _bare(body: str) -> re.Pattern[str]:
    return re.compile(_AT_START + body)


WEEKDAY: Final = _pattern(rf"(?:{_WHICH} )?{_WEEKDAY}(?!\w)")
WEEK_ALONE: Final = _pattern(rf"{_WHICH} (?:недел[еюия]|недельке|нед\.?|week)(?!\w)")
_SPAN_DAY = r"(?<![0-9])(?:[0-3]?[0-9])"
_LATER_ON = r"(?:позже|позднее|вперед|(?P<sooner>раньше|назад))"
SHIFT: Final = _bare(
    rf"(?:ещ[её] )?(?:на |\+ ?(?=[0-9])|(?=(?:\w+ )?\w+ (?:позже|позднее|раньше)))(?:{_COUNT} ?)?{_UNIT}"
    rf"(?: {_LATER_ON})?(?!\w)"
)
"""«перенос на неделю»: from the day that stands."""
DAY_WORDS: Final[tuple[DayWord, ...]] = (
    DayWord(
        _bare(rf"(?P<span>(?:(?:с|со|from) )?(?:{_NAMED}){_TO}(?P<named>{_NAMED}))(?!\w)"), meanings.find_named_span
    ),
    DayWord(
        _bare(
            rf"(?P<span>(?:(?:с|со|from) )?(?P<weekday1>{_WEEKDAY_NAME})\.?{_TO}(?P<weekday2>{_WEEKDAY_NAME})\.?)(?!\w)"
        ),
        meanings.weekday_span,
    ),
    DayWord(
        _bare(
            rf"(?P<span>(?:(?:с|со|from) )?{_SPAN_DAY}(?:[./][01]?[0-9](?:[./](?:20)?[0-9]{{2}})?|"
            rf" (?:{MONTH_NAME}))?{_TO}"
            rf"{_DAY}(?:[./](?P<month>[01]?[0-9])(?:[./]{_YEAR})?))(?![\w.,/:-])"
        ),
        meanings.span,
        relative=False,
    ),
    DayWord(
        _bare(
            rf"(?P<span>(?:(?:с|со|from) )?{_SPAN_DAY}(?:{_TH}| (?:{MONTH_NAME}))?{_TO}{_DAY}{_TH}? {_MONTH}"
            r"(?: (?P<year>20[0-9]{2}))?)(?!\w)"
        ),
        meanings.span,
        relative=False,
    ),
    DayWord(
        _bare(
            rf"(?P<span>между {_SPAN_DAY}{_TH}? и {_DAY}{_TH}?"
            rf"(?: {_MONTH}(?: (?P<year>20[0-9]{{2}}))?| числ(?:ом|ами)))(?!\w)"
        ),
        meanings.span,
        relative=False,
    ),
    DayWord(
        _bare(rf"(?P<span>(?:в период )?с {_SPAN_DAY}{_TH}? (?:по|до) {_DAY}(?:{_TH}| числ[ао])?){_NOT_MONEY}"),
        meanings.span,
        relative=False,
    ),
    DayWord(
        _bare(rf"(?P<span>{_SPAN_DAY}[-–]{_DAY}(?:{_TH}(?: числ[ауо])?| числ[ауо]))(?!\w)"),
        meanings.span,
        relative=False,
    ),
    DayWord(
        _bare(
            rf"(?P<span>(?P<deadline>в течени[еи]|на протяжении|within)(?: (?:ближайш\w+|"
            rf"эт\w+))? (?:{_COUNT} )?{_UNIT})(?!\w)"
        ),
        meanings.within,
    ),
    DayWord(_bare(rf"(?P<span>(?P<deadline>в ближайшие) {_COUNT} {_UNIT})(?!\w)"), meanings.within),
    DayWord(
        _bare(rf"(?P<span>(?P<deadline>в течени[еи]|within) {_MONTH})(?!\w)"), meanings.within_month, relative=False
    ),
    DayWord(
        _bare(r"(?:через )?(?P<unit>день|недел[юя]|недельк[ау]|месяц)-(?P<high>два|две|три|друг(?:ой|ую))(?!\w)"),
        meanings.one_or_two,
    ),
    DayWord(
        _bare(
            rf"(?:(?P<deadline>до) )?(?P<first>[0-3]?[0-9]) (?:или|либо|or) {_DAY} {_MONTH}"
            r"(?: (?P<year>20[0-9]{2}))?(?!\w)"
        ),
        meanings.either_date,
        relative=False,
    ),
    DayWord(_bare(rf"(?:через|спустя|in) (?:{_COUNT} )?{_WORK}{_UNIT}(?!\w)"), meanings.after),
    DayWord(_bare(rf"(?P<work>)?(?:так )?{_UNIT}(?: эдак| этак| так)? через {_COUNT}(?!\w)"), meanings.after),
    DayWord(
        _bare(
            rf"(?:(?:срок(?: оплаты| платежа)?|отсрочка(?: платежа)?|с отсрочкой|оплата):? )?"
            rf"{_COUNT} (?P<work>раб(?:оч(?:их|ий|ие))?\.?|банк(?:овск(?:их|ий|ие))?\.?|business|working) {_UNIT}(?!\w)"
        ),
        meanings.after,
    ),
    DayWord(
        _bare(rf"(?:отсрочка(?: платежа)?|с отсрочкой):? (?P<work>)?{_COUNT} (?:календарн\w+ )?{_UNIT}(?!\w)"),
        meanings.after,
    ),
    DayWord(_bare(rf"(?:{_COUNT} )?{_UNIT} (?:тому )?(?:назад|ago)(?!\w)"), meanings.ago),
    DayWord(_pattern(rf"(?P<named>{_NAMED})(?!\w)"), meanings.in_words),
    DayWord(
        _bare(r"(?P<deadline>до|к|под|перед) (?:нг|н\.г\.|нов(?:ого|ому|ый|ым) год(?:а|у|ом)?|new year)(?!\w)"),
        meanings.year_end,
    ),
    DayWord(
        _pattern(r"(?P<edge>e)o(?P<period>[mwdqy])(?!\w)" + "".join(f"(?P<{name}>(?!))?" for name in _OF_EDGE)),
        day_edges.edge,
    ),
    DayWord(_pattern(rf"{_EDGE}(?: of(?: the)?)? (?:(?:{_WHICH} )?{_PERIOD}|{_MONTH})(?!\w)"), day_edges.edge),
    DayWord(
        _pattern(
            rf"{_FIRST_LAST}(?:день|дня|дню|число|числа|day)(?: of(?: the)?)? (?:(?:{_WHICH} )?{_PERIOD}|"
            rf"{_MONTH})(?!\w)"
        ),
        day_edges.edge,
    ),
    DayWord(
        _bare(
            rf"(?:в|во|на|до|к|ко)? ?(?P<nth>перв\w{{2,3}}|втор\w{{2,3}}|треть\w{{1,3}}|четверт\w{{2,3}}|"
            rf"последн\w{{2,3}}|first|last) "
            rf"{_WEEKDAY} (?:(?:{_WHICH} )?месяца|{_MONTH}|of the month)(?!\w)"
        ),
        day_edges.nth_weekday,
    ),
    DayWord(WEEK_ALONE, meanings.week),
    DayWord(
        _bare(
            r"(?:(?P<after>после) |(?P<deadline>до|(?:ближе )?к|перед|before|by) |в |на |по )?(?:the )?"
            r"(?:выходн(?:ых|ые|ым|ыми)|вых\.?|weekend)(?!\w)"
        ),
        meanings.weekend,
    ),
    DayWord(
        _pattern(r"(?P<year>20[0-9]{2})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})(?![\w-])"), meanings.dated, relative=False
    ),
    DayWord(
        _pattern(rf"{_DAY}(?P<dot>[./-])(?P<month>[0-9]{{1,2}})(?P=dot){_YEAR}{_OF_YEAR}{_NOT_MONEY}"),
        meanings.dated,
        relative=False,
    ),
    DayWord(
        _pattern(rf"{_DAY}[./](?P<month>(?!00)[0-9]{{2}})(?P<year>)\.?{_NOT_MONEY}"), meanings.dated, relative=False
    ),
    *(
        DayWord(_pattern(f"{named},? {_SHORT_YEAR}"), meanings.dated_short, relative=False, if_real=True)
        for named in (
            rf"(?P<day>[0-3]?[0-9]|{ORDINAL})(?:{_TH})? ?(?:of )?{_MONTH}",
            rf"{_MONTH} {_DAY}(?:st|nd|rd|th)?",
        )
    ),
    DayWord(
        _pattern(rf"{_DAY}{_TH}? ?(?:of )?{_MONTH}(?: (?P<year>20[0-9]{{2}}))?{_OF_YEAR}(?!\w)"),
        meanings.dated,
        relative=False,
    ),
    DayWord(
        _pattern(rf"(?P<day>{ORDINAL}) {_MONTH}(?: (?P<year>20[0-9]{{2}}))?{_OF_YEAR}(?!\w)"),
        meanings.dated,
        relative=False,
    ),
    DayWord(
        _pattern(rf"{_MONTH} {_DAY}(?:st|nd|rd|th)?(?:,? (?P<year>20[0-9]{{2}}))?{_NOT_MONEY}"),
        meanings.dated,
        relative=False,
    ),
    DayWord(
        _pattern(rf"{_WEEKDAY} {_DAY}(?= *(?:$|[\x1f,;.!]))(?![.,][0-9])"),
        meanings.of_weekday,
        relative=False,
        if_real=True,
    ),
    DayWord(
        _pattern(rf"(?P<day>[0-3]?[0-9]|{ORDINAL})(?:{_TH})?(?: числ[ауо])? {_WHICH} (?:месяца|мес\.?|month)(?!\w)"),
        day_edges.of_which_month,
    ),
    DayWord(_pattern(rf"{_DAY}(?:{_TH}(?: числ[ауо])?| числ[ауо])(?!\w)"), meanings.of_month, relative=False),
    DayWord(_pattern(rf"(?P<day>{ORDINAL}) числ[ауо](?!\w)"), meanings.of_month, relative=False),
    DayWord(
        _bare(
            rf"(?:(?P<deadline>до|ко?|не позднее|не позже)|(?P<after>после)|"
            rf"(?P<since>с)|на(?= \w+(?:ое|ье)(?!\w))) (?P<day>{ORDINAL})"
            r"(?= *(?:$|[\x1f,;.!0-9])| (?:жд[ау]т|нет|из-за|так как|по|от))"
        ),
        meanings.of_month,
        relative=False,
    ),
    DayWord(
        _bare(
            rf"(?P<day>{ORDINAL})(?= *(?:$|[\x1f,;.!])| (?:от|у|для|за|по|нал\w*|безнал\w*|утром|"
            rf"дн[её]м|вечером|точно|{WORD})(?!\w))"
        ),
        meanings.of_month,
        relative=False,
    ),
    DayWord(
        _bare(
            rf"(?:(?P<deadline>до|ко?|не позднее|не позже|by|until|till)|(?P<after>после|"
            rf"after)) {_DAY}{_NOT_MONEY}(?! ?[а-я]*час| утра| вечера| дня|-)"
        ),
        meanings.of_month,
        relative=False,
    ),
    DayWord(
        re.compile(r"(?<!\w)\+ ?(?P<plus>[0-9]{1,2})(?: ?(?:дн(?:я|ей)?|день|days?))?" + _NOT_MONEY), meanings.plus
    ),
    DayWord(WEEKDAY, meanings.weekday),
)
SINGLE_DAYS: Final = tuple(word for word in DAY_WORDS if "span" not in word.pattern.groupindex)
"""Without the spans: an absence has a first day and a last one, and reads both."""

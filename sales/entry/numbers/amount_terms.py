"""The numbers in a line that may be money, with their units; sales.entry.amounts says what they mean together."""

import re
from dataclasses import dataclass, replace
from typing import Final

from sales.core.money import LARGEST, ROUBLE, Kopecks
from sales.entry.numbers.numerals import ENGLISH_NUMERAL, NUMERAL, SLANG, SLANG_WORD, english_numeral, numeral

_MOST_DIGITS: Final = len(str(LARGEST)) + 6
SHORTEST: Final = 1000 * ROUBLE
"""A bare number under this may be thousands."""
LIKELY: Final = 20 * ROUBLE
"""«восемьдесят» may be a sum; «три» is rather a part of a name."""
_BEYOND: Final = LARGEST + 1
"""Stands for any sum that is too large: a number of a thousand digits is not multiplied out."""

_K = (
    r"[kк]| (?<![0-9]{4} )(?<![0-9] [0-9]{3} )(?<![0-9][.,'][0-9]{3}[.,'][0-9]{3} )"
    r"(?<!\bв [0-9]{2} )(?<!\bв [0-9] )[kк]"
    # «150 000 к пятнице», «150 к 25.12», «в 11 к Вектору» hold a preposition
    r"(?! (?:[0-9]|пн|пон|вт|ср|чт|чет|пт|пят|сб|суб|вс|вос|конц|нач|серед|утр|обед|вечер|след|этой|той|"
    r"рожд|нг(?!\w)|нов(?:ому|ым)|праздн|выходн|недел|середине|январ|феврал|март|апрел|ма[юя](?!\w)|июн|июл|авг|сент|"
    r"октяб|нояб|декаб|лету|весне|осени|зиме|перв|втор|трет|четв|пято|шест|седьм|восьм|девят|десят|двадц|тридц))"
)
_THOUSAND = (
    rf"{_K}| ?(?:тыс(?:яч[аиу]?)?\.?|тыщ[аиу]?|тыщ\.?|тыр|тысь|тышь?|косар(?:ей|ик(?:а|ов)?|я|ь)|косых|"
    r"кус(?:ков|к[аи]|ок)|штук(?= (?:баксов|рублей|деревянных))|"
    r"т\.? ?р\.?|т\.?|thousand|"
    r"grand(?! (?!(?:from|for|tomorrow|today|yesterday|next|this|last|and|paid|came|due)(?!\w))[^\W\d_]{3}))"
)
_MILLION = r" ?(?:кк|kk|млн\.?|милион(?:а|ов)?|лимон(?:а|ов)?|мил+ион(?:а|ов)?|лям(?:а|ов)?|м|m|mln\.?|mio|million)"
_MILLIARD = r" ?(?:млрд\.?|миллиард(?:а|ов)?|bn|billion)"
_SIGNS = r"[$€£¥₴₸]"
_CODES = r"(?:usd|eur|cny|kzt|byn|uah|aed|gbp)"
_FOREIGN = (
    rf" ?(?:(?:us)?{_SIGNS}|{_CODES}|долл(?:\.|ар(?:ов|ам|а|ы)?)?|бакс(?:ов|ам|а|ы)?|евро|юан(?:ей|ям|я|ь)|тенге|"
    r"гривен|гривн[аы]|дирхам(?:ов|а)?|лир[аы]?|у\.? ?е\.?|бел(?:\.|орусск(?:их|ий|ими))? ?руб(?:\.|л(?:ей|я|ь))?|"
    r"фунт(?:ов|ам|а|ы)?(?: стерлингов)?|dollars?|bucks|euros?|yuan|tenge|quid|pounds?(?: sterling)?|sterling)"
)
FOREIGN_WORD: Final = re.compile(rf"(?<!\w){_FOREIGN}(?!\w)")
_CURRENCY = r"\.? ?(?:руб(?:\.|л(?:ей|я|ь))?|р\.?|₽|rub(?:les?)?|rur|roubles?)"
_DIGITS = (
    r"(?:[0-9]{1,3}(?:[ '’`][0-9]{3})+|[0-9]{4,9})-[0-9]{2}(?![0-9-])|"
    r"[0-9]{1,3}(?:[ '’`][0-9]{3})+(?:[.,][0-9]+)?|[0-9]+(?:[.,][0-9]+)*"
)
_UNIT = rf"(?:{_THOUSAND}|{_MILLION}|{_MILLIARD})"
_AFTER = r"(?!\w| ?%|[-/:.,]?[0-9]|-[а-я])"
_TERM = re.compile(
    rf"(?<!\w)(?<![№#])(?<![№#] )(?<![0-9][-/:.,])(?P<sign>[-−–]|минус )?\+?(?:(?P<before>(?:us)?{_SIGNS}|"
    rf"{_CODES} ) ?)?"
    rf"(?:(?P<digits>{_DIGITS})(?P<more> с половиной)?|(?P<words>{NUMERAL}(?![а-я]))(?P<more_said> с половиной)?|"
    rf"(?P<slang>{SLANG_WORD}(?!\w))|"
    rf"(?P<english>{ENGLISH_NUMERAL})|(?P<sesqui>полтор[аы])"
    r"|(?P<quarter>четверть )(?=миллион|лям|лимон|млн)|(?P<half>пол[- ]?(?=[а-я])|half an? (?=million|thousand|"
    r"billion))|(?P<one>)(?=(?:миллион|лям|лимон|"
    r"тысяч[ау]|тыщ[ау]|косарь|косарик)\b)|an? (?=million|thousand|billion))"
    rf"(?:(?:(?P<thousand>{_THOUSAND})|(?P<million>{_MILLION})|(?P<milliard>{_MILLIARD})){_AFTER})?"
    rf"(?:(?P<foreign>{_FOREIGN})|(?P<currency>{_CURRENCY}){_AFTER})?"
    rf"(?: ?(?P<kopecks>[0-9]{{1,2}}) ?коп(?:\.|е[ей]к[аи]?)?)?{_AFTER}"
)
_ANY_NUMBER = rf"(?:{_DIGITS}|{NUMERAL}|полтор[аы])"
_FROM_TO = re.compile(
    rf"(?<![\w.,])(?P<from>(?:от|from|между|between|минимум|мин\.?|не меньше) )?{_ANY_NUMBER}"
    rf"(?:{_UNIT}(?!\w))?(?:{_CURRENCY}(?!\w))?"
    rf"(?: ?(?:[-–—/]|\.{{2,3}}|…) ?|[ ,(]{{1,3}}(?:(?:а )?может(?: быть)? (?:и )?|а то и |"
    rf"(?:(?:а )?может(?: быть)? )?(?:до|или(?: даже)?|либо|и|максимум|макс\.?|минимум|to|or|and) ))"
    rf"{_ANY_NUMBER}(?P<unit>{_UNIT}(?!\w))?(?P<currency>{_CURRENCY}(?!\w))?(?!\w|[.,/:-]?[0-9]| ?%)"
    r"(?! (?:янв|фев|мар|апр|ма[йя]|июн|июл|авг|сен|окт|ноя|дек|числ))"
)
_IS_DATED = re.compile(r"[0-3][0-9]\.(?:0[1-9]|1[0-2])(?:\.[0-9]{2,4})? ?[-–—] ?[0-9]")
_ENDS = re.compile(rf"([0-9]{{1,6}}) ?[-–—] ?([0-9]{{1,6}}){_UNIT}")
_BOUND = re.compile(
    r"(?<!\w)(?:до|от|не (?:меньше|менее|больше|более)|минимум|максимум|макс\.?|мин\.?|свыше|больше|более|"
    r"меньше|менее|at least|up to|"
    r"over|under) (?=[0-9п])"
)
"""«до 150к», «не меньше 150к»: an end of something, and no sum."""
_TIMES = re.compile(
    rf"(?<![\w.,])[0-9]{{1,3}} ?(?:шт\w*\.?|раза?|платеж\w*|транш\w*|дол\w+|сч[её]т\w*|част\w+|позици\w+|"
    rf"заказ\w*|месяц\w*|недел\w*)? ?(?:по|[xх*×]) ?(?={_ANY_NUMBER}{_UNIT})|"
    rf"{_ANY_NUMBER}{_UNIT} ?[xх*×] ?[0-9]{{1,3}}(?!\w)"
)
"""«2 шт по 75к»: nothing is multiplied here."""
_LESS = re.compile(
    rf"{_ANY_NUMBER}{_UNIT}?{_CURRENCY}? ?(?:минус|плюс|за вычетом|за минусом|"
    rf"[-–+]) ?[0-9]{{1,2}}(?:[.,][0-9])? ?(?:%|процент\w*)"
)
"""«120к минус 10%»: nor is anything taken off."""
_PART_OF = re.compile(
    r"(?<!\w)(?:(?P<percent>[0-9]{1,3}) ?(?:%|процент\w*)|(?P<share>половин[ауы]|треть|четверть|1/[234]|½|half|"
    r"a third))"
    r"(?: (?:аванс|предоплат|постоплат|доплат)\w*)? (?:от|из|of) (?:(?:общей )?(?:сумм|стоимост|цен|договор|"
    r"сч[её]т)\w* )?(?:в )?"
)
_OUT_OF = re.compile(r"(?<!\w)(?:из|out of) |(?<=[0-9kк] )of (?:the )?(?=[0-9])")
_SHARES: Final = {"пол": (1, 2), "тре": (1, 3), "чет": (1, 4), "hal": (1, 2), "a t": (1, 3), "½": (1, 2)} | {
    f"1/{below}": (1, below) for below in (2, 3, 4)
}
_SCALES: Final = {"thousand": 10**3, "million": 10**6, "milliard": 10**9}
_GROUPED = re.compile(r"[0-9]+(?: [0-9]+)+")
_GROUPING = re.compile("[ '’`]")
_OF_TIME = re.compile(r" (?:дн(?:я|ей)|день|недел\w{1,2}|месяц\w{0,2}|лет|минут\w?|раза?)(?!\w)")
"""«3 недели» is no sum"""
_BETWEEN = re.compile(r" (?:и )?")


@dataclass(frozen=True, slots=True)
class Term:
    """A number with its unit, at its place in the line; kopecks is None where the digits make no sum."""

    start: int
    end: int
    kopecks: Kopecks | None
    scale: int
    bare: bool
    """Neither a scale nor a currency was said."""
    decimals: int
    negative: bool
    foreign: bool
    """In another currency than the roubles that are counted in."""
    spoken: bool = False
    """In words."""


def terms(folded: str, *, alone: bool = False) -> list[Term]:
    """The sums in their order. A number word without a unit («Три Кита») counts only where an amount was asked for."""
    found: list[Term] = []
    for match in _TERM.finditer(folded):
        term = _term(match)
        if term.bare and _OF_TIME.match(folded, term.end):
            continue
        if not (_is_meant(match, term, alone=alone) or (found and term.spoken and _continues(found[-1], term, folded))):
            continue
        if found and _continues(found[-1], term, folded):
            found[-1] = _join(found[-1], term)
        else:
            found.append(term)
    return found


def exact_terms(folded: str) -> list[Term]:
    """Those that are sums beyond doubt: with a unit or a currency."""
    return [term for term in terms(folded) if not term.bare]


def _is_meant(match: re.Match[str], term: Term, *, alone: bool) -> bool:
    words = match["words"] or match["english"]
    if words:
        return alone or not term.bare or " " in words or (term.kopecks or 0) >= LIKELY
    return bool(match["digits"] or match["slang"]) or term.scale > 1


def _continues(one: Term, other: Term, folded: str) -> bool:
    """«2 млн 300 тыс», «150 тыс 500 р», «восемьдесят две тысячи триста»."""
    joins = not other.bare or (other.spoken and one.spoken and not one.bare)
    falling = one.scale > other.scale and joins and not other.negative
    return falling and bool(_BETWEEN.fullmatch(folded[one.end : other.start]))


def _join(one: Term, other: Term) -> Term:
    whole = None if one.kopecks is None or other.kopecks is None else one.kopecks + other.kopecks
    foreign = one.foreign or other.foreign
    return replace(one, end=other.end, kopecks=whole, scale=other.scale, foreign=foreign)


def _term(match: re.Match[str]) -> Term:
    scale = next((factor for name, factor in _SCALES.items() if match[name]), 1)
    foreign = bool(match["before"] or match["foreign"])
    bare = scale == 1 and not foreign and not match["currency"] and not match["kopecks"]
    number = _number(match, scaled=scale > 1)
    kopecks = None if number is None else _exact(*number, scale)
    if kopecks is not None and match["kopecks"]:
        kopecks += int(match["kopecks"])
    decimals, negative = number[1] if number else 0, bool(match["sign"])
    spoken = bool(match["words"] or match["english"] or match["sesqui"] or match["half"] or not match["digits"])
    return Term(match.start(), match.end(), kopecks, scale, bare, decimals, negative, foreign, spoken)


def _number(match: re.Match[str], *, scaled: bool) -> tuple[int, int] | None:
    """The digits as a whole number, and how many of them stand behind the comma."""
    if match["digits"]:
        if scaled and _GROUPED.fullmatch(match["digits"]):
            return None  # «150 200к» is two sums, or a slip
        number = _plain(_GROUPING.sub("", match["digits"]), scaled=scaled)
        return (number[0] * 10 + 5, 1) if number and match["more"] and not number[1] else number
    if match["words"]:
        value = numeral(match["words"], wide=not scaled)
        if value is not None and match["more_said"]:
            return value * 10 + 5, 1
        return None if value is None else (value, 0)
    if match["english"]:
        value = english_numeral(match["english"])
        return None if value is None else (value, 0)
    if match["slang"]:
        return SLANG[match["slang"]], 0
    if match["quarter"]:
        return 25, 2
    return (15, 1) if match["sesqui"] else (1, 0) if match["half"] is None else (5, 1)


def _plain(digits: str, *, scaled: bool) -> tuple[int, int] | None:
    """«1.000.000» and «150,000» are grouped; «1,500 млн» and «1,5» are not; «1,2,3» is no number."""
    head, *groups = re.split("[.,-]", digits)
    if len(digits) > _MOST_DIGITS:
        return _BEYOND, 0
    decimal = ""
    if groups and (len(groups[-1]) != 3 or (len(groups) == 1 and (scaled or not 0 < len(head.lstrip("0")) <= 3))):  # noqa: PLR2004
        decimal = groups.pop()
    if any(len(group) != 3 for group in groups) or (groups and len(head) > 3):  # noqa: PLR2004
        return None
    return int(head + "".join(groups) + decimal), len(decimal)


def _exact(number: int, decimals: int, scale: int) -> Kopecks | None:
    """Whole kopecks or nothing: «1,2345 р» is a slip."""
    kopecks, rest = divmod(number * scale * ROUBLE, 10**decimals)
    return None if rest else kopecks


def span_of(folded: str) -> tuple[int, int] | None:
    """Where the line names a sum from … to: «от 100 до 200 тысяч», «100-200к»."""
    for match in _FROM_TO.finditer(folded):
        if match["unit"] and (_IS_DATED.match(match[0]) or _falls(match[0])):
            continue  # «20.12 - 250к» is a day and a sum, «Школа 57 - 5к» a name and a sum
        joined = match["from"] is None and " и " in match[0]
        if (match["unit"] or match["currency"] or match["from"]) and not joined and " or a" not in match[0]:
            return match.span()
    times = _TIMES.search(folded) or _LESS.search(folded)
    if times:
        term = next((term for term in terms(folded) if times.start() <= term.start <= times.end()), None)
        return times.start(), max(times.end(), term.end if term else 0)
    return _bound_of(folded)


def _falls(said: str) -> bool:
    """«57 - 5к»: no span ends below where it begins."""
    ends = _ENDS.fullmatch(said)
    return ends is not None and int(ends[1]) > int(ends[2])


def _bound_of(folded: str) -> tuple[int, int] | None:
    for match in _BOUND.finditer(folded):
        term = next((term for term in terms(folded) if term.start == match.end() and term.scale > 1), None)
        if term is not None:
            return match.start(), term.end
    return None


def part_of(folded: str) -> Term | None:
    """«30% от 600к» is 180 000; None where no part of a sum is named."""
    for match in _PART_OF.finditer(folded):
        whole = next((term for term in terms(folded) if term.start == match.end()), None)
        if whole is None or whole.kopecks is None or whole.foreign:
            continue
        above, below = (int(match["percent"]), 100) if match["percent"] else _SHARES[match["share"][:3]]
        part, rest = divmod(whole.kopecks * above, below)
        short = whole.bare and whole.kopecks < SHORTEST
        return replace(whole, start=match.start(), kopecks=None if rest or short or not part else part, bare=False)
    return None


def whole_of(folded: str) -> tuple[int, int] | None:
    """«50к из 150»: where the line names what the sum is a part of."""
    for match in _OUT_OF.finditer(folded):
        term = next((term for term in terms(folded) if term.start == match.end()), None)
        if term is not None:
            return match.start(), term.end
    return None

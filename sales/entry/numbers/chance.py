"""How likely a payment is, in percents or in words: точно 95, скорее 70, может 40 (SPEC 13)."""

import re
from dataclasses import dataclass
from typing import Final

from sales.entry.numbers.numerals import NUMERAL, numeral
from sales.entry.reading import Line, words

_NOW = r"(?:(?:теперь|сейчас|уже|стал[аио]?|пока|где-то|примерно|около|now) )*"
_BEFORE = (
    rf"(?:(?:с |на )?(?:вероятность\w*|вер-?ть|вер\.|шанс\w{{0,2}}|probability|chances?) {_NOW}(?:в |of )?|"
    r"(?:теперь|сейчас|уже) |на |с )?"
)
_NOT_OFF = r"(?<!минус )(?<!плюс )(?<!вычетом )(?<!минусом )(?<![-+–] )"
"""«120к минус 10%» is a sum to be worked out."""
_PERCENT = re.compile(
    rf"(?<![\w.,-]){_NOT_OFF}{_BEFORE}(?P<percent>[0-9]+) ?(?:%|(?:проц(?:ент(?:а|ов)?)?\.?|pct|percent)(?!\w))"
)
_SPOKEN = re.compile(rf"(?<!\w){_BEFORE}(?P<words>{NUMERAL}) (?:проц(?:ент(?:а|ов)?)?|percent)(?!\w)")
_NAMED = re.compile(
    words(
        r"(?:с )?(?:вероятность\w*|вер-?ть|вер\.|шанс\w{0,2}|probability|chances?)[: ] ?"
        + _NOW
        + r"(?P<percent>[0-9]+)(?![0-9.,]*[^\W_])(?:(?: из| out of) (?P<of>100?)(?![0-9]))?"
    )
)
_NAMED_OF = re.compile(
    r"(?<!\w)(?P<word>(?:вероятность|шанс)\w{0,2}) (?:по|у|для|от) [^0-9,;\x1f]{2,40}? "
    rf"(?P<said>{_NOW}(?P<percent>[0-9]{{1,3}}) ?%?)[ .!]*$"
)
"""«шанс по Маяку теперь 40»"""
_NAMED_IN_WORDS = re.compile(words(rf"(?:с )?(?:вероятность\w*|probability|chance) (?P<words>{NUMERAL})"))
_AFTER_WORD = re.compile(
    words(
        rf"(?:(?:с |на )?вероятность\w* {_NOW})?"
        r"процент(?:ов|а)? (?:(?:на|до) )?(?P<percent>[0-9]{1,3})"
        r"(?![0-9.,]*[^\W_]| ?(?:к|тыс|тыщ|руб|млн|р)(?!\w)| [0-9]{3})"
    )
)
_SPOKEN_AFTER = re.compile(
    rf"(?<!\w)(?:(?:с |на )?вероятность\w* )?(?:процентов|процента)(?: на| до)? (?P<words>{NUMERAL})"
    rf"(?!\w| ?(?:тыс|руб|млн|миллион))"
)
_EVEN = re.compile(
    words("50 ?(?:/|-|на|x|х) ?50", "пятьдесят на пятьдесят", "фифти[- ]фифти", "полтинник на полтинник")
)
_DENIED: Final = (
    (
        re.compile(
            words(
                "вряд ?ли(?: точно)?",
                "врядли",
                "маловероятно",
                "едва ли",
                "шансов мало",
                "скорее(?: всего)? нет",
                "не верится",
                "не верю",
                "сильно сомневаюсь",
                "unlikely",
                "hardly",
            )
        ),
        20,
    ),
    (
        re.compile(
            words(
                (
                    "(?:но |это )?(?:пока )?не (?:точно|факт|наверняка|железно|гарантировано|уверен[аы]?|"
                    "стопудово)(?:,? что)?"
                ),
                "неточно",
                "(?:но |пока )?под вопросом",
                "сомневаюсь",
                "сомнительно",
                "not (?:sure|certain|definite)",
                "no guarantee",
                "без гаранти[ий]",
                "не гарантиру\\w+",
                "не обеща\\w+",
                "если повезет",
                "как получится",
            )
        ),
        40,
    ),
)
"""A negation is never sure, whatever word it denies. «не факт» is read before the verb «факт»."""
_IN_WORDS: Final = (
    (re.compile(words("почти (?:точно|наверняка|уверен[аы]?)", "практически точно", "almost certain(?:ly)?")), 80),
    (
        re.compile(
            words(
                "точняк",
                "точно",
                "наверняка",
                "железно",
                "железобетонно",
                "стопудово",
                "100 ?пудово",
                "сто процентов",
                "гарантированно",
                "гарантировано",
                "гарантиру(?:ют|ет)",
                "(?:я )?уверен[аы]?",
                "без сомнений",
                "обязательно",
                "зуб да\\w+",
                "без вариантов",
                "сто пудов\\w*",
                "к гадалке не ходи",
                "голову на отсечение",
                "definitely",
                "certainly",
                "for sure",
                "sure",
                "guaranteed",
            )
        ),
        95,
    ),
    (re.compile(words("скор(?:ее|ей)(?: всего)?(?: да)?(?:,? чем нет)?", "вероятно", "likely", "probably")), 70),
    (re.compile(words("наверно[е]?", "вроде(?: бы| как)?", "похоже")), 60),
    (
        re.compile(
            words(
                "(?<!не )может быть",
                "(?<!не )может",
                "возможно",
                "мб",
                "м\\.б\\.",
                "maybe",
                "perhaps",
                "might",
                "may(?= pay)",
            )
        ),
        40,
    ),
)
_WHOLE: Final = 100
_EVENLY: Final = 50


@dataclass(frozen=True, slots=True)
class Chance:
    """The percent, or None where more than a hundred was said."""

    percent: int | None


def take_chance(line: Line) -> Chance | None:
    """The probability of a line, taken out of it; figures say more than words."""
    if line.take(_EVEN):
        return Chance(_EVENLY)
    figure = _figure(line)
    denied = [percent for pattern, percent in _DENIED if line.take(pattern)]
    said = [percent for pattern, percent in _IN_WORDS if line.take(pattern)]
    said = denied or said
    return figure or (Chance(said[0]) if said else None)


def _figure(line: Line) -> Chance | None:
    if of_whom := _NAMED_OF.search(line.left):
        for part in ("word", "said"):
            line.drop(*of_whom.span(part))
        return _chance(int(of_whom["percent"]))
    digits = line.take(_PERCENT) or line.take(_NAMED) or line.take(_AFTER_WORD)
    if digits:
        tenths = digits.groupdict().get("of") == "10"  # «шансы 8 из 10»
        return _chance(int(digits["percent"]) * (10 if tenths else 1))
    spoken = line.take(_SPOKEN) or line.take(_SPOKEN_AFTER) or line.take(_NAMED_IN_WORDS)
    return _chance(numeral(spoken["words"])) if spoken else None


def _chance(percent: int | None) -> Chance:
    return Chance(percent if percent is not None and percent <= _WHOLE else None)

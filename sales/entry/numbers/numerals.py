"""Numbers in words, as voice keyboards and people in a hurry write them: «сто пятьдесят», «двести»."""

import re
from typing import Final

_UNITS = "ноль один два три четыре пять шесть семь восемь девять десять одиннадцать двенадцать тринадцать четырнадцать"
_TEENS = "пятнадцать шестнадцать семнадцать восемнадцать девятнадцать"
_TENS = "двадцать тридцать сорок пятьдесят шестьдесят семьдесят восемьдесят девяносто"
_HUNDREDS = "сто двести триста четыреста пятьсот шестьсот семьсот восемьсот девятьсот"

_SPELLED: Final[dict[str, int]] = {
    **{word: value for value, word in enumerate(f"{_UNITS} {_TEENS}".split())},
    **{word: value * 10 for value, word in enumerate(_TENS.split(), 2)},
    **{word: value * 100 for value, word in enumerate(_HUNDREDS.split(), 1)},
    "одна": 1,
    "одну": 1,
    "две": 2,
}
VALUES: Final[dict[str, int]] = {
    **_SPELLED,
    **{re.sub("ь(?=[сд])", "", word): value for word, value in _SPELLED.items()},
    "двесте": 200,
    "одинадцать": 11,
}
"""Also as thumbs spell them: «пятсот», «шестдесят»."""
_CASES = (
    ("два", "двух двум двумя"),
    ("три", "трех трем тремя"),
    ("четыре", "четырех четырем четырьмя"),
    ("пять", "пяти пятью"),
    ("шесть", "шести шестью"),
    ("семь", "семи семью"),
    ("восемь", "восьми восемью восьмью"),
    ("девять", "девяти девятью"),
    ("десять", "десяти десятью"),
    ("сто", "ста"),
)
NOMINATIVE: Final = {form: word for word, forms in _CASES for form in forms.split()}
"""«двумя» is «два», as in the name of «Два Капитана»."""
SLANG: Final = {
    **dict.fromkeys(("червонец", "чирик", "десятка", "десятку", "десяточка", "десяточку"), 10),
    **dict.fromkeys(("пятнашка", "пятнашку", "пятнаха", "пятнаху"), 15),
    **dict.fromkeys(("двадцатка", "двадцатку", "двадцаточка", "двадцаточку", "двадцаха", "двадцаху"), 20),
    **dict.fromkeys(("четвертак", "четвертной"), 25),
    **dict.fromkeys(("тридцатка", "тридцатку", "тридцаточка", "тридцаточку"), 30),
    **dict.fromkeys(("сороковник", "сороковка", "сороковку"), 40),
    **dict.fromkeys(("полтос", "полтоса", "полтинник", "полтинника", "полтинничек", "полташка", "полташку"), 50),
    **dict.fromkeys(("сотка", "сотку", "соточка", "соточку", "сотня", "сотню", "стольник", "стольничек"), 100),
    **dict.fromkeys(("двухсотка", "двухсотку"), 200),
    **dict.fromkeys(("пятихатка", "пятихатку", "пятисотка", "пятисотку"), 500),
}
"""Roubles or thousands, as with any bare number: asked."""
SLANG_WORD: Final = "(?:" + "|".join(sorted(SLANG, key=len, reverse=True)) + ")"
HUNDREDS: Final = tuple(_HUNDREDS.split())
WORD: Final = "(?:" + "|".join(sorted(VALUES, key=len, reverse=True)) + ")"
NUMERAL: Final = rf"{WORD}(?: {WORD})*"
"""A run of number words, of which not every one is a number: «сто пятьсот» is none."""


def numeral(text: str, *, wide: bool = False) -> int | None:
    """0 to 999; None where the words do not add up to one number. `wide`: «тридцать две четыреста» is 32,400."""
    total, room, thousands = 0, 1000, 0
    for value in (VALUES[word] for word in text.split()):
        if wide and value >= room and not thousands and 1 < total < 100 <= value:  # noqa: PLR2004
            total, room, thousands = 0, 1000, total
        if value >= room:
            return None
        total, room = total + value, _room_after(value)
    return thousands * 1000 + total


def _room_after(value: int) -> int:
    """After hundreds less than a hundred can follow, after tens one to nine, after anything else nothing."""
    if value >= 100:  # noqa: PLR2004
        return 100
    return 10 if value >= 20 else 0  # noqa: PLR2004


_ENGLISH = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_ENGLISH_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_ENGLISH_VALUES: Final = {
    **{word: value for value, word in enumerate(_ENGLISH.split())},
    **{word: value * 10 for value, word in enumerate(_ENGLISH_TENS.split(), 2)},
}
_ENGLISH_WORD = "(?:" + "|".join(sorted(_ENGLISH_VALUES, key=len, reverse=True)) + ")"
_TOO_MUCH: Final = 1000
_UNDER_HUNDRED = rf"{_ENGLISH_WORD}(?:[ -]{_ENGLISH_WORD})?"
ENGLISH_NUMERAL: Final = rf"(?:(?:an?|{_ENGLISH_WORD}) hundred(?: (?:and )?{_UNDER_HUNDRED})?|{_UNDER_HUNDRED})(?!\w)"
"""«fifty», «two hundred and fifty»; not every run is a number."""


def english_numeral(text: str) -> int | None:
    """0 to 999; None where the words do not add up to one number."""
    if not text.isascii() or text[:1].isdigit():
        return None
    hundreds, hundred, rest = text.partition(" hundred")
    head = hundreds if hundred else ""
    rest = rest.removeprefix(" ").removeprefix("and ") if hundred else hundreds
    high = _ENGLISH_VALUES.get(head, 1) if hundred else 0
    low = [_ENGLISH_VALUES.get(word, _TOO_MUCH) for word in rest.replace("-", " ").split()]
    if len(low) == 2 and not (low[0] >= 20 and 0 < low[1] < 10):  # noqa: PLR2004
        return None
    return None if high > 9 or sum(low) >= _TOO_MUCH else high * 100 + sum(low)  # noqa: PLR2004


_ORDINALS = (
    "перв втор трет четверт пят шест седьм восьм девят десят одиннадцат двенадцат тринадцат четырнадцат пятнадцат "
    "шестнадцат семнадцат восемнадцат девятнадцат двадцат тридцат"
)
_STEMS: Final = {**{stem: n for n, stem in enumerate(_ORDINALS.split()[:20], 1)}, "тридцат": 30}
ORDINAL: Final = (
    r"(?:(?:двадцать|тридцать) )?(?:"
    + "|".join(sorted(_STEMS, key=len, reverse=True))
    + r")(?:ь?его|ь?ему|ого|ому|ое|ье)"
)
"""«пятого», «двадцать пятому»: the day of a month."""

_GENITIVE = "двух трех четырех пяти шести семи восьми девяти десяти"
_DATIVE = "двум трем четырем"
_INSTRUMENTAL = "двумя тремя четырьмя пятью шестью семью восемью девятью десятью"
FORMS: Final = {
    **{word: count for count, word in enumerate(_GENITIVE.split(), 2)},
    **{word: count for count, word in enumerate(_DATIVE.split(), 2)},
    **{word: count for count, word in enumerate(_INSTRUMENTAL.split(), 2)},
}
_FORMS: Final = {
    **FORMS,
    **dict.fromkeys(("одного", "одной", "недельку", "a", "an"), 1),
}
COUNTED: Final = "(?:" + "|".join(sorted({*VALUES, *_FORMS}, key=len, reverse=True)) + ")"
"""A number word in the cases that counted spans use: «трёх дней», «двум неделям»."""


def ordinal_value(text: str) -> int:
    """1 to 31. Raises ValueError where there is no such day."""
    *tens, last = text.split()
    stem = next(stem for stem in sorted(_STEMS, key=len, reverse=True) if last.startswith(stem))
    value = _STEMS[stem] + (VALUES[tens[0]] if tens else 0)
    if tens and _STEMS[stem] > 9:  # noqa: PLR2004
        raise ValueError(text)
    return value


def read_spoken_count(text: str) -> int:
    """A number in digits or in one word; 1 where the word is none of them."""
    return int(text) if text[0] in "0123456789" else VALUES.get(text, _FORMS.get(text, 1))


_TURNED: Final = re.compile(
    rf"(?<![\w.,])(?<![0-9] )(?P<unit>тыщ|тысяч|штук) (?P<count>[0-9]{{1,3}}|{NUMERAL})"
    r"(?![\w.,]| ?(?:к|тыс|тыщ|руб|р|%)(?!\w))",
    re.IGNORECASE,
)


def turn_back(text: str) -> str:
    """«тыщ тридцать» as «тридцать тыщ», letter for letter as long; «пять тысяч триста» stays."""
    return _TURNED.sub(lambda found: _turn(found, text), text)


def _turn(found: re.Match[str], text: str) -> str:
    before = text[: found.start()].split()
    if before and before[-1].lower() in VALUES:
        return found[0]
    return f"{found['count']} {found['unit']}"

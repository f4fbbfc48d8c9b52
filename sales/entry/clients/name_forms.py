"""The forms a name is compared in. Legal form, quotes and prepositions go; case endings go; Latin meets Cyrillic."""

import re
from functools import lru_cache
from typing import Final

from sales.core.words import clean, fold
from sales.entry.numbers.numerals import WORD

NAME_LIMIT: Final = 120
_SHORT: Final = 3
_LONGEST_FORM: Final = 4

_WORDS = re.compile(r"[^\W_]+")
_LEGAL = re.compile(
    "[опзн]?ао|ооо|ип|нко|ано|тоо|одо|чу?п|[фм]?гуп|муп|общество|ограниченной|ответственностью|"
    "индивидуальный|предприниматель|llc|ltd|inc|gmbh|jsc|plc|corp"
)
_COMPANY = re.compile(
    r"(?:^|(?<=[\s,«\"]))(?:[опзн]?ао|ооо|нко|ано|тоо|одо|llc|ltd|inc|gmbh|jsc|plc|corp)(?=$|[\s,.«»\"])\.?",
    re.IGNORECASE,
)
NUMBERED = re.compile(rf"(?<!\w)(?:номер|ном\.?|no\.?) ?(?=[0-9]|{WORD}(?!\w))")
"""«Фабрика номер 3» is «Фабрика №3»."""
_QUOTES = re.compile('[«»„“”"]')
SOLE: Final = "ип"
_SOLE = re.compile("ип|чп|индивидуальный|предприниматель")
_AND_PARTNERS = re.compile(
    r"(?<=\w) ?(?:[иi&]|and) ?(?:ко|к°|co|company|компани[ияюей]|партн[её]р[ыаов]{1,2}|сыновь[яей]{1,2}|partners|sons)"
    r"(?![^\W_])"
)
_PLUS = re.compile(r"(?<=[^\W\d_])\+(?![0-9])")
_SMALL = re.compile(
    "от|для|со?|ко?|у|на|по|до|во?|из|за|про|об?о?|from|for|to|at|with|of|the|by|клиент(?:[ау]|ом)?|client"
)
_WRITTEN_ON = (
    re.compile(rf"(?<=[^\W_])(?<!\bиз)[-–&](?:{_SMALL.pattern})(?![^\W_])", re.IGNORECASE),
    re.compile(rf"(?<![^\W_])(?!из-(?:за|под))(?:{_SMALL.pattern})[-–&](?=[^\W_])", re.IGNORECASE),
)
_IN_CAPITALS = re.compile(rf"(?<=[^\W_])[\s&]+(?:{_SMALL.pattern.upper()})\W*$")
"""«Вектор-К», «До-Вектор», «Вектор К»: written on to a name, or in capitals behind it, it is no preposition."""
_ENDINGS = (
    "(?:е(?:я|ю|ем|и|ев|ям|ями|ях)|и?ями|ами|[оеыи]ми|[оеи]го|[оеи]му|и?ей|и?ем|[ая]я|[ое]е|[ыи]е|[ыио]й|[оыи]м|[аяи]м|[аяыи]х|[ую]ю|и[яию]|ью|"
    "[аяоеуюыиьй])?$"
)
_BARE = re.compile("(.{3,}?)" + _ENDINGS)
_BARE_SHORT = re.compile("(..)" + _ENDINGS)  # «Ока»: two letters stay
_BARE_COUNTED = re.compile("(.{3,}?)(?:[ое]в|" + _ENDINGS[3:])  # «24 Часа, 24 Часов»
_FLEETING = re.compile("(?<=..)(?:е(?=[кцрл]$)|о(?=к$))")  # «ветер, ветра», «огонёк, огонька»
_HARE = re.compile("(?<=.)яц$")  # «заяц, зайца»
_RUSSIAN = re.compile("[а-я]+$")
_LETTERS = str.maketrans(
    dict(zip("абвгдезийклмнопрстуфыэ", "abvgdeziiklmnoprstufie", strict=True))
    | {"ж": "zh", "х": "h", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "sh", "ъ": "", "ь": "", "ю": "iu", "я": "ia"}
)
_HEARD_ALIKE = (
    ("sch", "sh"),
    ("kh", "h"),
    ("ck", "k"),
    ("ph", "f"),
    ("qu", "kv"),
    ("x", "ks"),
    ("w", "v"),
    ("y", "i"),
    ("j", "i"),
    ("ce", "se"),
    ("ci", "si"),
    ("iu", "u"),
    ("ia", "a"),
)
_HARD_C = re.compile("c(?!h)")
_LAST_VOWEL = re.compile(r"(?<=\w\w)[aeiou]\b")
_TWICE = re.compile(r"(.)\1+")


def capitalise(name: str) -> str:
    """«ип ким» is «ИП Ким», «24 часа» is «24 Часа»: only where a hurried thumb has left out every capital."""
    if not name.islower():
        return name
    words = [word.upper() if _LEGAL.fullmatch(word) and len(word) <= _LONGEST_FORM else word for word in name.split()]
    first = next((at for at, word in enumerate(words) if word.islower()), None)
    if first is not None:
        words[first] = re.sub(r"[^\W\d_]", lambda letter: letter[0].upper(), words[first], count=1)
    return " ".join(words)


def legal_form(name: str) -> str | None:
    """«ооо», «ао», «ип» … as written beside the name, each kind by one word; None where nothing is."""
    words = _WORDS.findall(fold(name))
    if all(is_dropped(word) for word in words):
        return None  # a client may be called «ООО»
    if any(_SOLE.fullmatch(word) for word in words):
        return SOLE
    legal = next((word for word in words if _LEGAL.fullmatch(word)), None)
    return "ао" if legal is not None and legal.endswith("ао") else legal


@lru_cache(maxsize=65536)
def marks_of(name: str) -> frozenset[str]:
    """What a name holds beside its words: the plus of «Ромашка+», the partners of «Вектор и Ко», «-к» of «Вектор-К»."""
    folded = fold(name)
    found = {"+"} if _PLUS.search(folded) else set()
    found |= {"partners"} if _AND_PARTNERS.search(folded) else set()
    said = clean(name, NAME_LIMIT)
    patterns = _WRITTEN_ON if said.isupper() else (*_WRITTEN_ON, _IN_CAPITALS)
    own = [mark for pattern in patterns if (mark := pattern.search(said))]
    return frozenset(found | {"-" + "".join(_WORDS.findall(fold(mark[0]))) for mark in own})


def normal_form(name: str) -> str:
    """Lower case, ё→е, only letters and digits, without legal form and prepositions; never longer than the name.

    A name of nothing but such words («Для») keeps them: empty only where there is no letter or digit at all.
    """
    words = _WORDS.findall(NUMBERED.sub("", fold(clean(name, NAME_LIMIT))))
    own = [word for word in words if not is_dropped(word)]
    return " ".join(own or words)


def short_name(name: str) -> str:
    """As people of the trade say it: «Вектор» of ООО «Вектор». ИП stays, it is how a sole trader is called."""
    bare = " ".join(_QUOTES.sub(" ", _COMPANY.sub(" ", name)).split()).strip(" ,")
    return bare or name


def is_small(word: str) -> bool:
    """A preposition, or «клиент»: it stands by a name and is none of it."""
    return _SMALL.fullmatch(word) is not None


def is_dropped(word: str) -> bool:
    """Whether the word names nobody: a preposition, or a legal form such as «ООО»."""
    return is_small(word) or _LEGAL.fullmatch(word) is not None


@lru_cache(maxsize=65536)
def stem(normal: str) -> str:
    """The normal form without case endings: equal for «ромашка» and «ромашкой», «24 часа» and «24 часов»."""
    words = normal.split()
    counted = any(word.isdigit() for word in words)
    return " ".join(bare_word(word, counted=counted) for word in words)


def bare_word(word: str, *, counted: bool) -> str:
    """A Russian word without its case ending, any other as it is. `counted`: a number stands in the name."""
    if not _RUSSIAN.match(word):
        return word
    pattern = _BARE_SHORT if len(word) == _SHORT else _BARE_COUNTED if counted else _BARE
    found = pattern.match(word)
    if found is None:
        return word
    if len(word) == _SHORT:
        return f"{found[1]}'"  # the sign keeps «Ока» apart from «ок»
    return _FLEETING.sub("", _HARE.sub("йц", found[1].replace("ь", "")))


@lru_cache(maxsize=65536)
def sound(normal: str) -> str:
    """How the name is heard, in Latin letters: equal for «вектор» and «vector», «ромашка» and «romashka»."""
    heard = stem(normal).translate(_LETTERS)
    for spelled, said in _HEARD_ALIKE:
        heard = heard.replace(spelled, said)
    return _TWICE.sub(r"\1", _LAST_VOWEL.sub("", _HARD_C.sub("k", heard)))

"""Russian in Latin letters, «oplata romashka 40k zavtra»: the grammar's own words are turned, names are left."""

import re
from functools import lru_cache
from typing import Final

_SAID: Final = (
    "завтра послезавтра сегодня вчера позавчера понедельник вторник среда среду четверг пятница пятницу суббота "
    "субботу воскресенье неделя неделю неделе следующей следующий следующую месяц месяца конца конце утром вечером "
    "декабря января февраля марта апреля июня июля августа сентября октября ноября "
    "оплата оплату оплатил оплатила оплатили оплатят оплатит заплатил заплатила заплатили заплатят заплатит платят "
    "пришло пришла пришли поступило поступила перевел перевела перевели переведут закинул закинули погасил погасили "
    "жду ждем ожидаем обещал обещала обещали обещают предоплата аванс возврат вернули перенос перенесли переносят "
    "звонок позвонил позвонила позвонить созвонились встреча встречу встретился встретилась презентация "
    "тысяч тысячи полтора рублей точно наверно возможно после обеда отмена скидка "
    "спасибо привет помощь кто должен сколько не"
)
_LETTERS: Final = str.maketrans(
    dict(zip("абвгдезийклмнопрстуфыэ", "abvgdeziiklmnoprstufie", strict=True))
    | {"ж": "zh", "х": "h", "ц": "c", "ч": "ch", "ш": "sh", "щ": "sh", "ъ": "", "ь": "", "ю": "u", "я": "a", "ё": "e"}
)
_ALIKE: Final = (
    ("sch", "sh"),
    ("shch", "sh"),
    ("kh", "h"),
    ("ts", "c"),
    ("iu", "u"),
    ("yu", "u"),
    ("ju", "u"),
    ("ia", "a"),
    ("ya", "a"),
    ("ja", "a"),
    ("yo", "e"),
    ("ye", "e"),
    ("je", "e"),
    ("w", "v"),
    ("y", "i"),
    ("j", "i"),
    ("'", ""),
)
_TWICE: Final = re.compile(r"(.)\1+")
_SMALL: Final = {"v": "в", "vo": "во", "na": "на", "ot": "от", "s": "с", "so": "со", "k": "к", "ko": "ко", "do": "до"}
_SMALL_TOO: Final = {"u": "у", "i": "и", "iz": "из", "za": "за", "po": "по", "a": "а", "no": "но", "ne": "не"}
_UNITS: Final = {
    "tys": "тыс",
    "tysh": "тыщ",
    "tyr": "тыр",
    "rub": "руб",
    "pn": "пн",
    "vt": "вт",
    "cht": "чт",
    "pt": "пт",
}
_SHORT: Final = {**_SMALL, **_SMALL_TOO, **_UNITS}
_DAY: Final = re.compile(r"(?<![\w.])(?:pn|vt|cht|v pt|pt)(?=$|[ ,.!])", re.IGNORECASE)
_DIGIT: Final = re.compile(r"[0-9] ?(?:k|kk|tys|t)(?!\w)")
_WORD: Final = re.compile(r"(?<![\w.@/-])[a-z']+(?![\w@-])", re.IGNORECASE)


def from_latin(text: str) -> str:
    """The text with the grammar's words in Russian letters; empty where it holds none."""
    meant = {word[0] for word in _WORD.finditer(text) if _find_word(word[0].lower())}
    if not meant and not (_DAY.search(text) and _DIGIT.search(text)):
        return ""
    return _WORD.sub(lambda found: _find_word(found[0].lower()) or _SHORT.get(found[0].lower(), found[0]), text)


@lru_cache(maxsize=4096)
def _find_word(said: str) -> str:
    return _words_by_sound().get(_hear(said), "") if len(said) > 2 else ""  # noqa: PLR2004  «ne», «na» are no proof


@lru_cache(maxsize=1)
def _words_by_sound() -> dict[str, str]:
    return {_hear(word.translate(_LETTERS)): word for word in _SAID.split() if len(word) > 3}  # noqa: PLR2004


def _hear(latin: str) -> str:
    for spelled, said in _ALIKE:
        latin = latin.replace(spelled, said)
    return _TWICE.sub(r"\1", latin)

"""Slips of the thumb in the grammar's own words, wherever they stand: «олпата», «в пятницк», «дкабря», «tommorow».

A word is mended where no dictionary knows it, nobody is called so, and one word of the grammar alone is a slip away.
"""

import re
from collections.abc import Collection
from functools import lru_cache
from typing import Final

from rapidfuzz.distance import OSA

from sales.core.words import fold
from sales.entry.clients.name_forms import bare_word
from sales.entry.clients.names import Roster
from sales.entry.clients.nominative import is_word
from sales.entry.context import Context

_FORMS: Final = """
    оплата оплату | оплатил оплатила оплатили | заплатил заплатила заплатили | предоплата предоплату
    пришло пришла пришли | поступило поступила поступил | перевел перевела перевели | прислали | возврат
    перечислил перечислила перечислили | получили | погасили | закинул закинули | закрыли | внесли
    ожидаем | ожидается | перенос | перенести | перенеси | переносим | отменить | отмена | вероятность
    позвонил позвонила | позвонить | созвонились | созвон | звонок | встреча встречу | презентация
    встретился встретилась встретились | встречался встречалась | обещали | обещает обещают
    платит платят | оплатит оплатят | переведет переведут | переводит переводят
    сегодня | завтра | послезавтра | вчера | позавчера
    понедельник понедельника понедельнику | вторник вторника вторнику | среду среда среды среде
    четверг четверга четвергу | пятницу пятница пятницы пятнице | субботу суббота субботы субботе
    воскресенье воскресенья воскресенью | неделе неделю неделя недели | месяце месяц месяца
    январе января январь | феврале февраля февраль | марте марта | апреле апреля апрель | июня | июля
    августе августа август | сентябре сентября сентябрь | октябре октября октябрь | ноябре ноября ноябрь
    декабре декабря декабрь | следующую следующий следующей следующем следующего | числа | тысяч тысячи
    payment | received | expecting | meeting | called | refund | transferred | deposit | invoice
    tomorrow | yesterday | monday | tuesday | wednesday | thursday | friday | saturday | sunday
    january | february | september | october | november | december
"""
"""Each word with its forms: whichever of them was meant, it says the same."""
_LEXEMES: Final = {word: forms.split()[0] for forms in re.split(r"[|\n]", _FORMS) for word in forms.split()}
_MEANT: Final = tuple(_LEXEMES)
_WRITTEN_SO: Final = {
    "тысч": "тысяч", "пришл": "пришло", "пришол": "пришел", "срду": "среду", "птницу": "пятницу", "птница": "пятница",
    "воскресение": "воскресенье",
    "payed": "paid", "recived": "received", "wensday": "wednesday", "wendsday": "wednesday",
}  # fmt: skip
"""Farther than a slip, shorter than one may be, or a word of its own that is never meant beside a day."""
_OTHERS: Final = (
    "перевезли перевезла перевозили доплата уплата зарплата расплата перелет поступали поступала обещания приела "
    "присло заплатка получил получила созвонилась завтрак завтраки четверо среди "
    "receiver deceived payments meetings melting heating greeting meting refunds refunded calls caller calling "
    "deposits invoices invoiced mondays tuesdays fridays sundays excepting"
)
_REAL: Final = frozenset(_OTHERS.split())
"""Words of their own, one letter from ours."""
_WORD: Final = re.compile(r"(?<![\w-])[^\W\d_]{4,}(?![\w-])")
_RUSSIAN: Final = re.compile("[а-я]+")
SHORTEST: Final = 5
LONG: Final = 8
"""Letters in which two slips are still one word."""


def mend_slips(text: str, own: Collection[str]) -> str:
    """The text with such words as they were meant. `own`: the folded words of known names, left alone as they are."""
    shouted = text.isupper()
    return _WORD.sub(lambda word: _mend(word, own, shouted=shouted), text)


def names_of(context: Context) -> frozenset[str]:
    """The folded words of all that are known by a name."""
    people = (*(each.normal for each in context.contacts), *(each.normal for each in context.people))
    return frozenset(word for normal in (*Roster.of(context.clients).normals, *people) for word in normal.split())


def _mend(word: re.Match[str], own: Collection[str], *, shouted: bool) -> str:
    said = fold(word[0])
    names = word[0][0].isupper() and not shouted and word.start() > 0 and _RUSSIAN.fullmatch(said) is not None
    meant = "" if names else _find_meant(said)
    if not meant or any(_is_near(said, name) for name in own):
        return word[0]
    return meant


def _is_near(said: str, name: str) -> bool:
    """One of the speaker's own is called so, in some case form or with a slip of its own."""
    if bare_word(said, counted=False) == bare_word(name, counted=False):
        return True
    return len(name) >= SHORTEST - 1 and OSA.distance(said, name, score_cutoff=1) <= 1


@lru_cache(maxsize=16384)
def _find_meant(said: str) -> str:
    """The word of ours that is a slip away; empty where there is none, where it is a word itself, or where two are."""
    if said in _WRITTEN_SO:
        return _WRITTEN_SO[said]
    if said in _LEXEMES or said in _REAL or len(said) < SHORTEST:
        return ""
    near = {word: slips for word in _MEANT if (slips := _count_slips(said, word))}
    least = min(near.values(), default=0)
    best = [word for word, slips in near.items() if slips == least]
    if len({_LEXEMES[word] for word in best}) != 1 or (_RUSSIAN.fullmatch(said) and is_word(said)):
        return ""
    return best[0]


def _count_slips(said: str, word: str) -> int:
    """1, 2 in long words, and 0 where it is no slip: another first letter, or more letters at the end."""
    most = 1 if min(len(said), len(word)) < LONG else 2
    slips = OSA.distance(said, word, score_cutoff=most)
    if not 0 < slips <= most:
        return 0
    if slips == 1 and len(said) == len(word) and sorted(said) == sorted(word):
        return 1
    longer = said.startswith(word) and said[-1] != word[-1]
    ends = said[-1] == word[-1] or (_RUSSIAN.fullmatch(said) is not None and slips == 1)
    return slips if said[0] == word[0] and ends and not longer else 0

"""The words of questions as thumbs and voices write them: «хто долежн», «скока за ниделю»."""

from collections.abc import Collection
from functools import cache
from typing import Final

from rapidfuzz.distance import OSA

_SPOKEN: Final = {
    "хто": "кто", "хто-то": "кто", "ктo": "кто", "шо": "что", "чо": "что", "чё": "что", "че": "что", "што": "что",
    "чего": "что", "скока": "сколько", "скоко": "сколько", "скок": "сколько", "сколька": "сколько", "скольк": "сколько",
    "када": "когда", "седня": "сегодня", "сёдня": "сегодня", "севодня": "сегодня", "щас": "сейчас", "ща": "сейчас",
    "денюжки": "денег", "бабла": "денег", "wat": "what", "hw": "how", "tmrw": "tomorrow", "tmr": "tomorrow",
}  # fmt: skip
_WORDS: Final = (
    "кто что где когда сколько какой какая какие каких кого кому покажи есть сегодня вчера завтра послезавтра неделя "
    "неделю неделе недели месяц месяца месяце квартал понедельник вторник среду четверг пятницу прошлую "
    "прошлой прошлый прошлом следующей следующую следующий этой эту этот этом "
    "должен должна должны долги долгов должник должники "
    "просрочил просрочено просрочка денег деньги пришло пришли приходило поступило получили оплатили заплатили собрали "
    "ждём ждем ожидаем ожидается придёт придет платит оплатит обещал оплаты оплат платежи встреча встречи встреч визит "
    "визиты звонки звонков планы план клиенты забыл забыла забытые забытых давно звонил молчит ответил осталось нужно "
    "выполнено темп статистика расписание календарь "
    "who what where when how much today tomorrow yesterday week month owes owed money came paid received expected "
    "meetings visits calls debts overdue forgotten silent"
)
_KNOWN: Final = frozenset(_WORDS.split())
SHORTEST: Final = 5
LONG: Final = 9


def correct_question(asked: str) -> str:
    """`asked` is folded. Every word as it was meant, where that is one word of a question; the others as they stand."""
    return " ".join(_correct(word) for word in asked.split())


def correct_slip(word: str, known: Collection[str]) -> str:
    """`word` is folded. The known one that is one slip away, of five letters or more; else the word as it stands."""
    if word in known or len(word) < SHORTEST:
        return word
    near = [each for each in known if len(each) >= SHORTEST and OSA.distance(word, each, score_cutoff=1) <= 1]
    return near[0] if len(near) == 1 else word


@cache
def _correct(word: str) -> str:
    """One slip in five letters or more, two in nine; of two words that are as near neither is meant."""
    if word in _KNOWN or not word.isalpha():
        return word
    if word in _SPOKEN or len(word) < SHORTEST:
        return _SPOKEN.get(word, word)
    most = 1 if len(word) < LONG else 2
    near = [(OSA.distance(word, each, score_cutoff=most), each) for each in _KNOWN if len(each) >= SHORTEST - 1]
    best = min(slips for slips, _each in near)
    found = [each for slips, each in near if slips == best]
    return found[0] if best <= most and len(found) == 1 else word

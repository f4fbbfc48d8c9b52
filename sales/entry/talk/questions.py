"""A question in words that no pattern has: «какие оплаты ожидаются на этой неделе». Every word of it must be known."""

import re
from typing import Final

from sales.entry.days.day_words import MONTH_NAME
from sales.entry.talk.intent_words import IntentKind

_ASKS: Final = re.compile(
    r"(?:что|чё|как(?:ой|ая|ие|ов[аы]?)|кто|кого|кому|с кем|у кого|от кого|сколько|покажи(?:те)?|есть ли|what|who|"
    r"how much|show)(?!\w)"
)
_TIME: Final = (
    rf"(?:(?:за|на|в|с|по|до|for|in|since|until) )?(?:(?:эт\w+|прошл\w+|следующ\w+|будущ\w+|текущ\w+|начал\w|"
    rf"кон\w{{1,3}}|"
    rf"this|last|next|the) )*(?:сегодня|вчера|завтра|послезавтра|понедельник\w*|вторник\w?|сред[ау]|четверг\w?|"
    rf"пятниц[ау]|суббот[ау]|воскресень[ея]|недел\w{{1,3}}|месяц\w{{0,2}}|"
    rf"квартал\w?|"
    rf"день|{MONTH_NAME}|today|yesterday|tomorrow|week|month|quarter)"
)
_PERIOD: Final = re.compile(rf"(?<!\w){_TIME}(?!\w)")
_CALLING: Final = re.compile(
    r"(?<!\w)(?:по?звонить|звонить|набрать|перезвонить|встретиться|встречаюсь|ехать|еду|to call|"
    r"to meet)(?!\w)"
)
_KINDS: Final[tuple[tuple[str, IntentKind], ...]] = (
    (r"просроч\w*|долг\w*|должник\w*|долж(?:ен|на|ны)|owes?|owing|overdue|debts?|debtors?", IntentKind.DEBTS),
    (r"осталось|нужно|надо|не хватает|left|need", IntentKind.NEED),
    (r"выполн\w+|темп\w*|статистик\w|показател\w+|результат\w*|итог\w*|stats|results|pace", IntentKind.STATS),
    (
        (
            r"пришл[оаи]|приходил\w*|поступил\w?|получил\w?|(?:за|о)платил\w?|перевел\w?|факт\w*|came(?: in)?|got|"
            r"received|paid"
        ),
        IntentKind.CAME,
    ),
    (
        (
            r"жд[уе]м?|ждется|ожида\w+|прид[её]т|придут|(?:за|о)?плат[ия]т|(?:за|о)платить|обещал\w?|"
            r"должно прийти|поступ[ия]т|"
            r"expect(?:ed|ing)?|pays?|paying|coming(?: in)?|оплат\w?|платеж\w*|payments?"
        ),
        IntentKind.AWAITED,
    ),
)
_BESIDE: Final = (
    r"и|а|же|уже|ещ[её]|всего|там|есть|ли|будет|будут|у|меня|нас|мне|нам|мо[ийяю]|мои|наш\w?|на|за|по|до|в|с|из|"
    r"от|я|мы|"
    r"деньг\w*|денег|сумм\w|клиент\w*|встреч\w?|звонк\w*|звонок|дел\w?|задач\w?|план\w*|запланирован\w*|список|"
    r"все[хм]?|вс[её]|"
    r"выполнени[яю]|"
    r"сейчас|просто|пожалуйста|кто|что|сколько|is|are|do|did|we|i|us|me|my|the|on|for|in|to|money|"
    r"much|how|"
    r"meetings?|calls?|tasks?|clients?|plan|will|have|has|so far|s"
)
_EVERY: Final = re.compile(
    rf"(?:(?:{_ASKS.pattern}|{_CALLING.pattern}|{_TIME}|{_BESIDE}|"
    rf"{'|'.join(words for words, _ in _KINDS)})(?:[ ,?'’]+|$))+"
)
_COMPILED: Final = tuple((re.compile(rf"(?<!\w)(?:{words})(?!\w)"), kind) for words, kind in _KINDS)
_DAYS: Final = (
    (re.compile(r"завтра|tomorrow"), IntentKind.TOMORROW),
    (re.compile(r"сегодня|день|today"), IntentKind.TODAY),
    (re.compile(r"недел|week|понедельник|вторник|сред[ау]|четверг|пятниц|суббот|воскрес"), IntentKind.WEEK),
)


def read_question(asked: str) -> tuple[IntentKind, str] | None:
    """What is asked, and of which period; `asked` is folded. None where a word is not of a question."""
    if not _ASKS.match(asked) or not _EVERY.fullmatch(asked):
        return None
    period = _PERIOD.search(asked)
    said = period[0] if period is not None else ""
    calls = _CALLING.search(asked) is not None
    kind = None if calls else next((kind for words, kind in _COMPILED if words.search(asked)), None)
    kind = kind or next((kind for words, kind in _DAYS if words.search(asked)), None)
    return (kind, said if kind in {IntentKind.CAME, IntentKind.AWAITED} else "") if kind is not None else None

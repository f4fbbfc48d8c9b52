"""A question in words that no pattern has: «какие оплаты ожидаются на этой неделе». Every word of it must be known."""

import re
from typing import Final

from sales.entry.days.day_words import MONTH_NAME
from sales.entry.talk.intent_kinds import IntentKind

_ASKS: Final = re.compile(
    r"(?<!\w)(?:что|чё|как(?:ой|ая|ие|их|ов[аы]?)|кто|кого|кому|с кем|у кого|от кого|когда|"
    r"(?:во )?сколько|покажи(?:те)?|есть|куда|где|what|who|whom|where|how much|how many|show)(?!\w)"
)
_MONEY: Final = re.compile(r"(?<!\w)(?:деньги|денег|money)(?!\w)")
_MUCH: Final = re.compile(r"(?<!\w)(?:сколько|how much)(?!\w)")
WEEKDAYS: Final = (
    r"понедельник\w*|вторник\w*|сред[ауы]|четверг\w*|пятниц\w{1,2}|суббот\w{1,2}|воскресень\w|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
)
_TIME: Final = (
    rf"(?:(?:за|на|в|с|по|до|for|in|since|until) )?(?:(?:эт\w+|прошл\w+|следующ\w+|будущ\w+|текущ\w+|начал\w|"
    rf"кон\w{{1,3}}|"
    rf"this|last|next|the) )*(?:сегодня|вчера|завтра|послезавтра|{WEEKDAYS}|недел\w{{1,3}}|месяц\w{{0,2}}|"
    rf"квартал\w?|"
    rf"день|{MONTH_NAME}|today|yesterday|tomorrow|week|month|quarter)"
)
_PERIOD: Final = re.compile(rf"(?<!\w){_TIME}(?!\w)")
_CALLING: Final = re.compile(
    r"(?<!\w)(?:(?:по)?звонить|набрать|перезвонить|встретиться|встречаюсь|(?:по)?ехать|еду|to call|"
    r"to meet)(?!\w)"
)
_KINDS: Final[tuple[tuple[str, IntentKind], ...]] = (
    (
        r"забыл\w?|забыт\w+|давно|не (?:звонил|общал|говорил|встречал|был)\w*|forgotten|for long",
        IntentKind.FORGOTTEN,
    ),
    (r"(?:из )?клиент\w* (?:давно )?молч[аи]т|молчащ\w+", IntentKind.FORGOTTEN),
    (r"молчит|молчат|не (?:ответил|отчитал)\w*|silent", IntentKind.SILENT),
    (r"просроч\w*|долг\w*|должник\w*|долж(?:ен|на|ны)|owes?|owing|overdue|debts?|debtors?", IntentKind.DEBTS),
    (r"осталось|нужно|надо|не хватает|до плана|left|need", IntentKind.NEED),
    (r"выполн\w+|темп\w*|статистик\w|показател\w+|результат\w*|итог\w*|stats|results|pace", IntentKind.STATS),
    (
        (
            r"пришл[оаи]|приходил\w*|сделал\w?|заработал\w?|продал\w?|собрал\w?|"
            r"поступил\w?|получил\w?|(?:за|о)платил\w?|перевел\w?|факт\w*|came(?: in)?|got|"
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
    r"был[аои]?|визит\w*|расписани\w|календар\w|visits?|"
    r"деньг\w*|денег|сумм\w|клиент\w*|встреч\w?|звонк\w*|звонок|дел\w?|задач\w?|план\w*|запланирован\w*|список|"
    r"все[хм]?|вс[её]|"
    r"выполнени[яю]|больше всех|делать|узнать|по|дню|завтрашн\w+|сегодняшн\w+|"
    r"сейчас|просто|пожалуйста|кто|что|сколько|is|are|do|did|we|i|us|me|my|the|on|for|in|to|money|"
    r"much|how|"
    r"meetings?|calls?|tasks?|clients?|plan|will|have|has|so far|s"
)
_EVERY: Final = re.compile(
    rf"(?:(?:{_ASKS.pattern}|{_CALLING.pattern}|{_TIME}|{_BESIDE}|"
    rf"{'|'.join(words for words, _ in _KINDS)})(?:[ ,?'’]+|$))+"
)
_COMPILED: Final = tuple((re.compile(rf"(?<!\w)(?:{words})(?!\w)"), kind) for words, kind in _KINDS)
_VISITS: Final = re.compile(
    r"(?<!\w)(?:визит\w*|расписани\w|календар\w|встреч\w+|звонк\w+|visits?|schedule|meetings?|calls)(?!\w)"
)
_DAYS: Final = (
    (re.compile(r"(?<!после)завтра|tomorrow"), IntentKind.TOMORROW),
    (re.compile(r"сегодня|(?<!\w)день(?!\w)|today"), IntentKind.TODAY),
    (re.compile(rf"недел|week|послезавтра|{WEEKDAYS}"), IntentKind.WEEK),
)


def read_question(asked: str) -> tuple[IntentKind, str] | None:
    """What is asked, and of which period; `asked` is folded. None where a word is not of a question."""
    if not asks(asked) or not is_of_question(asked):
        return None
    kind, said = find_kind(asked), find_period(asked)
    return (kind, said if kind in {IntentKind.CAME, IntentKind.AWAITED} else "") if kind is not None else None


def asks(said: str) -> bool:
    """It has a word that asks: «что», «сколько»."""
    return _ASKS.search(said) is not None


def is_of_question(said: str) -> bool:
    """Every word of it may stand in a question."""
    return _EVERY.fullmatch(said) is not None


def find_kind(asked: str) -> IntentKind | None:
    """What the words of a question ask for; None where they do not tell."""
    calls = _CALLING.search(asked) is not None
    kind = None if calls else next((kind for words, kind in _COMPILED if words.search(asked)), None)
    return kind or _guess_kind(asked, find_period(asked))


def find_period(asked: str) -> str:
    """«на этой неделе», «за вчера»; empty where no days are said."""
    period = _PERIOD.search(asked)
    return period[0] if period is not None else ""


def _guess_kind(asked: str, period: str) -> IntentKind | None:
    """Where no word says what is asked: «сколько за неделю» is of money that came, «какие встречи» of visits."""
    day = next((kind for words, kind in _DAYS if words.search(asked)), None)
    if _MUCH.search(asked) and period:
        return IntentKind.AWAITED if day is IntentKind.TOMORROW else IntentKind.CAME
    if _VISITS.search(asked) and day in {None, IntentKind.WEEK}:
        return IntentKind.VISITS
    if day is None and _MONEY.search(asked):
        return IntentKind.DEBTS if asked.startswith(("где", "where")) else IntentKind.CAME
    return day

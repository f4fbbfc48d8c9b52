"""Corrections in words: «отмени», «нет, не 170 а 180», «ой 180к», «не завтра, а в пятницу», «исправь …»."""

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from sales.activities.activities import ActivityType
from sales.core.words import clean, fold
from sales.entry.clients.names import Found
from sales.entry.context import Context
from sales.entry.lines.values import NOTHING_SAID, SAID_OF, Values, as_day, as_hour, read_values


class CorrectionKind(StrEnum):
    UNDO = "undo"
    """The last record is taken back."""
    CHANGE = "change"
    """Something of it was otherwise."""


@dataclass(frozen=True, slots=True)
class Correction:
    """To the last record, or to the last one of the client or the kind that is named."""

    kind: CorrectionKind
    now: Values = NOTHING_SAID
    """What is right. A bare amount («180») is read in the scale of the record."""
    was: Values = NOTHING_SAID
    """What was wrong, where it is said: it tells which record is meant."""
    client: Found | None = None
    activity: ActivityType | None = None
    money: bool = False
    """«удали последнюю оплату»"""


_UNDO: Final = re.compile(
    r"(?:(?:опять|снова|я|прошу|пожалуйста|надо|нужно|давай|можешь|please|нет|ой|стоп|упс|блин|ошибка|ошибся|"
    r"ошиблась|не то|"
    r"не туда|неправильно|всё|все|бот)[,.! ]+)*"
    r"(?:отмени(?:ть|те)?|отмена|отменяй|отмен|удали(?:ть|те)?|убери(?:те)?|убрать|сотри|стереть|верни(?: всё|"
    r" все)?(?: назад)?|"
    r"откати(?:ть)?|отбой|забудь(?:те)?|проехали|не надо|forget(?= it| that)|scrap(?= it| that)|never ?mind|"
    r"undo|delete|remove|revert|cancel(?: (?:it|that|last))?)"
    r"(?P<what>(?:,? (?:это|этот|эту|её|ее|его|все|всё|последн\w+|предыдущ\w+|запись|записи|то|что|записал\w*|"
    r"пожалуйста|плиз|назад|"
    r"как было|действие|оплат[уыа]|плат[её]ж|факт|приход|звон(?:ок|ка)|встреч[уиа]|заметк[уиа]|last|it|that|"
    r"record|the|payment|call|meeting|я|только|сейчас|внес\w*|ввел\w*|добавил\w*|i|just|added|please))*)"
    r"(?:[,.; -]+(?:я |это |она |оно |он |это была |это было |была |было |записан[аоы]? |сделан[аоы]? |"
    r"тут )*(?:по )?(?:ошиб\w+|перепутал\w*|не т[оау]|не туда|случайно|"
    r"опечат\w+|зря|"
    r"my mistake|wrong))?[.!]*"
)
_UNDO_LATER: Final = re.compile(
    r"(?P<what>(?:последн\w+|эту|этот|это|предыдущ\w+)(?: (?:запись|звонок|встречу|оплату|плат[её]ж|факт|заметку))?),? "
    r"(?:(?:пожалуйста|надо|нужно|прошу),? )?(?:удали|отмени|убери|сотри)\w*[.!]*"
)
_UNDO_OF: Final = re.compile(
    r"(?:удали(?:ть|те)?|убери(?:те)?|сотри|стереть|вычеркни|вычеркнуть|delete|remove)"
    r"(?:,? (?:пожалуйста|плиз|please),?)? (?P<rest>.+)"
)
_NAMELESS: Final = re.compile(
    rf"{SAID_OF.pattern}|(?<!\w)(?:последн\w+ )?(?:запис[ьи]|record)(?: по| о| об| с| of)?(?!\w)"
)
"""«запись по Киму»: its words that name nobody."""
_MISTAKEN_OF: Final = re.compile(
    r"(?P<rest>.+?),? (?:это )?(?:ошибк\w+|по ошибке|лишн\w+|дубл\w+|повтор|задвоил\w*)[,.]? "
    r"(?:удали|отмени|убери|сотри)\w*[.!]*"
)
_MISTAKEN: Final = re.compile(
    r"(?:(?:стоп|ой|упс|блин|нет|ох)[,.! ]+)*(?:ошибка|ошибся|ошиблась|не то|это ошибка|не туда|случайно|"
    r"по ошибке|зря)[.! ]*(?:записал[аи]?|нажал[аи]?)?[.!]*"
)
_MARK: Final = re.compile(
    r"(?:(?:пожалуйста|прошу|please)[, ]+)?"
    r"(?:(?:давай(?:те)?(?: лучше)?|лучше|(?:та|эта|тот|этот) (?:встреча|звонок|оплата|"
    r"презентация)(?: прош[её]л| прошла| был[ао]?|"
    r" состоял\w+)?|"
    r"нет(?! (?:оплат|денег|плат[её]ж|звонк|встреч|ответ|связи))|не(?=,)|ой|упс|блин|"
    r"стоп|пардон|сор+и|сорян|тьфу|извини(?:те)?|sorry|oops|"
    r"no(?! (?:payment|money|call|meeting|answer|news))|а нет|"
    r"ошибся|ошиблась|"
    r"ошибка|опечатка|вру|"
    r"исправ(?:ь|ить|ьте|ляю|ляем)?|(?:поставь|сделай)(?= (?:сумм|дат|врем|вероятн|клиент))|поправ(?:ь|ить|ка|"
    r"ьте)|измени(?:ть|те)?|поменя(?:й|ть|йте)|замени(?:ть|"
    r"те)?|переделай|"
    r"не туда|не то|вернее|точнее|правильн(?:о|ее)|верно|то есть|т\. ?е\.|имел[аи]? в виду|хотел[аи]? сказать|"
    r"надо было|там|это был[ао]?|(?:я )?(?:перепутал[аи]?|ошиб(?:ся|лась))(?: (?:клиент\w*|сумм\w{1,2}|"
    r"дат\w{1,2}|день|днем|"
    r"время|временем))?|это|(?:прошу |просьба |надо |нужно )?скорректир\w+|wrong (?:client|sum|amount|day|date)|it was|"
    r"сумма(?= [0-9][0-9 .,]*(?:к|k|тыс\w*|тр|млн|р|руб\w*)?\.?$)|дата(?= [0-3]?[0-9][. ][0-9а-я.]+$)|"
    r"(?:дата|сумма|день|время|клиент)(?: там| это)?(?: был[аои]?)?(?= не (?!т[аоу]т?(?!\w)))|"
    r"(?:дата|сумма|день|время|клиент)[ ,]+(?:был[аои]? )?(?:не т[аоу]т?|неправильн\w+|неверн\w+|друг\w{2})|"
    r"долж(?:но|ен|на) быть|(?:я )?(?:внес(?:ла)?|записал[аи]?|указал[аи]?) не (?:т[оу]|того|тот|ту) \w+|"
    r"не (?:тот|та|то|ту) (?:клиент|сумм[ау]|день|число|дат[ау])(?: (?:на)?писал[аи]?| указал[аи]?| ввел[аи]?|"
    r" поставил[аи]?)?|i meant|make (?:it|that)|(?:it )?should be|"
    r"(?:ещ[её] [0-9][0-9.,]*(?:к|k|тыс)? (?:сверху|добавили|плюсом),? )?(?:всего|итого|in total)(?= [0-9])|"
    r"must be|fix|correct(?:ion)?|change|"
    r"actually|i mean|rather)(?:[,:!.\- ]+|$))+"
)
_OF_LAST: Final = re.compile(
    r"(?<!\w)(?:(?:в )?(?:последн\w+|предыдущ\w+) (?:запис\w+|оплат\w+|плат[её]ж\w*)|(?:сумму|дату|время|день)(?= ))"
)
"""«исправь сумму последней записи на 64 тысячи»: which record and what of it."""
_STAR: Final = re.compile(r"^\*\s*|\s*\*$")
_NOT_BUT: Final = re.compile(
    r"(?<!\w)(?:не|not) (?P<was>[^,]+?)(?:\s*,\s*(?:а |but )?|\s+а\s+|\s+but\s+|\s+[-–—]\s*|\s*[—–]\s*)(?P<now>.+)$"
)
_BUT_NOT: Final = re.compile(r"(?P<now>.+?)(?:(?:\s*,\s*(?:а )?| а )(?:не|but not)|(?:,| but| and)? not) (?P<was>.+)")
_OF_DAY: Final = re.compile(r"(?<!\w)(?:дат[ауы]|числ[оа]|день)(?!\w)")
_TOLD_TO: Final = re.compile(
    r"(?P<rest>(?:сумм[ау]|дат[ау]|врем\w+|вероятность|клиента) .+?),? (?P<do>исправь|измени|поменяй|поставь|"
    r"сделай)(?:те)?[.!]*"
)
"""«сумму 12к поставь»"""
_INSTEAD: Final = re.compile(r"вместо (?P<was>\S+(?: \S+)?)(?:,| -)? (?:на |в )?(?P<now>\S+(?: \S+)?)[.!]*")
"""«вместо пятницы понедельник»"""
_NEW_VALUE: Final = re.compile(r"(?P<who>.+?)[,:]? нов(?:ая (?:сумма|дата)|ый (?:день|срок)|ое время)[: ]+(?P<now>.+)")
"""«Рыбный Порт новая сумма 75к»"""
_INTO: Final = re.compile(r"(?P<was>[^\W\d].*?) на (?P<now>.+)")
"""«исправь Ладу на Ладогу»"""
_KINDS: Final = (
    (re.compile("звон|call"), ActivityType.CALL),
    (re.compile("встреч|meeting"), ActivityType.MEETING),
    (re.compile("заметк"), ActivityType.NOTE),
)
_NOUNS: Final = (
    (re.compile("(?:это )?(?:был )?(?:звон(?:ок|ка)|call)"), ActivityType.CALL),
    (re.compile("(?:это )?(?:была )?(?:встреч[аиу]|визит|meeting)"), ActivityType.MEETING),
    (re.compile("(?:это )?(?:была )?(?:презентаци[яию]|presentation)"), ActivityType.PRESENTATION),
    (re.compile("(?:это )?(?:было )?(?:письмо|letter)"), ActivityType.LETTER),
)
_MONEY: Final = re.compile("оплат|плат[её]ж|факт|приход|payment")


def read_correction(text: str, context: Context) -> Correction | None:
    """None where the text corrects nothing, or says a record of its own."""
    said = clean(text)
    folded = fold(said).strip()
    undone = _UNDO.fullmatch(folded) or _UNDO_LATER.fullmatch(folded)
    if undone or _MISTAKEN.fullmatch(folded):
        return _undo(undone["what"] if undone else "")
    return _undo_of(said, folded, context) or _change(said, folded, context)


def without_mark(text: str) -> str:
    """«нет, вчера» at a question is «вчера»."""
    said = clean(text)
    marked = _MARK.match(fold(said))
    return said[marked.end() :] if marked else said


def _undo(what: str) -> Correction:
    kind = next((kind for pattern, kind in _KINDS if pattern.search(what)), None)
    return Correction(CorrectionKind.UNDO, activity=kind, money=bool(_MONEY.search(what)))


def _undo_of(said: str, folded: str, context: Context) -> Correction | None:
    """«удали оплату Ромашка», «Ромашка это ошибка, удали»"""
    found = _UNDO_OF.fullmatch(folded) or _MISTAKEN_OF.fullmatch(folded)
    if found is None:
        return None
    values, rest = read_values(_NAMELESS.sub(" ", said[slice(*found.span("rest"))]), context, verbs=True)
    if rest or not isinstance(values.client, Found):
        return None
    told = _undo(found["rest"])
    return Correction(CorrectionKind.UNDO, was=values, client=values.client, activity=told.activity, money=told.money)


def _change(said: str, folded: str, context: Context) -> Correction | None:
    marked, dated = _MARK.match(folded) or _STAR.search(folded), _OF_DAY.search(folded) is not None
    begins = marked.end() if marked and marked.start() == 0 else 0
    if marked:
        gone = _OF_LAST.sub(lambda found: " " * len(found[0]), folded[begins:])
        said, folded = _keep(said, begins, gone), folded[:begins] + gone
    other = _NOT_BUT.search(folded, begins) or _BUT_NOT.fullmatch(folded, begins)
    if other is not None:
        kind = _of_kind(other["was"], other["now"])
        return kind or _contrast(said, begins, other, context, marked=bool(marked), dated=dated)
    if not marked:
        return _read_order(said, folded, context)
    return _right(said, folded, begins, context, dated=dated)


def _contrast(
    said: str, begins: int, other: re.Match[str], context: Context, *, marked: bool, dated: bool
) -> Correction | None:
    """«не 170, а 180»: both are understood, and nothing is left beside them but a client's name."""
    was, left = read_values(said[other.start("was") : other.end("was")], context)
    now, more = read_values(said[other.start("now") : other.end("now")], context)
    was, now = as_hour(was) if now.at else was, as_hour(now) if was.at else now
    was, now = (
        as_day(was, context.today) if now.day or dated else was,
        as_day(now, context.today) if was.day or dated else now,
    )
    now = _in_its_month(was, now) if _BARE_DAY.fullmatch(other["now"]) else now
    named, rest = read_values(said[begins : max(begins, other.start())], context)
    unclear = not (was.any and now.any) or left or more or rest or named.amount or not _are_of_one_kind(was, now)
    if unclear or (named.client and not (marked or was.amount)):
        return None
    return Correction(CorrectionKind.CHANGE, now, was, named.client if isinstance(named.client, Found) else None)


def _in_its_month(was: Values, now: Values) -> Values:
    """«не 7-го, 6-го»: of the seventh's own month."""
    if not (isinstance(was.day, date) and isinstance(now.day, date)) or abs(now.day - was.day) <= NEAR:
        return now
    days = [was.day + timedelta(days=by) for by in range(-NEAR.days, NEAR.days + 1)]
    same = next((day for day in days if day.day == now.day.day), None)
    return now if same is None else replace(now, day=same, far=False)


NEAR: Final = timedelta(days=15)
_BARE_DAY: Final = re.compile(r"(?:на )?[0-3]?[0-9](?: ?-?(?:го|е|му|ое))?[ .!]*")


def _are_of_one_kind(was: Values, now: Values) -> bool:
    """«45к …, but not sure»: a chance is no sum that was wrong, and neither is a client."""
    wrong, right = _kinds(was), _kinds(now)
    return bool(wrong & right) and "probability" not in wrong - right


def _kinds(values: Values) -> set[str]:
    told = ("amount", "day", "at", "probability", "client", "activity")
    return {name for name in told if getattr(values, name) is not None}


def _read_order(said: str, folded: str, context: Context) -> Correction | None:
    """«сумму 12к поставь»: as «поставь сумму 12к»."""
    instead = _INSTEAD.fullmatch(folded)
    if instead is not None:
        was, now = (said[slice(*instead.span(part))] for part in ("was", "now"))
        return _change(f"не {was}, а {now}", f"не {instead['was']}, а {instead['now']}", context)
    told = _TOLD_TO.fullmatch(folded)
    new = _NEW_VALUE.fullmatch(folded) if told is None else None
    if new is not None:
        who, what = (said[slice(*new.span(part))] for part in ("who", "now"))
        return _change(f"исправь {who} {what}", f"исправь {new['who']} {new['now']}", context)
    if told is None:
        return None
    return _change(f"{told['do']} {said[slice(*told.span('rest'))]}", f"{told['do']} {told['rest']}", context)


def _right(said: str, folded: str, begins: int, context: Context, *, dated: bool) -> Correction | None:
    """«ой 180к», «извини, это был звонок», «исправь Ладу на Ладогу»: what is right, behind a mark."""
    kind = _read_kind(folded[begins:]) if begins else None
    if kind is not None:
        return Correction(CorrectionKind.CHANGE, Values(activity=kind))
    if begins and (into := _of_client(said, begins, context)) is not None:
        return into
    now, rest = read_values(_STAR.sub("", said[begins:]), context, parts=True)
    if not now.any or rest:
        return None
    now = as_day(now, context.today) if dated else now
    client = now.client if isinstance(now.client, Found) else None  # beside a sum or a day it tells which record
    if now.client is not None and client is None:
        return None
    return Correction(CorrectionKind.CHANGE, now, client=client if now.figures else None)


def _keep(said: str, begins: int, gone: str) -> str:
    """The text as it was written, with spaces where the folded one has them now."""
    return said[:begins] + "".join(
        " " if folded == " " else char for char, folded in zip(said[begins:], gone, strict=True)
    )


def _of_client(said: str, begins: int, context: Context) -> Correction | None:
    """«исправь Ладу на Ладогу»: two names, and nothing beside."""
    found = _INTO.fullmatch(said, begins)
    if found is None:
        return None
    was, left = read_values(found["was"], context)
    now, more = read_values(found["now"], context)
    if left or more or not isinstance(was.client, Found) or not isinstance(now.client, Found):
        return None
    return None if was.figures or now.figures else Correction(CorrectionKind.CHANGE, now, was)


def _read_kind(said: str) -> ActivityType | None:
    return next((kind for word, kind in _NOUNS if word.fullmatch(said.strip(" .!"))), None)


def _of_kind(was: str, now: str) -> Correction | None:
    """«не встреча, а звонок»"""
    wrong, right = _read_kind(was), _read_kind(now)
    if wrong is None or right is None or wrong is right:
        return None
    return Correction(CorrectionKind.CHANGE, Values(activity=right), activity=wrong)

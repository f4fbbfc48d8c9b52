"""Words that a thumb ran together: «оплатавектор340кзавтра» has four. «Техно2000» is a name, and has one."""

import re
from collections.abc import Sequence
from typing import Final

from sales.core.words import fold
from sales.entry.clients.names import TAKEN_FROM, KnownClient, Roster, rank
from sales.entry.numbers.numerals import HUNDREDS, NUMERAL, WORD

_UNIT = r"(?:тыс(?:яч)?|тр|млн|лям|руб|[кkмтр])"
_DAY_NAMES = "пн|вт|ср|чт|пт|сб|вс|сегодня|завтра|послезавтра"
_AFTER_UNIT = re.compile(
    rf"(?<=[0-9])({_UNIT})(?=(?:завтра|сегодня|послезавтра|пн|вт|ср|чт|пт|сб|вс|в|на|до|от)(?![а-яё]))", re.IGNORECASE
)
_SUM_THEN_ON = re.compile(
    rf"(?<=[0-9])({_UNIT})(во?|на|до|к)(?=(?:{_DAY_NAMES})(?![а-яё]))|(?<=[0-9])({_UNIT})(от)(?=[а-яё]{{3}})",
    re.IGNORECASE,
)
"""«120квпн», «18котромашки»"""
_UNIT_THEN_NAME = re.compile(r"(?<=[0-9])(тыс|млн|[кkм])(?=[А-ЯЁA-Z][а-яёa-z])")
_SUM_THEN_DAY = re.compile(rf"(?<=[0-9])({_UNIT})(завтра|сегодня|послезавтра)(?![а-яё])", re.IGNORECASE)
_WORD_THEN_SUM = re.compile(rf"(?<![\w.-])([^\W\d_]{{3,}})(?=[0-9]+(?:[.,][0-9]+)?{_UNIT}(?![а-яёa-z]))", re.IGNORECASE)
_VERBS: Final = (
    "предоплата|оплата|оплатил|оплатили|пришло|пришла|поступило|ожидаем|ожидаю|ждём|ждем|жду|факт|возврат|"
    "перенос|звонок|"
    "позвонил|позвонила|встреча|аванс|опл"
)
_VERB_THEN_SUM = re.compile(rf"(?<![\w.-])({_VERBS})(?=[0-9])", re.IGNORECASE)
_VERB_THEN_NAME = re.compile(rf"(?<!\w)({_VERBS})([а-яёa-z]{{4,}})(?!\w)", re.IGNORECASE)
_SUM_THEN_NAME = re.compile(rf"(?<=[0-9])({_UNIT})([а-яёa-z]{{3,}})(?!\w)", re.IGNORECASE)
_DAY_THEN_SUM = re.compile(rf"(?<!\w)({_DAY_NAMES})(?=[0-9]+(?:[.,][0-9]+)?{_UNIT}(?![а-яёa-z]))", re.IGNORECASE)
_EITHER = re.compile(rf"(?<!\w)({_DAY_NAMES})/({_DAY_NAMES})(?!\w)", re.IGNORECASE)
_UNIT_THEN_DIGIT = re.compile(r"(?<=[0-9])(млн|лям|тыс|м)(?=[0-9])", re.IGNORECASE)
_SPACED_SPAN = re.compile(rf"(?<=[0-9])({_UNIT})? [-–—] (?=[0-9][0-9 .,]*{_UNIT}(?![а-яё]))", re.IGNORECASE)
_OF_PAPER = re.compile(
    r"(?:сч[её]т\w{0,2}|сч\.?|inv(?:oice)?|договор\w{0,2}|накладн\w{2}|акт\w?|№|#|no\.?) ?[№#]? ?[0-9]+"
    r"(?: от [0-9]{1,2}\.[0-9.]{2,8})?$",
    re.IGNORECASE,
)
_OF_ANOTHER = re.compile(r"[^\W\d_][0-9]+$|(?<![0-9.,])[0-3]?[0-9]\.(?:0[1-9]|1[0-2])(?:\.(?:20)?[0-9]{2})?$")
"""Glued to a word, or a day."""
_SPOKEN_SPAN = re.compile(rf"(?<!\w)({NUMERAL}) [-–—] (?={NUMERAL} ?(?:тыс|тыщ|миллион|млн|лям))", re.IGNORECASE)
_MILLION_AND = re.compile(
    rf"((?:миллион|лям)(?:а|ов)? (?:{'|'.join(HUNDREDS)})(?: {WORD}(?!\w)){{0,2}})(?!\w)"
    rf"(?! ?(?:{WORD}|тыс|тыщ|руб|р\.?(?!\w)|коп))",
    re.IGNORECASE,
)
"""«миллион двести»: nobody names two hundred roubles beside a million."""
_DAY_DASH_SUM = re.compile(
    rf"(?<![\w.,-])([0-3][0-9]\.(?:0[1-9]|1[0-2])(?:\.20[0-9]{{2}})?) ?[-–—] (?=[0-9][0-9 .,]*{_UNIT}(?![а-яёa-z]))",
    re.IGNORECASE,
)
_AND_HUNDREDS = re.compile(r"(?<![\w.,])([0-9]{1,3})([кk])([0-9])(?![\w.,])", re.IGNORECASE)
"""«7к8» is 7 800."""
_NO_KOPECKS = re.compile(r" (?:ноль(?: ноль)?|00) коп(?:\.|еек)(?!\w)", re.IGNORECASE)
_COMMA = re.compile(r"(?<=[^\W_]),(?=[^\W\d_])")
_SPACED_UNIT = re.compile(
    r"(?<![\w.,])(?<![0-9] (?=[0-9]{3} ))([0-9]{1,3}) ([kкКK])(?= (?:сегодня|завтра|послезавтра)(?!\w))"
)


def unglue(text: str) -> str:
    """Sums are set apart from the words that touch them; «150 к завтра» holds no preposition."""
    text = _DAY_DASH_SUM.sub(r"\1 ", text)
    text = _AND_HUNDREDS.sub(r"\1,\3\2", text)
    text = _DAY_THEN_SUM.sub(r"\1 ", text)
    text = _UNIT_THEN_DIGIT.sub(r"\1 ", text)
    text = _EITHER.sub(r"\1 или \2", text)
    text = _MILLION_AND.sub(r"\1 тысяч", text)
    text = _COMMA.sub(", ", text)
    text = _SPACED_UNIT.sub(r"\1\2", text)
    text = _SUM_THEN_ON.sub(lambda found: f"{found[1] or found[3]} {found[2] or found[4]} ", text)
    text = _SUM_THEN_DAY.sub(r"\1 \2", text)
    text = _UNIT_THEN_NAME.sub(r"\1 ", _AFTER_UNIT.sub(r"\1 ", text))
    return _WORD_THEN_SUM.sub(r"\1 ", _VERB_THEN_SUM.sub(r"\1 ", text))


def unglue_words(text: str, clients: Sequence[KnownClient]) -> str:
    """Also a verb and a client's name: «оплатавектор»."""
    text = _spell_and(_spell_out(_NO_KOPECKS.sub("", text), clients), clients)
    numbered = [normal for normal in Roster.of(clients).normals if normal[-1:].isdigit()]
    text = _SPOKEN_SPAN.sub(r"\1-", _SPACED_SPAN.sub(lambda found: _close_span(found, numbered), text))
    apart = unglue(text)
    parted = _VERB_THEN_NAME.sub(lambda found: _part(found, clients), apart)
    parted = _SUM_THEN_NAME.sub(lambda found: _part(found, clients), parted)
    return text if parted == apart else parted


_SHORT: Final = {"тд": "торговый дом", "тк": "транспортная компания", "ск": "строительная компания"} | {
    "гк": "группа компаний",
    "ук": "управляющая компания",
    "дк": "дом культуры",
}
_ABBREVIATED: Final = re.compile(rf"(?<!\w)(?:{'|'.join(_SHORT)})(?= )", re.IGNORECASE)


def _spell_out(text: str, clients: Sequence[KnownClient]) -> str:
    """«тд Садко» of who is called «Торговый Дом Садко»."""
    if _ABBREVIATED.search(text) is None:
        return text
    normals = Roster.of(clients).normals
    return _ABBREVIATED.sub(lambda found: _spell(found[0], normals), text)


_AND: Final = re.compile(r"(?<!\w)(?P<one>[^\W\d_]{3,}) (?:and|и) (?P<other>[^\W\d_]{2,})(?!\w)", re.IGNORECASE)


def _spell_and(text: str, clients: Sequence[KnownClient]) -> str:
    """«harper and sons» of who is called «Harper & Sons»."""
    if _AND.search(text) is None:
        return text
    names = [fold(client.name) for client in clients if "&" in client.name]
    return _AND.sub(lambda found: f"{found['one']} & {found['other']}" if _is_so(found, names) else found[0], text)


def _is_so(found: re.Match[str], names: Sequence[str]) -> bool:
    return any(f"{fold(found['one'])} & {fold(found['other'])}" in name for name in names)


def _spell(short: str, normals: Sequence[str]) -> str:
    whole = _SHORT[fold(short)]
    long = any(normal.startswith(f"{whole} ") for normal in normals)
    return whole if long and not any(normal.startswith(f"{fold(short)} ") for normal in normals) else short


def _close_span(found: re.Match[str], numbered: Sequence[str]) -> str:
    """«100 - 150к» is one span; in «счёт 77 - 8к», «02.12 - 2млн», «Школа 57 - 8к» the first is of another thing."""
    before = fold(found.string[: found.start()])
    other = _OF_PAPER.search(before) or _OF_ANOTHER.search(before) or before.endswith(tuple(numbered))
    return found[0] if other else f"{found[1] or ''}-"


def _part(found: re.Match[str], clients: Sequence[KnownClient]) -> str:
    near = rank(found[2], clients, 1)
    same = bool(near) and near[0].score >= TAKEN_FROM and fold(found[2])[:3] == near[0].client.normal[:3]
    return f"{found[1]} {found[2]}" if same else found[0]

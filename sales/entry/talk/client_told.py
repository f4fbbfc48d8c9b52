"""What is told of a client: whose it is to be, by whom it was recommended, until when its debts are not asked about."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from sales.core.words import fold
from sales.entry.clients.names import Found, find_client
from sales.entry.context import Context
from sales.entry.days.dates import DayChoice, read_day
from sales.entry.talk.intent_kinds import IntentKind

_ASK = r"(?:спрашива|напомина|д[её]рга)(?:й|йте|ть)(?: меня)?"
_OF_MONEY = r"(?: (?:(?:про|об?|за|по) )?(?:долг\w*|деньг\w*|оплат\w*|не(?:го|[её])|них|это))?"
_LEAVE: Final = re.compile(
    rf"(?P<who>.+?)[:,—–-]* (?:пока |больше )?не {_ASK}{_OF_MONEY}(?: (?:до|раньше) (?P<day>.+))?|"
    rf"(?:пока |больше )?не {_ASK} (?:про|об?|по|с|за) (?P<who2>.+?)(?: (?:до|раньше) (?P<day2>.+))?|"
    r"(?:do not|don['’]?t) (?:ask|remind)(?: me)? (?:about|of) (?P<who3>.+?)(?: (?:until|till|before) (?P<day3>.+))?"
)
_HAND: Final = re.compile(
    r"(?:переда(?:й(?:те)?|ть|[её]м|ю)|отда(?:й(?:те)?|ть|[её]м|ю)|перевед(?:и(?:те)?|у)|перекин(?:ь(?:те)?|уть)|"
    r"закрепи(?:те|ть)?|hand over|reassign|transfer|give) (?:клиента |клиент |client )?(?P<rest>[^0-9]+)"
)
_TO: Final = re.compile(r"^(?:за|на|к|to|—|–|-|→) ")
_REFERRED: Final = re.compile(
    r"(?P<by>[^0-9]+?) (?:по)?(?:рекоменд(?:овал[аи]?|у[ею]т)|советовал[аи]?)(?: (?:нас|нам|мне|меня))? "
    r"(?P<who>[^0-9]+)|"
    r"(?P<by2>[^0-9]+?) (?:recommended|referred)(?: us)?(?: to)? (?P<who2>[^0-9]+)|"
    r"(?P<who3>[^0-9]+?)[:,—–-]* (?:приш[её]?л[аои]? )?(?:рекомендован[аоы]?|по рекомендации|от рекомендации)(?: от)? "
    r"(?P<by3>[^0-9]+)|"
    r"(?P<who4>[^0-9]+?) (?:was )?(?:recommended|referred) by (?P<by4>[^0-9]+)"
)
_STRIKE = r"(?:спис(?:али?|ала|ано|ать|ываем|ываю)|спиш(?:и(?:те)?|ем|у)|write off|wrote off)"
_FORGIVE = rf"(?:{_STRIKE}|сня(?:ли?|ла|ть)|сними(?:те)?|прост(?:или?|ила|ить|им))"
_OWED = r"(?:весь )?(?:долг\w*|задолженност\w*|(?:the )?debts?)"
_SUM = r"(?: (?:на )?\d[\d.,\s]*(?:к|т|тыс\w*|тр|млн|k|m)?\.?(?: ?(?:₽|руб\w*|р))?)?"
_WRITTEN_OFF: Final = re.compile(
    rf"{_FORGIVE} {_OWED}{_SUM} (?:(?:с|у|за|of|for) )?(?P<who>.+?){_SUM}|"
    rf"{_FORGIVE} (?:(?:с|у) )?(?P<who2>.+?) {_OWED}{_SUM}|{_STRIKE} (?:(?:с|у) )?(?P<who3>.+?){_SUM}|"
    rf"(?:с|у) (?P<who4>.+?) {_FORGIVE} {_OWED}{_SUM}"
)
_ACCUSATIVE: Final = re.compile(r"\w+[аяую]")


@dataclass(frozen=True, slots=True)
class ClientTold:
    kind: IntentKind
    client: Found
    other: Found | None = None
    day: date | None = None


def read_client_told(said: str, folded: str, context: Context) -> ClientTold | None:
    """`said` as it was written, of the same length; None where nobody known is named."""
    readings = (_leave, _hand, _refer, _write_off)
    return next(filter(None, (read(said, folded, context) for read in readings)), None)


def _write_off(said: str, folded: str, context: Context) -> ClientTold | None:
    """«списали долг Вектора», «сними с Вектора долг»: whoever may looks at the debt first."""
    found = _WRITTEN_OFF.fullmatch(folded)
    client = _find_known(_part(found, said, "who"), context) if found is not None else None
    return None if client is None else ClientTold(IntentKind.WRITE_OFF, client)


def _leave(said: str, folded: str, context: Context) -> ClientTold | None:
    """«Старый не спрашивать до 27.11»"""
    found = _LEAVE.fullmatch(folded)
    client = _find_known(_part(found, said, "who"), context) if found is not None else None
    if found is None or client is None:
        return None
    day = read_day(_part(found, said, "day"), context.today)
    day = day.later if isinstance(day, DayChoice) else day
    return ClientTold(IntentKind.LEAVE_UNTIL, client, day=day if isinstance(day, date) else None)


def _hand(said: str, folded: str, context: Context) -> ClientTold | None:
    """«передай Ким Анне», «передай Анне Ким»; of two ways to read it none."""
    found = _HAND.fullmatch(folded)
    if found is None:
        return None
    if not context.people:
        return _of_nobody_watched(_part(found, said, "rest"), context)
    ways = [
        ClientTold(IntentKind.HAND_OVER, client, heir)
        for one, other in _halves(_part(found, said, "rest"))
        for who, to in ((one, other), (other, one))
        if (client := _find_known(who, context)) is not None
        and isinstance(heir := find_client(_TO.sub("", to), context.people), Found)
    ]
    return ways[0] if len(ways) == 1 else None


def _of_nobody_watched(rest: str, context: Context) -> ClientTold | None:
    """Said by who hands nobody over: a client, and a word that may be somebody's name."""
    for one, other in _halves(rest):
        for who, to in ((one, other), (other, one)):
            client = _find_known(who, context) if _PERSON.fullmatch(_TO.sub("", to)) else None
            if client is not None:
                return ClientTold(IntentKind.HAND_OVER, client)
    return None


_PERSON: Final = re.compile(r"[А-ЯЁA-Z][а-яёa-z]{2,}")


def _halves(text: str) -> Iterator[tuple[str, str]]:
    words = text.split()
    for place in range(1, len(words)):
        yield " ".join(words[:place]), " ".join(words[place:])


def _refer(said: str, folded: str, context: Context) -> ClientTold | None:
    """«Вектор рекомендовал Ромашку», and «Ромашку рекомендовал Вектор»."""
    found = _REFERRED.fullmatch(folded)
    if found is None:
        return None
    by, who = _find_known(_part(found, said, "by"), context), _find_known(_part(found, said, "who"), context)
    if by is None or who is None or by == who:
        return None
    if found["by"] is not None and _is_object(found["by"], by) and not _is_object(found["who"], who):
        by, who = who, by
    return ClientTold(IntentKind.REFERRED, who, by)


def _is_object(written: str, found: Found) -> bool:
    """«Ромашку», which is not what it is called."""
    return _ACCUSATIVE.fullmatch(written.rsplit(maxsplit=1)[-1]) is not None and written not in fold(found.name)


def _find_known(name: str, context: Context) -> Found | None:
    found = find_client(name, context.clients) if name else None
    return found if isinstance(found, Found) else None


def _part(found: re.Match[str], said: str, name: str) -> str:
    """Of the groups of that name whichever has matched, as it was written."""
    group = next((each for each, value in found.groupdict().items() if value and each.rstrip("234") == name), None)
    return said[slice(*found.span(group))] if group is not None else ""

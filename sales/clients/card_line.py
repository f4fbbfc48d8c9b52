"""A client's card in one line: «опт, 18 млн, юг», «ИНН 7701000058 тел 8 916 123-45-67 Пётр» (spec/1)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Final

from sales.clients.card_fields import CardField, read_email, read_segment, read_terms
from sales.clients.phones import PHONE, PersonWords, read_person
from sales.core.words import clean, fold
from sales.entry.numbers.amounts import read_amount

_INN: Final = re.compile(r"(?<!\w)(?:инн|inn)[: №]*([0-9][0-9 .,eеEЕ+\u00a0]*[0-9]|[0-9])", re.IGNORECASE)
_KPP: Final = re.compile(r"(?<!\w)(?:кпп|kpp)[: №]*([0-9A-Za-z]{9})(?!\w)", re.IGNORECASE)
_TITLED: Final = re.compile(
    r"(?:(?P<line>вид дел|вид деятельности|сфера|отрасль|занимаются|line|business)"
    r"|(?P<turnover>оборот|годовой оборот|turnover)|(?P<credit_limit>лимит|limit)|(?P<terms_days>отсрочка|terms)"
    r"|(?P<territory>территория|регион|territory|region)|(?P<city>город|г\.|city)"
    r"|(?P<source>источник|откуда|source)|(?P<segment>сегмент|segment))[: ]+(?P<value>.+)",
    re.IGNORECASE,
)
_PARTS: Final = re.compile("(?<![0-9]),|,(?![0-9])|;")
"""A comma between digits is of a number: «1,2 млн»."""

_SCALED: Final = re.compile(r"(?:тыс|млн|лям|млрд|[0-9 ][кkмm]\b|тр\b)")
_LINES: Final = frozenset(
    (
        *("опт", "оптом", "опт и розница", "розница", "производство", "строительство", "стройка", "логистика"),
        *("услуги", "общепит", "медицина", "образование", "сельское хозяйство", "агро", "торговля", "ремонт"),
        *("мебель", "автосервис", "транспорт", "госсектор", "horeca", "wholesale", "retail", "construction"),
        *("logistics", "services"),
    )
)
_TERRITORIES: Final = frozenset(
    (
        *("юг", "север", "запад", "восток", "центр", "юго-запад", "юго-восток", "северо-запад", "северо-восток"),
        *("урал", "сибирь", "поволжье", "дальний восток", "кавказ", "подмосковье"),
        *("south", "north", "west", "east", "centre"),
    )
)
WORDS: Final[Mapping[CardField, frozenset[str]]] = MappingProxyType(
    {CardField.LINE: _LINES, CardField.TERRITORY: _TERRITORIES}
)
LONGEST: Final = 120


@dataclass(frozen=True, slots=True)
class CardLine:
    """What of a line has its place on the card."""

    fields: Mapping[CardField, Any] = field(default_factory=dict)
    inn: str = ""
    """As it was written; whether it is one is asked of sales.clients.inn."""
    person: PersonWords = field(default_factory=PersonWords)
    unknown: tuple[str, ...] = ()
    """Words that may be a line of business, a territory, a city, or none of it."""

    @property
    def is_card(self) -> bool:
        """Nothing but what a card has, and not a bare sum alone: «Ромашка: 18 млн» may be money that is awaited."""
        sure = self.fields.keys() - {CardField.TURNOVER}
        return bool(sure or self.inn or (self.fields and self.person.phone))


def read_card_line(text: str, used: Mapping[str, CardField]) -> CardLine:
    """`used`: words that stand on the department's cards already, folded, and what they are there."""
    said, found = clean(text), dict[CardField, Any]()
    said, inn = _take(_INN, said)
    said, kpp = _take(_KPP, said)
    if kpp:
        found[CardField.KPP] = kpp.upper()
    person, said = _person(said)
    unknown = []
    for part in (each.strip(" .;") for each in _PARTS.split(said)):
        if not part:
            continue
        kind, value = _part(part, used)
        if kind is None or kind in found:
            unknown.append(part[:LONGEST])
        else:
            found[kind] = value
    return CardLine(found, inn, person, tuple(unknown))


def _take(pattern: re.Pattern[str], text: str) -> tuple[str, str]:
    """The text without it, and what was written."""
    found = pattern.search(text)
    if found is None:
        return text, ""
    return f"{text[: found.start()]}, {text[found.end() :]}", found[1].strip()


def _person(text: str) -> tuple[PersonWords, str]:
    """Whoever stands beside a phone; without one nobody is guessed."""
    found = PHONE.search(text)
    if found is None:
        mails = [part for part in re.split(r"[,; ]", text) if read_email(part)]
        rest = text.replace(mails[0], ",") if mails else text
        return (PersonWords(email=read_email(mails[0]) or "") if mails else PersonWords()), rest
    before, _comma, beside = text[: found.start()].rpartition(",")
    after, _comma, rest = text[found.end() :].partition(",")
    return read_person(f"{beside}{found[0]}{after}"), f"{before},{rest}"


def _part(part: str, used: Mapping[str, CardField]) -> tuple[CardField | None, Any]:
    titled = _TITLED.fullmatch(part)
    if titled is not None:
        kind = next(CardField(name) for name, value in titled.groupdict().items() if value and name != "value")
        return _value_field(kind, titled["value"])
    folded = fold(part)
    if (segment := read_segment(part)) is not None:
        return CardField.SEGMENT, segment
    if re.search("отсрочк|предоплат|дн", folded) and (days := read_terms(part)) is not None:
        return CardField.TERMS, days
    if folded in used:
        return used[folded], part
    for kind, words in WORDS.items():
        if folded in words:
            return kind, part
    if _SCALED.search(folded) and isinstance(amount := read_amount(part), int):
        return CardField.TURNOVER, amount
    return None, part


def _value_field(kind: CardField, value: str) -> tuple[CardField | None, Any]:
    read: Any = clean(value, LONGEST)
    if kind in {CardField.TURNOVER, CardField.LIMIT}:
        read = read_amount(value)
        read = read if isinstance(read, int) else None
    elif kind is CardField.TERMS:
        read = read_terms(value)
    elif kind is CardField.SEGMENT:
        read = read_segment(value)
    return (None, value) if read is None else (kind, read)

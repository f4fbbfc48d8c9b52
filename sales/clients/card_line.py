"""A client's card in one line: «опт, 18 млн, юг», «ИНН 7701000058 тел 8 916 123-45-67 Пётр» (spec/1)."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Final

from sales.clients.card_fields import CardField, read_email, read_segment, read_terms
from sales.clients.phones import PHONE, PersonWords, read_person
from sales.core.words import clean, fold
from sales.entry.clients.nominative import nominative
from sales.entry.numbers.amounts import read_amount

_INN: Final = re.compile(r"(?<!\w)(?:инн|inn)[: №]*([0-9][0-9 .,eеEЕ+\u00a0]*[0-9]|[0-9])", re.IGNORECASE)
_KPP: Final = re.compile(r"(?<!\w)(?:кпп|kpp)[: №]*([0-9A-Za-z]{9})(?!\w)", re.IGNORECASE)
_TITLES = (
    r"(?:(?P<line>вид дел|вид деятельности|сфера|отрасль|занимаются|line|business)"
    r"|(?P<turnover>оборот|годовой оборот|turnover)|(?P<credit_limit>лимит|limit)|(?P<terms_days>отсрочка|terms)"
    r"|(?P<territory>территория|регион|territory|region)|(?P<city>город|г\.|city)"
    r"|(?P<source>источник|откуда|source)|(?P<segment>сегмент|segment))[: ]+"
)
_TITLED: Final = re.compile(rf"{_TITLES}(?P<value>.+)", re.IGNORECASE)
_TITLE: Final = re.sub(r"\?P<\w+>", "?:", _TITLES)
_CAME: Final = re.compile(
    r"(?:приш[её]л|пришл[аи]|наш[её]л|нашл[аи]|узнал[аи]?)(?: к нам| нас| о нас)?"
    r" (?P<by>с|со|из|от|по) (?P<source>\D+)|"
    r"(?:came|found us|heard of us) (?:from|at|by|through) (?:an? |the )?(?P<place>\D+)",
    re.IGNORECASE,
)
"""«пришёл с выставки» is a source in its first case, and no money that came."""

_PHONE_SAID: Final = r"(?:тел\w*|моб\w*|phone)[.: ]*[+0-9(]"
_BEGINS: Final = re.compile(
    rf"(?<!\w)(?:(?:инн|inn)[: №]*[0-9]|(?:контакт|лпр)\w*(?: лицо)?[: ]+(?=\w)|{_PHONE_SAID}|{_TITLE})", re.IGNORECASE
)
"""Where words of the card begin behind a name."""

_NEXT: Final = re.compile(rf"(?<=[^,;: ]) +(?={_TITLE})", re.IGNORECASE)
_THEN_PHONE: Final = re.compile(rf"(?<!\w)({_TITLE}[^,]*?) (?={_PHONE_SAID})", re.IGNORECASE)
_SUM: Final = re.compile(
    r"(?<!\w)((?:оборот|turnover|лимит|limit)[: ]+[^0-9,;]{0,8}[0-9]+(?:[ .,][0-9]+)*"
    r"(?: ?(?:млрд|млн|лям\w*|тыс\w*|кк|к|м|bn|m|k)\.?(?!\w))?(?: ?(?:руб\w*|р|₽)\.?(?!\w))?)"
    r"(?: ?(?:в год|/ ?год|в г\.|a year|per year|yearly))?",
    re.IGNORECASE,
)
_A_YEAR: Final = re.compile(r"(?<=\w) ?(?:в год|/ ?год|a year|per year)(?!\w)", re.IGNORECASE)
_TERMS: Final = re.compile(r"(?<!\w)((?:отсрочка|terms) [0-9]{1,3}(?: ?(?:дн\w*|д|days?))?)(?!\w)", re.IGNORECASE)
_SEGMENT: Final = re.compile(r"(?<!\w)((?:сегмент |segment )?(?:b2b|b2c|б2б|б2с|б2ц))(?!\w)", re.IGNORECASE)
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
_POSITION: Final = re.compile(
    r"(?:закуп|снабж|(?:ген\w*|фин\w*|ком\w*|зам\w*)?\.? ?дир|глав\w* |бухгалт|менедж|логист|завхоз|склад|владел|"
    r"собственн|инженер|секретар|юрист|руковод|начальни|специалист|purchas|buyer|director|accountant|owner|manager|ceo|cfo)",
    re.IGNORECASE,
)
"""How a word begins that says what somebody does there."""

LONGEST: Final = 120
MOST_OF_CONTACT: Final = 2
"""A name and a position."""
_NAMES: Final = re.compile(r"[А-ЯЁA-Z][^\W\d_]+(?:[ -][А-ЯЁA-Z][^\W\d_]*\.?){0,2}")
"""«Сергей Павлович»: one to three words, each with a capital."""


@dataclass(frozen=True, slots=True)
class CardLine:
    """What of a line has its place on the card."""

    fields: Mapping[CardField, Any] = field(default_factory=dict)
    inn: str = ""
    """As it was written; whether it is one is asked of sales.clients.inn."""
    person: PersonWords = field(default_factory=PersonWords)
    unknown: tuple[str, ...] = ()
    """Words that may be a line of business, a territory, a city, or none of it."""
    is_titled: bool = False
    """A field was called by its name: «оборот 12 млн» is no money that is awaited."""
    is_of_person: bool = False
    """A phone was called so: «тел 8 916 123-45-67 Пётр»."""
    is_contact: bool = False
    """«Марина, бухгалтер, 8 916 123-45-67», and nothing else."""

    @property
    def is_card(self) -> bool:
        """Nothing but what a card has, and not a bare sum alone: «Ромашка: 18 млн» may be money that is awaited."""
        sure = self.fields.keys() - {CardField.TURNOVER}
        return bool(sure or self.is_titled or self.inn or (self.fields and self.person.phone) or self.is_contact)


def read_card_line(text: str, used: Mapping[str, CardField]) -> CardLine:
    """`used`: words that stand on the department's cards already, folded, and what they are there."""
    said, found = clean(text), dict[CardField, Any]()
    said, inn = _take(_INN, said)
    said, kpp = _take(_KPP, said)
    if kpp:
        found[CardField.KPP] = kpp.upper()
    is_of_person = re.search(_PHONE_SAID, said, re.IGNORECASE) is not None
    if not (inn or kpp) and (whole := _contact(said, used)).phone:
        return CardLine(person=whole, is_of_person=is_of_person, is_contact=True)
    person, said = _person(_part_titles(said))
    unknown, is_titled = [], False
    parts = [each.strip(" .;") for each in _PARTS.split(said)]
    for part in (each for whole in parts for each in _cut_off_words(whole, used) if each):
        kind, value = _part(part, used)
        if kind is None or kind in found:
            unknown.append(part[:LONGEST])
        else:
            found[kind] = value
            is_titled = is_titled or _TITLED.fullmatch(part) is not None
    return CardLine(found, inn, person, tuple(unknown), is_titled, is_of_person and bool(person.phone))


def split_card(text: str, names: Iterable[str] = ()) -> tuple[str, str] | None:
    """«ромашка автозапчасти» and «инн 7707083893 оборот 12 млн»; None where no field is called by its name.

    `names`: normal forms of clients; «Line» of «Home Line» is no field.
    """
    said = clean(text)
    named = [each.span() for name in names for each in re.finditer(re.escape(name), fold(said))]
    fields = (each for each in _BEGINS.finditer(said) if not any(at < each.start() < end for at, end in named))
    begins = next(fields, None)
    if begins is None or said.endswith("?"):
        return None
    who = said[: begins.start()].strip(" ,:;—–-")
    return (who, said[begins.start() :]) if who else None


def cut_off_name(text: str, used: Mapping[str, CardField]) -> tuple[str, str]:
    """«Заря, опт, 18 млн» and «исток опт 25 млн» behind «новый клиент»: the name, and what stands beside it.

    Without a comma the rest has to be of the card to its last word, and of two kinds: «торговый центр» is a name.
    """
    said = clean(text)
    sign, begins = re.search(r"[,;:](?![0-9])", said), _BEGINS.search(said)
    ends = [each.start() for each in (sign, begins) if each is not None]
    words = said[: min(ends, default=len(said))].split()
    for at in range(1, len(words)):
        rest = " ".join(words[at:])
        if words[at] == words[at].lower() and len(_cut_at_words(rest, used)) > 1:
            return " ".join(words[:at]), said[said.index(rest, len(words[0])) :]
    end = min(ends, default=len(said))
    return said[:end].strip(" ,:;—–-"), said[end:].strip(" ,:;")


def _part_titles(text: str) -> str:
    """With a comma before each title and behind a sum, where people write none."""
    for pattern in (_SUM, _TERMS, _SEGMENT):
        text = pattern.sub(r", \1, ", text)
    return _THEN_PHONE.sub(r"\1, ", _NEXT.sub(", ", _A_YEAR.sub("", text)))


def _cut_at_words(part: str, used: Mapping[str, CardField]) -> Sequence[str]:
    """«опт 18 млн юг»: where each piece has a place of its own on the card; else none."""
    words = part.split()
    for at in range(len(words), 0, -1):
        kind = _part(" ".join(words[:at]), used)[0]
        if kind is None:
            continue
        rest = _cut_at_words(" ".join(words[at:]), used)
        if at == len(words) or (rest and kind not in {_part(each, used)[0] for each in rest}):
            return (" ".join(words[:at]), *rest)
    return ()


def _cut_off_words(part: str, used: Mapping[str, CardField]) -> Sequence[str]:
    """«город Казань опт»: what is known for another thing stands behind the value of a title."""
    if _TITLED.fullmatch(part) is None:
        return _cut_at_words(part, used) or (part,)
    words = part.split()
    known = {*used, *_LINES, *_TERRITORIES}
    for at in range(2, len(words)):
        if fold(" ".join(words[at:])) in known:
            return " ".join(words[:at]), " ".join(words[at:])
    return (part,)


def _take(pattern: re.Pattern[str], text: str) -> tuple[str, str]:
    """The text without it, and what was written."""
    found = pattern.search(text)
    if found is None:
        return text, ""
    return f"{text[: found.start()]}, {text[found.end() :]}", found[1].strip()


def _contact(text: str, used: Mapping[str, CardField]) -> PersonWords:
    """Where the whole of it is one person: a name, perhaps a position, a phone; no part has a place on the card."""
    parts = [part for each in _PARTS.split(PHONE.sub(",", text)) if (part := each.strip(" .;"))]
    if not 1 <= len(parts) <= MOST_OF_CONTACT or any(_part(part, used)[0] for part in parts):
        return PersonWords()
    return read_person(text) if _NAMES.fullmatch(parts[0]) else PersonWords()


def _person(text: str) -> tuple[PersonWords, str]:
    """Whoever stands beside a phone; without one nobody is guessed."""
    found = PHONE.search(text)
    if found is None:
        mails = [part for part in re.split(r"[,; ]", text) if read_email(part)]
        rest = text.replace(mails[0], ",") if mails else text
        return (PersonWords(email=read_email(mails[0]) or "") if mails else PersonWords()), rest
    before, _comma, beside = text[: found.start()].rpartition(",")
    after, _comma, rest = text[found.end() :].partition(",")
    position, _comma, more = rest.partition(",")
    if _POSITION.match(position.strip()):
        after, rest = f"{after},{position}", more
    return read_person(f"{beside}{found[0]}{after}"), f"{before},{rest}"


def _part(part: str, used: Mapping[str, CardField]) -> tuple[CardField | None, Any]:
    titled = _TITLED.fullmatch(part)
    if titled is not None:
        kind = next(CardField(name) for name, value in titled.groupdict().items() if value and name != "value")
        is_figure = kind is CardField.LINE and re.search("[0-9]", titled["value"]) is not None
        return (None, part) if is_figure else _value_field(kind, titled["value"])
    if came := _CAME.fullmatch(part):
        return CardField.SOURCE, clean(came["place"] or nominative(came["source"], came["by"]), LONGEST)
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

"""Parts of one sum: «половину завтра, остальное 25-го», «аванс 30% в пятницу», «двумя частями по 390 - 20 и 27 числа».

They are taken out of the text before anything else is read of it: the day of a part is no day of the record.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Final, TypeAlias

from sales.entry.days.dates import DayFound, find_day
from sales.entry.days.day_words import Asked
from sales.entry.deeds.small_talk import FILLERS
from sales.entry.numbers.amount_terms import SHORTEST, Term, terms
from sales.entry.numbers.shares import MoneyPart
from sales.entry.reading import TAKEN, Line

_ADVANCE: Final = r"(?:аванс|пр[еи]доплат|задат|prepay|deposit|advance|down ?payment)\w*"
_OF_CLOCK: Final = (
    r"(?! (?:перв|втор|треть|четв[её]рт|пят|шест|седьм|восьм|девят|десят|одиннадцат|двенадцат)ого(?!\w)|"
    r" (?:дня|недели|месяца|года|январ|феврал|март|апрел|ма[йя]|июн|июл|август|сентябр|октябр|ноябр|декабр)|"
    r" (?:от|из|of) (?:[0-9]|сум|сто|двест|трист|[а-я]*(?:сот|тысяч|миллион)))"
)
"""«половину одиннадцатого», «первая половина дня» are times, «половина от 300к» is a sum."""
_FIRST: Final = r"перв(?:ая|ую|ый|ой)|(?:the )?first"
_NEXT: Final = (
    r"втор(?:ая|ую|ой)|треть[яю]|друг(?:ая|ую)|последн(?:яя|юю)|(?:the )?(?:second|third|other|last|another)|another"
)
_MENTION: Final = re.compile(
    rf"(?<!\w)(?<!во )(?:(?:(?P<first>{_FIRST}) |(?P<next>{_NEXT}) )?"
    rf"(?:(?P<advance>{_ADVANCE})(?:[ :–-]{{1,3}})?(?:в |of )?)?"
    r"(?:(?P<percent>[1-9][0-9]?) ?(?:%|процент\w*|percent)|(?P<half>половин(?:ка|ку|а|у)|half|1/2)|"
    r"(?P<third>треть(?! плат|ю част)|(?:a|one) third|1/3)|(?P<quarter>четверть|a quarter|1/4)|"
    r"(?P<rest>остальн(?:ое|ые|ую|ая)(?: (?:сумм|част)\w+)?|остат(?:ок|ки)|(?:the )?(?:rest|remainder|balance))|"
    r"(?P<part>(?<=[яюйtdr] )(?:част[ьи]|плат[её]ж|транш|part|payment|instal+ment)))"
    rf"(?:(?:,? (?:на )?(?P<behind>{_ADVANCE}|up ?front))|(?: (?:сумм|оплат|долг|денег)\w*))?"
    rf"|(?P<alone>{_NEXT})){_OF_CLOCK}(?!\w)"
)
_SHARES: Final = {"half": (1, 2), "third": (1, 3), "quarter": (1, 4)}
_NO_PART: Final = re.compile(
    r"(?:скид|комисс|марж|нацен|ндс|vat|discount|commission|margin|вероятност|шанс|probab|chance)\w*"
    r"[ :-]{0,3}(?:в |на )?$"
)
_COUNT: Final = r"(?P<count>дв(?:умя|а|е)|тр(?:емя|и)|четыр(?:ьмя|е)|пят(?:ью|ь)|[2-6]|two|three|four)"
_COUNTED: Final = re.compile(
    rf"(?<!\w)(?:(?:в|на|in) )?(?:(?:{_COUNT} )?(?P<alike>равн\w+ |equal )?"
    r"(?:част(?:ями|и|ей)|плат[её]ж(?:ами|а|ей)|транш(?:ами|а|ей)|взнос(?:ами|а|ов)|этап(?:ами|а)|дол(?:ями|и)|"
    r"parts|payments|instal+ments)|(?P<even>пополам|поровну|in halves|evenly))(?!\w)(?: (?P<each>по|of) (?=[0-9]))?"
)
_COUNTS: Final = {"дв": 2, "2": 2, "tw": 2, "тр": 3, "3": 3, "th": 3, "че": 4, "4": 4, "fo": 4, "пя": 5, "5": 5, "6": 6}
_CLAUSE: Final = re.compile(r"\s*[,;:(\n]\s*|\.\s+|\s+[-–—]\s+|\s+(?:и|а|and|then|потом|затем)\s+")
_NOW: Final = re.compile(r"(?<!\w)(?:сейчас|сразу|прямо сегодня|now|right away|immediately)(?!\w)")
_LINKS: Final = re.compile(
    r"(?<!\w)(?:а|и|в|во|до|на|к|по|обеща\w+|жд[уеё]\w*|буд[еу]т|(?:за|о|до|вы)?плат[ия]т|перевед\w+|закро\w+|отда\w+|потом|"
    r"затем|позже|and|the|then|by|on|will|is|are|pay|promised|comes?|expected|due)(?!\w)"
)
_NUMBER: Final = re.compile(r"(?P<number>[0-9]{1,2})(?:-?(?:го|ое|е|st|nd|rd|th))?")
_WORDS: Final = re.compile(r"[^\W_]")
MAY_TELL: Final = re.compile(
    rf"половин|треть|четверть|остальн|остат|{_ADVANCE}|част[ия]|плат[её]ж|транш|взнос|этап|пополам|поровну|"
    r"[0-9] ?%|процент|втор(?:ая|ую)|half|third|quarter|rest|1/[234]|remainder|balance|parts|payments|instal"
)
"""Where no word of these stands nothing is looked for."""


Spans: TypeAlias = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class PartsTold:
    """Parts, and where their words stand. What is left of a sum that the line names is told alone: `first` is empty."""

    parts: tuple[MoneyPart, ...]
    first: Spans
    """Of the first: itself, and its day, which is the record's own where the money has come."""
    others: Spans
    doubtful: bool = False
    """«двумя частями 7-го и 21-го»: of what size each is, nobody has said."""


@dataclass(frozen=True, slots=True)
class _Segment:
    """A mention of a part, its day if there is one, and all the words that say both."""

    mention: re.Match[str]
    day: MoneyPart
    spans: Spans
    begins: int
    left: str
    """Of its clause, which begins there."""


def tell_parts(line: Line, asked: Asked, names: Callable[[str], bool] = lambda _: False) -> PartsTold | None:
    """What the text tells of parts; the line stays as it is. None where it tells of none that are understood.

    `line`: without the names that tell of parts. `names`: whether words name a client.
    """
    if not MAY_TELL.search(line.left):
        return None
    return _tell_counted(line, asked) or _tell_shares(line, asked, names)


def _tell_counted(line: Line, asked: Asked) -> PartsTold | None:
    """«тремя платежами по 100: 5, 12 и 19»"""
    for found in _COUNTED.finditer(line.left):
        each = _term_at(line, found.end()) if found["each"] else None
        begins = each.end if each is not None else found.end()
        days, end = _days_behind(line, begins, asked)
        count = _COUNTS.get((found["count"] or "")[:2]) or _COUNTS.get((found["count"] or "")[:1]) or len(days)
        if len(days) < 2 or len(days) != count or (found["each"] and each is None):  # noqa: PLR2004
            continue
        alike = bool(found["even"] or found["alike"] or each)
        said = {"amount": each.kopecks, "bare": each.bare} if each is not None else {"share": (1, count)}
        parts = tuple(day.model_copy(update=said) for day in days)
        return PartsTold(parts, ((found.start(), end),), (), doubtful=not alike)
    return None


def _term_at(line: Line, place: int) -> Term | None:
    return next((term for term in terms(line.left) if term.start == place and term.kopecks and not term.foreign), None)


def _days_behind(line: Line, start: int, asked: Asked) -> tuple[list[MoneyPart], int]:
    """«: 5, 12 и 19», «- 20 и 27 числа»: the days in their order, and where they end."""
    head = re.compile(r"[ ,:(–—-]*").match(line.left, start)
    place = head.end() if head else start
    pieces: list[tuple[str, int]] = []
    while place < len(line.left):
        cut = _CLAUSE.search(line.left, place)
        end = cut.start() if cut else len(line.left)
        said = line.left[place:end].strip(" .)!")
        if not (_NUMBER.fullmatch(said) or _day_of(said, asked)):
            break
        pieces.append((said, end))
        place = cut.end() if cut else end
    if not pieces:
        return [], start
    last = pieces[-1][0]
    month = last.lstrip("0123456789") if last[:1].isdigit() else ""
    found = [_day_of(f"{said}{month or '-го'}" if said.isdigit() else said, asked) for said, _end in pieces]
    return [each for each in found if each], pieces[-1][1] if all(found) else start


def _day_of(said: str, asked: Asked) -> MoneyPart | None:
    """A day, and not a word more."""
    line = Line(said)
    found = find_day(line, asked)
    line.take_all(FILLERS)
    line.take_all(_LINKS)
    if found is None or _WORDS.search(line.left.replace(TAKEN, " ")):
        return None
    return _dated(found)


def _dated(found: DayFound) -> MoneyPart | None:
    return MoneyPart(day=found.reading, deadline=found.deadline) if isinstance(found.reading, date) else None


def _tell_shares(line: Line, asked: Asked, names: Callable[[str], bool]) -> PartsTold | None:
    """«половину завтра, вторую в пятницу»; a sum with its rest, «100к завтра, остаток 25-го»."""
    sums = [each for each in terms(line.left) if not each.bare or (each.kopecks or 0) >= SHORTEST]
    mentions = _list_mentions(line.left)
    if not mentions:
        return None
    is_rest_of_sum = mentions[0]["rest"] is not None and len(mentions) == 1
    before = [each for each in terms(line.left) if each.end <= mentions[0].start()]
    if (sums or is_rest_of_sum) and not (is_rest_of_sum and before):
        return None
    segments = [_read_segment(line, asked, mentions, place) for place in range(len(mentions))]
    parts = _share_out(segments)
    others = segments if is_rest_of_sum else segments[1:]
    outside = line.left
    for each in others:
        outside = outside[: each.begins] + " " * len(each.left) + outside[each.begins + len(each.left) :]
    named = any(names(each.left) for each in others) and names(outside)  # «половину Вектор, остальное Ким» are two
    named = named or any(terms(each.left) for each in others)  # «остаток 30к в пн» is a record of its own
    unread = any(len(each.spans) > 1 and each.day.day is None for each in segments)  # «в пт» said on a Friday
    if not parts or named:
        return None
    if is_rest_of_sum and parts[0].day is None and not unread:  # «аванс 100к в пн, остальное после приёмки»
        return PartsTold(tuple(parts), (), ())
    first = () if is_rest_of_sum else segments[0].spans
    behind = tuple(span for each in segments[bool(first) :] for span in each.spans)
    return PartsTold(tuple(parts), first, behind, doubtful=unread)


def _list_mentions(text: str) -> list[re.Match[str]]:
    """In their order, from the first that needs none before it; a percent alone is rather a chance."""
    found = [
        each for each in _MENTION.finditer(text) if not (each["percent"] and _NO_PART.search(text, 0, each.start()))
    ]
    named = [each for each in found if not _is_bare_percent(each)]
    percents = [int(each["percent"]) for each in found if each["percent"]]
    leaves = any(each["rest"] for each in named) and sum(percents) < _ALL
    found = found if leaves or sum(percents) == _ALL else named
    while found and found[0]["alone"]:
        found = found[1:]
    return found


_ALL: Final = 100


def _is_bare_percent(found: re.Match[str]) -> bool:
    return bool(found["percent"]) and not found["advance"] and not found["behind"]


def _read_segment(line: Line, asked: Asked, mentions: Sequence[re.Match[str]], place: int) -> _Segment:
    """Its clause, and the one behind where the day stands only there."""
    mention = mentions[place]
    since = mentions[place - 1].end() if place else 0
    until = mentions[place + 1].start() if place + 1 < len(mentions) else len(line.left)
    cuts = [cut.end() for cut in _CLAUSE.finditer(line.left, since, mention.start())]
    start = cuts[-1] if cuts else (mention.start() if place or mention["rest"] else 0)
    for end in [*[cut.start() for cut in _CLAUSE.finditer(line.left, mention.end(), until)][:_NEAR], until][:_NEAR]:
        piece = Line(line.written[start:end])
        piece.left = line.left[start:end]
        piece.drop(mention.start() - start, mention.end() - start)
        day, words = _take_day(piece, asked)
        if day is not None:
            found = [mention.span(), (start + words[0], start + words[1])]
            links = _LINKS.finditer(piece.left) if place or mention["rest"] else ()
            spans = (*found, *((start + each.start(), start + each.end()) for each in links))
            return _Segment(mention, day, spans, start, piece.left)
    return _Segment(mention, MoneyPart(), (mention.span(),), start, line.left[start : mention.start()])


_NEAR: Final = 2


def _take_day(piece: Line, asked: Asked) -> tuple[MoneyPart | None, tuple[int, int]]:
    """The day, and where its words stand; «сейчас» is today."""
    before = piece.left
    found = find_day(piece, asked)
    if found is None:
        now = _NOW.search(before)
        return (None, (0, 0)) if now is None else (MoneyPart(day=asked.today), now.span())
    changed = [at for at, sign in enumerate(piece.left) if sign != before[at]]
    return _dated(found) or MoneyPart(), (changed[0], changed[-1] + 1)


def _share_out(segments: Sequence[_Segment]) -> list[MoneyPart]:
    """Each with its share; empty where they are more than the whole, or of one it is not known."""
    made: list[MoneyPart] = []
    for each in segments:
        share = _share_of(each.mention)
        given = sum((Fraction(*part.share) for part in made if part.share), Fraction())
        if share is None and not each.mention["rest"] and not made:
            return []
        if share is None and not each.mention["rest"]:  # «вторую»: as much again, or what is left
            again = made[-1].share
            share = again if again is not None and given + Fraction(*again) <= 1 else None
        if share is not None and given + Fraction(*share) > 1:
            return []
        made.append(each.day.model_copy(update={"share": share}))
    second = len(made) == 1 and segments[0].mention["next"] is not None
    if sum(each.is_rest for each in made) > 1 or (len(made) == 1 and made[0].share == (1, 1)):
        return []
    return [made[0].model_copy(update={"share": None})] if second else made


def _share_of(mention: re.Match[str]) -> tuple[int, int] | None:
    if mention["percent"]:
        return int(mention["percent"]), _ALL
    return next((share for name, share in _SHARES.items() if mention[name]), None)

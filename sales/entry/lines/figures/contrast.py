"""
What was and what is to be: «в пятницу, а не в четверг», «480 вместо 420», «не в 14, а в 16», «теперь в 12».

One reading for every connective: two figures of one kind, of which the words say that the one is wrong now. The old one
is taken out of the line, so that no other reader takes it for the money or the day; the new one stays to be read.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from typing import Final

from sales.core.money import ROUBLE, Kopecks
from sales.core.words import fold
from sales.entry.days.dates import DayFound
from sales.entry.days.day_words import Asked
from sales.entry.days.times import take_time
from sales.entry.deeds.tense import Tense
from sales.entry.deeds.verb_words import Lead
from sales.entry.deeds.verbs import LOGGED, MOVED, PLANNED, RECEIVED, Verb
from sales.entry.lines.figures import contrast_words as said_as
from sales.entry.lines.figures.figure_places import TIMED, Figure, FigureKind, find_figures
from sales.entry.reading import Line, Piece


@dataclass(frozen=True, slots=True)
class Contrast:
    """What was, where it is said, and the words of it; the new one where only the old one tells what it is."""

    kind: FigureKind
    written: str = ""
    story: str = ""
    """«увеличили заказ»"""
    was_day: date | None = None
    was_at: time | None = None
    was_sums: tuple[Kopecks, ...] = ()
    """A bare «420» may be thousands."""
    day: DayFound | None = None
    at: time | None = None
    kept: bool = False
    """«время то же»"""


MOST: Final = {FigureKind.DAY: 31, FigureKind.HOUR: 23, FigureKind.CHANCE: 100}
NEAR: Final = timedelta(days=15)


def take_contrast(line: Line, lead: Lead | None, asked: Asked) -> Contrast | None:
    """The first pair of the line: its old figure is taken out of it. None where nothing is contrasted."""
    if (lead is not None and lead.verb in LOGGED and lead.tense is Tense.DONE) or not (
        said_as.MAY_BE.search(fold(line.written))
    ):
        return None
    figures = find_figures(line, asked)
    pair = _find_pair(line, figures, lead)
    old = None if pair is None else _take_old(line, lead, *pair, asked)
    alone = old or _take_kept(line, figures) or _take_new(line, figures)
    has_come = lead is not None and lead.verb in RECEIVED  # «не вчера» of what came is another day, to be asked
    return alone or (None if has_come else _take_denied(line, figures))


def split_contrast(said: str, names: Sequence[Piece], asked: Asked) -> tuple[str, str, str] | None:
    """The words of what was, of what is to be, and the rest of a text; `names`: known ones, which hold no figures."""
    line = Line(said)
    for name in names:
        line.drop(name.start, name.start + len(name.text))
    pair = _find_pair(line, find_figures(line, asked), None)
    if pair is None:
        return None
    was, now, spans = pair
    rest = list(said)
    for first, last in (*spans, (now.start, now.end)):
        rest[first:last] = " " * (last - first)
    return said[was.start : was.end], said[now.start : now.end], "".join(rest)


_Spans = tuple[tuple[int, int], ...]
"""From where to where stand the words of what was, and what leads from it to the new one."""


def _find_pair(line: Line, figures: Sequence[Figure], lead: Lead | None) -> tuple[Figure, Figure, _Spans] | None:
    """What was, and what is to be."""
    left = line.left
    for was, start, end, fits in _list_old(line, figures, lead):
        now = next((each for each in fits if _kind_of(was, each, lead) is not None), None)
        if now is None:
            continue
        if now.start < was.end:
            return was, now, ((start, end),)
        but, apart = said_as.BUT.match(left, end, now.start), said_as.AND_NOT.search(left, end, now.start)
        if but is not None and not left[but.end() : now.start].strip():
            return was, now, ((start, but.end()),)
        return was, now, ((start, end), *((apart.span(),) if apart is not None else ()))
    return None


def _take_old(line: Line, lead: Lead | None, was: Figure, now: Figure, spans: _Spans, asked: Asked) -> Contrast:
    written = line.written[spans[0][0] : was.end].strip(" ,;()–—-")
    kind = _kind_of(was, now, lead) or FigureKind.SUM
    if kind is FigureKind.SUM and _are_days(was, now, find_figures(line, asked)):
        kind = FigureKind.DAY
    found = _pair(kind, was, now, written, line, asked)
    line.take(said_as.INSTEAD)
    for span in spans:
        line.drop(*span)
    if (leads := said_as.LEADS.search(line.left, 0, now.start)) is not None:
        line.drop(leads.start(), now.start)
    line.take(said_as.AS_TOLD)
    story = line.take(said_as.ORDERED) if kind is FigureKind.SUM else None
    return found if story is None else replace(found, story=line.written[slice(*story.span())])


_Old = tuple[Figure, int, int, Sequence[Figure]]
"""What was, from where to where its words go, and what may stand instead, the likeliest first."""


def _list_old(line: Line, figures: Sequence[Figure], lead: Lead | None) -> Iterator[_Old]:
    left, written = line.left, fold(line.written)
    for place, was in enumerate(figures):
        behind = figures[place + 1 :]
        others = [*behind[:1], *reversed(figures[:place]), *behind[1:]]
        before, stood = said_as.OLD.search(left, 0, was.start), said_as.STOOD.search(left, 0, was.start)
        if (found := before or stood) is not None:
            near = _list_beside(left, was, found.start(), others)
            yield was, found.start(), was.end, [*near, *(_list_far(near, others) if before is not None else ())]
        denied = said_as.UNABLE.match(left, was.end)
        end = was.end if denied is None else denied.end()
        if denied is not None or _is_denied(line, lead, was):
            yield was, was.start, end, [each for each in behind if "," in left[end : each.start]]
        if (promised := said_as.PROMISED.search(written, 0, was.start)) is not None:
            yield was, promised.start(), end, [each for each in behind if said_as.TURNED.match(left, end, each.start)]
        since = said_as.SINCE.match(left, was.start) or said_as.SINCE_IT.search(left, 0, was.start)
        if since is not None and _moves(line, lead, was):
            to = [each for each in behind[:1] if said_as.TO.fullmatch(left, was.end, each.start)]
            yield was, since.start(), was.end, to


def _moves(line: Line, lead: Lead | None, was: Figure) -> bool:
    """«перенесли с 14:30 на 16», «увеличили с 420 до 480»; «с 14 до 16» is a span of hours."""
    if was.kind in TIMED:
        return was.kind is FigureKind.HOUR or (lead is not None and lead.verb in MOVED)
    return said_as.ORDERED.search(line.left) is not None


def _list_beside(left: str, was: Figure, start: int, others: Sequence[Figure]) -> list[Figure]:
    """What stands next to what was."""
    return [
        each
        for each in others
        if (each.start >= was.end and said_as.BUT.fullmatch(left, was.end, each.start))
        or (each.start >= was.end and said_as.AND_NOT.search(left, was.end, each.start))
        or (each.end <= start and not left[each.end : start].strip(" ,;(–—-"))
    ]


def _list_far(near: Sequence[Figure], others: Sequence[Figure]) -> list[Figure]:
    """Farther off a bare number is rather another thing, where it is not the only one."""
    only = len(others) == 1
    return [each for each in others if each not in near and (only or FigureKind.NUMBER is not each.kind)]


def _is_denied(line: Line, lead: Lead | None, was: Figure) -> bool:
    """«сегодня не заплатят, завтра», «не заплатит в пт, заплатит в пн»"""
    verb = lead.words[0] if lead is not None and lead.verb in {None, Verb.MOVE, Verb.CANCEL} else None
    if verb is None or not fold(line.written).startswith("не ", verb.start):
        return False
    return not line.left[min(was.end, verb.end) : max(was.start, verb.start)].strip()


def _are_days(was: Figure, now: Figure, figures: Sequence[Figure]) -> bool:
    """«390 вместо 15 будет 22»: two bare numbers, beside which there is the sum."""
    bare = all(each.kind is FigureKind.NUMBER and each.number <= MOST[FigureKind.DAY] * ROUBLE for each in (was, now))
    return bare and any(each.kind in {FigureKind.SUM, FigureKind.NUMBER} and each not in {was, now} for each in figures)


def _kind_of(was: Figure, now: Figure, lead: Lead | None) -> FigureKind | None:
    """Of which kind both are; None where they are of two."""
    logged = lead is not None and lead.verb in LOGGED | PLANNED
    kinds = {was.kind, now.kind} - {FigureKind.NUMBER}
    kind = (
        next(iter(kinds)) if len(kinds) == 1 else (FigureKind.HOUR if logged else FigureKind.SUM) if not kinds else None
    )
    if kind is None or (logged and kind not in {FigureKind.DAY, FigureKind.HOUR}):
        return None
    whole = [each.number // ROUBLE for each in (was, now) if each.kind is FigureKind.NUMBER]
    return kind if kind not in MOST or all(number <= MOST[kind] for number in whole) else None


def _pair(kind: FigureKind, was: Figure, now: Figure, written: str, line: Line, asked: Asked) -> Contrast:
    found = Contrast(kind, written)
    bare = now.kind is FigureKind.NUMBER and kind is not FigureKind.SUM
    if bare or kind is FigureKind.HOUR:
        line.drop(now.start, now.end)
    match kind:
        case FigureKind.DAY:
            old = was.days[0] if len(was.days) in {1, 2} and was.kind is FigureKind.DAY else None
            new = now.days[0] if now.days else None
            old = find_near(was.number // ROUBLE, new or asked.today) if was.kind is FigureKind.NUMBER else old
            said = find_near(now.number // ROUBLE, old or asked.today) if bare else None
            day = None if said is None else DayFound(said, line.written[now.start : now.end], relative=False)
            return replace(found, was_day=old, day=day)
        case FigureKind.HOUR:
            return replace(found, was_at=was.at or _clock(was), at=now.at or _clock(now))
        case FigureKind.SUM:
            sums = (was.number, was.number * 1000) if was.kind is FigureKind.NUMBER else (was.number,)
            return replace(found, was_sums=sums)
        case _:
            return found


def find_near(number: int, near: date) -> date | None:
    """«не 7-го, 6-го»: of the seventh's own month."""
    days = [near + timedelta(days=by) for by in range(-NEAR.days, NEAR.days + 1)]
    return next((day for day in days if day.day == number), None)


def _clock(number: Figure) -> time | None:
    return take_time(Line(f"в {number.number // ROUBLE}"))


def _take_new(line: Line, figures: Sequence[Figure]) -> Contrast | None:
    """«теперь в 12», «Tuesday 4pm instead», «теперь 480»: of what stands only the new is said."""
    timed = [each for each in figures if each.kind in TIMED]
    sums = [each for each in figures if each.kind in {FigureKind.SUM, FigureKind.NUMBER}]
    is_sum = len(sums) == len(figures) == 1 and not said_as.OF_CHANCE.search(line.left)
    for each in timed or (sums if is_sum else ()):
        before, behind = said_as.NOW.search(line.left, 0, each.start), said_as.INSTEAD.match(line.left, each.end)
        if (marked := before or behind) is not None:
            line.drop(*marked.span())
            return Contrast(each.kind if timed else FigureKind.SUM)
    return None


def _take_kept(line: Line, figures: Sequence[Figure]) -> Contrast | None:
    """«на четверг, время то же»"""
    days = [each for each in figures if each.kind is FigureKind.DAY]
    kept = line.take(said_as.KEPT) if days else None
    if kept is None:
        return None
    for leads in (said_as.LEADS.search(line.left, 0, each.start) for each in days):
        if leads is not None:
            line.drop(*leads.span())
    return Contrast(FigureKind.HOUR, line.written[slice(*kept.span())], kept=True)


def _take_denied(line: Line, figures: Sequence[Figure]) -> Contrast | None:
    """«Вектор не в четверг»: the only day of the line is that which it is not; which is it then?"""
    days = [each for each in figures if each.kind is FigureKind.DAY]
    denied = said_as.DENIED.search(line.left, 0, days[0].start) if len(days) == 1 else None
    if denied is None or len(days[0].days) != 1:
        return None
    line.drop(denied.start(), days[0].end)
    return Contrast(FigureKind.DAY, line.written[denied.start() : days[0].end], was_day=days[0].days[0])

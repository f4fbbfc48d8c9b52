"""Corrections in words: «отмени», «нет, не 170 а 180», «ой 180к», «не завтра, а в пятницу», «исправь …»."""

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from sales.activities.activities import ActivityType
from sales.core.words import clean, fold
from sales.entry.clients.claims import claim
from sales.entry.clients.names import Ambiguous, Found
from sales.entry.context import Context
from sales.entry.days.day_words import Asked
from sales.entry.deeds.verb_words import lead_of
from sales.entry.deeds.verbs import RECEIVED, Verb
from sales.entry.lines.figures.contrast import split_contrast
from sales.entry.lines.values import NOTHING_SAID, Values, as_day, as_hour, read_values
from sales.entry.reading import Line
from sales.entry.talk import correction_words as said_as


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
    came: Verb | None = None
    """«нет, 21000 пришло»: of money that came, or went back."""


def read_correction(text: str, context: Context) -> Correction | None:
    """None where the text corrects nothing, or says a record of its own."""
    said = clean(text)
    folded = fold(said).strip()
    because = said_as.BECAUSE.search(folded)
    bare = folded[: because.start()] if because and _is_idle(because["why"], context) else folded
    undone = said_as.UNDO.fullmatch(folded) or said_as.UNDO_LATER.fullmatch(folded) or said_as.UNDO.fullmatch(bare)
    if undone or said_as.MISTAKEN.fullmatch(folded):
        return _undo(undone["what"] if undone else "")
    return _undo_of(said, folded, context) or _change(said, folded, context)


def _is_idle(why: str, context: Context) -> bool:
    """It names no client and no figure, which would be a record of its own."""
    values, _ = read_values(why, context, verbs=True)
    return not isinstance(values.client, Found | Ambiguous) and not values.figures


def without_mark(text: str) -> str:
    """«нет, вчера» at a question is «вчера»."""
    said = clean(text)
    marked = said_as.MARK.match(fold(said))
    return said[marked.end() :] if marked else said


def _undo(what: str) -> Correction:
    kind = next((kind for pattern, kind in said_as.KINDS if pattern.search(what)), None)
    return Correction(CorrectionKind.UNDO, activity=kind, money=bool(said_as.MONEY.search(what)))


def _undo_of(said: str, folded: str, context: Context) -> Correction | None:
    """«удали оплату Ромашка», «Ромашка это ошибка, удали»"""
    found = said_as.UNDO_OF.fullmatch(folded) or said_as.MISTAKEN_OF.fullmatch(folded)
    if found is None:
        return None
    values, rest = read_values(said_as.NAMELESS.sub(" ", said[slice(*found.span("rest"))]), context, verbs=True)
    if rest or not isinstance(values.client, Found):
        return None
    told = _undo(found["rest"])
    return Correction(CorrectionKind.UNDO, was=values, client=values.client, activity=told.activity, money=told.money)


def _change(said: str, folded: str, context: Context) -> Correction | None:
    marked, dated = said_as.MARK.match(folded) or said_as.STAR.search(folded), said_as.OF_DAY.search(folded) is not None
    begins = marked.end() if marked and marked.start() == 0 else 0
    if marked:
        gone = said_as.OF_LAST.sub(lambda found: " " * len(found[0]), folded[begins:])
        said, folded = _keep(said, begins, gone), folded[:begins] + gone
    if marked and (tail := said_as.TAIL.search(folded, begins)) is not None:
        said, folded = said[: tail.start()], folded[: tail.start()]
    pair = _split_pair(said[begins:], context)
    if pair is not None and (of_figures := _contrast(*pair, context, marked=bool(marked), dated=dated)) is not None:
        return of_figures
    other = said_as.NOT_BUT.search(folded, begins) or said_as.BUT_NOT.fullmatch(folded, begins)
    if other is not None:
        was, now = (said[slice(*other.span(part))] for part in ("was", "now"))
        rest = said[begins : max(begins, other.start())]
        return _of_kind(other["was"], other["now"]) or _contrast(
            was, now, rest, context, marked=bool(marked), dated=dated
        )
    if not marked:
        return _read_order(said, folded, context)
    return _right(said, folded, begins, context, dated=dated)


def _split_pair(said: str, context: Context) -> tuple[str, str, str] | None:
    return split_contrast(said, claim(Line(said), context.clients), Asked(context.today, calendar=context.calendar))


def _contrast(old: str, new: str, beside: str, context: Context, *, marked: bool, dated: bool) -> Correction | None:
    """«не 170, а 180»: both are understood, and nothing is left beside them but a client's name, or that it came."""
    was, left = read_values(old, context)
    now, more = read_values(new, context)
    was, now = as_hour(was) if now.at else was, as_hour(now) if was.at else now
    was, now = (
        as_day(was, context.today) if now.day or dated else was,
        as_day(now, context.today) if was.day or dated else now,
    )
    now = _in_its_month(was, now) if _BARE_DAY.fullmatch(fold(new)) else now
    lead = lead_of(fold(beside), priced=False)
    came = lead.verb if lead is not None and lead.verb in RECEIVED else None
    named, rest = read_values(beside, context, verbs=came is not None)
    unclear = not (was.any and now.any) or left or more or rest or named.figures or not _are_of_one_kind(was, now)
    unclear = unclear or not isinstance(named.client, Found | None)
    if unclear or (named.client and not (marked or was.amount)) or ((was.client or now.client) and now.figures):
        return None
    client = named.client if isinstance(named.client, Found) else None
    return Correction(CorrectionKind.CHANGE, now, was, client, came=came)


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
    behind = said_as.MARK_BEHIND.fullmatch(folded)
    if behind is not None:
        return _change(f"точнее {said[: behind.end('rest')]}", f"точнее {behind['rest']}", context)
    told = said_as.TOLD_TO.fullmatch(folded)
    new = said_as.NEW_VALUE.fullmatch(folded) if told is None else None
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
    right = said_as.STAR.sub("", said[begins:])
    lead = lead_of(fold(right), priced=False)
    came = lead.verb if lead is not None and lead.verb in RECEIVED else None
    now, rest = read_values(right, context, parts=True, verbs=came is not None)
    if not now.any or rest or (came is not None and (now.client is not None or now.amount is None)):
        return None
    now = as_day(now, context.today) if dated else now
    client = now.client if isinstance(now.client, Found) else None  # beside a sum or a day it tells which record
    if now.client is not None and client is None:
        return None
    return Correction(CorrectionKind.CHANGE, now, client=client if now.figures else None, came=came)


def _keep(said: str, begins: int, gone: str) -> str:
    """The text as it was written, with spaces where the folded one has them now."""
    return said[:begins] + "".join(
        " " if folded == " " else char for char, folded in zip(said[begins:], gone, strict=True)
    )


def _of_client(said: str, begins: int, context: Context) -> Correction | None:
    """«исправь Ладу на Ладогу»: two names, and nothing beside."""
    found = said_as.INTO.fullmatch(said, begins)
    if found is None:
        return None
    was, left = read_values(found["was"], context)
    now, more = read_values(found["now"], context)
    if left or more or not isinstance(was.client, Found) or not isinstance(now.client, Found):
        return None
    return None if was.figures or now.figures else Correction(CorrectionKind.CHANGE, now, was)


def _read_kind(said: str) -> ActivityType | None:
    return next((kind for word, kind in said_as.NOUNS if word.fullmatch(said.strip(" .!"))), None)


def _of_kind(was: str, now: str) -> Correction | None:
    """«не встреча, а звонок»"""
    wrong, right = _read_kind(was), _read_kind(now)
    if wrong is None or right is None or wrong is right:
        return None
    return Correction(CorrectionKind.CHANGE, Values(activity=right), activity=wrong)

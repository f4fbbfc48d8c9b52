"""The one-line entry (SPEC 13): any text, in any order, without AI. What is certain is saved; the rest is asked."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, time, timedelta
from typing import Final

from sales.calendar.calendar import WorkCalendar
from sales.core.words import clean_lines, fold
from sales.entry.clients.claims import claim
from sales.entry.clients.contacts import KnownContact, clients_of
from sales.entry.clients.day_names import without_day_names
from sales.entry.clients.glued import unglue_words
from sales.entry.clients.names import Ambiguous, Found, KnownClient
from sales.entry.clients.whom import join_names, whom
from sales.entry.days.dates import DayMistake, find_since
from sales.entry.days.day_words import Asked
from sales.entry.days.reckoning import RUSSIA
from sales.entry.days.time_words import unclear_time
from sales.entry.days.times import take_hour_shift
from sales.entry.deeds.doubt_words import HAS_TURNED
from sales.entry.deeds.small_talk import CARRIERS, FILLERS
from sales.entry.deeds.tense import Tense
from sales.entry.deeds.verb_words import Lead, is_of_things, take_told
from sales.entry.deeds.verbs import LOGGED, MOVED, Verb
from sales.entry.lines.deeds_told import tell_deed
from sales.entry.lines.figures.contrast import take_contrast
from sales.entry.lines.figures.contrasted import find_left_contrast, tell_old, turn_deed, with_new, with_old
from sales.entry.lines.figures.figures import Figures, take_figures
from sales.entry.lines.figures.papers import take_papers, take_shares
from sales.entry.lines.filling import fill_entry, part_sum
from sales.entry.lines.in_parts import find_part_left, part_line, with_parts
from sales.entry.lines.parts import Said, split
from sales.entry.lines.several.instalments import say_part_of
from sales.entry.lines.stories.absent import take_absent
from sales.entry.lines.stories.accounts import find_unaccounted
from sales.entry.lines.stories.doubts import find_doubt
from sales.entry.lines.understood import Entry, Missing
from sales.entry.numbers.amount_terms import terms
from sales.entry.numbers.amounts import take_each, take_part
from sales.entry.numbers.numerals import turn_back
from sales.entry.reading import Line

__all__ = ["Entry", "Missing", "understand"]


def understand(
    text: str,
    today: date,
    clients: Sequence[KnownClient],
    now: time | None = None,
    *,
    contacts: Sequence[KnownContact] = (),
    calendar: WorkCalendar = RUSSIA,
) -> Entry | None:
    """What the line says, and what must be asked; None where it says nothing that could be an entry.

    `now` is the wall clock of the department: with it «звонок Ромашка в 10:00» said at noon has happened.
    """
    written = clean_lines(text)
    asked = Asked(today, calendar=calendar)
    parted = part_line(unglue_words(say_part_of(turn_back(written)), clients), asked, clients)
    said = split(parted.text, today, clients)
    line = Line(said.head)
    names = claim(line, clients)
    part = take_part(line) or take_each(line)
    notes = [*take_shares(line), *take_papers(line)]  # before the verb is taken out, which may be one of their words
    for word in said.lead.words if said.lead else ():
        line.drop(word.start, word.end)
    line.take_all(CARRIERS)
    contrast = take_contrast(line, said.lead, asked)
    notes += take_told(line, said.lead)
    notes += [parted.words] if parted.words else []
    notes += take_absent(line, said.lead, clients)
    said, later = _with_hour_shift(line, said)
    figures = take_figures(line, said.lead, asked, now, part)
    if said.lead is not None and said.lead.verb in LOGGED:
        notes += _take_unclear(line, figures)
    line.take_all(FILLERS)
    if said.lead is not None and said.lead.verb in MOVED:
        line.take(_ALL)
    strict = _is_strict(said.lead) and not (said.lead is None and is_of_things(fold(said.head)))
    who = whom(
        join_names(line.pieces(), names) if strict else [*line.pieces(), *names],
        without_day_names(clients, names),
        strict=strict,
        contacts=contacts,
    )
    if contrast is not None:
        said, figures = replace(said, lead=turn_deed(contrast, said.lead)), with_new(contrast, figures)
        notes += tell_old(contrast, said.lead)
    who, of_it = part_sum(who, said.lead, clients, any_sum=contrast is not None)
    figures = replace(figures, amount=figures.amount or of_it)
    moves = said.lead is not None and said.lead.verb in MOVED
    since = find_since(said.head, asked) if moves else None
    entry = fill_entry(Entry(text=written, said_on=today, later=later, from_day=since), said, figures, who, notes)
    if since is not None and entry.day_choice is not None and entry.day_choice.earlier <= since:
        entry = entry.with_day(entry.day_choice.later)
    if since is not None and entry.day == since:  # «всё с завтра переносим»: to which day is asked
        entry = entry.model_copy(update={"day": None, "day_text": "", "day_far": False})
    entry = tell_deed(entry if contrast is None else with_old(contrast, entry), said, figures, now)
    entry = with_parts(entry, parted)
    _drop_person(line, entry, contacts)
    doubt = find_doubt(line, said.lead, entry, who.comment)
    doubt = doubt or find_unaccounted(line, said.lead, entry, who.comment, said.comment)
    entry = _with_doubt(entry, doubt or find_left_contrast(line, entry) or entry.doubt or find_part_left(entry))
    return entry if _says_something(entry) else None


def _take_unclear(line: Line, figures: Figures) -> list[str]:
    """«набрать в сентябре»: words of time are nobody's name, and stay in the comment."""
    said = figures.day.written if figures.day is not None and figures.day.reading is DayMistake.UNCLEAR else ""
    place = line.left.find(fold(said)) if said and unclear_time(Line(said), events=False) else -1
    if place >= 0:
        line.drop(place, place + len(said))
    return [said] if place >= 0 else []


def _drop_person(line: Line, entry: Entry, contacts: Sequence[KnownContact]) -> None:
    """«встреча у Тони»: no stranger, but who is known at the client."""
    own = [each for each in contacts if each.client_id == entry.client_id]
    for word in list(_NAME.finditer(line.left)) if own else []:
        if line.written[word.start()].isupper() and clients_of(word[0], own):
            line.drop(*word.span())


_ALL: Final = re.compile(r"\Aвс[её](?= (?:\x1f|с |со |что ))")
"""«всё с завтра переносим» names nobody."""
_NAME: Final = re.compile(r"[^\W\d_]{3,}")
_DAYS_LATER: Final = re.compile(
    r"(?<!\w)на (?:[\w-]+ )?(?:день|дня|дней|недел\w) (?:позже|позднее|вперед|раньше)(?!\w)"
)


_PUT_OFF: Final = re.compile(
    r"(?<!\w)(?:на )?(?:(?:[\w-]+ )?(?:ден[ьёе]\w*|дня|дней|недел\w+|месяц\w{0,2}) (?:по)?(?:позже|позднее|раньше)|"
    r"(?P<plus>\+) ?[0-9]{1,2} ?(?:дн\w*|день|недел\w+))(?!\w)"
)
"""«на неделю позже», «+3 дня» from the day that stands."""


def _with_hour_shift(line: Line, said: Said) -> tuple[Said, timedelta | None]:
    """«встреча Маяк на час позже» puts off what is planned, whatever else the line was taken for."""
    lead = said.lead
    by_days = _PUT_OFF.search(line.left) if lead is None else None
    if by_days is not None and not (by_days["plus"] and terms(line.left)):
        return replace(said, lead=Lead(Verb.MOVE, Tense.OPEN, None, ())), None
    moves = lead is not None and lead.verb in MOVED
    moved_days = (
        lead is not None and lead.verb in LOGGED and lead.tense is not Tense.DONE and _DAYS_LATER.search(line.left)
    )
    if lead is not None and not moves and (lead.verb not in LOGGED or lead.tense is Tense.DONE):
        return said, None
    later = take_hour_shift(line, bare=moves)
    if (later is None and not moved_days) or (lead is not None and lead.verb is Verb.RESCHEDULE):
        return said, later
    words = lead.words if lead is not None else ()
    put_off = Lead(Verb.RESCHEDULE, Tense.AHEAD, lead.activity if lead is not None else None, words)
    return replace(said, lead=put_off), later


def _with_doubt(entry: Entry, doubt: str) -> Entry:
    """«сорвался платёж»: without a sum it is asked what to record of it, before anything else."""
    turned = HAS_TURNED.search(fold(doubt)) is not None and entry.verb is Verb.EXPECT
    if turned and not entry.has_sum and isinstance(entry.client, Found):
        return entry.model_copy(update={"verb": None, "comment": entry.text})
    return entry.model_copy(update={"doubt": doubt})


def _is_strict(lead: Lead | None) -> bool:
    """Beside money no word by a name is guessed away."""
    return lead is None or lead.verb not in LOGGED


def _says_something(entry: Entry) -> bool:
    """Without a verb only a sum or a client of the speaker's own is worth a question."""
    said = (entry.amount_choice, entry.amount_mistake, entry.day, entry.day_choice, entry.at)
    likely = isinstance(entry.client, Ambiguous) and any(each is not None for each in said)
    known = isinstance(entry.client, Found) or likely
    return entry.verb is not None or entry.amount is not None or known

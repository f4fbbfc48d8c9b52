"""The one-line entry (SPEC 13): any text, in any order, without AI. What is certain is saved; the rest is asked."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, time, timedelta
from typing import Final

from sales.activities.activities import ActivityType, CallOutcome, MeetingOutcome, Outcome
from sales.calendar.calendar import WorkCalendar
from sales.core.words import clean_lines, fold
from sales.entry.clients.claims import claim
from sales.entry.clients.contacts import KnownContact
from sales.entry.clients.day_names import without_day_names
from sales.entry.clients.glued import unglue_words
from sales.entry.clients.name_forms import bare_word
from sales.entry.clients.names import Ambiguous, Found, KnownClient, Roster
from sales.entry.clients.whom import Whom, join_names, whom
from sales.entry.days.dates import DayChoice, DayMistake, take_denied_day
from sales.entry.days.day_meanings import RUSSIA
from sales.entry.days.day_words import Asked
from sales.entry.days.hours import take_denied_hour
from sales.entry.days.time_words import is_past
from sales.entry.days.times import take_hour_shift
from sales.entry.deeds.deed_words import ON_THE_WAY
from sales.entry.deeds.doubt_words import HAS_TURNED
from sales.entry.deeds.outcomes import contact_kind, is_denied, outcome_of, reason_of
from sales.entry.deeds.small_talk import CARRIERS, FILLERS, WHOLE
from sales.entry.deeds.tense import Tense
from sales.entry.deeds.verb_words import Lead, instead_of, lead_of, take_told
from sales.entry.deeds.verbs import LOGGED, MOVED, PRICED, REASONED, Verb
from sales.entry.lines.accounts import find_unaccounted
from sales.entry.lines.doubts import find_doubt
from sales.entry.lines.figures import Figures, is_number, take_figures
from sales.entry.lines.papers import take_papers, take_shares
from sales.entry.lines.parts import Said, split
from sales.entry.lines.promises import promise_in
from sales.entry.lines.slips import mend_slips
from sales.entry.lines.understood import Entry, Missing, is_far
from sales.entry.numbers.amount_terms import terms
from sales.entry.numbers.amounts import AmountMistake, take_part
from sales.entry.numbers.numerals import turn_back
from sales.entry.reading import Line

__all__ = ["Entry", "Missing", "understand"]

_PROMISED: Final = re.compile(r"обещ|promis")
_OF_IT: Final = re.compile(r"(?<!\w)(?:из них|из которых|в том числе|of (?:it|which)) (?:\w+ )?[0-9]")
"""«70к, из них 20 завтра»: which of the sums is awaited?"""
_MAY_HAVE_COME: Final = re.compile(
    r"(?<!\w)п/?п(?!\w)|плат[её]жк|(?<!\w)(?:опл|оплаты?|платеж|платежи|payments?)\.?(?!\w).*"
    r"(?<![0-9.,])(?:0?[1-9]|[12][0-9]|3[01])\.(?:0[1-9]|1[0-2])(?!\.?[0-9])"
)
SURE: Final = 95
"""Percent: money that came less surely than this has not come for certain."""


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
    said = split(_mend_verb(unglue_words(turn_back(written), clients), clients), today, clients)
    line = Line(said.head)
    names = claim(line, clients)
    part = take_part(line)
    notes = [*take_shares(line), *take_papers(line)]  # before the verb is taken out, which may be one of their words
    for word in said.lead.words if said.lead else ():
        line.drop(word.start, word.end)
    line.take_all(CARRIERS)
    instead = take_denied_day(line, Asked(today, calendar=calendar), denied_verb=_is_denied(said)) or take_denied_hour(
        line
    )
    notes += take_told(line, said.lead)
    said, later = _with_hour_shift(line, said)
    figures = take_figures(line, said.lead, Asked(today, calendar=calendar), now, part)
    line.take_all(FILLERS)
    strict = _is_strict(said.lead)
    who = whom(
        join_names(line.pieces(), names) if strict else [*line.pieces(), *names],
        without_day_names(clients, names),
        strict=strict,
        contacts=contacts,
    )
    said = replace(said, lead=instead_of(said.lead)) if instead else said
    entry = _entry(Entry(text=written, said_on=today, later=later), said, figures, who, now, notes)
    doubt = find_doubt(line, said.lead, entry, who.comment)
    doubt = doubt or find_unaccounted(line, said.lead, entry, who.comment, said.comment)
    entry = _with_doubt(entry, doubt)
    return entry if _says_something(entry) else None


def _with_hour_shift(line: Line, said: Said) -> tuple[Said, timedelta | None]:
    """«встреча Маяк на час позже» puts off what is planned, whatever else the line was taken for."""
    lead = said.lead
    moves = lead is not None and lead.verb in MOVED
    if lead is not None and not moves and (lead.verb not in LOGGED or lead.tense is Tense.DONE):
        return said, None
    later = take_hour_shift(line, bare=moves)
    if later is None or (lead is not None and lead.verb is Verb.RESCHEDULE):
        return said, later
    words = lead.words if lead is not None else ()
    put_off = Lead(Verb.RESCHEDULE, Tense.AHEAD, lead.activity if lead is not None else None, words)
    return replace(said, lead=put_off), later


def _with_doubt(entry: Entry, doubt: str) -> Entry:
    """«сорвался платёж»: without a sum it is asked what to record of it, before anything else."""
    priceless = entry.amount is None and entry.amount_choice is None and entry.amount_mistake is None
    turned = HAS_TURNED.search(fold(doubt)) is not None and entry.verb is Verb.EXPECT
    if turned and priceless and isinstance(entry.client, Found):
        return entry.model_copy(update={"verb": None, "comment": entry.text})
    return entry.model_copy(update={"doubt": doubt})


def _mend_verb(text: str, clients: Sequence[KnownClient]) -> str:
    """Where no word says what is done, one may be mistyped."""
    folded = fold(text)
    if lead_of(folded, priced=bool(terms(folded))) is not None:
        return text
    own = (bare_word(word, counted=False) for normal in Roster.of(clients).normals for word in normal.split())
    return mend_slips(text, frozenset(own))


def _is_denied(said: Said) -> bool:
    """«не заплатит …, заплатит …»"""
    lead = said.lead
    return lead is not None and lead.verb is Verb.MOVE and fold(said.head[lead.words[0].start :]).startswith("не ")


def _is_strict(lead: Lead | None) -> bool:
    """Beside money no word by a name is guessed away."""
    return lead is None or lead.verb not in LOGGED


def _entry(blank: Entry, said: Said, figures: Figures, who: Whom, now: time | None, notes: Sequence[str]) -> Entry:
    comment = _comment(said, figures, who, notes)
    entry = blank.model_copy(
        update={
            "activity": said.lead.activity if said.lead else None,
            "client": who.client,
            "probability": figures.chance.percent if figures.chance else None,
            "probability_mistake": figures.chance is not None and figures.chance.percent is None,
            "invoice": figures.invoice,
            "shift": figures.shift,
            "whole": _is_whole(said, comment),
            "tax_number": figures.tax_number if who.client is None else None,
            "comment": comment,
        }
    )
    entry = _date(_price(entry, figures, who), figures)
    lead = None if blank.text.endswith("?") else said.lead
    if lead and lead.verb is Verb.FACT and (entry.probability or SURE) < SURE:
        return entry  # «вроде оплатил»: has it come, or is it awaited?
    if lead and lead.verb is Verb.EXPECT and entry.day == entry.said_on and _MAY_HAVE_COME.search(fold(blank.text)):
        return entry  # «опл. Дым 12к 11.12», of today
    if lead and lead.verb:
        return _lead(entry, said.head, lead, now)
    return _expect(entry, figures, now) if said.lead is None and not blank.text.endswith("?") else entry


def _is_whole(said: Said, comment: str) -> bool:
    return said.lead is not None and said.lead.verb in PRICED and WHOLE.search(fold(comment)) is not None


def _expect(entry: Entry, figures: Figures, now: time | None) -> Entry:
    """A sum with a day that is ahead is expected, whatever word is left out."""
    days = [entry.day] if entry.day else [entry.day_choice.later] if entry.day_choice else []
    known = isinstance(entry.client, Found | Ambiguous)
    priced = entry.amount is not None or ((entry.amount_choice or entry.amount_mistake) is not None and known)
    later = figures.latest is not None and now is not None and figures.latest > now
    unclear = entry.day_mistake is DayMistake.UNCLEAR and not is_past(entry.day_text)
    sure = entry.probability is not None and not days and entry.day_mistake is None
    ahead = sure or any(day > entry.said_on for day in days) or (later and entry.day == entry.said_on) or unclear
    if not priced or not ahead or entry.client is None:
        return entry
    return entry.model_copy(update={"verb": Verb.EXPECT})


def _price(entry: Entry, figures: Figures, who: Whom) -> Entry:
    """A number that is left alone beside the sum may be the sum that was meant: «150к 150»."""
    if isinstance(figures.amount, int) and any(is_number(piece) or _OF_IT.search(fold(piece)) for piece in who.comment):
        return entry.with_amount(AmountMistake.SEVERAL)
    return entry if figures.amount is None else entry.with_amount(figures.amount)


def _date(entry: Entry, figures: Figures) -> Entry:
    hours = (figures.hours.first, figures.hours.last) if figures.hours else None
    entry = entry.model_copy(update={"hours": hours, "at": figures.at})
    if figures.day is None:
        return entry
    found = figures.day
    entry = entry.with_day(found.reading)
    far = entry.day is not None and is_far(entry.day, entry.said_on, relative=found.relative, year=found.year_said)
    said = {
        "hours": hours,
        "delay": figures.delay,
        "day_text": found.written,
        "deadline": found.deadline,
        "day_far": far,
    }
    return entry.model_copy(update={**said, "day_confirmed": False})


def _lead(entry: Entry, head: str, lead: Lead, now: time | None) -> Entry:
    outcome = _outcome(entry, head, lead)
    planned = lead.verb in LOGGED and _is_ahead(entry, lead, outcome, now)
    reason = reason_of(entry.comment) if lead.verb in REASONED else None
    said = fold(" ".join(head[word.start : word.end] for word in lead.words))
    contact = contact_kind(said)
    update = {
        "verb": lead.verb,
        "contact": contact,
        "promised": lead.verb is Verb.EXPECT and _PROMISED.search(said) is not None,
        "planned": planned,
        "outcome": None if planned else outcome,
        "reason": reason,
    }
    entry = entry.model_copy(update=update)
    if planned and _is_today(entry, lead, head, now):
        entry = entry.model_copy(update={"day": entry.said_on})
    if lead.verb in LOGGED and not planned:
        entry = entry.model_copy(update={"promise": promise_in(entry.comment, entry.said_on), "hours": None})
    return entry.settle()


def _is_today(entry: Entry, lead: Lead, head: str, now: time | None) -> bool:
    """An hour without a day is today, where it is still ahead; «еду в Ромашку» is on the way."""
    if entry.day is not None or entry.day_choice is not None or entry.day_mistake is not None:
        return False
    latest = entry.at or (entry.hours[1] if entry.hours else None)
    if latest is not None:
        return now is None or latest > now
    return any(ON_THE_WAY.fullmatch(fold(head[word.start : word.end])) for word in lead.words)


def _comment(said: Said, figures: Figures, who: Whom, notes: Sequence[str]) -> str:
    beside = _join_side_by_side(list(dict.fromkeys([*who.comment, *notes, *figures.notes])), said.head)
    return "\n".join(part for part in (beside, said.comment) if part)


def _join_side_by_side(pieces: Sequence[str], head: str) -> str:
    """«просят» and «скидку 10%», which stand side by side, are «просят скидку 10%»."""
    joined: list[str] = []
    for piece in pieces:
        beside = next((place for place, other in enumerate(joined) if f"{other} {piece}" in head), None)
        if beside is None:
            joined.append(piece)
        else:
            joined[beside] = f"{joined[beside]} {piece}"
    return ", ".join(joined)


def _outcome(entry: Entry, head: str, lead: Lead) -> Outcome | None:
    """From the comment; the verb itself only tells that nobody answered, or that they talked."""
    if lead.activity is None or lead.verb not in LOGGED:
        return None
    deed = " ".join(head[word.start : word.end] for word in lead.words)
    verb = outcome_of(lead.activity, deed)
    if lead.tense is Tense.DONE and is_denied(lead.activity, deed):
        return MeetingOutcome.DID_NOT_HAPPEN
    if lead.activity is ActivityType.CALL and verb is CallOutcome.NO_ANSWER:
        return verb
    said = outcome_of(lead.activity, entry.comment)
    return verb if said is None and verb is CallOutcome.TALKED else said


def _is_ahead(entry: Entry, lead: Lead, outcome: Outcome | None, now: time | None) -> bool:
    """A noun («звонок») is planned where its day, or its hour today, is ahead; «сегодня» alone is a plan too."""
    if lead.verb is Verb.NOTE or lead.tense is Tense.DONE:
        return False
    if lead.tense is Tense.AHEAD or isinstance(entry.day_choice, DayChoice) or entry.day_mistake:
        return True
    if entry.day not in {None, entry.said_on}:
        return entry.day is not None and entry.day > entry.said_on
    if entry.hours is not None:
        return outcome is None and (now is None or entry.hours[1] > now)
    if entry.at is not None:
        return outcome is None if now is None else entry.at > now
    return entry.day is not None and not entry.comment


def _says_something(entry: Entry) -> bool:
    """Without a verb only a sum or a client of the speaker's own is worth a question."""
    said = (entry.amount_choice, entry.amount_mistake, entry.day, entry.day_choice, entry.at)
    likely = isinstance(entry.client, Ambiguous) and any(each is not None for each in said)
    known = isinstance(entry.client, Found) or likely
    return entry.verb is not None or entry.amount is not None or known

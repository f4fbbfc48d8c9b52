"""The one-line entry (SPEC 13): any text, in any order, without AI. What is certain is saved; the rest is asked."""

from collections.abc import Sequence
from datetime import date, time

from sales.activities.activities import ActivityType, CallOutcome, Outcome
from sales.core.words import clean_lines
from sales.entry.amounts import AmountMistake
from sales.entry.claims import claim
from sales.entry.dates import DayChoice
from sales.entry.figures import Figures, is_number, take_figures
from sales.entry.names import Ambiguous, Found, KnownClient
from sales.entry.outcomes import outcome_of, reason_of
from sales.entry.papers import take_shares
from sales.entry.parts import Said, split
from sales.entry.reading import Line
from sales.entry.understood import Entry, Missing
from sales.entry.verb_words import Lead, Tense
from sales.entry.verbs import LOGGED, REASONED, Verb
from sales.entry.whom import Whom, whom

__all__ = ["Entry", "Missing", "understand"]


def understand(text: str, today: date, clients: Sequence[KnownClient], now: time | None = None) -> Entry | None:
    """What the line says, and what must be asked; None where it says nothing that could be an entry.

    `now` is the wall clock of the department: with it «звонок Ромашка в 10:00» said at noon has happened.
    """
    written = clean_lines(text)
    said = split(written, today)
    line = Line(said.head)
    names = claim(line, clients)
    shares = take_shares(line)  # before the verb is taken out, which may be one of their words
    for word in said.lead.words if said.lead else ():
        line.drop(word.start, word.end)
    figures = take_figures(line, said.lead, today, now)
    strict = said.lead is None or said.lead.verb not in LOGGED
    who = whom([*line.pieces(), *names], clients, strict=strict)
    entry = _entry(Entry(text=written, said_on=today), said, figures, who, now, shares)
    return entry if _says_something(entry) else None


def _entry(blank: Entry, said: Said, figures: Figures, who: Whom, now: time | None, shares: Sequence[str]) -> Entry:
    comment = _comment(said, figures, who, shares)
    entry = blank.model_copy(
        update={
            "activity": said.lead.activity if said.lead else None,
            "client": who.client,
            "probability": figures.chance.percent if figures.chance else None,
            "probability_mistake": figures.chance is not None and figures.chance.percent is None,
            "invoice": figures.invoice,
            "comment": comment,
        }
    )
    entry = _dated(_priced(entry, figures, who), figures)
    lead = None if blank.text.endswith("?") else said.lead
    return _led(entry, said.head, lead, now) if lead and lead.verb else entry


def _priced(entry: Entry, figures: Figures, who: Whom) -> Entry:
    """A number that is left alone beside the sum may be the sum that was meant: «150к 150»."""
    if isinstance(figures.amount, int) and any(is_number(piece) for piece in who.comment):
        return entry.with_amount(AmountMistake.SEVERAL)
    return entry if figures.amount is None else entry.with_amount(figures.amount)


def _dated(entry: Entry, figures: Figures) -> Entry:
    return entry.with_at(figures.at) if figures.day is None else entry.with_day(figures.day, figures.at)


def _led(entry: Entry, head: str, lead: Lead, now: time | None) -> Entry:
    outcome = _outcome(entry, head, lead)
    planned = lead.verb in LOGGED and _is_ahead(entry, lead, outcome, now)
    reason = reason_of(entry.comment) if lead.verb in REASONED else None
    update = {"verb": lead.verb, "planned": planned, "outcome": None if planned else outcome, "reason": reason}
    return entry.model_copy(update=update).settled()


def _comment(said: Said, figures: Figures, who: Whom, shares: Sequence[str]) -> str:
    beside = ", ".join([*who.comment, *shares, *figures.papers])
    return "\n".join(part for part in (beside, said.comment) if part)


def _outcome(entry: Entry, head: str, lead: Lead) -> Outcome | None:
    """From the comment; the verb itself only tells that nobody answered, or that they talked."""
    if lead.activity is None or lead.verb not in LOGGED:
        return None
    verb = outcome_of(lead.activity, " ".join(head[word.start : word.end] for word in lead.words))
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
    if entry.at is not None:
        return outcome is None if now is None else entry.at > now
    return entry.day is not None and not entry.comment


def _says_something(entry: Entry) -> bool:
    """Without a verb only a sum or a client of the speaker's own is worth a question."""
    known = isinstance(entry.client, Found) or (isinstance(entry.client, Ambiguous) and entry.amount_choice is not None)
    return entry.verb is not None or entry.amount is not None or known

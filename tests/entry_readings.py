"""What comes of a message, told in one line: what would be saved, and what would be asked. For corpora."""

from sales.entry.ask_lines import AskLine
from sales.entry.context import Context
from sales.entry.days.dates import DayChoice
from sales.entry.deeds.verbs import Verb
from sales.entry.lines.asked import Late, find_taken_day, questions
from sales.entry.lines.understood import Entry, Missing
from sales.entry.lines.values import Values
from sales.entry.message import hear
from sales.entry.numbers.shares import MoneyPart, split_sum
from sales.entry.talk.corrections import Correction
from sales.entry.talk.intent_kinds import IntentKind
from sales.entry.talk.intents import Intent
from tests.sales.entry.telling import date_told, roubles, tell, who_told


def reading_of(text: str, context: Context) -> str:
    """As the handlers would go on with it: «expect · Ромашка · 150000 · 03.12», several joined by « + »."""
    heard = hear(text, context)
    intent = Intent(IntentKind.DEAL_WORDS, heard.deal.client, text) if heard.deal is not None else heard.intent
    if heard.nps is not None:
        return f"#nps · {who_told(heard.nps.client)} · {heard.nps.answer}"
    if heard.ask is not None:
        return _ask(heard.ask)
    told = _told(heard.correction, intent, heard.entries, context)
    return f"layout: {told}" if heard.layout else told


def _ask(ask: AskLine) -> str:
    """«#task own», «#discount · Ромашка · 12%»: a request, and never money."""
    kind = f"#{ask.kind}" + " own" * ask.is_own
    share = "" if ask.share is None else f"{ask.share / 10:g}%"
    return " · ".join(part for part in (kind, who_told(ask.client), share) if part)


def _told(correction: Correction | None, intent: Intent | None, entries: tuple[Entry, ...], context: Context) -> str:
    if correction is not None:
        return _correction(correction)
    if intent is not None:
        return _intent(intent)
    each = [part for entry in entries for part in _each_part(entry)]
    return " + ".join(record(entry, context) for entry in each) or "nothing"


def _each_part(entry: Entry) -> list[Entry]:
    """The parts of a sum that the line names are records of their own, unless it is awaited already."""
    made = (
        entry.parts
        and entry.certain
        and entry.verb is Verb.EXPECT
        and entry.amount
        and split_sum(entry.amount, entry.parts)
    )
    if not made or entry.parts[0].amount == entry.amount:
        return [entry]
    return [
        entry.model_copy(update={"amount": each.amount, "day": each.part.day or entry.day, "parts": ()})
        for each in made
    ]


def record(entry: Entry, context: Context) -> str:
    """With the workday that is taken, and the first question; several questions in their order."""
    asked = questions(entry, context.calendar)
    taken = find_taken_day(entry, context.calendar)
    shown = entry.model_copy(update={"day": taken.day}) if taken is not None else entry
    told = tell(shown).split(" ← ")[0]
    more = [
        f"shift {entry.shift}" if entry.shift is not None else "",
        f"later {entry.later}" if entry.later is not None else "",
        "whole" if entry.whole and entry.amount is None else "",
        f"inn {entry.tax_number}" if entry.tax_number else "",
        _parts(entry),
        _promise(entry),
    ]
    told = " · ".join([told, *(part for part in more if part)])
    return told + (" ← " + ", ".join(asked) if asked else "")


def _parts(entry: Entry) -> str:
    """«in parts 1/2 03.12, rest 25.12»; of money that came only what is still to come; a lone rest says nothing."""
    told = entry.parts[1:] if entry.verb is Verb.FACT else entry.parts
    if entry.parts[1:] == (MoneyPart(),):
        return ""
    return "in parts " + ", ".join(map(_part, told)) if told else ""


def _part(part: MoneyPart) -> str:
    said = "{}/{}".format(*part.share) if part.share else roubles(part.amount) if part.amount else "rest"
    return f"{said} {date_told(part.day)}" if part.day else said


def _promise(entry: Entry) -> str:
    if entry.promise is None:
        return ""
    amount = roubles(entry.promise.amount) if entry.promise.amount else ""
    day = date_told(entry.promise.day) if entry.promise.day else ""
    parts = "in parts" if entry.promise.parts else ""
    return " ".join(part for part in ("promise", amount, day, parts) if part)


def _correction(correction: Correction) -> str:
    about = correction.client.name if correction.client else ""
    kind = correction.activity.value if correction.activity else "money" if correction.money else ""
    was = f"was {_values(correction.was)}" if correction.was.any and not about else ""
    return " · ".join(part for part in (correction.kind.value, about, kind, was, _values(correction.now)) if part)


def _values(values: Values) -> str:
    amount = "" if values.amount is None else _amount(values.amount)
    day = values.day
    told = (
        "" if day is None else f"{date_told(day.earlier)}|{date_told(day.later)}" if isinstance(day, DayChoice) else ""
    )
    told = told or ("" if day is None else date_told(day) if hasattr(day, "year") else f"!{day}")
    part = f"{values.hours.first:%H}–{values.hours.last:%H}" if values.hours else ""
    at = f"{values.at:%H:%M}" if values.at else values.activity or part
    chance = f"{values.probability}%" if values.probability is not None else ""
    return " ".join(part for part in (who_told(values.client), amount, told, at, chance) if part)


def _amount(amount: object) -> str:
    if isinstance(amount, int):
        return roubles(amount)
    smaller, larger = getattr(amount, "smaller", None), getattr(amount, "larger", None)
    return f"{roubles(smaller)}|{roubles(larger)}" if smaller and larger else f"!{amount}"


def _intent(intent: Intent) -> str:
    day = "" if intent.day is None else date_told(intent.day) if hasattr(intent.day, "year") else f"{intent.day}"
    text = "" if intent.client is not None else intent.text
    return " · ".join(part for part in (f"#{intent.kind}", who_told(intent.client), text, day) if part)


__all__ = ["Late", "Missing", "reading_of"]

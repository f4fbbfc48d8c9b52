"""A line with what was said right afterwards: in a correction, in a reply, or beside an answer to its question."""

from datetime import date

from sales.core.money import Kopecks
from sales.entry.deeds.verbs import Verb
from sales.entry.lines.understood import Entry
from sales.entry.lines.values import Values
from sales.entry.numbers.amounts import AmountChoice, AmountReading


def correct_entry(entry: Entry, now: Values) -> Entry:
    """The record with what is right; what is not said of it stays."""
    if now.amount is not None:
        entry = entry.with_amount(in_scale(now.amount, entry.amount))
    if now.day is not None:
        asked = {"deadline": now.deadline, "day_far": now.far, "day_confirmed": not now.far}
        entry = entry.with_day(now.day, now.at).model_copy(update=asked)
    elif now.at is not None:
        entry = entry.with_at(now.at)
    if now.probability is not None and entry.verb is Verb.EXPECT:
        entry = entry.with_probability(now.probability)
    entry = entry if now.client is None else entry.model_copy(update={"client": now.client})
    ahead = isinstance(entry.day, date) and entry.day > entry.said_on and entry.activity is not None
    return entry.model_copy(update={"planned": True, "outcome": None}) if ahead and not entry.planned else entry


def in_scale(said: AmountReading, before: Kopecks | None) -> AmountReading:
    """«180» beside 170 000 is 180 000."""
    if not isinstance(said, AmountChoice) or before is None:
        return said
    return min(said.smaller, said.larger, key=lambda each: max(each, before) / min(each, before))

"""What a contrast makes of its line: the deed that changes what stands, the new figure, the old one to find it by."""

from dataclasses import replace
from datetime import time
from typing import Final

from sales.entry.days.hours import Hours
from sales.entry.deeds.tense import Tense
from sales.entry.deeds.verb_words import Lead, instead_of
from sales.entry.deeds.verbs import LOGGED, RECEIVED, Verb
from sales.entry.lines.figures.contrast import Contrast
from sales.entry.lines.figures.contrast_words import LEFT
from sales.entry.lines.figures.figure_places import FigureKind
from sales.entry.lines.figures.figures import Figures
from sales.entry.lines.understood import Entry
from sales.entry.reading import Line


def find_left_contrast(line: Line, entry: Entry) -> str:
    """The words of a contrast that nothing has read, beside money, a day or an hour: a doubt in any case."""
    said = entry.has_sum or entry.day or entry.day_choice or entry.at
    found = LEFT.search(line.left) if said and (entry.verb not in LOGGED or entry.planned) else None
    return "" if found is None else line.written[slice(*found.span())]


def turn_deed(contrast: Contrast, lead: Lead | None) -> Lead | None:
    """What the line does to what stands: puts it off, or makes its sum or its chance another; what came has come."""
    awaited = lead is None or lead.verb in {None, Verb.EXPECT}
    words = lead.words if lead is not None else ()
    if contrast.kind in {FigureKind.SUM, FigureKind.CHANCE}:
        verb = Verb.RESUM if contrast.kind is FigureKind.SUM else Verb.CHANCE
        return Lead(verb, Tense.OPEN, None, words) if awaited else lead
    if contrast.kept and lead is not None and lead.verb in LOGGED:
        return lead  # where nothing is planned it is a new one, and its hour is asked
    if lead is not None and lead.verb is Verb.CANCEL:
        return Lead(Verb.MOVE, Tense.OPEN, None, words)
    return instead_of(lead)


def with_new(contrast: Contrast, figures: Figures) -> Figures:
    """With the new one, where it was a bare number; the old sum beside what came is told of it."""
    hours = Hours(*ANY_HOUR, contrast.written) if contrast.kept and figures.at is None else figures.hours
    return replace(figures, day=contrast.day or figures.day, at=contrast.at or figures.at, hours=hours)


def tell_old(contrast: Contrast, lead: Lead | None) -> list[str]:
    """For the comment: why the sum is another, and beside what came or moves the sum that it is not."""
    changes = lead is not None and lead.verb is Verb.RESUM
    return [contrast.story, contrast.written * (contrast.kind is FigureKind.SUM and not changes)]


def with_old(contrast: Contrast, entry: Entry) -> Entry:
    """With what stands, by which the record is found."""
    return entry.model_copy(
        update={
            "from_day": contrast.was_day or entry.from_day,
            "from_at": contrast.was_at,
            "from_sums": contrast.was_sums if entry.verb not in RECEIVED else (),
            "from_words": contrast.written,
            "kept_hour": contrast.kept,
        }
    )


ANY_HOUR: Final = (time(9), time(18))

"""What is wrong with a list of slots, and how it is written right."""

from collections.abc import Callable, Mapping

from markupsafe import Markup

from reports.message.language import gettext as _
from reports.message.markup import fill, lines
from sales.checkins.slot_list import MOST_SLOTS, SlotMistake, WrongSlotsError

_WORDS: Mapping[SlotMistake, Callable[[], str]] = {
    SlotMistake.EMPTY: lambda: _("No hours found."),
    SlotMistake.NOT_A_TIME: lambda: _("“{part}” is not an hour."),
    SlotMistake.TOO_MANY: lambda: _("Too many: {most} slots a day at most."),
    SlotMistake.NOT_ASCENDING: lambda: _("In order, please: {part} comes too late."),
    SlotMistake.TOO_CLOSE: lambda: _("{part} is too near the slot before."),
    SlotMistake.TOO_EARLY: lambda: _("{part} is too early: it is asked about the day before."),
}
LONGEST_PART = 20


def slot_words(mistake: WrongSlotsError) -> Markup:
    """The part that was wrong, why, and a list as it may be."""
    part = mistake.fragment[:LONGEST_PART]
    wrong = fill(_WORDS[mistake.mistake](), part=part, most=MOST_SLOTS)
    return lines(wrong, fill(_("For example: <code>12:00, 16:00, 18:00</code>")))

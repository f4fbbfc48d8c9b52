"""Hours that stand against each other, in words: what is wrong, and an hour that would fit."""

from collections.abc import Callable, Mapping

from markupsafe import Markup

from reports.message.language import gettext as _
from reports.message.markup import fill
from reports.settings.schedule_words import scheduled_name
from sales.schedule.day_hours import Clash, Contradiction, DayHours
from sales.schedule.schedule import Scheduled, Setting
from storage.settings.departments import Department

SHOWN = 2
"""So many are told at once; the next ones come up as these are mended."""

_WORDS: Mapping[Clash, Callable[[], str]] = {
    Clash.CLOSE_EARLY: lambda: _("The day closes at {at}, before the last check of payments at {against}."),
    Clash.BEFORE_END: lambda: _("{name} at {at}, and the day ends at {against}."),
    Clash.BEFORE_LAST: lambda: _("{name} at {at}, and the last check of payments is at {against}."),
    Clash.BEYOND_FREEZE: lambda: _("{name} at {at}, and the freeze is at {against}."),
    Clash.BEFORE_MORNING: lambda: _("The {at} check is asked about before the good morning at {against}."),
    Clash.QUIET: lambda: _("Check at {at}: nobody is written to from 20:00 to 8:30."),
}


def hours_of(place: Department, settings: Mapping[Scheduled, Setting]) -> DayHours:
    return DayHours(place.slots, place.asking, place.day_close, settings)


def clash_words(found: Contradiction) -> Markup:
    """«Сводный отчёт в 17:30, а день кончается в 18:00. Например: 18:20»"""
    name = "" if found.kind is None else scheduled_name(found.kind)
    wrong = fill(_WORDS[found.clash](), name=name, at=f"{found.at:%H:%M}", against=f"{found.against:%H:%M}")
    fits = "12:00, 16:00, 18:00" if found.example is None else f"{found.example:%H:%M}"
    return fill(_("{wrong} For example: {example}"), wrong=wrong, example=fits)


def warning(found: Contradiction) -> Markup:
    return fill("⚠️ {words}", words=clash_words(found))

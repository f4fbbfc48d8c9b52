"""Scheduled messages in words: what each is called in the settings, and when it comes."""

from collections.abc import Callable, Mapping

from reports.message.language import gettext as _
from reports.message.language import pgettext
from sales.schedule.schedule import FREEZES, Scheduled, Setting, may_be_put_off

_NAMES: Mapping[Scheduled, Callable[[], str]] = {
    Scheduled.MORNING: lambda: _("Good morning"),
    Scheduled.PLAN_NAG: lambda: _("No plan set"),
    Scheduled.WEEK_ASK: lambda: _("Week: asked"),
    Scheduled.WEEK_REMIND: lambda: _("Week: again"),
    Scheduled.WEEK_FREEZE: lambda: _("Week: frozen"),
    Scheduled.WEEK_TABLE: lambda: _("Week: table"),
    Scheduled.WEEK_RESULT: lambda: _("Week: results"),
    Scheduled.TOMORROW_ASK: lambda: _("Tomorrow: asked"),
    Scheduled.TOMORROW_REMIND: lambda: _("Tomorrow: again"),
    Scheduled.TOMORROW_FREEZE: lambda: _("Tomorrow: frozen"),
    Scheduled.SVOD: lambda: _("Summary report"),
    Scheduled.MONTH_CLOSE: lambda: _("Month close"),
    Scheduled.LIKES: lambda: _("Look-alikes"),
    Scheduled.CALLS_NOON: lambda: _("Calls: noon"),
    Scheduled.CALLS_EVENING: lambda: _("Calls: evening"),
}


_SHORTER: Mapping[Scheduled, Callable[[], str]] = {
    Scheduled.WEEK_FREEZE: lambda: pgettext("setting", "Week plan"),
    Scheduled.TOMORROW_FREEZE: lambda: pgettext("setting", "Tomorrow's plan"),
    Scheduled.MONTH_CLOSE: lambda: pgettext("setting", "Month: results"),
}


def scheduled_name(kind: Scheduled) -> str:
    return _NAMES[kind]()


def scheduled_label(kind: Scheduled) -> str:
    """On a button beside its hour, half a phone wide; ❄️ says of a freeze what it is."""
    return _SHORTER.get(kind, _NAMES[kind])()


def when(setting: Setting) -> str:
    """«18:20»; of what has no hour of the department's, whose hour it is."""
    if setting.kind is Scheduled.MORNING:
        return _("at 9 in everyone's own time")
    if setting.kind is Scheduled.TOMORROW_ASK or setting.at is None:
        return _("with the last check-in")
    return f"{setting.at:%H:%M}"


def sign(setting: Setting) -> str:
    """❄️ of what is never turned off."""
    if setting.kind in FREEZES:
        return "❄️"
    return "🔔" if setting.is_on else "🔕"


def has_hour(setting: Setting) -> bool:
    """Whether the settings offer another hour for it."""
    return may_be_put_off(setting.kind) and setting.at is not None

"""How asks speak: kinds, days, shares, and where one stands."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from fractions import Fraction

from reports.message.format import NBSP, decimal, hours, short_date, short_day, weekday
from reports.message.language import gettext as _
from sales.asks.ask import Ask, AskFilter, AskKind, AskState
from sales.core.clock import local_date

WEEK = 7
_KINDS: Mapping[AskKind, Callable[[], str]] = {
    AskKind.TASK: lambda: _("📌 Task"),
    AskKind.HELP: lambda: _("🆘 Help"),
    AskKind.DISCOUNT: lambda: _("💸 Discount"),
    AskKind.PAPER: lambda: _("📄 Paper"),
    AskKind.CLAIM: lambda: _("❗️ Claim"),
    AskKind.RIVAL: lambda: _("👀 Competitor"),
    AskKind.IDEA: lambda: _("💡 Idea"),
}
_FILTERS: Mapping[AskFilter, Callable[[], str]] = {
    AskFilter.OPEN: lambda: _("All"),
    AskFilter.LATE: lambda: _("Overdue"),
    AskFilter.HELP: lambda: _("🆘 Help"),
    AskFilter.NOTES: lambda: _("💡 Notes"),
    AskFilter.CLOSED: lambda: _("Closed"),
}


def kind_label(kind: AskKind) -> str:
    return _KINDS[kind]()


def ask_filter_label(which: AskFilter) -> str:
    return _FILTERS[which]()


def share_words(tenths: int) -> str:
    """«12 %», «0,5 %»"""
    return f"{decimal(Fraction(tenths, 10))}{NBSP}%"


def tell_due(due: datetime, now: datetime, zone: str, *, with_hour: bool = False) -> str:
    """«вчера», «сегодня 18:00», «пт», «24.11»; with the hour where it is asked for, and always today."""
    day, today = local_date(due, zone), local_date(now, zone)
    said = _tell_day(day, today)
    return f"{said}{NBSP}{hours(due, zone)}" if with_hour or day == today else said


def _tell_day(day: date, today: date) -> str:
    named = {0: lambda: _("today"), 1: lambda: _("tomorrow"), -1: lambda: _("yesterday")}
    ahead = (day - today).days
    if ahead in named:
        return named[ahead]()
    return weekday(day) if 0 < ahead < WEEK else short_date(day)


def full_due(due: datetime, zone: str, now: datetime) -> str:
    """«пт 20.11 18:00», with the year where it is another one."""
    day = local_date(due, zone)
    year = "" if abs(day - local_date(now, zone)) < timedelta(days=180) else f".{day.year}"
    return f"{short_day(day)}{year}{NBSP}{hours(due, zone)}"


def state_words(ask: Ask) -> str:
    """«не принято», of a task in a list."""
    match ask.state:
        case AskState.GIVEN:
            return _("not accepted")
        case AskState.ACCEPTED | AskState.TAKEN:
            return _("accepted")
        case AskState.DONE | AskState.SOLVED:
            return _("done")
        case AskState.DECLINED:
            return _("cannot be done")
        case AskState.WITHDRAWN:
            return _("withdrawn")
        case AskState.AGREED:
            return _("agreed")
        case AskState.REFUSED:
            return _("no")

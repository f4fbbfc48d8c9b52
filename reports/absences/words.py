"""Absences in words: the kinds, the days, how many of them are worked."""

from collections.abc import Callable, Mapping
from datetime import date

from reports.message.format import short_date, weekday
from reports.message.language import gettext as _
from reports.message.language import ngettext
from reports.message.words.terms import inside
from sales.absences.absences import AbsenceKind
from storage.absences.absences import NotedAbsence

SIGN = "🌴"

_KINDS: Mapping[AbsenceKind, Callable[[], str]] = {
    AbsenceKind.VACATION: lambda: _("Vacation"),
    AbsenceKind.SICK: lambda: _("Sick leave"),
    AbsenceKind.DAY_OFF: lambda: _("Day off"),
    AbsenceKind.TRIP: lambda: _("Business trip"),
    AbsenceKind.OTHER: lambda: _("Other absence"),
}


def kinds() -> tuple[AbsenceKind, ...]:
    """As they are offered, the likeliest first."""
    return tuple(_KINDS)


def kind_label(kind: AbsenceKind) -> str:
    return _KINDS[kind]()


def span(first: date, last: date) -> str:
    """9–13.11; 28.12–10.01; «пт 27.11» of one day."""
    if first == last:
        return f"{weekday(first)}\u00a0{short_date(first)}"
    begin = f"{first.day}" if (first.year, first.month) == (last.year, last.month) else short_date(first)
    return f"{begin}–{short_date(last)}"


def what(absence: NotedAbsence) -> str:
    """«отпуск 9–13.11»"""
    return f"{inside(kind_label(absence.kind))} {span(absence.first, absence.last)}"


def workdays(count: int) -> str:
    """«5 рабочих дней»."""
    return ngettext("{n} workday", "{n} workdays", count).format(n=count)


def tell_recomputed(past: int) -> str:
    """«пересчитается: 3 дня»"""
    return ngettext("to be recalculated: {n} day", "to be recalculated: {n} days", past).format(n=past)

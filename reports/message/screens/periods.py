"""The days of a report: how they are called, and the row that turns them: ‹ октябрь · декабрь ›."""

from collections.abc import Callable, Mapping
from datetime import date

from reports.message.address import Address
from reports.message.format import short_date
from reports.message.language import gettext as _
from reports.message.message import Button, Keyboard
from reports.message.press import AskDeed, AskPress, Press
from reports.message.screens.switches import at_first_page, mark_chosen
from reports.message.view import button
from reports.message.words.terms import month_name
from sales.plans.levels import Level, beside, level_of, period_of

Days = tuple[date, date]


def days_words(first: date, last: date, today: date) -> str:
    """Ноябрь; октябрь 2025, where it is not this year's; 2025; 16–22.11; 20.11."""
    match level_of(first, last):
        case Level.MONTH:
            name = month_name(first)
            return name if first.year == today.year else f"{name} {first.year}"
        case Level.YEAR:
            return str(first.year)
        case Level.DAY:
            return short_date(first)
        case Level.WEEK | Level.QUARTER | None:
            return _span_words(first, last, today)


def _span_words(first: date, last: date, today: date) -> str:
    begin = f"{first.day}" if (first.year, first.month) == (last.year, last.month) else short_date(first)
    year = "" if last.year == today.year else f".{last.year}"
    return f"{begin}–{short_date(last)}{year}"


def turning(
    days: Days,
    to: Callable[[date, date], Address | Press],
    label: Callable[[date], str],
    allowed: Callable[[date], bool],
) -> tuple[Button, ...]:
    """To the days before and after, as far as the first of them is allowed."""
    before, after = beside(*days)
    return tuple(
        button(form.format(label(each[0])), to(*each))
        for each, form in ((before, "‹ {}"), (after, "{} ›"))
        if allowed(each[0])
    )


def period_rows(view: Address, today: date) -> Keyboard:
    """Of a view with `first` and `last`: day, week … year around what is shown, own days, and ‹ › up to today."""
    days = _days_of(view)

    def to(first: date, last: date) -> Address:
        return at_first_page(view, first=first, last=last)

    levels = tuple(_around(view, level, label, today) for level, label in _labels().items())
    own = button(mark_chosen(_("📅 Days"), is_chosen=level_of(*days) is None), AskPress(deed=AskDeed.PERIOD))
    turn = turning(days, to, lambda first: days_words(first, _end(days, first), today), lambda first: first <= today)
    return (levels[:3], (*levels[3:], own), *((turn,) if turn else ()))


def _days_of(view: Address) -> Days:
    """Raises AttributeError for a view without days."""
    return getattr(view, "first"), getattr(view, "last")  # noqa: B009  of whichever view has them


def _end(days: Days, first: date) -> date:
    return next(last for begin, last in beside(*days) if begin == first)


def _around(view: Address, level: Level, label: str, today: date) -> Button:
    """The period of that level that the shown days end in, or today."""
    first, last = _days_of(view)
    begin, end = period_of(level, min(last, max(first, today)))
    return button(
        mark_chosen(label, is_chosen=level_of(first, last) is level), at_first_page(view, first=begin, last=end)
    )


def _labels() -> Mapping[Level, str]:
    return {
        Level.DAY: _("Day"),
        Level.WEEK: _("Week"),
        Level.MONTH: _("Month"),
        Level.QUARTER: _("Quarter"),
        Level.YEAR: _("Year"),
    }

"""How a week of visits speaks: its days, its rows, whose they are."""

from collections.abc import Iterable, Sequence
from datetime import date

from markupsafe import Markup

from reports.message.columns import FIGURE_SPACE, cut, width, width_of
from reports.message.format import day_month, hours, weekday
from reports.message.markup import fill
from reports.message.words.terms import SIGNS
from sales.activities.activities import VISITS
from sales.calendar.calendar import DAY
from storage.activities.activity import Activity

NAME = 20


def tell_span(monday: date) -> str:
    """23–29 ноября; 30 ноября – 6 декабря"""
    sunday = monday + DAY * 6
    if monday.month == sunday.month:
        return f"{monday.day}–{day_month(sunday)}"
    return f"{day_month(monday)} – {day_month(sunday)}"


def tell_row(activity: Activity, zone: str, today: date) -> Markup:
    """«🤝 15:00 СтройГрад», ✅ before what has been, ⚠️ before what nobody has closed."""
    at = activity.planned_at or activity.happened_at or activity.created_at
    mark = "✅ " if activity.is_done else "⚠️ " if activity.local_date < today else ""
    said = {"mark": mark, "sign": SIGNS[activity.type], "at": hours(at, zone)}
    return fill("{mark}{sign} {at} {client}", client=cut(activity.client_name, NAME), **said)


def tell_count(activities: Iterable[Activity]) -> str:
    """«🤝 2 · 📞 1»; empty of none."""
    every = list(activities)
    meetings = sum(each.type in VISITS for each in every)
    counts = (("🤝", meetings), ("📞", len(every) - meetings))
    return " · ".join(f"{sign} {count}" for sign, count in counts if count)


def put_beside(day: date, rows: Sequence[Markup]) -> list[Markup]:
    """The weekday before its first row, and the others under that one."""
    wide = width_of(weekday(day.fromordinal(n)) for n in range(1, 8))
    name = weekday(day)
    first = name + FIGURE_SPACE * round((wide - width(name)) / 100 + 1)
    below = FIGURE_SPACE * round(wide / 100 + 1)
    return [fill("{name}{row}", name=first if not n else below, row=row) for n, row in enumerate(rows)]

"""/stats: a person's own figures of a day, a week, a month; for who watches a department, the department's."""

from collections.abc import Mapping
from datetime import date

from markupsafe import Markup

from reports.message.buttons import StatsPress
from reports.message.format import day_month, long_day, short
from reports.message.language import gettext as _
from reports.message.markup import bold, fill, lines
from reports.message.message import Button, Message
from reports.message.terms import month_name
from reports.plans.norm_lines import norms_kept, norms_line, of_norm
from reports.plans.pace import need_lines, own_month, pace_lines, week_end_lines
from reports.results.department_stats import Shown, department_stats
from sales.calendar.calendar import month_of, week_of
from sales.core.clock import local_date
from sales.core.people import SELLERS
from sales.plans.norms import Kept, NormKind
from storage.engine.actor import Actor
from storage.results.statistics import Standing, Statistics
from storage.transaction import Transaction

DAY, WEEK, MONTH = "day", "week", "month"
PERIODS = (DAY, WEEK, MONTH)
NORMS = {
    DAY: (NormKind.CALLS_A_DAY,),
    WEEK: (NormKind.CALLS_A_DAY, NormKind.MEETINGS_A_WEEK),
    MONTH: tuple(NormKind),
}
"""A week's norm says nothing of one day, a month's nothing of one week."""


async def stats(
    tx: Transaction, reader: Actor, period: str = DAY, department_id: int = 0, page: int = 1
) -> Message | None:
    """Department 0: the reader's own, or the first one that they read."""
    today = local_date(tx.clock.now(), reader.zone)
    first, last = days_of(period, today)
    title = title_of(period, today)
    if reader.role not in SELLERS:
        periods = _periods(period, department_id)
        shown = Shown((first, last), min(last, today), NORMS[period])
        return await department_stats(tx, reader, shown, title, period, department_id, page, periods)
    standing = await tx.statistics.of_person(reader, reader.person_id, first, last)
    person = await tx.people.person(reader, reader.person_id)
    norms = await norms_kept(tx, [person], [standing.own], (first, min(last, today)), NORMS[period])
    month = await _month(tx, reader, period)
    return Message(lines(_own(title, standing, period, norms), *month), (_periods(period, 0),))


def days_of(period: str, today: date) -> tuple[date, date]:
    """The first and the last day; what is expected may lie ahead of today."""
    if period == WEEK:
        return week_of(today)
    return month_of(today) if period == MONTH else (today, today)


def title_of(period: str, today: date) -> Markup:
    """«Сегодня, пт 20 ноября», «Неделя, 16–22 ноября», «Ноябрь 2026»."""
    if period == WEEK:
        first, last = week_of(today)
        begun = f"{first.day}" if first.month == last.month else day_month(first)
        return fill(_("Week, {days}"), days=bold(f"{begun}–{day_month(last)}"))
    if period == MONTH:
        name = month_name(today)
        return fill("{month}", month=bold(f"{name[:1].upper()}{name[1:]} {today.year}"))
    return fill(_("Today, {day}"), day=bold(long_day(today)))


async def _month(tx: Transaction, reader: Actor, period: str) -> list[Markup | str]:
    """Where the month stands and what today needs; of a week, how far it should bring. Nothing without a plan."""
    own = await own_month(tx, reader)
    if own is None or own.standing.plan is None:
        return []
    if period == WEEK:
        return ["", *week_end_lines(own)]
    return ["", *pace_lines(own), *await need_lines(tx, reader, own)]


def _own(title: Markup, standing: Standing, period: str, norms: Mapping[NormKind, Kept]) -> Markup:
    own = standing.own
    if period == DAY:
        return lines(title, _figures(own, norms), _trust(own), "", _place(standing))
    return lines(title, _figures(own, {}), norms_line(norms), _trust(own), "", _place(standing))


def _figures(own: Statistics, norms: Mapping[NormKind, Kept]) -> Markup:
    """«📞 6 из 10 · 🤝 2 · ✅ 340 тыс · ждём 150 тыс»"""
    return fill(
        _("📞 {calls} · 🤝 {meetings} · ✅ {received} · expected {expected}"),
        calls=of_norm(own.calls, norms.get(NormKind.CALLS_A_DAY)),
        meetings=of_norm(own.meetings, norms.get(NormKind.MEETINGS_A_WEEK)),
        received=short(own.received),
        expected=short(own.expected),
    )


def _trust(own: Statistics) -> Markup | None:
    """Two levels of trust: what a manager said, and what the bank's file or the lead has confirmed."""
    if not own.received and not own.confirmed:
        return None
    claimed = own.received - own.confirmed
    return fill(_("Confirmed {sure}, claimed {claimed}"), sure=short(own.confirmed), claimed=short(claimed))


def _place(standing: Standing) -> Markup:
    if not standing.own.received:
        return fill(_("Nothing received in this time yet"))
    return fill(_("Place in the department: {place} of {of}"), place=standing.place, of=standing.of)


def _periods(chosen: str, department_id: int) -> tuple[Button, ...]:
    """The one that is shown has a dot."""
    labels = {DAY: _("Day"), WEEK: _("Week"), MONTH: _("Month")}
    return tuple(
        Button(
            f"• {labels[each]}" if each == chosen else labels[each],
            StatsPress(period=each, department_id=department_id).pack(),
        )
        for each in PERIODS
    )

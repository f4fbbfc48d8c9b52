"""/stats: a person's own figures of a day, a week, a month; for who watches a department, the department's."""

from collections.abc import Mapping
from datetime import date

from markupsafe import Markup

from reports.enquiries.line import enquiries_line
from reports.message.format import day_month, long_day, short
from reports.message.language import gettext as _
from reports.message.markup import bold, fill, lines
from reports.message.message import Button, Message
from reports.message.screens.empty import begin_row
from reports.message.screens.switches import choices
from reports.message.view import View
from reports.message.words.terms import month_name
from reports.payments.trust import trust_line
from reports.plans.norm_lines import calls_line, count_norms_kept, norms_line, of_norm
from reports.plans.pace import need_lines, pace_lines, read_own_month, week_end_lines
from reports.results.department_stats import Shown, department_stats
from reports.results.presses import StatsPeriod
from reports.svod.buttons import offer_dashboard
from reports.telephony.line import honesty_line, missed_line
from sales.activities.done import NOTHING_DONE
from sales.calendar.calendar import month_of, week_of
from sales.core.clock import local_date
from sales.core.people import EVERYBODY, SELLERS
from sales.plans.norms import DAILY, Kept, NormKind
from storage.engine.actor import Actor
from storage.results.statistics import Ranking, Statistics
from storage.transaction import Transaction

NORMS = {
    StatsPeriod.DAY: DAILY,
    StatsPeriod.WEEK: (*DAILY, NormKind.MEETINGS_A_WEEK),
    StatsPeriod.MONTH: (*DAILY, NormKind.MEETINGS_A_WEEK, NormKind.NEW_CONTACTS_A_MONTH),
}
"""A week's norm says nothing of one day, a month's nothing of one week."""


class StatsView(View):
    """Department 0: the reader's own, or the first one that they read."""

    name = "stats"
    opens_for = EVERYBODY
    was = ("st:{period}:{department_id}:{page}",)

    period: StatsPeriod = StatsPeriod.DAY
    department_id: int = 0
    page: int = 1

    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        today = local_date(tx.clock.now(), reader.zone)
        asked = self.period
        first, last = days_of(asked, today)
        title = title_of(asked, today)
        if reader.role not in SELLERS:
            shown = Shown(self, _periods(self), title, (first, last), min(last, today), NORMS[asked])
            return await department_stats(tx, reader, shown, self.department_id, self.page)
        if self.department_id:
            return None
        standing = await tx.as_(reader).statistics.of_person(reader.person_id, first, last)
        person = await tx.as_(reader).people.person(reader.person_id)
        norms = await count_norms_kept(
            tx, reader, [person], {person.id: standing.own.done}, (first, min(last, today)), NORMS[asked]
        )
        month = await _month(tx, reader, asked)
        own = standing.own
        ranks = not (await tx.system.deal_settings.read(reader.department_id or 0)).hides_top
        place = _place(standing, ranks=ranks)
        is_empty = own.done == NOTHING_DONE and not any((own.received, own.expected))
        begun = (begin_row(),) if is_empty else ()
        asking = await enquiries_line(tx, reader, (first, last))
        missed = await missed_line(tx, reader, (first, last))
        buttons = (*begun, _periods(self), (offer_dashboard("svod"),))
        return Message(lines(_show_own(title, own, asked, norms), *place, asking, missed, *month), buttons)


def days_of(period: StatsPeriod, today: date) -> tuple[date, date]:
    """The first and the last day; what is expected may lie ahead of today."""
    if period is StatsPeriod.WEEK:
        return week_of(today)
    return month_of(today) if period is StatsPeriod.MONTH else (today, today)


def title_of(period: StatsPeriod, today: date) -> Markup:
    """«Сегодня, пт 20 ноября», «Неделя, 16–22 ноября», «Ноябрь 2026»."""
    if period is StatsPeriod.WEEK:
        first, last = week_of(today)
        begun = f"{first.day}" if first.month == last.month else day_month(first)
        return fill(_("Week, {days}"), days=bold(f"{begun}–{day_month(last)}"))
    if period is StatsPeriod.MONTH:
        name = month_name(today)
        return fill("{month}", month=bold(f"{name[:1].upper()}{name[1:]} {today.year}"))
    return fill(_("Today, {day}"), day=bold(long_day(today)))


async def _month(tx: Transaction, reader: Actor, period: StatsPeriod) -> list[Markup | str]:
    """Where the month stands and what today needs; of a week, how far it should bring. Nothing without a plan."""
    own = await read_own_month(tx, reader)
    if own is None or own.standing.plan is None:
        return []
    if period is StatsPeriod.WEEK:
        return ["", *week_end_lines(own)]
    return ["", *pace_lines(own), *await need_lines(tx, reader, own)]


def _show_own(title: Markup, own: Statistics, period: StatsPeriod, norms: Mapping[NormKind, Kept]) -> Markup:
    is_day, kinds = period is StatsPeriod.DAY, calls_line(own.done, norms)
    figures, kept = (_figures(own, norms), None) if is_day else (_figures(own, {}), norms_line(norms))
    return lines(title, figures, kinds, honesty_line(own.done), kept, _trust(own))


def _figures(own: Statistics, norms: Mapping[NormKind, Kept]) -> Markup:
    """«📞 6 из 10 · 🤝 2 · ✅ 340 тыс · ждём 150 тыс»"""
    return fill(
        _("📞 {calls} · 🤝 {meetings} · ✅ {received} · expected {expected}"),
        calls=of_norm(own.done.calls, norms.get(NormKind.CALLS_A_DAY)),
        meetings=of_norm(own.done.meetings, norms.get(NormKind.MEETINGS_A_WEEK)),
        received=short(own.received),
        expected=short(own.expected),
    )


def _trust(own: Statistics) -> Markup | None:
    """Two levels of trust: what a manager said, and what the bank's file or the lead has confirmed."""
    return trust_line(own.received, own.confirmed)


def _place(standing: Ranking, *, ranks: bool) -> list[Markup | str]:
    """By the money of these days, and said so: /top goes by pace. Nothing of one alone, or where nobody is ranked."""
    if not standing.own.received:
        return ["", fill(_("Nothing received in this time yet"))]
    if not ranks or standing.of == 1:
        return []
    return ["", fill(_("By money received: place {place} of {of}"), place=standing.place, of=standing.of)]


def _periods(view: StatsView) -> tuple[Button, ...]:
    labels = {StatsPeriod.DAY: _("Day"), StatsPeriod.WEEK: _("Week"), StatsPeriod.MONTH: _("Month")}
    return choices(view, "period", labels)

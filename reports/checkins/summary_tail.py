"""Below the managers in the lead's summary: what is still expected, what moved and why, what needs a hand."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from markupsafe import Markup

from reports.checkins.standing import SlotStanding
from reports.message.format import short, short_day, weekday
from reports.message.language import gettext as _
from reports.message.language import ngettext
from reports.message.markup import fill, fold
from reports.message.words.names import some_names
from reports.message.words.terms import month_name, reason_words
from sales.checkins.checkin_rows import RowState
from sales.checkins.day import PersonDay
from sales.checkins.live_rows import LiveRow
from sales.core.tally import add_tallies
from sales.payments.payments import MoveReason, has_left_the_month, needs_attention

NAMED = 2
"""Payments named one by one; the others are counted."""

WEEK = 7


def total_lines(standing: SlotStanding) -> list[Markup]:
    """What is still expected, without a status, overdue."""
    expected, unknown = standing.day.expected, standing.day.without_status
    tail = []
    if expected.count:
        sentence = _("Not received: {sum} ({n})") if standing.is_last else _("Still expected today: {sum} ({n})")
        tail.append(fill(sentence, sum=short(expected.total), n=expected.count))
    beside = add_tallies(each.due_unplanned for each in standing.day.people if not each.is_absent)
    if beside.count:
        tail.append(fill(_("Expected off plan: {sum} ({n})"), sum=short(beside.total), n=beside.count))
    if unknown.count and not standing.is_first:
        tail.append(fill(_("Unanswered: {n}, {sum}"), n=unknown.count, sum=short(unknown.total)))
    return [*tail, *_overdue(standing)]


def detail_lines(standing: SlotStanding, names: Mapping[int, str]) -> list[Markup]:
    """What moved and why, what needs attention, who was reminded."""
    tail: list[Markup] = []
    rows = [live for person in standing.people for live in person.rows]
    tail += _moves([live for live in rows if live.state is RowState.MOVED], standing.day.day)
    tail += _tell_left_the_month(rows, standing.day.day)
    tail += _attention([live for person in standing.people for live in person.needing_attention])
    reminded = [f"{names[each.person_id]}" for each in standing.silent if _nudged_at(standing, each)]
    if reminded:
        at = max(filter(None, (_nudged_at(standing, each) for each in standing.silent)))
        tail.append(fill(_("🔔 Reminded at {time}: {names}"), time=at, names=some_names(reminded)))
    return tail


def fold_details(details: Sequence[Markup], room: int) -> list[Markup]:
    """As many lines as there is room for, but one at least; the others behind a tap."""
    room = max(1, room)
    if len(details) <= room:
        return [*details]
    rest = details[room - 1 :]
    return [*details[: room - 1], fold(fill(ngettext("{n} more", "{n} more", len(rest)), n=len(rest)), *rest)]


def _overdue(standing: SlotStanding) -> list[Markup]:
    """Просрочено: 810 тыс (5)"""
    found = standing.overdue
    return [fill(_("Overdue: {sum} ({n})"), sum=short(found.total), n=found.count)] if found.count else []


def _nudged_at(standing: SlotStanding, person: PersonDay) -> str | None:
    return standing.nudged.get(person.person_id)


def _moves(moved: Sequence[LiveRow], today: date) -> list[Markup]:
    """📅 ИП Ким 75 тыс → пн, ждём документы; from the third move on with a warning."""
    named = moved if len(moved) <= NAMED else moved[: NAMED - 1]
    told = [_move(live, today) for live in named]
    if len(named) < len(moved):
        others = moved[len(named) :]
        total = short(sum(live.row.rest for live in others))
        told.append(fill(_("📅 {n} more moved, {sum}"), n=len(others), sum=total))
    return told


def _move(live: LiveRow, today: date) -> Markup:
    to = live.row.moved_to or live.payment.due_on
    day = weekday(to) if (to - today).days < WEEK else short_day(to)
    client, total = live.payment.client_name, short(live.row.rest)
    often = needs_attention(live.payment.moves)
    moved = fill("{sign} {client} {sum} → {day}", sign="⚠️" if often else "📅", client=client, sum=total, day=day)
    if often:
        moved = fill(_("{moved}, moved {n} times"), moved=moved, n=live.payment.moves)
    if not live.reason:
        return moved
    return fill("{moved}, {reason}", moved=moved, reason=reason_words(MoveReason(live.reason)))


def _tell_left_the_month(rows: Iterable[LiveRow], today: date) -> list[Markup]:
    """Ушло в декабрь: 540 тыс (3)"""
    months: dict[date, list[int]] = {}
    for live in rows:
        if live.row.moved_to is not None and has_left_the_month(today, live.row.moved_to):
            months.setdefault(live.row.moved_to.replace(day=1), []).append(live.row.rest)
    return [
        fill(_("Moved to {month}: {sum} ({n})"), month=month_name(month), sum=short(sum(rests)), n=len(rests))
        for month, rests in sorted(months.items())
    ]


def _attention(rows: Iterable[LiveRow]) -> list[Markup]:
    """⚠️ Вектор-Юг: 3-й перенос, 120 тыс"""
    over = {RowState.CAME, RowState.CANCELLED, RowState.MOVED}
    waiting = [live for live in rows if live.state not in over]
    named = waiting if len(waiting) <= NAMED else waiting[: NAMED - 1]
    told = [
        fill(
            _("⚠️ {client}: moved {n} times, {sum}"),
            client=live.payment.client_name,
            n=live.payment.moves,
            sum=short(live.row.rest),
        )
        for live in named
    ]
    if len(named) < len(waiting):
        others = waiting[len(named) :]
        total = short(sum(live.row.rest for live in others))
        told.append(fill(_("⚠️ {n} more moved three times, {sum}"), n=len(others), sum=total))
    return told

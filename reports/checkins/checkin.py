"""
The check-in of a manager: what is awaited today, row by row, with the answers under it.

One message a slot. It is made anew from the data of the moment with every answer, wherever that was given.
"""

from dataclasses import replace
from datetime import date, datetime
from typing import Self

from markupsafe import Markup

from reports.checkins.checkin_buttons import all_or_not, answer_buttons, page_buttons, row_buttons
from reports.checkins.checkin_others import rows_by_owner
from reports.checkins.checkin_screen import CheckinScreen, all_rows, asks_off_plan, read_question
from reports.message.address import MaybeInstant
from reports.message.format import hours, short
from reports.message.language import gettext as _
from reports.message.language import ngettext
from reports.message.markup import bold, fill, lines
from reports.message.message import Message
from reports.message.steady import STILL_FOR
from reports.message.view import Key, View, button
from reports.payments.payment_rows import Numbered, number_rows
from reports.payments.trust import tell_known_trust
from reports.telephony.presses import CallDeed, CallPress
from sales.checkins.checkin_rows import EXPECTED, RowState
from sales.checkins.day import PersonDay
from sales.checkins.live_rows import LiveRow
from storage.engine.actor import Actor
from storage.transaction import Transaction

ROWS_A_PAGE = 5
"""With a row of buttons each, a row to turn the page and two for all of them: eight, as many as a thumb finds."""

DONE_SHOWN = 3


class CheckinView(View):
    """`since`, `until`: an outage that lost presses; `by` asked about the payment `about`, or about all.

    `asks_all`: «Всё пришло» was pressed.
    """

    name = "checkin"

    checkin_id: int
    page: int = 1
    late: bool = False
    since: MaybeInstant = None
    until: MaybeInstant = None
    by: int = 0
    about: int = 0
    asks_all: bool = False

    @classmethod
    def key_for(cls, person_id: int, day: date, slot: str) -> Key[Self]:
        return Key(f"checkin:{person_id}:{day.isoformat()}:{slot}")

    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        checkin = await tx.as_(reader).checkins.get(self.checkin_id)
        if checkin.person_id != reader.person_id:
            return None
        question = await read_question(tx, reader, checkin)
        preface = None
        if self.since and self.until and not _is_after(question.day, self.until):
            preface = _outage(self.since, self.until, reader.zone)
        elif self.by and question.day.is_silent:
            preface = await _tell_asker(tx, question.day, self.by, self.about)
        elif self.late:
            preface = fill(_("Asked late: the bot was down"))
        shown = replace(question, page=self.page, preface=preface, asks_all=self.asks_all, about=self.about)
        return checkin_message(shown)


def checkin_message(question: CheckinScreen) -> Message:
    """The question as it stands: rows with their answers, a page of buttons; closed, it has none."""
    rows = [row for row in number_rows(question.day.asked_rows) if not question.is_left_in_peace(row.live)]
    awaited = [row for row in rows if row.is_awaited]
    undecided = [*awaited, *(row for row in rows if row.live.state is RowState.NOT_COMING)]
    standing = [row for row in rows if row in undecided or _was_just_answered(row.live, question.now)]
    pages = max(1, -(-len(standing) // ROWS_A_PAGE))
    page = min(max(1, question.page), pages)
    shown = [row for row in standing[(page - 1) * ROWS_A_PAGE : page * ROWS_A_PAGE] if row in undecided]
    text = _text(question, rows, [row for row in shown if row.is_awaited])
    if question.is_closed:
        over = _("You are away today, no answer is needed") if question.is_away else _("This question is closed")
        return Message(lines(text, "", fill(over)))
    due = all_rows(question.day)
    if question.asks_all and due:
        return Message(lines(text, "", _whether_all(question.day, due)), all_or_not(question))
    left = sum(row in undecided for row in standing[page * ROWS_A_PAGE :])
    buttons = (*row_buttons(question, shown), *page_buttons(question, page, left), *answer_buttons(question, awaited))
    calls = ((button(_("☎️ Outcomes of calls"), CallPress(deed=CallDeed.ASK, call_id=0)),),) if question.calls else ()
    return Message(text, (*buttons, *calls, *(question.tomorrow[1] if question.tomorrow else ())))


def _text(question: CheckinScreen, rows: list[Numbered], awaited: list[Numbered]) -> Markup:
    done = [row for row in rows if not row.is_awaited]
    room = DONE_SHOWN if question.preface is None else 1
    told = rows_by_owner([*done[-room:], *awaited], question.names, question.checkin.day, question.zone)
    return lines(
        question.preface,
        None if question.preface is None else "",
        fill(_("Payments by {time}"), time=question.wall),
        _sums(question.day),
        tell_known_trust(question.day.own.received, question.day.own.confirmed),
        "" if rows else None,
        _collapse(done[:-room]),
        *told,
        _tell_folded([row for row in rows if row.is_awaited and row not in awaited]) if question.is_closed else None,
        _off_plan(question),
        _tell_handed_over(question.day),
        _put_off(question),
        _tell_debts(question),
        _calls(question),
        _leave_unchanged(question),
        *(() if question.tomorrow is None else ("", question.tomorrow[0])),
    )


def _sums(day: PersonDay) -> Markup:
    received = bold(short(day.own.received))
    if day.own.plan:  # what came beside the plan has a line of its own
        on_plan = bold(short(day.own.on_plan))
        return fill(_("Expected {plan}, received {sum}"), plan=short(day.own.plan), sum=on_plan)
    overdue = [live.row.amount for live in day.rows if live.is_overdue and not live.is_put_off]
    if overdue:
        return fill(_("Overdue {plan}, received {sum}"), plan=short(sum(overdue)), sum=received)
    return fill(_("Nothing planned today, received {sum}"), sum=received)


def _collapse(done: list[Numbered]) -> Markup | None:
    if not done:
        return None
    came = [row.live.row.received for row in done if row.live.row.received > 0]
    moved = [row.live.row.rest for row in done if row.live.state is RowState.MOVED]
    gone = [row.live.row.rest for row in done if row.live.state in {RowState.CANCELLED, RowState.NOT_COMING}]
    return lines(
        fill(_("✅ {n} more, {sum}"), n=len(came), sum=short(sum(came))) if came else None,
        fill(_("📅 {n} more moved, {sum}"), n=len(moved), sum=short(sum(moved))) if moved else None,
        fill(_("❌ {n} more, {sum}"), n=len(gone), sum=short(sum(gone))) if gone else None,
    )


def _tell_folded(awaited: list[Numbered]) -> Markup | None:
    """Of pages that cannot be turned to any more."""
    rests = [row.live.row.rest for row in awaited]
    return fill(_("and {n} more, {sum}"), n=len(rests), sum=short(sum(rests))) if rests else None


def _off_plan(question: CheckinScreen) -> Markup | None:
    """Money beside the plan."""
    off_plan = question.day.own.off_plan
    return fill(_("Off plan: {sum}"), sum=short(off_plan)) if off_plan else None


def _tell_handed_over(day: PersonDay) -> Markup | None:
    """Promised this morning, and somebody else's now."""
    found = day.handed_over
    return fill(_("Handed over: {sum} ({n})"), sum=short(found.total), n=found.count) if found.count else None


def _put_off(question: CheckinScreen) -> Markup | None:
    """Debts of which nothing is asked yet."""
    found = question.day.put_off
    return fill(_("🔕 Postponed: {sum} ({n})"), sum=short(found.total), n=found.count) if found.count else None


def _calls(question: CheckinScreen) -> Markup | None:
    """Of which no message of their own has asked: the day was full of messages."""
    said = ngettext("☎️ {n} call without an outcome", "☎️ {n} calls without an outcome", question.calls)
    return fill(said, n=question.calls) if question.calls and not question.is_closed else None


def _tell_debts(question: CheckinScreen) -> Markup | None:
    """Debts of which this slot does not ask."""
    rests = [live.row.rest for live in question.day.asked_rows if question.is_left_in_peace(live)]
    return fill(_("⚠️ Old debts: {sum} ({n})"), sum=short(sum(rests)), n=len(rests)) if rests else None


def _leave_unchanged(question: CheckinScreen) -> Markup | None:
    """What was said of all rows at once; at the last slot of a day without rows, the question about money beside it."""
    checkin = question.checkin
    if checkin.answered_at is not None and checkin.unchanged:
        return _stands_unchanged(question.day, checkin.answered_at, question.zone)
    if asks_off_plan(question):
        more = _("Were there more payments off plan?")
        return fill(more if question.day.own.off_plan else _("Were there payments off plan?"))
    return None


def _stands_unchanged(day: PersonDay, said_at: datetime, zone: str) -> Markup | None:
    """«Без изменений», while that is true of any row: money that has come since, or a move, is a change."""
    time = hours(said_at, zone)
    if not day.asked_rows:
        return None if day.own.off_plan else fill(_("Nothing off plan · {time}"), time=time)
    changed = [live for live in day.asked_rows if _has_changed(live, said_at)]
    standing = [live for live in day.asked_rows if live.state in EXPECTED and live not in changed]
    if not standing:
        return None
    return fill(_("No change in the rest · {time}") if changed else _("No change · {time}"), time=time)


def _has_changed(live: LiveRow, since: datetime) -> bool:
    return any(at is not None and at > since for at in (live.came_at, live.changed_at))


def _whether_all(day: PersonDay, due: tuple[LiveRow, ...]) -> Markup:
    count = ngettext("{n} payment, {sum}: has it come?", "{n} payments, {sum}: have they all come in?", len(due))
    asked = fill(count, n=len(due), sum=bold(short(sum(live.row.rest for live in due))))
    old = [live for live in day.asked_rows if live.state in EXPECTED and live.is_overdue]
    if not old:
        return asked
    beside = fill(_("Without old debts: {sum}"), sum=short(sum(live.row.rest for live in old)))
    return lines(asked, beside)


def _was_just_answered(live: LiveRow, now: datetime) -> bool:
    """It keeps its place on the page for a minute: none of the next page comes up under the thumb."""
    return any(at is not None and now - at <= STILL_FOR for at in (live.came_at, live.changed_at))


def _is_after(day: PersonDay, instant: datetime) -> bool:
    return day.changed_at is not None and day.changed_at > instant


def _outage(since: datetime, until: datetime, zone: str) -> Markup:
    sentence = _("The bot was down from {since} to {until}, and taps of that time did not arrive. Please answer again.")
    return fill(sentence, since=hours(since, zone), until=hours(until, zone))


async def _tell_asker(tx: Transaction, day: PersonDay, person_id: int, payment_id: int) -> Markup | None:
    asker = await tx.system.staff.actor(person_id)
    if asker is None:
        return None
    live = next((each for each in day.asked_rows if each.payment.id == payment_id), None)
    if live is None:
        return fill(_("🔔 {name} asks for your answer"), name=asker.name)
    client = live.payment.client_name
    return fill(_("🔔 {name} asks about {client}, {sum}"), name=asker.name, client=client, sum=short(live.row.rest))

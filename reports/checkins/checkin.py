"""
The check-in of a manager: what is awaited today, row by row, with the answers under it.

One message a slot. It is made anew from the data of the moment with every answer, wherever that was given.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Self

from markupsafe import Markup

from reports.checkins.checkin_others import names_of_owners, rows_by_owner
from reports.checkins.presses import CheckinDeed, CheckinPress
from reports.message.address import MaybeInstant
from reports.message.format import hours, short
from reports.message.language import gettext as _
from reports.message.language import ngettext
from reports.message.markup import bold, fill, lines
from reports.message.message import Button, Keyboard, Message
from reports.message.view import Key, View
from reports.payments.payment_rows import Numbered, number_rows
from reports.payments.trust import tell_known_trust
from reports.tomorrow.tomorrow import Section, section
from sales.checkins.checkin import Checkin
from sales.checkins.checkin_rows import EXPECTED, RowState
from sales.checkins.day import PersonDay
from sales.checkins.live_rows import LiveRow
from sales.core.clock import local_date
from sales.core.errors import NotYoursError
from sales.core.undo import UndoStepKind
from storage.engine.actor import Actor
from storage.engine.undo_steps import UndoStep
from storage.transaction import Transaction

ROWS_A_PAGE = 5
"""With a row of buttons each, a row to turn the page and two for all of them: eight, as many as a thumb finds."""

DONE_SHOWN = 3


@dataclass(frozen=True, slots=True)
class CheckinScreen:
    """What stands on the screen of one check-in."""

    checkin: Checkin
    day: PersonDay
    wall: str
    """The slot as the wall clock shows it: on a short day not the one in its name."""
    is_last: bool
    zone: str
    is_closed: bool = False
    """A later question is open, or the day is over, or the person is away."""
    is_away: bool = False
    names: Mapping[int, str] = field(default_factory=dict)
    """Of the colleagues for whom the person stands in."""
    page: int = 1
    preface: Markup | None = None
    tomorrow: Section | None = None
    """The plan of the day ahead, asked inside the day's last check-in."""
    asks_all: bool = False
    """«Всё пришло» was pressed: is it so?"""
    step: UndoStep | None = None
    """The last answer, while it can be taken back."""


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
        try:
            checkin = await tx.as_(reader).checkins.get(self.checkin_id)
        except NotYoursError:
            return None
        if checkin.person_id != reader.person_id:
            return None
        question = await _question(tx, reader, checkin)
        preface = None
        if self.since and self.until and not _is_after(question.day, self.until):
            preface = _outage(self.since, self.until, reader.zone)
        elif self.by and question.day.is_silent:
            preface = await _tell_asker(tx, question.day, self.by, self.about)
        elif self.late:
            preface = fill(_("Asked late: the bot was down"))
        return checkin_message(replace(question, page=self.page, preface=preface, asks_all=self.asks_all))


async def _question(tx: Transaction, reader: Actor, checkin: Checkin) -> CheckinScreen:
    day = await tx.system.days.of_person(reader, checkin.day, checkin.slot)
    last = await tx.system.checkins.last_of(reader.person_id, checkin.day)
    times = await tx.system.calendars.slots_of(await tx.system.departments.get(checkin.department_id), checkin.day)
    mine = next((each for each in times if each.slot.code == checkin.slot), None)
    today = local_date(tx.clock.now(), reader.zone)
    is_away = (await tx.system.calendars.of_person(reader.person_id)).is_absent(checkin.day)
    return CheckinScreen(
        checkin,
        day,
        wall=f"{mine.wall:%H:%M}" if mine else checkin.slot,
        is_last=mine.is_last if mine else False,
        zone=reader.zone,
        is_closed=is_away or not times or today != checkin.day or (last is not None and last.slot > checkin.slot),
        is_away=is_away,
        step=await tx.as_(reader).undo_steps.last(UndoStepKind.CHECKIN, checkin.id),
        names=await names_of_owners(tx, day),
        tomorrow=await section(tx, reader, checkin.day, checkin.id) if mine is not None and mine.is_last else None,
    )


def checkin_message(question: CheckinScreen) -> Message:
    """The question as it stands: rows with their answers, a page of buttons; closed, it has none."""
    rows = number_rows(question.day.asked_rows)
    awaited = [row for row in rows if row.is_awaited]
    undecided = [*awaited, *(row for row in rows if row.live.state is RowState.NOT_COMING)]
    pages = max(1, -(-len(undecided) // ROWS_A_PAGE))
    page = min(max(1, question.page), pages)
    shown = undecided[(page - 1) * ROWS_A_PAGE : page * ROWS_A_PAGE]
    text = _text(question, rows, [row for row in shown if row.is_awaited])
    if question.is_closed:
        over = _("You are away today, no answer is needed") if question.is_away else _("This question is closed")
        return Message(lines(text, "", fill(over)))
    due = all_rows(question.day)
    if question.asks_all and due:
        return Message(lines(text, "", _whether_all(question.day, due)), _all_or_not(question))
    left = len(undecided) - page * ROWS_A_PAGE
    buttons = (*_row_buttons(question, shown), *_pages(question, page, left), *_answers(question, awaited))
    return Message(text, (*buttons, *(question.tomorrow[1] if question.tomorrow else ())))


def _text(question: CheckinScreen, rows: list[Numbered], awaited: list[Numbered]) -> Markup:
    done = [row for row in rows if not row.is_awaited]
    room = DONE_SHOWN if question.preface is None else 1
    told = rows_by_owner([*done[-room:], *awaited], question.names, question.checkin.day, question.zone)
    return lines(
        question.preface,
        None if question.preface is None else "",
        fill(_("Payments by {time}"), time=question.wall),
        _sums(question.day),
        tell_known_trust(question.day.figures.received, question.day.figures.confirmed),
        "" if rows else None,
        _collapse(done[:-room]),
        *told,
        _off_plan(question),
        _put_off(question),
        _leave_unchanged(question),
        *(() if question.tomorrow is None else ("", question.tomorrow[0])),
    )


def _sums(day: PersonDay) -> Markup:
    received = bold(short(day.figures.received))
    if day.figures.plan:  # what came beside the plan has a line of its own
        on_plan = bold(short(day.figures.on_plan))
        return fill(_("Expected {plan}, received {sum}"), plan=short(day.figures.plan), sum=on_plan)
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


def _off_plan(question: CheckinScreen) -> Markup | None:
    """Money beside the plan."""
    off_plan = question.day.figures.off_plan
    return fill(_("Off plan: {sum}"), sum=short(off_plan)) if off_plan else None


def _put_off(question: CheckinScreen) -> Markup | None:
    """Debts of which nothing is asked yet."""
    found = question.day.put_off
    return fill(_("🔕 Put off: {sum} ({n})"), sum=short(found.total), n=found.count) if found.count else None


def _leave_unchanged(question: CheckinScreen) -> Markup | None:
    """What was said of all rows at once; at the last slot of a day without rows, the question about money beside it."""
    checkin = question.checkin
    if checkin.answered_at is not None and checkin.unchanged:
        time = hours(checkin.answered_at, question.zone)
        return fill(_("No change · {time}") if question.day.asked_rows else _("Nothing off plan · {time}"), time=time)
    if _asks_off_plan(question) and not question.day.figures.off_plan:
        return fill(_("Were there payments off plan?"))
    return None


def _asks_off_plan(question: CheckinScreen) -> bool:
    return question.is_last and not question.day.asked_rows and question.checkin.answered_at is None


def _row_buttons(question: CheckinScreen, shown: list[Numbered]) -> Keyboard:
    return tuple(_buttons_of(question, row) for row in shown)


def _buttons_of(question: CheckinScreen, row: Numbered) -> tuple[Button, ...]:
    came = _button(f"{row.number} ✅", CheckinDeed.CAME, question, row)
    moved = _button("📅", CheckinDeed.MOVE, question, row)
    if not row.is_awaited:  # «не сегодня» was said: it may still come, or be given a day
        return (came, moved)
    part, no = _button("◐", CheckinDeed.PART, question, row), _button("❌", CheckinDeed.NO, question, row)
    quiet = (_button("🔕", CheckinDeed.QUIET, question, row),) if row.live.is_overdue else ()
    return (came, part, moved, no, *quiet)


def _pages(question: CheckinScreen, page: int, left: int) -> Keyboard:
    turn = []
    if page > 1:
        turn.append(_page_button(_("‹ Back"), question, page - 1))
    if left > 0:
        turn.append(_page_button(_("{n} more ›").format(n=left), question, page + 1))
    return (tuple(turn),) if turn else ()


def _page_button(label: str, question: CheckinScreen, page: int) -> Button:
    return Button(label, CheckinPress(deed=CheckinDeed.PAGE, checkin_id=question.checkin.id, page=page).pack())


def _answers(question: CheckinScreen, awaited: list[Numbered]) -> Keyboard:
    """[Без изменений] [↩️ Отменить] / [Всё пришло] [+ Внеплановая]; what has been said is not offered again.

    «Всё пришло» stands beside nothing that a slip of the thumb could mean instead, and ↩️ never where the ✅ stood that
    it takes back: the second half of a double tap would.
    """
    first: list[Button] = []
    if any(row.live.row.is_silent for row in awaited):
        first.append(_button(_("No change"), CheckinDeed.SAME, question))
    elif _asks_off_plan(question):
        first.append(_button(_("No, there were none"), CheckinDeed.SAME, question))
    undo = () if question.step is None else (_undo_button(question, question.step),)
    second = [_button(_("+ Off plan"), CheckinDeed.EXTRA, question)]
    if len(all_rows(question.day)) > 1:
        second.insert(0, _button(_("All received"), CheckinDeed.ALL, question))
    rows = ((*first, *undo), tuple(second)) if first else (tuple(second), undo)
    if len(rows[0]) == len(rows[1]) == 1:
        return ((*rows[0], *rows[1]),)
    return tuple(row for row in rows if row)


def all_rows(day: PersonDay) -> tuple[LiveRow, ...]:
    """What «Всё пришло» is about: what is awaited today, and no old debt."""
    return tuple(live for live in day.asked_rows if live.state in EXPECTED and not live.is_overdue)


def _whether_all(day: PersonDay, due: tuple[LiveRow, ...]) -> Markup:
    count = ngettext("{n} payment, {sum}: has it come?", "{n} payments, {sum}: have all come?", len(due))
    asked = fill(count, n=len(due), sum=bold(short(sum(live.row.rest for live in due))))
    old = [live for live in day.asked_rows if live.state in EXPECTED and live.is_overdue]
    if not old:
        return asked
    beside = fill(_("Without old debts: {sum}"), sum=short(sum(live.row.rest for live in old)))
    return lines(asked, beside)


def _all_or_not(question: CheckinScreen) -> Keyboard:
    yes = _button(_("Yes, all came"), CheckinDeed.ALL_CAME, question)
    return ((yes,), (_page_button(_("‹ Back"), question, question.page),))


def _undo_button(question: CheckinScreen, step: UndoStep) -> Button:
    data = CheckinPress(deed=CheckinDeed.UNDO, checkin_id=question.checkin.id, payment_id=step.id, page=question.page)
    return Button(_("↩️ Undo"), data.pack())


def _button(label: str, deed: CheckinDeed, question: CheckinScreen, row: Numbered | None = None) -> Button:
    payment_id = 0 if row is None else row.live.payment.id
    data = CheckinPress(deed=deed, checkin_id=question.checkin.id, payment_id=payment_id, page=question.page)
    return Button(label, data.pack())


def _is_after(day: PersonDay, instant: datetime) -> bool:
    return day.changed_at is not None and day.changed_at > instant


def _outage(since: datetime, until: datetime, zone: str) -> Markup:
    sentence = _(
        "The bot was not available from {since} to {until}, "
        "presses of that time did not arrive. Please answer once more."
    )
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


class CheckinReminderView(View):
    """Five minutes before the slot, to who is silent: short, and nothing any more once answered."""

    name = "checkin_reminder"

    checkin_id: int

    @classmethod
    def key_for(cls, person_id: int, day: date, slot: str) -> Key[Self]:
        return Key(f"checkin-remind:{person_id}:{day.isoformat()}:{slot}")

    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        try:
            checkin = await tx.as_(reader).checkins.get(self.checkin_id)
        except NotYoursError:
            return None
        question = await _question(tx, reader, checkin)
        silent = [live.row for live in question.day.asked_rows if live.row.is_silent]
        if not question.day.is_silent or question.is_closed:
            return None
        waiting = fill(_("Payments by {time}: waiting for your answer"), time=bold(question.wall))
        count = ngettext("{n} payment, {sum}", "{n} payments, {sum}", len(silent))
        told = fill(count, n=len(silent), sum=short(sum(row.rest for row in silent))) if silent else None
        return Message(lines(waiting, told), (_reminder_buttons(question),))


def _reminder_buttons(question: CheckinScreen) -> tuple[Button, ...]:
    same = _("No change") if question.day.asked_rows else _("No, there were none")
    return (_button(same, CheckinDeed.SETTLED, question), _button(_("Answer"), CheckinDeed.OPEN, question))

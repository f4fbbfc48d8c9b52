"""The lead's summary: who is silent is reminded, the details open, a fact is entered, a deal is taken over."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from aiogram import Router
from aiogram.types import CallbackQuery

from handlers.checkins.summary_pressed import PressedSummary, is_current, person_page, tell_now
from handlers.dialog.model import Talk
from handlers.framework.access import WATCHERS, access
from handlers.framework.pressed import Pressed
from handlers.framework.replies import Erase, Redraw, Reply, Say, Toast
from handlers.framework.telling import tell_person
from handlers.general.undo_handover import note_handover
from handlers.general.undo_steps import undo_step
from handlers.payments.counted import ask_about
from handlers.redraw.touching import slot_now
from reports.checkins.checkin import CheckinView
from reports.checkins.checkin_reminder import CheckinReminderView
from reports.checkins.presses import SummaryDeed, SummaryPress
from reports.checkins.standing import NUDGE, standing_of
from reports.checkins.summary import SummaryView
from reports.checkins.summary_person import SummaryPersonView, in_turn, take_question
from reports.message.format import hours, money
from reports.message.language import gettext as _
from reports.message.markup import bold, fill
from reports.message.message import Message
from reports.message.view import button
from reports.message.words.names import some_names
from reports.payments.presses import UndoPress
from reports.tomorrow.tomorrow_team import TomorrowTeamView
from sales.calendar.slots import Lateness, instant_of
from sales.checkins.checkin_rows import EXPECTED
from sales.checkins.day import PersonDay
from sales.core.clock import local_date
from sales.core.errors import AlreadyDoneError, NotYoursError
from sales.core.rights import Action
from sales.core.undo import UndoStepKind
from sales.entry.days.dates import RECKONED
from sales.payments.held import HeldMoney
from storage.engine.scope import reaches_department

APART = timedelta(minutes=15)
"""A lead's reminder to one person; more often it is noise."""

DAY = 24 * 60


def make_router() -> Router:
    router = Router(name="summaries")

    @router.callback_query(Pressed(SummaryPress), flags=access(WATCHERS))
    async def press_summary(_query: CallbackQuery, callback_data: SummaryPress, talk: Talk) -> list[Reply]:
        day, slot = moment_of(callback_data)
        standing = await standing_of(talk.tx, talk.actor, callback_data.department_id, day, slot)
        return await _carry_out(PressedSummary(talk, callback_data, standing))

    return router


async def _carry_out(it: PressedSummary) -> list[Reply]:  # noqa: C901  an arm a deed
    match it.press.deed:
        case SummaryDeed.REMIND:
            return await _remind(it, [it.person] if it.person.is_silent or it.person.is_unreachable else [])
        case SummaryDeed.REMIND_ALL:
            return await _remind(it, (*it.standing.silent, *it.standing.unreachable))
        case SummaryDeed.REMIND_ROW:
            return await remind_about(it)
        case SummaryDeed.DETAILS:
            return await details(it)
        case SummaryDeed.TOMORROW:
            return [tomorrow(it)]
        case SummaryDeed.PERSON:
            return [person_page(it)]
        case SummaryDeed.ROWS:
            return [person_page(it, page=it.press.payment_id)]
        case SummaryDeed.CAME:
            return await record_came(it)
        case SummaryDeed.UNDO:
            return await undo(it)
        case SummaryDeed.TAKE:
            return await take(it)
        case SummaryDeed.TAKEN:
            return await take_over_summary(it)


def moment_of(press: SummaryPress) -> tuple[date, str]:
    """The day and the slot of a button; one made by hand may carry anything. Raises NotYoursError."""
    if press.day not in RECKONED or not 0 <= press.slot < DAY:
        raise NotYoursError
    hour, minute = divmod(press.slot, 60)
    return date.fromordinal(press.day), f"{hour:02}:{minute:02}"


async def remind_about(it: PressedSummary) -> list[Reply]:
    """«Напомнить» on a row: about this payment, also to somebody who has said «без изменений»."""
    if it.person.is_absent:  # left, too
        return await tell_now(it)
    live = next((each for each in it.person.rows if each.payment.id == it.press.payment_id), None)
    if await is_current(it) and (live is None or live.state not in EXPECTED):
        return await tell_now(it)
    return await _remind(it, [it.person], about=it.press.payment_id)


async def _remind(it: PressedSummary, people: Iterable[PersonDay], about: int = 0) -> list[Reply]:
    """Each once in a quarter of an hour; the toast says who was, or when they were last."""
    if not reaches_department(it.talk.actor, Action.REMIND_SILENT, it.press.department_id):
        raise NotYoursError
    if not await is_current(it):
        return await _newer(it)
    reminded: list[str] = []
    earlier: list[str] = []
    lost: list[str] = []
    replies: list[Reply] = []
    for person in people:
        last = _nudged_at(it, person)
        if person.is_unreachable:
            lost.append(it.standing.day.team[person.person_id].name)
        elif last is not None:
            earlier.append(hours(last, it.talk.actor.zone))
        elif (nudge := await _nudge(it, person, about)) is not None:
            reminded.append(it.standing.day.team[person.person_id].name)
            replies += [_forget_asked(it, person), nudge]
    return [_say(reminded, earlier, lost), *replies, it.touched]


def _say(reminded: list[str], earlier: list[str], lost: list[str]) -> Toast:
    told = [_("Reminding: {names}").format(names=some_names(reminded))] if reminded else []
    told += [_("No connection: {names}").format(names=some_names(lost))] if lost else []
    if told:
        return Toast("\n".join(told))
    if earlier:
        return Toast(_("Already reminded at {time}").format(time=max(earlier)))
    return Toast(_("Everybody has answered"))


def _nudged_at(it: PressedSummary, person: PersonDay) -> datetime | None:
    """When the person was last reminded, if that is less than a quarter of an hour ago."""
    said = it.standing.nudged.get(person.person_id)
    if said is None:
        return None
    department = it.standing.day.department
    at = instant_of(it.standing.day.day, datetime.strptime(said, "%H:%M").time(), department.zone)  # noqa: DTZ007
    return at if it.talk.tx.clock.now() - at < APART else None


async def _nudge(it: PressedSummary, person: PersonDay, about: int) -> Say | None:
    """The question once more, below, in the name of who asks; None when somebody else was quicker."""
    talk, day, checkin = it.talk, it.standing.day, person.checkin
    if checkin is None:
        return None
    now = talk.tx.clock.now()
    minute = hours(now, day.department.zone)
    if not await talk.tx.system.duties.take(NUDGE, person.person_id, day.day, minute, now, Lateness.ON_TIME):
        return None
    view = CheckinView(checkin_id=checkin.id, by=talk.actor.person_id, about=about)
    key = view.key_for(person.person_id, day.day, day.slot)
    return Say(view.under(key), to=person.person_id, fresh=True)


def _forget_asked(it: PressedSummary, person: PersonDay) -> Erase:
    """The question stands below once more; the clock's own reminder of it would be a third message of the slot."""
    return Erase(CheckinReminderView.key_for(person.person_id, it.standing.day.day, it.standing.day.slot))


async def _newer(it: PressedSummary) -> list[Reply]:
    """The button of an earlier summary: the one of now is opened instead."""
    day, slot = await slot_now(it.talk.tx, it.standing.day.department)
    if slot is None:
        return [Toast(_("This day is over, nothing is asked now"))]
    return [
        Toast(_("There is a newer check-in, here it is")),
        summary(it.talk, it.press.department_id, day, slot.slot.code),
    ]


def summary(talk: Talk, department_id: int, day: date, slot: str) -> Say:
    """The living summary, below everything else in the chat."""
    view = SummaryView(department_id=department_id, day=day, slot=slot)
    return Say(view.under(view.key_for(department_id, day, slot, talk.actor.person_id)), fresh=True)


async def details(it: PressedSummary) -> list[Reply]:
    """One page a reader, below everything else; it lives on as the summary does."""
    day, first = it.standing.day, next(iter(in_turn(it.standing)), None)
    key = SummaryPersonView.key_for(it.press.department_id, day.day, day.slot, it.talk.actor.person_id)
    return [Say(it.page(0 if first is None else first.person_id).under(key), fresh=True)]


def tomorrow(it: PressedSummary) -> Say:
    """A line for every manager about the day ahead, below."""
    day = it.standing.day
    return Say(TomorrowTeamView(department_id=it.press.department_id, day=day.day))


async def record_came(it: PressedSummary) -> list[Reply]:
    """A fact entered for somebody: from the lead it is confirmed at once. A page of yesterday records nothing today."""
    talk = it.talk
    today = local_date(talk.tx.clock.now(), it.standing.day.department.zone)
    if it.standing.day.day != today:
        return await _newer(it)
    asked = {live.payment.id: live.row.rest for live in it.person.rows if live.state in EXPECTED}
    at_most = asked.get(it.press.payment_id)
    receipt = await talk.mine.counting.settle(it.press.payment_id, today, talk.said_at, at_most=at_most)
    if isinstance(receipt, HeldMoney):
        return [Toast(_("Looks like a record that is there: see below")), ask_about(receipt)]
    await talk.mine.undo_steps.note(UndoStepKind.RECEIPTS, it.press.person_id, {"receipts": [receipt.id]})
    return [Toast(_("Recorded: {sum}").format(sum=money(receipt.amount))), person_page(it)]


async def undo(it: PressedSummary) -> list[Reply]:
    """What was entered on the page is taken back; a second tap is no news."""
    page = person_page(it)
    try:
        await undo_step(it.talk, it.press.payment_id)
    except AlreadyDoneError:
        return [Toast(_("Undone already")), page]
    return [Toast(_("Taken back")), page]


def _check_may_take(it: PressedSummary) -> None:
    """Only a lead, of the own department: whoever else has no clients. Raises NotYoursError."""
    actor = it.talk.actor
    if actor.department_id is None or not reaches_department(actor, Action.REASSIGN, it.press.department_id):
        raise NotYoursError


async def take(it: PressedSummary) -> list[Reply]:
    """Ask whether the deal is to be taken over. Raises NotYoursError."""
    _check_may_take(it)
    question = take_question(it.standing, it.person, it.press.payment_id)
    return await tell_now(it) if question is None else [Redraw(question)]


async def take_over_summary(it: PressedSummary) -> list[Reply]:
    """The client and its open business become the lead's; who had them is told."""
    _check_may_take(it)
    talk = it.talk
    payment = await talk.mine.payments.get(it.press.payment_id)
    if payment.owner_id == talk.actor.person_id:
        raise AlreadyDoneError
    if payment.owner_id not in {it.person.person_id, None}:  # somebody was quicker
        return await tell_now(it)
    step_id = await note_handover(talk, await talk.mine.handovers.take_over(payment.client_id), payment.client_id)
    client = bold(payment.client_name)
    text = fill(_("The deal is yours: {client}, with its payments and plans"), client=client)
    mine = Message(text, ((button(_("↩️ Undo"), UndoPress(step_id=step_id)),),))

    def write() -> Message:
        sentence = _("{name} takes the deal over: {client}, with its payments and plans")
        return Message(fill(sentence, name=talk.actor.name, client=client))

    told = [] if payment.owner_id is None else [await tell_person(talk.tx, payment.owner_id, write, bulk=False)]
    return [Redraw(mine), *told]

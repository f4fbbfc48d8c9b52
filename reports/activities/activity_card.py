"""The card of a call or a meeting, done or planned, with the one question after it: «Следующий шаг?»."""

from datetime import date, datetime

from markupsafe import Markup

from reports.activities.agenda_lines import tell_comment
from reports.activities.presses import ActivityDeed, ActivityPress
from reports.activities.proposed import proposal_of
from reports.message.address import MaybeDay, MaybeInstant
from reports.message.format import day_month, hours, short_day, weekday
from reports.message.language import gettext as _
from reports.message.markup import bold, fill, lines
from reports.message.message import Button, Keyboard, Message
from reports.message.screens.switches import mark_chosen
from reports.message.view import View
from reports.message.words.talks import tell_talk
from reports.message.words.terms import (
    SIGNS,
    activity_name,
    call_kind_label,
    call_kind_words,
    outcome_label,
    outcome_words,
)
from reports.payments.card_lines import tell_arrived_late, tell_taken, undo_row
from reports.payments.kept import tell_kept
from reports.road.words import tell_place
from sales.activities.activities import VISITS, ActivityType, ContactKind, MeetingOutcome, NextStep
from sales.calendar.calendar import Taken
from sales.core.clock import local_date
from sales.core.errors import NotYoursError
from sales.core.undo import UndoStepKind, may_undo
from sales.road.places import is_sharp
from storage.activities.activity import Activity
from storage.engine.actor import Actor
from storage.engine.undo_steps import UndoStep
from storage.transaction import Transaction

LINE = 36
"""Letters in a line of a phone of 360 points."""


class ActivityCard(View):
    """`said`: the day off that was asked for, here or for the next step; `closed`: no next step, it was said."""

    name = "activity_card"

    activity_id: int
    sent_at: MaybeInstant = None
    said: MaybeDay = None
    closed: bool = False
    hourless: bool = False
    """Planned for a day alone: the hour was taken for it."""
    of_plan: bool = False
    """What was told of is what was planned: that is said."""
    kept: tuple[int, ...] = ()
    """Payments that are awaited as before: what was told of repeats them."""

    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        activity = await tx.as_(reader).activities.get(self.activity_id)
        step = await tx.as_(reader).activities.follow_up(self.activity_id)
        asks = not self.closed and _asks(reader, activity, step) and await _sees_client(tx, reader, activity)
        dated = _date(activity if activity.is_planned else step, self.said, reader)
        text = lines(
            activity_title(activity, reader.zone, local_date(tx.clock.now(), reader.zone)),
            None if activity.talk_seconds is None else fill("{talk}", talk=tell_talk(activity.talk_seconds)),
            tell_comment(activity),
            fill(_("🔕 Asked not to be called")) if activity.is_unwelcome else None,
            _add(activity, reader),
            tell_arrived_late(self.sent_at, activity.recorded_at, reader.zone),
            _tell_plan(activity, reader.zone) if self.of_plan else None,
            await tell_kept(tx, reader, self.kept),
            None if step is None else _step_line(step, reader.zone),
            tell_taken(dated, at_bank=False),
            _tell_hour(activity, reader.zone) if self.hourless else None,
            fill(_("Next step?")) if asks else None,
        )
        deal_row = await proposal_of(tx, reader, activity)
        plan = step if step is not None and step.is_planned else activity
        moved = await tx.as_(reader).undo_steps.last(UndoStepKind.PLAN_MOVED, plan.id) if plan.is_planned else None
        buttons = _buttons(tx, reader, activity, step, dated, moved, asks=asks)
        rows = (*buttons, _kinds(tx, reader, activity), _minutes(reader, activity), deal_row)
        return Message(text, tuple(row for row in rows if row))


def activity_title(activity: Activity, zone: str, today: date) -> Markup:
    """«✅ Звонок: Вектор, поговорили · 11:32», or of a plan «📞 Ромашка · пн 23 ноября, 10:00».

    What is longer goes on below, or the hour would stand there alone.
    """
    if activity.happened_at is not None:
        at = hours(activity.happened_at, zone)
        done = {
            "kind": activity_name(activity.type),
            "client": bold(activity.client_name),
            "at": at if activity.local_date == today else f"{short_day(activity.local_date)}, {at}",
        }
        if activity.outcome is None:
            return fill(_("✅ {kind}: {client} · {at}"), **done)
        told = fill(_("✅ {kind}: {client}, {outcome} · {at}"), outcome=outcome_words(activity.outcome), **done)
        if len(told.striptags()) <= LINE:
            return told
        return lines(
            fill(_("✅ {kind}: {client} · {at}"), **done), fill("{label}", label=outcome_label(activity.outcome))
        )
    said = {"sign": SIGNS[activity.type], "client": bold(activity.client_name)}
    if activity.planned_at is None or activity.cancelled_at is not None:
        return fill(_("❌ {kind}: {client}, called off"), kind=activity_name(activity.type), client=said["client"])
    return fill(_("{sign} {client} · {when}"), when=_when(activity, activity.planned_at, zone), **said)


def _when(activity: Activity, planned_at: datetime, zone: str) -> str:
    """пн 23 ноября, 10:00"""
    day, said_on = activity.local_date, local_date(activity.recorded_at, zone)
    when = {"weekday": weekday(day), "day": day_month(day, said_on)}
    return _("{weekday} {day}, {at}").format(at=hours(planned_at, zone), **when)


def _tell_hour(activity: Activity, zone: str) -> Markup | None:
    """While it stands; another hour may be written right behind."""
    if activity.planned_at is None or not activity.is_planned:
        return None
    return fill(
        _("No hour said, {at} is taken.\nAnother one? Just write “at 15”."), at=hours(activity.planned_at, zone)
    )


def _tell_plan(activity: Activity, zone: str) -> Markup | None:
    """«📞 на 17:00 сделан»: and ↩️ plans it again."""
    if activity.planned_at is None or not activity.is_done:
        return None
    return fill(_("Done as planned for {at}"), at=hours(activity.planned_at, zone))


def _step_line(step: Activity, zone: str) -> Markup:
    if step.planned_at is None or step.is_done:
        return fill(_("Next: {sign} done"), sign=SIGNS[step.type])
    return fill(_("Next: {sign} {when}"), sign=SIGNS[step.type], when=_when(step, step.planned_at, zone))


def _add(activity: Activity, reader: Actor) -> Markup | None:
    """Whoever was there knows where it was; the lead reads how far from the usual place (spec/4)."""
    away = None if activity.author_id == reader.person_id else tell_place(activity)
    signs = [
        call_kind_words(activity.kind) if activity.kind is not None else "",
        _("📎 attached") if activity.file_id else "",
        _tell_noted(activity) if activity.point is not None and away is None else "",
    ]
    said = " · ".join(sign for sign in signs if sign)
    return lines(fill("{said}", said=said) if said else None, away) or None


def _tell_noted(activity: Activity) -> str:
    return _("📍 place noted") if is_sharp(activity.accuracy) else _("📍 place noted, not sure where")


def _date(planned: Activity | None, said: date | None, reader: Actor) -> Taken | None:
    """The day off that was asked for, while the plan stands on the workday taken for it."""
    if planned is None or not planned.is_planned or said is None or planned.author_id != reader.person_id:
        return None
    return Taken(planned.local_date, said)


def _asks(reader: Actor, activity: Activity, step: Activity | None) -> bool:
    return activity.is_done and step is None and activity.author_id == reader.person_id


async def _sees_client(tx: Transaction, reader: Actor, activity: Activity) -> bool:
    """The call is theirs for good, the client may be a colleague's by now."""
    if activity.client_owner_id == reader.person_id:
        return True
    try:
        await tx.as_(reader).clients.get(activity.client_id)
    except NotYoursError:
        return False
    return True


def _buttons(
    tx: Transaction,
    reader: Actor,
    activity: Activity,
    step: Activity | None,
    dated: Taken | None,
    moved: UndoStep | None,
    *,
    asks: bool,
) -> Keyboard:
    """`moved`: the plan was put off just now, and ↩️ puts it back."""
    if activity.author_id != reader.person_id:
        return ()
    if activity.cancelled_at is not None:
        return _taking_back(tx, activity)
    if asks:
        return _question(tx, activity)
    planned = step if step is not None and step.is_planned else activity if activity.is_planned else None
    first: list[Button] = []
    if planned is not None and dated is not None and dated.is_moved:
        keep = ActivityPress(deed=ActivityDeed.KEEP, activity_id=planned.id, value=dated.said.isoformat())
        first.append(Button(_("Keep {day}").format(day=short_day(dated.said)), keep.pack()))
    if planned is not None:
        first.append(_button(_("📅 Another day"), ActivityDeed.REPLAN, planned))
    last = planned or activity
    second = _taking_back(tx, last) if moved is None else (undo_row(moved),)
    return tuple(row for row in (tuple(first), *second) if row)


def _taking_back(tx: Transaction, activity: Activity) -> Keyboard:
    fresh = may_undo(activity.recorded_at, tx.clock.now())
    return ((_button(_("↩️ Undo"), ActivityDeed.UNDO, activity),),) if fresh else ()


def _question(tx: Transaction, activity: Activity) -> Keyboard:
    quick = (
        _answer(_("Tomorrow"), NextStep.TOMORROW, activity),
        _answer(_("+3 days"), NextStep.IN_THREE_DAYS, activity),
        _answer("+7", NextStep.IN_A_WEEK, activity),
    )
    other = [_answer(_("Date"), NextStep.OTHER_DATE, activity), _answer(_("No step"), NextStep.NONE, activity)]
    if may_undo(activity.recorded_at, tx.clock.now()):
        other.append(_button(_("↩️ Undo"), ActivityDeed.UNDO, activity))
    return (quick, tuple(other))


def _kinds(tx: Transaction, reader: Actor, activity: Activity) -> tuple[Button, ...]:
    """What call it was, by one tap of who made it, for as long as the card is fresh."""
    is_own = activity.type is ActivityType.CALL and activity.is_done and activity.author_id == reader.person_id
    if not is_own or not may_undo(activity.recorded_at, tx.clock.now()):
        return ()
    return tuple(
        _button(mark_chosen(call_kind_label(each), is_chosen=activity.kind is each), ActivityDeed.KIND, activity, each)
        for each in ContactKind
    )


def _minutes(reader: Actor, activity: Activity) -> tuple[Button, ...]:
    """Of a meeting that was held, for who was there."""
    held = activity.type in VISITS and activity.is_done and activity.outcome is not MeetingOutcome.DID_NOT_HAPPEN
    if not held or activity.author_id != reader.person_id:
        return ()
    return (_button(_("📝 Minutes"), ActivityDeed.MINUTES, activity),)


def _answer(label: str, step: NextStep, activity: Activity) -> Button:
    return Button(label, ActivityPress(deed=ActivityDeed.NEXT, activity_id=activity.id, value=step).pack())


def _button(label: str, deed: ActivityDeed, activity: Activity, value: str = "") -> Button:
    return Button(label, ActivityPress(deed=deed, activity_id=activity.id, value=value).pack())

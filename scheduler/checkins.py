"""
The day's check-ins: managers are asked, the silent reminded, the lead told.

Each duty is one transaction that begins with its row: of three processes that look at once, one does the thing. A
process that dies in the middle has done nothing, and the next look does all of it.
"""

from collections.abc import Sequence
from datetime import date, datetime
from functools import partial

from reports.checkins.checkin import CheckinView
from reports.checkins.checkin_reminder import CheckinReminderView
from reports.checkins.summary import SummaryView
from reports.message.format import hours
from reports.tomorrow.evening import make_own_hours
from sales.calendar.slots import Lateness, SlotTimes
from sales.checkins.checkin import Checkin
from sales.checkins.checkin_rows import Question, question
from sales.schedule.schedule import Scheduled
from sales.tomorrow.tomorrow_times import tomorrow_times
from scheduler.due import ASK, REMIND, SUMMARY, DueSlot, find_due
from scheduler.groups import post_slot
from scheduler.sight import OwedWork, Sight, slots_of
from scheduler.tomorrow import put_tomorrow
from storage.checkins.duties import DoneDuty
from storage.checkins.timetable import ScheduledDepartment
from storage.engine.actor import Actor
from storage.people.staff import StandIn
from storage.settings.departments import Department
from storage.transaction import Transaction


async def list_owed(sight: Sight) -> list[OwedWork]:
    """Questions, reminders and summaries."""
    return [
        OwedWork(
            f"{duty.kind} of {duty.slot.slot.code}, department {place.id}",
            partial(_do_duty, department=place.department, duty=duty),
        )
        for place in sight.places
        for duty in await _of_place(sight, place)
    ]


async def _of_place(sight: Sight, place: ScheduledDepartment) -> list[DueSlot]:
    """Today's, and of the last workday the summaries that a long silence has swallowed."""
    found = []
    for day in sight.days(place):
        kept = [slot for slot in slots_of(place, day) if slot.at > place.founded_at]
        found += find_due(kept, sight.now, await _find_taken(sight, place, kept))
    return found


async def _find_taken(sight: Sight, place: ScheduledDepartment, slots: Sequence[SlotTimes]) -> set[tuple[str, str]]:
    return {
        (kind, each.slot.code)
        for kind in (ASK, REMIND, SUMMARY)
        for each in slots
        if DoneDuty(place.id, each.slot.code) in await sight.read_taken(kind, each.day)
    }


async def _do_duty(tx: Transaction, department: Department, duty: DueSlot) -> bool:
    return await _take(tx, department, duty) and await _DEEDS[duty.kind](tx, department, duty)


async def _take(tx: Transaction, department: Department, duty: DueSlot) -> bool:
    """Whether this process is to do it, and it is not too late."""
    slot = duty.slot
    taken = await tx.system.duties.take(duty.kind, department.id, slot.day, slot.slot.code, duty.due_at, duty.lateness)
    return taken and duty.lateness is not Lateness.SKIPPED


async def ask(tx: Transaction, department: Department, duty: DueSlot) -> bool:
    """At `ask_at` the managers who are there and have something to answer are asked; their day is frozen first (SPEC
    8).

    Whether anybody was asked. Who has answered all rows is asked about tomorrow alone, at the last slot.
    """
    asked = [
        await _ask_one(tx, department, manager, duty)
        for manager in await tx.system.staff.managers(department.id, duty.slot.day)
    ]
    return any(asked)


async def _ask_one(tx: Transaction, department: Department, manager: Actor, duty: DueSlot) -> bool:
    day, slot = duty.slot.day, duty.slot.slot.code
    person_id = manager.person_id
    await tx.system.day_plans.freeze(person_id, day)
    if manager.unreachable_at is not None:
        return False  # the lead reads so
    rows = [live.row for live in await tx.system.checkins.rows(person_id, day, slot)]
    before = await tx.system.checkins.last_of(person_id, day)
    planned_for = await _tomorrow(tx, department, manager, duty)
    if question(rows, is_last=duty.slot.is_last) is Question.NONE:
        if planned_for is None:
            return False
        await put_tomorrow(tx, manager, planned_for)  # all rows are answered: only the day ahead is asked about
        return True
    opened = await tx.system.checkins.open(person_id, day, slot, tx.clock.now())
    checkin = await tx.system.checkins.find(person_id, day, slot)
    if checkin is None or (opened is None and checkin.answered_at is not None):
        return False  # they had opened it themselves, and answered
    if before is not None and before.slot != slot:
        await _close(tx, before)
    view = CheckinView(checkin_id=checkin.id, late=duty.lateness is Lateness.LATE)
    await put_checkin(tx, manager, checkin, view)
    return True


async def _tomorrow(tx: Transaction, department: Department, manager: Actor, duty: DueSlot) -> date | None:
    """The day ahead, where this slot is the one that asks about it and has not yet."""
    settings = await tx.system.schedule.of_department(department.id)
    if not duty.slot.is_last or not settings[Scheduled.TOMORROW_ASK].is_on:
        return None
    times = tomorrow_times(
        duty.slot, department.zone, await tx.system.calendars.of_person(manager.person_id), make_own_hours(settings)
    )
    if times is None or not await tx.system.tomorrow_plans.ask(manager.person_id, times.planned_for):
        return None
    return times.planned_for


async def _close(tx: Transaction, before: Checkin) -> None:
    """The earlier question loses its buttons, and what reminded of it goes."""
    await tx.system.outbox.touch(CheckinView.key_for(before.person_id, before.day, before.slot))
    reminder = CheckinReminderView.key_for(before.person_id, before.day, before.slot)
    if await tx.system.outbox.message_of(reminder) is not None:
        await tx.system.outbox.erase(reminder)


async def put_checkin(tx: Transaction, manager: Actor, checkin: Checkin, view: CheckinView) -> None:
    """The question, below everything else in the chat."""
    key = view.key_for(manager.person_id, checkin.day, checkin.slot)
    await tx.system.outbox.put(view.under(key).send_unasked(manager, fresh=True))


async def remind(tx: Transaction, department: Department, duty: DueSlot) -> bool:
    """At `remind_at` the silent, in a message of its own: an edit would not be noticed. Whether there were any."""
    day, slot = duty.slot.day, duty.slot.slot.code
    standing = await tx.system.days.of_department(department.id, day, slot)
    silent = [person for person in standing.silent if not person.is_absent]
    for person in silent:
        actor, checkin = standing.team[person.person_id], person.checkin
        if checkin is None:
            continue
        view = CheckinReminderView(checkin_id=checkin.id)
        await tx.system.outbox.put(
            view.under(view.key_for(actor.person_id, day, slot)).send_unasked(actor, silent=True)
        )
    return bool(silent)


async def tell(tx: Transaction, department: Department, duty: DueSlot) -> bool:
    """At the slot the summary to whoever reads it today (SPEC 8); what was skipped before is said in it, once."""
    if not await tx.system.staff.managers(department.id):
        return False
    day, slot = duty.slot.day, duty.slot.slot.code
    readers = await tx.system.staff.readers_of_summary(department.id, day)
    view = await _summary(tx, department, duty, readers.substitution)
    for reader in readers.actors:
        key = view.key_for(department.id, day, slot, reader.person_id)
        await tx.system.outbox.put(view.under(key).send_unasked(reader, repeat=False, fresh=True))
    posted = await post_slot(tx, department.id, day, slot)
    return bool(readers.actors) or posted


async def _summary(tx: Transaction, department: Department, duty: DueSlot, standing_in: StandIn) -> SummaryView:
    skipped = await tx.system.duties.list_skipped_untold(department.id, SUMMARY)
    await tx.system.duties.mark_told([duty.id for duty in skipped])
    lost = (
        await tx.system.wire.list_lost_spans() if skipped else []
    )  # those summaries were sent, by a database that is gone
    skipped = [duty for duty in skipped if not any(since <= duty.due_at <= until for since, until in lost)]
    now: datetime = tx.clock.now()
    return SummaryView(
        department_id=department.id,
        day=duty.slot.day,
        slot=duty.slot.slot.code,
        late=hours(now, department.zone) if duty.lateness is Lateness.LATE else "",
        skipped=tuple((duty.day, duty.slot) for duty in skipped),
        standing_in=standing_in,
    )


_DEEDS = {ASK: ask, REMIND: remind, SUMMARY: tell}

"""
Reminders that have come due: said, put off a little, or kept for the morning (SPEC 11).

One person is one transaction. Of three processes that look at once the first marks the reminder, and the others leave
that person alone until their next look: else each would send a different one within the same 15 minutes.
"""

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from reports.activities.reminder import ReminderView
from sales.activities.reminders import ReminderKind, waits_for_morning
from sales.calendar.calendar import WorkCalendar
from sales.calendar.quiet import APART
from sales.core.clock import local_date
from scheduler.sight import MORNING, OwedWork, Sight
from storage.activities.reminders import SNOOZED, DueReminder
from storage.engine.actor import Actor
from storage.transaction import Transaction


async def list_owed(sight: Sight) -> list[OwedWork]:
    """Of each person all that has come due, the earliest first."""
    due = await sight.tx.system.reminders.list_due(sight.now)
    return [
        OwedWork(
            f"reminders, person {person_id}",
            partial(_remind, person_id=person_id, due=[each for each in due if each.person_id == person_id]),
        )
        for person_id in dict.fromkeys(each.person_id for each in due)
    ]


async def _remind(tx: Transaction, person_id: int, due: Sequence[DueReminder]) -> bool:
    person = await tx.system.staff.actor(person_id)
    return person is not None and await remind(tx, person, due)


async def remind(tx: Transaction, person: Actor, due: Sequence[DueReminder]) -> bool:
    """The first one now, the others at least 15 minutes after it; at night none, they are kept for the morning (SPEC
    11).

    Whether one was said. `due`: the person's, the earliest first.
    """
    now, said = tx.clock.now(), False
    calendar = await tx.system.calendars.of_person(person.person_id)
    for reminder in due:
        if reminder.kind == ReminderKind.BRIEF and await _fold(tx, reminder, person, calendar):
            continue
        free_from = await _free_from(tx, person, reminder)
        if waits_for_morning(reminder.due_at, now, person.own_zone, calendar):
            await tx.system.reminders.collect(reminder.id, person.person_id)
        elif free_from is not None and free_from > now:
            await tx.system.reminders.defer(reminder.id, free_from)
        elif await tx.system.reminders.mark_sent(reminder.id, person.person_id):
            await _put(tx, person, reminder)
            said = True
        else:
            break
    return said


async def _fold(tx: Transaction, brief: DueReminder, person: Actor, calendar: WorkCalendar) -> bool:
    """Whether the brief needs no message of its own: the reminder that stands is drawn anew, at night it is late."""
    standing = await tx.system.reminders.fold(brief)
    if standing is not None:
        await tx.system.outbox.touch(ReminderView.key_for(standing.id, standing.version))
        return True
    if waits_for_morning(brief.due_at, tx.clock.now(), person.own_zone, calendar):
        await tx.system.reminders.drop(brief)
        return True
    return False


async def _free_from(tx: Transaction, person: Actor, reminder: DueReminder) -> datetime | None:
    """When the person may be disturbed again. «Завтра 9:00» was asked for: the morning message does not delay it."""
    last = [await tx.system.reminders.find_last_sent(person.person_id)]
    if reminder.kind != SNOOZED:
        today = local_date(tx.clock.now(), person.own_zone)
        last.append(await tx.system.duties.find_last_done(MORNING, person.person_id, today))
    return max((each + APART for each in last if each is not None), default=None)


async def _put(tx: Transaction, person: Actor, reminder: DueReminder) -> None:
    view = ReminderView(reminder_id=reminder.id, version=reminder.version)
    await tx.system.outbox.put(view.under(view.key_for(reminder.id, reminder.version)).send_unasked(person))

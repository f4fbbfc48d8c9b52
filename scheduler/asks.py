"""Tasks whose hour has come: a reminder to oneself rings at it, and so does a task of an hour of its own (spec/4, 4.1).

What is due at the day's close is a line of the morning: it makes no message of its own.
"""

from datetime import timedelta
from functools import partial

from reports.asks.ask import AskCard
from sales.asks.ask import Ask
from sales.calendar.quiet import is_quiet
from sales.core.clock import local
from scheduler.sight import OwedWork, Sight
from storage.engine.actor import Actor
from storage.transaction import Transaction

WORTH_SAYING = timedelta(hours=12)
"""An older one is told by the morning, as overdue."""


async def list_owed(sight: Sight) -> list[OwedWork]:
    due = await sight.tx.system.asks.list_ringing(sight.now)
    return [OwedWork(f"a task, person {each.to_id}", partial(ring, ask=each)) for each in due]


async def ring(tx: Transaction, ask: Ask) -> bool:
    """Marked in any case, once; whether it was said."""
    person = None if ask.to_id is None else await tx.system.staff.actor(ask.to_id)
    if not await tx.system.asks.mark_rung(ask.id) or person is None or not await _is_worth(tx, ask, person):
        return False
    view = AskCard(ask_id=ask.id)
    await tx.system.outbox.put(view.under(view.key_for(ask.id, person.person_id)).send_unasked(person, fresh=True))
    return True


async def _is_worth(tx: Transaction, ask: Ask, person: Actor) -> bool:
    """What one has asked for oneself comes whenever that is; what others ask waits for no night and no close."""
    now = tx.clock.now()
    if ask.due_at is None or now - ask.due_at > WORTH_SAYING:
        return False
    if ask.is_own:
        return True
    calendar = await tx.system.calendars.of_person(person.person_id)
    place = await tx.system.departments.get(ask.department_id)
    due = local(ask.due_at, person.zone)
    at_close = due.time() == calendar.close_of(due.date(), place.day_close)
    return not at_close and not is_quiet(now, person.own_zone, calendar)

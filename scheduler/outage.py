"""
A press lives only 150 s in Telegram's queue: after a longer silence of ours the open questions are asked again.

What intake has noted is handed on once: the duty's row is taken, and the note forgotten, in one transaction.
"""

from datetime import datetime

from reports.checkins.checkin import CheckinView
from sales.calendar.quiet import is_quiet
from sales.calendar.slots import Lateness, list_begun
from sales.checkins.checkin import Checkin
from sales.core.clock import local, local_date
from scheduler.checkins import put_checkin
from scheduler.sight import OwedWork, Sight
from storage.engine.actor import Actor
from storage.queues.wire import OUTAGE_SEEN
from storage.settings.departments import Department
from storage.tables.types import Json
from storage.transaction import Transaction

AGAIN = "again"


async def list_owed(sight: Sight) -> list[OwedWork]:
    """To ask again, once an outage is noted."""
    return [] if await sight.tx.system.wire.get(OUTAGE_SEEN) is None else [OwedWork("asking again", _ask_all_again)]


async def _ask_all_again(tx: Transaction) -> bool:
    outage = await tx.system.wire.get(OUTAGE_SEEN)
    if outage is None:
        return False
    await tx.system.wire.set(OUTAGE_SEEN, None)
    asked = [await _ask_again(tx, department, outage) for department in await tx.system.departments.all()]
    return any(asked)


async def _ask_again(tx: Transaction, department: Department, outage: Json) -> bool:
    """The question in hand, if it stood before the silence began: a later one has lost nothing."""
    now, since = tx.clock.now(), datetime.fromisoformat(outage["since"])
    day = local_date(now, department.zone)
    current = next(reversed(list_begun(await tx.system.calendars.slots_of(department, day), now)), None)
    if current is None or not await _take(tx, department, datetime.fromisoformat(outage["until"])):
        return False
    standing = await tx.system.days.of_department(department.id, day, current.slot.code)
    silent = [person for person in standing.silent if not person.is_absent]
    asked = [await _ask_one(tx, standing.team[each.person_id], each.checkin, since, outage) for each in silent]
    return any(asked)


async def _take(tx: Transaction, department: Department, until: datetime) -> bool:
    """Two processes may have read the same note."""
    minute = f"{local(until, department.zone):%H:%M}"
    day = local_date(until, department.zone)
    return await tx.system.duties.take(AGAIN, department.id, day, minute, until, Lateness.ON_TIME)


async def _ask_one(tx: Transaction, actor: Actor, checkin: Checkin | None, since: datetime, outage: Json) -> bool:
    if checkin is None or checkin.asked_at > since:
        return False
    if is_quiet(tx.clock.now(), actor.own_zone, await tx.system.calendars.of_person(actor.person_id)):
        return False
    if not await tx.system.checkins.ask_again(checkin.id):
        return False
    view = CheckinView(checkin_id=checkin.id, since=since, until=datetime.fromisoformat(outage["until"]))
    await put_checkin(tx, actor, checkin, view)
    return True

"""
All departments side by side, to owners and directors without a sound: the week on Monday morning, the month on the 1st.

By the clock of the first department, which is theirs, too; what was missed that day is in /svod.
"""

from datetime import date, time, timedelta
from functools import partial

from reports.svod.house import HouseView
from sales.calendar.calendar import DAY, month_of, week_of
from sales.calendar.slots import Lateness, instant_of
from scheduler.sight import OwedWork, Sight
from storage.checkins.duties import DoneDuty
from storage.people.invitations import HEADLESS
from storage.results.period import Period
from storage.transaction import Transaction

HOUSE_WEEK, HOUSE_MONTH = "house_week", "house_month"
AT = time(9)
WITHIN = timedelta(hours=9)

Days = tuple[date, date]


async def list_owed(sight: Sight) -> list[OwedWork]:
    """One for each period that ended yesterday; its row is the first owner's, its readers are all of them."""
    owners = sight.timetable.owners
    if not sight.places or not owners:
        return []
    place, subject = sight.places[0], min(each.person_id for each in owners)
    today = sight.today(place)
    if not timedelta() <= sight.now - instant_of(today, AT, place.zone) < WITHIN:
        return []
    ended = {kind: days for kind, days in _periods(today - DAY).items() if days[1] == today - DAY}
    worked = {
        kind: days
        for kind, days in ended.items()
        if any(each.founded_at < instant_of(today, time(), place.zone) for each in sight.places)
    }
    return [
        OwedWork(f"all departments, {kind}", partial(_send, kind=kind, subject=subject, days=days, today=today))
        for kind, days in worked.items()
        if DoneDuty(subject) not in await sight.read_taken(kind, today)
    ]


def _periods(day: date) -> dict[str, Days]:
    return {HOUSE_WEEK: week_of(day), HOUSE_MONTH: month_of(day)}


async def _send(tx: Transaction, kind: str, subject: int, days: Days, today: date) -> bool:
    if not await tx.system.duties.take(kind, subject, today, "", tx.clock.now(), Lateness.ON_TIME):
        return False
    places = await tx.system.departments.all()
    if not any([_has_news(await tx.system.period.figures(each.id, *days)) for each in places]):
        return False
    readers = [each for each in await tx.system.staff.watching(places[0].id) if each.role in HEADLESS]
    view = HouseView(first=days[0], last=days[1])
    for reader in readers:
        await tx.system.outbox.put(view.under(view.key_for(*days, reader.person_id)).send_report(reader))
    return bool(readers)


def _has_news(period: Period) -> bool:
    """Money came; or a plan stands over its workdays, on which nothing came at all."""
    if period.fact:
        return True
    is_planned = any(period.plans.months(each) for each in (None, *(who.id for who in period.plans.people)))
    return is_planned and period.calendar.workdays(period.first, period.last) > 0

"""
A person's own calls and meetings as a calendar (RFC 5545): for a file, and for the feed that a phone asks for.

Its bytes follow from the records alone: asked twice, they are the same, so that an unchanged feed is told by its tag.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from reports.activities.agenda_lines import LONGEST_COMMENT
from reports.message.format import short
from reports.message.language import current_language, speaking
from reports.message.language import gettext as _
from reports.message.words.terms import SIGNS, outcome_words
from sales.activities.activities import VISITS
from sales.core.clock import local_date
from storage.activities.activity import Activity
from storage.engine.actor import Actor
from storage.transaction import Transaction
from storage.visits.calendars import CalendarPayment, ClientPhone

if TYPE_CHECKING:
    from icalendar import Calendar, Event

BEFORE, AHEAD = timedelta(days=30), timedelta(days=180)
"""What it holds, around today."""

LASTS = {True: timedelta(hours=1), False: timedelta(minutes=15)}
"""A meeting, and whatever else."""
WARNS = {True: timedelta(minutes=60), False: timedelta(minutes=10)}
ASKED_EVERY = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class CalendarContents:
    """All that is needed to write it, read already; `language`: it is written in a thread."""

    installation: str
    zone: str
    today: date
    plans: tuple[Activity, ...]
    payments: tuple[CalendarPayment, ...]
    phones: tuple[ClientPhone, ...]
    language: str


async def read_calendar(tx: Transaction, reader: Actor, *, payments: bool, phones: bool) -> CalendarContents:
    """Of the reader's own, from 30 days ago to half a year ahead."""
    own = tx.as_(reader).calendars
    today = local_date(tx.clock.now(), reader.zone)
    first, last = today - BEFORE, today + AHEAD
    plans = await own.list_plans(first, last)
    return CalendarContents(
        await own.name_installation(),
        reader.zone,
        today,
        tuple(plans),
        tuple(await own.list_payments(first, last)) if payments else (),
        tuple(await own.list_phones({each.client_id for each in plans})) if phones else (),
        current_language(),
    )


def make_calendar(contents: CalendarContents) -> bytes:
    """The file: lines end with CR LF, are folded at 75 octets between letters, and text is escaped."""
    from icalendar import Calendar  # noqa: PLC0415  only who asks for a calendar waits for it

    with speaking(contents.language):
        calendar = Calendar()
        calendar.add("prodid", "-//Reper//Visits//RU")
        calendar.add("version", "2.0")
        calendar.add("x-wr-calname", _("Reper: visits"))
        calendar.add("x-wr-timezone", contents.zone)
        calendar.add("refresh-interval", ASKED_EVERY, parameters={"VALUE": "DURATION"})
        for event in _events(contents):
            calendar.add_component(event)
        _add_zone(calendar, contents)
    return bytes(calendar.to_ical())


def _add_zone(calendar: "Calendar", contents: CalendarContents) -> None:
    """With the changes of whole years, so that a day more does not make another file of it."""
    first, last = contents.today - BEFORE, contents.today + AHEAD
    calendar.add_missing_timezones(first_date=date(first.year, 1, 1), last_date=date(last.year, 12, 31))


def _events(contents: CalendarContents) -> Iterable["Event"]:
    for each in contents.plans:
        yield _make_visit(each, contents)
    for payment in contents.payments:
        yield _make_payment(payment, contents)


def _make_visit(activity: Activity, contents: CalendarContents) -> "Event":
    is_visit, at = activity.type in VISITS, activity.planned_at or activity.created_at
    event = _make_event(f"act-{activity.id}", contents, activity.edits, activity.edited_at or activity.created_at)
    event.add("dtstart", at.astimezone(ZoneInfo(contents.zone)))
    event.add("duration", LASTS[is_visit])
    done = "✅ " if activity.is_done else ""
    event.add("summary", f"{done}{SIGNS[activity.type]} {activity.client_name}")
    if described := _describe(activity, contents):
        event.add("description", described)
    event.add("status", "CANCELLED" if activity.cancelled_at is not None else "CONFIRMED")
    if activity.is_planned:
        event.add_component(_make_alarm(WARNS[is_visit], activity.client_name))
    return event


def _describe(activity: Activity, contents: CalendarContents) -> str:
    ended = outcome_words(activity.outcome) if activity.outcome is not None else ""
    said = " ".join((activity.comment or "").split())
    cut = said if len(said) <= LONGEST_COMMENT * 5 else f"{said[: LONGEST_COMMENT * 5]}…"
    people = [each for each in contents.phones if each.client_id == activity.client_id]
    return "\n".join(part for part in (ended, cut, *(f"{each.name} {each.phone}" for each in people)) if part)


def _make_alarm(before: timedelta, told: str) -> Any:
    from icalendar import Alarm  # noqa: PLC0415  as above

    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", told)
    alarm.add("trigger", -before)
    return alarm


def _make_payment(payment: CalendarPayment, contents: CalendarContents) -> "Event":
    """All day long, and nobody is busy by it."""
    event = _make_event(f"pay-{payment.id}", contents, payment.events - 1, payment.changed_at)
    event.add("dtstart", payment.due_on)
    event.add("transp", "TRANSPARENT")
    is_paid = payment.received >= payment.amount
    amount = payment.amount if is_paid else payment.amount - payment.received
    event.add("summary", f"{'✅' if is_paid else '💰'} {payment.client_name} {short(amount)}")
    event.add("status", "CANCELLED" if payment.cancelled_at is not None else "CONFIRMED")
    return event


def _make_event(uid: str, contents: CalendarContents, edits: int, changed_at: datetime) -> "Event":
    from icalendar import Event  # noqa: PLC0415  as above

    event = Event()
    event.add("uid", f"{uid}@{contents.installation}")
    event.add("sequence", edits)
    event.add("dtstamp", changed_at.astimezone(UTC).replace(microsecond=0))
    return event

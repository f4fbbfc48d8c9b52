"""A calendar's bytes: whatever is in a name, every line is whole, and the same records are the same bytes."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from reports.visits.ics import CalendarContents, make_calendar
from sales.activities.activities import ActivityType
from storage.activities.activity import Activity
from storage.visits.calendars import CalendarPayment, ClientPhone

AT = datetime(2026, 11, 23, 12, 0, 0, 250, tzinfo=UTC)
VISIT = Activity(
    id=7,
    department_id=1,
    author_id=1,
    client_id=3,
    client_name="Вектор",
    do_not_call=False,
    client_owner_id=1,
    contact_id=None,
    deal_id=None,
    type=ActivityType.MEETING,
    kind=None,
    outcome=None,
    comment=None,
    local_date=AT.date(),
    planned_at=AT,
    happened_at=None,
    cancelled_at=None,
    latitude=None,
    longitude=None,
    accuracy=None,
    file_id=None,
    follows_id=None,
    created_at=AT - timedelta(days=3),
    edits=4,
    edited_at=AT - timedelta(days=1),
    recorded_at=AT - timedelta(days=3),
    usual_lat=None,
    usual_lon=None,
)
MONEY = CalendarPayment(5, "Ким", 150_000_00, 50_000_00, date(2026, 11, 24), None, 3, AT)
HELD = CalendarContents("a1", "Europe/Moscow", date(2026, 11, 20), (VISIT,), (MONEY,), (), "ru")


@given(st.text(min_size=1, max_size=120), st.none() | st.text(max_size=400))
def test_whatever_is_in_a_name_is_read_back(name: str, comment: str | None) -> None:
    plans = (replace(VISIT, client_name=name, comment=comment),)
    content = make_calendar(replace(HELD, plans=plans, phones=(ClientPhone(3, "Мария\\; ,", "+7 916 123-45-67"),)))

    lines = content.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert all(line.decode() is not None and b"\n" not in line and b"\r" not in line for line in lines)
    event, money = Calendar.from_ical(content).walk("VEVENT")
    assert event["uid"] == "act-7@a1"
    assert str(event["description"]).endswith("Мария\\; , +7 916 123-45-67")
    assert money["uid"] == "pay-5@a1"


def test_the_same_records_are_the_same_bytes_on_another_day() -> None:
    content = make_calendar(HELD)
    assert content == make_calendar(replace(HELD, today=HELD.today + timedelta(days=30)))
    assert b"DTSTAMP:20261122T120000Z" in content
    assert b"SEQUENCE:4" in content
    assert b"SEQUENCE:2" in content  # of three events of a payment one is its making


def test_a_zone_with_summer_time_tells_of_it() -> None:
    content = make_calendar(replace(HELD, zone="Europe/Berlin"))
    assert b"DTSTART;TZID=Europe/Berlin:20261123T130000" in content
    assert b"BEGIN:DAYLIGHT" in content

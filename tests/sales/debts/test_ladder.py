"""The ladder, and over every due day of two years the same counted along a list of all workdays."""

from datetime import date, timedelta

import pytest

from sales.calendar.calendar import Absence, WorkCalendar
from sales.debts.ladder import is_rung, rungs

RUSSIA = WorkCalendar()


def at(day: str) -> date:
    return date.fromisoformat(day)


@pytest.mark.parametrize(
    ("due", "days"),
    [
        ("2026-11-23", ["2026-11-18", "2026-11-20", "2026-11-23", "2026-11-24", "2026-12-01", "2026-12-08"]),
        ("2026-12-31", ["2026-12-28", "2026-12-30", "2027-01-11", "2027-01-12", "2027-01-19"]),
        ("2026-04-29", ["2026-04-24", "2026-04-28", "2026-04-29", "2026-04-30", "2026-05-07", "2026-05-14"]),
    ],
)
def test_days_of_reminding(due: str, days: list[str]) -> None:
    assert list(rungs(at(due), RUSSIA, at(days[-1]))) == [at(each) for each in days]


def test_a_weekly_day_off_goes_to_the_next_workday_and_the_weeks_are_counted_on() -> None:
    found = list(rungs(at("2026-12-15"), RUSSIA, at("2027-01-13")))  # the day after is Wednesday
    assert found[-3:] == [at("2026-12-30"), at("2027-01-11"), at("2027-01-13")]  # 6.01 is off, 13.01 is not


def test_who_is_on_leave_changes_no_rung() -> None:
    away = RUSSIA.with_absences([Absence(at("2026-11-16"), at("2026-12-04"))])
    assert list(rungs(at("2026-11-23"), away, at("2026-12-08"))) == list(
        rungs(at("2026-11-23"), RUSSIA, at("2026-12-08"))
    )


def test_every_due_day_of_two_years_along_the_list_of_workdays() -> None:
    worked = [each for each in _days(at("2025-12-01"), at("2028-03-01")) if RUSSIA.is_workday(each)]
    for due in _days(at("2026-01-12"), at("2027-12-25")):
        place = next(n for n, each in enumerate(worked) if each >= due)
        bank, after = worked[place], worked[place + 1]
        weekly = {next(each for each in worked if each >= after + timedelta(days=7 * n)) for n in range(1, 9)}
        until = max(weekly)
        expected = sorted({worked[place - 3], worked[place - 1], bank, after, *weekly})
        assert list(rungs(due, RUSSIA, until)) == expected, due


def test_today_is_a_rung_or_is_not() -> None:
    assert is_rung(at("2026-11-23"), at("2026-11-24"), RUSSIA)
    assert not is_rung(at("2026-11-23"), at("2026-11-25"), RUSSIA)
    assert not is_rung(at("2026-11-23"), at("2026-11-22"), RUSSIA)


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]

"""Pace: every vector of SPEC 3 and 9, the reasons of each «—», lights, the department, and the order of rows."""

from datetime import date, datetime
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sales.calendar.calendar import Absence, WorkCalendar, month_of
from sales.calendar.slots import instant_of
from sales.core.money import Percent
from sales.plans.pace import (
    DepartmentStanding,
    Light,
    NoPace,
    PaceRow,
    Workdays,
    by_pace,
    count_workdays,
    department_standing,
    light,
)
from tests.sales.month import (
    DECEMBER,
    FRIDAY,
    MILLION,
    MOSCOW,
    NOVEMBER,
    ON_LEAVE,
    RUSSIA,
    SIX,
    THOUSAND,
    november,
    on,
)

CLOSE_OF_FRIDAY = november(20, 18)


def standing(
    plan: int | None, fact: int, calendar: WorkCalendar = RUSSIA, now: datetime = CLOSE_OF_FRIDAY, day: date = FRIDAY
) -> PaceRow:
    """Plan and fact in thousands, in the day's month."""
    days = count_workdays(*month_of(day), calendar, now, MOSCOW, SIX)
    return PaceRow(None if plan is None else plan * THOUSAND, fact * THOUSAND, days)


ANNA = standing(2000, 1200)
BORIS = standing(2000, 1200, ON_LEAVE)
VICTOR = standing(None, 300)


@pytest.mark.parametrize(
    ("as_of", "worked", "total", "fact", "pace"),
    [
        (date(2025, 11, 10), 5, 19, 700, 1330),
        (date(2026, 5, 13), 7, 19, 800, 1086),
        (date(2027, 1, 15), 5, 15, 600, 900),
    ],
)
def test_transferred_days_of_the_spec(as_of: date, worked: int, total: int, fact: int, pace: int) -> None:
    found = standing(2000, fact, now=instant_of(as_of, SIX, MOSCOW), day=as_of)
    assert (found.days.done, found.days.total, found.pace) == (worked, total, Percent(pace))


def test_the_close_of_friday() -> None:
    assert ANNA.days == Workdays(total=20, done=14, to_week_end=14)
    assert (ANNA.pace, ANNA.light) == (Percent(857), Light.YELLOW)
    assert ANNA.plan_to_week_end == 1400 * THOUSAND
    assert ANNA.left_to_week_end == 200 * THOUSAND
    assert (ANNA.days.left, ANNA.need.value) == (6, 133_333_33)


def test_four_in_the_afternoon_of_friday() -> None:
    found = standing(2000, 1200, now=november(20, 16))
    assert (found.days.done, found.pace) == (13, Percent(923))
    assert found.days.left == 7


def test_a_vacation_lessens_the_days_and_not_the_plan() -> None:
    assert (BORIS.days.total, BORIS.days.done) == (15, 9)
    assert (BORIS.pace, BORIS.light) == (Percent(1000), Light.GREEN)
    assert BORIS.left_to_week_end == 0
    assert BORIS.need.value == 133_333_33


def test_the_department_of_the_spec() -> None:
    department = department_standing([ANNA, BORIS, VICTOR])
    assert (department.pace, department.light) == (Percent(923), Light.YELLOW)
    assert (department.plan, department.fact) == (4 * MILLION, 2700 * THOUSAND)
    assert department.fact_without_plan == 300 * THOUSAND
    assert department.plan_to_week_end == 2600 * THOUSAND
    assert department.left_to_week_end == 200 * THOUSAND
    assert department.need == 266_666_67


@pytest.mark.parametrize(
    ("plan", "days", "reason"),
    [
        (None, Workdays(20, 14, 14), NoPace.NO_PLAN),
        (0, Workdays(20, 14, 14), NoPace.ZERO_PLAN),
        (100, Workdays(0, 0, 0), NoPace.NO_WORKDAYS),
        (100, Workdays(20, 0, 5), NoPace.NOTHING_WORKED),
        (None, Workdays(0, 0, 0), NoPace.NO_PLAN),
        (0, Workdays(0, 0, 0), NoPace.ZERO_PLAN),
    ],
)
def test_each_dash_has_its_reason(plan: int | None, days: Workdays, reason: NoPace) -> None:
    found = PaceRow(plan, 50, days)
    assert (found.pace, found.light, found.ratio, found.owed) == (None, None, None, 0)
    assert found.reason is reason
    assert department_standing([found]).reason is reason
    assert department_standing([found]).pace is None


def test_nothing_received_is_0_and_not_a_dash() -> None:
    found = standing(2000, 0)
    assert (found.pace, found.reason, found.light) == (Percent(0), None, Light.RED)


def test_refunds_may_lead_below_0_and_success_is_never_capped() -> None:
    assert standing(2000, -140).pace == Percent(-100)
    assert standing(2000, 14_000).pace == Percent(10_000)
    assert standing(2000, 1500).behind_at_week_end == -100 * THOUSAND
    assert standing(2000, 1500).left_to_week_end == 0


def test_of_the_plan_without_days() -> None:
    assert ANNA.done == Percent(600)
    assert (VICTOR.done, standing(0, 10).done) == (None, None)


@pytest.mark.parametrize(
    ("pace", "shown"),
    [
        (Percent(1000), Light.GREEN),
        (Percent(999), Light.YELLOW),
        (Percent(800), Light.YELLOW),
        (Percent(799), Light.RED),
        (Percent(-1), Light.RED),
        (None, None),
    ],
)
def test_lights_change_where_the_shown_percent_does(pace: Percent | None, shown: Light | None) -> None:
    assert light(pace) is shown


def test_what_is_read_as_a_hundred_is_green() -> None:
    assert PaceRow(100_000, 99_950, Workdays(20, 20, 20)).light is Light.GREEN
    assert PaceRow(100_000, 99_949, Workdays(20, 20, 20)).light is Light.YELLOW


@pytest.mark.parametrize(
    ("now", "days"),
    [
        (november(1, 12), Workdays(20, 0, 0)),  # a Sunday: its week has ended before the first workday
        (november(2, 12), Workdays(20, 0, 4)),  # 4 November is a holiday
        (november(3, 17), Workdays(20, 2, 4)),  # a short day closes at five
        (november(30, 12), Workdays(20, 19, 20)),
        (november(30, 18), Workdays(20, 20, 20)),
        (instant_of(DECEMBER, SIX, MOSCOW), Workdays(20, 20, 20)),
        (instant_of(date(2026, 10, 30), SIX, MOSCOW), Workdays(20, 0, 0)),
    ],
)
def test_days_of_a_coming_a_running_and_a_closed_month(now: datetime, days: Workdays) -> None:
    assert count_workdays(*month_of(NOVEMBER), RUSSIA, now, MOSCOW, SIX) == days


def test_a_week_on_the_border_is_clipped_to_the_month() -> None:
    found = standing(2000, 1900, now=november(30, 12))
    assert found.plan_to_week_end == 2 * MILLION
    assert found.left_to_week_end == 100 * THOUSAND


def test_an_absence_entered_later_recomputes() -> None:
    away = RUSSIA.with_absences([Absence(on(16), on(20))])
    assert standing(2000, 1200, away).pace == Percent(1000)


def test_who_is_away_all_month_and_who_works_have_one_department() -> None:
    away = standing(2000, 0, RUSSIA.with_absences([Absence(on(1), on(30))]))
    assert away.reason is NoPace.NO_WORKDAYS
    assert (away.plan_to_week_end, away.left_to_week_end) == (None, None)
    assert department_standing([ANNA, away]).pace == Percent(857)


def test_a_plan_of_0_does_not_lift_the_department() -> None:
    assert department_standing([ANNA, standing(0, 900)]).pace == Percent(857)


def test_an_empty_department_has_no_plan() -> None:
    nobody = DepartmentStanding(())
    assert (nobody.plan, nobody.fact, nobody.pace, nobody.reason) == (None, 0, None, NoPace.NO_PLAN)
    assert (nobody.plan_to_week_end, nobody.left_to_week_end, nobody.need) == (None, None, 0)


def test_rows_begin_with_who_needs_action_and_end_without_pace() -> None:
    rows = {"Анна": ANNA, "Борис": BORIS, "Виктор": VICTOR, "Глеб": standing(2000, 100), "Дина": standing(0, 5)}
    assert by_pace(rows, rows.__getitem__) == ["Глеб", "Анна", "Борис", "Виктор", "Дина"]


people = st.builds(
    lambda plan, fact, done, left, ahead: PaceRow(plan, fact, Workdays(done + left, done, done + min(left, ahead))),
    st.none() | st.integers(0, 10**12),
    st.integers(-(10**11), 10**12),
    st.integers(0, 23),
    st.integers(0, 23),
    st.integers(0, 5),
)


@given(st.lists(people, max_size=6).flatmap(lambda team: st.tuples(st.just(team), st.permutations(team))))
def test_the_order_of_people_changes_nothing(teams: tuple[list[PaceRow], list[PaceRow]]) -> None:
    one, other = (department_standing(team) for team in teams)
    assert (one.pace, one.fact, one.plan, one.reason) == (other.pace, other.fact, other.plan, other.reason)
    assert (one.plan_to_week_end, one.left_to_week_end, one.need) == (
        other.plan_to_week_end,
        other.left_to_week_end,
        other.need,
    )


@given(st.lists(people, min_size=1, max_size=6))
def test_a_departments_pace_lies_between_its_slowest_and_fastest(team: list[PaceRow]) -> None:
    paces = [person.pace for person in team if person.pace is not None]
    found = department_standing(team).pace
    assert (found is None) == (not paces)
    if found is not None:
        assert min(paces) <= found <= max(paces)


@given(st.lists(people, max_size=8))
def test_rows_ascend(team: list[PaceRow]) -> None:
    ratios = [person.ratio for person in by_pace(team, lambda person: person)]
    known = [ratio for ratio in ratios if ratio is not None]
    assert known == sorted(known)
    assert ratios == known + [None] * (len(ratios) - len(known))


@given(people)
def test_pace_is_the_formula_of_the_spec(person: PaceRow) -> None:
    days = person.days
    if person.plan and days.done:
        exact = person.fact / (Fraction(person.plan, days.total) * days.done) * 100
        assert person.pace is not None
        assert abs(Fraction(person.pace.tenths, 10) - exact) <= Fraction(1, 20)

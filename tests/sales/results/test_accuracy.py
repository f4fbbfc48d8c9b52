"""Plan accuracy: the mean of the last twenty workdays that had a plan."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sales.calendar.calendar import Absence
from sales.checkins.figures import DayFigures
from sales.core.money import Percent
from sales.results.accuracy import Accuracy, last_workdays, plan_accuracy
from tests.sales.month import FRIDAY, ON_LEAVE, RUSSIA, on


def day(plan: int, on_plan: int, off_plan: int = 0) -> DayFigures:
    return DayFigures(plan, on_plan, off_plan)


def test_each_days_word_weighs_the_same() -> None:
    days = {on(20): day(100, 100), on(19): day(10_000, 0)}
    assert plan_accuracy(days, FRIDAY, RUSSIA) == Accuracy(Percent(500), 2)


def test_a_day_that_planned_nothing_gave_no_word() -> None:
    days = {on(20): day(100, 50), on(19): day(0, 0, off_plan=500), on(18): day(0, 0)}
    assert plan_accuracy(days, FRIDAY, RUSSIA) == Accuracy(Percent(500), 1)


def test_money_off_plan_keeps_no_word_and_more_than_was_planned_is_not_capped() -> None:
    assert plan_accuracy({FRIDAY: day(100, 0, off_plan=100)}, FRIDAY, RUSSIA).percent == Percent(0)
    assert plan_accuracy({FRIDAY: day(100, 150)}, FRIDAY, RUSSIA).percent == Percent(1500)


def test_no_day_with_a_plan_has_no_accuracy() -> None:
    assert plan_accuracy({}, FRIDAY, RUSSIA) == Accuracy(None, 0)


def test_the_last_twenty_workdays_are_looked_at() -> None:
    found = last_workdays(RUSSIA, FRIDAY)
    assert (len(found), found[0], found[-1]) == (20, FRIDAY, date(2026, 10, 23))
    days = {found[-1]: day(100, 100), found[-1] - timedelta(days=1): day(100, 0), on(23): day(100, 0)}
    assert plan_accuracy(days, FRIDAY, RUSSIA) == Accuracy(Percent(1000), 1)


def test_leave_is_stepped_over() -> None:
    found = last_workdays(ON_LEAVE, FRIDAY, 6)
    assert found == (on(20), on(19), on(18), on(17), on(16), on(6))


def test_a_long_leave_ends_the_look() -> None:
    away = RUSSIA.with_absences([Absence(date(2026, 1, 1), on(18))])
    assert last_workdays(away, FRIDAY) == (on(20), on(19))


@pytest.mark.parametrize("parts", [(1, 1, 2), (0, 0, 1)])
def test_thirds_are_rounded_once(parts: tuple[int, ...]) -> None:
    days = {on(20 - n): day(3, part) for n, part in enumerate(parts)}
    assert plan_accuracy(days, FRIDAY, RUSSIA).percent == Percent.of(Fraction(sum(parts), 3), 3)


@given(st.dictionaries(st.integers(1, 30).map(on), st.builds(day, st.integers(0, 10**12), st.integers(0, 10**12))))
def test_the_mean_lies_between_the_best_and_the_worst_day(days: dict[date, DayFigures]) -> None:
    found = plan_accuracy(days, on(30), RUSSIA)
    shares = [each.done for when, each in days.items() if RUSSIA.is_workday(when) and each.done is not None]
    assert found.days == len(shares)
    if found.percent is not None:
        assert min(shares) <= found.percent <= max(shares)
    else:
        assert not shares


def test_a_few_days_are_too_little_to_say_a_percent() -> None:
    assert [Accuracy(Percent(500), n).is_enough for n in (0, 1, 4, 5)] == [False, False, False, True]

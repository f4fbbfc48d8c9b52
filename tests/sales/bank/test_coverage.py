"""Which days are told of without a gap: of every account, and with days off between two statements passed over."""

from datetime import date

from sales.bank.coverage import Covered, find_covered
from sales.calendar.calendar import WorkCalendar

CALENDAR = WorkCalendar(exceptions={})
ONE, TWO = "one", "two"


def november(day: int) -> date:
    return date(2026, 11, day)


def spans(*days: tuple[int, int]) -> list[tuple[date, date]]:
    return [(november(first), november(last)) for first, last in days]


def test_the_days_before_the_last_are_told_as_far_back_as_every_account_goes() -> None:
    told = {ONE: spans((2, 20)), TWO: spans((11, 20))}
    assert find_covered(told, [ONE, TWO], november(20), CALENDAR) == Covered(november(11), november(19))


def test_statements_of_single_days_go_over_a_weekend_and_end_at_a_gap() -> None:
    told = {ONE: spans((17, 17), (19, 19), (20, 20), (23, 23))}
    covered = find_covered(told, [ONE], november(23), CALENDAR)
    assert covered == Covered(november(19), november(20))
    assert covered.holds(november(20))
    assert not covered.holds(november(23))  # a workday before the last, at least
    assert not covered.holds(november(17))


def test_one_day_alone_says_nothing_of_the_days_before() -> None:
    covered = find_covered({ONE: spans((20, 20))}, [ONE], november(20), CALENDAR)
    assert covered == Covered(november(20), None)
    assert not covered.holds(november(19))


def test_an_account_without_a_statement_is_named_and_nothing_is_said_to_be_missing() -> None:
    covered = find_covered({ONE: spans((2, 20)), TWO: spans((2, 19))}, [ONE, TWO], november(20), CALENDAR)
    assert covered == Covered(lacking=(TWO,))
    assert find_covered({}, [], november(20), CALENDAR) == Covered()

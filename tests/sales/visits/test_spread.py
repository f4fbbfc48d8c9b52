"""Forgotten clients by days: within the norm, day after day, near ones first."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sales.road.places import Point
from sales.visits.spread import DayRoom, find_free_hours, find_most_a_day, spread

MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)
HOURS = (time(11), time(15))
CENTRE, NEAR, FAR = Point(55.7520, 37.6175), Point(55.7530, 37.6175), Point(55.80, 37.70)


@pytest.mark.parametrize(("norm", "most"), [(0, 0), (1, 1), (5, 1), (6, 2), (8, 2), (10, 2), (11, 3)])
def test_a_day_takes_a_fifth_of_the_week_rounded_up(norm: int, most: int) -> None:
    assert find_most_a_day(norm) == most


def test_hours_beside_something_else_are_not_free() -> None:
    assert find_free_hours([time(11), time(15, 30)]) == (time(12), time(10), time(14), time(17), time(13))
    assert find_free_hours([], after=time(15)) == (time(16), time(17))
    assert find_free_hours([], after=time.max) == ()


def test_every_day_gets_one_before_any_gets_two() -> None:
    days = [DayRoom(MONDAY, 2, HOURS), DayRoom(TUESDAY, 2, HOURS)]
    found = spread([1, 2, 3], days, {})
    assert [(each.client_id, each.day, each.at) for each in found] == [
        (1, MONDAY, time(11)),
        (3, MONDAY, time(15)),
        (2, TUESDAY, time(11)),
    ]


def test_who_is_near_to_a_meeting_of_the_day_comes_first() -> None:
    days = [DayRoom(MONDAY, 1, HOURS), DayRoom(TUESDAY, 1, HOURS, clients=(9,))]
    found = spread([1, 2, 3], days, {9: CENTRE, 1: FAR, 3: NEAR})
    assert [(each.client_id, each.day) for each in found] == [(1, MONDAY), (3, TUESDAY)]


@given(
    st.lists(st.integers(1, 50), unique=True),
    st.lists(st.integers(-1, 4), max_size=6),
    st.dictionaries(st.integers(1, 60), st.sampled_from([CENTRE, NEAR, FAR])),
)
def test_nobody_twice_and_no_day_above_its_room(
    forgotten: list[int], rooms: list[int], places: dict[int, Point]
) -> None:
    days = [DayRoom(date.fromordinal(739943 + n), room, HOURS, (51 + n,)) for n, room in enumerate(rooms)]
    found = spread(forgotten, days, places)
    assert len({each.client_id for each in found}) == len(found) == len({(each.day, each.at) for each in found})
    held = {each.day: sum(one.day == each.day for one in found) for each in days}
    assert all(held[each.day] <= max(0, min(each.room, len(HOURS))) for each in days)
    assert len(found) == min(len(forgotten), sum(max(0, min(each, len(HOURS))) for each in rooms))

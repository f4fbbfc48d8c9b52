"""Whom to call on first, and how to go round without being late for what stands."""

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from sales.road.nearby import Neighbour, choose_near
from sales.road.places import Point
from sales.road.route import Stop, plan_route
from tests.clock import moscow

HERE = Point(55.7520, 37.6175)
NOW = moscow("11:00")


def east(kilometres: float) -> Point:
    return Point(55.7520, 37.6175 + kilometres / 62.6)


def near(client_id: int, kilometres: float, **more: int) -> Neighbour:
    return Neighbour(client_id, f"К{client_id}", east(kilometres), kilometres * 1000, **more)


def visit(name: str, kilometres: float, at: datetime | None = None) -> Stop[str]:
    return Stop(name, east(kilometres), at)


def ordered(*stops: Stop[str]) -> list[str]:
    visits = [each for each in stops if each.at is None]
    return [leg.stop.what for leg in plan_route(HERE, NOW, visits, [each for each in stops if each.at])]


def test_debt_goes_first_then_money_of_the_week_then_who_was_forgotten_then_the_nearest() -> None:
    found = choose_near(
        [
            near(1, 0.1, silent=31),
            near(2, 2.9, debt=1),
            near(3, 0.5, awaited=1),
            near(4, 1.0, awaited=1),
            near(5, 2.0, awaited=1, silent=40),
            near(6, 0.1),
            near(7, 3.1, debt=1),
        ]
    )
    assert [each.client_id for each in found] == [5, 2, 3, 4, 1]


def test_a_sum_of_the_week_and_silence_are_worth_a_debt() -> None:
    assert near(1, 1, awaited=1, silent=31).score == near(2, 1, debt=1).score == 3
    assert near(3, 1, silent=30).score == 0


def test_who_has_nothing_open_stands_there_only_alone() -> None:
    assert [each.client_id for each in choose_near([near(2, 2), near(1, 1)])] == [1, 2]
    assert len(choose_near([near(n, n / 10) for n in range(20)])) == 8


def test_to_the_nearest_next() -> None:
    assert ordered(visit("far", 3), visit("near", 1), visit("middle", 2)) == ["near", "middle", "far"]
    assert ordered(visit("east", 1), visit("west", -0.9), visit("further west", -1.5)) == [
        "west",
        "further west",
        "east",
    ]


def test_back_in_time_for_a_meeting_that_stands() -> None:
    soon, late = NOW + timedelta(minutes=20), NOW + timedelta(hours=2)
    assert ordered(visit("call on", 1), visit("meeting", 2, soon)) == ["meeting", "call on"]
    assert ordered(visit("call on", 1), visit("meeting", 2, late)) == ["call on", "meeting"]
    assert ordered(visit("meeting", 2, NOW - timedelta(minutes=10)), visit("call on", 1)) == ["meeting", "call on"]


def test_a_meeting_that_nobody_knows_where_keeps_its_hour() -> None:
    legs = plan_route(HERE, NOW, [visit("call on", 1)], [Stop("meeting", None, NOW + timedelta(hours=1))])
    assert [(leg.stop.what, leg.metres is None) for leg in legs] == [("call on", False), ("meeting", True)]


stops = st.lists(st.tuples(st.floats(-3, 3), st.none() | st.integers(-30, 400)), max_size=10)


@given(stops)
def test_everybody_is_called_on_once_and_meetings_keep_their_order(given_stops: list[tuple[float, int | None]]) -> None:
    every = [
        visit(str(n), far, None if minutes is None else NOW + timedelta(minutes=minutes))
        for n, (far, minutes) in enumerate(given_stops)
    ]
    found = plan_route(HERE, NOW, [each for each in every if not each.at], [each for each in every if each.at])
    assert sorted(leg.stop.what for leg in found) == sorted(each.what for each in every)
    hours = [leg.stop.at for leg in found if leg.stop.at]
    assert hours == sorted(hours)

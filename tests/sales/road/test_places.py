"""How far it is, where a client is usually met, and what is told of a place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sales.road.places import Point, Whereabouts, distance, find_usual, judge_place

OFFICE = Point(55.7520, 37.6175)
NEXT_DOOR = Point(55.7530, 37.6175)
FAR = Point(55.7520, 37.6500)

points = st.builds(Point, st.floats(-90, 90), st.floats(-180, 180))


@pytest.mark.parametrize(
    ("other", "metres"),
    [
        (OFFICE, 0),
        (NEXT_DOOR, 111),
        (Point(55.7600, 37.6175), 890),
        (FAR, 2034),
        (Point(55.80, 37.70), 7423),
    ],
)
def test_so_many_metres(other: Point, metres: int) -> None:
    assert round(distance(OFFICE, other)) == metres
    assert round(distance(other, OFFICE)) == metres


@given(points, points)
def test_nothing_is_further_than_half_around_the_earth(one: Point, other: Point) -> None:
    assert 0 <= distance(one, other) <= 20_015_115
    assert abs(distance(one, other) - distance(other, one)) < 1e-3


def test_two_meetings_make_a_usual_place_and_one_does_not() -> None:
    assert find_usual([]) is None
    assert find_usual([OFFICE]) is None
    assert find_usual([OFFICE, FAR]) is None
    assert find_usual([OFFICE, FAR, NEXT_DOOR]) == Point(pytest.approx(55.7525), 37.6175)  # type: ignore[arg-type]


def test_of_two_places_with_as_many_meetings_the_later_is_usual() -> None:
    assert find_usual([FAR, FAR, OFFICE, OFFICE]) == OFFICE
    assert find_usual([OFFICE, FAR, OFFICE, FAR]) == FAR
    assert find_usual([OFFICE, OFFICE, OFFICE, FAR, FAR]) == OFFICE


def test_one_outlier_within_reach_does_not_pull_the_middle() -> None:
    aside = Point(55.7540, 37.6175)
    assert find_usual([OFFICE, OFFICE, aside]) == OFFICE


@pytest.mark.parametrize(
    ("point", "accuracy", "usual", "told"),
    [
        (OFFICE, None, None, Whereabouts.FIRST),
        (NEXT_DOOR, 300.0, OFFICE, Whereabouts.AT_CLIENT),
        (FAR, 25.0, OFFICE, Whereabouts.AWAY),
        (OFFICE, 301.0, OFFICE, Whereabouts.VAGUE),
        (OFFICE, 1500.0, None, Whereabouts.VAGUE),
    ],
)
def test_what_is_told_of_a_place(point: Point, accuracy: float | None, usual: Point | None, told: Whereabouts) -> None:
    assert judge_place(point, accuracy, usual) is told

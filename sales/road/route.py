"""In what order to go round: to the nearest next, back in time for each meeting that stands; pure (spec/4)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Generic, TypeVar

from sales.road.places import Point, distance

METRES_AN_HOUR: Final = 20_000
"""Through a town, door to door."""
STAY: Final = timedelta(minutes=30)
MEETING: Final = timedelta(hours=1)

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Stop(Generic[T]):
    """`at`: a meeting that stands; None where one may come at any hour. `point` None: nobody knows where it is."""

    what: T
    point: Point | None
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Leg(Generic[T]):
    """To a stop, so many metres from the one before; None where either is not known."""

    stop: Stop[T]
    metres: float | None


def plan_route(here: Point, now: datetime, visits: Sequence[Stop[T]], meetings: Sequence[Stop[T]]) -> list[Leg[T]]:
    """All of them, in their order: a visit fits before a meeting where one is back there in time."""
    left, legs = list(visits), list[Leg[T]]()
    waiting = sorted(meetings, key=lambda each: each.at or now)
    where: Point | None = here
    while left or waiting:
        nearest = min(left, key=lambda each: _far(where, each.point) or 0.0, default=None)
        meeting = waiting[0] if waiting else None
        if nearest is not None and (meeting is None or _fits(where, now, nearest, meeting)):
            stop = nearest
            left.remove(nearest)
        else:
            stop = waiting.pop(0)
        metres = _far(where, stop.point)
        legs.append(Leg(stop, metres))
        arrived = now + _take(metres)
        now = arrived + STAY if stop.at is None else max(arrived, stop.at) + MEETING
        where = stop.point or where
    return legs


def _fits(where: Point | None, now: datetime, visit: Stop[T], meeting: Stop[T]) -> bool:
    there = now + _take(_far(where, visit.point)) + STAY
    return meeting.at is not None and there + _take(_far(visit.point, meeting.point)) <= meeting.at


def _far(one: Point | None, other: Point | None) -> float | None:
    return None if one is None or other is None else distance(one, other)


def _take(metres: float | None) -> timedelta:
    return timedelta(hours=(metres or 0.0) / METRES_AN_HOUR)

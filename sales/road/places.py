"""Where a meeting was, beside where that client is usually met (spec/4)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from math import asin, cos, radians, sin, sqrt
from statistics import median
from typing import Final

EARTH: Final = 6_371_008.8
"""Its mean radius, in metres."""
AT_CLIENT: Final = 300.0
"""So many metres around the usual place are the client's still, and a phone that is not as sure is not believed."""
REMEMBERED: Final = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Point:
    """In degrees."""

    latitude: float
    longitude: float


def make_point(latitude: float | None, longitude: float | None) -> Point | None:
    """Of a pair in degrees; None where one of them is missing."""
    return None if latitude is None or longitude is None else Point(latitude, longitude)


class Whereabouts(StrEnum):
    """What is told of the place of a meeting to who was not there."""

    VAGUE = "vague"
    FIRST = "first"
    AT_CLIENT = "at_client"
    AWAY = "away"


def distance(one: Point, other: Point) -> float:
    """Over the ground, in metres: the haversine formula."""
    lat, other_lat = radians(one.latitude), radians(other.latitude)
    turn = sin((other_lat - lat) / 2) ** 2
    turn += cos(lat) * cos(other_lat) * sin(radians(other.longitude - one.longitude) / 2) ** 2
    return 2 * EARTH * asin(min(1.0, sqrt(turn)))


def find_usual(points: Sequence[Point]) -> Point | None:
    """The middle of the place where most meetings were; None while no two were at one place.

    `points`: the earliest first; of two places with as many meetings the one of the latest counts.
    """
    around = [[other for other in points if distance(each, other) <= AT_CLIENT] for each in points]
    most = max(map(len, around), default=0)
    if most < 2:  # noqa: PLR2004  oneself and another
        return None
    there = next(each for each in reversed(around) if len(each) == most)
    return Point(median(each.latitude for each in there), median(each.longitude for each in there))


def is_sharp(accuracy: float | None) -> bool:
    """`accuracy`: within so many metres the phone knows where it is; None where it does not say."""
    return accuracy is None or accuracy <= AT_CLIENT


def judge_place(point: Point, accuracy: float | None, usual: Point | None) -> Whereabouts:
    """Of a check-in beside where its client is usually met; `accuracy` in metres, None where the phone said none."""
    if not is_sharp(accuracy):
        return Whereabouts.VAGUE
    if usual is None:
        return Whereabouts.FIRST
    return Whereabouts.AT_CLIENT if distance(point, usual) <= AT_CLIENT else Whereabouts.AWAY

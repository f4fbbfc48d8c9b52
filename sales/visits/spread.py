"""
Forgotten clients by days (spec/4, 4.3): over workdays with room, as many a day as the norm says, those first who are
nearest to where that day's meetings are; whoever's place is not known follows by how long nobody has spoken to them.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, time, timedelta

from sales.plans.norms import WORKDAYS_A_WEEK
from sales.road.places import Point, distance

HOURS = (11, 15, 12, 16, 10, 14, 17, 13)
"""The hours at which a visit is proposed, the likeliest first."""

LASTS = timedelta(hours=1)
"""A meeting, with nothing else in it."""

Places = Mapping[int, Point]
"""Of clients, by their ids: where they are usually met; nothing of who was never met at one place."""


@dataclass(frozen=True, slots=True)
class DayRoom:
    """A workday: how many more visits it takes, at which hours, and with which clients it has meetings already."""

    day: date
    room: int
    hours: tuple[time, ...]
    clients: tuple[int, ...] = ()

    @property
    def is_open(self) -> bool:
        return self.room > 0 and bool(self.hours)

    def with_visit(self, client_id: int) -> "DayRoom":
        """With one visit more, at its first hour."""
        return replace(self, room=self.room - 1, hours=self.hours[1:], clients=(*self.clients, client_id))


@dataclass(frozen=True, slots=True)
class ProposedVisit:
    client_id: int
    day: date
    at: time


def find_most_a_day(meetings_a_week: int) -> int:
    """A fifth of the week's norm, rounded up; 0 where the norm asks for nothing."""
    return -(-meetings_a_week // WORKDAYS_A_WEEK)


def find_free_hours(taken: Iterable[time], after: time | None = None) -> tuple[time, ...]:
    """Hours with nothing else within one hour of them, the likeliest first; `after`: of a day that has begun."""
    busy = [_since_midnight(each) for each in taken]
    free = (time(hour) for hour in HOURS if after is None or time(hour) > after)
    return tuple(each for each in free if all(abs(_since_midnight(each) - other) >= LASTS for other in busy))


def spread(forgotten: Sequence[int], rooms: Iterable[DayRoom], places: Places) -> list[ProposedVisit]:
    """`forgotten`: clients' ids, the longest forgotten first. By day and hour; who finds no room is left out.

    Round by round a day gets one more each, so that no day is full while another one is empty.
    """
    waiting, days = list(forgotten), {each.day: each for each in rooms}
    found: list[ProposedVisit] = []
    while waiting and any(each.is_open for each in days.values()):
        for day, client_id in _pick_one_each([each for each in days.values() if each.is_open], waiting, places):
            found.append(ProposedVisit(client_id, day, days[day].hours[0]))
            days[day] = days[day].with_visit(client_id)
            waiting.remove(client_id)
    return sorted(found, key=lambda each: (each.day, each.at))


def _pick_one_each(days: Sequence[DayRoom], waiting: Sequence[int], places: Places) -> list[tuple[date, int]]:
    """One client for each day: first the nearest pairs, then in their order."""
    ways = sorted(
        (way, place, each.day, client_id)
        for each in days
        for place, client_id in enumerate(waiting)
        if (way := _find_way(client_id, each.clients, places)) is not None
    )
    taken: dict[date, int] = {}
    for _distance, _place, day, client_id in ways:
        if day not in taken and client_id not in taken.values():
            taken[day] = client_id
    left = [each for each in waiting if each not in taken.values()]
    empty = sorted(each.day for each in days if each.day not in taken)
    return sorted([*taken.items(), *zip(empty, left, strict=False)])


def _find_way(client_id: int, others: Iterable[int], places: Places) -> float | None:
    """In metres from the nearest of them; None where no place is known."""
    here = places.get(client_id)
    there = [places[each] for each in others if each in places]
    return None if here is None else min((distance(here, each) for each in there), default=None)


def _since_midnight(at: time) -> timedelta:
    return timedelta(hours=at.hour, minutes=at.minute)

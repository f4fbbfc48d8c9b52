"""Weeks as processes live them: looks at the clock every few minutes, outages of hours, a clock that jumps, kills."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from random import Random

from tests.proof.slots.almanac import DAY, MINUTE, Place, shown

BERLIN_SPRING, BERLIN_AUTUMN = date(2026, 3, 29), date(2026, 10, 25)
YORK_SPRING, YORK_AUTUMN = date(2026, 3, 8), date(2026, 11, 1)


@dataclass(frozen=True)
class Life:
    """Some days of some departments."""

    first: date
    days: int
    places: tuple[Place, ...]


def working(*days: date) -> frozenset[date]:
    return frozenset(days)


MOSCOW = Place("Europe/Moscow", ("12:00", "16:00", "18:00"))

LIVES = {
    "Berlin springs forward": Life(
        date(2026, 3, 27),
        4,
        (
            MOSCOW,
            Place("Europe/Berlin", ("02:30", "12:00", "18:00"), working=working(BERLIN_SPRING)),
            Place("Europe/Berlin", ("09:00", "17:00"), 60, 30),
        ),
    ),
    "Berlin falls back": Life(
        date(2026, 10, 23),
        4,
        (
            Place("Europe/Berlin", ("02:30", "12:00", "16:00", "18:00"), working=working(BERLIN_AUTUMN)),
            Place("Asia/Vladivostok", ("10:00", "19:30"), 10, 0, off=working(date(2026, 10, 26))),
        ),
    ),
    "New York springs forward": Life(
        date(2026, 3, 6),
        5,
        (
            Place("America/New_York", ("02:30", "12:00", "16:00", "18:00"), working=working(YORK_SPRING)),
            Place("America/St_Johns", ("11:15", "15:45"), 20, 10),
        ),
    ),
    "New York falls back": Life(
        date(2026, 10, 30),
        4,
        (
            Place("America/New_York", ("01:30", "12:00", "18:00"), working=working(YORK_AUTUMN)),
            Place("Australia/Lord_Howe", ("09:00", "12:00", "12:30"), 15, 5),
            MOSCOW,
        ),
    ),
}


def moments(life: Life, dice: Random) -> Iterator[datetime]:
    """When the clock is looked at: near what is due, and now and then between; not in outages, and jumping at times."""
    for moment in without_outages(sorted(_worth_looking(life, dice)), dice):
        yield moment
        if dice.random() < 0.03:  # the clock was fast, and is put right
            back = moment - dice.choice((3, 20, 61, 600)) * MINUTE
            yield from (back, moment)


def _worth_looking(life: Life, dice: Random) -> set[datetime]:
    begin, end = _at_midnight(life.first), _at_midnight(life.first + life.days * DAY)
    found = {begin + dice.random() * (end - begin) for _ in range(3 * life.days)}
    for place in life.places:
        for day in (life.first + n * DAY for n in range(life.days)):
            for slot in (*place.slots, "09:00") if place.works_on(day) else ("12:00",):
                at = shown(place.zone, day, slot)
                found |= {at, at - place.ask_before * MINUTE, at - place.remind_before * MINUTE}
                found |= {at + dice.choice((-16, -3, 1, 4, 45, 90)) * MINUTE}
    return {moment for moment in found if begin <= moment < end}


def without_outages(moments: list[datetime], dice: Random) -> Iterator[datetime]:
    until = moments[0]
    for moment in moments:
        if moment < until:
            continue
        if dice.random() < 0.03:
            until = moment + dice.choice((5, 25, 50, 70, 200, 600, 1500)) * MINUTE
            continue
        yield moment


def _at_midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)

"""Days in which weeks begin, months end and zones change, and when the clock is looked at in them."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from random import Random

from tests.proof.slots.almanac import DAY, MINUTE
from tests.proof.slots.cycle_almanac import KINDS, House
from tests.proof.slots.lives import without_outages

SLOTS = ("12:00", "18:00")


@dataclass(frozen=True)
class CycleLife:
    first: date
    days: int
    houses: tuple[House, ...]


LIVES = {
    "a quarter ends as Berlin springs forward": CycleLife(
        date(2026, 3, 27),
        8,
        (
            House("Europe/Moscow", SLOTS),
            House(
                "Europe/Berlin",
                ("12:00", "19:30"),
                working=frozenset({date(2026, 3, 29)}),
                hours=(("week_freeze", "11:00"), ("svod", "19:50"), ("tomorrow_freeze", "19:40")),
                plans="all",
            ),
        ),
    ),
    "a short Tuesday before a holiday as New York falls back": CycleLife(
        date(2026, 10, 30),
        6,
        (
            House(
                "America/New_York",
                ("01:30", "18:00"),
                off=frozenset({date(2026, 11, 2)}),
                working=frozenset({date(2026, 11, 1)}),
                without=frozenset({"week_remind", "tomorrow_ask"}),
            ),
            House("Europe/Moscow", SLOTS, hours=(("month_close", "12:30"),), plans="none"),
        ),
    ),
    "a holiday Monday as New York springs forward": CycleLife(
        date(2026, 3, 5),
        7,
        (
            House("America/New_York", SLOTS, short=frozenset({date(2026, 3, 6)}), plans="all"),
            House("Asia/Vladivostok", ("10:00",), 20, 10, without=frozenset({"svod", "week_table", "plan_nag"})),
        ),
    ),
}


ZONES = ("Europe/Moscow", "Europe/Berlin", "America/New_York", "Asia/Vladivostok", "Australia/Lord_Howe", "Asia/Tokyo")
MAY_BE_OFF = (*(kind for kind in KINDS if not kind.endswith("freeze")), "tomorrow_ask")


def another(life: CycleLife, dice: Random) -> CycleLife:
    """The same days in other zones, at other hours, with other wishes."""
    return replace(life, houses=tuple(_other(house, life, dice) for house in life.houses))


def _other(house: House, life: CycleLife, dice: Random) -> House:
    days = [life.first + n * DAY for n in range(life.days)]
    odd = dice.sample(days, 3)
    return replace(
        house,
        zone=dice.choice(ZONES),
        slots=dice.choice((SLOTS, ("10:00",), ("11:15", "15:45", "19:30"), ("09:00", "16:00"))),
        off=frozenset(odd[:1]),
        working=frozenset(odd[1:2]),
        short=frozenset(odd[2:]),
        hours=tuple((kind, _hour(dice)) for kind in dice.sample(KINDS, 3)),
        without=frozenset(dice.sample(MAY_BE_OFF, dice.randint(0, 2))),
        plans=dice.choice(("all", "some", "none")),
    )


def _hour(dice: Random) -> str:
    """Half past eight to ten to eight: the rest is night."""
    minutes = dice.randrange(510, 1200, 10)
    return f"{minutes // 60:02}:{minutes % 60:02}"


def moments(life: CycleLife, dice: Random) -> Iterator[datetime]:
    """Near what is due, and now and then between; not in outages, and jumping back at times."""
    for moment in without_outages(sorted(_worth_looking(life, dice)), dice):
        yield moment
        if dice.random() < 0.03:
            yield from (moment - dice.choice((3, 20, 61, 600)) * MINUTE, moment)


def _worth_looking(life: CycleLife, dice: Random) -> set[datetime]:
    found = set()
    for house in life.houses:
        for day in (life.first + n * DAY for n in range(life.days)):
            kinds = KINDS if house.works_on(day) else ("svod",)
            for at in {house.at(kind, day) for kind in kinds}:
                found |= {at + dice.choice((-61, -3, 0, 0, 1, 4, 45, 90)) * MINUTE}
            found |= {house.at("svod", day) + dice.choice((0, 30, 110, 400)) * MINUTE}
    return found

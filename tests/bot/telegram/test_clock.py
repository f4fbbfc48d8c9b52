"""The clock that follows Telegram's header, and the watch over our own."""

from datetime import timedelta
from email.utils import format_datetime

import pytest

from bot.telegram.clock import ClockWatch, FollowingClock
from tests.clock import MovableClock
from tests.town import Town


def header(clock: MovableClock, **off: float) -> str:
    return format_datetime((clock.now() + timedelta(**off)).replace(microsecond=0), usegmt=True)


@pytest.mark.parametrize(
    ("off", "agrees"),
    [
        ({"seconds": 0}, True),
        ({"seconds": 119}, True),
        ({"seconds": -119}, True),
        ({"seconds": 121}, False),
        ({"minutes": -3}, False),
        ({"hours": 1}, False),
    ],
)
def test_a_clock_that_is_two_minutes_off_is_not_trusted(off: dict[str, float], agrees: bool) -> None:
    clock = MovableClock()
    watch = ClockWatch(clock)

    watch.saw(header(clock, **off))

    assert watch.agrees is agrees


def test_it_is_trusted_again_when_it_agrees_again() -> None:
    clock = MovableClock()
    watch = ClockWatch(clock)

    watch.saw(header(clock, minutes=5))
    watch.saw(header(clock, seconds=5))

    assert watch.agrees


@pytest.mark.parametrize("nonsense", [None, "", "yesterday", "Fri, 99 Nov 2026 99:00:00 GMT"])
def test_a_header_that_cannot_be_read_says_nothing(nonsense: str | None) -> None:
    watch = ClockWatch(MovableClock())

    watch.saw(nonsense)

    assert watch.agrees


def test_the_demos_clock_goes_where_the_header_goes() -> None:
    own = MovableClock()
    clock = FollowingClock(own)
    watch = ClockWatch(clock, follow=clock)

    watch.saw(header(own, hours=3))

    assert watch.moved.is_set()
    assert watch.agrees
    assert clock.now() == own.now() + timedelta(hours=3)
    own.advance(minutes=1)
    assert clock.now() == own.now() + timedelta(hours=3)


def test_the_whole_seconds_of_a_header_do_not_move_it() -> None:
    own = MovableClock()
    clock = FollowingClock(own)
    watch = ClockWatch(clock, follow=clock)

    watch.saw(header(own, seconds=1))

    assert not watch.moved.is_set()
    assert clock.now() == own.now()


async def test_while_the_clock_is_off_no_duty_is_taken(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    looks = []

    async def look() -> bool:
        looks.append(town.clock.now())
        return False

    monkeypatch.setattr(town.parts.ticker._tick, "look", look)
    town.watch.agrees = False
    for _ in range(3):
        await town.tick()
    assert not looks
    assert town.owner is not None
    assert len([said for said in await town.owner.messages() if "Часы" in said]) == 1

    town.watch.agrees = True
    await town.parts.ticker.tick()
    assert looks

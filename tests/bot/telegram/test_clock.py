"""The clock that follows Telegram's header, and the watch over our own."""

from datetime import timedelta
from email.utils import format_datetime

import pytest
from sqlalchemy import text

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

    watch.note_date(header(clock, **off))

    assert watch.agrees is agrees


def test_it_is_trusted_again_when_it_agrees_again() -> None:
    clock = MovableClock()
    watch = ClockWatch(clock)

    watch.note_date(header(clock, minutes=5))
    watch.note_date(header(clock, seconds=5))

    assert watch.agrees


@pytest.mark.parametrize("nonsense", [None, "", "yesterday", "Fri, 99 Nov 2026 99:00:00 GMT"])
def test_a_header_that_cannot_be_read_says_nothing(nonsense: str | None) -> None:
    watch = ClockWatch(MovableClock())

    watch.note_date(nonsense)

    assert watch.agrees


def test_the_demos_clock_goes_where_the_header_goes() -> None:
    own = MovableClock()
    clock = FollowingClock(own)
    watch = ClockWatch(clock, follow=clock)

    watch.note_date(header(own, hours=3))

    assert watch.moved.is_set()
    assert watch.agrees
    assert clock.now() == own.now() + timedelta(hours=3)
    own.advance(minutes=1)
    assert clock.now() == own.now() + timedelta(hours=3)


def test_the_whole_seconds_of_a_header_do_not_move_it() -> None:
    own = MovableClock()
    clock = FollowingClock(own)
    watch = ClockWatch(clock, follow=clock)

    watch.note_date(header(own, seconds=1))

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


@pytest.mark.parametrize("jump", [{"hours": 5}, {"hours": -5}, {"minutes": 3}, {"minutes": -3}])
def test_a_clock_that_jumps_between_two_looks_is_not_believed_before_telegram_agrees(jump: dict[str, float]) -> None:
    clock, passed = MovableClock(), [0.0]
    watch = ClockWatch(clock, steady=lambda: passed[0])
    watch.compare()
    clock.advance(seconds=5)
    passed[0] += 5
    watch.compare()
    assert watch.is_trusted

    clock.advance(**jump)
    passed[0] += 5
    watch.compare()
    assert not watch.is_trusted
    watch.compare()
    assert not watch.is_trusted, "that it stays where it jumped to makes it no truer"

    watch.note_date(header(clock))
    assert watch.is_trusted


def test_a_machine_that_slept_has_a_clock_that_did_not_jump() -> None:
    clock, passed = MovableClock(), [0.0]
    watch = ClockWatch(clock, steady=lambda: passed[0])
    watch.compare()
    clock.advance(hours=9)
    passed[0] += 9 * 3600

    watch.compare()

    assert watch.is_trusted


async def test_no_duty_is_taken_at_an_hour_that_the_clock_has_jumped_to(town: Town) -> None:
    """Not before Telegram's answer agrees with it."""
    await town.manager("Анна")
    watch = ClockWatch(town.database.clock, steady=lambda: 0.0)
    town.parts.ticker._watch = watch
    await town.tick()
    before = await _duties(town)

    town.core.clock.advance(timedelta(hours=30))
    await town.tick()
    assert await _duties(town) == before

    watch.note_date(format_datetime(town.core.clock.now(), usegmt=True))
    await town.tick()
    assert await _duties(town) > before


async def _duties(town: Town) -> int:
    async with town.database.read() as tx:
        return await tx.session.scalar(text("SELECT count(*) FROM duties")) or 0


async def test_who_keeps_the_clock_and_does_not_poll_asks_telegram_for_the_hour(town: Town) -> None:
    """Another process polls, or a webhook brings the updates: no answer of Telegram's comes by itself."""
    passed = [0.0]
    watch = ClockWatch(town.database.clock, steady=lambda: passed[0])
    town.parts.ticker._watch = watch

    def asked() -> int:
        return len(town.core.calls("getMe"))

    before = asked()
    await town.parts.ticker.tick()
    assert asked() == before

    passed[0] = 41
    await town.parts.ticker.tick()
    assert asked() == before + 1

    watch.note_date(format_datetime(town.core.clock.now(), usegmt=True))
    await town.parts.ticker.tick()
    assert asked() == before + 1

    town.core.clock.advance(timedelta(hours=3))
    await town.parts.ticker.tick()
    assert asked() == before + 2, "a clock that has jumped is compared at once"

"""The simulator's time: stands, runs, jumps forward, never back."""

from datetime import UTC, datetime, timedelta

import pytest

from simulator.clock import SimClock, read_instant

NOON = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


def test_a_frozen_clock_stands() -> None:
    clock = SimClock(NOON, frozen=True)
    assert clock.now() == clock.now() == NOON


def test_a_running_clock_starts_at_its_origin_and_goes_on() -> None:
    clock = SimClock(NOON)
    first = clock.now()
    assert NOON <= first < NOON + timedelta(seconds=5)
    assert clock.now() >= first


def test_it_is_moved_to_an_instant_and_by_a_span() -> None:
    clock = SimClock(NOON, frozen=True)
    clock.move_to(NOON + timedelta(hours=4))
    clock.advance(timedelta(minutes=15))
    assert clock.now() == NOON + timedelta(hours=4, minutes=15)


def test_it_never_goes_back() -> None:
    clock = SimClock(NOON, frozen=True)
    with pytest.raises(ValueError, match="never goes back"):
        clock.move_to(NOON - timedelta(seconds=1))
    with pytest.raises(ValueError, match="never goes back"):
        clock.advance(timedelta(seconds=-1))


def test_a_frozen_clock_runs_again_from_where_it_stood() -> None:
    clock = SimClock(NOON, frozen=True)
    clock.run()
    assert not clock.frozen
    assert clock.now() >= NOON
    clock.freeze()
    assert clock.now() == clock.now()


def test_who_waits_is_told_of_a_move() -> None:
    clock = SimClock(NOON, frozen=True)
    told = []
    clock.on_move(lambda: told.append(clock.now()))
    clock.advance(timedelta(hours=1))
    assert told == [NOON + timedelta(hours=1)]


def test_an_instant_needs_its_offset() -> None:
    assert read_instant("2026-11-20T12:00:00+03:00") == NOON
    assert read_instant("2026-11-20T09:00:00Z") == NOON
    with pytest.raises(ValueError, match="has no offset"):
        read_instant("2026-11-20T12:00:00")


def test_the_date_header_is_what_http_wants() -> None:
    assert SimClock(NOON, frozen=True).date_header() == "Fri, 20 Nov 2026 09:00:00 GMT"

"""The hours of scheduled messages: SPEC's own until somebody changes them, and never at night."""

from datetime import time

import pytest

from sales.schedule.schedule import USUAL, Scheduled, may_be_put_off, may_be_sent_at, may_be_turned_off, setting

LONGEST_DUTY = 16


@pytest.mark.parametrize(
    ("kind", "at"),
    [
        (Scheduled.MORNING, "09:00"),
        (Scheduled.WEEK_ASK, "16:30"),
        (Scheduled.WEEK_REMIND, "09:30"),
        (Scheduled.WEEK_FREEZE, "10:00"),
        (Scheduled.WEEK_TABLE, "10:05"),
        (Scheduled.TOMORROW_REMIND, "18:30"),
        (Scheduled.TOMORROW_FREEZE, "19:00"),
        (Scheduled.SVOD, "18:20"),
    ],
)
def test_the_usual_hours_are_those_of_the_product(kind: Scheduled, at: str) -> None:
    assert setting(kind).at == time.fromisoformat(at)
    assert setting(kind).is_usual


def test_every_kind_has_a_usual_hour_or_none_outside_the_night_and_a_short_name() -> None:
    assert set(USUAL) == set(Scheduled)
    assert all(at is None or may_be_sent_at(at) for at in USUAL.values())
    assert all(len(kind) <= LONGEST_DUTY for kind in Scheduled)


def test_an_own_hour_is_kept() -> None:
    late = setting(Scheduled.SVOD, at=time(19, 15))
    assert (late.at, late.is_usual, late.is_on) == (time(19, 15), False, True)
    assert not setting(Scheduled.SVOD, is_on=False).is_on


@pytest.mark.parametrize(
    ("at", "allowed"), [("08:29", False), ("08:30", True), ("19:59", True), ("20:00", False), ("00:00", False)]
)
def test_nothing_is_scheduled_for_the_night(at: str, allowed: bool) -> None:
    assert may_be_sent_at(time.fromisoformat(at)) is allowed


def test_a_freeze_is_never_turned_off_and_a_morning_is_everybodys_own() -> None:
    assert not may_be_turned_off(Scheduled.WEEK_FREEZE)
    assert may_be_turned_off(Scheduled.SVOD)
    assert not may_be_put_off(Scheduled.MORNING)
    assert may_be_put_off(Scheduled.WEEK_FREEZE)

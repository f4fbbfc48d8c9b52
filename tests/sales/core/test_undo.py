"""Ten minutes to take a thing back."""

from datetime import UTC, datetime, timedelta

import pytest

from sales.core.undo import may_undo, undo_until

NOON = datetime(2026, 11, 20, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("after", "allowed"),
    [
        (timedelta(0), True),
        (timedelta(minutes=9, seconds=59), True),
        (timedelta(minutes=10), True),
        (timedelta(minutes=10, seconds=1), False),
        (timedelta(days=1), False),
    ],
)
def test_a_record_can_be_taken_back_for_ten_minutes(after: timedelta, allowed: bool) -> None:
    assert may_undo(NOON, NOON + after) is allowed


def test_the_window_ends_ten_minutes_after_the_deed() -> None:
    assert undo_until(NOON) == NOON + timedelta(minutes=10)

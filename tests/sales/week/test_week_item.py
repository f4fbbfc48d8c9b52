"""What became of an item of the frozen week, as of a day in it and after it."""

from datetime import date

import pytest

from sales.core.tally import Tally
from sales.week.item import SLIPPED, ItemState, Live, sum_slipped
from tests.rows import each_row

MONDAY, WEDNESDAY, FRIDAY, SUNDAY = (date(2026, 11, day) for day in (23, 25, 27, 29))
AFTER = date(2026, 11, 30)


def item(
    came: int = 0, day: date = FRIDAY, planned: int = 100, *, is_open: bool = True, is_cancelled: bool = False
) -> Live:
    return Live(planned, came, day, is_open, is_cancelled)


@each_row(
    ("live", "state"),
    [
        (item(), ItemState.EXPECTED),
        (item(30), ItemState.PART),
        (item(100, is_open=False), ItemState.CAME),
        (item(130, is_open=False), ItemState.CAME),
        (item(day=WEDNESDAY), ItemState.EXPECTED),
        (item(day=MONDAY), ItemState.OVERDUE),
        (item(30, day=MONDAY), ItemState.OVERDUE),
        (item(day=SUNDAY), ItemState.EXPECTED),
        (item(day=AFTER), ItemState.MOVED),
        (item(is_open=False, is_cancelled=True), ItemState.CANCELLED),
        (item(60, is_open=False), ItemState.CAME),  # its sum was made less
        (item(100, day=AFTER), ItemState.CAME),  # the sum was made more, and the rest is put off
    ],
)
def test_on_wednesday_an_item_is(live: Live, state: ItemState) -> None:
    assert live.state(SUNDAY, WEDNESDAY) is state


@pytest.mark.parametrize(
    ("live", "state"),
    [
        (item(), ItemState.OVERDUE),
        (item(100, is_open=False), ItemState.CAME),
        (item(is_open=False), ItemState.LATER),
        (item(day=AFTER), ItemState.MOVED),
    ],
)
def test_after_the_week_an_item_is(live: Live, state: ItemState) -> None:
    assert live.state(SUNDAY, AFTER) is state


def test_what_slipped_is_what_did_not_come_of_the_plan() -> None:
    items = [item(), item(100, is_open=False), item(30, day=AFTER), item(is_open=False, is_cancelled=True)]
    assert sum_slipped(items, SUNDAY, WEDNESDAY) == Tally(2, 170)
    assert sum_slipped(items, SUNDAY, AFTER) == Tally(3, 270)


def test_a_refund_of_earlier_money_slips_by_no_more_than_was_promised() -> None:
    assert item(-50, day=AFTER).missing == 100
    assert item(250).missing == 0


def test_what_can_still_come_has_not_slipped() -> None:
    assert not {ItemState.EXPECTED, ItemState.PART, ItemState.CAME} & SLIPPED

"""The vectors of spec/2: ROI, NPS, paid in time, presentations, places."""

import pytest

from sales.core.money import Percent
from sales.deals.kpi import (
    DatedPayment,
    NpsAnswer,
    Presentations,
    average_check,
    closing_rate,
    nps,
    places,
    rate_paid_in_time,
    roi,
)


@pytest.mark.parametrize(
    ("given", "score", "count"),
    [
        ("10 9 9 8 7 6 3", 14, 7),
        ("0 6 6 6 6", -100, 5),
        ("9 9 9 9", None, 4),
        ("9 7 7 7 7 7 7 7", 13, 8),  # 12,5 goes away from zero
        ("0 7 7 7 7 7 7 7", -13, 8),
        ("9 9 0 0 7", 0, 5),
        ("0-6 9 9 9 9 none none", 60, 5),
    ],
)
def test_nps(given: str, score: int | None, count: int) -> None:
    found = nps(NpsAnswer(each) for each in given.split())
    assert (found.score, found.count) == (score, count)


def test_roi_as_in_the_seed_and_classic() -> None:
    assert roi(450_000_00, 300_000_00, classic=False) == Percent(1500)
    assert roi(450_000_00, 300_000_00, classic=True) == Percent(500)
    assert roi(None, 300_000_00, classic=True) is None
    assert roi(450_000_00, 0, classic=True) is None


def test_paid_in_time_counts_what_came_by_then() -> None:
    assert rate_paid_in_time([DatedPayment(200, 200), DatedPayment(200, 50)]) == Percent(625)
    assert rate_paid_in_time([DatedPayment(200, 900), DatedPayment(200, -50)]) == Percent(500)
    assert rate_paid_in_time([]) is None


def test_the_small_ones() -> None:
    assert Presentations(3, 1, 1).rate == Percent(750)
    assert Presentations().rate is None
    assert closing_rate(0, 0) is None
    assert average_check(100_01, 2) == 50_01
    assert average_check(0, 0) is None


def test_equals_share_a_place_and_nobody_without_a_pace_has_one() -> None:
    assert places({1: Percent(900), 2: Percent(1000), 3: Percent(900), 4: None, 5: Percent(10)}) == {
        1: 2,
        2: 1,
        3: 2,
        5: 4,
    }

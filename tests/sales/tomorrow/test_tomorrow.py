"""Tomorrow's plan against the week's: the SPEC's evening, empty days, and sums that always add up."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sales.core.money import Percent
from sales.plans.need import Need, NoNeed
from sales.tomorrow.tomorrow import Compared, Match, Reconciliation, department_reconciliation, reconcile
from tests.sales.month import THOUSAND

ROMASHKA, VECTOR, KIM, STROYGRAD = 1, 2, 3, 4
WEEK = {ROMASHKA: 150 * THOUSAND, VECTOR: 340 * THOUSAND, KIM: 75 * THOUSAND}
TOMORROW = {ROMASHKA: 150 * THOUSAND, VECTOR: 300 * THOUSAND, STROYGRAD: 200 * THOUSAND}
EVENING = reconcile(WEEK, TOMORROW)


def test_the_vector_of_the_spec() -> None:
    assert EVENING.coverage == Percent(796)
    assert (EVENING.week, EVENING.tomorrow) == (565 * THOUSAND, 650 * THOUSAND)
    assert EVENING.delta(Match.DROPPED) == -75 * THOUSAND
    assert EVENING.delta(Match.CHANGED) == -40 * THOUSAND
    assert EVENING.delta(Match.NEW) == 200 * THOUSAND
    assert EVENING.delta(Match.CONFIRMED) == 0


def test_each_item_is_matched_by_itself_and_the_larger_stand_first() -> None:
    assert [(item.payment_id, item.match) for item in EVENING.items] == [
        (VECTOR, Match.CHANGED),
        (STROYGRAD, Match.NEW),
        (ROMASHKA, Match.CONFIRMED),
        (KIM, Match.DROPPED),
    ]
    assert EVENING.of(Match.DROPPED) == (Compared(KIM, 75 * THOUSAND, None),)


@pytest.mark.parametrize(
    ("need", "met"),
    [
        (Need(Fraction(800 * THOUSAND, 6)), True),
        (Need(650 * THOUSAND), True),
        (Need(650 * THOUSAND + 1), False),
        (Need(0), True),
        (Need(None, NoNeed.NO_PLAN), False),
    ],
)
def test_whether_tomorrow_meets_its_need(need: Need, met: bool) -> None:
    assert EVENING.meets(need) is met


def test_a_day_of_which_the_week_knew_nothing_has_no_coverage() -> None:
    found = reconcile({}, TOMORROW)
    assert found.coverage is None
    assert {item.match for item in found.items} == {Match.NEW}


def test_a_day_that_dropped_whole_is_0_and_not_a_dash() -> None:
    assert reconcile(WEEK, {}).coverage == Percent(0)
    assert reconcile({}, {}) == Reconciliation()
    assert reconcile({}, {}).coverage is None


def test_an_item_that_grew_covers_no_more_than_was_planned() -> None:
    found = reconcile({VECTOR: 100}, {VECTOR: 300})
    assert (found.coverage, found.delta(Match.CHANGED)) == (Percent(1000), 200)


def test_an_item_planned_with_nothing_is_not_new() -> None:
    assert Compared(1, 0, 50).match is Match.CHANGED
    assert Compared(1, 0, 0).match is Match.CONFIRMED


def test_the_departments_coverage_is_of_roubles() -> None:
    boris = reconcile({7: 435 * THOUSAND}, {})
    both = department_reconciliation([EVENING, boris])
    assert both.coverage == Percent(450)  # 450 of 1000, not the mean of 79.6 and 0
    assert both.tomorrow == EVENING.tomorrow
    assert department_reconciliation([]).coverage is None


plans = st.dictionaries(st.integers(1, 9), st.integers(1, 10**12))


@given(plans, plans)
def test_deltas_lead_from_the_week_to_tomorrow(week: dict[int, int], tomorrow: dict[int, int]) -> None:
    found = reconcile(week, tomorrow)
    assert found.week + sum(found.delta(match) for match in Match) == found.tomorrow
    assert sum(len(found.of(match)) for match in Match) == len({*week, *tomorrow})
    if found.coverage is not None:
        assert Percent(0) <= found.coverage <= Percent(1000)
    assert (found.coverage == Percent(1000)) >= (bool(week) and week.items() <= tomorrow.items())


@given(plans, plans)
def test_the_order_of_items_changes_nothing(week: dict[int, int], tomorrow: dict[int, int]) -> None:
    turned = reconcile(dict(reversed(week.items())), dict(reversed(tomorrow.items())))
    assert turned == reconcile(week, tomorrow)

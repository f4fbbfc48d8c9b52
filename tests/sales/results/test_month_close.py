"""Month close: its day, who slipped what and why, what left for later months, and the next month's plans."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sales.core.tally import Tally
from sales.payments.payments import MoveReason
from sales.plans.plans import Metric
from sales.plans.tenure import Tenure
from sales.results.month_close import (
    Basis,
    DuePayment,
    PersonSlips,
    Proposed,
    Slipped,
    find_slips,
    propose_plan,
    slips_by_person,
    sum_left_for,
)
from tests.clock import moscow
from tests.sales.month import DECEMBER, MILLION, NOVEMBER, ON_LEAVE, RUSSIA, THOUSAND, on

JANUARY = date(2027, 1, 1)
ANNA, BORIS = 1, 2
DOCUMENTS, NO_MONEY = MoveReason.AWAITING_DOCUMENTS, MoveReason.NO_MONEY
SLIPPED = [
    Slipped(ANNA, 1, 340, DOCUMENTS, date(2026, 12, 4)),
    Slipped(ANNA, 2, 75, NO_MONEY, on(30)),
    Slipped(BORIS, 3, 500, DOCUMENTS, date(2027, 1, 15)),
    Slipped(ANNA, 4, 125, DOCUMENTS, date(2026, 12, 31)),
    Slipped(ANNA, 5, 75, None),
]


def test_what_was_due_and_did_not_come_in_full_by_the_months_end_has_slipped() -> None:
    due = [
        DuePayment(1, ANNA, 100, on(20), None),
        DuePayment(2, ANNA, 100, on(20), None),
        DuePayment(3, BORIS, 100, JANUARY, None),
        DuePayment(4, BORIS, 100, on(20), moscow("10:00")),
    ]
    assert find_slips(due, {1: 100, 2: 30, 3: -10}, {3: NO_MONEY, 1: DOCUMENTS}) == [
        Slipped(ANNA, 2, 70, None, on(20)),
        Slipped(BORIS, 3, 110, NO_MONEY, JANUARY),
        Slipped(BORIS, 4, 100, None, None),
    ]


def test_who_slipped_what_and_why() -> None:
    assert slips_by_person(SLIPPED) == (
        PersonSlips(ANNA, Tally(4, 615), ((DOCUMENTS, Tally(2, 465)), (NO_MONEY, Tally(1, 75)), (None, Tally(1, 75)))),
        PersonSlips(BORIS, Tally(1, 500), ((DOCUMENTS, Tally(1, 500)),)),
    )
    assert slips_by_person([]) == ()


def test_what_left_for_later_months() -> None:
    assert sum_left_for(NOVEMBER, SLIPPED) == ((DECEMBER, Tally(2, 465)), (JANUARY, Tally(1, 500)))
    assert sum_left_for(DECEMBER, SLIPPED) == ((JANUARY, Tally(1, 500)),)


reasons = st.none() | st.sampled_from(MoveReason)
slips = st.lists(st.builds(Slipped, st.integers(1, 3), st.integers(1, 9), st.integers(1, 10**12), reasons), max_size=8)


@given(slips.flatmap(lambda each: st.tuples(st.just(each), st.permutations(each))))
def test_the_order_of_slips_changes_nothing(orders: tuple[list[Slipped], list[Slipped]]) -> None:
    found = slips_by_person(orders[0])
    assert found == slips_by_person(orders[1])
    assert sum(each.total.total for each in found) == sum(item.missing for item in orders[0])
    for each in found:
        assert sum(tally.count for _, tally in each.by_reason) == each.total.count


@pytest.mark.parametrize(
    ("plan", "fact", "growth", "proposed"),
    [
        (2_000_000, 1_200_000, 0, Proposed(2_200_000_00, Basis.PLAN)),  # 20 workdays, then 22
        (2_000_000, 1_200_000, 10, Proposed(2_420_000_00, Basis.PLAN)),
        (2_000_000, 1_200_000, -10, Proposed(1_980_000_00, Basis.PLAN)),
        (None, 1_200_000, 0, Proposed(1_320_000_00, Basis.FACT)),
        (1_234_567, 0, 0, Proposed(1_360_000_00, Basis.PLAN)),  # 1 358 023.70
        (5_000, 0, 0, Proposed(5_500_00, Basis.PLAN)),
        (None, 0, 0, None),
        (None, -5, 0, None),
        (0, 900_000, 0, None),
    ],
)
def test_the_next_months_plan_is_proposed(plan: int | None, fact: int, growth: int, proposed: Proposed | None) -> None:
    roubles = None if plan is None else plan * 100
    found = propose_plan(Metric.MONEY, NOVEMBER, roubles, fact * 100, RUSSIA, growth_percent=growth)
    assert found == proposed


def test_a_short_january_asks_for_less() -> None:
    found = propose_plan(Metric.MONEY, DECEMBER, 2200 * THOUSAND, 0, RUSSIA)  # 22 workdays, then 15
    assert found == Proposed(1500 * THOUSAND, Basis.PLAN)


def test_leave_changes_no_proposal() -> None:
    one, other = (propose_plan(Metric.MONEY, NOVEMBER, MILLION, 0, each) for each in (RUSSIA, ON_LEAVE))
    assert one == other


def test_who_came_in_mid_month_is_reckoned_by_their_own_days() -> None:
    came = Tenure(joined=on(16))
    found = propose_plan(Metric.MONEY, NOVEMBER, 1100 * THOUSAND, 0, RUSSIA, tenure=came)
    assert found == Proposed(2200 * THOUSAND, Basis.PLAN)


@pytest.mark.parametrize("tenure", [Tenure(joined=DECEMBER), Tenure(left=on(30))])
def test_nothing_is_proposed_for_who_was_or_will_not_be_here(tenure: Tenure) -> None:
    assert propose_plan(Metric.MONEY, NOVEMBER, MILLION, 0, RUSSIA, tenure=tenure) is None


@pytest.mark.parametrize(("deals", "proposed"), [(10, 11), (5, 6), (4, 4), (1, 1)])
def test_deals_are_whole_and_at_least_one(deals: int, proposed: int) -> None:
    assert propose_plan(Metric.DEALS, NOVEMBER, deals, 0, RUSSIA) == Proposed(proposed, Basis.PLAN)

"""The week plan: what the bot drafts, coverage of the need, and what came of the frozen week."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sales.checkins.figures import DayFact, DayFigures
from sales.core.money import Percent
from sales.payments.awaited import Awaited, sum_weighted, total
from sales.plans.need import Need, NoNeed
from sales.week.plan import (
    Shortfall,
    Slip,
    WeekResult,
    coverage_of_need,
    department_result,
    draft_week,
    week_result,
)
from sales.week.regular import Received, RegularPayment
from tests.sales.month import FRIDAY, MONDAY, ON_LEAVE, RUSSIA, THOUSAND, on

WEDNESDAY = on(25)
REGULAR = {9: [Received(on(27 - 7 * n), 100) for n in range(1, 4)] + [Received(date(2026, 10, 30), 100)]}


def item(number: int, day: date, rest: int = 100, probability: int = 50, client: int = 1) -> Awaited:
    return Awaited(number, client, rest, day, probability)


def test_the_draft_holds_what_is_dated_from_monday_to_sunday() -> None:
    said = [item(1, on(29)), item(2, MONDAY), item(3, on(30)), item(4, MONDAY, rest=300)]
    draft = draft_week(MONDAY, FRIDAY, said, {}, RUSSIA)
    assert [each.payment_id for each in draft.items] == [4, 2, 1]
    assert (draft.slips, draft.regular, draft.total) == ((), (), 500)


def test_last_weeks_slips_are_proposed_for_the_first_workday() -> None:
    slipped, old = item(1, on(17)), item(2, on(13))
    draft = draft_week(MONDAY, FRIDAY, [slipped, old], {}, RUSSIA)
    assert draft.slips == (Slip(slipped, MONDAY),)
    assert draft.total == 100


def test_what_is_expected_today_may_still_come() -> None:
    today = item(1, FRIDAY)
    assert draft_week(MONDAY, FRIDAY, [today], {}, RUSSIA).slips == ()
    assert draft_week(MONDAY, MONDAY, [today], {}, RUSSIA).slips == (Slip(today, MONDAY),)


def test_seen_in_mid_week_a_slip_goes_to_a_day_that_is_left() -> None:
    slipped = item(1, on(17))
    assert draft_week(MONDAY, WEDNESDAY, [slipped], {}, RUSSIA).slips == (Slip(slipped, WEDNESDAY),)


def test_slips_from_before_the_holidays_are_not_lost_in_them() -> None:
    slipped = item(1, date(2025, 12, 29))
    draft = draft_week(date(2026, 1, 12), date(2025, 12, 30), [slipped], {}, RUSSIA)
    assert draft.slips == (Slip(slipped, date(2026, 1, 12)),)


def test_a_regular_payer_is_proposed() -> None:
    draft = draft_week(MONDAY, FRIDAY, [], REGULAR, RUSSIA)
    assert draft.regular == (RegularPayment(9, 100, on(27)),)
    assert draft.total == 0  # taken one by one, not with the one tap


@pytest.mark.parametrize("day", [on(17), MONDAY, on(29)])
def test_a_regular_payer_of_whom_something_is_awaited_is_not_doubled(day: date) -> None:
    assert draft_week(MONDAY, FRIDAY, [item(1, day, client=9)], REGULAR, RUSSIA).regular == ()


def test_what_is_awaited_of_them_later_is_another_payment() -> None:
    assert draft_week(MONDAY, FRIDAY, [item(1, on(30), client=9)], REGULAR, RUSSIA).regular != ()


def test_leave_of_the_manager_moves_no_clients_money() -> None:
    said = [item(1, on(3)), item(2, on(10))]
    assert draft_week(on(9), on(6), said, {}, ON_LEAVE) == draft_week(on(9), on(6), said, {}, RUSSIA)


@pytest.mark.parametrize(
    ("need", "percent"),
    [
        (Need(400), Percent(425)),
        (Need(170), Percent(1000)),
        (Need(Fraction(510, 3)), Percent(1000)),
        (Need(0), Percent(1700)),  # 1.70 of one rouble
        (Need(None, NoNeed.NO_PLAN), None),
    ],
)
def test_coverage_of_the_need(need: Need, percent: Percent | None) -> None:
    said = [item(1, MONDAY, rest=150, probability=80), item(2, MONDAY, rest=100, probability=50)]
    found = coverage_of_need(said, need)
    assert (found.weighted, found.percent) == (170, percent)


def test_coverage_in_roubles() -> None:
    said = [item(1, MONDAY, rest=565 * THOUSAND, probability=80)]
    assert coverage_of_need(said, Need(Fraction(4000 * THOUSAND, 6))).percent == Percent(678)


def test_nothing_drafted_covers_nothing() -> None:
    assert coverage_of_need([], Need(100)).percent == Percent(0)
    assert (total([]), sum_weighted([])) == (0, 0)


def test_the_weeks_end() -> None:
    snapshot = {1: 150, 2: 340, 3: 75}
    facts = [DayFact(1, 50), DayFact(1, 60), DayFact(2, 350), DayFact(None, 30), DayFact(8, 20)]
    found = week_result(snapshot, facts)
    assert found.figures == DayFigures(plan=565, on_plan=460, off_plan=50)
    assert found.done == Percent(814)
    assert found.off_plan == 50
    assert found.slipped == (Shortfall(3, 75, 75), Shortfall(1, 150, 40))
    assert (found.slipped_total, found.slipped_share) == (115, Percent(204))


def test_what_came_above_one_item_mends_no_other() -> None:
    found = week_result({1: 100, 2: 100}, [DayFact(1, 200)])
    assert (found.done, found.slipped_total) == (Percent(1000), 100)


def test_a_refund_of_earlier_money_slips_no_more_than_was_promised() -> None:
    assert week_result({1: 100}, [DayFact(1, -30)]).slipped == (Shortfall(1, 100, 100),)


def test_an_empty_week_has_no_percents() -> None:
    found = week_result({}, [DayFact(None, 10)])
    assert (found.done, found.slipped_share, found.off_plan) == (None, None, 10)


def test_the_department_adds_roubles() -> None:
    anna, boris = week_result({1: 100}, [DayFact(1, 100)]), week_result({2: 300}, [])
    both = department_result([anna, boris])
    assert (both.done, both.slipped_share) == (Percent(250), Percent(750))
    assert department_result([]) == WeekResult(DayFigures())


sums = st.integers(1, 10**12)
facts = st.lists(st.builds(DayFact, st.none() | st.integers(1, 6), st.integers(-(10**11), 10**12)), max_size=8)


@given(
    st.dictionaries(st.integers(1, 6), sums),
    facts.flatmap(lambda each: st.tuples(st.just(each), st.permutations(each))),
)
def test_the_order_of_facts_changes_nothing(
    snapshot: dict[int, int], orders: tuple[list[DayFact], list[DayFact]]
) -> None:
    one, other = (week_result(snapshot, order) for order in orders)
    assert one == other
    assert 0 <= one.slipped_total <= one.figures.plan
    assert one.figures.received == sum(fact.amount for fact in orders[0])


days = st.integers(1, 30).map(on)


@given(st.lists(st.builds(item, st.integers(1, 99), days, sums), max_size=8, unique_by=lambda each: each.payment_id))
def test_an_item_is_drafted_once_at_most(said: list[Awaited]) -> None:
    draft = draft_week(MONDAY, FRIDAY, said, {}, RUSSIA)
    ids = [each.payment_id for each in draft.items] + [slip.item.payment_id for slip in draft.slips]
    assert len(ids) == len(set(ids))
    assert draft == draft_week(MONDAY, FRIDAY, reversed(said), {}, RUSSIA)

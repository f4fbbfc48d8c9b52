"""The bonus sheet: base, rates, steps, one rounding, and schemes that would leave somebody without a step."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sales.core.money import Percent
from sales.results.bonus import (
    BonusSheet,
    BonusStep,
    Earned,
    RateKind,
    StepMistake,
    WrongRateError,
    WrongStepsError,
    bonus_sheet,
    check_rate,
    make_scheme,
)
from tests.sales.month import MILLION, THOUSAND

STEPS = (
    BonusStep(Percent(0), 0),
    BonusStep(Percent(800), 80),
    BonusStep(Percent(1000), 100),
    BonusStep(Percent(1200), 125),
)
RATES = {RateKind.REGULAR: 150, RateKind.NEW_CLIENT: 300}
SCHEME = make_scheme(50 * THOUSAND, RATES, STEPS)


@pytest.mark.parametrize(
    ("tenths", "hundredths"),
    [(-50, 0), (0, 0), (799, 0), (800, 80), (999, 80), (1000, 100), (1199, 100), (1200, 125), (9000, 125)],
)
def test_each_percent_stands_on_one_step(tenths: int, hundredths: int) -> None:
    assert SCHEME.coefficient(Percent(tenths)) == Fraction(hundredths, 100)


def test_a_sheet() -> None:
    regular = SCHEME.compute_earned(RateKind.REGULAR, 1 * MILLION)  # 1.5 %
    facts = [regular, SCHEME.compute_earned(RateKind.NEW_CLIENT, 200 * THOUSAND)]  # 3 %
    found = bonus_sheet(SCHEME, facts, Percent(857))
    assert found == BonusSheet(
        base=50 * THOUSAND,
        fact=1200 * THOUSAND,
        by_rates=21 * THOUSAND,
        done=Percent(857),
        coefficient=Fraction(4, 5),
        total=66_800_00,
    )


def test_without_a_plan_there_is_no_coefficient_and_no_total() -> None:
    found = bonus_sheet(SCHEME, [Earned(1 * MILLION, 150)], None)
    assert (found.coefficient, found.total) == (None, None)
    assert (found.by_rates, found.base) == (15 * THOUSAND, 50 * THOUSAND)


def test_who_sold_nothing_gets_the_base() -> None:
    assert bonus_sheet(SCHEME, [], Percent(0)).total == 50 * THOUSAND


def test_a_refund_takes_back_what_it_had_earned() -> None:
    facts = [Earned(1 * MILLION, 150), Earned(-1 * MILLION, 150)]
    assert bonus_sheet(SCHEME, facts, Percent(1000)).total == 50 * THOUSAND


def test_it_is_rounded_once() -> None:
    found = bonus_sheet(make_scheme(0, RATES, STEPS), [Earned(33, 100)] * 3, Percent(1000))
    assert (found.by_rates, found.total) == (1, 1)  # thrice 0.33


@pytest.mark.parametrize(
    ("steps", "mistake", "number"),
    [
        ((), StepMistake.NONE, 0),
        ((BonusStep(Percent(800), 100),), StepMistake.GAP_BELOW, 1),
        ((STEPS[0], STEPS[2], STEPS[1]), StepMistake.NOT_ASCENDING, 3),
        ((STEPS[0], STEPS[1], STEPS[1]), StepMistake.NOT_ASCENDING, 3),
        ((STEPS[0], BonusStep(Percent(800), -1)), StepMistake.WRONG_COEFFICIENT, 2),
        ((BonusStep(Percent(0), 1001),), StepMistake.WRONG_COEFFICIENT, 1),
        (tuple(BonusStep(Percent(100 * n), 100) for n in range(11)), StepMistake.TOO_MANY, 11),
    ],
)
def test_steps_that_cannot_be_kept(steps: tuple[BonusStep, ...], mistake: StepMistake, number: int) -> None:
    with pytest.raises(WrongStepsError) as refused:
        make_scheme(0, RATES, steps)
    assert (refused.value.mistake, refused.value.number) == (mistake, number)


def test_falling_coefficients_are_the_owners_own_business() -> None:
    falling = make_scheme(0, RATES, (BonusStep(Percent(0), 100), BonusStep(Percent(1000), 50)))
    assert falling.coefficient(Percent(1000)) == Fraction(1, 2)


def test_a_new_client_without_a_rate_of_its_own_is_paid_as_any_other() -> None:
    one_rate = make_scheme(0, {RateKind.REGULAR: 150}, STEPS)
    assert one_rate.compute_earned(RateKind.NEW_CLIENT, 100) == Earned(100, 150)
    assert make_scheme(0, {}, STEPS).compute_earned(RateKind.REGULAR, 100) == Earned(100, 0)


def test_a_scheme_with_a_rate_above_a_hundred_percent_is_refused() -> None:
    with pytest.raises(WrongRateError):
        make_scheme(0, {RateKind.REGULAR: 10_001}, STEPS)


@pytest.mark.parametrize("rate", [0, 150, 10_000])
def test_rates_from_0_to_a_hundred_percent(rate: int) -> None:
    assert check_rate(rate) == rate


@pytest.mark.parametrize("rate", [-1, 10_001])
def test_other_rates_are_refused(rate: int) -> None:
    with pytest.raises(WrongRateError):
        check_rate(rate)


facts = st.lists(st.builds(Earned, st.integers(-(10**12), 10**12), st.integers(0, 10_000)), max_size=6)


@given(facts.flatmap(lambda each: st.tuples(st.just(each), st.permutations(each))), st.integers(0, 2000))
def test_the_order_of_facts_changes_nothing(orders: tuple[list[Earned], list[Earned]], tenths: int) -> None:
    one, other = (bonus_sheet(SCHEME, order, Percent(tenths)) for order in orders)
    assert one == other
    assert one.coefficient is not None
    assert one.total is not None
    assert abs(one.total - one.base - one.by_rates * one.coefficient) <= 2

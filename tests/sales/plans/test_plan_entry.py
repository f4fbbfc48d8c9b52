"""A plan as it is typed: sums, counts, nothing, and what is no plan; in the chat and in a cell."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sales.core.money import ROUBLE
from sales.entry.numbers.amounts import AmountChoice, AmountMistake
from sales.plans.plan_entry import LARGEST_COUNT, Unset, read_cell, read_plan, whole_roubles
from sales.plans.plans import Metric
from tests.rows import each_row

MILLION = 1_000_000 * ROUBLE


@each_row(
    ("text", "plan"),
    [
        ("1,2 млн", 1_200_000 * ROUBLE),
        ("1200к", 1_200_000 * ROUBLE),
        ("2 000 000", 2 * MILLION),
        ("2млн р", 2 * MILLION),
        ("0", 0),
        ("0,00", 0),
        ("1200000,50", 1_200_001 * ROUBLE),
        ("2", AmountChoice(2000 * ROUBLE, 2 * MILLION)),
        ("150", AmountChoice(150 * ROUBLE, 150_000 * ROUBLE)),
        ("сто пятьсот", AmountMistake.NOT_A_NUMBER),
        ("-5к", AmountMistake.NEGATIVE),
        ("٣٤", AmountMistake.NOT_A_NUMBER),
        ("1e309", AmountMistake.NOT_A_NUMBER),
    ],
)
def test_a_money_plan_is_typed_as_any_sum(text: str, plan: object) -> None:
    assert read_plan(Metric.MONEY, text) == plan


@pytest.mark.parametrize("metric", [Metric.DEALS, Metric.NEW_CLIENTS])
@pytest.mark.parametrize(
    ("text", "plan"),
    [
        ("7", 7),
        ("1 200", 1200),
        ("0", 0),
        ("7,5", AmountMistake.NOT_A_NUMBER),
        ("1,2 млн", AmountMistake.NOT_A_NUMBER),
        ("-3", AmountMistake.NEGATIVE),
        (str(LARGEST_COUNT + 1), AmountMistake.TOO_LARGE),
        ("٣", AmountMistake.NOT_A_NUMBER),
        ("", AmountMistake.NOT_A_NUMBER),
    ],
)
def test_deals_and_clients_are_counted(metric: Metric, text: str, plan: object) -> None:
    assert read_plan(metric, text) == plan


@each_row(
    ("text", "cell"),
    [
        ("", Unset.UNTOUCHED),
        ("  ", Unset.UNTOUCHED),
        ("—", Unset.WITHDRAWN),
        ("-", Unset.WITHDRAWN),
        ("нет", Unset.WITHDRAWN),
        ("0", 0),
        ("1200000", 1_200_000 * ROUBLE),
        ("1200000.5", 1_200_001 * ROUBLE),
        ("150", 150 * ROUBLE),
        ("1 200 000", 1_200_000 * ROUBLE),
        ("1,2 млн", 1_200_000 * ROUBLE),
        ("много", AmountMistake.NOT_A_NUMBER),
        ("-5", AmountMistake.NEGATIVE),
        ("9" * 15, AmountMistake.TOO_LARGE),
    ],
)
def test_a_cell_is_roubles_whatever_its_size(text: str, cell: object) -> None:
    assert read_cell(Metric.MONEY, text) == cell


def test_a_cell_of_deals_is_a_count() -> None:
    assert read_cell(Metric.DEALS, "12") == 12
    assert read_cell(Metric.DEALS, "12.5") is AmountMistake.NOT_A_NUMBER
    assert read_cell(Metric.DEALS, "—") is Unset.WITHDRAWN


@given(st.integers(0, 10**9))
def test_whole_roubles_of_a_cell_come_back_as_they_went(roubles: int) -> None:
    assert read_cell(Metric.MONEY, str(roubles)) == roubles * ROUBLE


@given(st.integers(0, 10**12))
def test_rounding_to_roubles_moves_a_plan_by_half_a_rouble_at_most(kopecks: int) -> None:
    rounded = whole_roubles(kopecks)

    assert rounded % ROUBLE == 0
    assert abs(rounded - kopecks) <= ROUBLE // 2


@given(st.text(max_size=40), st.sampled_from(Metric))
def test_anything_typed_is_read_or_refused(text: str, metric: Metric) -> None:
    assert isinstance(read_plan(metric, text), int | AmountChoice | AmountMistake)
    assert isinstance(read_cell(metric, text), int | Unset | AmountMistake)

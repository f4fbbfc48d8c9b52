"""Money that came: one receipt over several payments, refunds, and how far a word is trusted."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sales.payments.facts import (
    Allocation,
    FactKind,
    FactSource,
    OpenItem,
    Portion,
    Trust,
    allocate,
    sign_amount,
    spread,
    trust,
)

DAY = date(2026, 11, 20)


def item(number: int, rest: int, days: int = 0) -> OpenItem:
    return OpenItem(number, rest, DAY + timedelta(days=days))


items = st.lists(
    st.builds(item, st.integers(1, 10**6), st.integers(0, 10**12), st.integers(-90, 90)),
    max_size=8,
    unique_by=lambda each: each.id,
)
receipts = st.integers(0, 10**13)


def test_one_receipt_closes_the_oldest_first() -> None:
    found = allocate(200, [item(1, 100, days=2), item(2, 150, days=-1), item(3, 70)])
    assert found == Allocation((Portion(2, 150), Portion(3, 50)), 0)


def test_what_nobody_owed_is_the_surplus() -> None:
    assert allocate(155, [item(1, 150)]) == Allocation((Portion(1, 150),), 5)
    assert allocate(155, []) == Allocation((), 155)


def test_of_one_day_the_earlier_record_is_filled_first() -> None:
    assert allocate(10, [item(8, 10), item(7, 10)]).parts == (Portion(7, 10),)


def test_a_closed_item_takes_nothing() -> None:
    assert allocate(10, [item(1, 0, days=-5), item(2, 10)]).parts == (Portion(2, 10),)


def test_a_refund_is_not_spread() -> None:
    with pytest.raises(ValueError, match="refund"):
        allocate(-1, [item(1, 10)])


@given(receipts, items)
def test_parts_and_surplus_make_up_the_receipt(receipt: int, owed: list[OpenItem]) -> None:
    found = allocate(receipt, owed)
    total = sum(part.amount for part in found.parts)
    assert total + found.surplus == receipt
    assert found.surplus == max(0, receipt - sum(each.rest for each in owed))


@given(receipts, items)
def test_no_item_gets_more_than_it_owes_and_none_before_an_older_one_is_full(
    receipt: int, owed: list[OpenItem]
) -> None:
    found = allocate(receipt, owed)
    got = {part.item_id: part.amount for part in found.parts}
    assert all(part.amount > 0 for part in found.parts)
    oldest_first = sorted(owed, key=lambda each: (each.day, each.id))
    filled = [got.get(each.id, 0) for each in oldest_first]
    assert all(part <= each.rest for part, each in zip(filled, oldest_first, strict=True))
    not_full = [n for n, each in enumerate(oldest_first) if filled[n] < each.rest]
    if not_full:
        assert not any(filled[not_full[0] + 1 :])


@given(receipts, items)
def test_the_order_in_which_items_are_given_changes_nothing(receipt: int, owed: list[OpenItem]) -> None:
    assert allocate(receipt, owed) == allocate(receipt, reversed(owed))


@pytest.mark.parametrize(
    ("source", "confirmed", "level"),
    [
        (FactSource.MANAGER, False, Trust.CLAIMED),
        (FactSource.MANAGER, True, Trust.CONFIRMED),
        (FactSource.LEAD, False, Trust.CONFIRMED),
        (FactSource.BANK_FILE, False, Trust.CONFIRMED),
    ],
)
def test_a_managers_word_is_claimed_until_it_is_confirmed(
    source: FactSource,
    confirmed: bool,
    level: Trust,
) -> None:
    assert trust(source, confirmed=confirmed) is level


def test_a_refund_is_summed_below_zero() -> None:
    assert sign_amount(FactKind.RECEIPT, 100) == 100
    assert sign_amount(FactKind.REFUND, 100) == -100


@pytest.mark.parametrize(
    ("kind", "amount", "owed", "parts"),
    [
        (FactKind.RECEIPT, 70, [], [(None, 70)]),
        (FactKind.REFUND, 70, [], [(None, 70)]),
        (FactKind.RECEIPT, 120, [item(1, 100, days=2), item(2, 50)], [(2, 50), (1, 70)]),
        (FactKind.RECEIPT, 160, [item(1, 100, days=2), item(2, 50)], [(2, 50), (1, 110)]),
        (FactKind.RECEIPT, 60, [item(1, 0, days=2), item(2, 50)], [(2, 60)]),
        (FactKind.RECEIPT, 10, [item(1, 0, days=2), item(2, 0)], [(1, 10)]),
        (FactKind.REFUND, 500, [item(1, 100, days=2), item(2, 50)], [(2, 500)]),
    ],
    ids=["off plan", "off plan back", "oldest first", "surplus", "on the last filled", "all were paid", "refund"],
)
def test_money_is_spread(kind: FactKind, amount: int, owed: list[OpenItem], parts: list[tuple[int, int]]) -> None:
    assert [(part.item_id, part.amount) for part in spread(kind, amount, owed)] == parts


@given(st.sampled_from(FactKind), st.integers(1, 10**13), items)
def test_all_money_falls_somewhere_and_on_each_item_once(kind: FactKind, amount: int, owed: list[OpenItem]) -> None:
    parts = spread(kind, amount, owed)
    assert sum(part.amount for part in parts) == amount
    assert len({part.item_id for part in parts}) == len(parts)
    assert {part.item_id for part in parts} <= ({each.id for each in owed} or {None})
    assert parts == spread(kind, amount, owed[::-1])

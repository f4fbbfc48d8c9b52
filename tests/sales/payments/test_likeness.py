"""Whether two records of money may be one: the same client, the same sum, within three days."""

from dataclasses import replace
from datetime import timedelta

import pytest

from sales.payments.likeness import (
    Sketch,
    find_alike_fact,
    find_alike_payment,
    find_moved_payment,
    find_parted_payment,
    is_alike,
)
from sales.payments.receipt import Receipt, ReceiptPart
from tests.clock import FRIDAY, moscow
from tests.sales.records import FACT, MONDAY, PAYMENT

PAID = replace(PAYMENT, received=100, closed_at=moscow("10:00"))
CAME = Receipt(1, (ReceiptPart(FACT, None),))


@pytest.mark.parametrize(
    ("other", "alike"),
    [
        (Sketch(1, 150, FRIDAY), True),
        (Sketch(1, 150, FRIDAY + timedelta(days=3)), True),
        (Sketch(1, 150, FRIDAY - timedelta(days=3)), True),
        (Sketch(1, 150, FRIDAY + timedelta(days=4)), False),
        (Sketch(1, 151, FRIDAY), False),
        (Sketch(1, -150, FRIDAY), False),
        (Sketch(2, 150, FRIDAY), False),
    ],
)
def test_the_same_client_amount_and_days_look_like_one_record(other: Sketch, alike: bool) -> None:
    one = Sketch(1, 150, FRIDAY)
    assert is_alike(one, other) is alike
    assert is_alike(other, one) is alike


def test_money_is_like_a_receipt_of_that_sum_as_a_whole() -> None:
    half = replace(FACT, id=2, amount=60)
    spread = Receipt(1, (ReceiptPart(replace(FACT, amount=40), None), ReceiptPart(half, None)))
    assert find_alike_fact(Sketch(1, 100, MONDAY), [], [spread]) == spread
    assert find_alike_fact(Sketch(1, 40, MONDAY), [], [spread]) is None


def test_money_on_a_payment_that_is_awaited_is_like_nothing() -> None:
    assert find_alike_fact(Sketch(1, 100, FRIDAY), [PAYMENT], []) is None


def test_money_is_like_a_payment_that_was_paid_in_parts() -> None:
    parts = [
        Receipt(each, (ReceiptPart(replace(FACT, id=each, receipt_id=each, payment_id=1, amount=amount), PAID),))
        for each, amount in ((1, 40), (2, 60))
    ]
    assert find_alike_fact(Sketch(1, 100, FRIDAY), [PAID], parts) == PAID


def test_a_payment_paid_late_is_near_the_day_on_which_its_money_came() -> None:
    late = replace(PAID, due_on=FRIDAY - timedelta(days=30))
    on_it = Receipt(1, (ReceiptPart(replace(FACT, payment_id=1, amount=60), late),))
    assert find_alike_fact(Sketch(1, 100, FRIDAY), [late], []) is None
    assert find_alike_fact(Sketch(1, 100, FRIDAY), [late], [on_it]) == late


def test_what_is_expected_is_like_another_or_its_rest_or_money_that_came() -> None:
    partial = replace(PAYMENT, received=40)
    new = Sketch(1, 100, MONDAY)
    assert find_alike_payment(new, [PAYMENT], [], FRIDAY) == PAYMENT
    assert find_alike_payment(Sketch(1, 60, MONDAY), [partial], [], FRIDAY) == partial
    assert find_alike_payment(new, [], [CAME], FRIDAY) == CAME
    assert (
        find_alike_payment(new, [replace(PAYMENT, cancelled_at=moscow("10:00"), closed_at=moscow("10:00"))], [], FRIDAY)
        is None
    )


def test_the_latest_of_several_is_named() -> None:
    later = replace(PAYMENT, id=2)
    assert find_alike_payment(Sketch(1, 100, FRIDAY), [later, PAYMENT], [], FRIDAY) == later


def test_what_is_overdue_may_be_what_is_promised_anew() -> None:
    old = replace(PAYMENT, due_on=FRIDAY - timedelta(days=40))
    partial = replace(old, received=40)
    assert find_alike_payment(Sketch(1, 100, MONDAY), [old], [], FRIDAY) == old
    assert find_alike_payment(Sketch(1, 60, MONDAY), [partial], [], FRIDAY) == partial
    assert find_alike_payment(Sketch(1, 70, MONDAY), [old], [], FRIDAY) is None
    assert find_alike_payment(Sketch(1, 100, FRIDAY), [old], [], old.due_on) is None


def test_what_is_awaited_within_four_weeks_may_be_moved() -> None:
    partial = replace(PAYMENT, received=40)
    far = PAYMENT.due_on + timedelta(days=27)
    assert find_moved_payment(Sketch(1, 100, far), [PAYMENT]) == PAYMENT
    assert find_moved_payment(Sketch(1, 60, far), [partial]) == partial
    assert find_moved_payment(Sketch(1, 70, far), [partial]) is None
    assert find_moved_payment(Sketch(1, 100, far + timedelta(days=1)), [PAYMENT]) is None
    assert find_moved_payment(Sketch(1, 100, far), [PAID]) is None
    nearer = replace(PAYMENT, id=2, due_on=far - timedelta(days=2))
    assert find_moved_payment(Sketch(1, 100, far), [PAYMENT, nearer]) == nearer


def test_two_parts_make_up_what_is_awaited() -> None:
    said = replace(PAYMENT, id=2, amount=60)
    third = Sketch(1, 40, MONDAY)
    assert find_parted_payment(third, [PAYMENT, said]) == PAYMENT
    assert find_parted_payment(replace(third, amount=41), [PAYMENT, said]) == PAYMENT
    assert find_parted_payment(replace(third, amount=43), [PAYMENT, said]) is None
    assert find_parted_payment(third, [PAID, said]) is None
    assert find_parted_payment(third, [replace(PAYMENT, id=3), said]) is None
    assert find_parted_payment(third, [PAYMENT, said], {PAYMENT.id}) is None

"""What is owed within some days as it was at one instant, however late it is looked at."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from sales.payments.changes import ChangeSummary
from sales.payments.payment import Payment
from sales.week.promised import Promised, Span, WeekPlan, promise
from tests.clock import FRIDAY, moscow
from tests.rows import each_row
from tests.sales.records import EVE, MONDAY, PAYMENT

SUNDAY = MONDAY + timedelta(days=6)
TEN = moscow("10:00", MONDAY)
LATER = moscow("11:00", MONDAY)
WEEK = Span(MONDAY, SUNDAY, TEN)
DUE = replace(PAYMENT, due_on=MONDAY, first_due_on=MONDAY)
NEXT_WEEK = SUNDAY + timedelta(days=1)


@each_row(
    ("payment", "change", "came", "promised"),
    [
        (DUE, None, 0, (100, MONDAY)),
        (replace(DUE, received=40), None, 0, (60, MONDAY)),
        (replace(DUE, received=40), None, 40, (100, MONDAY)),
        (replace(DUE, received=100), None, 0, None),
        (replace(DUE, received=100, closed_at=LATER), ChangeSummary(), 100, (100, MONDAY)),
        (replace(DUE, due_on=NEXT_WEEK), ChangeSummary(MONDAY), 0, (100, MONDAY)),
        (replace(DUE, due_on=NEXT_WEEK), None, 0, None),
        (DUE, ChangeSummary(NEXT_WEEK), 0, None),
        (DUE, ChangeSummary(FRIDAY), 0, None),
        (replace(DUE, cancelled_at=TEN), ChangeSummary(), 0, None),
        (replace(DUE, cancelled_at=LATER), ChangeSummary(), 0, (100, MONDAY)),
        (replace(DUE, created_at=LATER), None, 0, None),
        (replace(DUE, created_at=TEN), None, 0, (100, MONDAY)),
        (replace(DUE, owner_id=None), None, 0, None),
    ],
)
def test_what_is_promised(
    payment: Payment, change: ChangeSummary | None, came: int, promised: tuple[int, date] | None
) -> None:
    found = promise(WEEK, [payment], {} if change is None else {1: change}, {1: came})
    assert found == ({} if promised is None else {1: {1: Promised(1, *promised, 50)}})


changes = st.none() | st.builds(ChangeSummary, st.none() | st.sampled_from([FRIDAY, MONDAY, SUNDAY, NEXT_WEEK]))
payments = st.lists(
    st.builds(
        lambda **differs: replace(PAYMENT, **differs),
        id=st.integers(1, 99),
        owner_id=st.sampled_from([1, 2, None]),
        amount=st.integers(1, 10**9),
        received=st.integers(0, 10**9),
        due_on=st.sampled_from([FRIDAY, MONDAY, SUNDAY, NEXT_WEEK]),
        created_at=st.sampled_from([EVE, TEN, LATER]),
        cancelled_at=st.none() | st.sampled_from([EVE, LATER]),
    ),
    unique_by=lambda each: each.id,
    max_size=8,
)


@given(payments, st.lists(changes, min_size=100, max_size=100))
def test_two_halves_of_a_week_promise_what_the_whole_does(
    every: list[Payment], told: list[ChangeSummary | None]
) -> None:
    since = {number: each for number, each in enumerate(told) if each is not None}
    whole = promise(WEEK, every, since, {})
    halves = [
        promise(Span(first, last, TEN), every, since, {})
        for first, last in ((MONDAY, MONDAY), (MONDAY + timedelta(days=1), SUNDAY))
    ]
    for person in (1, 2):
        assert whole.get(person, {}) == halves[0].get(person, {}) | halves[1].get(person, {})


@given(payments)
def test_a_promise_lies_within_its_days_and_owes_no_more_than_the_payment(every: list[Payment]) -> None:
    by_id = {each.id: each for each in every}
    for person, items in promise(WEEK, every, {}, {}).items():
        for key, each in items.items():
            assert by_id[key].owner_id == person
            assert MONDAY <= each.due_on <= SUNDAY
            assert 0 < each.amount == by_id[key].rest


def test_a_plan_is_confirmed_anew_only_with_other_items() -> None:
    items = {1: Promised(1, 100, MONDAY, 50)}
    plan = WeekPlan(1, 1, MONDAY, EVE, EVE, 1, None, items)
    assert plan.is_confirmed_with(dict(items))
    assert not plan.is_confirmed_with({1: Promised(1, 90, MONDAY, 50)})
    assert not replace(plan, confirmed_at=None).is_confirmed_with(items)
    assert (plan.on(MONDAY), plan.on(SUNDAY), plan.total) == ({1: 100}, {}, 100)

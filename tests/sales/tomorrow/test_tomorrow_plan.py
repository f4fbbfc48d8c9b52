"""A manager's day ahead: what the week promised of it less what came early, what is said of it, what is frozen."""

from dataclasses import replace
from datetime import datetime

from hypothesis import given
from hypothesis import strategies as st

from sales.core.money import Percent
from sales.tomorrow.tomorrow import Match
from sales.tomorrow.tomorrow_plan import (
    PersonTomorrow,
    TomorrowEdit,
    TomorrowPlan,
    apply_edits,
    explain,
    freeze_tomorrow,
    take_off_early,
)
from sales.week.promised import Promised
from tests.clock import moscow
from tests.sales.records import MONDAY, PAYMENT

ROMASHKA, VECTOR, KIM, STROYGRAD = 1, 2, 3, 4
SEVEN, LATER = moscow("19:00"), moscow("19:20")

sums = st.dictionaries(st.integers(1, 6), st.integers(1, 10**12))
instants = st.sampled_from([moscow("18:59"), SEVEN, LATER])
edits = st.dictionaries(
    st.integers(1, 6), st.tuples(st.integers(0, 10**12), st.none() | st.just("no_money"), instants)
).map(lambda said: {key: TomorrowEdit(key, *each) for key, each in said.items()})


def owed(amounts: dict[int, int]) -> dict[int, Promised]:
    return {key: Promised(key, amount, MONDAY, 50) for key, amount in amounts.items()}


def plan(
    items: dict[int, int] | None = None, said: dict[int, TomorrowEdit] | None = None, frozen_at: datetime | None = None
) -> TomorrowPlan:
    return TomorrowPlan(1, 1, MONDAY, None, None, frozen_at, items or {}, said or {})


def ahead(week: dict[int, int], current: dict[int, int], kept: TomorrowPlan | None = None) -> PersonTomorrow:
    return PersonTomorrow(1, "Анна", MONDAY, kept, week, current)


def test_the_evening_of_the_spec() -> None:
    """SPEC 7: Вектор said smaller, Ким dropped, СтройГрад new → 450 of 565, 79.6 %."""
    stands = owed({ROMASHKA: 150, VECTOR: 340, KIM: 75, STROYGRAD: 200})
    said = {VECTOR: TomorrowEdit(VECTOR, 300, None, SEVEN), KIM: TomorrowEdit(KIM, 0, "awaiting_documents", SEVEN)}
    week = take_off_early({ROMASHKA: 150, VECTOR: 340, KIM: 75}, {})
    evening = explain(ahead(week, apply_edits(stands, said), plan(said=said)), {}, {})
    assert evening.reconciliation.coverage == Percent(796)
    assert [evening.reconciliation.delta(match) for match in (Match.DROPPED, Match.CHANGED, Match.NEW)] == [
        -75,
        -40,
        200,
    ]
    assert (evening.dropped, evening.to_explain) == ((KIM,), ())


def test_what_dropped_is_explained_by_what_was_said_of_the_day_and_then_by_its_own_story() -> None:
    said = {KIM: TomorrowEdit(KIM, 0, "no_money", SEVEN)}
    evening = ahead({ROMASHKA: 10, VECTOR: 20, KIM: 30}, {}, plan(said=said))
    told = explain(evening, {KIM: PAYMENT, STROYGRAD: PAYMENT}, {VECTOR: "other", KIM: "other", STROYGRAD: "other"})
    assert told.reasons == {VECTOR: "other", KIM: "no_money"}
    assert (told.payments, told.to_explain) == ({KIM: PAYMENT}, (ROMASHKA,))


def test_a_late_freeze_knows_nothing_of_what_was_said_after_its_hour() -> None:
    said = {VECTOR: TomorrowEdit(VECTOR, 300, None, SEVEN), KIM: TomorrowEdit(KIM, 0, "other", LATER)}
    frozen = freeze_tomorrow(owed({VECTOR: 340, KIM: 75}), said, SEVEN)
    assert {each.payment_id: each.amount for each in frozen} == {VECTOR: 300, KIM: 75}
    assert {(each.due_on, each.probability) for each in frozen} == {(MONDAY, 50)}


def test_what_came_early_is_no_more_promised_of_the_day_and_a_refund_adds_nothing() -> None:
    promised = {ROMASHKA: 100, VECTOR: 100, KIM: 100}
    assert take_off_early(promised, {ROMASHKA: 30, VECTOR: 100, KIM: -50}) == {ROMASHKA: 70, KIM: 100}


def test_before_the_freeze_nothing_is_edited_after_it() -> None:
    assert ahead({}, {VECTOR: 1}, plan()).edited_after_freeze == frozenset()
    assert ahead({}, {VECTOR: 1}).frozen is None


def test_what_differs_from_the_frozen_plan_was_edited_after_it() -> None:
    frozen = plan({ROMASHKA: 10, VECTOR: 20, KIM: 30}, frozen_at=SEVEN)
    found = ahead({}, {ROMASHKA: 10, VECTOR: 25, STROYGRAD: 5}, frozen).edited_after_freeze
    assert found == {VECTOR, KIM, STROYGRAD}


@given(sums, edits)
def test_an_edit_makes_no_payment_and_nothing_in_a_plan_is_nothing(
    amounts: dict[int, int], said: dict[int, TomorrowEdit]
) -> None:
    current = apply_edits(owed(amounts), said)
    assert current.keys() == {key for key in amounts if key not in said or said[key].amount}
    assert all(current[key] == (said[key].amount if key in said else amounts[key]) for key in current)


@given(sums, edits, instants)
def test_the_frozen_plan_is_the_one_that_was_read_at_that_hour(
    amounts: dict[int, int], said: dict[int, TomorrowEdit], at: datetime
) -> None:
    by_then = {key: each for key, each in said.items() if each.at <= at}
    frozen = {each.payment_id: each.amount for each in freeze_tomorrow(owed(amounts), said, at)}
    assert frozen == apply_edits(owed(amounts), by_then)
    read = ahead({}, apply_edits(owed(amounts), by_then), plan(frozen, frozen_at=at))
    assert read.edited_after_freeze == frozenset()


@given(sums, sums, edits)
def test_every_item_is_confirmed_changed_dropped_or_new_and_only_a_dropped_one_is_to_explain(
    week: dict[int, int], amounts: dict[int, int], said: dict[int, TomorrowEdit]
) -> None:
    evening = explain(ahead(week, apply_edits(owed(amounts), said), plan(said=said)), {}, {})
    kinds = [{each.payment_id for each in evening.reconciliation.of(match)} for match in Match]
    assert set().union(*kinds) == evening.payment_ids
    assert sum(len(kind) for kind in kinds) == len(evening.payment_ids)
    assert set(evening.to_explain) <= set(evening.dropped)
    assert set(evening.dropped) == week.keys() - evening.current.keys()
    assert not {key for key in evening.to_explain if key in said and said[key].reason}


@given(sums, st.dictionaries(st.integers(1, 6), st.integers(-(10**12), 10**12)))
def test_what_is_left_of_the_weeks_promise_is_never_more_than_it(week: dict[int, int], came: dict[int, int]) -> None:
    left = take_off_early(week, came)
    assert all(0 < left[key] <= week[key] for key in left)
    assert all(came[key] >= week[key] for key in week.keys() - left.keys())


def test_a_plan_keeps_its_items_as_they_were_frozen() -> None:
    assert ahead({}, {}, plan({KIM: 5}, frozen_at=SEVEN)).frozen == {KIM: 5}
    assert replace(ahead({KIM: 5}, {}), current={KIM: 4}).reconciliation.of(Match.CHANGED)

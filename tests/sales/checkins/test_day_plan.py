"""The plan of a day: what was awaited as it began, told at whatever hour."""

from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from sales.checkins.day_plan import list_asked, plan_day
from tests.clock import FRIDAY, moscow
from tests.rows import each_row
from tests.sales.checkins.desk import ANNA, BORIS, OLGA, Desk, mornings, run
from tests.sales.records import EVE, MONDAY, YESTERDAY

MORNING = moscow("09:30")


def _awaited(desk: Desk, due_on: date = FRIDAY) -> int:
    return desk.awaits(100, due_on=due_on)


def _paid(desk: Desk) -> None:
    desk.pay(_awaited(desk), 100)


def _paid_in_part(desk: Desk) -> None:
    desk.pay(_awaited(desk), 40)


def _cancelled(desk: Desk) -> None:
    desk.cancel(_awaited(desk))


def _moved_away_twice(desk: Desk) -> None:
    desk.move(_awaited(desk), YESTERDAY, "09:00")
    desk.move(1, MONDAY, "10:00")


def _pulled_here(desk: Desk) -> None:
    desk.move(_awaited(desk, MONDAY), FRIDAY)


def _recorded_this_morning(desk: Desk) -> None:
    desk.awaits(100, created_at=MORNING)


def _recorded_and_paid_this_morning(desk: Desk) -> None:
    desk.pay(desk.awaits(100, created_at=MORNING), 100, "10:00")


def _recorded_and_moved_this_morning(desk: Desk) -> None:
    desk.move(desk.awaits(100, created_at=MORNING), MONDAY)


def _pulled_here_and_paid(desk: Desk) -> None:
    desk.move(_awaited(desk, MONDAY), FRIDAY, "09:00")
    desk.pay(1, 100)


def _refunded(desk: Desk) -> None:
    desk.pay(desk.awaits(100, received=100), -30)


def _money_went_back(desk: Desk) -> None:
    desk.pay(desk.awaits(100, received=60), -60)


def _cancelled_last_night_and_given_over_today(desk: Desk) -> None:
    desk.give_over(_awaited(desk), ANNA)
    desk.payments[1] = replace(desk.payments[1], closed_at=EVE, cancelled_at=EVE)


@each_row(
    ("happens", "planned"),
    [
        (_awaited, 100),
        (_paid, 100),
        (_paid_in_part, 100),
        (_cancelled, 100),
        (_moved_away_twice, 100),
        (_pulled_here, 100),
        (_recorded_this_morning, 100),
        (_recorded_and_paid_this_morning, None),
        (_recorded_and_moved_this_morning, None),
        (_pulled_here_and_paid, None),
        (lambda desk: _awaited(desk, YESTERDAY), None),
        (lambda desk: _awaited(desk, MONDAY), None),
        (lambda desk: desk.awaits(100, owner=BORIS), None),
        (lambda desk: desk.awaits(100, owner=None), None),
        (lambda desk: desk.awaits(100, received=100), None),
        (lambda desk: desk.awaits(100, received=30), 70),
        (_refunded, None),
        (_cancelled_last_night_and_given_over_today, None),
        (_money_went_back, 40),
    ],
)
def test_what_is_in_a_plan(happens: Callable[[Desk], object], planned: int | None) -> None:
    desk = Desk()
    happens(desk)
    assert plan_day(desk.money, ANNA) == ({} if planned is None else {1: planned})


def test_what_somebody_else_has_promised_is_not_promised_again() -> None:
    desk = Desk()
    first, second = desk.awaits(100), desk.awaits(50)
    assert plan_day(desk.money, ANNA, {first}) == {second: 50}


@given(mornings(), st.data())
def test_a_freeze_that_comes_late_promises_what_the_punctual_one_had_promised(desk: Desk, data: st.DataObject) -> None:
    """Only what is due that day now, and was not as it began, is added."""
    punctual = {person: plan_day(deepcopy(desk).money, person) for person in (ANNA, BORIS)}
    run(data.draw, desk)
    for person, promised in punctual.items():
        late = plan_day(desk.money, person)
        assert promised.items() <= late.items()
        added = [desk.payments[each] for each in late.keys() - promised.keys()]
        assert all(each.is_open and each.due_on == FRIDAY for each in added)


@given(mornings(), st.data())
def test_nobody_plans_what_is_not_theirs_and_no_plan_owes_nothing(desk: Desk, data: st.DataObject) -> None:
    run(data.draw, desk)
    plans = {person: plan_day(desk.money, person) for person in (ANNA, BORIS, OLGA)}
    every = [(person, each) for person, plan in plans.items() for each in plan]
    assert all(desk.payments[each].owner_id == person for person, each in every)
    assert all(0 < amount <= desk.payments[each].amount for plan in plans.values() for each, amount in plan.items())


def test_who_is_asked() -> None:
    assert list_asked({ANNA, BORIS}, set(), {}) == {ANNA, BORIS}
    assert list_asked({ANNA, BORIS}, {ANNA}, {}) == {BORIS}
    assert list_asked({ANNA, BORIS}, {ANNA}, {BORIS: (ANNA,)}) == {ANNA, BORIS}, "somebody answers for her"
    assert list_asked({ANNA}, {OLGA}, {ANNA: (OLGA,)}) == {ANNA}, "a lead has no plan of a day"


def test_the_plan_agreed_in_the_evening_is_the_plan_of_the_day() -> None:
    """SPEC 7: Ромашка 150, Вектор 340 → 300, Ким 75 dropped, СтройГрад 200: 650, and never 805."""
    desk = Desk()
    romashka, vector, _kim, stroygrad = [desk.awaits(amount) for amount in (150, 340, 75, 200)]
    agreed = {romashka: 150, vector: 300, stroygrad: 200}
    added = desk.awaits(90, created_at=MORNING)

    assert plan_day(desk.money, ANNA, agreed=agreed) == agreed
    assert sum(agreed.values()) == 650
    assert added not in plan_day(desk.money, ANNA, agreed=agreed)
    assert plan_day(desk.money, ANNA, agreed={}) == {}, "all of it was dropped"
    assert sum(plan_day(desk.money, ANNA).values()) == 150 + 340 + 75 + 200 + 90, "who had no plan"


def test_what_is_agreed_counts_once_and_for_its_owner() -> None:
    desk = Desk()
    first, second = desk.awaits(100), desk.awaits(50)
    desk.give_over(second, BORIS)

    assert plan_day(desk.money, ANNA, promised=[first], agreed={first: 100, second: 50}) == {}

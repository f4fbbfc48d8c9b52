"""A day at a slot, of a person and of a department, made of its records without any storage."""

from dataclasses import replace

import pytest
from hypothesis import given

from sales.checkins.checkin_rows import EXPECTED, Answer, RowState
from sales.checkins.day import PersonDay, TeamDay, make_others, make_person_day, make_team_days
from sales.checkins.day_plan import DayPlan, plan_day
from sales.checkins.day_records import DayAnswer, DayRecords
from sales.checkins.live_rows import LiveRow, list_asked_rows, list_rows
from sales.core.money import Percent
from sales.core.tally import Tally
from tests.clock import FRIDAY, moscow
from tests.sales.checkins.desk import ANNA, BORIS, FOUR, NOON, OLGA, SIX, Desk, asked, days
from tests.sales.records import MONDAY, YESTERDAY

TEAM = (ANNA, BORIS, OLGA)


def _team(records: DayRecords) -> TeamDay:
    return TeamDay(records.money.day, records.slot or "", make_team_days(records), make_others(records))


def _frozen(records: DayRecords) -> DayRecords:
    """As if everybody had been asked this moment."""
    plans = {
        each: DayPlan(each, each, FRIDAY, moscow("11:45"), plan_day(records.money, each)) for each in records.unfrozen
    }
    return replace(records, plans=plans, unfrozen=frozenset())


def _row(desk: Desk, slot: str = NOON) -> LiveRow:
    (row,) = list_rows(desk.records(slot=slot), ANNA)
    return row


def test_the_vector_of_the_spec() -> None:
    """SPEC 8: snapshot 650, fact 150 on plan + 50 off plan → 23.1 % and 30.8 %."""
    desk = Desk()
    for amount in (150, 300, 200):
        desk.awaits(amount)
    desk.pay(1, 150)
    desk.pay(None, 50)
    figures = make_person_day(desk.records(), ANNA).figures
    assert (figures.plan, figures.on_plan, figures.off_plan) == (650, 150, 50)
    assert (figures.done, figures.all_to_plan) == (Percent(231), Percent(308))


def test_planned_rows_stand_first_then_those_added_then_the_overdue_and_the_largest_before_the_others() -> None:
    desk = Desk()
    numbers = [desk.awaits(10), desk.awaits(20), desk.awaits(300, due_on=YESTERDAY), desk.awaits(40, due_on=MONDAY)]
    frozen = _frozen(desk.records())
    desk.awaits(50, created_at=moscow("11:50"))
    records = replace(desk.records(), plans=frozen.plans)
    rows = list_rows(records, ANNA)
    assert [live.payment.id for live in rows] == [numbers[1], numbers[0], 5, numbers[2]]
    assert [live.snapshot for live in rows] == [20, 10, None, None]
    assert [live.is_overdue for live in rows] == [False, False, False, True]


def test_a_payment_that_is_over_since_yesterday_is_no_part_of_the_day() -> None:
    desk = Desk()
    desk.awaits(100, received=100)
    desk.awaits(100, due_on=YESTERDAY, received=100)
    for number in desk.payments:
        desk.give_over(number, ANNA)
    assert list_rows(desk.records(), ANNA) == []


def test_what_was_paid_after_the_day_is_no_row_of_it_but_of_its_plan() -> None:
    """Looked back at on Monday: nothing happened to it on Friday, and it is open no more."""
    desk = Desk()
    desk.awaits(100)
    plans = _frozen(desk.records()).plans
    desk.awaits(200)
    for number, payment in desk.payments.items():
        desk.payments[number] = replace(payment, received=payment.amount, closed_at=moscow("10:00", MONDAY))
    records = replace(desk.records(), plans=plans, unfrozen=frozenset())
    assert [live.payment.id for live in list_rows(records, ANNA)] == [1]


def test_an_overdue_one_that_came_moved_or_fell_out_today_stays_in_sight() -> None:
    desk = Desk()
    for _ in range(3):
        desk.awaits(100, due_on=YESTERDAY)
    desk.pay(1, 100)
    desk.move(2, MONDAY, reason="no_money")
    desk.cancel(3, reason="our_fault")
    found = [(live.state, live.is_overdue, live.reason) for live in list_rows(desk.records(), ANNA)]
    assert found == [
        (RowState.CAME, True, None),
        (RowState.MOVED, True, "no_money"),
        (RowState.CANCELLED, True, "our_fault"),
    ]


def test_the_last_word_stands_and_why_it_is_not_coming_is_told_by_it() -> None:
    desk = Desk()
    desk.awaits(100)
    desk.answer(1, Answer.NOT_COMING, wall="11:50")
    assert (_row(desk).state, _row(desk).changed_at) == (RowState.NOT_COMING, moscow("11:50"))
    desk.answer(1, Answer.UNCHANGED, wall="11:55")
    assert _row(desk).state is RowState.OPEN


def test_a_payment_made_smaller_is_settled_by_what_it_owes_now() -> None:
    desk = Desk()
    desk.awaits(150)
    frozen = _frozen(desk.records())
    desk.change_amount(1, 100, "11:50")
    (live,) = list_rows(replace(desk.records(), plans=frozen.plans), ANNA)
    assert (live.snapshot, live.row.amount, live.changed_at) == (150, 100, moscow("11:50"))
    desk.pay(1, 100, "11:55")
    (live,) = list_rows(replace(desk.records(), plans=frozen.plans), ANNA)
    assert (live.state, live.came_at) == (RowState.CAME, moscow("11:55"))


@pytest.mark.parametrize(
    ("slot", "wall", "is_answered"),
    [(NOON, "10:00", True), (FOUR, "10:00", False), (FOUR, "12:00", True), (SIX, "15:59", False), (SIX, "16:00", True)],
)
def test_money_logged_by_itself_answers_for_the_slot_in_hand(slot: str, wall: str, is_answered: bool) -> None:
    desk = Desk()
    desk.awaits(100)
    desk.pay(1, 40, wall)
    assert _row(desk, slot).row.answered_this_slot is is_answered


def test_what_a_late_answer_to_the_last_question_brought_is_no_answer_to_this_one() -> None:
    desk = Desk()
    desk.awaits(100)
    desk.pay(1, 40, "12:10")
    desk.answer(1, Answer.PART, NOON, "12:10")
    assert _row(desk, FOUR).row.is_silent
    desk.pay(1, 10, "12:20")
    assert not _row(desk, FOUR).row.is_silent


def test_money_counts_for_who_promised_it_also_when_the_deal_was_given_away() -> None:
    desk = Desk()
    desk.awaits(100)
    plans = _frozen(desk.records()).plans
    desk.give_over(1, BORIS)
    desk.pay(1, 100)
    records = replace(desk.records(), plans=plans, unfrozen=frozenset())
    anna, boris = make_team_days(records)
    assert (anna.figures.on_plan, boris.figures.received) == (100, 0)
    assert (anna.rows, [live.payment.id for live in boris.rows]) == ((), [1]), "he is asked about it"


def test_what_stands_in_the_snapshot_of_another_department_counts_there() -> None:
    desk = Desk()
    desk.awaits(100)
    desk.pay(1, 100)
    day = make_person_day(replace(desk.records(), elsewhere=frozenset({1})), ANNA)
    assert (day.figures.plan, day.figures.received) == (0, 0)


def test_who_stands_in_is_asked_about_the_absent_ones_rows_and_they_stay_in_the_owners_figures() -> None:
    desk = Desk()
    desk.awaits(100)
    records = replace(
        desk.records(), absent=frozenset({ANNA}), acts_for={BORIS: (ANNA,)}, checkins={BORIS: asked(BORIS)}
    )
    anna, boris = make_team_days(records)
    assert (anna.figures.plan, boris.figures.plan) == (100, 0)
    assert [live.payment.id for live in boris.asked_rows] == [1]
    assert list(boris.asked_rows) == list_asked_rows(records, BORIS)
    assert (anna.is_silent, boris.is_silent, boris.says_nothing) == (False, True, True)


def test_who_fell_ill_after_the_question_is_not_silent() -> None:
    desk = Desk()
    desk.awaits(100)
    records = replace(desk.records(), checkins={ANNA: asked(ANNA)})
    assert make_person_day(records, ANNA).is_silent
    assert not make_person_day(replace(records, absent=frozenset({ANNA})), ANNA).is_silent


@pytest.mark.parametrize(("slot", "is_silent"), [(NOON, False), (SIX, True)])
def test_without_rows_one_is_silent_at_the_last_slot_only(slot: str, is_silent: bool) -> None:
    records = replace(Desk().records(slot=slot), checkins={ANNA: asked(ANNA, slot)})
    assert make_person_day(records, ANNA).is_silent is is_silent
    answered = replace(records, checkins={ANNA: asked(ANNA, slot, moscow("17:50"))})
    assert not make_person_day(answered, ANNA).is_silent


def test_a_lead_has_a_day_while_there_is_money_to_speak_of() -> None:
    desk = Desk()
    assert [day.person_id for day in make_team_days(desk.records(TEAM))] == [ANNA, BORIS]
    desk.pay(None, 10, owner=OLGA)
    assert [(day.person_id, day.is_seller) for day in make_team_days(desk.records(TEAM))][2:] == [(OLGA, False)]


@given(days())
def test_a_day_reads_the_same_frozen_and_just_before(desk: Desk) -> None:
    """There is one truth about a plan: the snapshot changes nothing at the moment in which it is made."""
    before = desk.records(TEAM)
    after = make_team_days(_frozen(before))
    assert tuple(replace(day, is_frozen=day.is_seller) for day in make_team_days(before)) == after


@given(days())
def test_all_that_came_is_on_plan_or_off_plan_and_counted_once(desk: Desk) -> None:
    team = _team(desk.records(TEAM))
    came = sum(fact.amount for fact in desk.facts)
    assert team.figures.on_plan + team.figures.off_plan == team.figures.received == came
    assert sorted(fact.id for day in team.people for fact in day.facts) == [
        fact.id for fact in desk.facts if fact.owner_id is not None
    ]


@given(days())
def test_peoples_days_add_up_to_the_departments(desk: Desk) -> None:
    team = _team(desk.records(TEAM))
    for figure in ("plan", "on_plan", "off_plan", "received"):
        people = sum(getattr(day.figures, figure) for day in team.people)
        assert getattr(team.figures, figure) == people + getattr(team.others, figure)
    expected = [live.row for day in team.people for live in day.rows if live.row.is_planned and live.state in EXPECTED]
    assert team.expected == Tally(len(expected), sum(row.rest for row in expected))
    assert team.without_status.count <= team.expected.count


@given(days())
def test_a_payment_is_one_row_of_one_person_and_of_one_kind(desk: Desk) -> None:
    rows = [live for each in TEAM for live in list_rows(desk.records(TEAM), each)]
    assert len({live.payment.id for live in rows}) == len(rows)
    for live in rows:
        kinds = [live.row.is_planned, live.is_overdue, live.snapshot is None and not live.is_overdue]
        assert sum(kinds) == 1
        assert live.row.is_planned == (live.snapshot is not None)


@given(days())
def test_what_moved_or_fell_out_is_expected_no_more(desk: Desk) -> None:
    for live in list_rows(desk.records(), ANNA):
        row, payment = live.row, live.payment
        if payment.due_on > FRIDAY or payment.cancelled_at is not None or row.rest == 0:
            assert live.state not in EXPECTED
        assert row.rest + min(row.received, row.amount) == row.amount


@given(days())
def test_everything_still_awaited_and_due_is_asked_about(desk: Desk) -> None:
    hers = [each for each in desk.payments.values() if each.owner_id == ANNA]
    due = {each.id for each in hers if each.is_open and each.due_on <= FRIDAY}
    assert due <= {live.payment.id for live in list_rows(desk.records(), ANNA)}


@given(days())
def test_the_order_in_which_records_are_read_changes_nothing(desk: Desk) -> None:
    records = desk.records(TEAM)
    money = records.money
    turned = replace(
        records,
        money=replace(money, payments=money.payments[::-1], facts=money.facts[::-1]),
        people=records.people[::-1],
        answers=_by_payment(records),
    )
    assert [_facts_sorted(day) for day in make_team_days(turned)][::-1] == [
        _facts_sorted(day) for day in make_team_days(records)
    ]


def _by_payment(records: DayRecords) -> tuple[DayAnswer, ...]:
    """Answers about one payment in their order, those about others wherever."""
    return tuple(sorted(records.answers, key=lambda each: -each.payment_id))


def _facts_sorted(day: PersonDay) -> PersonDay:
    return replace(day, facts=tuple(sorted(day.facts, key=lambda fact: fact.id)))


@given(days())
def test_who_answers_every_row_is_silent_no_more(desk: Desk) -> None:
    records = replace(desk.records(), checkins={ANNA: asked(ANNA)})
    for live in list_rows(records, ANNA):
        desk.answer(live.payment.id, Answer.UNCHANGED, NOON, "17:59")
    day = make_person_day(replace(desk.records(), checkins=records.checkins), ANNA)
    assert not day.is_silent
    assert not day.says_nothing

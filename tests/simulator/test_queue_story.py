"""A bot that dies at any moment loses nothing: the queue under any order of writing, polling, confirming and dying."""

from datetime import UTC, datetime, timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from simulator.clock import SimClock
from simulator.state.updates import PRESS_LIFE, Updates

EVENING = datetime(2026, 11, 20, 15, 0, tzinfo=UTC)


class Queue(RuleBasedStateMachine):
    """`written` is what people sent; `kept` is what the bot has stored for good."""

    def __init__(self) -> None:
        super().__init__()
        self.clock = SimClock(EVENING, frozen=True)
        self.updates = Updates(self.clock, lambda: None)
        self.written: list[int] = []
        self.kept: list[int] = []
        self.confirmed = 0

    @rule(count=st.integers(1, 4))
    def people_write(self, count: int) -> None:
        for _ in range(count):
            number = self.updates.add("message", {"text": "x"})
            assert number is not None
            self.written.append(number)

    @rule(by=st.integers(1, 10_000))
    def numbers_jump(self, by: int) -> None:
        self.updates.jump(by)

    @rule(limit=st.integers(1, 5))
    def the_bot_polls_and_dies(self, limit: int) -> None:
        self.updates.confirm(self.confirmed)
        self.updates.take(limit)

    @rule(limit=st.integers(1, 5))
    def the_bot_polls_and_keeps(self, limit: int) -> None:
        self.updates.confirm(self.confirmed)
        batch = [raw["update_id"] for raw in self.updates.take(limit)]
        self.kept += [number for number in batch if number not in self.kept]
        self.confirmed = batch[-1] + 1 if batch else self.confirmed

    @invariant()
    def nothing_is_lost_and_the_order_holds(self) -> None:
        waiting = [q.update_id for q in self.updates.pending()]
        assert self.kept == self.written[: len(self.kept)]
        assert set(self.written) <= set(self.kept) | set(waiting)


Queue.TestCase.settings = settings(max_examples=60, stateful_step_count=25, deadline=None)
test_a_bot_that_dies_at_any_moment_loses_nothing = Queue.TestCase


def test_confirming_takes_away_what_lies_before_the_offset_and_no_more() -> None:
    updates = Updates(SimClock(EVENING, frozen=True), lambda: None)
    numbers = [updates.add("message", {}) for _ in range(4)]
    updates.confirm(numbers[2])
    assert [raw["update_id"] for raw in updates.take(100)] == numbers[2:]
    updates.confirm(0)
    assert len(updates) == 2


def test_a_press_goes_stale_between_two_deliveries() -> None:
    clock = SimClock(EVENING, frozen=True)
    updates = Updates(clock, lambda: None)
    updates.add("callback_query", {})
    assert len(updates.take(1)) == 1
    clock.advance(PRESS_LIFE + timedelta(seconds=1))
    assert updates.take(1) == []


def test_kinds_that_need_asking_for_do_not_come_by_themselves() -> None:
    updates = Updates(SimClock(EVENING, frozen=True), lambda: None)
    assert updates.add("chat_member", {}) is None
    updates.allowed = ["chat_member"]
    assert updates.add("chat_member", {}) is not None
    assert updates.add("message", {}) is None


def test_the_limit_is_between_one_and_a_hundred() -> None:
    updates = Updates(SimClock(EVENING, frozen=True), lambda: None)
    for _ in range(120):
        updates.add("message", {})
    assert [len(updates.take(limit)) for limit in (0, -5, 1, 100, 1000)] == [100, 1, 1, 100, 100]

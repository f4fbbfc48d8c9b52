"""A Telegram is copied as it stands, its counters with it."""

from copy import deepcopy

from simulator.numbers import Numbers


def test_a_copy_goes_on_by_itself() -> None:
    numbers = Numbers(7)
    assert next(numbers) == 7

    copied = deepcopy(numbers)

    assert [next(copied), next(copied), next(numbers)] == [8, 9, 8]

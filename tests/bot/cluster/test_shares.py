"""All processes together keep Telegram's pace, and who wants much has what the others leave."""

import random

import pytest

from bot.cluster.shares import ALONE, Wish, find_share

MOST = 26


def test_alone_a_process_has_all_of_it() -> None:
    share = find_share({7: Wish(3, 0)}, 7)

    assert (share.per_second, share.part, share.parts) == (ALONE, 0, 1)


def test_who_wants_little_leaves_the_rest() -> None:
    wishes = {1: Wish(24, 0), 2: Wish(1, 0), 3: Wish(1, 0)}

    much, little = find_share(wishes, 1), find_share(wishes, 2)

    assert much.per_second > 18
    assert little.per_second == pytest.approx(1)


def test_nothing_is_given_that_another_one_still_has() -> None:
    assert find_share({1: Wish(24, 24), 2: Wish(24, 0)}, 2).per_second == 0
    assert find_share({1: Wish(24, 24), 2: Wish(24, 0)}, 1).per_second < 13


@pytest.mark.parametrize("count", [1, 2, 3, 5, 12, 25])
def test_whatever_they_want_and_in_whatever_order_they_beat_no_second_has_26(count: int) -> None:
    dice = random.Random(count)
    wishes = {number: Wish(0, 0) for number in range(count)}
    given = dict.fromkeys(wishes, 0.0)
    for _ in range(400):
        number = dice.randrange(count)
        wishes[number] = Wish(dice.choice((1, 2, 5, 24)), given[number])
        share = find_share(wishes, number)
        given[number] = share.per_second
        wishes[number] = Wish(wishes[number].wanted, share.per_second)

        assert sum(given.values()) + share.held * count < MOST or given[number] == 0


def test_after_a_beat_of_each_nobody_who_speaks_is_left_without() -> None:
    wishes = {number: Wish(24, 0) for number in range(3)}
    for _ in range(2):
        for number in wishes:
            share = find_share(wishes, number)
            wishes[number] = Wish(24, share.per_second)

    assert min(each.share for each in wishes.values()) > 6

"""The funnel of spec/2: its vector of six deals, and what must hold of any lives of deals."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from sales.core.money import Percent
from sales.deals.funnel import MoveCount, funnel, median, step_of
from sales.deals.kpi import closing_rate
from sales.deals.stages import DEFAULT_BOOK, StageBook

LEAD, CONTACT, QUALIFIED, SHOWN, PROPOSAL, CONTRACT, INVOICE, WON, LOST = (each.code for each in DEFAULT_BOOK)


@dataclass(frozen=True)
class Move:
    to: str
    on: date


def furthest_of(moves: Sequence[Move], book: StageBook) -> str:
    return book.furthest(each.to for each in moves)


def visits_of(moves: Sequence[Move]) -> list[tuple[str, int]]:
    """Completed ones, in calendar days."""
    return [(one.to, (other.on - one.on).days) for one, other in pairwise(moves)]


def count_moves(moves: Sequence[Move], book: StageBook) -> MoveCount:
    steps = [step_of(one.to, other.to, book) for one, other in pairwise(moves)]
    return MoveCount(steps.count(1), steps.count(-1))


def life(*stages: tuple[str, int]) -> list[Move]:
    return [Move(stage, date(2026, 11, day)) for stage, day in stages]


VECTOR = [
    life(
        (LEAD, 2),
        (CONTACT, 3),
        (QUALIFIED, 5),
        (SHOWN, 9),
        (PROPOSAL, 11),
        (CONTRACT, 16),
        (INVOICE, 18),
        (WON, 20),
    ),
    life((LEAD, 2), (CONTACT, 4), (QUALIFIED, 6), (PROPOSAL, 10), (LOST, 17)),
    life((LEAD, 3), (CONTACT, 5)),
    life((LEAD, 5), (CONTACT, 9), (QUALIFIED, 12), (SHOWN, 16), (QUALIFIED, 17)),
    life((LEAD, 9), (LOST, 10)),
    life((LEAD, 10), (CONTACT, 11), (QUALIFIED, 13), (SHOWN, 17), (PROPOSAL, 19)),
]


def counted(lives: Sequence[Sequence[Move]]) -> tuple[Mapping[str, int], Mapping[str, Counter[int]]]:
    reached = Counter(furthest_of(each, DEFAULT_BOOK) for each in lives)
    visits: dict[str, Counter[int]] = {}
    for each in lives:
        for stage, days in visits_of(each):
            visits.setdefault(stage, Counter())[days] += 1
    return reached, visits


def test_the_vector_of_the_spec() -> None:
    steps = funnel(DEFAULT_BOOK, *counted(VECTOR))

    assert [each.reach for each in steps] == [6, 5, 4, 4, 3, 1, 1, 1]
    tenths = [833, 800, 1000, 750, 333, 1000, 1000]
    assert [each.conversion for each in steps] == [*(Percent(each) for each in tenths), None]
    days = [(Fraction(3, 2), 6), (2, 4), (4, 4), (2, 3), (6, 2), (2, 1), (2, 1), (None, 0)]
    assert [(each.median, each.visits) for each in steps] == days


def test_moves_and_what_they_came_to() -> None:
    moved = [count_moves(each, DEFAULT_BOOK) for each in VECTOR]
    assert (sum(each.forward for each in moved), sum(each.back for each in moved)) == (18, 1)
    assert sum(each.net for each in moved) == 17
    assert closing_rate(1, 2) == Percent(333)


def test_a_median_of_nothing_is_none() -> None:
    assert median({}) is None
    assert median({0: 1}) == 0
    assert median({1: 2, 4: 2}) == Fraction(5, 2)


def test_a_removed_stage_keeps_its_place_in_what_was_reached() -> None:
    book = StageBook(
        each if each.code != SHOWN else type(each)(each.code, each.probability, archived=True) for each in DEFAULT_BOOK
    )
    steps = funnel(book, *counted(VECTOR))
    assert [each.stage.code for each in steps] == [LEAD, CONTACT, QUALIFIED, PROPOSAL, CONTRACT, INVOICE, WON]
    assert [each.reach for each in steps] == [6, 5, 4, 3, 1, 1, 1]


DEEDS = st.lists(st.one_of(st.sampled_from([each.code for each in DEFAULT_BOOK]), st.just("undo")), max_size=20)


@given(st.lists(DEEDS, max_size=12))
def test_in_whatever_order_deals_move_and_are_taken_back_reach_never_grows(deeds: list[list[str]]) -> None:
    lives = []
    for each in deeds:
        moves = life((LEAD, 1))
        for deed in each:
            if deed != "undo":
                moves.append(Move(deed, date(2026, 11, 2)))
            elif len(moves) > 1:
                moves.pop()
        lives.append(moves)

    reach = [each.reach for each in funnel(DEFAULT_BOOK, *counted(lives))]
    assert reach == sorted(reach, reverse=True)
    assert reach[0] == len(lives)
    for each in (each for each in funnel(DEFAULT_BOOK, *counted(lives)) if each.conversion is not None):
        assert each.conversion <= Percent(1000)

"""Who acts for whom on a day: chains, substitutes who are away, circles, and everybody's duties."""

from hypothesis import given
from hypothesis import strategies as st

from sales.absences.substitution import acting_for, duties_on

ANNA, BORIS, VICTOR, GLEB = 1, 2, 3, 4


def test_who_is_at_work_acts_for_themselves_whoever_was_named() -> None:
    assert acting_for(ANNA, set(), {ANNA: BORIS}) == ANNA


def test_the_substitute_acts_for_who_is_away() -> None:
    assert acting_for(ANNA, {ANNA}, {ANNA: BORIS}) == BORIS


def test_without_a_substitute_the_lead_acts() -> None:
    assert acting_for(ANNA, {ANNA}, {}) is None


def test_a_substitute_who_is_away_hands_on() -> None:
    substitutes = {ANNA: BORIS, BORIS: VICTOR}
    assert acting_for(ANNA, {ANNA, BORIS}, substitutes) == VICTOR
    assert acting_for(ANNA, {ANNA, BORIS, VICTOR}, substitutes) is None


def test_two_who_stand_in_for_each_other_and_are_both_away_leave_it_to_the_lead() -> None:
    assert acting_for(ANNA, {ANNA, BORIS}, {ANNA: BORIS, BORIS: ANNA}) is None


def test_everybodys_duties() -> None:
    found = duties_on([ANNA, BORIS, VICTOR, GLEB], {ANNA, GLEB}, {ANNA: BORIS})
    assert found == {BORIS: (ANNA, BORIS), VICTOR: (VICTOR,), None: (GLEB,)}


team = st.integers(1, 6)


@given(st.sets(team), st.dictionaries(team, team))
def test_each_person_has_one_who_acts_and_none_of_those_is_away(absent: set[int], substitutes: dict[int, int]) -> None:
    found = duties_on(range(1, 7), absent, substitutes)
    assert sorted(person for people in found.values() for person in people) == list(range(1, 7))
    assert not {acting for acting in found if acting is not None} & absent
    assert all(person in found[person] for person in set(range(1, 7)) - absent)

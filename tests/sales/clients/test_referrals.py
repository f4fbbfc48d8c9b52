"""Who brought whom: the vector of spec/1."""

import pytest

from sales.clients.referrals import Brought, children_of, roots_of, sum_brought_by

A, B, C, D = range(1, 5)


def test_the_vector() -> None:
    """A→B 100, A→C 50, B→D 200."""
    referred_by, paid = {B: A, C: A, D: B}, {A: 1000, B: 100, C: 50, D: 200}

    assert roots_of(referred_by) == [A]
    assert children_of(referred_by) == {A: [B, C], B: [D]}
    assert sum_brought_by(A, referred_by, paid) == Brought(3, 2, 350)
    assert sum_brought_by(D, referred_by, paid) == Brought(0, 0, 0)


@pytest.mark.parametrize("root", [A, B])
def test_a_circle_ends(root: int) -> None:
    assert sum_brought_by(root, {A: B, B: A}, {A: 5, B: 7}).clients == 1

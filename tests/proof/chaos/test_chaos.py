"""A storm of a minute; `make chaos` is the long one."""

import pytest

from tests.proof.chaos.conftest import SHORT, Books

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.xdist_group("chaos"), pytest.mark.samples]


async def test_a_short_storm_loses_nothing_and_does_nothing_twice(books: Books) -> None:
    assert books.found.is_clean, list(books.found.sentences())
    assert books.kills == SHORT.kills
    assert books.found.updates >= SHORT.updates


async def test_the_storm_was_about_something(books: Books) -> None:
    """A day on which nothing is recorded and nobody is asked proves nothing."""
    found = books.found
    assert found.records >= SHORT.updates // 4
    assert found.facts >= SHORT.managers
    assert found.checkins >= SHORT.managers
    assert found.messages >= SHORT.updates // 2
    assert found.tables
    assert found.files
    assert len(books.ledger.deeds) >= 8


async def test_the_same_books_are_found_right_once_more(copy: Books) -> None:
    assert (await copy.checked()).is_clean

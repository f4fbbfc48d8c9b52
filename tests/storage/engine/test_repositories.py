"""How repositories are built: parts that are put together must not hide each other's methods."""

import inspect
from functools import cached_property

import pytest

from storage.engine.repository import Repository
from storage.transaction import Transaction

PROPERTIES = {name: made for name, made in vars(Transaction).items() if isinstance(made, cached_property)}


@pytest.mark.parametrize("name", PROPERTIES)
def test_no_part_of_a_repository_hides_anothers_method(name: str) -> None:
    """Once a receipt refused an undo in the words of a payment: two parts had a method of one name."""
    repository = inspect.signature(PROPERTIES[name].func).return_annotation
    parts = [part for part in repository.__mro__ if part not in (object, Repository)]
    seen: set[str] = set()
    for part in parts:
        own = {each for each in vars(part) if not each.startswith("__")}
        assert not own & seen, own & seen
        seen |= own


def test_every_public_call_says_what_it_takes_and_gives() -> None:
    for made in PROPERTIES.values():
        repository = inspect.signature(made.func).return_annotation
        for name, method in inspect.getmembers(repository, inspect.isfunction):
            if not name.startswith("__"):
                assert inspect.signature(method).return_annotation is not inspect.Signature.empty, name

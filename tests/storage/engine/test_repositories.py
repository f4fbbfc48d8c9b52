"""How repositories are built: each one whole, on one face, saying what it takes and gives."""

import inspect
from typing import Any

from storage.actor_face import ActorFace
from storage.engine.actor_repository import ActorRepository
from storage.engine.audit import Audit
from storage.engine.parts import Part
from storage.engine.repository import Repository
from storage.system_face import SystemFace
from tests.rows import each_row


def _repositories(face: type) -> dict[str, Any]:
    return {name: made.kind for name, made in vars(face).items() if isinstance(made, Part)}


ACTORS, SYSTEMS = _repositories(ActorFace), _repositories(SystemFace)
ALL = [*ACTORS.values(), *SYSTEMS.values()]


def _methods(repository: type) -> list[tuple[str, Any]]:
    return [each for each in inspect.getmembers(repository, inspect.isfunction) if not each[0].startswith("__")]


@each_row("repository", ALL)
def test_no_repository_is_another_ones_part(repository: type) -> None:
    """Once a receipt refused an undo in the words of a payment: two parts had a method of one name."""
    assert [each for each in repository.__mro__ if each not in (ActorRepository, Repository, object)] == [repository]


def test_each_stands_on_one_face() -> None:
    assert all(issubclass(each, ActorRepository) for each in ACTORS.values())
    assert not any(issubclass(each, ActorRepository) for each in SYSTEMS.values())
    assert len(set(ALL)) == len(ALL)


def test_nothing_takes_an_actor_but_for_the_audit() -> None:
    """There it may be nobody of the house: a stranger with a link, the clock."""
    taking = {
        repository
        for repository in ALL
        for _name, method in _methods(repository)
        if "actor" in inspect.signature(method).parameters and _name[0] != "_"
    }
    assert taking == {Audit}


def test_every_public_call_says_what_it_takes_and_gives() -> None:
    for repository in ALL:
        for name, method in _methods(repository):
            assert inspect.signature(method).return_annotation is not inspect.Signature.empty, name

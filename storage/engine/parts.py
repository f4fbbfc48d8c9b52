"""A repository as a part of what stands on the same transaction: of a face, or of another repository."""

from collections.abc import Callable
from functools import cached_property
from typing import TypeVar

from sales.core.clock import Clock
from storage.engine.actor import Actor
from storage.engine.session import Session

R = TypeVar("R")


class Part(cached_property[R]):
    """Made when it is first asked for, of so much of its whole's `stand`."""

    def __init__(self, kind: Callable[..., R], needs: int) -> None:
        super().__init__(lambda whole: kind(*whole.stand[:needs]))
        self.kind = kind


def of_actor(kind: Callable[[Session, Clock, Actor], R]) -> Part[R]:
    """Of whoever speaks. One that is bound to nobody is refused by its type."""
    return Part(kind, 3)


def of_house(kind: Callable[[Session, Clock], R]) -> Part[R]:
    """Of the house itself. One that is bound to somebody is refused by its type."""
    return Part(kind, 2)

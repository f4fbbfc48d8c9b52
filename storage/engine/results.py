"""What a statement answered."""

from collections.abc import Iterator, Sequence
from typing import Generic, TypeVar

from sqlalchemy.exc import MultipleResultsFound, NoResultFound

T = TypeVar("T")


class Results(Generic[T]):
    """All that a statement answered: rows, or the first value of each.

    All at once: what is asked or changed before the last row is read must not change it.
    """

    __slots__ = ("_found",)

    def __init__(self, found: Sequence[T]) -> None:
        self._found = found

    def __iter__(self) -> Iterator[T]:
        return iter(self._found)

    def all(self) -> Sequence[T]:
        """In the order of the statement."""
        return self._found

    def first(self) -> T | None:
        """None where there is none."""
        return self._found[0] if self._found else None

    def one(self) -> T:
        """The only one. Raises NoResultFound, MultipleResultsFound."""
        if not self._found:
            raise NoResultFound("No row was found when one was required")
        if len(self._found) > 1:
            raise MultipleResultsFound("Several rows were found when one was required")
        return self._found[0]

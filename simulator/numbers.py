"""Numbers one after the other, as itertools.count gives them; but from Python 3.14 on that one cannot be copied."""

from collections.abc import Iterator


class Numbers(Iterator[int]):
    """first, first + 1 …; a deep copy goes on by itself from where this one stands."""

    def __init__(self, first: int = 1) -> None:
        self._next = first

    def __next__(self) -> int:
        number, self._next = self._next, self._next + 1
        return number

"""Long lists page: a page from outside may be any number, and is the nearest that is there."""

from collections.abc import Callable
from dataclasses import dataclass

from reports.message.address import Address
from reports.message.message import Button


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list, from 1; `first` counts the items before it."""

    number: int
    pages: int
    size: int

    @classmethod
    def of(cls, wanted: int, count: int, size: int) -> "Page":
        """The page nearest to the `wanted` one; of an empty list there is one."""
        pages = max(1, -(-count // size))
        return cls(min(max(1, wanted), pages), pages, size)

    @property
    def first(self) -> int:
        """The offset of its first item."""
        return (self.number - 1) * self.size

    def draw_turns(self, view: Address) -> tuple[tuple[Button, ...], ...]:
        """The row that turns the page of a view whose `page` is its number."""
        return self.turns(lambda number: view.but(page=number).data)

    def turns(self, data: Callable[[int], str]) -> tuple[tuple[Button, ...], ...]:
        """The row that turns the page; none where there is one page. `data` packs a page's number."""
        if self.pages == 1:
            return ()
        before, after = (self.number - 2) % self.pages + 1, self.number % self.pages + 1
        middle = Button(f"{self.number}/{self.pages}", data(self.number))
        return ((Button("‹", data(before)), middle, Button("›", data(after))),)

"""Where a shared step leads: to another step by its name, or to a function that saves and ends the dialog."""

from collections.abc import Awaitable, Callable
from typing import Any, TypeAlias, TypeVar

from handlers.dialog.model import Draft, Goto, Move, Talk
from reports.message.markup import Markup, fill

D = TypeVar("D", bound=Draft)
Then: TypeAlias = str | Callable[[Talk, D], Awaitable[Move]]
Words: TypeAlias = Callable[[], str]
"""A sentence made at the moment it is shown, in the language spoken then."""

Asks: TypeAlias = Callable[[Talk, D], Awaitable[Markup]]
"""The question of a step, from what was said so far; may raise NotYoursError."""

LONGEST_NUMBER = 18


def in_words(say: Words) -> Asks[Any]:
    """The same question whatever was said before."""

    async def ask(talk: Talk, draft: Draft) -> Markup:
        del talk, draft
        return fill(say())

    return ask


async def go_on(talk: Talk, draft: D, then: Then[D]) -> Move:
    """To the step of that name, or whatever the function of the draft answers."""
    return Goto(then, draft) if isinstance(then, str) else await then(talk, draft)


def number_in(value: str, prefix: str = "") -> int | None:
    """The id in a button's value; None for anything else, for anything may arrive here."""
    digits = value.removeprefix(prefix)
    plain = digits.isascii() and digits.isdigit() and len(digits) <= LONGEST_NUMBER
    return int(digits) if plain and value.startswith(prefix) else None

"""A file as it was brought and read: rows of texts, and who may have them read for what."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from handlers.dialog.model import Talk
from handlers.framework.replies import Replies
from sales.core.people import Role


@dataclass(frozen=True, slots=True)
class ReadSheet:
    """`rows`: texts, as the person's file has them, the first sheet only."""

    name: str
    rows: list[list[str]]


Reader = Callable[[Talk, ReadSheet], Awaitable[Replies]]


@dataclass(frozen=True, slots=True)
class Purpose:
    roles: frozenset[Role]
    read: Reader

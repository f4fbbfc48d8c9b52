"""A file as it was brought and read: rows of texts, and who may have them read for what."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from handlers.dialog.model import Talk
from handlers.framework.replies import Replies
from sales.core.people import Role


@dataclass(frozen=True, slots=True)
class BroughtTable:
    """A visible sheet of the person's file, as texts."""

    title: str
    rows: list[list[str]]


@dataclass(frozen=True, slots=True)
class ReadSheet:
    """The file: a workbook may have several sheets, a CSV is one without a title."""

    name: str
    tables: tuple[BroughtTable, ...]


Reader = Callable[[Talk, ReadSheet], Awaitable[Replies]]


@dataclass(frozen=True, slots=True)
class Purpose:
    """Who may have a file read for it, and what is answered when it is read. The role is asked again then."""

    roles: frozenset[Role]
    read: Reader

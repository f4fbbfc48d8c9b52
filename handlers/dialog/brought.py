"""A file as it was brought and read: rows of texts, what it is by its content, and who may have it read for what."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from handlers.dialog.model import Talk
from handlers.framework.replies import Replies
from sales.core.people import Role

FILE = "file"
"""The purpose of a file that nobody has said one of: its content decides."""


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
    file_id: str = ""
    """Telegram's name for it; empty in an item of an earlier version."""
    caption: str = ""
    hidden: tuple[str, ...] = ()
    """Sheets that were not read, for nobody sees them."""
    letters: str = ""
    """The rare alphabet that its text was guessed to be of; "" where there is nothing to say."""


Reader = Callable[[Talk, ReadSheet], Awaitable[Replies]]


@dataclass(frozen=True, slots=True)
class Purpose:
    """What a file may be for (spec/0, 0.3). Its place in `handlers.fetched.PURPOSES` is one line."""

    roles: frozenset[Role]
    """Who may have a file read for it. The role is asked again when it has been fetched."""
    read: Reader
    """What is answered when it is read."""
    fits: Callable[[ReadSheet], bool]
    """Whether the content is such a thing, whoever sends it and whatever it is called."""
    label: Callable[[], str]
    """Its button, where the file may be two things."""
    example: Callable[[], str]
    """«план (.xlsx, .csv)», in the sentence that says what can be read."""
    refused: Callable[[], str] | None = None
    """To who may not have it read. None: for them it is a file as any other."""
    words: tuple[str, ...] = ()
    """Beginnings of words under a file that say that it is one of these."""

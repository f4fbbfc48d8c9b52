"""A message as Reper speaks of it: text and buttons. Only delivery knows how Telegram wants it."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final, Literal, Self, TypeVar

from markupsafe import Markup

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Button:
    """A button under a message. `data` carries ids only, never names or sums; `copy` goes to the phone's clipboard.
    `disabled`: it does nothing, and keeps its place (reports.message.steady).

    `search`: begins a search of clients in this chat; `passes`: the query that brings a prepared text into a chat that
    is chosen then. `app`: a part of the dashboard; shown where the house has an address for it.
    """

    label: str
    data: str = ""
    url: str = ""
    copy: str = ""
    search: bool = False
    passes: str = ""
    app: str = ""
    disabled: bool = False


@dataclass(frozen=True, slots=True)
class MenuKey:
    """A key of the keyboard below the chat."""

    label: str
    asks_location: bool = False
    asks_contact: bool = False


Keyboard = tuple[tuple[Button, ...], ...]
Menu = tuple[tuple[MenuKey, ...], ...]


NOTHING: Final = Markup("")

Align = Literal["left", "center", "right"]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows for Telegram's own table, and what stands above and below it."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    aligns: tuple[Align, ...]
    above: Markup = NOTHING
    below: Markup = NOTHING

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        """As a row of the outbox has it, the work of `Message.to_json`."""
        return cls(
            head=tuple(data["head"]),
            rows=tuple(tuple(row) for row in data["rows"]),
            aligns=tuple(data["aligns"]),
            above=Markup(data["above"]),  # noqa: S704  it was Markup when it was stored
            below=Markup(data["below"]),  # noqa: S704
        )


@dataclass(frozen=True, slots=True)
class Spot:
    """What stands in the middle of Telegram's own map, above the text; in degrees."""

    latitude: float
    longitude: float
    zoom: int = 15


@dataclass(frozen=True, slots=True)
class Message:
    text: Markup
    buttons: Keyboard = ()
    menu: Menu | None = None
    """Put this keyboard below the chat; None leaves what is there. Not together with buttons."""
    example: str = ""
    """With a menu: what stands in the empty field below the chat, up to 64 letters."""
    silent: bool = False
    table: Table | None = None
    """The same in the form of a table, for a Telegram that has tables; the text stays whole for one that has none."""
    spot: Spot | None = None
    """Above the text stands a map, for a Telegram that draws one. A message has this or a table."""
    to_pass_on: bool = False
    """Written to be forwarded: it can be, also where a department keeps its messages inside."""

    def to_json(self) -> dict[str, Any]:
        """For a row of the outbox; read back by `from_json`, also by a later version."""
        return asdict(self) | {"text": str(self.text)}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        """Also of a row that an earlier version wrote: what it does not have yet is as its default."""
        menu, table, spot = data.get("menu"), data.get("table"), data.get("spot")
        return cls(
            text=Markup(data["text"]),  # noqa: S704  it was Markup when it was stored
            buttons=tuple(tuple(Button(**button) for button in row) for row in data.get("buttons", ())),
            menu=None if menu is None else tuple(tuple(MenuKey(**key) for key in row) for row in menu),
            example=data.get("example", ""),
            silent=data.get("silent", False),
            table=None if table is None else Table.from_json(table),
            spot=None if spot is None else Spot(**spot),
            to_pass_on=data.get("to_pass_on", False),
        )


@dataclass(frozen=True, slots=True)
class File:
    """A picture or a workbook with a few words under it. What a caption cannot hold follows as a message."""

    name: str
    make: Callable[[], bytes]
    """Draws it from data and words that were gathered already: it is called in a thread, after the transaction."""
    message: Message
    is_picture: bool = False
    file_id: str = ""
    """Telegram has it already, under this name: nothing is made."""


@dataclass(frozen=True, slots=True)
class CommandList:
    """The commands that Telegram shows to one person: each role has its own list."""

    commands: tuple[tuple[str, str], ...]
    """(name, what it does), in the person's language."""

    def to_json(self) -> dict[str, Any]:
        """For a row of the outbox."""
        return {"commands": [list(pair) for pair in self.commands]}


def grid(buttons: Sequence[T], width: int) -> tuple[tuple[T, ...], ...]:
    """Buttons, or choices of a dialog, row by row, `width` in each."""
    return tuple(tuple(buttons[at : at + width]) for at in range(0, len(buttons), width))

"""Of what shape a card of the dashboard is: the page draws it and knows nothing of money."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from storage.tables.types import Json


@dataclass(frozen=True, slots=True)
class PanelRow:
    """`start`: where a tap leads in the chat, as a link t.me/<bot>?start=<it> says it."""

    label: str
    value: str
    light: str | None = None
    start: str = ""


@dataclass(frozen=True, slots=True)
class PanelTable:
    """The picture once more, for who does not see it."""

    head: Sequence[str]
    rows: Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Panel:
    title: str
    head: str
    light: str | None = None
    lines: Sequence[str] = ()
    picture: str = ""
    """SVG."""
    table: PanelTable | None = None
    rows: Sequence[PanelRow] = ()
    step: str = ""
    """What is to be done first, where there is little to look at yet."""

    def to_json(self) -> Json:
        return asdict(self)

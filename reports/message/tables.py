"""Names and columns of figures: Telegram's own table, and the same in even letters for a text."""

from collections.abc import Callable, Iterable, Sequence
from typing import Final

from reports.message.columns import cut, letters, letters_in
from reports.message.format import MILLION, in_millions, in_thousands
from reports.message.language import pgettext
from reports.message.markup import Markup, fill, lines
from reports.message.message import NOTHING, Align, Keyboard, Message, Table
from sales.core.money import Kopecks

LINE: Final = 34
"""What a phone shows in one line of even letters: figures take what they need, names are cut to the rest."""

SHORTEST: Final = 4
"""Of a name, whatever the figures take: a table without names is none."""

GAP: Final = " "

NAME: Final = 12
"""Letters of a name beside three columns; the table's font is the apps' own and not an even one."""

Figures = Sequence[Sequence[str]]
"""Column by column, the head of each first."""


def one_unit(amounts: Iterable[Kopecks | None]) -> tuple[str, Callable[[Kopecks | None], str]]:
    """All in millions or all in thousands: the unit for the corner, and how each of them is written; «—» for none."""
    largest = max((abs(each) for each in amounts if each is not None), default=0)
    unit, told = (
        (pgettext("column", "M ₽"), in_millions) if largest >= MILLION else (pgettext("column", "K ₽"), in_thousands)
    )
    return unit, lambda amount: "—" if amount is None else told(amount)


def draw_table(
    above: Markup,
    names: Sequence[str],
    figures: Figures,
    buttons: Keyboard,
    *,
    native: Figures | None = None,
    corner: str = "",
) -> Message:
    """A message with a table below its words, in both forms; `native` where Telegram's own has other columns."""
    text = lines(above, "", table_text(names, figures, corner))
    return Message(text, buttons, table=native_table(names, native or figures, above))


def table_text(names: Sequence[str], figures: Figures, corner: str = "") -> Markup:
    """Names to the left, figures to the right, every column as wide as its widest cell.

    `corner`: what all figures are counted in, said once above the names.
    """
    left = max(SHORTEST, LINE - sum(letters_in(column) + len(GAP) for column in figures))
    people = [corner, *(cut(name, left) for name in names)]
    widths, first = [letters_in(column) for column in figures], letters_in(people)
    rows = [
        GAP.join([name + _room(name, first), *map(_to_right, cells, widths)])
        for name, *cells in zip(people, *figures, strict=True)
    ]
    return fill("<pre>{table}</pre>", table="\n".join(rows))


def _to_right(cell: str, wide: int) -> str:
    return _room(cell, wide) + cell


def _room(cell: str, wide: int) -> str:
    return " " * (wide - letters(cell))


def native_table(
    names: Sequence[str], figures: Figures, above: Markup, below: Markup = NOTHING, corner: str = ""
) -> Table:
    """At most three columns beside the names: a phone of 360 pixels shows no more without moving it sideways."""
    right: Align = "right"
    aligns: tuple[Align, ...] = ("left", *([right] * len(figures)))
    head, *rows = zip([corner, *(cut(name, NAME) for name in names)], *figures, strict=True)
    return Table(head, tuple(rows), aligns, above, below)

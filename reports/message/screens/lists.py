"""
A list: its title with the count, a row and a button for each of what it lists, pages, filters, a search; and what to do
where there is nothing. A list is a view: whatever changes is the same view with another page or filter.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby, zip_longest

from reports.message.address import Address, Typed
from reports.message.language import gettext as _
from reports.message.markup import Markup, bold, lines
from reports.message.message import NOTHING, Button, Keyboard, Message, grid
from reports.message.press import AskDeed, AskPress, Press
from reports.message.screens.pages import Page
from reports.message.view import View, button
from reports.message.words.labels import set_apart

LINES = 12
"""Before a tap; MESSAGES."""

LONGEST_SOUGHT = 16


@dataclass(frozen=True, slots=True)
class Listed:
    """One of what is listed: how its row reads, and where its button leads. No text: the button says it all."""

    label: str
    to: Address | Press
    text: Markup | None = None
    group: str = ""
    """The heading above the first row of its kind."""
    group_id: int | None = None
    """Tells groups of one name apart."""
    apart: tuple[str, ...] = ()
    """What its button says besides, word by word, where another one of the page reads alike."""


class ListView(View):
    """With `page` and `find`, which a list of this base may use."""

    page: int = 1
    find: Typed = ""
    """What is searched; the buttons of the list keep it."""

    def find_page(self, count: int, lines_each: int = 1, above: int = 2) -> Page:
        """The page of so many as leave the message at twelve lines."""
        return Page.of(self.page, count, max(1, (LINES - above) // lines_each))

    def draw_list(
        self,
        title: Markup,
        rows: Iterable[Listed],
        page: Page,
        *,
        empty: Markup = NOTHING,
        filters: Sequence[Button] = (),
        foot: Keyboard = (),
        searched: bool = False,
        width: int = 3,
    ) -> Message:
        """The rows of that page, with a button each, `width` in a row.

        `empty`: the next step where there are none; `filters` stand above the rows' buttons, `foot` below the pages.
        """
        rows = list(rows)
        told = tell_rows(rows) if rows else [Markup(), empty] if empty else []
        search: Keyboard = ((search_button(self),),) if searched else ()
        labels = set_apart([row.label for row in rows], *zip_longest(*(row.apart for row in rows), fillvalue=""))
        buttons = grid([button(label, row.to) for label, row in zip(labels, rows, strict=True)], width)
        return Message(lines(title, *told), (*grid([*filters], 3), *search, *buttons, *page.draw_turns(self), *foot))


def tell_rows(rows: Iterable[Listed]) -> list[Markup]:
    """Those with a text, each group under its heading."""
    told: list[Markup] = []
    for (group, _id), each in groupby(rows, lambda row: (row.group, row.group_id)):
        texts = [row.text for row in each if row.text is not None]
        told += [Markup(), *([bold(group)] if group else []), *texts] if texts else []
    return told


def search_button(view: ListView) -> Button:
    """«🔎 Найти», and what is found now: «🔎 ромаш»."""
    sought = view.find if len(view.find) <= LONGEST_SOUGHT else f"{view.find[: LONGEST_SOUGHT - 1]}…"
    return button(f"🔎 {sought}" if sought else _("🔎 Find"), AskPress(deed=AskDeed.FIND))

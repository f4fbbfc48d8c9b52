"""A card: facts above, what can be done below, and the rest of it behind «⋯»."""

from reports.message.language import gettext as _
from reports.message.markup import Markup
from reports.message.message import Button, Keyboard, Message
from reports.message.view import View, button

MOST_ROWS = 8
WIDTH = 3
SIGNS = 5
"""So many stand in a row where each is a sign."""


class CardView(View):
    """`more`: what is behind «⋯» is shown in place of the rest."""

    more: bool = False

    def card(
        self,
        facts: Markup,
        rows: Keyboard,
        rest: Keyboard = (),
        back: Button | None = None,
        last: tuple[Button, ...] = (),
    ) -> Message:
        """`last`: beside the dots. Raises ValueError for more buttons than a thumb finds: some belong to the rest."""
        last = (*last, back) if back is not None else last
        if self.more:
            return Message(facts, _fitting((*rest, (button(_("‹ Back"), self.but(more=False)),))))
        dots = (button("⋯", self.but(more=True)),) if rest else ()
        return Message(facts, _fitting((*rows, *(((*last, *dots),) if last or dots else ()))))


def _fitting(rows: Keyboard) -> Keyboard:
    if len(rows) > MOST_ROWS or any(len(row) > (WIDTH if _has_words(row) else SIGNS) for row in rows):
        raise ValueError(f"too many buttons: {[[each.label for each in row] for row in rows]}")
    return rows


def _has_words(row: tuple[Button, ...]) -> bool:
    return any(len(each.label) > SIGNS - 1 for each in row)

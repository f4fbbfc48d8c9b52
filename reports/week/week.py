"""
One manager's week plan. Until Monday at ten it is a draft with one tap to confirm it; then it is frozen, and the
message says what came of it: done, still expected, slipped, added since. The other tab holds the week's visits.
"""

from collections.abc import Sequence
from datetime import date
from typing import Self

from reports.message.address import MaybeOrdinalDay
from reports.message.columns import cut
from reports.message.format import short, short_day
from reports.message.language import gettext as _
from reports.message.language import ngettext
from reports.message.markup import fill, lines
from reports.message.message import Button, Keyboard, Message, grid
from reports.message.screens.pages import Page
from reports.message.view import Key, View, button
from reports.message.words.labels import set_apart
from reports.visits.presses import VisitsAddress
from reports.week.blanks import blank_rows, find_blank, tell_blank
from reports.week.presses import (
    WeekDeed,
    WeekForPress,
    WeekItemAddress,
    WeekItemPress,
    WeekPlanDeed,
    WeekPlanPress,
    WeekPress,
    WeekRegularDeed,
    WeekRegularPress,
    WeekTableAddress,
)
from reports.week.rows import Row, rows_of, space_rows
from reports.week.week_head import tell_head, tell_nothing, tell_title
from reports.week.week_screen import Call, WeekScreen, screen_of
from reports.week.words import tabs, turns
from storage.engine.actor import Actor
from storage.transaction import Transaction

PAGE = 8
PROPOSED = 2
"""Regular payers with buttons at once; the next ones come up as these are answered."""


class WeekView(View):
    """No monday: this week; person 0: the reader. `call`: why it was sent unasked."""

    name = "week"

    monday: MaybeOrdinalDay = None
    person_id: int = 0
    page: int = 1
    deed: WeekDeed | WeekPlanDeed = WeekDeed.SHOW
    call: Call = ""

    @classmethod
    def key_for(cls, person_id: int, monday: date) -> Key[Self]:
        """A manager's own week plan, as it was asked for last."""
        return Key(f"week:{person_id}:{monday.isoformat()}")

    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        screen = await screen_of(tx, reader, self.monday, self.person_id, self.page, self.call)
        if self.deed is WeekPlanDeed.EDIT and screen.is_own and screen.contents.editable:
            return _editing(screen)
        rows = rows_of(screen.contents, screen.weeks)
        shown = Page.of(self.page, len(rows), PAGE)
        part = rows[shown.first : shown.first + PAGE]
        asks = screen.is_own and screen.is_draft and screen.person.is_confirmed and not screen.needs_confirming
        blank = find_blank(screen.contents.lines) if asks else None  # the plan first, then what its cards lack
        text = lines(*tell_head(screen), *(space_rows(part) or tell_nothing(screen)), *tell_blank(blank))
        pages = shown.turns(lambda number: _look(screen, page=number))
        visits = VisitsAddress(monday=screen.monday, person_id=_whose(screen))
        payments = WeekPress(deed=WeekDeed.SHOW, monday=screen.monday.toordinal(), person_id=_whose(screen))
        shown_tabs = tabs(payments, visits, shows_visits=False)
        return Message(
            text,
            (
                *_answers(screen),
                *_items(screen, part, shown.number),
                *pages,
                *blank_rows(blank),
                *_foot(screen),
                shown_tabs,
            ),
        )


def _answers(screen: WeekScreen) -> Keyboard:
    """What a manager can do with the own week; a lead confirms it for who has not."""
    if screen.may_confirm and screen.needs_confirming:
        press = WeekForPress(monday=screen.monday.toordinal(), person_id=screen.person.person.id, seen=screen.seen)
        label = _("✅ Confirm for: {name}").format(name=cut(screen.name))
        return ((Button(label, press.pack()),),)
    if not screen.is_own or screen.weeks.is_over:
        return ()
    rows: list[tuple[Button, ...]] = []
    if screen.needs_confirming:
        is_empty = not screen.contents.editable
        label = _("✅ No payments this week") if is_empty else _("✅ Confirm")
        rows.append((Button(label, _deed(screen, WeekPlanDeed.CONFIRM, screen.seen)),))
    rows += [_proposal(screen, each.client_id, name) for each, name in screen.contents.regular[:PROPOSED]]
    edit = (Button(_("✏️ Edit"), _deed(screen, WeekPlanDeed.EDIT)),) if screen.contents.editable else ()
    rows.append((Button(_("➕ Add"), _deed(screen, WeekPlanDeed.ADD)), *edit))
    return tuple(rows)


def _items(screen: WeekScreen, rows: Sequence[Row], page: int) -> Keyboard:
    """What stands on the page, each with its card, for who reads somebody else's week."""
    found = [] if screen.is_own else [each.payment for each in rows if each.payment is not None]
    names = [cut(each.client_name, 12) for each in found]
    labels = set_apart(names, [short(each.rest) for each in found], [short_day(each.due_on) for each in found])
    of = WeekItemAddress(payment_id=0, person_id=screen.person.person.id, monday=screen.monday, page=page)
    width = 3 if labels == names else 2
    return grid([button(label, of.but(payment_id=each.id)) for label, each in zip(labels, found, strict=True)], width)


def _proposal(screen: WeekScreen, client_id: int, name: str) -> tuple[Button, ...]:
    monday = screen.monday.toordinal()
    take, drop = (
        WeekRegularPress(deed=deed, client_id=client_id, monday=monday).pack()
        for deed in (WeekRegularDeed.TAKE, WeekRegularDeed.DROP)
    )
    return (
        Button(_("➕ {client}").format(client=cut(name)), take),
        Button(_("✖️ {client}").format(client=cut(name)), drop),
    )


def _foot(screen: WeekScreen) -> Keyboard:
    monday, whose = screen.monday, _whose(screen)

    def of_week(other: date) -> WeekPress:
        return WeekPress(deed=WeekDeed.SHOW, monday=other.toordinal(), person_id=whose)

    ways = turns(monday, screen.weeks.today, of_week)
    row = (*ways, Button(_("📄 Excel"), _press(WeekDeed.BOOK, monday, whose)))
    if screen.is_own:
        return (row,)
    table = WeekTableAddress(department_id=screen.weeks.department.id, monday=monday)
    return (row, (button(_("‹ All managers"), table),))


def _editing(screen: WeekScreen) -> Message:
    """A button for each item; the next tap says what of it is another."""
    every = screen.contents.editable
    shown = Page.of(screen.page, len(every), PAGE)
    buttons = [
        Button(f"{cut(each.client_name, 12)} {short(each.rest)}", WeekItemPress(payment_id=each.id).pack())
        for each in every[shown.first : shown.first + PAGE]
    ]
    pages = shown.turns(lambda number: _deed(screen, WeekPlanDeed.EDIT, number))
    back = (Button(_("‹ Week plan"), _look(screen)),)
    count = ngettext("{n} payment", "{n} payments", len(every)).format(n=len(every))
    text = lines(tell_title(screen), fill(_("✏️ Which one? {count}"), count=count))
    return Message(text, (*grid(buttons, 2), *pages, back))


def _whose(screen: WeekScreen) -> int:
    return 0 if screen.is_own else screen.person.person.id


def _look(screen: WeekScreen, page: int = 1) -> str:
    return _press(WeekDeed.SHOW, screen.monday, _whose(screen), page)


def _press(deed: WeekDeed, monday: date, person_id: int, page: int = 1) -> str:
    return WeekPress(deed=deed, monday=monday.toordinal(), person_id=person_id, page=page).pack()


def _deed(screen: WeekScreen, deed: WeekPlanDeed, page: int = 1) -> str:
    return WeekPlanPress(deed=deed, monday=screen.monday.toordinal(), page=page).pack()

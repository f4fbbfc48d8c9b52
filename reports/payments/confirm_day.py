"""«Подтвердить день»: «4 оплаты на 565 тыс, все пришли?», all at once or one by one, and one ↩️ (SPEC 5)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from reports.message.columns import DIGIT, align_left, align_right, cut, width_of
from reports.message.format import long_day, short, short_day
from reports.message.language import gettext as _
from reports.message.language import ngettext, pgettext
from reports.message.markup import bold, fill, lines
from reports.message.message import Button, Keyboard, Message, grid
from reports.message.screens.pages import Page
from reports.message.screens.periods import turning
from reports.message.view import View, button
from reports.message.words.names import tell_apart
from reports.payments.presses import ConfirmDayAddress, ConfirmDeed, ConfirmPress
from reports.payments.trust import trust_line
from sales.core.clock import local_date
from sales.core.rights import Action, roles_that_may
from sales.core.undo import UndoStepKind
from sales.payments.facts import Trust
from sales.payments.receipt import Receipt
from storage.engine.actor import Actor
from storage.people.person import Person
from storage.transaction import Transaction

PAGE = 8
SIGNS = 4
"""«1 ✅», four in a row."""


class ConfirmDayView(View, ConfirmDayAddress):
    opens_for = roles_that_may(Action.CONFIRM_FACT)

    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        day = await read_confirmable(tx, reader, self)
        place = await tx.system.departments.get(self.department_id)
        shown = Page.of(self.page, len(day.claimed), PAGE)
        rows = list(enumerate(day.claimed, start=1))[shown.first : shown.first + PAGE]
        whose = place.name if day.person is None else day.person.name
        text = lines(
            _question(day.receipts, day.claimed),
            fill("{day} · {whose}", day=long_day(self.day), whose=whose),
            trust_line(total_of(day.receipts), total_of(day.receipts) - total_of(day.claimed)) if day.claimed else None,
            *(["", *_rows(rows, day.names)] if rows else []),
        )
        today = local_date(tx.clock.now(), place.zone)
        days = turning(
            (self.day, self.day), lambda to, _last: self.but(day=to, page=1), short_day, lambda to: to <= today
        )
        undo = await _undo(tx, reader, self)
        return Message(text, (*_confirming(self, day.claimed, rows), *shown.draw_turns(self), days, *undo))


@dataclass(frozen=True, slots=True)
class ConfirmableDay:
    receipts: Sequence[Receipt]
    person: Person | None
    names: Mapping[int, str]
    """First names of the department, by person; none where the day is of one of them."""

    @property
    def claimed(self) -> list[Receipt]:
        """What nobody has vouched for yet."""
        return [each for each in self.receipts if any(part.fact.trust is Trust.CLAIMED for part in each.parts)]


async def read_confirmable(tx: Transaction, reader: Actor, of: ConfirmDayAddress) -> ConfirmableDay:
    """The receipts of that day there, of one person or of all, confirmed or not.

    Raises NotYoursError for who may not confirm there, and for a place or a person whom the reader does not see.
    """
    mine = tx.as_(reader)
    await tx.system.departments.get(of.department_id)
    receipts = await mine.confirmations.confirmable(of.department_id, of.day, of.person_id or None)
    if of.person_id:
        return ConfirmableDay(receipts, await mine.people.person(of.person_id), {})
    team = await mine.people.team(of.department_id)
    return ConfirmableDay(receipts, None, tell_apart({each.id: each.name for each in team}))


def total_of(receipts: Iterable[Receipt]) -> int:
    """All parts of these receipts, in kopecks."""
    return sum(each.amount for each in receipts)


def _question(receipts: Sequence[Receipt], claimed: Sequence[Receipt]) -> Markup:
    if claimed:
        asked = ngettext("{n} payment, {sum}: received?", "{n} payments, {sum}: all received?", len(claimed))
        return fill(asked, n=len(claimed), sum=bold(short(total_of(claimed))))
    if receipts:
        return fill(_("✅ Confirmed: {sum}"), sum=bold(short(total_of(receipts))))
    return fill(_("Nothing to confirm: no money came that day"))


def _rows(rows: Sequence[tuple[int, Receipt]], names: Mapping[int, str]) -> list[Markup]:
    """«1  Вектор  340 тыс · Анна»"""
    clients = width_of(cut(each.fact.client_name) for _n, each in rows) + 2 * DIGIT
    sums = width_of(short(each.amount) for _n, each in rows)
    return [
        fill(
            "{n}  {client}{sum}{whose}",
            n=n,
            client=align_left(cut(each.fact.client_name), clients),
            sum=align_right(short(each.amount), sums),
            whose=_whose(each, names),
        )
        for n, each in rows
    ]


def _whose(receipt: Receipt, names: Mapping[int, str]) -> str:
    name = names.get(receipt.fact.owner_id or 0)
    return f" · {name}" if name else ""


def _confirming(view: ConfirmDayAddress, claimed: Sequence[Receipt], rows: Sequence[tuple[int, Receipt]]) -> Keyboard:
    if not claimed:
        return ()
    newest = max(each.id for each in claimed)
    every = button(
        _("✅ All received") if len(claimed) > 1 else pgettext("payment", "✅ Received"),
        confirm_press(view, ConfirmDeed.ALL, newest),
    )
    ones = [button(f"{n} ✅", confirm_press(view, ConfirmDeed.ONE, each.id)) for n, each in rows]
    return ((every,), *(grid(ones, SIGNS) if len(claimed) > 1 else ()))


async def _undo(tx: Transaction, reader: Actor, view: ConfirmDayAddress) -> Keyboard:
    """↩️ of the last confirming on this very screen: below all else, so that no double tap on a ✅ meets it."""
    step = await tx.as_(reader).undo_steps.last(UndoStepKind.DAY_CONFIRMED, view.department_id)
    if step is None or step.refs["day"] != view.day.isoformat() or step.refs["person"] != view.person_id:
        return ()
    return ((button(_("↩️ Undo"), confirm_press(view, ConfirmDeed.UNDO, step.id)),),)


def confirm_press(view: ConfirmDayAddress, deed: ConfirmDeed, receipt_id: int = 0) -> ConfirmPress:
    """What a button of the screen carries; it keeps the page, the day and whose it is."""
    return ConfirmPress(
        deed=deed,
        department_id=view.department_id,
        day=view.day.toordinal(),
        person_id=view.person_id,
        receipt_id=receipt_id,
        page=view.page,
    )


def confirm_button(reader: Actor, of: ConfirmDayAddress) -> tuple[Button, ...]:
    """«Подтвердить день», which opens below; nothing for who may not."""
    if reader.role not in ConfirmDayView.opens_for:
        return ()
    return (button(_("✅ Confirm the day"), confirm_press(of, ConfirmDeed.OPEN)),)

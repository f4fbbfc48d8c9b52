"""Why last week's slips did not come: asked one by one below the week that took them along, and none has to be told."""

from datetime import date

from markupsafe import Markup

from reports.message.address import OrdinalDay
from reports.message.columns import cut
from reports.message.format import short, short_day
from reports.message.language import gettext as _
from reports.message.markup import fill, lines
from reports.message.message import Button, Keyboard, Message, grid
from reports.message.view import View
from reports.message.words.terms import reason_label, reason_words
from reports.week.presses import NoReason, WeekSlipPress
from sales.payments.payments import MoveReason
from storage.engine.actor import Actor
from storage.payments.payment_changes import Moved
from storage.transaction import Transaction

SHOWN = 6


class WeekSlipsView(View):
    """`first`: the event of the first of them; `asked`: of the one that is asked about, 0 after the last."""

    name = "week_slips"

    monday: OrdinalDay
    first: int
    asked: int

    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        moves = await tx.as_(reader).payment_changes.list_taken_along(self.monday, self.first)
        if not moves:
            return None
        spoken = [each for each in moves if not self.asked or each.event_id < self.asked]
        open_ = next((each for each in moves if each.event_id == self.asked), None)
        told = [_tell(each) for each in spoken[-SHOWN:]]
        head = fill(_("Why did it not come last week?")) if open_ else fill(_("Not received last week:"))
        question = None if open_ is None else _line(open_)
        return Message(lines(head, *told, question), () if open_ is None else _reasons(open_, self.monday, self.first))


def _line(move: Moved) -> Markup:
    payment = move.payment
    said = {"client": cut(payment.client_name), "sum": short(payment.rest), "day": short_day(payment.due_on)}
    return fill("📅 {client} · {sum} → {day}", **said)


def _tell(move: Moved) -> Markup:
    reason = MoveReason(move.reason) if move.reason in set(MoveReason) else MoveReason.OTHER
    return fill("{line}, {why}", line=_line(move), why=reason_words(reason))


def _reasons(move: Moved, monday: date, first: int) -> Keyboard:
    def press(reason: MoveReason | NoReason) -> str:
        return WeekSlipPress(monday=monday.toordinal(), first_id=first, event_id=move.event_id, reason=reason).pack()

    reasons = [Button(reason_label(each), press(each)) for each in MoveReason]
    return (*grid(reasons, 2), (Button(_("Skip"), press(NoReason.SKIP)),))

"""The card of money that came: how much, how far it can be trusted, and one question about the rest of a part."""

from datetime import date

from markupsafe import Markup

from reports.message.address import MaybeDay, MaybeInstant
from reports.message.format import day_in_month, day_month, money, short_day, weekday
from reports.message.language import gettext as _
from reports.message.markup import bold, fill, lines
from reports.message.message import Button, Keyboard, Message
from reports.message.view import View, button
from reports.message.words.terms import month_name, trust_words
from reports.payments.card_lines import may_edit, tell_arrived_late, tell_taken_at_bank
from reports.payments.fact_deal import deal_of
from reports.payments.presses import PaymentDeed, PaymentPress, ReceiptDeed, ReceiptPress, UndoPress
from sales.calendar.calendar import Taken
from sales.core.clock import local_date
from sales.core.rights import Action, reaches
from sales.core.undo import UndoStepKind, may_undo
from sales.payments.facts import FactKind, Trust
from sales.payments.payment import Payment
from sales.payments.payments import RestChoice, has_left_the_month
from sales.payments.receipt import Receipt, ReceiptPart
from storage.engine.actor import Actor
from storage.transaction import Transaction


class FactCard(View):
    """`answered`: when the rest comes was said; `said`: the day off that was asked for it, by the change `event_id`."""

    name = "fact_card"

    receipt_id: int
    sent_at: MaybeInstant = None
    answered: bool = False
    said: MaybeDay = None
    event_id: int = 0
    more_to_come: bool = False
    """All of the deal is paid, and it was said that more will come."""

    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        receipt = await tx.as_(reader).receipts.get(self.receipt_id)
        rest = rest_of(receipt)
        asks = rest is not None and not self.answered and may_edit(reader, rest)
        deal = await deal_of(tx, reader, receipt)
        text = lines(
            _title(receipt),
            _trust(receipt, reader.zone),
            _booked_line(receipt),
            *_parts(receipt),
            _surplus(receipt),
            receipt.fact.comment,
            tell_arrived_late(self.sent_at, receipt.fact.created_at, reader.zone),
            _rest_line(rest, asks=asks),
            await _rest_day(tx, rest, self.said) if self.answered else None,
            *deal.lines(more_to_come=self.more_to_come),
        )
        step = await tx.as_(reader).undo_steps.last(UndoStepKind.CONFIRMED, self.receipt_id)
        claimed_again = ((button(_("↩️ Undo"), UndoPress(step_id=step.id)),),) if step is not None else ()
        buttons = (
            *(_ask_rest(receipt, rest, local_date(tx.clock.now(), reader.zone)) if asks and rest else ()),
            *_buttons(reader, receipt, self.said),
            *await self._undo(tx, reader, receipt),
        )
        last = (*claimed_again, *(() if asks else deal.quiet_row()))
        return Message(text, (*deal.question(more_to_come=self.more_to_come), *buttons, *last))

    async def _undo(self, tx: Transaction, reader: Actor, receipt: Receipt) -> Keyboard:
        """The money with what was said of its rest; later than its ten minutes only what was said since."""
        now = tx.clock.now()
        if receipt.fact.entered_by == reader.person_id and may_undo(receipt.fact.created_at, now):
            return ((_button(_("↩️ Undo"), ReceiptDeed.UNDO, receipt, self.event_id),),)
        if not self.event_id or not receipt.payments:
            return ()
        story = await tx.as_(reader).payment_stories.events(receipt.payments[-1].id)
        said = [each for each in story if each.id == self.event_id and each.actor_id == reader.person_id]
        if not any(may_undo(each.at, now) for each in said):
            return ()
        return ((_button(_("↩️ Undo"), ReceiptDeed.REST_BACK, receipt, self.event_id),),)


def rest_of(receipt: Receipt) -> Payment | None:
    """The payment of which only a part has come: the newest that the receipt reached."""
    if receipt.fact.kind is FactKind.REFUND or not receipt.payments:
        return None
    last = receipt.payments[-1]
    return last if last.is_open and last.rest else None


def _title(receipt: Receipt) -> Markup:
    client, rest = receipt.fact.client_name, rest_of(receipt)
    if receipt.fact.kind is FactKind.REFUND:
        return fill(_("Refund: {client} · {sum}"), client=client, sum=bold(money(receipt.amount)))
    if rest is not None and len(receipt.parts) == 1:
        part, whole = bold(money(receipt.amount)), money(rest.amount)
        return fill(_("◐ {client} · {part} of {sum}"), client=client, part=part, sum=whole)
    return fill(_("✅ {client} · {sum} received"), client=client, sum=bold(money(receipt.amount)))


def _trust(receipt: Receipt, zone: str) -> Markup:
    on = receipt.fact.on
    mark = "🏦 " if receipt.fact.bank_day else ""
    day = day_month(on, local_date(receipt.fact.created_at, zone))
    said = {"trust": f"{mark}{trust_words(receipt.fact.trust)}", "weekday": weekday(on), "day": day}
    if receipt.payments or receipt.fact.kind is FactKind.REFUND:
        return fill(_("{trust} · {weekday} {day}"), **said)
    return fill(_("{trust} · {weekday} {day} · off plan"), **said)


def _booked_line(receipt: Receipt) -> Markup | None:
    """«сказано 30.11, в банке 1.12»"""
    on, day = receipt.fact.on, receipt.fact.bank_day
    if day is None or day == on:
        return None
    return fill(_("said {said}, in the bank {day}"), said=day_in_month(on), day=day_in_month(day))


def _parts(receipt: Receipt) -> list[Markup]:
    """One receipt over several payments: line by line, the oldest first."""
    return [] if len(receipt.parts) == 1 else [_part(part) for part in receipt.parts]


def _part(part: ReceiptPart) -> Markup:
    if part.payment is None:
        return fill(_("{sum} · off plan"), sum=money(part.fact.amount))
    sign = "◐" if part.payment.rest else "✅"
    due = short_day(part.payment.due_on)
    return fill(
        _("{sign} {part} of {sum} · {day}"),
        sign=sign,
        part=money(part.fact.amount),
        sum=money(part.payment.amount),
        day=due,
    )


def _surplus(receipt: Receipt) -> Markup | None:
    if not receipt.surplus or receipt.fact.kind is FactKind.REFUND:
        return None
    return fill(_("+{sum} over"), sum=money(receipt.surplus))


def _rest_line(rest: Payment | None, *, asks: bool) -> Markup | None:
    if rest is None:
        return None
    if asks:
        return fill(_("{rest} still to come. When?"), rest=money(rest.rest))
    when = {"weekday": weekday(rest.due_on), "day": day_month(rest.due_on)}
    return fill(_("{rest} is left, expected {weekday} {day}"), rest=money(rest.rest), **when)


async def _rest_day(tx: Transaction, rest: Payment | None, said: date | None) -> Markup | None:
    if rest is None:
        return fill(_("The rest is no longer expected"))
    taken = await tell_taken_at_bank(tx, rest.department_id, Taken(rest.due_on, said)) if said else None
    moved = has_left_the_month(rest.first_due_on, rest.due_on)
    gone = fill(_("Moved to {month}"), month=month_name(rest.due_on)) if moved else None
    return lines(*(line for line in (taken, gone) if line)) if taken or gone else None


def _ask_rest(receipt: Receipt, rest: Payment, today: date) -> Keyboard:
    """What was paid early has a day still ahead: that one first."""
    kept = _("as planned, {day}").format(day=short_day(rest.due_on))
    return (
        *(((_button(kept, RestChoice.AS_AWAITED, receipt),),) if rest.due_on > today else ()),
        (
            _button(_("tomorrow"), RestChoice.TOMORROW, receipt),
            _button("+3", RestChoice.IN_THREE_DAYS, receipt),
        ),
        (
            _button(_("another day"), RestChoice.OTHER_DATE, receipt),
            _button(_("don't expect it"), RestChoice.NOT_AWAITED, receipt),
        ),
    )


def _buttons(reader: Actor, receipt: Receipt, said: date | None) -> Keyboard:
    rows: list[tuple[Button, ...]] = []
    if (kept := _keep(receipt, said)) is not None:
        rows.append((kept,))
    if _may_confirm(reader, receipt):
        rows.append((_button(_("✅ Confirm"), ReceiptDeed.CONFIRM, receipt),))
    return tuple(rows)


def _keep(receipt: Receipt, said: date | None) -> Button | None:
    """The day off that was asked for the rest, after all."""
    rest = rest_of(receipt)
    if said is None or rest is None or not Taken(rest.due_on, said).is_moved:
        return None
    data = PaymentPress(deed=PaymentDeed.KEEP, payment_id=rest.id, value=said.isoformat())
    return Button(_("Keep {day}").format(day=short_day(said)), data.pack())


def _button(label: str, deed: ReceiptDeed | RestChoice, receipt: Receipt, event_id: int = 0) -> Button:
    return Button(label, ReceiptPress(deed=deed, receipt_id=receipt.id, event_id=event_id).pack())


def _may_confirm(reader: Actor, receipt: Receipt) -> bool:
    if receipt.fact.trust is Trust.CONFIRMED:
        return False
    departments = {part.payment.department_id for part in receipt.parts if part.payment}
    return reaches(
        reader.role, Action.CONFIRM_FACT, own=False, same_department=departments <= {reader.department_id or 0}
    )

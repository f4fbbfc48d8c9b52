"""«Текст клиенту»: four tones, to be copied and sent by hand; the bot writes to no client (spec/3)."""

from collections.abc import Callable, Mapping

from markupsafe import Markup

from reports.debts.presses import DebtAddress
from reports.inline.passing import pass_row, prepare_text
from reports.message.format import day_month, money
from reports.message.language import gettext as _
from reports.message.language import pgettext
from reports.message.markup import fill, lines
from reports.message.message import Button, Message, grid
from reports.message.screens.switches import mark_chosen
from reports.message.view import View, button
from reports.payments.card_lines import strip_number_sign
from sales.core.people import EVERYBODY
from sales.debts.debt import Debt, Tone, tone_of
from storage.engine.actor import Actor
from storage.transaction import Transaction

MOST_COPIED = 256
"""Telegram's copy button holds no more letters."""

_LABELS: Mapping[Tone, Callable[[], str]] = {
    Tone.REMINDER: lambda: pgettext("tone", "Reminder"),
    Tone.POLITE: lambda: pgettext("tone", "Polite"),
    Tone.FIRM: lambda: pgettext("tone", "Firm"),
    Tone.CLAIM: lambda: pgettext("tone", "Before a claim"),
}
_LETTERS: Mapping[Tone, Callable[[str, str], str]] = {
    Tone.REMINDER: lambda what, day: _(
        "Hello! A reminder: {what}, was due on {day}. On what day may we expect it?"
    ).format(what=what, day=day),
    Tone.POLITE: lambda what, day: _(
        "Hello! {what}, has been due since {day}. Please tell us when you will pay, "
        "or what you need from us: papers, a reconciliation, another schedule."
    ).format(what=what, day=day),
    Tone.FIRM: lambda what, day: _(
        "Hello! {what}, is overdue since {day}. We ask you to pay within three workdays "
        "or to send a payment schedule in writing. Until then we cannot ship."
    ).format(what=what, day=day),
    Tone.CLAIM: lambda what, day: _(
        "Hello! {what}, is not paid since {day}. If it does not come within seven days, "
        "we will have to send a claim and count interest by the contract. Let us settle it before that."
    ).format(what=what, day=day),
}


class LetterView(View, DebtAddress):
    """`tone`: another than the age asks for."""

    name = "debt_letter"
    opens_for = EVERYBODY

    tone: Tone | None = None

    async def prepare(self, tx: Transaction, reader: Actor) -> None:
        _debt, _tone, letter = await self._write(tx, reader)
        await prepare_text(tx, reader, letter)

    async def _write(self, tx: Transaction, reader: Actor) -> tuple[Debt, Tone, str]:
        """Raises NotYoursError."""
        debt = await tx.as_(reader).debts.get(self.payment_id)
        payment = await tx.as_(reader).payments.get(self.payment_id)
        tone = self.tone or tone_of(debt.age(tx.as_(reader).debts.today))
        return debt, tone, write_letter(tone, debt, payment.invoice)

    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        debt, tone, letter = await self._write(tx, reader)
        text = lines(fill(_("✉️ Text for {client}"), client=debt.client_name), "", quote(letter))
        tones = [
            button(mark_chosen(label(), is_chosen=each is tone), self.but(tone=each)) for each, label in _LABELS.items()
        ]
        copied = Button(_("📋 Copy"), copy=letter)
        first = (copied, *await pass_row(tx, reader, letter))
        back = (button(_("‹ Debt"), DebtAddress(payment_id=self.payment_id)),)
        return Message(text, (first, *grid(tones, 2), back), to_pass_on=True)


def quote(letter: str) -> Markup:
    return fill("<blockquote>{letter}</blockquote>", letter=letter)


def write_letter(tone: Tone, debt: Debt, invoice: str | None) -> str:
    """As it is copied: no more letters than the button holds."""
    number = strip_number_sign(invoice)
    rest = money(debt.rest)
    what = _("{sum} for invoice no. {number}").format(sum=rest, number=number) if number else rest
    return _LETTERS[tone](what, day_month(debt.contract_on))[:MOST_COPIED]

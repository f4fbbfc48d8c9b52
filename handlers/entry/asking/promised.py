"""«Ромашка обещали 27.11»: the payment that is awaited gets that day, or a new one is expected; asked by one tap."""

from collections.abc import Sequence

from handlers.dialog.model import Again, Choice, Move, Screen, Talk
from handlers.dialog.steps.then import number_in
from handlers.entry.asking.step import EntryStep
from handlers.entry.line.draft import EntryDraft, line_of
from handlers.entry.line.promises import PROMISED, as_move, list_awaited
from handlers.entry.line.targets import payment_label
from reports.message.format import money, short_day
from reports.message.language import gettext as _
from reports.message.markup import Markup, fill
from sales.entry.lines.understood import Entry
from sales.entry.numbers.amounts import read_amount
from sales.entry.talk.yes_no import is_no, is_yes
from sales.payments.payment import Payment

NEW = "new"
SHOWN = 6
MOVE = frozenset({"перенеси", "перенести", "move"})
ANOTHER = frozenset({"новая", "новая оплата", "другая", "new"})


class WhichPromised(EntryStep):
    name = PROMISED
    agrees = True

    async def show(self, talk: Talk, draft: EntryDraft) -> Screen:
        entry = line_of(talk, draft)
        owed = await list_awaited(talk, entry)
        new = (Choice(_("💰 A new payment"), NEW),)
        if len(owed) == 1:
            return Screen(_moving(owed[0], entry), ((Choice(_("✅ Move it"), f"t{owed[0].id}"),), new))
        client = owed[0].client_name if owed else ""
        asked = fill(_("{client}: which payment was promised for {day}?"), client=client, day=_day(talk, entry))
        return Screen(asked, (*((Choice(payment_label(each), f"t{each.id}"),) for each in owed[:SHOWN]), new))

    async def press(self, talk: Talk, draft: EntryDraft, value: str) -> Move:
        entry = line_of(talk, draft)
        if value == NEW:
            return await self.on(talk, draft, entry.model_copy(update={"promised": False}))
        chosen = number_in(value, "t")
        if chosen not in {each.id for each in await list_awaited(talk, entry)}:
            return Again()
        return await self.on(talk, draft.model_copy(update={"target_id": chosen}), as_move(entry))

    async def hear(self, talk: Talk, draft: EntryDraft, text: str) -> Move:
        """«да», «новая», or the sum: of a payment that is awaited, or of a new one."""
        entry = line_of(talk, draft)
        owed = await list_awaited(talk, entry)
        if is_no(text, ANOTHER):
            return await self.press(talk, draft, NEW)
        meant = owed if is_yes(text, MOVE) else _of_sum(owed, text)
        if len(meant) == 1:
            return await self.press(talk, draft, f"t{meant[0].id}")
        amount = read_amount(text)
        if isinstance(amount, int):
            return await self.on(talk, draft, entry.with_amount(amount).model_copy(update={"promised": False}))
        return Again(hint=self.hint())

    def hint(self) -> Markup:
        return fill(_("Tap a button, or type the sum: 150k"))


def _of_sum(owed: Sequence[Payment], text: str) -> list[Payment]:
    amount = read_amount(text)
    return [each for each in owed if amount in {each.rest, each.amount}]


def _moving(payment: Payment, entry: Entry) -> Markup:
    """«Ромашка · 150 000 ₽, ср 02.12 → пт 04.12»"""
    to = short_day(entry.day) if entry.day else ""
    said = {"client": payment.client_name, "sum": money(payment.rest), "day": short_day(payment.due_on), "to": to}
    return fill(_("{client} · {sum}\n{day} → {to}\nMove this payment?"), **said)


def _day(talk: Talk, entry: Entry) -> str:
    return short_day(entry.day or talk.today)

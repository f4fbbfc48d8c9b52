"""The card of a debt: how old, what was promised and kept, and what can be done about it (spec/3)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from reports.asks.presses import AskAbout, GiveTaskPress
from reports.clients.presses import ClientAddress
from reports.debts.letter import LetterView
from reports.debts.presses import DebtAddress, DebtDeed, DebtPress, DebtsAddress
from reports.debts.words import age_words
from reports.message.format import chance, short, short_date
from reports.message.language import gettext as _
from reports.message.language import pgettext
from reports.message.markup import bold, fill, lines
from reports.message.message import Button, Keyboard, Message
from reports.message.screens.cards import CardView
from reports.message.view import button
from reports.message.words.called import call_person
from reports.payments.presses import PaymentDeed, PaymentPress
from sales.core.clock import local_date
from sales.core.errors import NotYoursError
from sales.core.people import EVERYBODY, SELLERS
from sales.core.rights import Action, may, reaches
from sales.debts.debt import Debt
from sales.debts.word import ClientWord
from sales.payments.payment import Payment
from sales.payments.payments import MoveReason
from storage.engine.actor import Actor
from storage.transaction import Transaction

SEVERAL = 2


@dataclass(frozen=True, slots=True)
class DrawnDebt:
    debt: Debt
    payment: Payment
    word: ClientWord
    others: Sequence[Debt]
    """The client's, this one among them."""
    dispute: str | None
    owner: str
    """Empty for one's own."""
    today: date

    @property
    def is_promised(self) -> bool:
        return self.debt.promised_on is not None and self.debt.promised_on == self.debt.due_on


class DebtCard(CardView, DebtAddress):
    """`event_id`: the promise just noted, which a tap takes back."""

    opens_for = EVERYBODY

    event_id: int = 0

    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        try:
            shown = await _read(tx, reader, self.payment_id)
        except NotYoursError:
            return await _draw_settled(tx, reader, self.payment_id)
        undo = PaymentPress(deed=PaymentDeed.REVERT, payment_id=self.payment_id, value=str(self.event_id))
        taken_back = ((button(_("↩️ Undo"), undo),),) if self.event_id else ()
        client = button(_("Client"), ClientAddress(client_id=shown.debt.client_id))
        last = (client, button(_("‹ Debts"), DebtsAddress()))
        return Message(lines(*_facts(shown)), (*_rows(reader, shown), *taken_back, last))


async def _read(tx: Transaction, reader: Actor, payment_id: int) -> DrawnDebt:
    mine = tx.as_(reader)
    debt = await mine.debts.get(payment_id)
    words = await mine.debts.words([debt.client_id])
    owner = "" if debt.owner_id == reader.person_id else await call_person(tx, debt.owner_id)
    return DrawnDebt(
        debt,
        await mine.payments.get(payment_id),
        words[debt.client_id],
        await mine.debts.of_client(debt.client_id),
        await mine.debts.find_dispute(payment_id) if debt.disputed_at else None,
        owner,
        mine.debts.today,
    )


async def _draw_settled(tx: Transaction, reader: Actor, payment_id: int) -> Message | None:
    """It is a debt no more, or is not one that the reader may see."""
    try:
        payment = await tx.as_(reader).payments.get(payment_id)
    except NotYoursError:
        return None
    text = lines(
        fill(_("✅ {client}: no debt any more"), client=bold(payment.client_name)),
        await _tell_write_off(tx, reader, payment),
    )
    client = button(_("Client"), ClientAddress(client_id=payment.client_id))
    return Message(text, ((client, button(_("‹ Debts"), DebtsAddress())),))


async def _tell_write_off(tx: Transaction, reader: Actor, payment: Payment) -> Markup | None:
    """«Списал(а) Ольга 20.11: фирма закрылась»"""
    if payment.cancelled_at is None:
        return None
    story = await tx.as_(reader).payment_stories.events(payment.id)
    event = next((each for each in reversed(story) if each.reason == MoveReason.WRITTEN_OFF), None)
    if event is None:
        return None
    who, day = await call_person(tx, event.actor_id) or "—", short_date(local_date(event.at, reader.zone))
    head = fill(_("Written off: {sum} · {who}, {day}"), sum=short(payment.rest), who=who, day=day)
    return lines(head, (event.after or {}).get("why") or None)


def _facts(shown: DrawnDebt) -> list[Markup | None]:
    debt = shown.debt
    head = fill(
        _("⚠️ {client} · {sum} · {age}"),
        client=bold(debt.client_name),
        sum=bold(short(debt.rest)),
        age=age_words(debt.age(shown.today)),
    )
    owner = fill(_("Owner: {name}"), name=shown.owner) if shown.owner else None
    several = len(shown.others) >= SEVERAL
    total = short(sum(each.rest for each in shown.others))
    return [
        head,
        _days(shown),
        _word(shown),
        fill(_("⚖️ Dispute: {why}. Not in the forecast."), why=shown.dispute) if shown.dispute else None,
        fill(_("🆘 The lead knows")) if debt.escalated_at else None,
        fill(_("{n} debts in all, {sum}"), n=len(shown.others), sum=total) if several else None,
        owner,
    ]


def _days(shown: DrawnDebt) -> Markup:
    """«Ждали 9.11, по договору 8.11» or «Обещали 27.11, по договору 8.11 · 40 %»"""
    debt = shown.debt
    day, first = short_date(debt.due_on), short_date(debt.contract_on)
    if debt.due_on >= shown.today:
        sure = chance(shown.payment.probability)
        if shown.is_promised:
            return fill(_("Promised {day}, agreed {first} · {chance}"), day=day, first=first, chance=sure)
        return fill(_("Moved to {day}, agreed {first} · {chance}"), day=day, first=first, chance=sure)
    if shown.is_promised:
        return fill(_("Promised {day}, agreed {first}"), day=day, first=first)
    if debt.due_on == debt.contract_on:
        return fill(_("Was due {day}"), day=day)
    return fill(_("Was due {day}, agreed {first}"), day=day, first=first)


def _word(shown: DrawnDebt) -> Markup | None:
    """«Слово: сдержали 2 из 5»"""
    word = shown.word
    return fill(_("Promises kept: {kept} of {all}"), kept=word.kept, all=word.total) if word.counts else None


def _rows(reader: Actor, shown: DrawnDebt) -> Keyboard:
    letter = button(_("✉️ Text for the client"), LetterView(payment_id=shown.debt.payment_id))
    own = shown.debt.owner_id == reader.person_id or shown.debt.owner_id in reader.acting_for
    same = shown.payment.department_id == reader.department_id
    off = (_press(_("Write off"), DebtDeed.WRITE_OFF, shown),) if may(reader.role, Action.WRITE_OFF) else ()
    task = GiveTaskPress(about=AskAbout.PAYMENT, record_id=shown.debt.payment_id)
    give = (button(_("📌 Give a task"), task),) if may(reader.role, Action.GIVE_TASK) else ()
    if reaches(reader.role, Action.EDIT_RECORDS, own=own, same_department=same):
        return tuple(row for row in (*_editing(reader, shown, letter), (*off, *give)) if row)
    came = (
        (_press(pgettext("payment", "✅ Received"), DebtDeed.CAME, shown),)
        if may(reader.role, Action.ENTER_FACT)
        else ()
    )
    return tuple(row for row in ((letter,), (*came, *off), give) if row)


def _editing(reader: Actor, shown: DrawnDebt, letter: Button) -> Keyboard:
    several = len(shown.others) >= SEVERAL
    every = _("📅 Promised all {n}").format(n=len(shown.others))
    promised_all = ((_press(every, DebtDeed.PROMISE_ALL, shown),),) if several else ()
    settle = _press(_("⚖️ Settled"), DebtDeed.SETTLE, shown)
    dispute = settle if shown.debt.disputed_at else _press(_("⚖️ Dispute"), DebtDeed.DISPUTE, shown)
    help_ = (_press(_("🆘 To the lead"), DebtDeed.HELP, shown),) if reader.role in SELLERS else ()
    return (
        (_press(_("📅 Promised for…"), DebtDeed.PROMISE, shown), _press(_("◐ A part"), DebtDeed.PART, shown)),
        *promised_all,
        (dispute, *help_),
        (_press(_("📜 By contract…"), DebtDeed.CONTRACT, shown),),
        (letter, _draw_came(shown)),
    )


def _draw_came(shown: DrawnDebt) -> Button:
    return _press(pgettext("payment", "✅ Received"), DebtDeed.CAME, shown)


def _press(label: str, deed: DebtDeed, shown: DrawnDebt) -> Button:
    return button(label, DebtPress(deed=deed, payment_id=shown.debt.payment_id))

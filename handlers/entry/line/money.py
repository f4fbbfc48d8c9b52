"""A line about money is understood: the payment is expected, the fact recorded, the payment moved or given up."""

from collections.abc import Sequence

from handlers.dialog.model import Done, Opening, Talk
from handlers.dialog.steps.calendars import calendar_of
from handlers.entry.line.draft import DIALOG, EntryDraft, find_told_at, moment_of
from handlers.entry.line.invoices import list_payable, note_invoice
from handlers.entry.line.parts import expect_parts, find_rest_day, is_in_parts
from handlers.entry.line.standing import touch_cards_of_money
from handlers.payments.counted import expect_money, receive_money
from handlers.payments.words_kept import keep_words
from reports.message.format import day_month, money, weekday
from reports.message.language import gettext as _
from reports.message.markup import fill
from reports.message.message import Message
from reports.message.words.terms import reason_words
from reports.payments.card_lines import day_off
from reports.payments.fact_card import FactCard
from reports.payments.payment_card import PaymentCard
from sales.calendar.calendar import Taken
from sales.core.words import fold
from sales.entry.deeds.verbs import Verb
from sales.entry.lines.asked import take
from sales.entry.lines.understood import Entry
from sales.payments.facts import FactKind
from sales.payments.payment import Payment
from sales.payments.payments import MoveReason, PaymentSource
from storage.payments.payments import NewPayment
from storage.payments.receipts import NewFact

LONGEST_INVOICE = 40


async def expect(talk: Talk, draft: EntryDraft, entry: Entry) -> Done:
    """The card itself tells of a day off and of a record much like this one."""
    if is_in_parts(entry):
        return await expect_parts(talk, draft, entry)
    taken = await workday(talk, entry)
    new = NewPayment(
        entry.client_id or 0,
        entry.amount or 0,
        taken.day,
        entry.probability,
        invoice=entry.invoice[:LONGEST_INVOICE] if entry.invoice else None,
        comment=entry.comment or None,
        source=PaymentSource.LINE,
        draft_id=draft.draft_id,
    )
    return Done(await expect_money(talk, new, day_off(taken), find_told_at(draft)))


async def receive(talk: Talk, draft: EntryDraft, entry: Entry) -> Done:
    """On what the client owes, the invoice that was named or else the oldest first; a refund stands alone."""
    refund = entry.verb is Verb.REFUND
    owed = await talk.mine.payments.open_of(entry.client_id or 0)
    meant = () if refund else _list_meant(owed, entry, draft.target_id)
    new = NewFact(
        entry.client_id or 0,
        entry.amount or 0,
        entry.day or talk.today,
        tuple(each.id for each in meant),
        FactKind.REFUND if refund else FactKind.RECEIPT,
        moment_of(talk, draft),
        draft.draft_id,
        note_invoice(entry, owed),
        None if refund else await find_rest_day(talk, entry),
    )
    card = await receive_money(talk, new, find_told_at(draft), day_confirmed=entry.day_confirmed)
    return Done(card, await touch_cards_of_money(talk, meant, new.amount) if isinstance(card, FactCard) else ())


async def move(talk: Talk, draft: EntryDraft, entry: Entry) -> Done:
    """Move the payment that was meant to the taken workday; one that is due there already is only said so.

    Raises NotYoursError, AlreadyDoneError.
    """
    payment = await talk.mine.payments.get(draft.target_id or 0)
    taken = await workday(talk, entry)
    await _note(talk, payment, entry)  # before the move, which /undo takes back first
    if payment.due_on == taken.day:
        said = {"client": payment.client_name, "sum": money(payment.rest)}
        when = {"weekday": weekday(taken.day), "day": day_month(taken.day)}
        return Done(Message(fill(_("{client} · {sum} is expected {weekday} {day} already"), **said, **when)))
    if entry.reason is MoveReason.PROMISED:
        change = await talk.mine.debt_changes.promise(payment.id, taken.day)
    else:
        change = await talk.mine.payment_changes.move(payment.id, taken.day, entry.reason or MoveReason.OTHER)
    return Done(
        PaymentCard(payment_id=payment.id, said=day_off(taken), sent_at=find_told_at(draft), event_id=change.event_id)
    )


async def give_up(talk: Talk, draft: EntryDraft, entry: Entry) -> Done:
    """Cancel the payment that was meant; what came of it stays. Raises NotYoursError, AlreadyDoneError."""
    payment = await talk.mine.payments.get(draft.target_id or 0)
    await _note(talk, payment, entry)
    change = await talk.mine.payment_changes.cancel(payment.id, entry.reason or MoveReason.OTHER)
    return Done(PaymentCard(payment_id=payment.id, sent_at=find_told_at(draft), event_id=change.event_id))


async def change_chance(talk: Talk, draft: EntryDraft, entry: Entry) -> Done:
    """Of the payment that was meant. Raises NotYoursError; AlreadyDoneError where it is so already."""
    change = await talk.mine.payment_changes.change_probability(draft.target_id or 0, entry.probability or 0)
    return Done(PaymentCard(payment_id=draft.target_id or 0, sent_at=find_told_at(draft), event_id=change.event_id))


async def change_sum(talk: Talk, draft: EntryDraft, entry: Entry) -> Done:
    """Of the payment that was meant; a day that is said beside is asked why. Raises NotYoursError; AlreadyDoneError."""
    payment = await talk.mine.payments.get(draft.target_id or 0)
    of_rest = entry.from_sums and payment.amount not in entry.from_sums
    await _note(talk, payment, entry)  # before the change, which /undo takes back first
    amount = (entry.amount or 0) + (payment.received if of_rest else 0)
    change = await talk.mine.payment_changes.change_amount(payment.id, amount)
    card = PaymentCard(payment_id=payment.id, sent_at=find_told_at(draft), event_id=change.event_id)
    if entry.day is None or entry.day == payment.due_on:
        return Done(card)
    moved = entry.model_copy(update={"verb": Verb.MOVE, "amount": None, "from_sums": (), "comment": ""})
    asked = EntryDraft(draft_id=f"{draft.draft_id}:m", entry=moved, target_id=payment.id, sent_at=draft.sent_at)
    return Done(card, then=Opening(DIALOG, asked, "reason"))


async def workday(talk: Talk, entry: Entry) -> Taken:
    """The day to expect money on, whoever is on leave; a past one has been asked about before."""
    calendar = (await calendar_of(talk)).without_absences()
    return take(max(entry.day or talk.today, talk.today), talk.today, calendar, deadline=entry.deadline)


def _list_meant(owed: Sequence[Payment], entry: Entry, answered: int | None) -> Sequence[Payment]:
    """`answered`: the payment whose card was replied to, as long as it owes so much."""
    on_card = [each for each in owed if each.id == answered and each.rest >= (entry.amount or 0)]
    return on_card or list_payable(owed, entry.invoice)


async def _note(talk: Talk, payment: Payment, entry: Entry) -> None:
    """What only names the reason is said already."""
    if not entry.reason or fold(entry.comment) != fold(reason_words(entry.reason)):
        await keep_words(talk, payment.id, entry.comment)

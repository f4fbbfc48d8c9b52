"""«✏️ Править» under a payment's card: each answer is a change of its own, noted with before and after."""

from handlers.dialog.model import Again, Choice, Dialog, Done, Goto, Move, Screen, Step, Talk
from handlers.dialog.steps.amount import AmountDraft, EnterAmount
from handlers.dialog.steps.calendars import calendar_of
from handlers.dialog.steps.choices import (
    CommentDraft,
    EnterComment,
    PickProbability,
    PickReason,
    ProbabilityDraft,
    ReasonDraft,
)
from handlers.dialog.steps.client import ClientDraft, PickClient
from handlers.dialog.steps.day import DayDraft, PickDay, past_day
from handlers.dialog.steps.then import in_words
from handlers.framework.replies import Erase
from handlers.payments.words_kept import keep_words, take_why
from reports.message.language import gettext as _
from reports.message.markup import Markup, fill
from reports.payments.card_lines import day_off
from reports.payments.payment_card import PaymentCard, title
from reports.week.item import tell_item
from sales.calendar.calendar import Taken
from sales.core.money import Kopecks
from sales.core.rights import Action, roles_that_may
from sales.payments.payments import MoveReason, Past, take_expected_day

EDITORS = roles_that_may(Action.EDIT_RECORDS)


class EditDraft(ClientDraft, AmountDraft, DayDraft, ReasonDraft, ProbabilityDraft, CommentDraft):
    payment_id: int = 0
    in_week: bool = False
    """Picked in the week plan: all its columns are told."""
    card_key: str = ""
    """The card that stood above: the new one below takes its place."""


class WhatToEdit(Step[EditDraft]):
    """What is to be changed: the names of the dialog's other steps."""

    async def show(self, talk: Talk, draft: EditDraft) -> Screen:
        payment = await talk.mine.payments.get(draft.payment_id)
        rows = (
            (Choice(_("📅 Day"), "day"), Choice(_("Sum"), "amount"), Choice(_("Chance"), "probability")),
            (Choice(_("Comment"), "comment"), Choice(_("Client"), "client"), Choice(_("❌ Not coming"), "give_up")),
            (Choice(_("📜 By contract…"), "contract"),),
        )
        told = await tell_item(talk.tx, talk.actor, payment.id) if draft.in_week else title(payment)
        return Screen(fill(_("{payment}\nWhat to change?"), payment=told), rows)

    async def press(self, talk: Talk, draft: EditDraft, value: str) -> Move:
        del talk
        return Goto(value, draft) if value in EDIT.steps and value not in {"what", "reason"} else Again()


async def which_day(talk: Talk, draft: EditDraft) -> Markup:
    payment = await talk.mine.payments.get(draft.payment_id)
    return fill(_("{payment}\nMove to what day?"), payment=title(payment))


async def whole_sum(talk: Talk, draft: EditDraft) -> Kopecks | None:
    return (await talk.mine.payments.get(draft.payment_id)).amount


class NewChance(PickProbability[EditDraft]):
    takes = frozenset({"probability"})


async def _take(talk: Talk, draft: EditDraft) -> Taken | Past:
    return take_expected_day(draft.day or talk.today, talk.today, await calendar_of(talk))


async def take_day(talk: Talk, draft: EditDraft) -> Move:
    if isinstance(await _take(talk, draft), Past):
        return Again(hint=past_day())
    return await take_why(talk, draft, move) or Goto("reason", draft)


async def move(talk: Talk, draft: EditDraft) -> Move:
    """Move it to the taken workday, with the reason that was picked. Raises NotYoursError, AlreadyDoneError."""
    taken = await _take(talk, draft)
    if isinstance(taken, Past):
        return Goto("day", draft)
    reason = draft.reason or MoveReason.OTHER
    change = await talk.mine.payment_changes.move(draft.payment_id, taken.day, reason)
    await keep_words(talk, draft.payment_id, draft.why or draft.comment)
    return _finish(draft, change.event_id, taken)


async def which_contract_day(talk: Talk, draft: EditDraft) -> Markup:
    payment = await talk.mine.payments.get(draft.payment_id)
    return fill(_("{payment}\nDue by the contract on what day?"), payment=title(payment))


async def set_contract_day(talk: Talk, draft: EditDraft) -> Move:
    """Raises NotYoursError; AlreadyDoneError when it is that day already."""
    change = await talk.mine.payment_changes.set_contract_day(draft.payment_id, draft.day or talk.today)
    return _finish(draft, change.event_id)


async def change_amount(talk: Talk, draft: EditDraft) -> Move:
    """Raises NotYoursError; AlreadyDoneError when it is that sum already, or cancelled."""
    change = await talk.mine.payment_changes.change_amount(draft.payment_id, draft.amount or 0)
    return _finish(draft, change.event_id)


async def change_probability(talk: Talk, draft: EditDraft) -> Move:
    change = await talk.mine.payment_changes.change_probability(draft.payment_id, draft.probability or 0)
    return _finish(draft, change.event_id)


async def change_client(talk: Talk, draft: EditDraft) -> Move:
    """Raises NotYoursError, AlreadyDoneError; HasFactsError when money came on it."""
    change = await talk.mine.payment_changes.change_client(draft.payment_id, draft.client_id or 0)
    return _finish(draft, change.event_id)


async def comment(talk: Talk, draft: EditDraft) -> Move:
    change = await talk.mine.payment_changes.annotate(draft.payment_id, draft.comment)
    return _finish(draft, change.event_id)


async def give_up(talk: Talk, draft: EditDraft) -> Move:
    """«Не ждать», with the reason that was picked. Raises NotYoursError, AlreadyDoneError."""
    change = await talk.mine.payment_changes.cancel(draft.payment_id, draft.reason or MoveReason.OTHER)
    await keep_words(talk, draft.payment_id, draft.why or draft.comment)
    return _finish(draft, change.event_id)


def _finish(draft: EditDraft, event_id: int = 0, taken: Taken | None = None) -> Done:
    card = PaymentCard(payment_id=draft.payment_id, said=day_off(taken), event_id=event_id)
    return Done(card, (Erase(draft.card_key),) if draft.card_key else ())


EDIT = Dialog(
    name="edit",
    draft=EditDraft,
    steps={
        "what": WhatToEdit(),
        "day": PickDay(take_day, asks=which_day, at_bank=True, takes=frozenset({"day", "comment"})),
        "reason": PickReason(lambda: _("📅 Why is it moved?"), move),
        "contract": PickDay(set_contract_day, asks=which_contract_day, takes=frozenset({"day"})),
        "amount": EnterAmount(change_amount, part_of=whole_sum, takes=frozenset({"amount"})),
        "probability": NewChance(change_probability),
        "client": PickClient(in_words(lambda: _("Whose payment is it?")), change_client),
        "comment": EnterComment(comment, may_skip=False),
        "give_up": PickReason(lambda: _("❌ Why is it not coming?"), give_up),
    },
    roles=EDITORS,
)

"""◐ 📅 ❌ under a row of the check-in: how much came, to what day it moved, why it is not coming."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import date

from handlers.dialog.model import Again, Dialog, Done, Goto, Move, Talk
from handlers.dialog.steps.amount import AmountDraft, EnterAmount
from handlers.dialog.steps.calendars import calendar_of
from handlers.dialog.steps.choices import CommentDraft, PickReason, ReasonDraft
from handlers.dialog.steps.day import DayDraft, PickDay, past_day
from handlers.payments.counted import receive_money
from handlers.payments.words_kept import keep_words, take_why
from reports.checkins.presses import CheckinDeed, CheckinPress
from reports.message.format import long_day, money
from reports.message.language import gettext as _
from reports.message.markup import Markup, bold, fill, lines
from reports.message.message import Button, Message
from reports.message.words.terms import reason_words
from reports.payments.card_lines import day_off
from reports.payments.fact_card import FactCard
from reports.payments.payment_card import PaymentCard, title
from reports.payments.presses import UndoPress
from sales.calendar.calendar import Taken
from sales.checkins.checkin_rows import Answer
from sales.core.errors import AlreadyDoneError
from sales.core.money import Kopecks
from sales.core.people import SELLERS
from sales.core.undo import UndoStepKind
from sales.payments.payment import Payment
from sales.payments.payments import MoveReason, Past, take_expected_day
from storage.payments.receipts import NewFact
from storage.tables.types import Json

DIALOG = "checkin"


class AnswerDraft(AmountDraft, DayDraft, ReasonDraft, CommentDraft):
    checkin_id: int = 0
    payment_id: int = 0


async def note(talk: Talk, checkin_id: int, payment_id: int, answer: Answer) -> None:
    """What was pressed beside what has become of the payment; said before and taken back since, it stands again."""
    with suppress(AlreadyDoneError):
        await talk.mine.checkins.answer(checkin_id, payment_id, answer)


async def note_step(
    talk: Talk,
    checkin_id: int,
    before: Json,
    receipt_ids: Sequence[int] = (),
    ask_from: Json | None = None,
    moved: int | None = None,
) -> int:
    """All that one tap has said since `before` (checkins.answers_of), for one ↩️.

    `ask_from`: by payment, the day before which it was not to be asked about; None where it was. `moved`: the event by
    which a payment has another day.
    """
    after = await talk.mine.checkins.answers_of(checkin_id)
    said = {each for each, answer in after["answers"].items() if before["answers"].get(each) != answer}
    refs: Json = {"before": before, "payments": sorted(map(int, said)), "receipts": list(receipt_ids)}
    refs |= {name: each for name, each in {"ask_from": ask_from, "moved": moved}.items() if each}
    return await talk.mine.undo_steps.note(UndoStepKind.CHECKIN, checkin_id, refs)


async def get_awaited(talk: Talk, draft: AnswerDraft) -> Payment:
    """Raises NotYoursError; AlreadyDoneError where it is awaited no more."""
    payment = await talk.mine.payments.get(draft.payment_id)
    if not payment.is_open:
        raise AlreadyDoneError
    return payment


async def how_much(talk: Talk, draft: AnswerDraft) -> Markup:
    payment = await get_awaited(talk, draft)
    said = {"client": payment.client_name, "rest": money(payment.rest)}
    return fill(_("◐ {client}, {rest} expected. How much has come in?\nFor example: 150k · 148 500.50"), **said)


async def whose(talk: Talk, draft: AnswerDraft) -> str:
    """The client's name, for the question which of two sums is meant."""
    return (await talk.mine.payments.get(draft.payment_id)).client_name


async def count_awaited(talk: Talk, draft: AnswerDraft) -> Kopecks | None:
    return (await talk.mine.payments.get(draft.payment_id)).rest


async def which_day(talk: Talk, draft: AnswerDraft) -> Markup:
    payment = await get_awaited(talk, draft)
    return fill(_("{payment}\nMove to what day?"), payment=title(payment))


async def take_part(talk: Talk, draft: AnswerDraft) -> Move:
    """The card of the money asks about the rest, once."""
    if draft.amount is None:
        return Again()
    payment = await get_awaited(talk, draft)
    new = NewFact(
        payment.client_id,
        draft.amount,
        talk.today,
        (payment.id,),
        happened_at=talk.said_at,
        draft_id=draft.draft_id,
    )
    before = await talk.mine.checkins.answers_of(draft.checkin_id)
    card = await receive_money(talk, new, talk.said_at, draft.checkin_id)
    if isinstance(card, FactCard):  # else it is not counted yet, and no answer
        await note(talk, draft.checkin_id, payment.id, Answer.PART if draft.amount < payment.rest else Answer.CAME)
        await note_step(talk, draft.checkin_id, before, [card.receipt_id])
    return Done(card)


async def _take(talk: Talk, draft: AnswerDraft) -> Taken | Past:
    return take_expected_day(draft.day or talk.today, talk.today, await calendar_of(talk))


async def take_day(talk: Talk, draft: AnswerDraft) -> Move:
    taken = await _take(talk, draft)
    if isinstance(taken, Past):
        return Again(hint=past_day())
    if taken.day == talk.today:
        return Again(hint=fill(_("It is expected today already. For example: tomorrow · Fri · 25.12")))
    return await take_why(talk, draft, move_row) or Goto("reason", draft)


async def move_row(talk: Talk, draft: AnswerDraft) -> Move:
    """Move the payment of the row to the taken workday, and note the answer at the day's last check-in.

    Raises NotYoursError; AlreadyDoneError when it is awaited no more.
    """
    taken = await _take(talk, draft)
    if isinstance(taken, Past):
        return Goto("day", draft)
    reason = draft.reason or MoveReason.OTHER
    change = await talk.mine.payment_changes.move(draft.payment_id, taken.day, reason)
    last = await talk.tx.system.checkins.last_of(talk.actor.person_id, talk.today)
    if last is not None:  # the row may have stood in a question of yesterday
        before = await talk.mine.checkins.answers_of(last.id)
        await note(talk, last.id, draft.payment_id, Answer.MOVED)
        await note_step(talk, last.id, before, moved=change.event_id)
    await keep_words(talk, draft.payment_id, draft.why or draft.comment)
    return Done(PaymentCard(payment_id=draft.payment_id, said=day_off(taken), event_id=change.event_id))


async def not_coming(talk: Talk, draft: AnswerDraft) -> Move:
    """It stays awaited, though not today; a new day is one tap away."""
    reason = draft.reason or MoveReason.OTHER
    payment = await get_awaited(talk, draft)
    before = await talk.mine.checkins.answers_of(draft.checkin_id)
    await talk.mine.checkins.answer(draft.checkin_id, draft.payment_id, Answer.NOT_COMING, reason)
    step_id = await note_step(talk, draft.checkin_id, before)
    await keep_words(talk, draft.payment_id, draft.why or draft.comment)
    text = lines(
        fill(_("❌ {client} · {sum}: not today"), client=payment.client_name, sum=bold(money(payment.rest))),
        fill(_("Reason: {reason}"), reason=reason_words(reason)),
    )
    move = CheckinPress(deed=CheckinDeed.MOVE, checkin_id=draft.checkin_id, payment_id=draft.payment_id)
    undo = UndoPress(step_id=step_id)
    return Done(Message(text, ((Button(_("📅 Move it"), move.pack()), Button(_("↩️ Undo"), undo.pack())),)))


class NotBefore(PickDay[AnswerDraft]):
    async def question(self, talk: Talk, draft: AnswerDraft) -> Markup:
        payment = await get_awaited(talk, draft)
        return fill(_("{payment}\nNot to be asked about before what day?"), payment=title(payment))


async def put_off(talk: Talk, draft: AnswerDraft) -> Move:
    day = draft.day or talk.today
    if day <= talk.today:
        return Again(hint=not_ahead())
    return Done(await leave_until(talk, draft.checkin_id, [draft.payment_id], day))


def not_ahead() -> Markup:
    return fill(_("A day ahead, please. For example: Fri · 25.12"))


async def leave_until(talk: Talk, checkin_id: int, payment_ids: Sequence[int], day: date) -> Message:
    """Debts of one client that nobody can hurry: an answer for today, and no question until that day.

    Raises NotYoursError; AlreadyDoneError when one is awaited no more, or was put off so already.
    """
    before = await talk.mine.checkins.answers_of(checkin_id)
    payments = [await talk.mine.payment_changes.ask_from(each, day) for each in payment_ids]
    for payment in payments:
        await note(talk, checkin_id, payment.id, Answer.UNCHANGED)
    was = {str(each.id): each.ask_from.isoformat() if each.ask_from else None for each in payments}
    step_id = await note_step(talk, checkin_id, before, ask_from=was)
    told = _("🔕 {client} · {sum}: not asked about before {day}")
    owed = bold(money(sum(each.rest for each in payments)))
    said = {"client": payments[0].client_name, "sum": owed, "day": long_day(day)}
    wake = CheckinPress(deed=CheckinDeed.WAKE, checkin_id=checkin_id, payment_id=payments[0].id)
    again = (Button(_("🔔 Ask about it again"), wake.pack()),) if len(payments) == 1 else ()
    return Message(fill(told, **said), ((*again, Button(_("↩️ Undo"), UndoPress(step_id=step_id).pack())),))


ANSWER = Dialog(
    name=DIALOG,
    draft=AnswerDraft,
    steps={
        "amount": EnterAmount(take_part, how_much, whose, part_of=count_awaited, takes=frozenset({"amount"})),
        "day": PickDay(
            take_day,
            asks=which_day,
            quick=(1, 3, 7),
            off_today=True,
            at_bank=True,
            takes=frozenset({"day", "comment"}),
        ),
        "reason": PickReason(lambda: _("📅 Why is it moved?"), move_row),
        "not_before": NotBefore(put_off, quick=(3, 7)),
        "not_coming": PickReason(lambda: _("❌ Why is it not coming today?"), not_coming),
    },
    roles=SELLERS,
)

"""What is asked about a debt: the promised day, what is disputed, why it is written off."""

from markupsafe import Markup

from handlers.dialog.model import Again, Dialog, Done, Move, Talk
from handlers.dialog.steps.calendars import calendar_of
from handlers.dialog.steps.choices import CommentDraft, EnterComment
from handlers.dialog.steps.day import DayDraft, PickDay, past_day
from handlers.framework.replies import Erase
from handlers.payments.edit_payment import EDITORS
from handlers.payments.words_kept import keep_words
from reports.debts.debt import DebtCard
from reports.message.format import short
from reports.message.language import gettext as _
from reports.message.language import ngettext
from reports.message.markup import bold, fill
from sales.core.errors import AlreadyDoneError
from sales.core.rights import Action, roles_that_may
from sales.entry.days.dates import Leaning
from sales.payments.payments import Past, take_expected_day


class DebtDraft(DayDraft, CommentDraft):
    debt_id: int = 0
    """The payment that is owed."""
    all_of_client: bool = False
    """Everything that the client owes is promised for that day."""
    card_key: str = ""


async def _which_day(talk: Talk, draft: DebtDraft) -> Markup:
    payment = await talk.mine.payments.get(draft.debt_id)
    client = bold(payment.client_name)
    if not draft.all_of_client:
        return fill(_("📅 {client}, {sum}. Promised for what day?"), client=client, sum=short(payment.rest))
    owed = await talk.mine.debts.of_client(payment.client_id)
    asks = ngettext(
        "📅 {client}: {n} debt, {sum}. For what day?", "📅 {client}: {n} debts, {sum}. For what day?", len(owed)
    )
    return fill(asks, client=client, sum=short(sum(each.rest for each in owed)), n=len(owed))


async def _note_promise(talk: Talk, draft: DebtDraft) -> Move:
    """Raises NotYoursError; AlreadyDoneError when all of it is expected on that day already."""
    taken = take_expected_day(draft.day or talk.today, talk.today, await calendar_of(talk))
    if isinstance(taken, Past):
        return Again(hint=past_day())
    payment_ids = [draft.debt_id]
    if draft.all_of_client:
        owed = await talk.mine.debts.of_client((await talk.mine.payments.get(draft.debt_id)).client_id)
        payment_ids = [each.payment_id for each in owed if each.due_on != taken.day]
    if not payment_ids:
        raise AlreadyDoneError
    changes = [await talk.mine.debt_changes.promise(each, taken.day) for each in payment_ids]
    await keep_words(talk, draft.debt_id, draft.comment)
    event_id = changes[0].event_id if len(changes) == 1 else 0
    return _finish(draft, event_id)


async def _which_contract_day(talk: Talk, draft: DebtDraft) -> Markup:
    payment = await talk.mine.payments.get(draft.debt_id)
    asks = _("📜 {client}, {sum}. Due by the contract on what day?")
    return fill(asks, client=bold(payment.client_name), sum=short(payment.rest))


async def _say_contract_day(talk: Talk, draft: DebtDraft) -> Move:
    """Raises NotYoursError; AlreadyDoneError when it is that day already."""
    change = await talk.mine.payment_changes.set_contract_day(draft.debt_id, draft.day or talk.today)
    return _finish(draft, change.event_id)


async def _dispute(talk: Talk, draft: DebtDraft) -> Move:
    await talk.mine.debt_changes.dispute(draft.debt_id, draft.comment or "")
    return _finish(draft)


async def _write_off(talk: Talk, draft: DebtDraft) -> Move:
    await talk.mine.debt_changes.write_off(draft.debt_id, draft.comment or "")
    return _finish(draft)


def _finish(draft: DebtDraft, event_id: int = 0) -> Done:
    card = DebtCard(payment_id=draft.debt_id, event_id=event_id)
    return Done(card, (Erase(draft.card_key),) if draft.card_key else ())


async def _what_is_disputed(talk: Talk, draft: DebtDraft) -> Markup:
    payment = await talk.mine.payments.get(draft.debt_id)
    return fill(_("⚖️ {client}: what is disputed? For example: short delivery"), client=bold(payment.client_name))


async def _why_off(talk: Talk, draft: DebtDraft) -> Markup:
    payment = await talk.mine.payments.get(draft.debt_id)
    asks = _("{client}: {sum} is written off. Why? For example: the firm is closed")
    return fill(asks, client=bold(payment.client_name), sum=short(payment.rest))


DEBT = Dialog(
    name="debt",
    draft=DebtDraft,
    steps={
        "day": PickDay(_note_promise, asks=_which_day, at_bank=True, takes=frozenset({"day", "comment"})),
        "contract": PickDay(
            _say_contract_day,
            leaning=Leaning.BEHIND,
            quick=(-3, -7, -14),
            asks=_which_contract_day,
            takes=frozenset({"day"}),
        ),
        "dispute": EnterComment(_dispute, may_skip=False, asks=_what_is_disputed),
    },
    roles=EDITORS,
)
WRITE_OFF = Dialog(
    name="write_off",
    draft=DebtDraft,
    steps={"why": EnterComment(_write_off, may_skip=False, asks=_why_off)},
    roles=roles_that_may(Action.WRITE_OFF),
)

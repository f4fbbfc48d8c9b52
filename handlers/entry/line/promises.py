"""A promise without a sum is rather about money that is awaited already than about a new payment."""

from collections.abc import Sequence
from datetime import date

from handlers.dialog.model import Opening, Talk
from handlers.dialog.steps.calendars import calendar_of
from handlers.entry.line.draft import DIALOG, EntryDraft
from handlers.entry.line.invoices import list_billed
from handlers.entry.line.offering import OFFER, offer_promised
from handlers.entry.line.parts import find_whole
from sales.entry.days.dates import DayChoice
from sales.entry.deeds.verbs import Verb
from sales.entry.lines.asked import take
from sales.entry.lines.promise import Promise
from sales.entry.lines.understood import Entry
from sales.entry.numbers.amounts import AmountChoice
from sales.payments.payment import Payment
from sales.payments.payments import MoveReason

PROMISED = "promised"


async def is_about_awaited(talk: Talk, entry: Entry) -> bool:
    """«обещали оплатить в пятницу»: a day, no sum, and something is awaited of that client."""
    priceless = entry.amount is None and entry.amount_choice is None and entry.amount_mistake is None
    if not entry.promised or entry.verb is not Verb.EXPECT or not priceless or not entry.client_id:
        return False
    return entry.day is not None and entry.day >= talk.today and bool(await list_awaited(talk, entry))


async def list_awaited(talk: Talk, entry: Entry) -> Sequence[Payment]:
    """The oldest first; an invoice or a sum that was named says which."""
    owed = await talk.mine.payments.open_of(entry.client_id or 0)
    named = [each for each in owed if entry.amount in {each.rest, each.amount}]
    return named or list_billed(owed, entry.invoice) or owed


def as_move(entry: Entry) -> Entry:
    """Another day is promised: what comes of it is the client's word."""
    return entry.model_copy(update={"verb": Verb.MOVE, "promised": False, "reason": MoveReason.PROMISED})


async def answer_promise(
    talk: Talk, draft: EntryDraft, entry: Entry, otherwise: Opening | None
) -> tuple[Opening | None, tuple[int, ...]]:
    """What is asked of the money that a call spoke of, and the payments that are awaited just so: of them nothing is.

    `otherwise`: what its outcome asks by itself.
    """
    promise, offered = entry.promise, offer_promised(draft, entry) or otherwise
    if promise is None and offered is None:
        return None, ()
    told = promise or Promise()
    if told.parts:
        return await _ask_parts(talk, draft, entry, told), ()
    meant = await _list_meant(talk, entry, told)
    days = await _days_of(talk, told)
    kept = [each.id for each in meant if (each.due_on in days if days else each.due_on >= talk.today)]
    if kept or not meant:
        return (None if kept else offered), tuple(kept)
    return _ask_which(talk, draft, entry, told, meant) or offered, ()


async def _list_meant(talk: Talk, entry: Entry, told: Promise) -> Sequence[Payment]:
    """Of the sum that was named, of the invoice, else all that is awaited of the client."""
    sums = {told.amount, *(told.sums or ())} - {None}
    owed = await list_awaited(talk, entry.model_copy(update={"invoice": told.invoice, "amount": None}))
    return [each for each in owed if sums & {each.rest, each.amount}] if sums else owed


async def _days_of(talk: Talk, told: Promise) -> set[date]:
    """As they were said, and the workdays that are taken for them."""
    said = {each for each in (told.day, *(told.either or ())) if each is not None}
    calendar = (await calendar_of(talk)).without_absences()
    return said | {take(each, talk.today, calendar, deadline=told.deadline).day for each in said}


def _ask_which(talk: Talk, draft: EntryDraft, entry: Entry, told: Promise, meant: Sequence[Payment]) -> Opening | None:
    """Another day: is it moved? Overdue, and no day said: on which day then?"""
    said = Entry(
        text=entry.text,
        said_on=entry.said_on,
        verb=Verb.EXPECT,
        client=entry.client,
        amount=told.amount,
        day=told.day,
        deadline=told.deadline,
        day_choice=DayChoice(*told.either) if told.either and told.day is None else None,
        invoice=told.invoice,
        promised=True,
    )
    of_money = EntryDraft(draft_id=f"{draft.draft_id}:p", entry=said)
    if told.day is not None and told.day >= talk.today:
        return Opening(DIALOG, of_money, PROMISED)
    if len(meant) > 1:
        return None
    moved = {"entry": as_move(said), "target_id": meant[0].id, "either": told.either}
    return Opening(DIALOG, of_money.model_copy(update=moved), "day")


async def _ask_parts(talk: Talk, draft: EntryDraft, entry: Entry, told: Promise) -> Opening:
    """«оплатят двумя частями»: the payment that is awaited in these parts? Of nothing awaited each is new."""
    choice = AmountChoice(*told.sums) if told.sums else None
    said = {"verb": Verb.EXPECT, "amount": told.amount, "amount_choice": choice, "parts": told.parts, "day": told.day}
    line = Entry(text=entry.text, said_on=entry.said_on, client=entry.client, invoice=told.invoice)
    line = line.model_copy(update=said)
    whole = await find_whole(talk, line)
    of_one = {"target_id": whole[0].id, "entry": line.with_amount(whole[0].rest)} if len(whole) == 1 else {}
    asked = EntryDraft(draft_id=f"{draft.draft_id}:p", entry=line, which=told.sums).model_copy(update=of_one)
    return Opening(DIALOG, asked, "target" if len(whole) > 1 else OFFER)

"""«половину завтра, остальное 25-го»: the payment that is awaited is parted, or each part is a new one."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Final

from handlers.dialog.model import Done, Talk
from handlers.dialog.steps.calendars import calendar_of
from handlers.entry.line.draft import EntryDraft, with_entry
from handlers.entry.line.invoices import list_billed
from handlers.framework.replies import Say
from handlers.payments.counted import expect_money
from reports.entry.parts import tell_parted
from reports.message.language import gettext as _
from reports.message.message import Button, Message
from reports.payments.card_lines import day_off
from reports.payments.presses import UndoPress
from sales.calendar.calendar import Taken
from sales.core.words import add_line, find_unsaid, fold
from sales.entry.deeds.verbs import Verb
from sales.entry.lines.asked import take
from sales.entry.lines.understood import Entry
from sales.entry.numbers.amounts import AmountChoice, read_whole
from sales.entry.numbers.shares import MoneyPart, PartOf, split_sum
from sales.payments.payment import Payment
from sales.payments.payments import PaymentSource
from storage.payments.parting import DatedPart
from storage.payments.payments import NewPayment


def is_in_parts(entry: Entry) -> bool:
    """Awaited so; of money that came the parts tell of its rest."""
    return bool(entry.parts) and entry.verb is Verb.EXPECT


async def find_whole(talk: Talk, entry: Entry, chosen: int | None = None) -> Sequence[Payment]:
    """What is awaited of the client and may come so: what was chosen, else of the invoice or the sum that was named."""
    if chosen is not None:
        return [await talk.mine.payments.get(chosen)]
    owed = await talk.mine.payments.open_of(entry.client_id or 0)
    owed = list_billed(owed, entry.invoice) or owed
    fits = [each for each in owed if split_sum(each.rest, entry.parts)]
    if not any(each.amount for each in entry.parts):
        return [each for each in fits if entry.amount in {None, each.rest}]
    return [each for each in fits if len(split_sum(each.rest, entry.parts)) == len(entry.parts)] or fits


def without_whole(entry: Entry) -> Entry:
    """«100к завтра, остаток 25-го» where nothing is awaited of which that is the rest: it is shown and asked."""
    if not _is_of_unknown(entry):
        return entry
    lost = entry.comment if entry.parts[-1].day is not None else ""
    return entry.model_copy(update={"parts": (), "doubt": entry.doubt or lost})


def _is_of_unknown(entry: Entry) -> bool:
    return entry.parts[-1].is_rest and any(each.amount for each in entry.parts)


async def expect_parts(talk: Talk, draft: EntryDraft, entry: Entry) -> Done:
    """MoneyPart the payment that was meant; without one, await each. Raises NotYoursError, AlreadyDoneError."""
    if draft.target_id is None:
        return await _expect_each(talk, draft, entry)
    payment = await talk.mine.payments.get(draft.target_id)
    made = split_sum(payment.rest, entry.parts)
    days = [await _take(talk, entry, each.part, payment.due_on) for each in made]
    parts = [DatedPart(each.amount, day.day) for each, day in zip(made, days, strict=True)]
    step = await talk.mine.parting.part(payment.id, parts, entry.comment or None, draft.draft_id)
    undo = Button(_("↩️ Undo"), UndoPress(step_id=step).pack())
    return Done(Message(await tell_parted(talk.tx, payment, made, days, entry.comment), ((undo,),)))


async def _expect_each(talk: Talk, draft: EntryDraft, entry: Entry) -> Done:
    cards = []
    for place, each in enumerate(split_sum(entry.amount or 0, entry.parts)):
        taken = await _take(talk, entry, each.part, entry.day or talk.today)
        new = NewPayment(
            entry.client_id or 0,
            each.amount,
            taken.day,
            entry.probability,
            invoice=entry.invoice,
            comment=entry.comment or None,
            source=PaymentSource.LINE,
            draft_id=_draft_of(draft, place),
        )
        cards.append(await expect_money(talk, new, day_off(taken)))
    return Done(cards[0], tuple(Say(each) for each in cards[1:]))


async def _take(talk: Talk, entry: Entry, part: MoneyPart, stands: date) -> Taken:
    """The bank's workday; without a day of its own it is the record's, and of what is left the day that stands."""
    said = part.day or (stands if part.is_rest else entry.day or stands)
    calendar = (await calendar_of(talk)).without_absences()
    if said == stands and part.day is None:
        return Taken(stands, stands)
    return take(max(said, talk.today), talk.today, calendar, deadline=part.deadline)


async def expand(talk: Talk, draft: EntryDraft) -> list[EntryDraft]:
    """A sum in parts of which nothing is awaited yet: a line for each, as if each had been said by itself."""
    entry = draft.entry
    if entry is None or not is_in_parts(entry) or not entry.client_id or not entry.certain or draft.target_id:
        return [draft]
    if _is_of_unknown(entry) or await find_whole(talk, entry):
        return [draft]
    return [
        _of_part(draft, entry, each, place) for place, each in enumerate(split_sum(entry.amount or 0, entry.parts))
    ] or [draft]


def _of_part(draft: EntryDraft, entry: Entry, each: PartOf, place: int) -> EntryDraft:
    """The line of one part."""
    own = {"amount": each.amount, "day": each.part.day or entry.day, "deadline": each.part.deadline, "parts": ()}
    return with_entry(draft, entry.model_copy(update=own), draft_id=_draft_of(draft, place))


def _draft_of(draft: EntryDraft, place: int) -> str:
    """The first is the record of the line itself."""
    return f"{draft.draft_id}:part{place}" if place else draft.draft_id


async def find_rest_day(talk: Talk, entry: Entry) -> date | None:
    """«остаток в понедельник» beside money that came: a deadline is the workday before it."""
    last = entry.parts[-1] if len(entry.parts) > 1 else None
    if last is None or last.day is None:
        return None
    calendar = (await calendar_of(talk)).without_absences()
    return take(max(last.day, talk.today), talk.today, calendar, deadline=True).day if last.deadline else last.day


async def with_share(talk: Talk, entry: Entry) -> Entry:
    """«пришла половина», «100 из 240»: of the only payment that is awaited, of which nothing has come yet."""
    if entry.verb is not Verb.FACT or entry.amount is not None or not entry.client_id:
        return entry
    owed = await talk.mine.payments.open_of(entry.client_id)
    meant = list_billed(owed, entry.invoice) or owed
    if len(meant) != 1:
        return entry
    if entry.amount_choice is not None:
        return _with_scale(entry, meant[0])
    share = entry.parts[0].share if entry.parts else None
    if share is None or meant[0].received or entry.amount_mistake is not None:
        return entry
    return entry.with_amount(meant[0].rest * share[0] // share[1])


_ADVANCE: Final = re.compile(r"(?<!\w)(?:аванс|предоплат|задат|част[ьи]\w*|(?:first|advance|down) |prepay|deposit)")


async def with_told_part(talk: Talk, entry: Entry) -> Entry:
    """«300к завтра по счёту 204» where 720 are awaited by it, «аванс 100к» of the only 240: a part, no money beside."""
    told = entry.verb is Verb.EXPECT and entry.amount and entry.day and entry.client_id
    if not told or entry.parts or not (entry.invoice or _ADVANCE.search(fold(entry.text))):
        return entry
    owed = await talk.mine.payments.open_of(entry.client_id or 0)
    whole = list_billed(owed, entry.invoice) if entry.invoice else owed
    if len(whole) != 1 or (entry.amount or 0) >= whole[0].rest:
        return entry
    part = MoneyPart(amount=entry.amount, day=entry.day, deadline=entry.deadline)
    return entry.model_copy(update={"parts": (part, MoneyPart())})


def _with_scale(entry: Entry, payment: Payment) -> Entry:
    """Of what it is a part says of what both are."""
    said, choice = read_whole(entry.text), entry.amount_choice
    if not isinstance(said, AmountChoice) or choice is None:
        return entry
    known = {payment.amount, payment.rest}
    if said.larger in known:
        return entry.with_amount(choice.larger)
    return entry.with_amount(choice.smaller) if said.smaller in known else entry


_OF_A_REST: Final = re.compile(r"(?<!\w)(?:остат|остальн|rest|remainder|balance)")


async def join_rests(talk: Talk, entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """«пришло 10к, остаток 25к в пн» of 35 000 that are awaited: one payment, whose rest has that day."""
    found: list[Entry] = []
    for entry in entries:
        joined = await _join_rest(talk, found[-1], entry) if found else None
        found = [*found, entry] if joined is None else [*found[:-1], joined]
    return tuple(found)


async def _join_rest(talk: Talk, came: Entry, rest: Entry) -> Entry | None:
    deeds = (came.verb, rest.verb) == (Verb.FACT, Verb.EXPECT) and came.client_id == rest.client_id is not None
    if not deeds or came.parts or rest.parts or rest.day is None or not _OF_A_REST.search(fold(rest.text)):
        return None
    owed = await talk.mine.payments.open_of(rest.client_id or 0)
    if came.amount is None or rest.amount is None or [each.rest for each in owed] != [came.amount + rest.amount]:
        return None
    parts = (MoneyPart(amount=came.amount), MoneyPart(day=rest.day, deadline=rest.deadline))
    comment = add_line(came.comment, find_unsaid(came.comment, rest.comment))
    return came.model_copy(update={"parts": parts, "comment": comment})

"""What a line leaves to the records it is about: whose INN it names, what is left to pay, from which day it moves."""

import re
from datetime import date, datetime, timedelta
from typing import Final

from handlers.dialog.model import Talk
from handlers.entry.line.correction import in_scale
from handlers.entry.line.draft import EntryDraft
from handlers.entry.line.invoices import list_billed
from handlers.entry.line.parts import with_share, with_told_part
from handlers.entry.line.targets import OF_PAYMENT, OF_PLAN, find_payments_meant, find_plans_meant
from sales.core.clock import local
from sales.core.money import ROUBLE
from sales.core.words import fold
from sales.entry.deeds.verbs import LOGGED, PRICED, REASONED, Verb
from sales.entry.lines.figures.contrast import find_near
from sales.entry.lines.understood import Entry
from sales.entry.numbers.amounts import AmountChoice, read_amount
from sales.payments.payments import MoveReason

SEVERAL = 2


async def know_more(talk: Talk, entry: Entry) -> Entry:
    """With the client of the INN, and with all that this client owes where «полностью» was said."""
    if entry.client is None and entry.tax_number:
        found = await talk.mine.clients.search(entry.tax_number, SEVERAL)
        if len(found) == 1:
            entry = entry.with_client(found[0].id, found[0].name)
    entry = await with_told_part(talk, await _whole(talk, await with_share(talk, entry)))
    return await _of_plan(talk, await _by_number(talk, await _of_known_sum(talk, entry)))


async def _of_plan(talk: Talk, entry: Entry) -> Entry:
    """«с Вектором в пт не в 14, а в 16», «Ким перенёс на пн» who owes nothing: of a call or a meeting, no payment."""
    if entry.kept_hour and entry.verb in LOGGED and entry.client_id and await find_plans_meant(talk, entry):
        return entry.model_copy(update={"verb": Verb.RESCHEDULE, "hours": None, "planned": False})
    if entry.verb is Verb.RESCHEDULE and entry.activity is None and entry.client_id and entry.at is None:
        owes = not await find_plans_meant(talk, entry) and await talk.mine.payments.open_of(entry.client_id)
        return entry.model_copy(update={"verb": Verb.MOVE}) if owes else entry
    of_money = entry.has_sum or entry.invoice or OF_MONEY.search(fold(entry.text))
    if entry.verb not in REASONED or not entry.client_id or of_money:
        return entry
    timed = entry.verb is Verb.MOVE and (entry.at is not None or entry.hours is not None)
    timed = timed or OF_VISIT.search(fold(entry.text)) is not None
    plans = await find_plans_meant(talk, entry)
    owed = await talk.mine.payments.open_of(entry.client_id) if plans or timed else ()
    of_day = [each.local_date for each in plans if each.local_date == entry.from_day]
    planned = timed or (of_day and all(each.due_on != entry.from_day for each in owed))
    if owed and not (plans and planned):
        return entry
    if not plans and (not timed or entry.verb is Verb.CANCEL):
        return entry
    verb = Verb.RESCHEDULE if entry.verb is Verb.MOVE else Verb.CALL_OFF
    day = entry.day if entry.day_text else None  # an hour alone is of the day that stands, not of today as a payment's
    hours = None if entry.kept_hour else entry.hours
    return entry.model_copy(update={"verb": verb, "day": day, "hours": hours})


def as_new(entry: Entry) -> Entry:
    """Of nothing that stands so: money that is awaited, and what was is asked about, for it is no sum of it."""
    return entry.with_verb(Verb.EXPECT).model_copy(update={"from_sums": (), "doubt": entry.from_words or entry.doubt})


async def _of_known_sum(talk: Talk, entry: Entry) -> Entry:
    """«Вектор 920 не успевают»: beside what is put off a bare number that is owed, be it in thousands, tells which."""
    said = read_amount(entry.doubt) if entry.verb in REASONED and entry.client_id and not entry.has_sum else None
    if not isinstance(said, AmountChoice):
        return entry
    owed = {each.rest for each in await talk.mine.payments.open_of(entry.client_id or 0)}
    known = next((each for each in (said.smaller, said.larger) if each in owed), None)
    if known is None:
        return entry
    comment = ", ".join(part for part in entry.comment.split(", ") if part != entry.doubt)
    return entry.with_amount(known).model_copy(update={"doubt": "", "comment": comment})


async def _by_number(talk: Talk, entry: Entry) -> Entry:
    """«Вектор 22, не 15», who owes no such sum, but something on the fifteenth."""
    choice = entry.amount_choice
    if entry.verb is not Verb.RESUM or choice is None or not entry.client_id or await find_payments_meant(talk, entry):
        return entry
    was, now = (number // ROUBLE for number in (entry.from_sums[0], choice.smaller))
    stands = [each.due_on for each in await talk.mine.payments.open_of(entry.client_id) if each.due_on.day == was]
    day = find_near(now, stands[0]) if stands else None
    if day is None:
        return entry
    no_sum = {"verb": Verb.MOVE, "amount_choice": None, "from_sums": (), "from_day": stands[0]}
    return entry.with_day(day).model_copy(update=no_sum)


OF_VISIT: Final = re.compile(r"(?<!\w)(?:отбой|отменил(?:ся|ась|ись))(?!\w)")
"""«Ким отменился» comes to no meeting, whatever he owes."""
OF_MONEY: Final = re.compile(r"плат|плач|деньг|денег|сч[её]т|долг|pay|money|invoice|debt")


async def _whole(talk: Talk, entry: Entry) -> Entry:
    """Of several payments that are awaited it is asked which."""
    if not entry.whole or entry.verb not in PRICED or not entry.client_id or not _is_priceless(entry):
        return entry
    owed = await talk.mine.payments.open_of(entry.client_id)
    meant = list_billed(owed, entry.invoice) or owed
    return entry.with_amount(meant[0].rest) if len(meant) == 1 else entry


def _is_priceless(entry: Entry) -> bool:
    return entry.amount is None and entry.amount_choice is None and entry.amount_mistake is None


async def aim_entry(talk: Talk, draft: EntryDraft, entry: Entry) -> Entry:
    """With the day it moves to: «на неделю» from the day that stands, another hour on the same day."""
    if draft.target_id is not None and entry.verb is Verb.RESUM and entry.amount_choice is not None:
        stands = await talk.mine.payments.get(draft.target_id)
        return entry.with_amount(in_scale(entry.amount_choice, stands.amount))
    if draft.target_id is not None and entry.later is not None and entry.verb in OF_PLAN:
        return await _by_hours(talk, draft.target_id, entry)
    if draft.target_id is not None and entry.verb is Verb.MOVE and entry.stands and entry.reason is None:
        there = entry.day == await _stands_on(talk, draft.target_id, entry)
        entry = entry.with_reason(MoveReason.OTHER) if there else entry  # why it stays is not asked
    if draft.target_id is None or entry.day is not None:
        return entry
    if entry.shift is not None:
        day = await _stands_on(talk, draft.target_id, entry) + timedelta(days=entry.shift)
        return entry.model_copy(update={"day": day, "shift": None})
    if entry.verb in OF_PLAN and entry.at is not None and entry.day_mistake is None and entry.day_choice is None:
        return entry.model_copy(update={"day": await _stands_on(talk, draft.target_id, entry)})
    return entry


async def _by_hours(talk: Talk, target_id: int, entry: Entry) -> Entry:
    """«на час позже» of the hour that stands; where none does, it is asked."""
    planned_at = (await talk.mine.activities.get(target_id)).planned_at
    if planned_at is None or entry.later is None:
        return entry.model_copy(update={"later": None})
    stands = local(planned_at, talk.actor.zone)
    moved = datetime.combine(entry.day or stands.date(), stands.time()) + entry.later
    return entry.model_copy(update={"day": moved.date(), "at": moved.time(), "later": None})


async def _stands_on(talk: Talk, target_id: int, entry: Entry) -> date:
    if entry.verb in OF_PAYMENT:
        return (await talk.mine.payments.get(target_id)).due_on
    return (await talk.mine.activities.get(target_id)).local_date

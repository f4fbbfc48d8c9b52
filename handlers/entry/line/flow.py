"""From what was understood to what is next: one question by its step, or the record saved and its card."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

from handlers.dialog.model import Done, Goto, Move, Talk
from handlers.dialog.steps.calendars import calendar_of
from handlers.dialog.steps.numbers_said import note_of_new
from handlers.entry.line.aims import aim_entry, as_new, know_more
from handlers.entry.line.caption import keep_file
from handlers.entry.line.carried_out import HELD, find_plans_held
from handlers.entry.line.draft import NEW_CLIENT, EntryDraft, line_of, with_entry
from handlers.entry.line.logging import call_off, is_planned_again, is_too_late, is_too_old, log, plan, put_off
from handlers.entry.line.money import change_chance, change_sum, expect, give_up, move, receive
from handlers.entry.line.offering import OFFER, instead
from handlers.entry.line.parts import find_whole, is_in_parts, without_whole
from handlers.entry.line.promises import PROMISED, is_about_awaited
from handlers.entry.line.replacing import take_back_old
from handlers.entry.line.standing import touch_card
from handlers.entry.line.targets import OF_PLAN, TARGETED, targets
from handlers.framework.replies import Touch
from reports.activities.activity_card import ActivityCard
from reports.entry.lines import tell_nothing_planned
from reports.message.message import Message
from reports.payments.payment_card import PaymentCard
from sales.entry.clients.names import Found
from sales.entry.deeds.verbs import LOGGED, RECEIVED, Verb
from sales.entry.lines.asked import Late, questions
from sales.entry.lines.understood import Entry, Missing

Saving = Callable[[Talk, EntryDraft, Entry], Awaitable[Done]]

STEPS = {
    Missing.VERB: "verb",
    Missing.AMOUNT: "amount",
    Missing.WHICH_AMOUNT: "amount",
    Missing.CLIENT: "client",
    Missing.WHICH_CLIENT: "client",
    Missing.CREATE_CLIENT: "client",
    Missing.PAST_DAY: "past",
    Missing.FUTURE_DAY: "future",
    Missing.FAR_DAY: "far",
    Missing.HOUR: "hour",
    Missing.PROBABILITY: "probability",
    Missing.REASON: "reason",
    Missing.MEANT: "meant",
}
"""A day is asked by one of two steps: what is expected is ahead, what happened is behind."""

NOTHING, PLANNED = "nothing", "planned"
"""There is nothing that the line could change."""

SAVINGS: dict[Verb, Saving] = {
    Verb.EXPECT: expect,
    Verb.FACT: receive,
    Verb.REFUND: receive,
    Verb.MOVE: move,
    Verb.CANCEL: give_up,
    Verb.CHANCE: change_chance,
    Verb.RESUM: change_sum,
    Verb.RESCHEDULE: put_off,
    Verb.CALL_OFF: call_off,
}


async def proceed(talk: Talk, draft: EntryDraft) -> Move:
    """The next question, or the end. Nothing is saved before all is understood. Raises NotYoursError."""
    draft, step = await next_step(talk, draft)
    if step == NOTHING:
        return Done(Message(tell_nothing_planned(line_of(talk, draft))))
    return Goto(step, draft) if step else await _save(talk, draft, line_of(talk, draft))


async def next_step(talk: Talk, draft: EntryDraft) -> tuple[EntryDraft, str]:
    """With all that the records say, and the step that asks what is missing: empty when nothing is."""
    entry = await know_more(talk, line_of(talk, draft))
    known = entry.client_id is not None or (entry.client is None and entry.stands)
    if entry.verb in TARGETED and known and draft.target_id is None:
        found = await targets(talk, draft, entry)
        if not found and entry.verb in {Verb.CHANCE, Verb.RESUM}:  # of nothing that is awaited yet
            entry = as_new(entry)
        elif not found and entry.client_id is not None:
            return with_entry(draft, entry), OFFER if instead(entry) else NOTHING
        if len(found) > 1 or not all(each.sure for each in found):
            return with_entry(draft, entry), "target"
        if found:
            entry = found[0].aimed
            draft = with_entry(draft, entry, target_id=found[0].id)
    if is_in_parts(entry) and entry.client_id:
        whole = await find_whole(talk, entry, draft.target_id)
        if len(whole) > 1:
            return with_entry(draft, entry), "target"
        entry = entry.with_amount(whole[0].rest) if whole else without_whole(entry)
        draft = with_entry(draft, entry, target_id=whole[0].id if whole else None)
    entry = await aim_entry(talk, draft, entry)
    if await is_about_awaited(talk, entry):
        return with_entry(draft, entry), PROMISED
    asked = await _question(talk, entry) or (PLANNED if await is_planned_again(talk, draft, entry) else "")
    plans = await find_plans_held(talk, draft, entry) if not asked and draft.target_id is None else ()
    if len(plans) == 1:
        return with_entry(draft, entry, target_id=plans[0].id), ""
    return with_entry(draft, entry), asked or (HELD if plans else "")


async def _question(talk: Talk, entry: Entry) -> str:
    """The step that asks what is missing; empty when nothing is."""
    for first in questions(entry, await calendar_of(talk)):
        if first is Late.OLD_DAY:
            return "old" if entry.verb in RECEIVED else "came_on"
        return STEPS.get(first) or ("came_on" if is_behind(entry) else "day")
    if is_over(talk, entry):
        return "past"
    if await is_too_old(talk, entry):
        return "came_on"
    return "time" if await is_too_late(talk, entry) else ""


def is_behind(entry: Entry) -> bool:
    """Whether its day lies behind: money that came, and what was done."""
    return entry.verb in RECEIVED or (entry.verb in LOGGED and not entry.planned)


def is_over(talk: Talk, entry: Entry) -> bool:
    """Ahead when it was written, over by now: the message waited, or the answer did."""
    if is_behind(entry) or entry.verb in {Verb.CANCEL, Verb.CALL_OFF}:
        return False
    return entry.day is not None and entry.day < talk.today


async def _save(talk: Talk, draft: EntryDraft, entry: Entry) -> Done:
    gone = await take_back_old(talk, draft.replaces) if draft.replaces else []
    entry = await _with_client(talk, draft, entry)
    assert entry.verb is not None  # noqa: S101  it is the first that is asked
    saving = (plan if entry.planned else log) if entry.verb in LOGGED else SAVINGS[entry.verb]
    kept = await keep_file(talk, draft, entry) if draft.file_id and entry.verb not in LOGGED else []
    done = await saving(talk, draft, entry)  # behind the note: «нет, 45к» is of what was recorded last
    stood = await _touch_cards(talk, draft, entry) if not done.stood else ()
    return replace(done, also=(*gone, *done.also, *kept, *stood)) if gone or kept or stood else done


async def _touch_cards(talk: Talk, draft: EntryDraft, entry: Entry) -> tuple[Touch, ...]:
    """Of what the line has changed."""
    if draft.target_id is None or entry.verb not in TARGETED:
        return ()
    if entry.verb in OF_PLAN:
        return await touch_card(talk, ActivityCard(activity_id=draft.target_id), "activity_id")
    return await touch_card(talk, PaymentCard(payment_id=draft.target_id), "payment_id")


async def _with_client(talk: Talk, draft: EntryDraft, entry: Entry) -> Entry:
    """The client that was to be created is created now, together with its first record."""
    if not isinstance(entry.client, Found) or entry.client.id != NEW_CLIENT:
        return entry
    client = await talk.mine.clients.create(entry.client.name, f"{draft.draft_id}:c")
    await note_of_new(talk, draft, client)
    return entry.with_client(client.id, client.name)

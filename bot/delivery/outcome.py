"""What came of one row of the outbox, and how it is written down. The row is the truth, so nothing of it is lost."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TypeAlias, assert_never

from bot.delivery.alarm import TROUBLE, tell_owners
from bot.telegram import failures
from handlers.framework.replies import Touch
from handlers.redraw.touching import touches_of
from reports.checkins.summary import SummaryView
from reports.groups.groups import GroupGoneView, GroupMutedView, GroupNews, GroupTopicGoneView
from reports.message.language import gettext as _
from reports.message.language import speaking
from reports.message.markup import Markup, fill
from reports.message.message import Message
from reports.message.view import Keyed
from reports.people.team import UnreachableView
from reports.results.month_close import MonthCloseView
from reports.svod.svod import SvodView
from sales.core.clock import Clock
from storage.groups.groups import DepartmentGroup
from storage.queues.inbox import NewItem
from storage.queues.messages import NewMessage, OutboxItem, is_fetch, part_key
from storage.transaction import Transaction

log = logging.getLogger(__name__)

TRIES = 5
_REPORTS: dict[str, type[SvodView] | type[MonthCloseView]] = {each.name: each for each in (SvodView, MonthCloseView)}
LONGEST_REST = timedelta(minutes=1)
REPEATS = 2
"""Of a message of which nobody knows whether it arrived: three copies are the most that anybody gets."""
LAST_REPEAT_AFTER = timedelta(seconds=15)
"""Longer than most troubles of the line."""

TRIED_FOR = timedelta(seconds=2)
"""About as long as a process apart takes; what is suspected then still waits for as long again."""


@dataclass(frozen=True, slots=True)
class Sent:
    """Telegram has it."""

    message_id: int | None
    rest: Sequence[Message] = ()
    """What did not fit into the first message."""
    plain: bool = False
    """Telegram could not read the markup."""
    is_pinned: bool = False
    """It is new, and is to stand pinned in its chat."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """A person's file was read: it comes back as an item of the inbox, which waits its turn in the chat."""

    item: NewItem


@dataclass(frozen=True, slots=True)
class NothingToShow:
    """There is nothing to send any more, or nobody who may see it."""

    why: str


Outcome: TypeAlias = Sent | Fetched | NothingToShow | failures.Failure


async def record(tx: Transaction, item: OutboxItem, outcome: Outcome) -> None:
    """Write it down: done, tried again, given up. Nothing, where another process took the row over meanwhile."""
    match outcome:
        case Sent():
            await _record_sent(tx, item, outcome)
        case Fetched():
            if await tx.system.sending.note_delivered(item, None):
                await tx.system.inbox.store([outcome.item])
        case NothingToShow(why):
            await tx.system.sending.set_aside(item, "dropped", why)
        case failures.Unchanged():
            await tx.system.sending.note_delivered(item, item.message_id)
        case failures.NotSent(why) | failures.Pause(why):
            await tx.system.sending.retry(item, None, why, tried=False)
        case failures.BeingTried(why):
            await tx.system.sending.retry(item, tx.clock.now() + TRIED_FOR, why, tried=False)
        case failures.MaybeSent(why):
            await repeat_unknown(tx, item, why)
        case _:
            await _record_refusal(tx, item, outcome)


async def repeat_unknown(tx: Transaction, item: OutboxItem, why: str) -> None:
    """Perhaps it arrived. An edit is safe to repeat; a new message only where copies do no harm, and twice at most."""
    if item.message_id is not None or item.erase or is_fetch(item.key):
        await tx.system.sending.retry(item, _later(tx.clock, item), why)
    elif item.repeat and item.tries <= REPEATS:
        at = _later(tx.clock, item) if item.tries < REPEATS else tx.clock.now() + LAST_REPEAT_AFTER
        await tx.system.sending.retry(item, at, why, flag=True)
    else:
        if item.repeat:
            log.error("nobody knows whether a message arrived, and it is not sent once more: outbox %s", item.id)
        await tx.system.sending.set_aside(item, "lost", why)


async def _record_sent(tx: Transaction, item: OutboxItem, sent: Sent) -> None:
    """What did not fit into one message follows under keys of its own, and goes when it goes."""
    if not await tx.system.sending.note_delivered(item, sent.message_id):
        return
    for number, part in enumerate(sent.rest, start=2):
        await tx.system.outbox.put(
            NewMessage(
                part_key(item.key, number), item.chat_id, item.person_id, item.lane, part.to_json(), silent=item.silent
            )
        )
    if item.wanted > 1:  # of what was never sent before nothing is left over
        await tx.system.outbox.trim(item.key, 1 + len(sent.rest))
    if sent.plain:
        log.error("markup was refused, the message went without it: outbox %s", item.id)
        await _tell_owners(tx, item, "markup", _about_markup)


async def _record_refusal(tx: Transaction, item: OutboxItem, failure: failures.Refusal) -> None:
    match failure:
        case failures.MessageGone() if item.erase:
            await tx.system.sending.note_delivered(item, None)
        case failures.MessageGone():
            await tx.system.sending.forget_message(item)
        case failures.GroupMoved(why, chat_id):
            await tx.system.groups.move(item.chat_id, chat_id)
            await tx.system.outbox.move_chat(item.chat_id, chat_id)
            await tx.system.sending.retry(item, None, why)
        case failures.TopicGone(why):
            await _leave_topic(tx, item.chat_id)
            await tx.system.sending.retry(item, None, why)
        case failures.PersonGone(why) | failures.GroupMuted(why) if item.chat_id < 0:
            await tx.system.sending.set_aside(item, "dead", why)
            await _close_group(tx, item.chat_id, is_muted=isinstance(failure, failures.GroupMuted))
        case failures.PersonGone(why):
            await tx.system.sending.set_aside(item, "dead", why)
            await _tell_watchers(tx, item)
            await _replace_reader(tx, item)
        case failures.Deadly(why):
            log.error("making a message has ended the process twice, it is set aside: outbox %s", item.id)
            await tx.system.sending.set_aside(item, "dead", why)
            await _tell_person(tx, item)
            await _tell_owners(tx, item, "deadly", lambda: _about_deadly(item))
        case failures.MarkupRefused(why) | failures.Refused(why) | failures.NotMade(why) | failures.GroupMuted(why) if (
            item.tries < TRIES
        ):
            await tx.system.sending.retry(item, _later(tx.clock, item), why)
        case failures.MarkupRefused(why) | failures.Refused(why) | failures.NotMade(why) | failures.GroupMuted(why):
            log.error("a message was refused for good: outbox %s", item.id)
            await tx.system.sending.set_aside(item, "dead", why)
            await _tell_owners(tx, item, "refused", lambda: _about_refusal(item, why))
        case _:
            assert_never(failure)


async def _tell_watchers(tx: Transaction, item: OutboxItem) -> None:
    """Once for each person, until they are back."""
    if item.person_id is None or not await tx.system.staff.set_unreachable(item.person_id, unreachable=True):
        return
    view = UnreachableView(person_id=item.person_id)
    for watcher in await tx.system.staff.watchers_of(item.person_id):
        key = view.key_for(item.person_id, item.id, watcher.person_id)
        await tx.system.outbox.put(view.under(key).send_unasked(watcher))
    shown = await touches_of(tx, {item.person_id})
    await tx.system.outbox.touch(*(each.key for each in shown if isinstance(each, Touch)))


async def _leave_topic(tx: Transaction, chat_id: int) -> None:
    """The group itself is written to, which more people may read: its keeper hears of it."""
    group = await tx.system.groups.find(chat_id)
    await tx.system.groups.leave_topic(chat_id)
    if group is not None and group.thread_id is not None:
        await _tell_keeper(tx, group, GroupTopicGoneView(group_id=group.id))


async def _tell_keeper(tx: Transaction, group: DepartmentGroup, news: GroupNews) -> None:
    keeper = await tx.system.groups.find_keeper(group)
    if keeper is not None and group.is_on:
        await tx.system.outbox.put(news.keyed(tx.clock.now().date()).send_unasked(keeper))


async def _close_group(tx: Transaction, chat_id: int, *, is_muted: bool) -> None:
    """The bot was put out, or may not write there, and Telegram has not told it."""
    group = await tx.system.groups.find(chat_id)
    await tx.system.groups.close(chat_id, is_muted=is_muted)
    if group is not None:
        await _tell_keeper(tx, group, (GroupMutedView if is_muted else GroupGoneView)(group_id=group.id))


async def _replace_reader(tx: Transaction, item: OutboxItem) -> None:
    """What the clock sent and its reader cannot get goes to whoever reads it in their place, at the same slot."""
    if item.sent:
        return
    if item.view == SummaryView.name:
        await _replace_reader_of_summary(tx, SummaryView.model_validate(item.args or {}))
    elif item.view in _REPORTS:
        await _replace_reader_of_report(tx, item, _REPORTS[item.view].model_validate(item.args or {}))


async def _replace_reader_of_summary(tx: Transaction, asked: SummaryView) -> None:
    """With a note."""
    readers = await tx.system.staff.readers_of_summary(asked.department_id, asked.day)
    view = asked.model_copy(update={"standing_in": readers.substitution})
    for reader in readers.actors:
        key = view.key_for(asked.department_id, asked.day, asked.slot, reader.person_id)
        if not await tx.system.outbox.holds(key):
            await tx.system.outbox.put(view.under(key).send_unasked(reader, repeat=False, fresh=True))


async def _replace_reader_of_report(tx: Transaction, item: OutboxItem, view: SvodView | MonthCloseView) -> None:
    """A report of the clock is kept, one that somebody asked for is not."""
    if not view.kept or item.person_id is None or item.key != _keyed(view, item.person_id).key:
        return
    for reader in await tx.system.staff.readers_of_report(view.department_id, date.fromordinal(view.kept)):
        keyed = _keyed(view, reader.person_id)
        if not await tx.system.outbox.holds(keyed.key):
            await tx.system.outbox.put(keyed.send_report(reader))


def _keyed(view: SvodView | MonthCloseView, reader_id: int) -> Keyed:
    if isinstance(view, MonthCloseView):
        return view.under(view.key_for(view.department_id, view.first, reader_id))
    return view.under(view.key_for(view.department_id, date.fromordinal(view.kept), reader_id))


async def _tell_owners(tx: Transaction, item: OutboxItem, kind: str, text: Callable[[], Markup]) -> None:
    if not item.key.startswith(TROUBLE):
        await tell_owners(tx, kind, text)


async def _tell_person(tx: Transaction, item: OutboxItem) -> None:
    reader = None if item.person_id is None else await tx.system.staff.actor(item.person_id)
    if reader is None or item.chat_id != reader.telegram_id:
        return
    with speaking(reader.language):
        text = _("Something went wrong on our side: this could not be shown. The owner of the bot has been told.")
        content = Message(fill(text)).to_json()
    await tx.system.outbox.put(NewMessage(f"sorry:outbox:{item.id}", item.chat_id, item.person_id, content=content))


def _about_deadly(item: OutboxItem) -> Markup:
    text = _("⚠️ Making a message has ended the bot twice, so it is set aside. It is kept in the outbox under {item}.")
    return fill(text, item=item.id)


def _about_markup() -> Markup:
    return fill(_("⚠️ Telegram could not read the markup of a message, so it went out plain. The log says which."))


def _about_refusal(item: OutboxItem, why: str) -> Markup:
    text = _("⚠️ A message could not be delivered: {reason}\nIt is kept in the outbox under {item}.")
    return fill(text, reason=why, item=item.id)


def _later(clock: Clock, item: OutboxItem) -> datetime:
    return clock.now() + min(LONGEST_REST, timedelta(seconds=0.25 * 2 ** min(item.tries, 10)))

"""One call to Telegram for one row: in the form that Telegram takes, or not at all where it would change nothing."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from functools import partial

from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.methods import AnswerCallbackQuery

from bot.delivery import calls
from bot.delivery.announcing import AGAIN, Announcer
from bot.delivery.fetching import fetch
from bot.delivery.outcome import Fetched, Sent
from bot.delivery.pacing import Pace
from bot.delivery.rendering import Drawn
from bot.delivery.rich import DisabledButtons, RichTables
from bot.delivery.sent_messages import SentMessages
from bot.delivery.splitting import mark_pages, split, split_caption
from bot.in_hand import WorkInHand, message_in_hand
from bot.telegram.failures import MarkupRefused, TakenForDeadError, read_failure
from bot.telegram.telegram import SHORT_SECONDS
from bot.voice import OwnVoice, Voice, may_speak
from handlers.framework.replies import Suggest, Toast, Whisper
from reports.deals.paper_files import tell_gone
from reports.message.language import speaking
from reports.message.message import File, Message
from reports.message.steady import has_disabled, without_disabled
from storage.queues.messages import OutboxItem

log = logging.getLogger(__name__)

LONGEST_TOAST = 200
QUERY_SECONDS = 8
"""A later answer is to something that was written over long ago."""


class Caller:
    """All but `answer_press` and `answer_query` raise what the session raises."""

    def __init__(
        self,
        bot: Bot,
        pace: Pace,
        *,
        rich: bool = True,
        in_hand: WorkInHand | None = None,
        app_url: str = "",
        voice: Voice | None = None,
    ) -> None:
        """`app_url`: where the dashboard is opened; without it its buttons are not shown. `voice`: as of the sender."""
        self._bot = bot
        self._app_url = app_url
        self._pace = pace
        self.announcer = Announcer(bot, pace)
        self._tables = RichTables(wanted=rich)
        self._disabled = DisabledButtons()
        self._sent = SentMessages()
        self._in_hand = in_hand or WorkInHand()
        self._voice = voice or OwnVoice()
        self._making = asyncio.Semaphore(1)
        """Pictures and workbooks are made one at a time: each takes a processor whole."""

    async def show(self, item: OutboxItem, drawn: Drawn) -> Sent:
        """Send or edit; an edit that would change nothing makes no call. Files are made in a thread, one at a time."""
        match drawn.content:
            case Message() as message:
                message = open_app(message, self._app_url)
                with speaking(drawn.language):
                    whole = mark_pages(message) if item.flagged and not item.sent else message
                    return self._sent.find(item, whole) or await self._send_still(item, whole, drawn)
            case File() as file:
                with speaking(drawn.language):
                    return await self._send_file(item, file, inside=drawn.stays_inside)
            case commands:
                await calls.set_commands(self._bot, item, commands)
                return Sent(None)

    async def erase(self, item: OutboxItem) -> Sent:
        """Delete the message that was sent under the row's key."""
        self._insist(item)
        await calls.erase(self._bot, item)
        return Sent(None)

    async def fetch(self, item: OutboxItem) -> Fetched:
        """Bring and read the person's file; what was wrong with it is told by the item that comes back."""
        await self.announcer.tell(item.chat_id, "typing")
        with self.announcer.while_long(item.chat_id, first=AGAIN), self._in_hand.doing(message_in_hand(item.id)):
            return Fetched(await fetch(self._bot, item))

    async def answer_press(self, callback_id: str, toast: Toast | None) -> None:
        """Stop the button's spinner: best effort, never retried."""
        toast = toast or Toast("")
        words, alert = toast.text[:LONGEST_TOAST] or None, toast.alert or None
        try:
            call = AnswerCallbackQuery(callback_query_id=callback_id, text=words, show_alert=alert)
            await self._bot(call, request_timeout=SHORT_SECONDS)
        except Exception as error:  # noqa: BLE001  whatever it was, the press itself is done
            log.debug("a toast was not shown: %s", type(error).__name__)

    async def whisper(self, callback_id: str, whisper: Whisper) -> None:
        """What one person sees in a group; where Telegram does not take it, the note instead. Never retried."""
        self._pace.note_call(whisper.chat_id)
        try:
            await self._bot(calls.make_whisper(callback_id, whisper), request_timeout=SHORT_SECONDS)
        except Exception as error:  # noqa: BLE001  whatever it was, the note says the same
            log.debug("nothing was whispered: %s", type(error).__name__)
            await self.answer_press(callback_id, whisper.instead)
        else:
            await self.answer_press(callback_id, None)

    async def pin(self, chat_id: int, message_id: int, before: Sequence[int]) -> list[int]:
        """In the place of what was pinned before; those of it that may stand pinned still.

        Best effort: the message is there, pinned or not. What could not be unpinned is tried with the next one.
        """
        await self._try(calls.pin(self._bot, chat_id, message_id))
        return [each for each in before if not await self._try(calls.unpin(self._bot, chat_id, each))]

    async def _try(self, call: Awaitable[None]) -> bool:
        """Whether Telegram has answered: what it refuses, it will refuse again."""
        try:
            await call
        except TelegramBadRequest:
            return True
        except Exception as error:  # noqa: BLE001  whatever it was, the summary itself has come
            log.debug("a summary was not pinned: %s", type(error).__name__)
            return False
        return True

    async def answer_query(self, query_id: str, suggest: Suggest) -> None:
        """What was found for who writes our name in a chat: best effort, never retried."""
        try:
            await self._bot(calls.make_answer(query_id, suggest), request_timeout=QUERY_SECONDS)
        except Exception as error:  # noqa: BLE001  they write on, and ask again
            log.debug("a query was not answered: %s", type(error).__name__)

    async def _send_still(self, item: OutboxItem, message: Message, drawn: Drawn) -> Sent:
        """Without its disabled buttons, where Telegram is known not to take them, or says so now."""
        if has_disabled(message):
            if self._disabled.is_on:
                try:
                    return await self._send(item, message, drawn)
                except TelegramBadRequest as error:
                    if not self._disabled.note_refusal(error):
                        raise
            message = without_disabled(message)
        return await self._send(item, message, drawn)

    async def _send(self, item: OutboxItem, message: Message, drawn: Drawn) -> Sent:
        self._insist(item)
        self._pace.note_call(item.chat_id)
        sent = await self._send_rich(item, message, drawn)
        if sent is None:
            first, *rest = split(message)
            call = partial(calls.send, self._bot, item, first, inside=drawn.stays_inside, thread=drawn.thread_id)
            sent = await _call_plain_if_refused(call, rest)
        self._sent.remember(item, message, sent)
        return replace(sent, is_pinned=drawn.is_pinned and item.message_id is None)

    async def _send_rich(self, item: OutboxItem, message: Message, drawn: Drawn) -> Sent | None:
        """None where there is no rich form, or Telegram has refused it and has sent nothing."""
        rich = self._tables.form(item.chat_id, message)
        if rich is None:
            return None
        try:
            inside, thread = drawn.stays_inside, drawn.thread_id
            return Sent(await calls.send(self._bot, item, message, rich, inside=inside, thread=thread))
        except Exception as error:
            if not self._tables.note_refusal(item.chat_id, error):
                raise
            return None

    async def _send_file(self, item: OutboxItem, file: File, *, inside: bool) -> Sent:
        content = b"" if file.file_id else await self._make(item, file)
        caption, rest = split_caption(file.message)
        self._insist(item)
        self._pace.note_call(item.chat_id)
        call = partial(calls.send_file, self._bot, item, replace(file, message=caption), content, inside=inside)
        try:
            return await _call_plain_if_refused(call, rest)
        except TelegramBadRequest as error:
            if not file.file_id or "file" not in str(error).lower():
                raise
            return Sent(await calls.send(self._bot, item, tell_gone()))

    async def _make(self, item: OutboxItem, file: File) -> bytes:
        action = "upload_photo" if file.is_picture else "upload_document"
        await self.announcer.tell(item.chat_id, action)
        with self.announcer.while_long(item.chat_id, action, AGAIN):
            async with self._making:
                with self._in_hand.doing(message_in_hand(item.id)):
                    return await asyncio.to_thread(file.make)

    def _insist(self, item: OutboxItem) -> None:
        """Right before the call. Raises TakenForDeadError where another process may have the row by now."""
        if not may_speak(self._voice, item.claimed_by):
            raise TakenForDeadError


def open_app(message: Message, url: str) -> Message:
    """Its buttons of the dashboard with the address of what they open; none of them where there is none."""
    if not any(each.app for row in message.buttons for each in row):
        return message
    opened = (
        tuple(replace(each, app=f"{url}?open={each.app}") if each.app else each for each in row if url or not each.app)
        for row in message.buttons
    )
    return replace(message, buttons=tuple(row for row in opened if row))


async def _call_plain_if_refused(call: Callable[..., Awaitable[int]], rest: Sequence[Message]) -> Sent:
    """Markup that Telegram cannot read goes without it, at once."""
    try:
        return Sent(await call(), rest)
    except TelegramBadRequest as error:
        if not isinstance(read_failure(error), MarkupRefused):
            raise
    return Sent(await call(plain=True), rest, plain=True)

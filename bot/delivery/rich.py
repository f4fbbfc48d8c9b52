"""
What an older server will not take, and what goes in its place: a table as Telegram's own, with the ordinary text at
hand; a disabled button, which is left out.

Two lessons of others stand behind it: a refusal that is remembered for ever takes tables away until a restart, and one
that is not remembered costs two calls for every message. So it is remembered for an hour.
"""

import asyncio
import logging
import re

from aiogram.exceptions import TelegramAPIError, TelegramNotFound
from aiogram.types import InputRichMessage
from markupsafe import Markup

from bot.telegram import failures
from reports.message.fitting import keep_together
from reports.message.message import Message, Table

log = logging.getLogger(__name__)

LONGEST = 32_768
MOST_BLOCKS = 500
"""Of a rich message; every row of a table is one."""
MOST_COLUMNS = 20
SPARE_BLOCKS = 20

REST = 3600.0
"""For so many seconds nothing rich goes where it was refused."""

_FOLDED = re.compile(r"<blockquote expandable>(.*?)</blockquote>", re.DOTALL)

KEYBOARD = "inline keyboard button"
"""In what a server says of a button that it does not know: it sees a label, and nothing that it does."""

OLD_SERVER = "message text is empty"
"""What a server says of an edit whose rich content it does not see."""


class RichTables:
    """Whether a message may go as a rich one, as far as is known. Times are the loop's, in seconds."""

    def __init__(self, *, wanted: bool = True) -> None:
        self._wanted = wanted
        self._rests: dict[int | None, float] = {}
        """Until when nothing rich is tried: in one chat, or (None) anywhere."""

    def form(self, chat_id: int, message: Message) -> InputRichMessage | None:
        """The rich form, where there is one and Telegram is not known to refuse it."""
        if (
            (message.table is None and message.spot is None)
            or not self._wanted
            or self._is_resting(None)
            or self._is_resting(chat_id)
        ):
            return None
        return rich_form(message.table) if message.table else rich_map(message)

    def note_refusal(self, chat_id: int, error: Exception) -> bool:
        """Whether it was the form that Telegram refused: then nothing was sent, and the text may go instead."""
        if not isinstance(error, TelegramAPIError):
            return False
        failure = failures.read_failure(error)
        if not isinstance(failure, (failures.MarkupRefused, failures.Refused)) or KEYBOARD in failure.why:
            return False
        unknown = isinstance(error, TelegramNotFound) or OLD_SERVER in failure.why.lower()
        self._rests[None if unknown else chat_id] = _now() + REST
        log.warning("a rich table was refused, texts go instead for an hour: %s", type(error).__name__)
        return True

    def _is_resting(self, where: int | None) -> bool:
        until = self._rests.get(where)
        if until is not None and until <= _now():
            del self._rests[where]
            return False
        return until is not None


class DisabledButtons:
    """Whether the server takes them, as far as is known."""

    def __init__(self) -> None:
        self._rests_until = 0.0

    @property
    def is_on(self) -> bool:
        """Whether they may go: they were not refused within the hour."""
        return self._rests_until <= _now()

    def note_refusal(self, error: TelegramAPIError) -> bool:
        """Whether it was the buttons that Telegram refused: then nothing was sent, and the rest may go without them."""
        refused = KEYBOARD in error.message
        if refused:
            self._rests_until = _now() + REST
            log.warning("disabled buttons were refused, they are left out for an hour")
        return refused


def rich_form(table: Table) -> InputRichMessage | None:
    """None where it is over Telegram's limits; the ordinary text is split instead."""
    content = html(table)
    if len(table.head) > MOST_COLUMNS or len(table.rows) > MOST_BLOCKS - SPARE_BLOCKS or len(content) > LONGEST:
        return None
    return InputRichMessage(html=content, skip_entity_detection=True)  # sums are no phone numbers


def rich_map(message: Message) -> InputRichMessage | None:
    """The map over the text, by a tag that closes itself; None where there is none, or the text is too long."""
    if message.spot is None or len(message.text) > LONGEST:
        return None
    spot = message.spot
    tag = f'<tg-map lat="{spot.latitude:.6f}" long="{spot.longitude:.6f}" zoom="{spot.zoom}"/>'
    return InputRichMessage(html=tag + _paragraphs(message.text), skip_entity_detection=True)


def html(table: Table) -> str:
    """The table in Telegram's HTML of rich messages, with what stands above and below it."""
    rows = [_row("th", table.head, table), *(_row("td", row, table) for row in table.rows)]
    return f"{_paragraphs(table.above)}<table striped>{''.join(rows)}</table>{_paragraphs(table.below)}"


def _row(tag: str, cells: tuple[str, ...], table: Table) -> str:
    drawn = (
        Markup('<{tag} align="{align}">{cell}</{tag}>').format(tag=tag, align=align, cell=cell)
        for cell, align in zip(cells, table.aligns, strict=True)
    )
    return f"<tr>{''.join(drawn)}</tr>"


def _paragraphs(text: Markup) -> str:
    """In a rich message the end of a line is white space, as in any HTML; what folds is a block of its own."""
    pieces = _FOLDED.split(str(keep_together(text)))
    return "".join(_details(piece) if at % 2 else _plain_paragraphs(piece) for at, piece in enumerate(pieces))


def _plain_paragraphs(text: str) -> str:
    parts = [part.strip("\n") for part in text.split("\n\n")]
    return "".join(f"<p>{part.replace(chr(10), '<br>')}</p>" for part in parts if part)


def _details(folded: str) -> str:
    head, *inner = folded.split("\n")
    return f"<details><summary>{head}</summary>{'<br>'.join(inner)}</details>"


def _now() -> float:
    return asyncio.get_running_loop().time()

"""A text over Telegram's limit as several messages, and what else is done to a message's words before it goes."""

import re
from dataclasses import replace
from html import unescape

from markupsafe import Markup

from reports.message.language import gettext as _
from reports.message.markup import fill, lines
from reports.message.message import Message

LIMIT = 4096
"""Of a text, in UTF-16 units after Telegram has read the tags."""

CAPTION_LIMIT = 1024

SPARE = 96
"""For the tags that a cut closes and opens again."""

TAG = re.compile(r"<(/?)([a-z][a-z0-9-]*)[^>]*>")


def mark_pages(message: Message) -> Message:
    """With a word that it may stand in the chat already."""
    mark = fill(_("🔁 Perhaps sent twice: the connection broke"))
    table = message.table and replace(message.table, below=lines(*filter(None, (message.table.below,)), mark))
    return replace(message, text=lines(message.text, "", mark), table=table)


def split_caption(message: Message) -> tuple[Message, list[Message]]:
    """The words under a file; what is too long for a caption goes as a message of its own below."""
    if _units(Markup(without_tags(message.text))) <= CAPTION_LIMIT:  # noqa: S704  only its length is asked
        return message, []
    return Message(Markup("")), split(message)


def split(message: Message) -> list[Message]:
    """A text over the limit as several messages, cut between lines; the buttons stand under the last."""
    message = replace(message, table=None)
    if _units(message.text) <= LIMIT:
        return [message]
    parts: list[list[str]] = [[]]
    size = 0
    for line in _short_lines(message.text):
        if parts[-1] and size + _units(line) + 1 > LIMIT - SPARE:
            parts.append([])
            size = 0
        parts[-1].append(line)
        size += _units(line) + 1
    texts = _close(["\n".join(part) for part in parts])
    return [
        *(replace(message, text=text, buttons=(), menu=None) for text in texts[:-1]),
        replace(message, text=texts[-1]),
    ]


def _close(texts: list[str]) -> list[Markup]:
    """A tag that is open where the text was cut is closed there, and opened again in the next part."""
    found: list[Markup] = []
    still_open: list[re.Match[str]] = []
    for text in texts:
        before = "".join(tag[0] for tag in still_open)
        for tag in TAG.finditer(text):
            if not tag[1]:
                still_open.append(tag)
            elif still_open:
                still_open.pop()
        after = "".join(f"</{tag[2]}>" for tag in reversed(still_open))
        found.append(Markup(before + text + after))  # noqa: S704  parts of a Markup
    return found


def _short_lines(text: Markup) -> list[str]:
    """Lines of the text; one that alone is over the limit loses its tags and is cut."""
    found: list[str] = []
    for line in str(text).split("\n"):
        if _units(line) <= LIMIT - SPARE:
            found.append(line)
            continue
        bare = without_tags(line)
        step = LIMIT // 8  # escaped and in UTF-16, a character grows to six units at most
        found += [str(Markup.escape(bare[at : at + step])) for at in range(0, len(bare), step)]
    return found


def without_tags(text: str) -> str:
    """Without tags, with its lines: Markup's own striptags runs them together."""
    return unescape(TAG.sub("", text))


def _units(text: str) -> int:
    return len(str(text).encode("utf-16-le")) // 2

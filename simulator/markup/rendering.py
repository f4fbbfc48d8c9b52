"""Entities back to HTML, safe to put on a page, and the entities that Telegram finds by itself."""

import re
from html import escape

from simulator.markup.links import checked_url
from simulator.markup.marks import in_order, units
from simulator.wire import JsonObject

OPENING = {
    "bold": "<b>",
    "italic": "<i>",
    "underline": "<u>",
    "strikethrough": "<s>",
    "spoiler": "<tg-spoiler>",
    "code": "<code>",
    "pre": "<pre>",
    "blockquote": "<blockquote>",
    "expandable_blockquote": "<blockquote expandable>",
}
FOUND = {
    "bot_command": re.compile(r"(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/<>])"),
    "url": re.compile(r"\b(?:https?://|t\.me/)[^\s<>\"]+[^\s<>\".,;:!?)]"),
    "email": re.compile(r"\b[\w.+-]+@[\w-]+\.[\w.-]*\w"),
    "mention": re.compile(r"(?<![\w@.])@[A-Za-z]\w{3,31}"),
    "hashtag": re.compile(r"(?<!\w)#\w*[^\W\d_]\w*"),
}


def with_found(text: str, entities: list[JsonObject]) -> list[JsonObject]:
    """Commands, addresses, mentions and hashtags are marked by Telegram, unless they stand in code or a link."""
    taken = [(e["offset"], e["offset"] + e["length"]) for e in entities if e["type"] in {"code", "pre", "text_link"}]
    found = list(entities)
    for kind, pattern in FOUND.items():
        for match in pattern.finditer(text):
            start, length = units(text[: match.start()]), units(match.group())
            if any(start < end and begin < start + length for begin, end in taken):
                continue
            taken.append((start, start + length))
            found.append({"type": kind, "offset": start, "length": length})
    return in_order(found)


def to_html(text: str, entities: list[JsonObject]) -> str:
    """Everything escaped, tags closed in the order in which they were opened."""
    raw = text.encode("utf-16-le")
    ends = {e["offset"] + e["length"] for e in entities}
    cuts = sorted({0, len(raw) // 2, *ends, *(e["offset"] for e in entities)})
    out: list[str] = []
    stack: list[JsonObject] = []
    for here, there in zip(cuts, [*cuts[1:], cuts[-1]], strict=True):
        reopened = _close(stack, here, out)
        for entity in reopened + [e for e in in_order(entities) if e["offset"] == here and e["length"]]:
            out.append(_opening(entity))
            stack.append(entity)
        out.append(escape(raw[here * 2 : there * 2].decode("utf-16-le", "replace"), quote=False))
    return "".join(out)


def _close(stack: list[JsonObject], here: int, out: list[str]) -> list[JsonObject]:
    """Close what ends here; what merely stood inside it is opened again."""
    reopened: list[JsonObject] = []
    while any(e["offset"] + e["length"] == here for e in stack):
        entity = stack.pop()
        out.append(_closing(entity))
        if entity["offset"] + entity["length"] != here:
            reopened.insert(0, entity)
    return reopened


def _opening(entity: JsonObject) -> str:
    kind = entity["type"]
    if kind == "text_link" and checked_url(str(entity.get("url", ""))):
        return f'<a href="{escape(entity["url"])}">'
    if kind == "pre" and entity.get("language"):
        return f'<pre data-language="{escape(entity["language"])}">'
    return OPENING.get(kind, f'<span class="{escape(kind)}">')


def _closing(entity: JsonObject) -> str:
    tag = re.match(r"<([\w-]+)", _opening(entity))
    return f"</{tag.group(1) if tag else 'span'}>"

"""What stands in a rich message: its styles and blocks, as words to read aloud and as HTML that is safe on a page."""

import re
from html import escape

from simulator.markup.links import checked_url
from simulator.wire import JsonObject

STYLES = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "code": "code",
    "tg-spoiler": "spoiler",
    "a": "url",
}
TAGS = {
    "bold": "b",
    "italic": "i",
    "underline": "u",
    "strikethrough": "s",
    "code": "code",
    "spoiler": "tg-spoiler",
}
BLOCKS: dict[str, JsonObject] = {
    "p": {"type": "paragraph"},
    "footer": {"type": "footer"},
    **{f"h{size}": {"type": "heading", "size": size} for size in range(1, 7)},
}
NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"', "apos": "'", "nbsp": "\u00a0"}
CHARACTER = re.compile(r"&(?:#x([0-9a-fA-F]{1,6})|#([0-9]{1,7})|([a-zA-Z]+));")


def decode(text: str) -> str:
    """The few named characters that Telegram knows, and all by number; others stay as they are written."""
    return CHARACTER.sub(_character, text)


def _character(match: re.Match[str]) -> str:
    hexadecimal, decimal, name = match.groups()
    if name:
        return NAMED.get(name, match.group())
    number = int(hexadecimal, 16) if hexadecimal else int(decimal)
    return chr(number) if 0 < number <= 0x10FFFF and not 0xD800 <= number <= 0xDFFF else match.group()  # noqa: PLR2004


def join_parts(parts: list[object]) -> object:
    """One rich text: a string, a styled text or an array of them, without the white space at its ends and lines'."""
    found: list[object] = []
    for part in parts:
        if isinstance(part, str) and found and isinstance(found[-1], str):
            found[-1] += part
        elif part:
            found.append(part)
    found = [re.sub(r" *\n *", "\n", part) if isinstance(part, str) else part for part in found]
    if found and isinstance(found[0], str):
        found[0] = found[0].lstrip(" \n")
    if found and isinstance(found[-1], str):
        found[-1] = found[-1].rstrip(" \n")
    found = [part for part in found if part]
    return found[0] if len(found) == 1 else found or ""


def flat(blocks: list[JsonObject]) -> str:
    """Everything in words: a row of a table is a line, an empty line stands between blocks."""
    return "\n\n".join(_block_words(block) for block in blocks if block["type"] != "map")


def rich_html(blocks: list[JsonObject]) -> str:
    """For the page, everything escaped."""
    return "".join(_block_html(block) for block in blocks)


def _block_words(block: JsonObject) -> str:
    if block["type"] == "details":
        return f"{_words(block['summary'])}\n{flat(block['blocks'])}"
    if block["type"] != "table":
        return _words(block.get("text", "———"))
    rows = [" ".join(_words(cell.get("text", "")) for cell in row) for row in block["cells"]]
    return "\n".join([*([_words(block["caption"])] if "caption" in block else []), *rows])


def _words(text: object) -> str:
    if isinstance(text, list):
        return "".join(_words(part) for part in text)
    return _words(text["text"]) if isinstance(text, dict) else str(text)


def _block_html(block: JsonObject) -> str:
    match block["type"]:
        case "divider":
            return "<hr>"
        case "map":
            place = block["location"]
            where = f"{place['latitude']:.4f}, {place['longitude']:.4f}"
            return f'<div class="map" role="img" aria-label="{where}"><b>📍</b><i>{where}</i></div>'
        case "table":
            caption = f"<caption>{_html(block['caption'])}</caption>" if "caption" in block else ""
            kinds = " ".join(name for name in ("bordered", "striped", "compact") if block.get(f"is_{name}"))
            rows = "".join(f"<tr>{''.join(map(_cell_html, row))}</tr>" for row in block["cells"])
            return f'<table class="{kinds}">{caption}{rows}</table>'
        case "details":
            return f"<details><summary>{_html(block['summary'])}</summary>{rich_html(block['blocks'])}</details>"
        case "heading":
            return f"<h{block['size']}>{_html(block['text'])}</h{block['size']}>"
        case "footer":
            return f"<footer>{_html(block['text'])}</footer>"
        case _:
            return f"<p>{_html(block['text'])}</p>"


def _cell_html(cell: JsonObject) -> str:
    tag = "th" if cell.get("is_header") else "td"
    return f'<{tag} class="{cell["align"]}">{_html(cell.get("text", ""))}</{tag}>'


def _html(text: object) -> str:
    if isinstance(text, list):
        return "".join(_html(part) for part in text)
    if not isinstance(text, dict):
        return escape(str(text), quote=False)
    inner = _html(text["text"])
    if text["type"] == "url":
        address = checked_url(text["url"])
        return f'<a href="{escape(address)}">{inner}</a>' if address else inner
    return f"<{TAGS[text['type']]}>{inner}</{TAGS[text['type']]}>"

"""What Telegram marks in a text, how it counts a text's length, and the order in which marks are listed."""

from simulator.wire import JsonObject

TAGS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "a": "text_link",
    "code": "code",
    "pre": "pre",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "tg-emoji": "custom_emoji",
    "blockquote": "blockquote",
}
# Telegram's order for entities that cover the same text.
PRIORITY = {
    "blockquote": 0,
    "expandable_blockquote": 0,
    "pre": 10,
    "code": 20,
    "text_link": 49,
    "text_mention": 49,
    "bold": 90,
    "italic": 91,
    "underline": 92,
    "strikethrough": 93,
    "spoiler": 94,
    "custom_emoji": 99,
}


def units(text: str) -> int:
    """The length of a text as Telegram counts it: in UTF-16 units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def with_languages(found: list[JsonObject]) -> list[JsonObject]:
    """`<pre><code class="language-x">` around the same text is one entity, as Telegram shows it."""
    kept: list[JsonObject] = []
    languages = {(e["offset"], e["length"]): e["language"] for e in found if e.get("language")}
    blocks = {(e["offset"], e["length"]) for e in found if e["type"] == "pre"}
    for entity in found:
        span = (entity["offset"], entity["length"])
        language = entity.pop("language", "")
        if language and span in blocks:
            continue
        if entity["type"] == "pre" and span in languages:
            entity["language"] = languages[span]
        kept.append(entity)
    return kept


def in_order(entities: list[JsonObject]) -> list[JsonObject]:
    """As Telegram lists entities: by place, the longer first, then by kind."""
    return sorted(entities, key=lambda e: (e["offset"], -e["length"], PRIORITY.get(e["type"], 50)))

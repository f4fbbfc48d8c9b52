"""The text or caption of a call: markup read, ends trimmed, length checked as Telegram does all three."""

from simulator.markup.entities import parse_html
from simulator.markup.marks import units
from simulator.markup.rendering import with_found
from simulator.wire import JsonObject, Params, bad_request

LONGEST_TEXT = 4096
LONGEST_CAPTION = 1024


def read_text(params: Params) -> JsonObject:
    """The body of a text message."""
    if not params.text("text"):
        raise bad_request("message text is empty")
    text, entities = _format(params, "text", "entities")
    if not text:
        raise bad_request("text must be non-empty")
    if units(text) > LONGEST_TEXT:
        raise bad_request("message is too long")
    return {"text": text, **({"entities": entities} if entities else {})}


def read_caption(params: Params) -> JsonObject:
    """The caption's part of a body; empty where there is none."""
    text, entities = _format(params, "caption", "caption_entities")
    if units(text) > LONGEST_CAPTION:
        raise bad_request("message caption is too long")
    if not text:
        return {}
    return {"caption": text, **({"caption_entities": entities} if entities else {})}


def _format(params: Params, field: str, entities_field: str) -> tuple[str, list[JsonObject]]:
    text = params.text(field).replace("\r\n", "\n").replace("\0", "")
    entities: list[JsonObject] = []
    mode = params.text("parse_mode").lower()
    if mode == "html":
        text, entities = parse_html(text)
    elif mode:
        raise bad_request("unsupported parse_mode")
    else:
        entities = _check(params.objects(entities_field, "message entities"), text)
    text, entities = trim(text, entities)
    return text, with_found(text, entities)


def _check(entities: list[JsonObject], text: str) -> list[JsonObject]:
    """Explicit entities lie inside the text; Telegram drops those that do not."""
    spans = [(e, e.get("offset"), e.get("length")) for e in entities if isinstance(e.get("type"), str)]
    end = units(text)
    return [e for e, at, size in spans if isinstance(at, int) and isinstance(size, int) and 0 <= at < at + size <= end]


def trim(text: str, entities: list[JsonObject]) -> tuple[str, list[JsonObject]]:
    """Telegram takes the white space off both ends; entities move along and shrink."""
    kept = text.strip()
    shift, length = units(text[: len(text) - len(text.lstrip())]), units(kept)
    moved = []
    for entity in entities:
        start = max(entity["offset"] - shift, 0)
        end = min(entity["offset"] + entity["length"] - shift, length)
        if end > start:
            moved.append({**entity, "offset": start, "length": end - start})
    return kept, moved

"""
Telegram's rich messages, as far as a bot of tables needs them: HTML in, blocks out, refused as strictly as it comes.

A line's end is white space here, as in any HTML: only <br> and blocks begin a new line.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from simulator.markup.rich_marks import BLOCKS, STYLES, decode, flat, join_parts
from simulator.wire import JsonObject, Params, RefusalError, bad_request

LONGEST = 32_768
MOST_BLOCKS = 500
MOST_COLUMNS = 20

TOKEN = re.compile(r"<(?P<end>/?)(?P<tag>[A-Za-z][\w-]*)(?P<attributes>(?:\s+[^<>]*)?)/?>|(?P<words>[^<]+)|(?P<odd><)")
ATTRIBUTE = re.compile(r"([\w-]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([\w.-]+)))?")
SPACES = re.compile(r"[ \t\r\n]+")
ALIGNS, VALIGNS = ("left", "center", "right"), ("top", "middle", "bottom")
WITHIN = {"tr": ("table",), "th": ("tr",), "td": ("tr",), "caption": ("table",), "summary": ("details",)}
ALONE = ("br", "hr", "tg-map")
FOLDING = ("table", "details")
ZOOMS = range(25)
MAP_WIDTH, MAP_HEIGHT = 600, 300


def read_rich(params: Params) -> JsonObject:
    """The body of a rich message. Raises RefusalError."""
    asked = params.mapping("rich_message", "InputRichMessage")
    given = [name for name in ("html", "markdown", "blocks") if asked.get(name)]
    if len(given) != 1:
        raise bad_request("exactly one of the fields html, markdown and blocks must be used in the rich message")
    if given != ["html"]:
        raise bad_request("this simulator reads rich messages in HTML only")
    blocks = parse_rich(str(asked["html"]))
    if not blocks:
        raise bad_request("rich message must be non-empty")
    if len("".join(flat(blocks).split())) > LONGEST or _number_of(blocks) > MOST_BLOCKS:
        raise bad_request("rich message is too long")
    return {"rich_message": {"blocks": blocks}}


def parse_rich(markup: str) -> list[JsonObject]:
    """Raises RefusalError where a tag is unknown, stands in a wrong place or is not closed."""
    return _Reader(markup).read()


def _number_of(blocks: list[JsonObject]) -> int:
    return sum(1 + len(block.get("cells", ())) for block in blocks)


@dataclass(slots=True)
class _Open:
    tag: str
    attributes: dict[str, str]
    inner: list[object] = field(default_factory=list)
    """Texts and styled texts, the cells of a row, the rows of a table."""
    caption: object = None


@dataclass(slots=True)
class _Reader:
    markup: str
    stack: list[_Open] = field(default_factory=list)
    blocks: list[JsonObject] = field(default_factory=list)
    loose: list[object] = field(default_factory=list)
    """Text outside of any block: it makes a paragraph of its own."""

    def read(self) -> list[JsonObject]:
        for token in TOKEN.finditer(self.markup):
            if token["odd"]:
                raise self._at(token, "Unclosed start tag")
            if token["words"]:
                self._words(token)
            elif token["end"]:
                self._end(token)
            else:
                self._start(token)
        if self.stack:
            raise _cannot_parse(f'Can\'t find end tag corresponding to start tag "{self.stack[-1].tag}"')
        self._paragraph()
        return self.blocks

    def _words(self, token: re.Match[str]) -> None:
        text = SPACES.sub(" ", decode(token["words"]))
        if self._top in {"table", "tr"}:
            if text.strip():
                raise self._at(token, f'Unexpected text in the tag "{self._top}"')
            return
        self._inner.append(text)

    def _start(self, token: re.Match[str]) -> None:
        tag = token["tag"].lower()
        if tag not in {*BLOCKS, *STYLES, *WITHIN, *ALONE, *FOLDING}:
            raise self._at(token, f'Unsupported start tag "{tag}"')
        parents = WITHIN.get(tag)
        is_block = tag in {*BLOCKS, *FOLDING, "hr", "tg-map"}
        if (
            (parents and self._top not in parents)
            or (is_block and self.stack)
            or (not parents and self._top in {"table", "tr"})
        ):
            raise self._at(token, f'Unexpected start tag "{tag}"')
        if is_block:
            self._paragraph()
        if tag == "hr":
            self.blocks.append({"type": "divider"})
        elif tag == "tg-map":
            self.blocks.append(self._map(dict(_attributes(token["attributes"])), token))
        elif tag == "br":
            self._inner.append("\n")
        else:
            self.stack.append(_Open(tag, dict(_attributes(token["attributes"]))))

    def _end(self, token: re.Match[str]) -> None:
        tag = token["tag"].lower()
        if not self.stack:
            raise self._at(token, "Unexpected end tag")
        opened = self.stack.pop()
        if opened.tag != tag:
            raise self._at(token, "Unmatched end tag", f', expected "</{opened.tag}>", found "</{tag}>"')
        self._close(opened, token)

    def _close(self, opened: _Open, token: re.Match[str]) -> None:
        match opened.tag:
            case "table":
                self.blocks.append(self._table(opened, token))
            case "tr":
                self.stack[-1].inner.append(opened.inner)
            case "th" | "td":
                self.stack[-1].inner.append(_cell(opened))
            case "details":
                inside = [{"type": "paragraph", "text": join_parts(opened.inner)}]
                self.blocks.append({"type": "details", "summary": opened.caption or "", "blocks": inside})
            case "caption" | "summary":
                self.stack[-1].caption = join_parts(opened.inner)
            case tag if tag in BLOCKS:
                self._block(BLOCKS[tag], opened.inner)
            case tag:
                self._inner.append(_style(tag, opened))

    def _map(self, said: dict[str, str], token: re.Match[str]) -> JsonObject:
        """One centre and a zoom: no further points, and no line."""
        try:
            latitude, longitude, zoom = float(said["lat"]), float(said["long"]), int(said.get("zoom", 13))
        except (KeyError, ValueError):
            raise self._at(token, 'Invalid attribute of the tag "tg-map"') from None
        if not (abs(latitude) <= 90 and abs(longitude) <= 180 and zoom in ZOOMS):  # noqa: PLR2004  degrees
            raise self._at(token, 'Invalid attribute of the tag "tg-map"')
        place = {"latitude": latitude, "longitude": longitude}
        return {"type": "map", "location": place, "zoom": zoom, "width": MAP_WIDTH, "height": MAP_HEIGHT}

    def _table(self, opened: _Open, token: re.Match[str]) -> JsonObject:
        rows = opened.inner
        if not rows:
            raise self._at(token, "Table must be non-empty")
        if max(len(row) for row in rows if isinstance(row, list)) > MOST_COLUMNS:
            raise self._at(token, "Table has too many columns")
        table: JsonObject = {"type": "table", "cells": rows}
        table |= {f"is_{name}": True for name in ("bordered", "striped", "compact") if name in opened.attributes}
        return table | ({"caption": opened.caption} if opened.caption else {})

    def _paragraph(self) -> None:
        self._block({"type": "paragraph"}, self.loose)
        self.loose = []

    def _block(self, facts: JsonObject, inner: list[object]) -> None:
        text = join_parts(inner)
        if text:
            self.blocks.append({**facts, "text": text})

    @property
    def _top(self) -> str:
        return self.stack[-1].tag if self.stack else ""

    @property
    def _inner(self) -> list[object]:
        return self.stack[-1].inner if self.stack else self.loose

    def _at(self, token: re.Match[str], words: str, rest: str = "") -> RefusalError:
        offset = len(self.markup[: token.start()].encode())
        return _cannot_parse(f"{words} at byte offset {offset}{rest}")


def _cannot_parse(words: str) -> RefusalError:
    return bad_request(f"can't parse rich message: {words}")


def _attributes(written: str) -> Iterator[tuple[str, str]]:
    for match in ATTRIBUTE.finditer(written):
        name, *values = match.groups()
        yield name.lower(), decode(next((value for value in values if value is not None), ""))


def _cell(opened: _Open) -> JsonObject:
    align, valign = opened.attributes.get("align", ""), opened.attributes.get("valign", "")
    cell: JsonObject = {
        "align": align if align in ALIGNS else "left",
        "valign": valign if valign in VALIGNS else "top",
    }
    text = join_parts(opened.inner)
    if text:
        cell["text"] = text
    return cell | ({"is_header": True} if opened.tag == "th" else {})


def _style(tag: str, opened: _Open) -> object:
    text = join_parts(opened.inner)
    if tag == "a":
        return {"type": "url", "text": text, "url": opened.attributes.get("href", "")}
    return {"type": STYLES[tag], "text": text} if text else ""

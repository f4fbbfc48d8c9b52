"""Telegram's HTML, read as strictly as Telegram reads it: the same tags, the same refusals, byte offsets included."""

import re
from dataclasses import dataclass, field

from simulator.markup.links import checked_url, mentioned_user
from simulator.markup.marks import TAGS, in_order, units, with_languages
from simulator.wire import JsonObject, RefusalError, bad_request

SPACE = " \t\r\n\0\v"
NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
CHARACTER = re.compile(r"&(?:#x([0-9a-fA-F]+)|#([0-9]+)|([a-zA-Z]+));?")
PLAIN = re.compile(r"[^<&]+")
NAME_TOKEN = re.compile(r"[A-Za-z0-9.\-]*")
LAST_CODE_POINT = 0x10FFFF
FIRST_SURROGATE, LAST_SURROGATE = 0xD800, 0xDFFF


def parse_html(markup: str) -> tuple[str, list[JsonObject]]:
    """The plain text and its entities, offsets in UTF-16 units. Raises Telegram's own refusal."""
    return _Reader(markup).read()


@dataclass(slots=True)
class _Open:
    tag: str
    offset: int
    start: int
    attributes: dict[str, str]


@dataclass(slots=True)
class _Reader:
    markup: str
    at: int = 0
    out: list[str] = field(default_factory=list)
    offset: int = 0
    stack: list[_Open] = field(default_factory=list)
    found: list[JsonObject] = field(default_factory=list)

    def read(self) -> tuple[str, list[JsonObject]]:
        while self.at < len(self.markup):
            if plain := PLAIN.match(self.markup, self.at):
                self._append(plain[0])
                self.at = plain.end()
            elif self.markup[self.at] == "<":
                self._tag()
            else:
                self._append(self._character())
        if self.stack:
            raise _cannot_parse(f'Can\'t find end tag corresponding to start tag "{self.stack[-1].tag}"')
        return "".join(self.out), in_order(with_languages(self.found))

    def _append(self, text: str) -> None:
        self.out.append(text)
        self.offset += units(text)

    def _character(self) -> str:
        """`&lt;` and its kin; Telegram forgives a missing semicolon and leaves what it does not know."""
        match = CHARACTER.match(self.markup, self.at)
        decoded = _decode(match) if match else None
        if match is None or decoded is None:
            self.at += 1
            return "&"
        self.at = match.end()
        return decoded

    def _peek(self) -> str:
        return self.markup[self.at] if self.at < len(self.markup) else ""

    def _skip_spaces(self) -> None:
        while self._peek() and self._peek() in SPACE:
            self.at += 1

    def _word(self, stops: str) -> str:
        start = self.at
        while self._peek() and self._peek() not in SPACE + stops:
            self.at += 1
        return self.markup[start : self.at]

    def _tag(self) -> None:
        begin = self.at
        self.at += 1
        if self._peek() == "/":
            self.at += 1
            self._end_tag(begin)
        else:
            self._start_tag(begin)

    def _start_tag(self, begin: int) -> None:
        tag = self._word(">").lower()
        if not self._peek():
            raise self._at(begin, "Unclosed start tag")
        if tag not in TAGS:
            raise self._at(begin, f'Unsupported start tag "{tag}"')
        attributes = self._attributes(begin, tag)
        self.at += 1
        if tag == "span" and attributes.get("class") != "tg-spoiler":
            raise self._at(begin, 'Tag "span" must have class "tg-spoiler"')
        self.stack.append(_Open(tag, self.offset, len(self.out), attributes))

    def _attributes(self, begin: int, tag: str) -> dict[str, str]:
        attributes: dict[str, str] = {}
        while True:
            self._skip_spaces()
            if self._peek() == ">":
                return attributes
            name = self._word("=>").lower()
            if not name:
                raise self._at(
                    begin, f'Empty attribute name in the tag "{tag}"' if self._peek() else "Unclosed start tag"
                )
            self._skip_spaces()
            attributes[name] = self._value(begin, tag) if self._peek() == "=" else ""
            if not self._peek():
                raise self._at(begin, "Unclosed start tag")

    def _value(self, begin: int, tag: str) -> str:
        self.at += 1
        self._skip_spaces()
        quote = self._peek()
        if not quote:
            raise self._at(begin, f'Unclosed start tag "{tag}"')
        if quote in "'\"":
            return self._quote(quote)
        return self._name_token()

    def _name_token(self) -> str:
        start = self.at
        match = NAME_TOKEN.match(self.markup, start)
        self.at = match.end() if match else start
        if self._peek() != ">" and (not self._peek() or self._peek() not in SPACE):
            raise self._at(start, "Unexpected end of name token")
        return self.markup[start : self.at].lower()

    def _quote(self, quote: str) -> str:
        self.at += 1
        value = []
        while self._peek() and self._peek() != quote:
            if self._peek() == "&":
                value.append(self._character())
            else:
                value.append(self._peek())
                self.at += 1
        self.at += 1
        return "".join(value)

    def _end_tag(self, begin: int) -> None:
        if not self.stack:
            raise self._at(begin, "Unexpected end tag")
        tag = self._word(">").lower()
        self._skip_spaces()
        if self._peek() != ">":
            raise self._at(begin, "Unclosed end tag")
        self.at += 1
        opened = self.stack.pop()
        if tag and tag != opened.tag:
            raise self._at(begin, "Unmatched end tag", f', expected "</{opened.tag}>", found "</{tag}>"')
        if self.offset > opened.offset:
            self._close(opened)

    def _close(self, opened: _Open) -> None:
        entity: JsonObject = {"type": TAGS[opened.tag], "offset": opened.offset, "length": self.offset - opened.offset}
        if opened.tag == "a":
            link = _link(opened.attributes.get("href") or "".join(self.out[opened.start :]))
            if link is None:
                return
            entity |= link
        elif opened.tag == "blockquote" and "expandable" in opened.attributes:
            entity["type"] = "expandable_blockquote"
        elif opened.tag == "tg-emoji":
            entity["custom_emoji_id"] = opened.attributes.get("emoji-id", "")
        elif opened.tag == "code":
            entity["language"] = opened.attributes.get("class", "").removeprefix("language-")
        self.found.append(entity)

    def _at(self, position: int, words: str, rest: str = "") -> RefusalError:
        offset = len(self.markup[:position].encode())
        return _cannot_parse(f"{words} at byte offset {offset}{rest}")


def _cannot_parse(words: str) -> RefusalError:
    return bad_request(f"can't parse entities: {words}")


def _decode(match: re.Match[str]) -> str | None:
    hexadecimal, decimal, name = match.groups()
    if name:
        return NAMED.get(name)
    number = int(hexadecimal, 16) if hexadecimal else int(decimal[:9])
    if FIRST_SURROGATE <= number <= LAST_SURROGATE:
        raise bad_request(
            "can't parse entities: Text contains invalid Unicode characters after decoding HTML entities, "
            "check for unmatched surrogate code units"
        )
    return chr(number) if 0 < number < LAST_CODE_POINT else None


def _link(written: str) -> JsonObject | None:
    user = mentioned_user(written)
    if user is not None:
        return {"type": "text_mention", "user": {"id": user}}
    url = checked_url(written)
    return None if url is None else {"url": url}

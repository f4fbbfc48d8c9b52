"""What travels between a bot and Telegram: the parameters of a call, uploads, and the answer in JSON."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

JsonObject: TypeAlias = dict[str, Any]

ATTACHED = "attach://"
SAID = {"text", "caption"}  # words of the bot, whatever they look like


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it came in a request."""

    name: str
    content: bytes
    mime: str = "application/octet-stream"


class RefusalError(Exception):
    """Telegram says no, in its own words."""

    def __init__(self, code: int, description: str, parameters: JsonObject | None = None) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters


def bad_request(words: str) -> RefusalError:
    """400, in Telegram's words."""
    return RefusalError(400, f"Bad Request: {words}")


def forbidden(words: str) -> RefusalError:
    """403, in Telegram's words."""
    return RefusalError(403, f"Forbidden: {words}")


def too_many(seconds: int) -> RefusalError:
    """429, with the seconds to wait."""
    return RefusalError(429, f"Too Many Requests: retry after {seconds}", {"retry_after": seconds})


@dataclass(frozen=True, slots=True)
class Answer:
    """What goes back. `content` is the body as it is written to the wire; it need not be JSON when a fault says so."""

    status: int
    content: str
    result: Any = None

    @property
    def is_json(self) -> bool:
        return self.content.startswith("{")

    @classmethod
    def of(cls, result: object) -> "Answer":
        return cls(200, json.dumps({"ok": True, "result": result}, ensure_ascii=False), result)

    @classmethod
    def refusing(cls, refusal: RefusalError) -> "Answer":
        body: JsonObject = {"ok": False, "error_code": refusal.code, "description": refusal.description}
        if refusal.parameters:
            body["parameters"] = refusal.parameters
        return cls(refusal.code, json.dumps(body, ensure_ascii=False))


@dataclass(frozen=True, slots=True)
class Params:
    """Parameters as they come in a form (every value a string) or in JSON (values as they are)."""

    values: Mapping[str, Any]
    uploads: Mapping[str, Upload] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """Empty where it is not given."""
        value = self.values.get(name)
        return "" if value is None else str(value)

    def integer(self, name: str, default: int = 0) -> int:
        """Telegram reads a number as far as it goes and takes nonsense for nothing."""
        try:
            return int(self.text(name))
        except ValueError:
            return default

    def flag(self, name: str) -> bool:
        """«true», «1» or «yes» in any case."""
        return self.text(name).lower() in {"true", "1", "yes"}

    def json(self, name: str, what: str = "") -> Any:
        value = self.values.get(name)
        if not isinstance(value, str):
            return value
        if not value:
            return None
        try:
            return json.loads(value)
        except ValueError as e:
            raise bad_request(f"can't parse {what or name} JSON object") from e

    def mapping(self, name: str, what: str) -> JsonObject:
        """An object, empty where there is none."""
        value = self.json(name, what)
        if value is None:
            return {}
        if not isinstance(value, dict):
            raise bad_request(f"can't parse {what}: expected an Object")
        return value

    def objects(self, name: str, what: str) -> list[JsonObject]:
        """An array of objects, empty where there is none."""
        value = self.json(name, what)
        if value is None:
            return []
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            raise bad_request(f"can't parse {what}: expected an Array of Objects")
        return value

    def file(self, name: str) -> Upload | str | None:
        """An upload, the id of a file that Telegram has, or nothing."""
        if name in self.uploads:
            return self.uploads[name]
        value = self.text(name)
        if value.startswith(ATTACHED):
            return self.uploads.get(value.removeprefix(ATTACHED))
        return value or None

    def readable(self) -> JsonObject:
        """For the log of calls: JSON decoded, an upload shown by its name and size."""
        shown = {name: value if name in SAID else _decode(value) for name, value in self.values.items()}
        for name, upload in self.uploads.items():
            shown.setdefault(name, f"{upload.name}, {len(upload.content)} bytes")
        return shown


def _decode(value: object) -> object:
    if isinstance(value, str) and value[:1] in {"{", "["}:
        try:
            return json.loads(value)
        except ValueError:
            return value
    return value

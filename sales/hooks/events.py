"""What is told to programs elsewhere, and how each message proves whose it is (Standard Webhooks, spec/8)."""

import base64
import binascii
import hashlib
import hmac
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any, Final
from urllib.parse import urlsplit

from sales.hooks.standing import OFF

PREFIX: Final = "whsec_"
SECRET_BYTES: Final = 24
LONGEST_URL: Final = 500


class HookEvent(StrEnum):
    """Their order is that of buttons that were sent: a new one stands last."""

    PAYMENT_EXPECTED = "payment.expected"
    PAYMENT_MOVED = "payment.moved"
    PAYMENT_CANCELLED = "payment.cancelled"
    FACT_RECORDED = "fact.recorded"
    FACT_CONFIRMED = "fact.confirmed"
    FACT_UNDONE = "fact.undone"
    DEAL_MOVED = "deal.moved"
    CLIENT_CREATED = "client.created"
    CLIENT_MERGED = "client.merged"
    CLIENT_FORGOTTEN = "client.forgotten"
    ASK_GIVEN = "ask.given"
    ASK_DONE = "ask.done"
    CHECKIN_CLOSED = "checkin.closed"
    WEEK_FROZEN = "week.frozen"


OF_CLIENT: Final = frozenset({HookEvent.CLIENT_CREATED, HookEvent.CLIENT_MERGED})
"""Their id is a client's; the name of a forgotten one is nobody's."""


@dataclass(frozen=True, slots=True)
class Announced:
    """Something that a transaction has done, until it is put into the queues as it commits."""

    event: HookEvent
    at: datetime
    subject_id: int
    more: Mapping[str, Any]


TRIAL: Final = "hook.trial"
"""What an address is told at its owner's wish, to see whether it takes it."""


def is_told(options: Mapping[str, Any], event: HookEvent) -> bool:
    """Whether a program is told of it: all are, until some were chosen; of nothing while it is off."""
    return not options.get(OFF) and event in list_told(options)


def list_told(options: Mapping[str, Any]) -> list[HookEvent]:
    """The kinds that were chosen for a program, in their order."""
    chosen = options.get("events")
    return [each for each in HookEvent if chosen is None or each.value in chosen]


def choose_event(options: Mapping[str, Any], event: HookEvent, *, is_told: bool | None = None) -> dict[str, Any]:
    """The options, with that kind told from now on, or told no more; None: the other of the two."""
    chosen = set(list_told(options))
    meant = event not in chosen if is_told is None else is_told
    chosen = chosen | {event} if meant else chosen - {event}
    return {**options, "events": [each.value for each in HookEvent if each in chosen]}


def make_secret() -> str:
    """By which both sides sign: whsec_ and 24 random bytes."""
    return PREFIX + base64.b64encode(secrets.token_bytes(SECRET_BYTES)).decode()


def write_body(event: HookEvent, at: datetime, data: dict[str, Any]) -> str:
    """Ids and sums, never a name or a text."""
    return _write_event(event.value, at, data)


def write_trial(at: datetime, token_id: int, by_id: int) -> str:
    """The body by which an address is tried; `by_id`: of whoever wants to know what came of it."""
    return _write_event(TRIAL, at, {"id": token_id, "by_id": by_id})


def find_trier(body: str) -> int | None:
    """Whose trial it is; None for an event."""
    told = json.loads(body)
    return told["data"]["by_id"] if told["type"] == TRIAL else None


def add_names(body: str, names: Mapping[str, str]) -> str:
    """The body with what was asked for by name, as it is called today: for a program that may read clients."""
    told = json.loads(body)
    return _write({**told, "data": told["data"] | names})


def read_data(body: str) -> tuple[HookEvent, dict[str, Any]]:
    """Which event a body tells of, and its ids and sums."""
    told = json.loads(body)
    return HookEvent(told["type"]), told["data"]


def _write_event(name: str, at: datetime, data: dict[str, Any]) -> str:
    when = at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    return _write({"type": name, "timestamp": when, "data": data})


def _write(told: Mapping[str, Any]) -> str:
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"), default=date.isoformat)


def sign_message(secret: str, message_id: str, timestamp: int, body: str) -> str:
    """`webhook-signature` of one sending; the timestamp is that of the sending. Raises ValueError for no secret."""
    try:
        key = base64.b64decode(secret.removeprefix(PREFIX), validate=True)
    except binascii.Error as error:
        raise ValueError("no secret of a webhook") from error
    signed = hmac.new(key, f"{message_id}.{timestamp}.{body}".encode(), hashlib.sha256).digest()
    return f"v1,{base64.b64encode(signed).decode()}"


def read_url(text: str) -> str | None:
    """An address that messages may be sent to; None for what is none, or holds a name and a password."""
    said = text.strip()
    try:
        parts = urlsplit(said)
        fits = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.username is None
        _port = parts.port
    except ValueError:
        return None
    return (
        said
        if fits and len(said) <= LONGEST_URL and said.isascii() and said.isprintable() and " " not in said
        else None
    )

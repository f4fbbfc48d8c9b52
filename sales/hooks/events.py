"""What is told to programs elsewhere, and how each message proves whose it is (Standard Webhooks, spec/8)."""

import base64
import binascii
import hashlib
import hmac
import json
import secrets
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any, Final
from urllib.parse import urlsplit

PREFIX: Final = "whsec_"
SECRET_BYTES: Final = 24
LONGEST_URL: Final = 500

RETRIES: Final = tuple(
    timedelta(seconds=seconds) for seconds in (5, 5 * 60, 30 * 60, 2 * 3600, 5 * 3600, 10 * 3600, 14 * 3600)
)
"""After each failure the next try; after the last one the message is given up."""
MOST_FAILURES: Final = 20
"""In a row, of whatever messages: then it is turned off, and the owners are told."""
GONE: Final = 410


class HookEvent(StrEnum):
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


def make_secret() -> str:
    """By which both sides sign: whsec_ and 24 random bytes."""
    return PREFIX + base64.b64encode(secrets.token_bytes(SECRET_BYTES)).decode()


def write_body(event: HookEvent, at: datetime, data: dict[str, Any]) -> str:
    """Ids and sums, never a name or a text."""
    when = at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    told = {"type": event.value, "timestamp": when, "data": data}
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


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

"""The fields of what an exchange sends: forms, JSON, hours, seconds, numbers. All raise UnreadableCallError."""

import hashlib
import hmac
import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from urllib.parse import parse_qsl
from zoneinfo import ZoneInfo

from sales.core.words import clean
from sales.telephony.call import MOST_SECONDS, CallResult, UnreadableCallError

MOST_FIELDS: Final = 100
LONGEST_ID: Final = 120
LONGEST_EXTENSION: Final = 40
LONGEST_PHONE: Final = 15
"""Digits of the longest number there is."""
LONGEST_URL: Final = 500
WHOLE_PHONE: Final = 10
SHORTEST_MOMENT: Final = 13
"""Letters: a day alone is not when somebody rang."""
SHORT: Final = re.compile("[0-9]{1,4}")
_NOT_DIGITS: Final = re.compile("[^0-9]+")
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_UNIX: Final = re.compile("[0-9]{9,13}(?:[.][0-9]{1,6})?")
_SPAN: Final = re.compile("(?:([0-9]{1,3}):)?([0-9]{1,4}):([0-9]{1,2})")
_NUMBER: Final = re.compile("-?[0-9]{1,9}(?:[.][0-9]{1,9})?")
_MILLISECONDS: Final = 10**11

_RESULTS: Final[Mapping[str, CallResult]] = {
    **dict.fromkeys(("answered", "success", "answer", "отвечен", "отвечено", "принят", "да"), CallResult.ANSWERED),
    **dict.fromkeys(
        ("missed", "no answer", "noanswer", "no_answer", "cancel", "cancelled", "пропущен", "пропущенный"),
        CallResult.MISSED,
    ),
    **dict.fromkeys(("нет ответа", "не отвечен", "неотвеченный", "нет"), CallResult.MISSED),
    **dict.fromkeys(("busy", "занято", "занят"), CallResult.BUSY),
    **dict.fromkeys(
        ("failed", "failure", "congestion", "error", "ошибка", "notavailable", "notallowed"), CallResult.FAILED
    ),
}


def read_form(body: bytes) -> Mapping[str, str]:
    """The fields of application/x-www-form-urlencoded in UTF-8."""
    try:
        return dict(parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=MOST_FIELDS))
    except ValueError:
        raise UnreadableCallError("a form in UTF-8 of up to 100 fields is expected") from None


def read_object(text: str | bytes) -> Mapping[str, Any]:
    """A JSON object."""
    try:
        said = json.loads(text)
    except (ValueError, RecursionError):
        raise UnreadableCallError("JSON in UTF-8 is expected") from None
    if not isinstance(said, dict):
        raise UnreadableCallError("a JSON object is expected")
    return said


def read_fields(body: bytes, headers: Mapping[str, str]) -> Mapping[str, Any]:
    """JSON, or a form where the header says so or no brace begins it."""
    is_form = "form" in headers.get("content-type", "")
    return read_object(body) if not is_form or body.lstrip()[:1] == b"{" else read_form(body)


def text_in(fields: Mapping[str, Any], *names: str) -> str:
    """The first of these that says something; a number is its digits."""
    for name in names:
        value = fields.get(name)
        if isinstance(value, (str, int, float)) and not isinstance(value, bool) and (said := clean(str(value), 2000)):
            return said
    return ""


def read_id(text: str) -> str:
    """Whatever its length: what is too long, or not of plain letters, is known by its digest."""
    if not text:
        raise UnreadableCallError("a call needs its id")
    plain = text.isascii() and text.isprintable() and len(text) <= LONGEST_ID
    return text if plain else hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def read_start(text: str, zone: str) -> datetime:
    """Seconds since 1970, or ISO 8601; an hour without a zone is of `zone`."""
    try:
        if _UNIX.fullmatch(text):
            seconds = float(text)
            return _EPOCH + timedelta(seconds=int(seconds / 1000 if seconds > _MILLISECONDS else seconds))
        said = datetime.fromisoformat(text if text.isascii() and len(text) >= SHORTEST_MOMENT else "")
        return (said if said.tzinfo else said.replace(tzinfo=ZoneInfo(zone))).astimezone(UTC)
    except (ValueError, OverflowError):
        raise UnreadableCallError("when did it begin? such as 2026-11-20T10:30:00+03:00") from None


def read_seconds(text: str) -> int:
    """«125», «125.0», «2:05», «0:02:05»; a day at most, nothing said is 0."""
    if not text:
        return 0
    if span := _SPAN.fullmatch(text):
        hours, minutes, seconds = (int(part or 0) for part in span.groups())
        return min(hours * 3600 + minutes * 60 + seconds, MOST_SECONDS)
    if not _NUMBER.fullmatch(text):
        raise UnreadableCallError("how many seconds was it? such as 125")
    return min(max(int(float(text)), 0), MOST_SECONDS)


def read_phone(text: str) -> str:
    """The digits, with + for a whole number; empty for a hidden one, and for what is too long to be one.

    Ten digits, and eleven that begin with 8, are of this country.
    """
    digits = _NOT_DIGITS.sub("", text.partition("@")[0])
    if len(digits) > LONGEST_PHONE:
        return ""
    if len(digits) == WHOLE_PHONE + 1 and digits.startswith("8"):
        return f"+7{digits[1:]}"
    if len(digits) == WHOLE_PHONE:
        return digits if digits.startswith("0") else f"+7{digits}"
    return f"+{digits}" if len(digits) > WHOLE_PHONE else digits


def read_extension(text: str) -> str:
    """Ours, as it is written."""
    return clean(text, LONGEST_EXTENSION)


def read_url(text: str) -> str:
    """Where a record lies; empty for what is no address."""
    return text if text.startswith(("https://", "http://")) and len(text) <= LONGEST_URL else ""


def find_result(text: str) -> CallResult | None:
    """What a word of theirs means."""
    return _RESULTS.get(text.lower())


def is_short(text: str) -> bool:
    """Whether it can be nothing but an extension."""
    return SHORT.fullmatch(text) is not None


def is_same(one: str, other: str) -> bool:
    """Compared in constant time, whatever letters are in them."""
    return hmac.compare_digest(one.encode("utf-8", "surrogatepass"), other.encode("utf-8", "surrogatepass"))

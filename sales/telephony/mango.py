"""Mango Office: a form with `vpbx_api_key`, `sign` and `json`; a summary tells of a call that is over."""

import hashlib
from collections.abc import Mapping
from typing import Any

from sales.telephony.call import Call, CallResult, Direction, ExchangeOptions, Heard, Ignore, Refuse
from sales.telephony.fields import (
    is_same,
    read_extension,
    read_form,
    read_id,
    read_object,
    read_phone,
    read_start,
    text_in,
)

DIRECTIONS: Mapping[str, Direction] = {"1": Direction.IN, "2": Direction.OUT}


def sign_mango(key: str, text: str, salt: str) -> str:
    """64 hexadecimal signs."""
    return hashlib.sha256(f"{key}{text}{salt}".encode()).hexdigest()


def read_mango(body: bytes, _headers: Mapping[str, str], options: ExchangeOptions) -> Heard:
    """Times are seconds since 1970; a talk_time of 0: nobody spoke."""
    form = read_form(body)
    text = form.get("json", "")
    is_signed = is_same(form.get("sign", "").lower(), sign_mango(options.key, text, options.secret))
    if not is_same(form.get("vpbx_api_key", ""), options.key) or not is_signed:
        return Refuse(401, "The signature is wrong.")
    said = read_object(text)
    direction = DIRECTIONS.get(text_in(said, "call_direction"))
    if "call_state" in said or direction is None or not text_in(said, "end_time"):
        return Ignore()
    caller, called = _side(said, "from"), _side(said, "to")
    theirs, ours = (caller, called) if direction is Direction.IN else (called, caller)
    number = text_in(theirs, "number")
    if text_in(theirs, "extension") and number in {"", text_in(theirs, "extension")}:
        return Ignore()
    seconds = _count_seconds(text_in(said, "talk_time"), text_in(said, "end_time"))
    return Call(
        read_id(text_in(said, "entry_id")),
        read_start(text_in(said, "create_time"), "UTC"),
        direction,
        read_phone(number),
        read_extension(text_in(ours, "extension")),
        seconds or 0,
        CallResult.MISSED if seconds is None else CallResult.ANSWERED,
        line=read_phone(text_in(said, "line_number") or text_in(ours, "number")),
    )


def _count_seconds(begun: str, ended: str) -> int | None:
    """None where nobody spoke."""
    if begun in {"", "0"}:
        return None
    return max(0, int((read_start(ended, "UTC") - read_start(begun, "UTC")).total_seconds()))


def _side(said: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    side = said.get(name)
    return side if isinstance(side, dict) else {}

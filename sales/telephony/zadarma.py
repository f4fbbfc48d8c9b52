"""
Zadarma and Novofon: a form, signed in a header; neither the duration nor their own id is.

So a call is known by its signature: sent again under another id it is the same one, told once.
"""

import base64
import hashlib
import hmac
from collections.abc import Mapping, Sequence
from typing import Final

from sales.telephony.call import Call, CallResult, Direction, ExchangeOptions, Heard, Ignore, Refuse
from sales.telephony.fields import (
    find_result,
    is_same,
    is_short,
    read_extension,
    read_form,
    read_id,
    read_phone,
    read_seconds,
    read_start,
    text_in,
)

_INCOMING: Final = ("caller_id", "called_did", "call_start")
_OUTGOING: Final = ("internal", "destination", "call_start")
SIGNED: Final[Mapping[str, Sequence[str]]] = {
    "NOTIFY_START": _INCOMING,
    "NOTIFY_INTERNAL": _INCOMING,
    "NOTIFY_END": _INCOMING,
    "NOTIFY_OUT_START": _OUTGOING,
    "NOTIFY_OUT_END": _OUTGOING,
    "NOTIFY_ANSWER": ("caller_id", "destination", "call_start"),
    "NOTIFY_RECORD": ("pbx_call_id", "call_id_with_rec"),
}
ENDS: Final[Mapping[str, Direction]] = {"NOTIFY_END": Direction.IN, "NOTIFY_OUT_END": Direction.OUT}


def sign_zadarma(secret: str, text: str) -> str:
    """Base64 of the hexadecimal signs of HMAC-SHA1."""
    digest = hmac.new(secret.encode(), text.encode(), hashlib.sha1).hexdigest()
    return base64.b64encode(digest.encode()).decode()


def read_zadarma(body: bytes, headers: Mapping[str, str], options: ExchangeOptions) -> Heard:
    """`call_start` is in the cabinet's zone; a disposition that is not known is a failure."""
    form = read_form(body)
    event = form.get("event", "")
    if event not in SIGNED:
        return Ignore()
    right = sign_zadarma(options.secret, "".join(form.get(name, "") for name in SIGNED[event]))
    if not is_same(headers.get("signature", ""), right):
        return Refuse(401, "The signature is wrong.")
    direction = ENDS.get(event)
    if direction is None:
        return Ignore()
    is_in = direction is Direction.IN
    theirs, ours = (
        form.get("caller_id" if is_in else "destination", ""),
        form.get("called_did" if is_in else "internal", ""),
    )
    if is_short(theirs) and (is_short(ours) or (is_in and not ours)):
        return Ignore()
    result = find_result(form.get("disposition", "")) or CallResult.FAILED
    return Call(
        read_id(right),
        read_start(text_in(form, "call_start"), options.zone),
        direction,
        read_phone(theirs),
        read_extension(text_in(form, "internal", "last_internal")),
        read_seconds(text_in(form, "duration")) if result is CallResult.ANSWERED else 0,
        result,
        line=read_phone(form.get("called_did" if is_in else "caller_id", "")),
    )

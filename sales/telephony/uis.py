"""UIS and CoMagic: JSON by a template that the customer writes; ours is given with the address."""

from collections.abc import Mapping
from typing import Final

from sales.telephony.call import Call, CallResult, Direction, ExchangeOptions, Heard, Ignore, UnreadableCallError
from sales.telephony.fields import (
    find_result,
    read_extension,
    read_id,
    read_object,
    read_phone,
    read_seconds,
    read_start,
    read_url,
    text_in,
)

SAID_YES: Final = {"true", "1", "yes", "да"}
TALK: Final = ("talk_time_duration", "talk_seconds", "talk_time", "talk_duration", "duration")


def read_uis(body: bytes, _headers: Mapping[str, str], options: ExchangeOptions) -> Heard:
    """Without a duration it cannot be told from a beginning: refused, so that the template is mended."""
    said = read_object(body)
    if _is_true(said.get("is_internal")):
        return Ignore()
    direction = text_in(said, "direction").lower()
    if direction not in set(Direction):
        raise UnreadableCallError("direction is in or out")
    talk, told = text_in(said, *TALK), find_result(text_in(said, "result", "disposition"))
    is_lost = said.get("is_lost")
    if not talk and told is None and is_lost is None:
        raise UnreadableCallError("the template needs talk_seconds")
    seconds = 0 if _is_true(is_lost) else read_seconds(talk)
    result = told or (CallResult.ANSWERED if seconds else CallResult.MISSED)
    far = "calling_phone_number" if direction == Direction.IN else "called_phone_number"
    return Call(
        read_id(text_in(said, "call_session_id")),
        read_start(text_in(said, "start_time"), options.zone),
        Direction(direction),
        read_phone(text_in(said, "contact_phone_number", far)),
        read_extension(text_in(said, "extension", "employee")),
        seconds if result is CallResult.ANSWERED else 0,
        result,
        line=read_phone(text_in(said, "virtual_phone_number")),
        record_url=read_url(text_in(said, "record_url")),
    )


def _is_true(value: object) -> bool:
    return str(value).strip().lower() in SAID_YES

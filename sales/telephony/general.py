"""The general hook: whatever can post a JSON object or a form, such as Asterisk with curl."""

from collections.abc import Mapping

from sales.telephony.call import Call, CallResult, Direction, ExchangeOptions, Heard, UnreadableCallError
from sales.telephony.fields import (
    find_result,
    read_extension,
    read_fields,
    read_id,
    read_phone,
    read_seconds,
    read_start,
    read_url,
    text_in,
)


def read_general(body: bytes, headers: Mapping[str, str], options: ExchangeOptions) -> Heard:
    """`{"id","started_at","direction","client_phone","extension","talk_seconds","result","record_url"?}`."""
    said = read_fields(body, headers)
    direction, result = text_in(said, "direction").lower(), find_result(text_in(said, "result"))
    if direction not in set(Direction):
        raise UnreadableCallError("direction is in or out")
    if result is None:
        raise UnreadableCallError("result is answered, missed, busy or failed")
    seconds = read_seconds(text_in(said, "talk_seconds"))
    return Call(
        read_id(text_in(said, "id")),
        read_start(text_in(said, "started_at"), options.zone),
        Direction(direction),
        read_phone(text_in(said, "client_phone")),
        read_extension(text_in(said, "extension")),
        seconds if result is CallResult.ANSWERED else 0,
        result,
        record_url=read_url(text_in(said, "record_url")),
    )

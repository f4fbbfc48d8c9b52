"""MegaFon, Gravitel and kin («облачная АТС»): a form of `cmd=history` that shows the key which we gave it."""

from collections.abc import Mapping

from sales.door.tokens import hash_token
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
    read_url,
    text_in,
)


def read_megafon(body: bytes, _headers: Mapping[str, str], options: ExchangeOptions) -> Heard:
    """`options.secret` is the digest of the key; `start` is in UTC."""
    form = read_form(body)
    if not is_same(hash_token(form.get("crm_token", "")), options.secret):
        return Refuse(401, "The key is wrong.")
    kind = form.get("type", "").lower()
    if form.get("cmd", "").lower() != "history" or kind not in set(Direction):
        return Ignore()
    extension = text_in(form, "ext", "user")
    if kind == Direction.OUT and is_short(text_in(form, "phone")) and extension:
        return Ignore()
    result = find_result(form.get("status", "")) or CallResult.FAILED
    return Call(
        read_id(text_in(form, "callid")),
        read_start(text_in(form, "start"), "UTC"),
        Direction(kind),
        read_phone(text_in(form, "phone")),
        read_extension(extension),
        read_seconds(text_in(form, "duration")) if result is CallResult.ANSWERED else 0,
        result,
        line=read_phone(text_in(form, "telnum", "diversion")),
        record_url=read_url(text_in(form, "link")),
    )

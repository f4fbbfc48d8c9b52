"""Standard Webhooks, by the vector of the spec; and addresses that are none."""

from datetime import UTC, datetime

import pytest

from sales.hooks.events import HookEvent, make_secret, read_url, sign_message, write_body


def test_the_vector_of_the_spec() -> None:
    body = write_body(HookEvent.FACT_RECORDED, datetime(2026, 11, 20, 8, 47, tzinfo=UTC), {"id": 17})
    assert body == '{"type":"fact.recorded","timestamp":"2026-11-20T08:47:00Z","data":{"id":17}}'
    signed = sign_message("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_17", 1795514400, body)
    assert signed == "v1,mBd+AfFHk67Md+wzdgB/J9jOaqoC2R8U5mBxVyiv0jc="
    assert sign_message("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_17", 1795514400, body) == signed
    assert sign_message(make_secret(), "msg_17", 1795514400, body) != signed


@pytest.mark.parametrize(
    "wrong",
    ["", "crm", "ftp://x.example", "https://", "https://a:b@x.example/", "https://x.example/ y", "https://x:99999/"],
)
def test_what_is_no_address(wrong: str) -> None:
    assert read_url(wrong) is None
    assert read_url(" https://crm.example.com/hook?k=1 ") == "https://crm.example.com/hook?k=1"

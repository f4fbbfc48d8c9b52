"""What exchanges send, by the vectors of spec/6: read, signed, passed over, refused."""

import json
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sales.door.tokens import hash_token
from sales.telephony.adapters import read_call
from sales.telephony.call import Call, CallResult, Direction, Exchange, ExchangeOptions, Ignore, Refuse
from sales.telephony.fields import read_phone, read_seconds
from sales.telephony.mango import sign_mango
from sales.telephony.zadarma import sign_zadarma

MANGO = ExchangeOptions(Exchange.MANGO, "Europe/Moscow", "abc", "xyz")
ZADARMA = ExchangeOptions(Exchange.ZADARMA, "Asia/Bishkek", secret="test-secret")
MEGAFON = ExchangeOptions(Exchange.MEGAFON, "Europe/Moscow", secret=hash_token("наш-ключ"))
GENERAL = ExchangeOptions(zone="Europe/Moscow")
UIS = ExchangeOptions(Exchange.UIS, "Europe/Moscow")


def mango(said: Any, *, sign: str | None = None, key: str = "abc") -> Any:
    text = said if isinstance(said, str) else json.dumps(said)
    form = {"vpbx_api_key": key, "sign": sign or sign_mango("abc", text, "xyz"), "json": text}
    return read_call(urlencode(form).encode(), {}, MANGO)


def zadarma(event: str, secret: str = "test-secret", **more: str) -> Any:
    form = {
        "event": event,
        "call_start": "2026-11-20 14:00:00",
        "pbx_call_id": "in_1",
        "caller_id": "79161234567",
        "called_did": "74951234567",
        "destination": "79161234567",
        "internal": "101",
        "duration": "125",
        "disposition": "answered",
        **more,
    }
    first = ("internal", "destination") if "OUT" in event else ("caller_id", "called_did")
    signature = sign_zadarma(secret, "".join(form[name] for name in (*first, "call_start")))
    return read_call(urlencode(form).encode(), {"signature": signature}, ZADARMA)


def test_signatures_are_those_of_the_exchanges() -> None:
    text = '{"entry_id":"MTIz","call_direction":1}'
    sign = sign_mango("abc", text, "xyz")
    assert (sign[:8], sign[-7:]) == ("5166239c", "980f97c")
    signed = sign_zadarma("test-secret", "79161234567" + "74951234567" + "2026-11-20 10:30:00")
    assert signed == "NjAyMTk3ZGU0ODQxNjdmNjIyZjRmOTc4NWFmNjA4NWU1MGFhYmQ2Mg=="


def test_mango_tells_of_a_call_when_it_is_over() -> None:
    base = 1_795_159_800  # 20.11.2026 10:30 in Moscow
    said = {
        "entry_id": "MTIz",
        "call_direction": 1,
        "from": {"number": "79161234567"},
        "to": {"extension": "101", "number": "sip:anna@vpbx"},
        "line_number": "74951234567",
        "create_time": base,
        "talk_time": base + 5,
        "end_time": base + 130,
        "entry_result": 1,
        "disconnect_reason": 1110,
    }
    call = mango(said)
    assert isinstance(call, Call)
    assert (call.external_id, call.phone, call.extension, call.talk_seconds) == ("MTIz", "+79161234567", "101", 125)
    assert (call.direction, call.result) == (Direction.IN, CallResult.ANSWERED)
    assert mango({**said, "talk_time": 0}).is_missed
    out = mango({**said, "call_direction": 2, "from": {"extension": "101"}, "to": {"number": "79161234567"}})
    assert (out.direction, out.phone, out.extension) == (Direction.OUT, "+79161234567", "101")
    inside = {**said, "call_direction": 2, "from": {"extension": "101"}, "to": {"extension": "102", "number": "102"}}
    begun = {"entry_id": "1", "call_state": "Appeared", "from": {"number": "79161234567"}}
    assert [mango(inside), mango(begun), mango({**said, "call_direction": 0})] == [Ignore()] * 3
    assert mango({**said, "from": {"number": "anonymous"}}).phone == ""


@pytest.mark.parametrize("change", [{"sign": "0" * 64}, {"key": "abd"}, {"sign": "é"}])
def test_mango_with_another_signature_is_refused(change: dict[str, str]) -> None:
    refused = mango({"entry_id": "1", "call_direction": 1}, **change)
    assert isinstance(refused, Refuse)
    assert refused.status == 401


def test_zadarmas_hours_are_of_the_cabinets_zone() -> None:
    call = zadarma("NOTIFY_END")
    assert call.started_at == datetime(2026, 11, 20, 8, tzinfo=UTC)
    assert (call.talk_seconds, call.is_talk, call.extension) == (125, True, "101")
    assert zadarma("NOTIFY_END", disposition="no answer").is_missed
    out = zadarma("NOTIFY_OUT_END", disposition="cancel")
    assert (out.result, out.talk_seconds, out.is_talk, out.is_missed) == (CallResult.MISSED, 0, False, False)
    assert zadarma("NOTIFY_OUT_END", disposition="unallocated number").result is CallResult.FAILED
    assert zadarma("NOTIFY_OUT_END", duration="29").is_talk is False
    assert zadarma("NOTIFY_OUT_END", duration="30").is_talk is True
    assert zadarma("NOTIFY_END", duration="3").is_talk is True


def test_zadarma_hides_numbers_and_talks_inside() -> None:
    assert zadarma("NOTIFY_END", caller_id="anonymous").phone == ""
    assert zadarma("NOTIFY_END", caller_id="12345").phone == "12345"
    assert zadarma("NOTIFY_OUT_END", destination="102") == Ignore()
    assert zadarma("NOTIFY_START") == Ignore()
    assert zadarma("NOTIFY_NEW_THING", secret="other") == Ignore()
    assert zadarma("NOTIFY_END", secret="other") == Refuse(401, "The signature is wrong.")
    assert zadarma("NOTIFY_OUT_END", secret="other") == Refuse(401, "The signature is wrong.")


def test_megafon_shows_the_key_and_its_hours_are_utc() -> None:
    form = {
        "cmd": "history",
        "type": "in",
        "user": "anna",
        "ext": "101",
        "telnum": "74951234567",
        "phone": "79161234567",
        "start": "20261120T073000Z",
        "duration": "125",
        "callid": "c1",
        "link": "https://records.example/1.mp3",
        "status": "Success",
        "crm_token": "наш-ключ",
    }

    def ask(**more: str) -> Any:
        return read_call(urlencode(form | more).encode(), {}, MEGAFON)

    call = ask()
    assert call.started_at == datetime(2026, 11, 20, 7, 30, tzinfo=UTC)  # 10:30 in Moscow
    assert (call.talk_seconds, call.extension, call.record_url) == (125, "101", "https://records.example/1.mp3")
    assert ask(status="missed").is_missed
    assert [ask(status=each).result for each in ("Busy", "NotAvailable", "NotAllowed")] == [
        CallResult.BUSY,
        CallResult.FAILED,
        CallResult.FAILED,
    ]
    assert [ask(cmd="event"), ask(cmd="contact"), ask(type="out", phone="102")] == [Ignore()] * 3
    assert ask(crm_token="чужой") == Refuse(401, "The key is wrong.")
    assert ask(cmd="event", crm_token="") == Refuse(401, "The key is wrong.")


def test_uis_is_read_by_the_template_that_was_given() -> None:
    said = {
        "call_session_id": 237264812,
        "direction": "in",
        "contact_phone_number": "79161234567",
        "virtual_phone_number": "74951234567",
        "start_time": "2026-11-20 10:30:00.123",
        "is_internal": "false",
        "talk_seconds": 125,
        "employee": "101",
    }

    def ask(**more: Any) -> Any:
        return read_call(json.dumps(said | more).encode(), {}, UIS)

    assert ask().started_at.replace(microsecond=0) == datetime(2026, 11, 20, 7, 30, tzinfo=UTC)
    assert (ask().external_id, ask().talk_seconds, ask().extension) == ("237264812", 125, "101")
    assert ask(talk_seconds=0).is_missed
    assert ask(is_lost=True).is_missed
    assert ask(is_internal=True) == Ignore()
    assert ask(talk_seconds=None) == Refuse(422, "the template needs talk_seconds")


def test_the_general_hook_takes_json_and_forms() -> None:
    said = {
        "id": "1763.12",
        "started_at": "2026-11-20T10:30:00",
        "direction": "out",
        "client_phone": "8 (916) 123-45-67",
        "extension": "101",
        "talk_seconds": 125,
        "result": "answered",
        "record_url": "javascript:alert(1)",
    }
    call = read_call(json.dumps(said).encode(), {}, GENERAL)
    form = read_call(urlencode(said).encode(), {"content-type": "application/x-www-form-urlencoded"}, GENERAL)
    assert call == form
    assert isinstance(call, Call)
    assert call.started_at == datetime(2026, 11, 20, 7, 30, tzinfo=UTC)
    assert (call.phone, call.record_url) == ("+79161234567", "")
    assert Call.from_json(json.loads(json.dumps(call.to_json()))) == call
    wrong = {"id": "", "direction": "up", "result": "?", "started_at": "2026-11-20", "talk_seconds": "x"}
    for name, value in wrong.items():
        refused = read_call(json.dumps(said | {name: value}).encode(), {}, GENERAL)
        assert isinstance(refused, Refuse), name
        assert refused.status == 422


def test_numbers_and_seconds_of_any_spelling() -> None:
    assert [read_seconds(each) for each in ("125", "125.0", "2:05", "0:02:05", "", "-3", "999999999")] == [
        125,
        125,
        125,
        125,
        0,
        0,
        86_400,
    ]
    assert [read_phone(each) for each in ("sip:79161234567@pbx", "101", "Anonymous", "9" * 30)] == [
        "+79161234567",
        "101",
        "",
        "",
    ]


@given(st.sampled_from([MANGO, ZADARMA, MEGAFON, UIS, GENERAL]), st.binary(max_size=200))
def test_whatever_comes_in_is_read_or_refused(options: ExchangeOptions, body: bytes) -> None:
    assert isinstance(read_call(body, {"signature": "\udcff"}, options), Ignore | Refuse)


_JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@given(
    st.fixed_dictionaries(
        {
            "id": _JSON,
            "call_session_id": _JSON,
            "started_at": _JSON,
            "start_time": _JSON,
            "client_phone": _JSON,
            "extension": _JSON,
            "talk_seconds": _JSON,
            "direction": st.sampled_from(["in", "out"]) | _JSON,
            "result": st.sampled_from(["answered", "missed"]) | _JSON,
        }
    )
)
def test_whatever_the_fields_hold_is_read_or_refused(said: dict[str, Any]) -> None:
    for options in (GENERAL, UIS):
        assert isinstance(read_call(json.dumps(said).encode(), {}, options), Call | Ignore | Refuse)
    assert isinstance(mango(json.dumps({**said, "call_direction": 1, "end_time": said["started_at"]})), object)

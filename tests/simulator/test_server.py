"""The server as a bot and a page meet it on the wire: forms, codes, the Date header, the stream of changes."""

import asyncio
import base64
import json
from collections.abc import AsyncIterator
from datetime import timedelta

import aiohttp
import pytest

from simulator.core import Core
from simulator.front.server import serving
from tests.simulator.conftest import MORNING


class Wire:
    """A client that sees everything, and the simulator behind it."""

    def __init__(self, core: Core, http: aiohttp.ClientSession) -> None:
        self.core = core
        self.http = http
        self.bot = f"/bot{core.token}/"


@pytest.fixture
async def wire(core: Core) -> AsyncIterator[Wire]:
    core.world.add_person("Анна")
    core.people.start(101)
    async with serving(core) as url, aiohttp.ClientSession(url) as http:
        yield Wire(core, http)


async def test_a_call_comes_by_query_by_form_by_json_and_in_parts(wire: Wire) -> None:
    call = {"chat_id": "101", "text": "привет"}
    method = wire.bot + "sendMessage"
    parts = aiohttp.FormData(default_to_multipart=True)
    for name, value in call.items():
        parts.add_field(name, value)
    async with wire.http.get(method, params=call) as query:
        assert (await query.json())["result"]["message_id"] == 2
    async with wire.http.post(method, data=call) as form:
        assert (await form.json())["result"]["message_id"] == 3
    async with wire.http.post(method, json={**call, "chat_id": 101}) as body:
        assert (await body.json())["result"]["message_id"] == 4
    async with wire.http.post(method, data=parts) as multipart:
        assert (await multipart.json())["result"]["message_id"] == 5
    async with wire.http.post(wire.bot + "SENDMESSAGE", data=call) as shouted:
        assert shouted.status == 200


@pytest.mark.parametrize(
    ("path", "status", "description"),
    [
        ("/bot1:wrong/getMe", 401, "Unauthorized"),
        ("/bot42:simulator/sendRichText", 404, "Not Found: method not found"),
        ("/bot42:simulator/sendMessage?text=x", 400, "Bad Request: chat_id is empty"),
        ("/bot42:simulator/sendMessage?chat_id=101", 400, "Bad Request: message text is empty"),
        ("/bot42:simulator/sendDocument?chat_id=101", 400, "Bad Request: there is no document in the request"),
        ("/bot42:simulator/sendChatAction?chat_id=101", 400, "Bad Request: wrong parameter action in request"),
        ("/file/bot42:simulator/documents/none.txt", 404, "Not Found"),
        ("/file/bot1:wrong/documents/none.txt", 401, "Unauthorized"),
    ],
)
async def test_a_refusal_on_the_wire(wire: Wire, path: str, status: int, description: str) -> None:
    async with wire.http.get(path) as response:
        assert response.status == status
        assert await response.json() == {"ok": False, "error_code": status, "description": description}


async def test_a_body_that_is_no_json(wire: Wire) -> None:
    for body in ("{", "[1]"):
        headers = {"Content-Type": "application/json"}
        async with wire.http.post(wire.bot + "getMe", data=body, headers=headers) as response:
            assert response.status == 400


async def test_every_answer_carries_the_simulated_date(wire: Wire) -> None:
    wire.core.clock.advance(timedelta(days=3, hours=1))
    for path in ("/bot42:simulator/getMe", "/bot1:x/getMe", "/sim/state", "/sim/nothing", "/nowhere"):
        async with wire.http.get(path) as response:
            assert response.headers["Date"] == "Mon, 23 Nov 2026 09:40:00 GMT"


async def test_a_bad_gateway_carries_the_date_and_html(wire: Wire) -> None:
    await wire.http.post("/sim/faults", json={"method": "getMe", "code": 502})
    async with wire.http.get(wire.bot + "getMe") as response:
        assert (response.status, response.content_type) == (502, "text/html")
        assert response.headers["Date"] == "Fri, 20 Nov 2026 08:40:00 GMT"


async def test_a_name_that_points_here_is_not_enough(wire: Wire) -> None:
    async with wire.http.get("/sim/state", headers={"Host": "evil.example:80"}) as response:
        assert response.status == 403


async def test_a_conflict_of_two_pollers_on_the_wire(wire: Wire) -> None:
    updates = wire.core.world.updates
    await wire.http.get(wire.bot + "getUpdates?offset=-1")
    updates.clear()
    first = asyncio.create_task(wire.http.get(wire.bot + "getUpdates?timeout=30"))
    await wire.core.world.changes.until(lambda: updates.polls_begun == 2, 2)
    second = asyncio.create_task(wire.http.get(wire.bot + "getUpdates?timeout=30"))
    assert (await first).status == 409
    wire.core.clock.advance(timedelta(minutes=1))
    answer = await second
    assert (await answer.json(), answer.headers["Date"]) == (
        {"ok": True, "result": []},
        "Fri, 20 Nov 2026 08:41:00 GMT",
    )


async def test_what_the_stage_cannot_do_it_says(wire: Wire) -> None:
    async with wire.http.post("/sim/people/101/press", json={"label": "✅"}) as response:
        assert response.status == 400
        assert await response.json() == {"error": "there is no button «✅» here; there are: none"}
    async with wire.http.get("/sim/chats/999") as response:
        assert response.status == 404
    async with wire.http.post("/sim/people/101/text", json=[]) as response:
        assert response.status == 400
    async with wire.http.post("/sim/people/101/text", json={}) as response:
        assert await response.json() == {"error": "«text» is missing"}
    async with wire.http.post("/sim/clock", json={"to": "2020-01-01T00:00:00Z"}) as response:
        assert "never goes back" in (await response.json())["error"]


async def test_a_press_that_waits_brings_the_toast(wire: Wire) -> None:
    markup = {"inline_keyboard": [[{"text": "✅", "callback_data": "a:1"}]]}
    await wire.http.post(wire.bot + "sendMessage", json={"chat_id": 101, "text": "?", "reply_markup": markup})
    press = asyncio.create_task(wire.http.post("/sim/people/101/press", json={"label": "✅", "wait": 5}))
    await wire.core.world.changes.until(lambda: bool(wire.core.world.presses), 2)
    number = next(iter(wire.core.world.presses))
    await wire.http.post(wire.bot + "answerCallbackQuery", data={"callback_query_id": number, "text": "Записано"})
    assert (await (await press).json())["toast"]["text"] == "Записано"


async def test_a_page_sends_a_file_as_a_form_and_shows_it_back(wire: Wire) -> None:
    form = aiohttp.FormData()
    form.add_field("caption", "выписка")
    form.add_field("file", b"1CClientBankExchange", filename="kl_to_1c.txt", content_type="text/plain")
    async with wire.http.post("/sim/people/101/document", data=form) as response:
        (file,) = (await response.json())["files"]
    assert file["name"] == "kl_to_1c.txt"
    async with wire.http.get(file["url"]) as response:
        assert await response.read() == b"1CClientBankExchange"
        assert response.headers["Content-Disposition"] == "attachment"
    async with wire.http.get("/sim/files/F0") as response:
        assert response.status == 404


async def test_a_picture_is_shown_as_one(wire: Wire) -> None:
    async with wire.http.post("/sim/people/101/photo", json={"caption": "чек"}) as response:
        (file,) = (await response.json())["files"]
    async with wire.http.get(file["url"]) as response:
        assert response.content_type == "image/png"
    content = base64.b64encode(b"<svg/>").decode()
    async with wire.http.post("/sim/people/101/photo", json={"content": content}) as response:
        assert response.status == 400


async def test_the_stream_of_changes_goes_on_where_it_broke_off(wire: Wire) -> None:
    seq = wire.core.world.changes.last
    wire.core.people.text(101, "раз")
    wire.core.people.text(101, "два")
    async with wire.http.get("/sim/events", headers={"Last-Event-ID": str(seq + 1)}) as stream:
        assert stream.content_type == "text/event-stream"
        two = await _event(stream)
        assert (two["seq"], two["kind"], two["chat"], two["message"]["text"]) == (seq + 2, "message", 101, "два")
        wire.core.clock.advance(timedelta(minutes=1))
        assert (await _event(stream))["kind"] == "clock"


async def test_a_chat_can_be_waited_for(wire: Wire) -> None:
    seq = wire.core.world.changes.last
    waiting = asyncio.create_task(wire.http.get(f"/sim/chats/101?after={seq}&wait=10"))
    await asyncio.sleep(0)
    wire.core.people.text(101, "пришло")
    state = await (await waiting).json()
    assert (state["messages"][-1]["text"], state["seq"]) == ("пришло", seq + 1)


async def test_the_queue_and_the_clock_are_seen(wire: Wire) -> None:
    async with wire.http.get("/sim/updates") as response:
        assert [u["message"]["text"] for u in (await response.json())["pending"]] == ["/start"]
    async with wire.http.post("/sim/clock", json={"advance": 60, "frozen": False}) as response:
        clock = await response.json()
    assert clock["frozen"] is False
    assert clock["now"] > (MORNING + timedelta(seconds=60)).isoformat()


async def _event(stream: aiohttp.ClientResponse) -> dict[str, object]:
    async for line in stream.content:
        if line.startswith(b"data: "):
            return json.loads(line.removeprefix(b"data: "))
    raise AssertionError("the stream ended")

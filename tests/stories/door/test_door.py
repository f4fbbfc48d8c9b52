"""The door itself: who comes in, who does not, and what is stored before it is answered."""

import asyncio
import json
import secrets
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from aiohttp.test_utils import unused_port
from sqlalchemy import text

from bot.door.door import Door
from bot.operations.listener import take_port
from handlers import endpoints
from handlers.door.endpoint import (
    Deed,
    DoorAnswer,
    DoorRequest,
    HeardItem,
    Hook,
    Inbound,
    Lookup,
    make_answer,
    make_key,
    read_json,
)
from handlers.framework.replies import Replies, Say
from reports.message.markup import fill
from reports.message.message import Message
from sales.door.sources import ItemSource
from sales.door.tokens import TokenKind, TokenScope
from tests.stories.door.knocking import before_door, has_token
from tests.town import Town


async def _count(request: DoorRequest) -> DoorAnswer:
    return make_answer({"department": request.bearer.department_id}, tagged=True)


async def _read_ring(request: DoorRequest) -> Inbound:
    said = read_json(request.body)
    return Inbound("ring", make_key(said["id"]), said, ItemSource.PBX)


async def _do(request: DoorRequest) -> DoorAnswer:
    said = read_json(request.body)
    return make_answer({"client": said["name"], "nonce": secrets.token_hex(4)}, 201)


ENDPOINTS = (
    Lookup(path="/api/v1/count", kind=TokenKind.API, scope=TokenScope.READ_CLIENTS, answer=_count),
    Deed(path="/api/v1/things", kind=TokenKind.API, scope=TokenScope.WRITE_CLIENTS, do=_do),
    Hook(path="/hook/ring/{token}", kind=TokenKind.PBX, read=_read_ring),
)


@pytest.fixture
def hears_rings(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    owner = town.owner
    assert owner is not None

    async def hear(item: HeardItem) -> Replies:
        return Say(Message(fill("☎️ {who}", who=item.data["from"])), to=owner.id)

    monkeypatch.setitem(endpoints.HEARERS, "ring", hear)  # type: ignore[arg-type]


async def test_a_token_opens_what_it_is_for_and_nothing_else(town: Town) -> None:
    api = await has_token(town, TokenKind.API, TokenScope.READ_CLIENTS)
    pbx = await has_token(town, TokenKind.PBX)
    async with before_door(town, ENDPOINTS) as visitor:
        assert (await visitor.asks("/api/v1/count", api)).json == {"department": town.department_id}
        lacking = await visitor.posts("/api/v1/things", api, key="1", json={"name": "x"})
        assert (lacking.status, lacking.json["status"]) == (403, 403)
        assert lacking.headers["Content-Type"] == "application/problem+json"
        refused = await visitor.asks("/api/v1/count", pbx)
        assert (refused.status, refused.headers["WWW-Authenticate"]) == (401, "Bearer")

        absent = await visitor.posts("/nothing/here", json={})
        for wrong in (api, "", "x" * 40, "..", "%00"):
            answered = await visitor.posts(f"/hook/ring/{wrong}", json={"id": 1})
            assert (answered.status, answered.body) == (404, absent.body), wrong
        assert (await visitor.asks(f"/hook/ring/{pbx}")).body == absent.body


async def test_fifty_forged_foreign_and_revoked_tokens_are_all_refused(town: Town) -> None:
    """Forged, of another kind, cut, doubled, in other letters, and old."""
    assert town.owner is not None
    good = await has_token(town, TokenKind.API, *TokenScope)
    old = await has_token(town, TokenKind.API, *TokenScope)
    async with town.database.write() as tx:
        mine = tx.as_(town.owner.actor).door_tokens
        await mine.revoke((await mine.list_all())[-1].id)
    forged = [f"rpr_{secrets.token_urlsafe(24)}" for _ in range(40)]
    near = [
        good[:-1],
        good + "a",
        good.upper(),
        good.lower(),
        good.removeprefix("rpr_"),
        f"{good} {good}",
        "",
        "é",
        old,
    ]
    async with before_door(town, ENDPOINTS) as visitor:
        for token in [*forged, *near]:
            header = {"Authorization": f"Bearer {token}".encode().decode("latin-1")}
            assert (await visitor.asks("/api/v1/count", headers=header)).status == 401, token
        assert (await visitor.asks("/api/v1/count", headers={"Authorization": f"Basic {good}"})).status == 401
        assert (await visitor.asks("/api/v1/count", good)).status == 200


async def test_what_came_in_is_stored_before_it_is_answered_and_heard_once(town: Town, hears_rings: None) -> None:
    assert town.owner is not None
    token = await has_token(town, TokenKind.PBX)
    async with before_door(town, ENDPOINTS) as visitor:
        for _ in range(3):
            assert (await visitor.posts(f"/hook/ring/{token}", json={"id": 7, "from": "Вектор"})).status == 200

    assert (await town.owner.messages()).count("☎️ Вектор") == 1
    async with town.database.read() as tx:
        rows = (
            await tx.session.execute(text("SELECT source, state, payload FROM inbox WHERE source <> 'telegram'"))
        ).all()
        used = await tx.session.scalar(text("SELECT last_used_at FROM door_tokens"))
    assert [tuple(row) for row in rows] == [("pbx", "done", "{}")], "what was heard is not kept"
    assert used is not None


async def test_a_deed_asked_again_is_done_once_and_answers_the_same(town: Town) -> None:
    token = await has_token(town, TokenKind.API, TokenScope.WRITE_CLIENTS)
    async with before_door(town, ENDPOINTS) as visitor:
        first = await visitor.posts("/api/v1/things", token, key="k1", json={"name": "Вектор"})
        again = await visitor.posts("/api/v1/things", token, key="k1", json={"name": "Вектор"})
        assert (first.status, again.status, again.body) == (201, 201, first.body)
        assert again.headers["Idempotency-Replayed"] == "true"

        other = await visitor.posts("/api/v1/things", token, key="k1", json={"name": "Ромашка"})
        assert other.status == 409
        keyless = await visitor.posts("/api/v1/things", token, json={"name": "Ромашка"})
        assert (keyless.status, "Idempotency-Key" in keyless.json["detail"]) == (400, True)

        await town.clock.jump(timedelta(hours=72))
        anew = await visitor.posts("/api/v1/things", token, key="k1", json={"name": "Ромашка"})
        assert anew.json["client"] == "Ромашка"


async def test_too_fast_too_big_and_no_json_are_said(town: Town, hears_rings: None) -> None:
    api = await has_token(town, TokenKind.API, *TokenScope)
    pbx = await has_token(town, TokenKind.PBX)
    async with before_door(town, ENDPOINTS) as visitor:
        assert (await visitor.posts(f"/hook/ring/{pbx}", data=b" " * 262_145)).status == 413
        for body in (b"", b"[1]", b'{"id": NaN}', b"{" * 9, b"[" * 100_000, b"\xff\xfe{"):
            assert (await visitor.posts(f"/hook/ring/{pbx}", data=body)).status == 400
        asked = [(await visitor.asks("/api/v1/count", api)) for _ in range(61)]
    assert [each.status for each in asked] == [200] * 60 + [429]
    assert 1 <= int(asked[-1].headers["Retry-After"]) <= 60


async def test_answers_are_kept_by_nobody_and_a_known_one_is_not_sent_again(town: Town) -> None:
    api = await has_token(town, TokenKind.API, *TokenScope)
    async with before_door(town, ENDPOINTS) as visitor:
        first = await visitor.asks("/api/v1/count", api)
        assert first.headers["Cache-Control"] == "private, no-cache"
        assert first.headers["Referrer-Policy"] == "no-referrer"
        assert "Access-Control-Allow-Origin" not in first.headers
        known = await visitor.asks("/api/v1/count", api, headers={"If-None-Match": first.headers["ETag"]})
        assert (known.status, known.body) == (304, b"")
        absent = await visitor.asks("/x")
        assert (absent.headers["Cache-Control"], absent.headers["Server"]) == ("no-store", "reper")


async def test_a_database_that_does_not_answer_is_no_mistake_of_who_asks(town: Town) -> None:
    """An exchange that hears 408 may never send the call again."""

    async def waits_in_vain(request: DoorRequest) -> DoorAnswer:
        raise TimeoutError

    feed = await has_token(town, TokenKind.FEED)
    async with before_door(town, [Lookup(path="/feed/{token}/x", kind=TokenKind.FEED, answer=waits_in_vain)]) as one:
        answered = await one.asks(f"/feed/{feed}/x")
    assert (answered.status, answered.headers["Retry-After"]) == (503, "5")


async def test_a_body_without_an_end_is_given_up(
    town: Town, hears_rings: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.door.bodies.READ_SECONDS", 0.1)
    pbx = await has_token(town, TokenKind.PBX)

    async def write() -> AsyncIterator[bytes]:
        yield b"{"
        await asyncio.sleep(5)

    async with before_door(town, ENDPOINTS) as visitor:
        assert (await visitor.posts(f"/hook/ring/{pbx}", data=write())).status == 408


async def test_who_opens_connections_and_says_nothing_keeps_none_from_others(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.operations.listener.MOST_CONNECTIONS", 3)
    port, door = unused_port(), Door(town.settings, town.database, town.parts.signals, town.parts.door._defaults)
    async with take_port(door.make_application(), "127.0.0.1", port, "HTTP") as answer:
        await answer()
        held = [await asyncio.open_connection("127.0.0.1", port) for _ in range(3)]
        await asyncio.sleep(0)
        reader, refused = await asyncio.open_connection("127.0.0.1", port)
        assert await reader.read() == b"", "closed at once"
        for _reader, writer in (*held, (reader, refused)):
            writer.close()


async def test_an_endpoint_that_breaks_tells_the_log_no_path_and_no_token(
    town: Town, caplog: pytest.LogCaptureFixture
) -> None:
    async def breaks(request: DoorRequest) -> DoorAnswer:
        raise RuntimeError(f"{request.query} {request.parts}")

    pbx = await has_token(town, TokenKind.FEED)
    async with before_door(town, [Lookup(path="/feed/{token}/x", kind=TokenKind.FEED, answer=breaks)]) as visitor:
        answered = await visitor.asks(f"/feed/{pbx}/x?phone=79161234567")
    assert answered.status == 500
    assert pbx not in json.dumps(answered.json)
    said = [record.getMessage() for record in caplog.records]
    assert "the door failed at /feed/{token}/x" in said
    assert not [each for each in said if pbx in each]

"""Whoever knocks with what is not theirs: fifty of each kind, and nothing is told of what there is."""

import asyncio
import secrets
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import timedelta

import pytest
from aiohttp.test_utils import TestClient, TestServer
from sqlalchemy import event

from bot.door.door import Door
from handlers.door.endpoint import Endpoint
from handlers.endpoints import ENDPOINTS
from sales.door.tokens import PERSONAL, PREFIXES, TokenKind, TokenScope
from storage.database import Database
from storage.door.tokens import NewToken
from tests import leaks
from tests.storage.plainly import told_by_sqlalchemy
from tests.stories.door.knocking import before_door, has_token
from tests.town import Town

EACH = 50
GUARDED = [each for each in ENDPOINTS if each.kind is not None]
OPEN = [each for each in ENDPOINTS if each.kind is None]


def near(good: str) -> Iterator[str]:
    """Cut, longer, in other letters, doubled, with what a careless reader passes over."""
    yield from (good[:-1], good[1:], good + "a", good.swapcase(), good + good, f"{good}.", good[::-1], "null", "0", "*")
    yield from (f"{good[:-1]}{each}" for each in "abcXYZ_-" if each != good[-1])


async def list_wrong(town: Town, kind: TokenKind) -> dict[str, Sequence[str]]:
    """By what is wrong with them; of each kind fifty."""
    assert town.owner is not None
    good = await has_token(town, kind, *TokenScope) if kind not in PERSONAL else secrets.token_urlsafe(24)
    made = {each: await has_token(town, each, *TokenScope) for each in TokenKind if each not in PERSONAL | {kind}}
    async with town.database.write() as tx:
        mine = tx.as_(town.owner.actor).door_tokens
        old = await mine.make(NewToken(kind, "Старый", town.department_id)) if kind not in PERSONAL else "x"
        if kind not in PERSONAL:
            await mine.revoke((await mine.list_all())[-1].id)
    return {
        "forged": [PREFIXES.get(kind, "") + secrets.token_urlsafe(24) for _ in range(EACH)],
        "near": [*near(good)] * 3,
        "foreign": [*made.values()] * 10,
        "old": [old] * EACH,
    }


@pytest.mark.parametrize("kind", sorted({each.kind for each in GUARDED if each.kind is not None}))
async def test_fifty_wrong_ones_of_each_kind_are_as_good_as_none(town: Town, kind: TokenKind) -> None:
    wrong = await list_wrong(town, kind)
    with leaks.guarded() as guard:
        await _knock_everywhere(town, kind, wrong)
    assert not [token for tokens in wrong.values() for token in tokens if len(token) > 20 and token in str(guard.lines)]


async def _knock_everywhere(town: Town, kind: TokenKind, wrong: Mapping[str, Sequence[str]]) -> None:
    door = Door(town.settings, town.database, town.parts.signals, town.parts.door._defaults)
    endpoints = [each for each in GUARDED if each.kind is kind]
    async with TestClient(TestServer(door.make_application(), access_log=None)) as client:

        async def ask(endpoint: Endpoint, token: str) -> tuple[int, bytes, frozenset[str]]:
            path = endpoint.path.replace("{token}", token or "_")
            headers = {"Authorization": f"Bearer {token}"} if endpoint.is_bearer else {}
            async with client.request(endpoint.methods[0], path, headers=headers, data=b"{}") as answer:
                return answer.status, await answer.read(), frozenset(answer.headers)

        absent = await ask(Endpoint(path="/nothing/here.csv"), "")
        for what, tokens in wrong.items():
            for number, token in enumerate(tokens):
                endpoint = endpoints[number % len(endpoints)]
                found = await ask(endpoint, token)
                if endpoint.is_bearer:
                    assert (found[0], b"No such token." in found[1]) == (401, True), what
                else:
                    assert found == absent, (what, "a wrong token tells that there is a path")


@pytest.mark.parametrize("kind", sorted({each.kind for each in GUARDED if each.kind is not None}))
async def test_a_wrong_one_takes_as_long_as_none(town: Town, kind: TokenKind) -> None:
    """The database is asked the same of it, once: no clock tells an old or a foreign one from one that never was."""
    wrong = await list_wrong(town, kind)
    endpoint = next(each for each in GUARDED if each.kind is kind)
    async with before_door(town) as visitor:
        asked = {}
        for what, token in [("none", ""), *((what, tokens[0]) for what, tokens in wrong.items())]:
            path = endpoint.path.replace("{token}", token or "_").replace("{rest:(?:/.*)?}", "")
            with noting(town.database) as statements:
                answered = await visitor.does(
                    endpoint.methods[0], path, token if endpoint.is_bearer else "", data=b"{}"
                )
            asked[what] = answered.status, tuple(each for each in statements if "door_tokens" in each)
    assert len(set(asked.values())) == 1, asked
    assert all(len(statements) == 1 for _status, statements in asked.values())


@contextmanager
def noting(database: Database) -> Iterator[list[str]]:
    """What the reader is asked meanwhile."""
    asked, engine = list[str](), database.reader.engine  # type: ignore[attr-defined]

    def on_execute(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        asked.append(statement)

    event.listen(engine, "before_cursor_execute", on_execute)
    with told_by_sqlalchemy():
        yield asked
    event.remove(engine, "before_cursor_execute", on_execute)


async def test_no_word_of_a_request_comes_into_a_log_however_broken_it_is(town: Town) -> None:
    """Also where HTTP itself is broken, and the server has no path to name."""
    token = await has_token(town, TokenKind.LEAD)
    with leaks.guarded() as guard:
        await _break(town, token)
    assert guard.lines, "a broken request is noted"
    assert not [each for each in guard.lines if token in each or "79161234567" in each]


async def _break(town: Town, token: str) -> None:
    async with before_door(town) as visitor:
        server = visitor._client.server
        for head in (
            f"POST /hook/lead/{token} HTTP/1.1\r\nHost: x\r\nContent-Length: x\r\n\r\n",
            f"POST /hook/lead/{token}\x00 HTTP/1.1\r\nHost: x\r\n\r\n",
            f"GET /hook/lead/{token} HTTP/9.9\r\n\r\n",
            f"POST /hook/lead/{token} HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
            f"/hook/lead/{token}\r\n\r\n",
        ):
            await _send(server.port or 0, head.encode())
        for query in ("?phone=79161234567", "?%00", "?" + "a=1&" * 3000):
            answered = await visitor.posts(f"/hook/lead/{token}{query}", data=b"\xff")
            assert answered.status in {400, 404, 414}


async def _send(port: int, head: bytes) -> bytes:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(head)
    await writer.drain()
    writer.write_eof()
    async with asyncio.timeout(5):
        answered = await reader.read()
    writer.close()
    return answered


def test_what_is_open_looks_for_a_proof_of_its_own() -> None:
    """Nothing but the Mini App, whose proofs are tried fifty times each in tests/stories/dashboard."""
    assert {each.path.split("/")[1] for each in OPEN} == {"app"}


async def test_who_is_let_go_in_the_middle_is_refused_at_once(town: Town) -> None:
    """Their own link, and a look at the dashboard, whatever was left of it."""
    assert town.owner is not None
    anna = await town.manager("Анна")
    async with town.database.write() as tx:
        link = await tx.as_(anna.actor).door_tokens.make_personal(TokenKind.ICS)
    word = f"tma {town.core.sign_init_data(anna.phone.id)}"
    async with before_door(town) as visitor:
        first = await visitor.asks("/app/api/me", headers={"Authorization": word})
        session = {"Authorization": f"session {first.headers['X-Session']}"}
        assert (await visitor.asks(f"/ics/{link}.ics")).status == 200
        async with town.database.write() as tx:
            await tx.as_(town.owner.actor).handovers.deactivate(anna.id)
        for path in ("me", "pace", "payments", "funnel", "debts", "forecast", "team"):
            assert (await visitor.asks(f"/app/api/{path}", headers=session)).status == 401
        assert (await visitor.asks(f"/ics/{link}.ics")).body == (await visitor.asks("/ics/x.ics")).body
        await town.clock.jump(timedelta(seconds=5))
        again = f"tma {town.core.sign_init_data(anna.phone.id)}"
        assert (await visitor.asks("/app/api/me", headers={"Authorization": again})).status == 401

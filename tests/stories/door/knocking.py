"""Knocking at the door of a town: over HTTP, as a program or a site does."""

import json
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from aiohttp.test_utils import TestClient, TestServer

from bot.door.door import Door
from handlers.door.endpoint import Endpoint
from handlers.endpoints import ENDPOINTS
from sales.door.tokens import TokenKind, TokenScope
from storage.door.tokens import NewToken
from tests.town import Town


@dataclass(frozen=True, slots=True)
class Answered:
    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8-sig")

    @property
    def json(self) -> Any:
        return json.loads(self.body)


class Visitor:
    """Somebody outside, before the door of a town. What they do is settled when the call returns."""

    def __init__(self, town: Town, client: TestClient[Any, Any]) -> None:
        self._town = town
        self._client = client

    async def asks(self, path: str, token: str = "", **more: Any) -> Answered:
        return await self.does("GET", path, token, **more)

    async def posts(self, path: str, token: str = "", *, key: str = "", **more: Any) -> Answered:
        headers = {**({"Idempotency-Key": key} if key else {}), **more.pop("headers", {})}
        return await self.does("POST", path, token, headers=headers, **more)

    async def does(self, method: str, path: str, token: str = "", **more: Any) -> Answered:
        headers = {**({"Authorization": f"Bearer {token}"} if token else {}), **more.pop("headers", {})}
        async with self._client.request(method, path, headers=headers, allow_redirects=False, **more) as response:
            found = Answered(response.status, response.headers, await response.read())
        await self._town.settle()
        return found


@asynccontextmanager
async def before_door(town: Town, endpoints: Sequence[Endpoint] = ENDPOINTS) -> AsyncIterator[Visitor]:
    """The door stands open on a port of this machine until the block ends."""
    parts = town.parts
    defaults = parts.door._defaults
    door = Door(town.settings, town.database, parts.signals, defaults, endpoints)
    async with TestClient(TestServer(door.make_application(), access_log=None)) as client:
        yield Visitor(town, client)


async def has_token(town: Town, kind: TokenKind, *scopes: TokenScope, **options: Any) -> str:
    """One that the owner has made for the town's department."""
    assert town.owner is not None
    async with town.database.write() as tx:
        new = NewToken(kind, "Сайт", town.department_id, scopes, options)
        return await tx.as_(town.owner.actor).door_tokens.make(new)

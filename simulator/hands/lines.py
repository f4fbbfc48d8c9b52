"""Two ways to the stage: in the same process, or over HTTP. What cannot be done is an AssertionError."""

import io
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Protocol

import aiohttp

from simulator.core import Core
from simulator.stage.stage import Stage
from simulator.wire import JsonObject

PATIENCE = aiohttp.ClientTimeout(total=120)
NOT_FOUND, REFUSED = 404, 400


class Line(Protocol):
    async def ask(self, method: str, path: str, details: JsonObject) -> Any:
        """A deed or a question of the stage, as JSON; AssertionError where it cannot be done."""


class InsideLine:
    """No socket: a test that holds the core."""

    def __init__(self, core: Core) -> None:
        self._stage = Stage(core)

    async def ask(self, method: str, path: str, details: JsonObject) -> Any:
        try:
            return await self._stage.ask(method, path, details)
        except (ValueError, LookupError) as e:
            raise AssertionError(str(e)) from e


class HttpLine:
    """A simulator that runs somewhere on this machine."""

    def __init__(self, url: str, http: aiohttp.ClientSession) -> None:
        self._url = url.rstrip("/")
        self._http = http

    async def ask(self, method: str, path: str, details: JsonObject) -> Any:
        query = {name: str(value) for name, value in details.items()} if method == "GET" else None
        body = None if method == "GET" else io.BytesIO(json.dumps(details).encode())
        async with self._http.request(
            method, f"{self._url}/sim/{path}", params=query, data=body, headers={"Content-Type": "application/json"}
        ) as response:
            if response.content_type != "application/json":
                return await response.text()
            answer = await response.json()
            if response.status in {NOT_FOUND, REFUSED}:
                raise AssertionError(answer["error"])
            return answer


@asynccontextmanager
async def http_line(url: str) -> AsyncIterator[HttpLine]:
    async with aiohttp.ClientSession(timeout=PATIENCE) as http:
        yield HttpLine(url, http)

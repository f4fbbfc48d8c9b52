"""A program that is told of events: somebody's server on this machine."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.hooks.sender import HookSender
from sales.door.tokens import TokenKind, TokenScope
from sales.hooks.events import make_secret
from tests.stories.door.knocking import has_token
from tests.town import Town


class Program:
    """What it was told, and what it answers."""

    def __init__(self) -> None:
        self.told: list[tuple[dict[str, str], str]] = []
        self.status = 200
        self.refuses = 0
        """So many of the next messages it cannot read."""
        self.url = ""

    async def hear(self, request: web.Request) -> web.Response:
        self.told.append(({name.lower(): value for name, value in request.headers.items()}, await request.text()))
        if self.refuses:
            self.refuses -= 1
            return web.Response(status=422)
        return web.Response(status=self.status, headers={"Location": "/elsewhere"} if self.status == 302 else {})

    @property
    def ids(self) -> list[str]:
        return [headers["webhook-id"] for headers, _ in self.told]

    @property
    def types(self) -> list[str]:
        return [json.loads(body)["type"] for _, body in self.told]

    def data_of(self, event: str) -> list[dict[str, Any]]:
        return [json.loads(body)["data"] for _, body in self.told if json.loads(body)["type"] == event]


@asynccontextmanager
async def open_program() -> AsyncIterator[Program]:
    program, application = Program(), web.Application()
    application.router.add_post("/hook", program.hear)
    application.router.add_route("*", "/elsewhere", program.hear)
    async with TestServer(application) as server:
        program.url = str(server.make_url("/hook"))
        yield program


async def connect(town: Town, program: Program, *scopes: TokenScope) -> tuple[HookSender, str]:
    """It is told of all that happens in the department, once its sender looks."""
    secret = make_secret()
    await has_token(town, TokenKind.HOOK, *scopes, url=program.url, secret=secret)
    return HookSender(town.database, town.parts.signals, private=True), secret

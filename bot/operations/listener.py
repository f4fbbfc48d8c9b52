"""`/healthz` and `/metrics` over HTTP, for this machine alone unless the settings say otherwise."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST

from bot import metrics
from bot.operations.health import Vitals
from bot.operations.hosts import refuse_port
from bot.version import VERSION

MOST_CONNECTIONS = 400
"""At once; a process may have a thousand files open."""
IDLE_SECONDS = 150
"""Of a connection on which nothing whole is asked; longer than a proxy keeps it for the next request."""


@asynccontextmanager
async def listening(host: str, port: int, vitals: Vitals) -> AsyncIterator[None]:
    """Answer until the block ends. Raises SettingError for a port or an address that is not ours to take."""
    async with take_port(_application(vitals), host, port, "HEALTH") as answer:
        await answer()
        yield


@asynccontextmanager
async def take_port(
    application: web.Application, host: str, port: int, name: str
) -> AsyncIterator[Callable[[], Awaitable[None]]]:
    """As `listening`, but nothing is answered before what is yielded is called; with port 0 nothing ever is.

    `name`: what its settings begin with.
    """
    runner = web.AppRunner(
        application,
        access_log=None,  # its lines would hold the tokens of paths
        keepalive_timeout=IDLE_SECONDS,
        auto_decompress=False,  # what is refused would be unpacked all the same
    )
    async with AsyncExitStack() as opened:
        opened.push_async_callback(runner.cleanup)
        if port:
            await runner.setup()
            try:
                loop = asyncio.get_running_loop()
                server = await loop.create_server(lambda: _admit(runner), host, port, start_serving=False)
            except (OSError, UnicodeError) as error:  # the last of a host with an empty or an endless part
                raise refuse_port(name, host, port, error) from None
            opened.callback(server.close)
            yield server.start_serving
        else:
            yield _answer_nobody


async def _answer_nobody() -> None:
    return


def _admit(runner: web.AppRunner) -> asyncio.Protocol:
    """Whoever opens connections and says nothing takes none from Telegram, or from the files of the house."""
    server = runner.server
    if server is None or len(server.connections) >= MOST_CONNECTIONS:
        return asyncio.StreamReaderProtocol(asyncio.StreamReader(), lambda _reader, writer: writer.close())
    return server()


def _application(vitals: Vitals) -> web.Application:
    async def healthz(_request: web.Request) -> web.Response:
        health = await vitals.health()
        said = {"version": VERSION, "well": health.well, "phase": health.phase, "troubles": health.troubles}
        if health.pulses:
            said["pulses"] = health.pulses
        return web.json_response(said, status=200 if health.well else 503)

    async def figures(_request: web.Request) -> web.Response:
        await vitals.health()  # reads the depths
        return web.Response(body=metrics.page(), headers={"Content-Type": CONTENT_TYPE_LATEST})

    application = web.Application()
    application.router.add_get("/healthz", healthz)
    application.router.add_get("/metrics", figures)
    return application

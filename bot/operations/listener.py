"""`/healthz` and `/metrics` over HTTP, for this machine alone unless the settings say otherwise."""

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST

from bot import metrics
from bot.operations.health import Vitals

log = logging.getLogger(__name__)


@asynccontextmanager
async def listening(host: str, port: int, vitals: Vitals) -> AsyncIterator[None]:
    """Answer until the block ends. A port that is taken is logged: people are served all the same."""
    runner = web.AppRunner(_application(vitals), access_log=None)
    if port:
        await runner.setup()
        try:
            await web.TCPSite(runner, host, port).start()
        except OSError as error:
            log.error("nobody can ask how the bot is: HEALTH_PORT %s: %s", port, error.strerror)  # noqa: TRY400
    try:
        yield
    finally:
        await runner.cleanup()


def _application(vitals: Vitals) -> web.Application:
    async def healthz(_request: web.Request) -> web.Response:
        health = await vitals.health()
        said = {"well": health.well, "phase": health.phase, "troubles": health.troubles}
        return web.json_response(said, status=200 if health.well else 503)

    async def figures(_request: web.Request) -> web.Response:
        await vitals.health()  # reads the depths
        return web.Response(body=metrics.page(), headers={"Content-Type": CONTENT_TYPE_LATEST})

    application = web.Application()
    application.router.add_get("/healthz", healthz)
    application.router.add_get("/metrics", figures)
    return application

"""The front over HTTP: a Bot API server and the stage beside it, on 127.0.0.1 and nowhere else."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager

from aiohttp import web
from aiohttp.multipart import BodyPartReader

from simulator.acts.faults import ConnectionResetBySimulatorError
from simulator.core import Core
from simulator.front.posting import post_updates
from simulator.front.routes import stage_routes
from simulator.state.files import LARGEST_UPLOAD
from simulator.wire import Answer, JsonObject, Params, RefusalError, Upload

LARGEST_BODY = LARGEST_UPLOAD * 4 // 3 + 1_000_000  # a file may come in base64
HOST = "127.0.0.1"
OURSELVES = {"127.0.0.1", "localhost"}
CORE = web.AppKey("core", Core)

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def make_app(core: Core, page: Iterable[web.AbstractRouteDef] = ()) -> web.Application:
    """The whole server as an aiohttp application; a page brings its own routes."""
    app = web.Application(client_max_size=LARGEST_BODY, middlewares=[_only_from_here])
    app[CORE] = core
    app.on_response_prepare.append(_simulated_date)
    app.router.add_route("*", r"/bot{token:[^/]+}/{method:\w+}", _call)
    app.router.add_get(r"/file/bot{token:[^/]+}/{path:.+}", _file)
    app.add_routes([*stage_routes(core), *page])
    app.cleanup_ctx.append(_posting)
    return app


@asynccontextmanager
async def serving(core: Core, port: int = 0, page: Iterable[web.AbstractRouteDef] = ()) -> AsyncIterator[str]:
    """Serve while the block lasts; gives the base address. Port 0 takes any free one."""
    runner = web.AppRunner(make_app(core, page), handler_cancellation=True, access_log=None, shutdown_timeout=0.5)
    await runner.setup()
    try:
        site = web.TCPSite(runner, HOST, port)
        await site.start()
        yield f"http://{HOST}:{runner.addresses[0][1]}"
    finally:
        core.world.updates.ring("clock")
        await runner.cleanup()


async def _posting(app: web.Application) -> AsyncIterator[None]:
    """Webhooks are posted for as long as the server runs."""
    task = asyncio.create_task(post_updates(app[CORE]))
    yield
    task.cancel()
    await asyncio.wait([task])


@web.middleware
async def _only_from_here(request: web.Request, handler: Handler) -> web.StreamResponse:
    """A page from elsewhere must not reach the simulator by a name that points at this machine."""
    if (request.url.host or "") not in OURSELVES:
        raise web.HTTPForbidden(text="the simulator answers on 127.0.0.1 only")
    origin = request.headers.get("Origin")
    if origin is not None and origin != f"{request.scheme}://{request.host}":
        raise web.HTTPForbidden(text="the simulator answers to its own page only")
    return await handler(request)


async def _simulated_date(request: web.Request, response: web.StreamResponse) -> None:
    """The bot follows this header."""
    response.headers["Date"] = request.app[CORE].clock.date_header()


async def _call(request: web.Request) -> web.Response:
    core = request.app[CORE]
    if request.match_info["token"] != core.token:
        return _write(Answer.refusing(RefusalError(401, "Unauthorized")))
    try:
        params = await read_params(request)
    except ValueError:
        return _write(Answer.refusing(RefusalError(400, "Bad Request: can't parse the request body")))
    try:
        return _write(await core.answer(request.match_info["method"], params))
    except ConnectionResetBySimulatorError:
        if request.transport is not None:
            request.transport.abort()
        return web.Response()


async def _file(request: web.Request) -> web.Response:
    core = request.app[CORE]
    if request.match_info["token"] != core.token:
        return _write(Answer.refusing(RefusalError(401, "Unauthorized")))
    stored = core.world.files.at(request.match_info["path"])
    if stored is None:
        return _write(Answer.refusing(RefusalError(404, "Not Found")))
    return web.Response(body=stored.content, content_type="application/octet-stream")


def _write(answer: Answer) -> web.Response:
    kind = "application/json" if answer.is_json else "text/html"
    return web.Response(status=answer.status, text=answer.content, content_type=kind)


async def read_params(request: web.Request) -> Params:
    """Query, JSON, urlencoded or multipart: Telegram takes them all."""
    values: JsonObject = dict(request.query)
    if request.content_type == "application/json":
        body = json.loads(await request.text() or "{}")
        if not isinstance(body, dict):
            raise ValueError("an object is expected")
        return Params(values | body)
    if not request.content_type.startswith("multipart/"):
        return Params(values | dict(await request.post()))
    uploads: dict[str, Upload] = {}
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader) or part.name is None:
            continue
        if part.filename is None:
            values[part.name] = await part.text()
        else:
            mime = part.headers.get("Content-Type", "application/octet-stream")
            uploads[part.name] = Upload(part.filename, bytes(await part.read()), mime)
    return Params(values, uploads)

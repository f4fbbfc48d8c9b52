"""The stage over HTTP: /sim/… in JSON, the files of a chat, and the stream of changes that a page follows."""

import base64
import json
from collections.abc import Awaitable, Callable

from aiohttp import web

from simulator.core import Core
from simulator.stage.stage import Stage
from simulator.wire import JsonObject

BEAT = 15.0  # seconds between signs of life in a quiet stream


def stage_routes(core: Core) -> list[web.RouteDef]:
    stage = Stage(core)
    return [
        web.get("/sim/events", _events(core)),
        web.get("/sim/files/{file_id}", _file(core)),
        web.route("*", "/sim/{path:.+}", _tell(stage)),
    ]


def _tell(stage: Stage) -> Callable[[web.Request], Awaitable[web.Response]]:
    async def told(request: web.Request) -> web.Response:
        try:
            details = await _details(request)
            result = await stage.ask(request.method, request.match_info["path"], details)
        except LookupError as e:
            return web.json_response({"error": str(e)}, status=404)
        except (ValueError, TypeError) as e:
            return web.json_response({"error": str(e)}, status=400)
        if isinstance(result, str):
            return web.Response(text=result)
        return web.json_response(result, dumps=_readable)

    return told


async def _details(request: web.Request) -> JsonObject:
    """JSON; for files from a page also a multipart form with a field `file`."""
    if request.method == "GET":
        return dict(request.query)
    if request.content_type.startswith("multipart/"):
        return _from_form(dict(await request.post()))
    body = json.loads(await request.text() or "{}")
    if not isinstance(body, dict):
        raise ValueError("an object is expected")  # noqa: TRY004  told to the caller as a sentence
    return body


def _from_form(form: dict[str, str | bytes | bytearray | web.FileField]) -> JsonObject:
    details: JsonObject = {name: value for name, value in form.items() if isinstance(value, str)}
    if "chat" in details:
        details["chat"] = int(details["chat"])
    file = form.get("file")
    if isinstance(file, web.FileField):
        details |= {"name": file.filename, "mime": file.content_type}
        details["content"] = base64.b64encode(file.file.read()).decode()
    return details


def _file(core: Core) -> Callable[[web.Request], Awaitable[web.Response]]:
    async def file(request: web.Request) -> web.Response:
        if not core.world.files.has(request.match_info["file_id"]):
            raise web.HTTPNotFound
        stored = core.world.files.find(request.match_info["file_id"])
        picture = stored.mime.startswith("image/") and "svg" not in stored.mime
        response = web.Response(
            body=stored.content, content_type=stored.mime if picture else "application/octet-stream"
        )
        response.headers["X-Content-Type-Options"] = "nosniff"
        if not picture:
            response.headers["Content-Disposition"] = "attachment"
        return response

    return file


def _events(core: Core) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    async def events(request: web.Request) -> web.StreamResponse:
        """Server-sent events; after a break the browser says by itself where it was."""
        since = request.headers.get("Last-Event-ID") or request.query.get("since") or str(core.world.changes.last)
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"})
        await response.prepare(request)
        await response.write(b"retry: 1000\n\n")
        async for change in core.world.changes.follow(int(since) if since.isdecimal() else 0, BEAT):
            sent = ": still here\n\n" if change is None else f"id: {change['seq']}\ndata: {_readable(change)}\n\n"
            await response.write(sent.encode())
        return response

    return events


def _readable(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)

"""The chat page: files from `simulator/page/`, with headers that let nothing from elsewhere in."""

from collections.abc import Awaitable, Callable
from pathlib import Path

from aiohttp import web

FOLDER = Path(__file__).resolve().parent / "page"
STRICT = {
    "Content-Security-Policy": (
        "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-cache",  # the page of yesterday's version must not talk to today's simulator
}


def page_routes() -> list[web.RouteDef]:
    """The page at `/`, and each of its files by name."""
    files = [path for path in sorted(FOLDER.iterdir()) if path.is_file()]
    return [
        web.get("/", _given(FOLDER / "index.html")),
        *(web.get(f"/page/{path.name}", _given(path)) for path in files),
    ]


def _given(path: Path) -> Callable[[web.Request], Awaitable[web.FileResponse]]:
    async def given(_: web.Request) -> web.FileResponse:
        return web.FileResponse(path, headers=STRICT)

    return given

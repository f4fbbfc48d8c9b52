"""The chat page: files from `simulator/page/` and its font, with headers that let nothing from elsewhere in."""

from collections.abc import Awaitable, Callable, Mapping
from importlib.util import find_spec
from pathlib import Path

from aiohttp import web

FOLDER = Path(__file__).resolve().parent.parent / "page"
FONTS = {"roboto.ttf": "Roboto[wdth,wght].ttf", "roboto-italic.ttf": "Roboto-Italic[wdth,wght].ttf"}
"""Name on the page → file in the package `fontpkg_roboto`."""

STRICT = {
    "Content-Security-Policy": (
        "default-src 'self'; frame-src http://127.0.0.1:*; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-cache",  # the page of yesterday's version must not talk to today's simulator
}

FOR_APPS = {**STRICT, "Cross-Origin-Resource-Policy": "cross-origin"}
"""Of what Telegram gives to Mini Apps, which stand at addresses of their own."""


def page_routes() -> list[web.RouteDef]:
    """The page at `/`, and each of its files by name."""
    files = {path.name: path for path in sorted(FOLDER.iterdir()) if path.is_file()} | font_files()
    return [
        web.get("/", _give(FOLDER / "index.html")),
        web.get("/telegram-web-app.js", _give(FOLDER / "telegram-web-app.js", FOR_APPS)),
        *(web.get(f"/page/{name}", _give(path)) for name, path in files.items()),
    ]


def font_files() -> dict[str, Path]:
    """Name on the page → file; empty where the package is not installed: then the page takes a font of the system."""
    package = find_spec("fontpkg_roboto")
    if package is None or package.origin is None:
        return {}
    return {name: Path(package.origin).parent / "files" / file for name, file in FONTS.items()}


def _give(path: Path, headers: Mapping[str, str] = STRICT) -> Callable[[web.Request], Awaitable[web.FileResponse]]:
    async def given(_: web.Request) -> web.FileResponse:
        return web.FileResponse(path, headers=headers)

    return given

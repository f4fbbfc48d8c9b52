"""What a request brings, read up to a limit."""

import asyncio

from aiohttp import web

from handlers.door.endpoint import ProblemError

PLAIN = "identity"
READ_SECONDS = 20
"""For a whole request to come: a slow one must not hold a place for ever."""


async def read_body(request: web.Request, most: int) -> bytes:
    """Raises ProblemError for a longer one, whatever its header says, for one that does not end, and for one that is
    packed: a thousand times as much may be in it.
    """
    if request.headers.get("Content-Encoding", PLAIN).lower() != PLAIN:
        raise ProblemError(415, "The body is to come as it is, not packed.")
    if (request.content_length or 0) > most:
        raise ProblemError(413, f"Up to {most} bytes.")
    try:
        async with asyncio.timeout(READ_SECONDS):
            return await _read(request, most)
    except TimeoutError:
        raise ProblemError(408) from None


async def _read(request: web.Request, most: int) -> bytes:
    content = bytearray()
    async for chunk in request.content.iter_any():
        content += chunk
        if len(content) > most:
            raise ProblemError(413, f"Up to {most} bytes.")
    return bytes(content)

"""The operator's proxy before the processes that take updates in: any of those that listen has the next one."""

import asyncio
import random
from collections import deque
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from typing import Any

from tests.proof.crash.yard import Yard

SECRET = "s3cret-x"
REFUSAL = b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
LOST = (OSError, asyncio.IncompleteReadError)


class Proxy:
    """One request a connection, as proxies speak to those behind them. What breaks off there breaks off here."""

    def __init__(self, ports: Sequence[int]) -> None:
        self.ports = ports
        self.port = 0
        self.troubles: deque[dict[str, Any]] = deque()
        """Of the line, each for one post: `reset` before or after it was handed over, `code` instead of that, or half
        of the answer."""

    @classmethod
    @asynccontextmanager
    async def before(cls, processes: int) -> AsyncIterator["Proxy"]:
        """`processes`: how many; each has a port of its own, and who follows a dead one has its port."""
        proxy = cls([Yard.free_port() for _ in range(processes)])
        server = await asyncio.start_server(proxy.meet, "127.0.0.1", 0)
        proxy.port = server.sockets[0].getsockname()[1]
        try:
            yield proxy
        finally:
            server.close()

    def env(self, port: int) -> dict[str, str]:
        """What the process at this port is told."""
        url = f"http://127.0.0.1:{self.port}/telegram"
        return {"WEBHOOK_URL": url, "WEBHOOK_SECRET": SECRET, "HTTP_PORT": str(port)}

    async def meet(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(*LOST):
            writer.write(await self._answer(await _read_request(reader)))
            await writer.drain()
        writer.close()

    async def _answer(self, request: bytes) -> bytes:
        trouble = self.troubles.popleft() if self.troubles else {}
        if trouble.get("reset") == "before":
            raise ConnectionResetError
        if trouble.get("code", 200) != 200:
            return REFUSAL
        answer = await self._hand_over(request)
        if trouble.get("reset") == "after":
            raise ConnectionResetError
        return answer[: len(answer) // 2] if trouble else answer

    async def _hand_over(self, request: bytes) -> bytes:
        """To any that listens; 502 where none does. Raises OSError where it ends before it has answered."""
        for port in random.sample(self.ports, len(self.ports)):
            try:
                reader, writer = await asyncio.open_connection("127.0.0.1", port)
            except OSError:
                continue
            try:
                writer.write(request)
                answer = await reader.read()
                if not answer:
                    raise ConnectionResetError
                return answer
            finally:
                writer.close()
        return REFUSAL


async def _read_request(reader: asyncio.StreamReader) -> bytes:
    """Head and body; the one behind is asked to close after its answer. Raises IncompleteReadError."""
    head = await reader.readuntil(b"\r\n\r\n")
    lines = [line for line in head.split(b"\r\n")[:-2] if not line.lower().startswith(b"connection:")]
    size = next(int(line.partition(b":")[2]) for line in lines if line.lower().startswith(b"content-length:"))
    return b"\r\n".join([*lines, b"Connection: close", b"", b""]) + await reader.readexactly(size)

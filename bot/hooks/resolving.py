"""
Whom a hook may reach: a host is resolved once, judged, and the very addresses that were judged are called.

Otherwise a name could answer with a public address to who asks, and with 127.0.0.1 to who calls.
"""

import socket

from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.resolver import ThreadedResolver

from sales.hooks.addresses import is_private


class PrivateAddressError(OSError):
    """The host stands in a network of its own: HOOK_PRIVATE would let it be called."""


class PublicResolver(AbstractResolver):
    """Answers with public addresses alone. Raises PrivateAddressError where any of a host's is private."""

    def __init__(self, resolver: AbstractResolver | None = None) -> None:
        self._resolver = resolver or ThreadedResolver()

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        found = await self._resolver.resolve(host, port, family)
        if any(is_private(each["host"]) for each in found):
            raise PrivateAddressError
        return found

    async def close(self) -> None:
        """What it asks is closed with it."""
        await self._resolver.close()

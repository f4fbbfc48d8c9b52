"""
Whom a hook may reach: a host is resolved once, judged, and the very addresses that were judged are called.

Otherwise a name could answer with a public address to who asks, and with 127.0.0.1 to who calls.
"""

import socket
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.resolver import ThreadedResolver

NAT64 = ip_network("64:ff9b::/96")


class PrivateAddressError(OSError):
    """The host stands in a network of its own: HOOK_PRIVATE would let it be called."""


def is_private(host: str) -> bool:
    """Whether an address belongs to no one in the world: this machine, a home or an office, a cloud's own services.

    Raises ValueError for what is no address.
    """
    return not all(each.is_global and not each.is_multicast for each in _list_meant(ip_address(host.partition("%")[0])))


def _list_meant(address: IPv4Address | IPv6Address) -> list[IPv4Address | IPv6Address]:
    """With the address that one of version 6 leads to."""
    found: list[IPv4Address | IPv6Address] = [address]
    if isinstance(address, IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo or (None, None))[1]
        if address in NAT64:
            inner = IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            found = [inner] if address.ipv4_mapped else [address, inner]
    return found


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


def check_literal(host: str) -> None:
    """An address in the place of a name is not resolved, so it is judged here. Raises PrivateAddressError."""
    try:
        private = is_private(host.strip("[]"))
    except ValueError:  # a name: the resolver judges it
        private = host.rstrip(".").lower() == "localhost" or _is_number(host)
    if private:
        raise PrivateAddressError


def _is_number(host: str) -> bool:
    """2130706433, 0x7f000001, 127.1: some libraries read such a name as an address."""
    return all(part.isdigit() or part[:2].lower() == "0x" for part in host.rstrip(".").split("."))

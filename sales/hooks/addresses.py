"""Which addresses are nobody's in the world: this machine, a home or an office, a cloud's own (spec/0, 0.4)."""

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Final

_NAT64: Final = ip_network("64:ff9b::/96")
_SITES: Final = tuple(ip_network(each) for each in ("fec0::/10", "192.88.99.0/24"))
"""Of one's own, which Python takes for the world's."""
_ISATAP: Final = (0x00005EFE, 0x02005EFE)


def is_private(address: str) -> bool:
    """Also where it only leads to a private one. Raises ValueError for what is no address."""
    return not all(_is_public(each) for each in _list_meant(ip_address(address.partition("%")[0])))


def is_private_host(host: str) -> bool:
    """Whether a host is private as it is written; of another name only the resolver can tell."""
    named = host.strip("[]").rstrip(".").lower()
    try:
        return is_private(named)
    except ValueError:
        return named.rpartition(".")[2] in {"localhost", "local", "internal"} or "." not in named or _is_number(named)


def _is_public(address: IPv4Address | IPv6Address) -> bool:
    is_usual = address.is_global and not address.is_multicast and not address.is_reserved
    return is_usual and not any(address in each for each in _SITES)


def _list_meant(address: IPv4Address | IPv6Address) -> list[IPv4Address | IPv6Address]:
    """With the address that one of version 6 leads to."""
    if not isinstance(address, IPv6Address):
        return [address]
    if address.ipv4_mapped is not None:
        return [address.ipv4_mapped]
    last = IPv4Address(int(address) & 0xFFFFFFFF)
    if address in _NAT64:
        return [last]
    is_isatap = (int(address) >> 32) & 0xFFFFFFFF in _ISATAP
    inner = address.sixtofour or (address.teredo or (None, None))[1] or (last if is_isatap else None)
    return [address] if inner is None else [address, inner]


def _is_number(host: str) -> bool:
    """2130706433, 0x7f000001, 127.1: some libraries read such a name as an address."""
    return all(part.isdigit() or part[:2] == "0x" for part in host.split("."))

"""Addresses of nobody in the world, in whatever way they are written."""

import pytest

from sales.hooks.addresses import is_private, is_private_host

PRIVATE = (
    *("127.0.0.1", "10.1.2.3", "192.168.0.1", "172.16.0.1", "169.254.169.254", "0.0.0.0", "100.64.0.1", "224.0.0.1"),
    *("198.18.0.1", "240.0.0.1", "255.255.255.255", "192.88.99.1", "172.31.255.255", "127.255.255.254"),
    *("::1", "::", "fe80::1", "fc00::1", "fd12:3456::1", "fec0::1", "ff02::1", "fe80::1%eth0", "100::1"),
    *("::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1", "::ffff:0:10.0.0.1", "64:ff9b::7f00:1", "64:ff9b:1::1"),
    *("2002:7f00:1::", "2002:a00:1::1", "2001:db8::1", "2001:0:0:0:0:0:80ff:fffe", "2a00:1:2:3:0:5efe:10.0.0.1"),
)
PUBLIC = (
    "93.184.215.14",
    "8.8.8.8",
    "172.32.0.1",
    "2606:2800:21f:cb07:6820:80da:af6b:8b2c",
    "::ffff:8.8.8.8",
    "64:ff9b::808:808",
)
WRITTEN = (
    "localhost",
    "LOCALHOST.",
    "crm",
    "crm.local",
    "x.localhost",
    "db.internal",
    "2130706433",
    "0x7f000001",
    "127.1",
)
WRITTEN_TOO = ("0x7f.1", "[::1]", "[::ffff:7f00:1]", "127.0.0.1.", "017700000001", "")


@pytest.mark.parametrize("address", PRIVATE)
def test_an_address_of_a_house_is_private(address: str) -> None:
    assert is_private(address)
    assert is_private_host(address)


@pytest.mark.parametrize("host", WRITTEN + WRITTEN_TOO)
def test_a_host_that_is_of_a_house_as_it_is_written(host: str) -> None:
    assert is_private_host(host)


@pytest.mark.parametrize("address", PUBLIC)
def test_an_address_of_the_world_is_not(address: str) -> None:
    assert not is_private(address)
    assert not is_private_host(address)
    assert not is_private_host("crm.example.com")
    assert not is_private_host("7.example.com")

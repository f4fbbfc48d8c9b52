"""Addresses of databases as providers hand them out."""

import ssl

import pytest
from sqlalchemy.engine import make_url

from storage.engine.connections.address import AddressError, connecting, read_address

AS_GIVEN = {
    "postgresql://u:p@h/db?options=endpoint%3Dep-cool-sun-1": {},
    "postgresql://u:p@h/db?sslmode=require": {"ssl": "require"},
    "postgres://u:p@h:5433/db": {},
    "postgresql://u:p@h/db?sslmode=require&channel_binding=require": {"ssl": "require"},
    "postgresql://u:p@h:6543/db?pgbouncer=true&connect_timeout=15": {"timeout": 15.0},
    "postgresql+asyncpg://u:p@h/db?application_name=reper": {"server_settings": {"application_name": "reper"}},
    "postgresql://u:p@h/db?sslmode=disable&target_session_attrs=read-write": {"ssl": "disable"},
}


@pytest.mark.parametrize("given", AS_GIVEN)
def test_what_providers_hand_out_is_understood(given: str) -> None:
    url, arguments = connecting(make_url(read_address(given)))

    assert url.get_driver_name() == "asyncpg"
    assert arguments == {"timeout": 10.0} | AS_GIVEN[given]
    assert not set(url.query) & {"sslmode", "channel_binding", "pgbouncer", "connect_timeout", "application_name"}
    assert (url.username, url.password, url.host, url.database) == ("u", "p", "h", "db")


@pytest.mark.parametrize(("mode", "names_the_host"), [("verify-full", True), ("verify-ca", False)])
def test_verified_means_with_the_systems_certificates(mode: str, names_the_host: bool) -> None:
    _, arguments = connecting(make_url(f"postgresql+asyncpg://u@h/db?sslmode={mode}"))

    assert isinstance(arguments["ssl"], ssl.SSLContext)
    assert arguments["ssl"].check_hostname is names_the_host
    assert arguments["ssl"].verify_mode is ssl.CERT_REQUIRED


@pytest.mark.parametrize("given", ["mysql://h/db", "sqlite:///x", "h/db"])
def test_another_database_is_refused(given: str) -> None:
    with pytest.raises(ValueError, match="postgresql://"):
        read_address(given)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("postgresql://u:p@h/db?foo=bar", "“foo”"),
        ("postgresql+asyncpg://u:p@h/db?sslmode=require&pool_size=5", "“pool_size”"),
        ("sqlite+aiosqlite:////tmp/x.db?check=1", "“check”"),
        ("postgresql://u:p@h:port/db", "port is a number"),
        ("postgres://u:p@h/db?sslmode=yes", "sslmode as one of"),
        ("postgres://u:p@h/db?prepared_statement_cache_size=few", "as a whole number"),
        ("sqlite+aiosqlite:///", "a file, such as"),
        ("sqlite+aiosqlite:///:memory:?cache=shared", "a file, such as"),
    ],
)
def test_what_a_driver_would_not_understand_is_said_in_a_sentence(given: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        read_address(given)


@pytest.mark.parametrize("sign", list("/?#@["))
def test_a_sign_in_the_password_says_how_it_is_written_and_quotes_nothing_of_it(sign: str) -> None:
    with pytest.raises(ValueError, match="in a password / is %2F") as refused:
        read_address(f"postgresql://reper:S3cret{sign}4ever@db.example.org:5432/reper")

    assert "4ever" not in str(refused.value)


def test_a_password_that_looks_like_a_parameter_is_not_quoted() -> None:
    with pytest.raises(ValueError, match="without that behind") as refused:
        read_address("postgresql://reper@db.example.org/reper?S3cret-4ever=1")

    assert "4ever" not in str(refused.value)


@pytest.mark.parametrize("file", ["/nowhere/root.pem", "/dev/null", "/"])
def test_certificates_that_are_not_there_are_named(file: str) -> None:
    with pytest.raises(AddressError, match=f"sslrootcert {file} is no file with certificates"):
        connecting(make_url(f"postgresql+asyncpg://u@h/db?sslmode=verify-full&sslrootcert={file}"))

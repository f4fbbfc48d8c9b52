"""
Hosts of the settings, asked for before anything heavy is imported: a misspelt one is told at once.

A resolver that does not answer is not waited for, neither here nor by the process as it ends.
"""

import logging
import socket
from errno import EADDRINUSE, EADDRNOTAVAIL
from os import strerror
from threading import Thread
from urllib.parse import urlsplit

from bot.settings import SettingError, Settings

log = logging.getLogger(__name__)

PATIENCE = 4.0
"""Seconds; resolvers that work take a few hundredths of one."""


class TakenPortError(SettingError):
    """Another process listens there, and may go."""


def look_at_own(settings: Settings) -> None:
    """Raises SettingError for a host that is not this machine's, and for a HEALTH_PORT that is taken. HTTP_PORT may be
    held by the process for which we stand by.
    """
    if settings.health_port:
        _bind("HEALTH", settings.health_host, settings.health_port, settings.health_port)
    if settings.http_port:
        _bind("HTTP", settings.http_host, settings.http_port, 0)


def _bind(name: str, host: str, port: int, tried: int) -> None:
    failure = OSError(EADDRNOTAVAIL, "")
    try:
        found = _find(host)
    except (OSError, UnicodeError) as error:
        raise refuse_port(name, host, port, error) from None
    for family, address in found:
        try:
            with socket.socket(family) as place:
                place.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                place.bind((address, tried))
        except OSError as error:
            failure = error if error.errno != EADDRNOTAVAIL else failure
        else:
            return  # one of them will do: of localhost's two a machine may have one alone
    raise refuse_port(name, host, port, failure)


def refuse_port(name: str, host: str, port: int, error: OSError | UnicodeError) -> SettingError:
    """The sentence for a port that was not given to us. `name`: what its settings begin with."""
    is_unknown = isinstance(error, (socket.gaierror, UnicodeError, TimeoutError))
    if is_unknown or getattr(error, "errno", None) in {EADDRNOTAVAIL, None}:  # asyncio's, from 3.13 on
        return SettingError(f"{name}_HOST {host} is no address of this machine. Put one into .env, such as 127.0.0.1.")
    end = "Put another one into .env, or 0 for none."
    number = getattr(error, "errno", None) or 0
    if number == EADDRINUSE:
        return TakenPortError(f"{name}_PORT {port} is taken by another process. {end}")
    return SettingError(f"{name}_PORT {port} cannot be used ({strerror(number)}). {end}")


def look_at_database(settings: Settings) -> None:
    """For who asks once. Raises SettingError for a server that nobody knows."""
    if said := _tell_unknown("DATABASE_URL", settings.database):
        raise SettingError(f"{said} See that it is written as your provider writes it.")


def warn_of_others(settings: Settings) -> None:
    """Logged while the rest is imported: whoever serves waits for Telegram and its database, and for the network."""
    asked = {"TELEGRAM_API_URL": settings.telegram_api_url, "DATABASE_URL": settings.database}

    def warn(setting: str, address: str) -> None:
        if said := _tell_unknown(setting, address):
            log.warning("%s It is asked for again until it answers.", said)

    for setting, address in asked.items():
        Thread(target=warn, args=(setting, address), daemon=True).start()


def _find(host: str) -> list[tuple[int, str]]:
    """Its families and addresses. Raises OSError, also after PATIENCE, and UnicodeError."""
    found: list[tuple[int, str]] = []
    failures: list[OSError | UnicodeError] = [TimeoutError()]

    def ask() -> None:
        try:
            told = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
            found.extend((family, str(address[0])) for family, _, _, _, address in told)
        except (OSError, UnicodeError) as error:
            failures.append(error)

    asking = Thread(target=ask, daemon=True)  # a pool's thread would be waited for at the end
    asking.start()
    asking.join(PATIENCE)
    if not found:
        raise failures[-1]
    return found


def _tell_unknown(setting: str, address: str) -> str:
    """A sentence that names the host, or nothing where it is found or is no name."""
    host = urlsplit(address).hostname  # none of a file's
    try:
        if host:
            _find(host)
    except (OSError, UnicodeError) as error:
        return f"{setting}: the host {host} is not found ({getattr(error, 'strerror', None) or 'no answer'})."
    return ""

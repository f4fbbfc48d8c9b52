"""`python -m bot health`: what a container's HEALTHCHECK asks. Quick: it imports nothing that serves."""

import argparse
import asyncio
from http.client import HTTPConnection, HTTPException

from bot.settings import SettingError, Settings

SECONDS = 5


async def health(settings: Settings, _options: argparse.Namespace) -> None:
    """Print what the running bot says of itself; ends with 1 when it is not well, or does not answer."""
    if not settings.health_port:
        raise SettingError("HEALTH_PORT is not set, so the bot cannot be asked. Put it into .env, such as 8081.")
    well, said = await asyncio.to_thread(_ask, settings.health_host, settings.health_port)
    print(said)  # noqa: T201  the answer
    if not well:
        raise SystemExit(1)


def _ask(host: str, port: int) -> tuple[bool, str]:
    connection = HTTPConnection(host, port, timeout=SECONDS)
    try:
        connection.request("GET", "/healthz")
        answer = connection.getresponse()
        return answer.status == 200, answer.read().decode()  # noqa: PLR2004
    except (OSError, HTTPException) as error:
        return False, f"No answer from {host}:{port} ({type(error).__name__}). Is the bot running?"
    finally:
        connection.close()

"""python -m simulator: a Telegram on this machine. Prints one line of JSON when it is ready."""

import argparse
import asyncio
import json
import signal
import sys
from contextlib import suppress
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from simulator.clock import SimClock, read_instant
from simulator.core import TOKEN, Core
from simulator.front.pages import page_routes
from simulator.front.server import serving


def main() -> None:
    arguments = _arguments()
    try:
        asyncio.run(_serve(arguments))
    except OSError as error:
        sys.exit(
            f"Port {arguments.port} cannot be used ({error.strerror}). Take another one: --port 0 takes any free one."
        )


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m simulator", description=__doc__)
    parser.add_argument("--port", type=int, default=8081, help="0 takes any free port")
    parser.add_argument("--token", default=TOKEN)
    parser.add_argument("--clock", help="where time starts, like 2026-11-20T08:40:00Z; now if not given")
    parser.add_argument("--frozen", action="store_true", help="time stands still until it is moved")
    parser.add_argument("--username", default="reper_bot")
    parser.add_argument("--zone", type=_zone, default="", help="how the page shows times, like Europe/Moscow")
    parser.add_argument("--language", choices=("ru", "en"), default="", help="of the page; the browser's if not given")
    return parser.parse_args()


def _zone(written: str) -> str:
    try:
        return ZoneInfo(written).key if written else ""
    except (ZoneInfoNotFoundError, ValueError) as e:
        raise argparse.ArgumentTypeError(f"there is no zone {written!r}; one is Europe/Moscow") from e


async def _serve(arguments: argparse.Namespace) -> None:
    clock = SimClock(read_instant(arguments.clock) if arguments.clock else None, frozen=arguments.frozen)
    core = Core(
        clock=clock,
        token=arguments.token,
        username=arguments.username,
        zone=arguments.zone,
        language=arguments.language,
    )
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        with suppress(NotImplementedError):  # Windows: whoever started it ends it
            asyncio.get_running_loop().add_signal_handler(number, stop.set)
    async with serving(core, arguments.port, page_routes()) as base:
        sys.stdout.write(json.dumps({"url": base, "token": core.token, "now": clock.now().isoformat()}) + "\n")
        sys.stdout.flush()
        await stop.wait()


if __name__ == "__main__":
    main()

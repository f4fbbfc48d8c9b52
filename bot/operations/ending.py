"""Ctrl-C, and a supervisor's word to end, as an event of the loop: on every system."""

import asyncio
import signal
from contextlib import suppress


def set_at_end(stopping: asyncio.Event) -> None:
    """SIGTERM and SIGINT set the event, from now on. To be called in the loop."""
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        try:
            loop.add_signal_handler(number, stopping.set)
        except NotImplementedError:  # Windows: its loop has none
            with suppress(ValueError):
                signal.signal(number, lambda *_: loop.call_soon_threadsafe(stopping.set))

"""systemd's protocol of four words, without its library: ready, alive, stopping. Says nothing where nobody listens."""

import os
import socket
from contextlib import suppress

READY, ALIVE, STOPPING = "READY=1", "WATCHDOG=1", "STOPPING=1"


def notify(word: str) -> None:
    """To the socket that the supervisor has named; one that is gone is no trouble of ours."""
    address = os.environ.get("NOTIFY_SOCKET", "")
    if not address.startswith(("/", "@")):
        return
    if address.startswith("@"):  # an abstract one begins with a zero byte
        address = "\0" + address[1:]
    with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as sender:
        sender.settimeout(0)  # a supervisor that does not read must not hold up the loop
        sender.sendto(word.encode(), address)

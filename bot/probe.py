"""
A container's health check, asked every half a minute on a small machine: the standard library's sockets and no more.

`python -I -S bot/probe.py` ends with 0 when the bot that runs here says that it is well. HEALTH_PORT alone is read.
"""

import os
import socket
import sys

SECONDS = 5


def ask(port: int) -> bool:
    """Whether /healthz on this machine answers 200."""
    try:
        with socket.create_connection(("127.0.0.1", port), SECONDS) as line:
            line.settimeout(SECONDS)
            line.sendall(b"GET /healthz HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n")
            return line.recv(64).split(b" ")[1:2] == [b"200"]
    except OSError:
        return False


if __name__ == "__main__":
    sys.exit(0 if ask(int(os.environ.get("HEALTH_PORT") or 8081)) else 1)

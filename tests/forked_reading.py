"""
Files of the stories are read in processes that are forked of one which has the modules: what is read is tried a hundred
times. How such a process begins by itself, and what ends it, tests/bot/delivery/test_apart.py tries.

`python -m tests.forked_reading SOCKET` is the one that forks, until its standard input is closed. Whoever wants a file
read hands it the three descriptors and the file's name, and gets the code of the end; who goes before takes it along.
"""

import os
import select
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from shutil import rmtree
from socket import AF_UNIX, recv_fds, socket

from bot.delivery.sheets import apart, child
from simulator.front.process import ROOT

ASKS = """
import array, sys, _socket
line = _socket.socket(_socket.AF_UNIX)
line.connect(sys.argv[1])
ours = (_socket.SOL_SOCKET, _socket.SCM_RIGHTS, array.array("i", [0, 1, 2]))
line.sendmsg([b"=" + sys.argv[2].encode("utf-8", "surrogateescape")], [ours])
sys.exit(line.recv(1)[0])
"""
LONGEST_NAME = 4096
RUNNING: list[object] = []


class _Command:
    """Of `apart`, whose last word is the file's name. The first file begins the process that forks."""

    def __iter__(self) -> Iterator[str]:
        return iter((sys.executable, "-ISc", ASKS, str(_begin())))


@contextmanager
def reading_forked() -> Iterator[None]:
    """While the block lasts; where the system has no handle of a process (Linux has), as ever."""
    usual = apart.COMMAND
    if hasattr(os, "pidfd_open"):
        apart.COMMAND = _Command()  # type: ignore[assignment]
    try:
        yield
    finally:
        apart.COMMAND = usual


@cache
def _begin() -> Path:
    """Where it listens: it ends with us, whose end of the pipe is closed then."""
    place = Path(tempfile.mkdtemp(prefix="reper-reading-"), "socket")
    words = (sys.executable, "-m", "tests.forked_reading", str(place))
    process = subprocess.Popen(words, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    RUNNING.append(process)
    assert process.stdout is not None
    assert process.stdout.readline() == b"ready\n"
    return place


def serve(place: str) -> None:
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    with socket(AF_UNIX) as server:
        server.bind(place)
        server.listen()
        os.write(1, b"ready\n")
        while server in select.select([server, 0], [], [])[0]:
            line, _ = server.accept()
            if not os.fork():
                _read_one(line)
            line.close()
    rmtree(Path(place).parent)


def _read_one(line: socket) -> None:
    """In a fork: the reading in one more, ended with whoever asked."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    said, given, _flags, _ = recv_fds(line, LONGEST_NAME, 3)
    reading = os.fork()
    if not reading:
        _read(said[1:].decode("utf-8", "surrogateescape"), given)
    end = os.pidfd_open(reading)
    if line in select.select([end, line], [], [])[0]:
        os.kill(reading, signal.SIGKILL)
    code = os.waitstatus_to_exitcode(os.waitpid(reading, 0)[1])
    line.send(bytes([min(abs(code), 255)]))
    os._exit(0)


def _read(name: str, given: list[int]) -> None:
    code = 1
    try:
        for place, descriptor in enumerate(given):
            os.dup2(descriptor, place)
        sys.argv = ["child", name]
        child.main()
        sys.stdout.flush()
        code = 0
    finally:
        os._exit(code)


if __name__ == "__main__":
    serve(sys.argv[1])

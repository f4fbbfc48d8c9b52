"""
What SQLite's log beside the database tells of itself, before SQLite opens it.

A log that it cannot read SQLite passes over without a word, and writes over it: whatever was committed since the last
checkpoint is gone. What an ordinary death leaves is no damage: the last frame in pieces, a log begun anew over the
frames of the one before, at most one commit behind a frame that never reached the disk, for each commit is on it before
the next begins.
"""

import time
from dataclasses import dataclass
from pathlib import Path
from struct import Struct
from typing import Final

HEADER: Final = Struct(">8I")
"""Magic, version, page size, checkpoint, two salts, two sums."""
FRAME: Final = Struct(">6I")
"""Page, the database's pages where it is a commit, two salts, two sums."""
MAGIC: Final = 0x377F0682
"""Its last bit says which end of a number comes first in the sums."""
PAGE_SIZES: Final = frozenset(1 << bit for bit in range(9, 17))
MOST_BYTES: Final = 1 << 24
"""So much is summed up: a checkpoint comes every four megabytes."""
MOST_LOGS: Final = 1 << 16
"""Each that is begun anew counts its first salt up by one."""
AGAIN_SECONDS: Final = 0.2


@dataclass(frozen=True, slots=True)
class LogDamage:
    """`readable`: bytes from the beginning that SQLite can play in; 0 where it can read nothing."""

    readable: int


def find_damage(log: Path) -> LogDamage | None:
    """None for one that is whole, absent, or being written to by another process. Raises OSError."""
    found = _look(log)
    if found is None:
        return None
    time.sleep(AGAIN_SECONDS)
    return found if _look(log) == found else None


def _look(log: Path) -> LogDamage | None:
    try:
        with log.open("rb") as file:
            content = file.read(MOST_BYTES)
    except FileNotFoundError:
        return None
    if len(content) <= HEADER.size or not content.strip(b"\0"):  # nothing of it ever reached the disk
        return None
    magic, _version, page_size, _number, *salts, one, two = HEADER.unpack_from(content)
    sums = _sum(content[: HEADER.size - 8], magic, (0, 0))
    if magic & ~1 != MAGIC or page_size not in PAGE_SIZES or sums != (one, two):
        return LogDamage(0)
    size = FRAME.size + page_size
    places = range(HEADER.size, len(content) - size + 1, size)
    frames = [FRAME.unpack_from(content, at) for at in places]
    readable, whole = 0, 0
    for at, (_page, commits, *own, one, two) in zip(places, frames, strict=True):
        sums = _sum(content[at : at + 8] + content[at + FRAME.size : at + size], magic, sums)
        if own != salts or sums != (one, two):
            break
        whole += 1
        readable = at + size if commits else readable
    lost = sum(bool(commits) for _page, commits, *own, _one, _two in frames[whole + 1 :] if own == salts)
    is_foreign = bool(frames) and not whole and (salts[0] - frames[0][2]) % (1 << 32) > MOST_LOGS
    return LogDamage(readable) if lost > 1 or is_foreign else None


def _sum(content: bytes, magic: int, before: tuple[int, int]) -> tuple[int, int]:
    one, two = before
    for first, second in Struct(">II" if magic & 1 else "<II").iter_unpack(content):
        one = (one + first + two) & 0xFFFFFFFF
        two = (two + second + one) & 0xFFFFFFFF
    return one, two

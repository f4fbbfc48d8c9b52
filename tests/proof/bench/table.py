"""What was measured, as a table: for the screen, and for docs/benchmarks.md."""

import os
import platform
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

COMMAND = "make bench"

HEAD = """# Benchmarks

Made by `{command}` (about half an hour; `python -m tests.proof.bench speed` is a part of it) on {day}: {machine}.

Every bot is a process of its own against the same simulator, which stands in the process that measures; they take turns
in one run (A B C A B C …) and a figure is the median of the rounds. Absolute figures belong to this machine; the ratios
travel. The pace of 25 messages a second is Telegram's, so it is lifted where the bot itself is measured: all rows but
those of a slot. The pace of one message a second to a person stays.

"""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table; `holds` is None where nothing was promised."""

    what: str
    figure: str
    target: str = ""
    holds: bool | None = None


@dataclass(frozen=True, slots=True)
class Part:
    title: str
    rows: Sequence[Row]


def at_most(what: str, value: float, limit: float, unit: str = "", digits: int = 2) -> Row:
    return Row(what, f"{value:.{digits}f}{unit}", f"≤ {limit:g}{unit}", value <= limit)


def at_least(what: str, value: float, limit: float, unit: str = "", digits: int = 2) -> Row:
    return Row(what, f"{value:.{digits}f}{unit}", f"≥ {limit:g}{unit}", value >= limit)


def plain(part: Part) -> str:
    width = max(len(row.what) for row in part.rows)
    lines = [f"  {row.what:{width}}  {row.figure:>30}  {row.target:12} {_mark(row)}".rstrip() for row in part.rows]
    return "\n".join([part.title, *lines, ""])


def markdown(part: Part, *, is_alone: bool = False) -> str:
    """`is_alone`: it ran by itself, on a day of its own."""
    day = datetime.now(UTC).date().isoformat()  # noqa: TID251  the day of the run, of this machine
    said = [f"Measured by itself on {day}, {_load()}.", ""] if is_alone else []
    lines = [f"| {row.what} | {row.figure} | {row.target} | {_mark(row)} |" for row in part.rows]
    return "\n".join([f"## {part.title}", "", *said, "| what | measured | target | |", "|---|---|---|---|", *lines, ""])


def document(parts: Sequence[Part], notes: str) -> str:
    day = datetime.now(UTC).date().isoformat()  # noqa: TID251  the day of the run, of this machine
    head = HEAD.format(command=COMMAND, day=day, machine=machine())
    return head + "\n".join(markdown(part) for part in parts) + "\n" + notes


def machine() -> str:
    return f"{os.cpu_count()} cores ({_processor()}), {_memory():.0f} GB, Python {platform.python_version()}"


def _mark(row: Row) -> str:
    return {None: "", True: "holds", False: "**does not hold**"}[row.holds]


def _load() -> str:
    """How many others wanted a processor meanwhile: what is measured beside them is slower than it has to be."""
    return f"the machine's load being {os.getloadavg()[2]:.0f} on {os.cpu_count()} cores"


def _processor() -> str:
    named = [line for line in Path("/proc/cpuinfo").read_text().splitlines() if line.startswith("model name")]
    return named[0].partition(":")[2].strip() if named else platform.machine()


def _memory() -> float:
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9

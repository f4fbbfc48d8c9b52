"""`python -m bot.delivery.sheets.child NAME`: a file on standard input, its tables as JSON on standard output."""

import json
import sys
from contextlib import suppress
from typing import Any

from bot.delivery.sheets.limits import SheetError, SheetTrouble
from bot.delivery.sheets.reading import read_sheets

MEMORY = 512 * 2**20
SECONDS = 15
"""Of the processor."""


def limit() -> None:
    """Nothing where the system knows no such limits: the parent's patience ends all the same."""
    with suppress(ImportError, ValueError, OSError):
        import resource  # noqa: PLC0415  not on Windows

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main() -> None:
    """The whole of the child process: one JSON object on standard output, whatever the file was."""
    limit()
    try:
        tables = [[table.title, table.rows] for table in read_sheets(sys.stdin.buffer.read(), sys.argv[1])]
        answer: dict[str, Any] = {"tables": tables, "trouble": None}
    except SheetError as error:
        answer = {"tables": [], "trouble": error.trouble}
    except (MemoryError, RecursionError):
        answer = {"tables": [], "trouble": SheetTrouble.TOO_HEAVY}
    json.dump(answer, sys.stdout)


if __name__ == "__main__":
    main()

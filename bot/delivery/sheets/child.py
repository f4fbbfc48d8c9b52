"""`python -m bot.delivery.sheets.child NAME`: a file on standard input, its tables as JSON on standard output."""

import hashlib
import json
import sys
from contextlib import suppress
from typing import Any

from bot.delivery.sheets.limits import ReadTable, SheetError, SheetTrouble
from bot.delivery.sheets.reading import read_sheets
from sales.bank.tables import TABLE_MARK, is_statement_table
from sales.imports.packing import BASE_MARK, LETTERS_MARK, pack_base
from sales.plans.plan_sheet import read_plan_sheet

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


def carry(tables: list[ReadTable], content: bytes) -> list[ReadTable]:
    """A base of clients is packed here: twenty thousand rows are opened by nobody on the way to the database.

    Of a bank's table nothing is carried on but that it is one: it holds the firm's salaries, too.
    """
    if any(is_statement_table(table.rows) for table in tables):
        return [ReadTable(TABLE_MARK, [[]])]
    packed = pack_base([(table.title, table.rows) for table in tables])
    if packed is None:
        return tables
    of_plans = any(read_plan_sheet(table.rows, table.title) for table in tables)
    kept = [each for each in tables if of_plans or each.title == LETTERS_MARK]
    return [*kept, ReadTable(BASE_MARK, [[*packed, hashlib.sha256(content).hexdigest()]])]


def main() -> None:
    """The whole of the child process: one JSON object on standard output, whatever the file was."""
    limit()
    try:
        content = sys.stdin.buffer.read()
        tables = carry(read_sheets(content, sys.argv[1]), content)
        answer: dict[str, Any] = {"tables": [[table.title, table.rows] for table in tables], "trouble": None}
    except SheetError as error:
        answer = {"tables": [], "trouble": error.trouble}
    except (MemoryError, RecursionError):
        answer = {"tables": [], "trouble": SheetTrouble.TOO_HEAVY}
    json.dump(answer, sys.stdout)


if __name__ == "__main__":
    main()

"""A table of a base on its way from the reading child to the database: small, and opened by nobody in between."""

import json
import zlib
from base64 import b64decode, b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sales.imports.columns import BaseHeading, read_base_heading
from sales.imports.mapping import ImportMapping
from sales.plans.cell_marks import says_something

BASE_MARK: Final = "reper:clients"
"""The title of the table that such a file is read as."""

HIDDEN_MARK: Final = "reper:hidden"
LETTERS_MARK: Final = "reper:letters"
"""The title of the table whose one row names the sheets that were not read."""

Rows = Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class PackedBase:
    packed: bytes
    mapping: ImportMapping


def pack_base(tables: Sequence[tuple[str, Rows]]) -> list[str] | None:
    """The first sheet that is a base and holds rows, as the two cells that carry it; None where there is none.

    Where all of them are empty, the first of them.
    """
    hidden = tuple(name for title, rows in tables if title == HIDDEN_MARK for name in rows[0])
    found = [(title, rows, heading) for title, rows in tables if (heading := read_base_heading(rows)) is not None]
    if not found:
        return None
    title, rows, heading = next((each for each in found if _count_rows(each[1], each[2])), found[0])
    count = _count_rows(rows, heading)
    mapping = ImportMapping(heading, count, is_csv=not title, sheet=title, hidden=hidden)
    packed = zlib.compress(json.dumps(rows, ensure_ascii=False).encode(), 1)
    return [b64encode(packed).decode(), json.dumps(mapping.to_json(), ensure_ascii=False)]


def _count_rows(rows: Rows, heading: BaseHeading) -> int:
    return sum(1 for cells in rows[heading.row + 1 :] if any(map(says_something, cells)))


def read_packed(cells: Sequence[str]) -> PackedBase:
    """What `pack_base` has made."""
    return PackedBase(b64decode(cells[0]), ImportMapping.from_json(json.loads(cells[1])))


def unpack_rows(packed: bytes) -> list[list[str]]:
    """The rows of the sheet as texts. Long: not in the loop."""
    rows: list[list[str]] = json.loads(zlib.decompress(packed))
    return rows

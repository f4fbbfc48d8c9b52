"""How much of a file is read, and why it is not: each of these is one sentence to its sender."""

from dataclasses import dataclass
from enum import StrEnum

LARGEST = 5_000_000
LARGEST_UNPACKED = 100_000_000
MOST_ROWS = 20_010
"""Of data twenty thousand; a heading and its titles stand above them."""

MOST_COLUMNS = 100
MOST_CELLS = 400_000
MOST_LETTERS = 5_000_000
"""Of all cells together: one long text may be named by a hundred thousand of them."""
LONGEST_CELL = 1_000
MOST_SHEETS = 30

Rows = list[list[str]]


class SheetTrouble(StrEnum):
    """Why there are no rows."""

    TOO_BIG = "too_big"
    TOO_MANY_ROWS = "too_many_rows"
    TOO_WIDE = "too_wide"
    TOO_HEAVY = "too_heavy"
    """It took more memory or time than any honest table does."""
    XLS = "xls"
    PASSWORD = "password"  # noqa: S105  the name of a trouble
    OTHER_FORMAT = "other_format"
    DAMAGED = "damaged"
    """Cut on its way, or broken where it lay."""
    UNREADABLE = "unreadable"
    GONE = "gone"
    """Telegram does not give it any more."""


class SheetError(Exception):
    def __init__(self, trouble: SheetTrouble) -> None:
        super().__init__(trouble)
        self.trouble = trouble


@dataclass(frozen=True, slots=True)
class ReadTable:
    """One sheet as texts, without empty rows at its end; a row ends with its last cell that holds something."""

    title: str
    rows: Rows


class Cells:
    """The cells of one sheet that hold something; memory is taken for those alone, wherever they stand."""

    def __init__(self) -> None:
        self._rows: dict[int, dict[int, str]] = {}
        self._cells = self._letters = 0

    def put(self, row: int, column: int, text: str) -> None:
        """Places from zero. Raises SheetError where the sheet becomes larger than is read."""
        if row >= MOST_ROWS:
            raise SheetError(SheetTrouble.TOO_MANY_ROWS)
        if column >= MOST_COLUMNS:
            raise SheetError(SheetTrouble.TOO_WIDE)
        self._cells += 1
        self._letters += len(text)
        if self._cells > MOST_CELLS:
            raise SheetError(SheetTrouble.TOO_MANY_ROWS)
        if self._letters > MOST_LETTERS:
            raise SheetError(SheetTrouble.TOO_HEAVY)
        self._rows.setdefault(row, {})[column] = text[:LONGEST_CELL]

    def has(self, row: int, column: int) -> bool:
        """Whether that cell holds something; places from zero."""
        return column in self._rows.get(row, ())

    @property
    def height(self) -> int:
        """How many rows there are down to the last that holds something."""
        return max(self._rows, default=-1) + 1

    def rows(self) -> Rows:
        """All of them from the first, as texts: empty ones in between, none at the end."""
        return [_row(self._rows.get(number, {})) for number in range(self.height)]


def _row(cells: dict[int, str]) -> list[str]:
    return [cells.get(at, "") for at in range(max(cells, default=-1) + 1)]

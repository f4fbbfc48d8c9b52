"""A bank's statement as a table: known, so that its payers are not taken for a base of clients, and not read."""

from collections.abc import Sequence
from itertools import islice
from typing import Final

from sales.core.words import fold

TABLE_MARK: Final = "reper:statement-table"
"""The title of the table that such a file is read as; its rows stay behind."""

HEADER_WITHIN: Final = 25
"""Banks write whose account it is, and of which days, above the table."""
_PURPOSE: Final = "назначение"
_MOVED: Final = ("дебет", "кредит", "поступ", "списан", "приход", "расход", "оборот")
_AWAITED: Final = ("срок", "ожида", "к оплате", "долг", "дата оплаты")
"""Of a table of what is still to come."""
_OTHER: Final = ("плательщик", "корреспондент", "контрагент", "получатель")


def is_statement_table(rows: Sequence[Sequence[str]]) -> bool:
    """Whether some heading names the purpose of a payment, and what came, what went or whose it was with its sum."""
    return any(_is_heading([fold(cell) for cell in row if cell.strip()]) for row in islice(rows, HEADER_WITHIN))


def _is_heading(titles: Sequence[str]) -> bool:
    def has(*words: str) -> bool:
        return any(title.startswith(words) for title in titles)

    if not has(_PURPOSE) or has(*_AWAITED):
        return False
    return has(*_MOVED) or (has("сумма") and has(*_OTHER))

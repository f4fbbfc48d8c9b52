"""Where one line may be cut into several records, and how a record alone is read."""

import re
from collections.abc import Callable
from datetime import date
from typing import Final, TypeAlias

from sales.entry.deeds.verbs import Verb
from sales.entry.lines.understood import Entry

Read: TypeAlias = Callable[[str], Entry | None]
ANY_DAY: Final = date(2026, 1, 1)
"""Where only the places of the words for days are looked at."""

CUT: Final = re.compile(
    r"\s*;\s*|\s+/\s+|\s*,(?!(?<=[0-9],)[0-9])\s*(?:(?:а также|и|а|плюс|ещё|еще|затем|потом|and) )?|"
    r"\s+(?=(?:остальн\w{2,3}|остат\w{2,3})\s)|"
    r"\s+(?:и|а также|а|плюс|\+|ещё|еще|and|&)\s+(?:(?:ещё|еще) )?|\s+[-–—]\s+|\.\s+",
    re.IGNORECASE,
)
MOST_CUTS: Final = 40
"""Of a line that somebody has said: each place is read on both its sides."""
SAYS: Final = {
    Verb.EXPECT: "оплата",
    Verb.FACT: "пришло",
    Verb.REFUND: "возврат",
    Verb.MOVE: "перенос",
    Verb.CANCEL: "отмена",
}
"""A word for the deed that a record takes over from the one before."""
_OF_A_NAME: Final = re.compile(r"\s*(?:и|&)\s+(?:ко|co|копыта)\b", re.IGNORECASE)


def cuts_in(line: str, start: int = 0) -> list[re.Match[str]]:
    """In their order, from `start` on; «и Ко» belongs to a name."""
    return [cut for cut in CUT.finditer(line, start) if not _OF_A_NAME.match(line, cut.start())]

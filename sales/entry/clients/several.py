"""Two names typed where one is asked for: «вектор, ромашка»."""

import re
from collections.abc import Sequence
from typing import Final

from sales.entry.clients.names import Found, KnownClient, find_client

_BETWEEN: Final = re.compile(r"\s*[,;/+&]\s*|\s+(?:и|and)\s+")


def names_several(text: str, clients: Sequence[KnownClient]) -> bool:
    """Whether the parts of the text are known clients, more than one; «Рога и Копыта» is one."""
    if isinstance(find_client(text, clients), Found):
        return False
    found = [find_client(part, clients) for part in _BETWEEN.split(text) if part.strip()]
    return len({each.id for each in found if isinstance(each, Found)}) > 1

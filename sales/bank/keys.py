"""One document, one key: the same file again, and the evening's that holds the noon's, bring nothing twice."""

import hashlib
from collections import Counter
from collections.abc import Sequence

from sales.bank.directions import Movement


def key_movements(movements: Sequence[Movement]) -> list[str]:
    """SHA-256 in hex of each, in their order; equal documents in one file are told apart by their count."""
    seen = Counter[str]()
    keys: list[str] = []
    for movement in movements:
        told = _tell(movement)
        seen[told] += 1
        keys.append(hashlib.sha256(f"{told}|{seen[told]}".encode()).hexdigest())
    return keys


def _tell(movement: Movement) -> str:
    document = movement.document
    parts = (movement.account, movement.day, document.number, document.amount, document.payer.account)
    return "|".join(str(part).replace("|", "/") for part in parts)

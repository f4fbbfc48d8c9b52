"""
JSON from outside, read so that nothing in it ends the bot.

Python's reader follows nested lists by calling itself, and gives up with RecursionError; whoever stores what it has
just read, deeper in the stack, gives up later still. Telegram nests some ten levels.
"""

import json
import re
from typing import Any

DEEPEST = 100
_NUMBER = re.compile(rb'"update_id"\s*:\s*([0-9]{1,18})\b')


class DeepJsonError(ValueError):
    """Nested deeper than anything that means something. `numbers`: of the updates that seem to be in it."""

    def __init__(self, numbers: list[int]) -> None:
        super().__init__("nested too deep")
        self.numbers = numbers


def read_json(body: bytes) -> Any:
    """Raises ValueError for what is no JSON, and DeepJsonError."""
    try:
        found = json.loads(body)
    except RecursionError:
        raise _deep(body) from None
    if body.count(b"[") + body.count(b"{") > DEEPEST and is_deep(found):
        raise _deep(body)
    return found


def is_deep(value: Any) -> bool:
    """Level by level, so that it cannot fail as the reader does."""
    level = [value]
    for _ in range(DEEPEST):
        level = [each for holder in level if isinstance(holder, (dict, list)) for each in _inside(holder)]
        if not level:
            return False
    return True


def _inside(holder: dict[str, Any] | list[Any]) -> Any:
    return holder.values() if isinstance(holder, dict) else holder


def _deep(body: bytes) -> DeepJsonError:
    return DeepJsonError([int(number) for number in _NUMBER.findall(body)])

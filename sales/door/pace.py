"""How fast one token may ask. Over it the answer is 429 with the seconds to wait (spec/0, 0.4)."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

Granted: TypeAlias = tuple[int, int]
"""How many more times it may ask; where none, the seconds after which it may."""


@dataclass(slots=True)
class Window:
    """So many within any `seconds`: for what asks now and then, such as a spreadsheet."""

    most: int = 60
    seconds: float = 60.0
    state: Sequence[float] = field(default=())
    """When it has asked."""

    def take(self, now: float, wanted: int = 1) -> Granted:
        """`now` in seconds of a clock that passes evenly."""
        asked = [each for each in self.state if each > now - self.seconds]
        given = min(wanted, self.most - len(asked))
        self.state = [*asked, *[now] * given]
        return (given, 0) if given else (0, max(1, math.ceil(asked[0] + self.seconds - now)))


@dataclass(slots=True)
class Flow:
    """So many a second, and a burst of more: for what comes when it happens, such as calls."""

    per_second: float = 50.0
    burst: float = 200.0
    state: Sequence[float] = field(default=())
    """How many were left, and when that was."""

    def take(self, now: float, wanted: int = 1) -> Granted:
        """As Window.take."""
        left, at = self.state or (self.burst, now)
        left = min(self.burst, left + max(0.0, now - at) * self.per_second)
        given = min(wanted, int(left))
        self.state = (left - given, max(now, at))
        return (given, 0) if given else (0, max(1, math.ceil((1 - left) / self.per_second)))


Pace: TypeAlias = Window | Flow

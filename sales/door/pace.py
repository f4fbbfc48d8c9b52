"""How fast one token may ask. Over it the answer is 429 with the seconds to wait (spec/0, 0.4)."""

import math
from collections import deque
from dataclasses import dataclass, field


@dataclass(slots=True)
class Window:
    """So many within any `seconds`: for what asks now and then, such as a spreadsheet."""

    most: int = 60
    seconds: float = 60.0
    _asked: deque[float] = field(default_factory=deque)

    def ask(self, now: float) -> int:
        """0: it may; else the seconds after which it may. `now` in seconds of a clock that passes evenly."""
        while self._asked and self._asked[0] <= now - self.seconds:
            self._asked.popleft()
        if len(self._asked) < self.most:
            self._asked.append(now)
            return 0
        return max(1, math.ceil(self._asked[0] + self.seconds - now))


@dataclass(slots=True)
class Flow:
    """So many a second, and a burst of more: for what comes when it happens, such as calls."""

    per_second: float = 50.0
    burst: float = 200.0
    _left: float = math.inf
    _at: float = -math.inf

    def ask(self, now: float) -> int:
        """As Window.ask."""
        self._left = min(self.burst, self._left + (now - self._at) * self.per_second)
        self._at = now
        if self._left >= 1:
            self._left -= 1
            return 0
        return max(1, math.ceil((1 - self._left) / self.per_second))

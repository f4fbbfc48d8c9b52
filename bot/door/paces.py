"""Each token at its own pace (spec/0, 0.4); remembered while the process lives."""

from sales.door.pace import Flow, Window
from sales.door.tokens import TokenKind
from storage.door.tokens import DoorToken

HOOKS = frozenset({TokenKind.PBX, TokenKind.LEAD})


class Paces:
    def __init__(self) -> None:
        self._paces: dict[int, Window | Flow] = {}

    def ask(self, token: DoorToken, now: float) -> int:
        """0: it may ask now; else the seconds after which it may."""
        if token.id not in self._paces:
            self._paces[token.id] = Flow() if token.kind in HOOKS else Window()
        return self._paces[token.id].ask(now)

"""
Each token at its own pace (spec/0, 0.4), whichever process it asks.

One process remembers it while it lives. Several share a row; so that a rush is not a journey to the database for each
call, a process takes ten turns of a hook at once: a burst may be longer by what each of them holds.
"""

from sales.door.pace import Flow, Pace, Window
from sales.door.tokens import TokenKind
from storage.database import Database
from storage.door.tokens import DoorToken

HOOKS = frozenset({TokenKind.PBX, TokenKind.LEAD})
AT_ONCE = 10


class Paces:
    def __init__(self, database: Database) -> None:
        self._database = database
        self._paces: dict[int, Pace] = {}
        self._held: dict[int, int] = {}
        """Turns that were taken of the common pace, and not used yet."""

    async def ask(self, token: DoorToken, now: float) -> int:
        """0: it may ask now; else the seconds after which it may. `now`: of the process that asks."""
        if self._database.is_sqlite:
            return self._paces.setdefault(token.id, _make_pace(token)).take(now)[1]
        if left := self._held.get(token.id, 0):
            self._held[token.id] = left - 1
            return 0
        wanted = AT_ONCE if token.kind in HOOKS else 1
        async with self._database.write() as tx:
            given, wait = await tx.system.token_paces.take(token.id, _make_pace(token), wanted)
        self._held[token.id] = self._held.get(token.id, 0) + max(0, given - 1)
        return wait


def _make_pace(token: DoorToken) -> Pace:
    return Flow() if token.kind in HOOKS else Window()

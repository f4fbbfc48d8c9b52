"""What statements were compiled to. One that is kept is found by itself, and not compared with all that is known."""

from typing import Any

from sqlalchemy.util import LRUCache

MOST = 1000
"""Statements of one engine, and by themselves twice as many: those that are put together anew each time are another
object each time.
"""


class CompiledStatements(LRUCache[Any, Any]):
    """For `compiled_cache` of an engine. SQLAlchemy's own one compares a statement by every part of it, each time that
    it is run: for a question of twenty columns a fifth of what it takes.
    """

    def __init__(self, most: int = MOST) -> None:
        super().__init__(most)
        self._own: dict[tuple[Any, ...], tuple[Any, Any]] = {}

    def get(self, key: Any, default: Any = None) -> Any:
        """By the object that a statement keeps as its key; it is held here, so that no other one has its number."""
        dialect, parts, *named = key
        own = (id(dialect), id(parts), *named)
        found = self._own.get(own)
        if found is not None:
            return found[1]
        compiled = super().get(key, default)
        if compiled is not None:
            if len(self._own) > 2 * self.capacity:
                self._own.clear()
            self._own[own] = (parts, compiled)
        return compiled

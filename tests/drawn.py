"""Views for tests: one drawn by a function of the test, and a row as a version that is gone has left it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import ClassVar, TypeAlias

import pytest

from reports import views
from reports.message.message import File, Message
from reports.message.view import View
from storage.engine.actor import Actor
from storage.tables.types import Json
from storage.transaction import Transaction

Draw: TypeAlias = Callable[[Transaction, Actor], Awaitable[Message | File | None]]


class DrawnView(View):
    name = "drawn by a test"
    by: ClassVar[Draw]

    async def draw(self, tx: Transaction, reader: Actor) -> Message | File | None:
        return await type(self).by(tx, reader)


def drawn_by(draw: Draw, monkeypatch: pytest.MonkeyPatch, *, is_file: bool = False) -> View:
    """Known while the test runs; the names that are kept of files and slow views are asked for anew."""

    class Drawn(DrawnView):
        by = staticmethod(draw)

    Drawn.is_file = is_file
    monkeypatch.setitem(views.VIEWS, Drawn.name, Drawn)
    for kept in (views.files, views.slow_views):
        kept.cache_clear()
    return Drawn()


@dataclass(frozen=True)
class StoredRow:
    """What stands in the outbox, whether a view of this version fits it or not."""

    name: str
    args: Json = field(default_factory=dict)

    def to_json(self) -> Json:
        return self.args

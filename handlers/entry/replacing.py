"""The record of a line that was edited afterwards: found by its message, and taken back for the new one."""

from handlers.dialog.model import Talk
from handlers.dialog.steps.then import number_in
from handlers.general.undo import take_back
from storage.payments.undoable import UndoableKind, UndoableRecord


async def take_back_old(talk: Talk, replaces: str) -> None:
    """Raises NotYoursError, AlreadyDoneError, TooLateError."""
    kind, _, number = replaces.partition(":")
    deed = UndoableRecord(UndoableKind(kind), number_in(number) or 0, talk.tx.clock.now(), "")
    await take_back(talk, deed)


def name_of(deed: UndoableRecord) -> str:
    return f"{deed.kind}:{deed.id}"

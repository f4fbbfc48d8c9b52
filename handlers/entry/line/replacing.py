"""The record of a line that was edited or corrected afterwards: taken back for the new one, its first card says so."""

from handlers.dialog.model import Talk
from handlers.dialog.steps.then import number_in
from handlers.framework.replies import Reply, Say
from handlers.general.undo import cards_of, take_back
from handlers.general.undo_confirmed import tell_confirmers
from reports.message.language import gettext as _
from reports.message.markup import fill, lines
from reports.message.message import Message
from reports.message.view import Keyed
from storage.payments.undoable import UndoableKind, UndoableRecord


async def take_back_old(talk: Talk, replaces: str) -> list[Reply]:
    """Its cards say that it was replaced, without buttons. Raises NotYoursError, AlreadyDoneError, TooLateError."""
    kind, number = replaces.split(":", 1)
    deed = UndoableRecord(UndoableKind(kind), number_in(number) or 0, talk.tx.clock.now(), "")
    cards = await cards_of(talk, deed)
    told = await tell_confirmers(talk, [deed.id] if deed.kind is UndoableKind.RECEIPT else ())
    gone = await take_back(talk, deed)
    if isinstance(gone, Message):
        gone = Message(lines(gone.text, fill(_("🔁 Replaced by the edited line"))))
    return [*(Say(Keyed(gone, key)) for key in cards), *told]


def name_of(deed: UndoableRecord) -> str:
    """«payment:12», as a draft keeps which record it replaces."""
    return f"{deed.kind}:{deed.id}"

"""What somebody else is told of a press: in the language of who reads it, not of who pressed."""

from collections.abc import Callable
from contextlib import nullcontext

from handlers.framework.replies import Say
from reports.message.language import speaking
from reports.message.message import Message
from storage.transaction import Transaction


async def tell_person(tx: Transaction, person_id: int, write: Callable[[], Message], *, bulk: bool = True) -> Say:
    """`write` is called in their language. A view needs no such thing: it is drawn for its reader."""
    reader = await tx.system.staff.actor(person_id)
    with speaking(reader.language) if reader is not None else nullcontext():
        return Say(write(), to=person_id, bulk=bulk)

"""What somebody else is told of a press: in the language of who reads it, not of who pressed."""

from collections.abc import Awaitable, Callable
from contextlib import nullcontext
from inspect import isawaitable
from typing import TypeAlias

from handlers.framework.replies import Say, Toast
from reports.message.language import gettext as _
from reports.message.language import speaking
from reports.message.view import Content, Keyed
from storage.transaction import Transaction

Told: TypeAlias = Content | Keyed


async def tell_person(
    tx: Transaction, person_id: int, write: Callable[[], Told | Awaitable[Told]], *, bulk: bool = True
) -> Say:
    """`write` is called in their language. A view needs no such thing: it is drawn for its reader."""
    reader = await tx.system.staff.actor(person_id)
    with speaking(reader.language) if reader is not None else nullcontext():
        told = write()
        return Say(await told if isawaitable(told) else told, to=person_id, bulk=bulk)


def tell_changed() -> Toast:
    """What was to be confirmed is another by now: it is drawn anew, and nothing was recorded."""
    return Toast(_("The plan has changed meanwhile: please look again"), alert=True)

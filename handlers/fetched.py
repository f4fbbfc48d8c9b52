"""What becomes of a file that was brought: a reader for each purpose, with the roles that may use it."""

from collections.abc import Mapping
from typing import Any

from handlers.dialog.brought import Purpose, ReadSheet
from handlers.dialog.model import Talk
from handlers.framework.replies import Replies, Say
from handlers.plans.file import PLANS, PURPOSE
from reports.message.language import gettext as _
from reports.message.markup import Markup, fill
from reports.message.message import Message

__all__ = ["PURPOSES", "Purpose", "ReadSheet", "hear_fetched"]


PURPOSES: Mapping[str, Purpose] = {PURPOSE: PLANS}


async def hear_fetched(talk: Talk, fetched: Mapping[str, Any]) -> Replies:
    """As a handler hears a message: the rights are looked at again, the person may have lost them meanwhile."""
    purpose = PURPOSES.get(fetched["purpose"])
    if purpose is None or talk.actor.role not in purpose.roles:
        return []
    if fetched["trouble"]:
        return Say(Message(_trouble(fetched["trouble"])))
    return await purpose.read(talk, ReadSheet(fetched["name"], fetched["rows"]))


def _trouble(trouble: str) -> Markup:
    match trouble:
        case "too_big":
            return fill(_("The file is too big: up to 5 MB is read. Send it in parts."))
        case "too_many_rows":
            return fill(_("Too many rows: up to 20,000 are read. Send it in parts."))
        case "gone":
            return fill(_("Telegram did not give me the file. Send it once more."))
        case _:
            return fill(_("I could not read this file. An Excel workbook (.xlsx) or a .csv will do."))

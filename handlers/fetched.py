"""What becomes of a file that was brought: a reader for each purpose, with the roles that may use it."""

from collections.abc import Mapping
from typing import Any

from handlers.dialog.brought import BroughtTable, Purpose, ReadSheet
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
    return await purpose.read(talk, ReadSheet(fetched["name"], _tables(fetched)))


def _tables(fetched: Mapping[str, Any]) -> tuple[BroughtTable, ...]:
    """An item that an older version has stored holds the rows of one sheet."""
    found = fetched["tables"] if "tables" in fetched else [["", fetched["rows"]]]
    return tuple(BroughtTable(title, rows) for title, rows in found)


def _trouble(trouble: str) -> Markup:
    match trouble:
        case "too_big":
            return fill(_("The file is too big: up to 5 MB is read. Send it in parts."))
        case "too_many_rows":
            return fill(_("Too many rows: up to 20,000 are read. Send it in parts."))
        case "too_wide":
            return fill(_("Too many columns: up to 100 are read. Send only those with plans."))
        case "too_heavy":
            return fill(_("Inside, the file is too big to open. Send the table alone, in a new workbook."))
        case "xls":
            return fill(_("This is the old .xls. Open it in Excel and save it as .xlsx."))
        case "password":
            return fill(_("The file is locked with a password. Save it without one and send it again."))
        case "other_format":
            return fill(_("Inside, this is no Excel workbook. Open it and save it as .xlsx or CSV."))
        case "gone":
            return fill(_("Telegram did not give me the file. Send it once more."))
        case _:
            return fill(_("I could not read this file. An Excel workbook (.xlsx) or a .csv will do."))

"""
What a file is, is read from the file (spec/0, 0.3): one place that decides, and a reader for each purpose.

Two purposes that fit are asked about. Where nothing fits, a manager's file is a note as any other, and whoever keeps
no notes is told what can be read.
"""

import re
from collections.abc import Mapping
from typing import Any

from handlers.bank.file import BANK
from handlers.bank.file import PURPOSE as BANK_PURPOSE
from handlers.cold.file import COLD
from handlers.cold.file import PURPOSE as COLD_PURPOSE
from handlers.deals.paper_file import PAPER_FILE, keep_brought
from handlers.dialog.brought import FILE, BroughtTable, Purpose, ReadSheet
from handlers.dialog.model import Talk
from handlers.dialog.runner import Runner
from handlers.entry.doors.attach_dialog import ATTACH, draft_of_file
from handlers.files.door import TABLES
from handlers.files.which import FILE_PURPOSE, FileDraft
from handlers.framework.replies import Replies, Say
from handlers.imports.file import CLIENTS
from handlers.imports.file import PURPOSE as CLIENTS_PURPOSE
from handlers.plans.file import PLANS, PURPOSE
from handlers.telephony.file import CALLS
from handlers.telephony.file import PURPOSE as CALLS_PURPOSE
from reports.imports.words import tell_hidden_sheets
from reports.message.columns import cut
from reports.message.language import gettext as _
from reports.message.markup import Markup, fill, lines
from reports.message.message import Message
from sales.core.people import SELLERS
from sales.core.words import fold
from sales.imports.packing import HIDDEN_MARK, LETTERS_MARK

__all__ = ["FILE", "PURPOSES", "Purpose", "ReadSheet", "hear_fetched", "list_fitting"]

WIDTH = 24
NO_NOTE = frozenset({"password", "damaged"})
"""What nobody can open is said to be so, also to whoever keeps notes."""

PURPOSES: Mapping[str, Purpose] = {
    BANK_PURPOSE: BANK,
    PURPOSE: PLANS,
    CLIENTS_PURPOSE: CLIENTS,
    COLD_PURPOSE: COLD,
    CALLS_PURPOSE: CALLS,
}


async def hear_fetched(talk: Talk, fetched: Mapping[str, Any]) -> Replies:
    """As a handler hears a message: the rights are looked at again, the person may have lost them meanwhile."""
    asked, trouble = fetched["purpose"], fetched["trouble"]
    if asked != FILE and (asked not in PURPOSES or talk.actor.role not in PURPOSES[asked].roles):
        return []
    tables = _tables(fetched)
    hidden = tuple(name for each in tables if each.title == HIDDEN_MARK for name in each.rows[0])
    letters = next((each.rows[0][0] for each in tables if each.title == LETTERS_MARK), "")
    seen = tuple(each for each in tables if each.title not in {HIDDEN_MARK, LETTERS_MARK})
    sheet = ReadSheet(fetched["name"], seen, fetched.get("file_id", ""), fetched.get("caption", ""), hidden, letters)
    if trouble:
        why = _tell_trouble(talk, sheet, trouble)
        if why is not None and trouble in NO_NOTE and not sheet.caption:
            return Say(Message(why))
        return await _hear_other(talk, sheet, why)
    fitting = list_fitting(sheet)
    mine = {key: PURPOSES[key] for key in fitting if talk.actor.role in PURPOSES[key].roles}
    asked = next((key for key, each in mine.items() if _is_named(each, sheet.caption)), asked)
    if len(mine) > 1 and asked not in mine:
        return await _ask_purpose(talk, sheet, mine)
    if mine:
        purpose = mine.get(asked, next(iter(mine.values())))
        replies = await purpose.read(talk, sheet)
        also = [] if purpose is CLIENTS else _tell_hidden(sheet)
        return [*(replies if isinstance(replies, list) else [replies]), *also, *_tell_letters(sheet)]
    refused = next((told for key in fitting if (told := PURPOSES[key].refused) is not None), None)
    if refused is not None:
        return Say(Message(fill("{told}", told=refused())))
    readable = _tell_readable(talk, sheet)
    if readable is not None and hidden:
        readable = lines(readable, tell_hidden_sheets(hidden))
    return await _hear_other(talk, sheet, readable)


def list_fitting(sheet: ReadSheet) -> list[str]:
    """The purposes that its content is of, by their keys: whoever sent it and whatever it is called."""
    return [key for key, purpose in PURPOSES.items() if purpose.fits(sheet)]


def _is_named(purpose: Purpose, caption: str) -> bool:
    """The words under the file say what it is."""
    return any(word.startswith(purpose.words) for word in re.findall(r"\w+", fold(caption))) if purpose.words else False


async def _ask_purpose(talk: Talk, sheet: ReadSheet, fitting: Mapping[str, Purpose]) -> Replies:
    purposes = tuple((key, each.label()) for key, each in fitting.items())
    draft = FileDraft(file_id=sheet.file_id, name=sheet.name, purposes=purposes)
    return [*await Runner([FILE_PURPOSE]).interrupt(talk, FILE_PURPOSE.name, draft)]


async def _hear_other(talk: Talk, sheet: ReadSheet, told: Markup | None) -> Replies:
    """A note of whoever keeps notes; what is open waits behind the question whose it is."""
    state = await talk.mine.dialogs.current()
    if state is not None and state.name == PAPER_FILE.name:
        return await keep_brought(talk, state, sheet.file_id)
    if talk.actor.role in SELLERS:
        draft, step = await draft_of_file(talk, sheet.file_id, sheet.caption)
        return [*await Runner([ATTACH]).interrupt(talk, ATTACH.name, draft, step)]
    return [] if told is None else Say(Message(told))


def _tell_hidden(sheet: ReadSheet) -> list[Say]:
    """Nothing for a file without hidden sheets; a base names them in its own message."""
    return [Say(Message(tell_hidden_sheets(sheet.hidden)))] if sheet.hidden else []


def _tell_letters(sheet: ReadSheet) -> list[Say]:
    """What was guessed is said: a wrong guess is seen by the names."""
    told = _("Read as {letters}. If the names look odd, save the file in UTF-8.")
    return [Say(Message(fill(told, letters=sheet.letters)))] if sheet.letters else []


def _tell_readable(talk: Talk, sheet: ReadSheet) -> Markup | None:
    """«Могу прочесть: …», each with its kind of file; None for who may have nothing read."""
    examples = [each.example() for each in PURPOSES.values() if talk.actor.role in each.roles]
    if not examples:
        return None
    is_blank = bool(sheet.tables) and not any(any(row) for each in sheet.tables for row in each.rows)
    why = _("{name}: the sheet is empty.") if is_blank else _("{name}: I cannot tell what this is.")
    unknown = fill(why, name=cut(sheet.name, WIDTH)) if sheet.name else None
    return lines(unknown, fill(_("I can read: {what}."), what=", ".join(examples)))


def _tell_trouble(talk: Talk, sheet: ReadSheet, trouble: str) -> Markup | None:
    """How to save a table that cannot be opened; a letter or a scan is no table at all."""
    is_table = sheet.name.lower().endswith(TABLES)
    return _trouble(trouble) if is_table or trouble == "gone" else _tell_readable(talk, sheet)


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
            return fill(_("The file is locked with a password. Save it without one as .xlsx and send it again."))
        case "other_format":
            return fill(_("Inside, this is no Excel workbook. Open it and save it as .xlsx or CSV."))
        case "damaged":
            return fill(_("The file is damaged or incomplete. Save it again and resend it."))
        case "gone":
            return fill(_("Telegram did not give me the file. Please send it again."))
        case _:
            return fill(_("I could not read this file. Save it as .xlsx or as “CSV UTF-8” and send it again."))

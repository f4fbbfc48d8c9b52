"""
A table is brought: a base of clients is known by its heading, whoever sends it and whatever is open.

A manager's other table is attached to a record, as any file is.
"""

from handlers.dialog.brought import Purpose, ReadSheet
from handlers.dialog.model import Talk
from handlers.framework.access import IMPORTERS
from handlers.framework.replies import Replies, Say
from reports.imports.file import ImportView
from reports.message.files.no_rows import tell_no_rows
from reports.message.language import gettext as _
from reports.message.markup import fill
from reports.message.message import Message
from sales.core.rights import Action, Scope, scope
from sales.imports.packing import BASE_MARK, read_packed
from storage.imports.imports import MANAGERS_MOST

PURPOSE = "clients"


async def read_clients(talk: Talk, sheet: ReadSheet) -> Replies:
    """The dry run, made by and by; the first word comes at once."""
    cells = next(each for each in sheet.tables if each.title == BASE_MARK).rows[0]
    base = read_packed(cells)
    if scope(talk.actor.role, Action.IMPORT) is Scope.OWN and base.mapping.count > MANAGERS_MOST:
        return Say(Message(fill(_("Up to {n} rows. Your lead can load more."), n=MANAGERS_MOST)))
    if not base.mapping.count:
        return Say(Message(tell_no_rows(sheet.name, _("Vector · 7707083893 · +7 916 123-45-67"))))
    one = await talk.mine.imports.begin(sheet.name, cells[2], base)
    view = ImportView(import_id=one.id)
    return Say(view.under(view.key_for(one.id)))


def _is_base(sheet: ReadSheet) -> bool:
    """Whether the reading child has known its heading."""
    return any(each.title == BASE_MARK for each in sheet.tables)


def _label() -> str:
    return _("📥 Clients")


def _example() -> str:
    return _("clients (.xlsx, .csv; a sample: /import)")


def _refuse() -> str:
    return _("Client lists are loaded by your lead.")


CLIENTS = Purpose(IMPORTERS, read_clients, _is_base, _label, _example, _refuse)

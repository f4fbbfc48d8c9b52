"""A table of numbers is brought by a lead: a base of clients, or a cold list, is asked where it may be either."""

import json

from handlers.dialog.brought import Purpose, ReadSheet
from handlers.dialog.model import Talk
from handlers.framework.access import COLD_KEEPERS
from handlers.framework.replies import Replies, Say
from reports.cold.list import ColdListView
from reports.message.language import gettext as _
from sales.cold.rows import may_be_cold
from sales.core.words import clean
from sales.imports.mapping import ImportMapping
from sales.imports.packing import BASE_MARK, read_packed

PURPOSE = "cold"
LONGEST_NAME = 60
SUFFIX = 6
"""Letters of the longest, with its dot."""


async def read_cold_list(talk: Talk, sheet: ReadSheet) -> Replies:
    """It is asked where the numbers are from; nothing is loaded before. Raises NotYoursError."""
    base = read_packed(next(each for each in sheet.tables if each.title == BASE_MARK).rows[0])
    one = await talk.mine.cold_lists.begin(_name_of(sheet), base)
    view = ColdListView(list_id=one.id)
    return Say(view.under(view.key_for(one.id)))


def _name_of(sheet: ReadSheet) -> str:
    """«Тула опт» of «тула_опт.xlsx»."""
    name, dot, suffix = sheet.name.rpartition(".")
    plain = clean((name if dot and len(suffix) < SUFFIX else sheet.name).replace("_", " "), LONGEST_NAME)
    return f"{plain[:1].upper()}{plain[1:]}" or _("Cold list")


def _may_be_list(sheet: ReadSheet) -> bool:
    """One without rows is no question: what is said of it is the same."""
    bases = [each for each in sheet.tables if each.title == BASE_MARK]
    found = [ImportMapping.from_json(json.loads(each.rows[0][1])) for each in bases]
    return any(each.count and may_be_cold(each.heading) for each in found)


def _label() -> str:
    return _("☎️ Cold list")


def _example() -> str:
    return _("a cold list (.xlsx, .csv)")


COLD = Purpose(COLD_KEEPERS, read_cold_list, _may_be_list, _label, _example, words=("обзвон", "холодн", "cold"))

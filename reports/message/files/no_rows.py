"""A file that a person has brought, and in which nothing is filled in."""

from markupsafe import Markup

from reports.message.columns import cut
from reports.message.language import gettext as _
from reports.message.markup import code, fill

WIDTH = 24


def tell_no_rows(name: str, row: str) -> Markup:
    """«планы.xlsx: ничего не заполнено», and how a row of such a file looks."""
    told = _("{name}: nothing is filled in.\nA row looks like this:\n{row}")
    return fill(told, name=cut(name, WIDTH), row=code(row))

"""A file of clients in words: what its columns are called, and why a row is asked about."""

from collections.abc import Callable, Mapping, Sequence

from reports.message.columns import cut
from reports.message.language import gettext as _
from reports.message.language import ngettext
from reports.message.markup import Markup, fill
from sales.imports.columns import BaseColumn
from sales.imports.troubles import RowTrouble

MOST_SHEETS = 3
LONGEST_SHEET = 20

_COLUMNS: Mapping[BaseColumn, Callable[[], str]] = {
    BaseColumn.NAME: lambda: _("Name"),
    BaseColumn.INN: lambda: _("INN"),
    BaseColumn.KPP: lambda: _("KPP"),
    BaseColumn.PHONE: lambda: _("Phone"),
    BaseColumn.CONTACT: lambda: _("Contact"),
    BaseColumn.POSITION: lambda: _("Position"),
    BaseColumn.EMAIL: lambda: _("E-mail"),
    BaseColumn.LINE: lambda: _("Business"),
    BaseColumn.TURNOVER: lambda: _("Turnover"),
    BaseColumn.SEGMENT: lambda: _("Segment"),
    BaseColumn.TERRITORY: lambda: _("Territory"),
    BaseColumn.CITY: lambda: _("City"),
    BaseColumn.SOURCE: lambda: _("Source"),
    BaseColumn.TERMS: lambda: _("Payment terms"),
    BaseColumn.OWNER: lambda: _("Who leads"),
    BaseColumn.COMMENT: lambda: _("Comment"),
    BaseColumn.AMOUNT: lambda: _("Sum or debt"),
    BaseColumn.DUE: lambda: _("Due"),
    BaseColumn.INVOICE: lambda: _("Invoice"),
}

_WHY: Mapping[RowTrouble, Callable[[str], str]] = {
    RowTrouble.NO_NAME: lambda _said: _("no name of the client"),
    RowTrouble.INN_CONTROL: lambda said: _("INN {said}: the last digit does not match").format(said=said),
    RowTrouble.INN_LENGTH: lambda said: _("INN {said}: it has 10 or 12 digits").format(said=said),
    RowTrouble.INN_ROUNDED: lambda said: _("Excel has rounded the INN {said}: format the cell as text").format(
        said=said
    ),
    RowTrouble.INN_REGION: lambda said: _("INN {said}: there is no region 00").format(said=said),
    RowTrouble.FORMULA: lambda _said: _("a formula without a value, open and save it in Excel"),
    RowTrouble.BROKEN: lambda said: _("{said}: an error of the formula").format(said=said),
    RowTrouble.OWNER_UNKNOWN: lambda said: _("no manager “{said}” in the department").format(said=said),
    RowTrouble.OWNER_TWO: lambda said: _("“{said}”: two of that name").format(said=said),
    RowTrouble.COLLEAGUE: lambda _said: _("a colleague's client"),
    RowTrouble.AMOUNT: lambda said: _("“{said}” is no sum, for example 150000").format(said=said),
    RowTrouble.NO_DAY: lambda said: _("a sum of {said} without a day").format(said=said),
    RowTrouble.DAY: lambda said: _("“{said}” is no day, for example 27.11.2026").format(said=said),
    RowTrouble.SEVERAL: lambda _said: _("the same as several clients"),
    RowTrouble.LIKELY: lambda said: _("looks like {said}").format(said=said),
}


def column_name(column: BaseColumn) -> str:
    """«Название», «Кто ведёт»."""
    return _COLUMNS[column]()


def trouble_words(trouble: RowTrouble, said: str) -> str:
    """Why the row is asked about, with what was written there."""
    return _WHY[trouble](said)


def tell_hidden_sheets(titles: Sequence[str]) -> Markup:
    """«Скрытый лист «Архив» не читал»"""
    named = [f"«{cut(each, LONGEST_SHEET)}»" for each in titles[:MOST_SHEETS]]
    if more := len(titles) - len(named):
        named.append(_("and {n} more").format(n=more))
    sentence = ngettext("Hidden sheet, not read: {names}", "Hidden sheets, not read: {names}", len(titles))
    return fill(sentence, names=", ".join(named))

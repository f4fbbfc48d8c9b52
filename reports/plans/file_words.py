"""A file of plans in words: what of it cannot be written down and why, cell by cell, and how it was read."""

from collections.abc import Callable, Mapping, Sequence

from reports.message.columns import cut
from reports.message.language import gettext as _
from reports.message.language import ngettext
from reports.message.markup import Markup, fill
from sales.plans.plan_heading import THOUSAND
from sales.plans.plan_sheet import BadCell, CellTrouble

_WHY: Mapping[CellTrouble, Callable[[], str]] = {
    CellTrouble.NO_SUM: lambda: _("a sum, like 1200000"),
    CellTrouble.NO_COUNT: lambda: _("a count, like 12"),
    CellTrouble.NO_METRIC: lambda: _("money, deals or new clients"),
    CellTrouble.NO_MONTH: lambda: _("a month with its year, like November 2026"),
    CellTrouble.NO_NAME: lambda: _("the row has no name"),
    CellTrouble.NOBODY: lambda: _("no such contact of yours"),
    CellTrouble.SEVERAL: lambda: _("two of that name, the number is needed"),
    CellTrouble.TWICE: lambda: _("stands in the file twice"),
    CellTrouble.FAR: lambda: _("the month is too far off"),
    CellTrouble.FORMULA: lambda: _("a formula without a value, open and save it in Excel"),
    CellTrouble.ZERO: lambda: _("the formula shows 0, work it out in Excel or type the number"),
    CellTrouble.ERROR: lambda: _("an error of the formula, no number"),
    CellTrouble.MERGED: lambda: _("merged with the cell above, one number for each row"),
    CellTrouble.SMALL: lambda: _("so little? If thousands, write “150k”"),
    CellTrouble.LARGE: lambda: _("the table says thousands, this looks like roubles"),
}


def bad_lines(bad: Sequence[BadCell], count: int) -> list[Markup]:
    """«D5 «много»: нужна сумма, например 1200000», a few of many."""
    if not count:
        return []
    head = ngettext("⚠️ {n} cell was not understood:", "⚠️ {n} cells were not understood:", count).format(n=count)
    shown = [fill("{at} «{said}»: {why}", at=each.at, said=cut(each.said), why=_why(each)) for each in bad]
    more = count - len(shown)
    return [fill("{head}", head=head), *shown, *([fill(_("… and {n} more"), n=more)] if more > 0 else [])]


def bad_cell(kept: tuple[str, ...]) -> BadCell:
    """As a draft keeps it; an older version kept three words of it."""
    at, said, trouble, *known = kept
    return BadCell(at, said, CellTrouble(trouble), *known)


def read_as(unit: int, unread: Sequence[str]) -> list[Markup]:
    """What the lead would not see in the numbers alone: in what they were given, and which sheets are left."""
    found = []
    if unit == THOUSAND:
        found.append(fill(_("The sums are in thousands, as the table says.")))
    elif unit > 1:
        found.append(fill(_("The sums are in millions, as the table says.")))
    if unread:
        found.append(fill(_("⚠️ Not read, send it by itself: {sheets}"), sheets=cut(", ".join(unread), 40)))
    return found


def _why(bad: BadCell) -> str:
    if bad.trouble is CellTrouble.OTHER_NAME:
        return _("the number is that of {name}").format(name=bad.known)
    return _WHY[bad.trouble]()


def nothing_read(name: str) -> Markup:
    """It is one, and no cell of it could be read."""
    return fill(_("{name}: nothing to save."), name=cut(name, 24))


def nothing(name: str) -> Markup:
    """It says what stands in the book already."""
    return fill(_("{name}: all of it is there already, nothing to change."), name=cut(name, 24))

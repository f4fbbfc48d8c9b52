"""A department's week beside its managers: what has no owner, and what came of it."""

from collections.abc import Iterator

from markupsafe import Markup

from reports.clients.unowned import unowned_line
from reports.message.format import short
from reports.message.language import gettext as _
from reports.message.markup import fill
from reports.week.figures import Weeks
from sales.payments.awaited import total


def nobodys_lines(weeks: Weeks) -> Iterator[Markup]:
    """«Ольга: ждём 120 тыс (2)», «Без менеджера: пришло 30 тыс», «⚠️ Без хозяина: 810 тыс (5)»."""
    for whose, items in weeks.beside.items():
        said = {"whose": _call(weeks, whose), "sum": short(total(items)), "n": len(items)}
        yield fill(_("{whose}: {sum} expected ({n})"), **said)
    for whose, result in weeks.others.items():
        if result.figures.received:
            said = {"whose": _call(weeks, whose), "sum": short(result.figures.received)}
            yield fill(_("{whose}: received {sum}"), **said)
    if (left := unowned_line(weeks.unowned)) is not None:
        yield left


def _call(weeks: Weeks, whose: int | None) -> str:
    """A lead looks after a deal of their own; of nobody it is said so."""
    return _("No manager") if whose is None else weeks.called.get(whose, _("No manager"))

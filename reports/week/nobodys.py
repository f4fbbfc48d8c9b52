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
    """«Без менеджера: ждём 120 тыс (2)», «Без менеджера: пришло 30 тыс», «⚠️ Без хозяина: 810 тыс (5)»."""
    if weeks.beside:
        said = {"sum": short(total(weeks.beside)), "n": len(weeks.beside)}
        yield fill(_("No manager: {sum} expected ({n})"), **said)
    if weeks.others is not None and weeks.others.figures.received:
        yield fill(_("No manager: received {sum}"), sum=short(weeks.others.figures.received))
    if (left := unowned_line(weeks.unowned)) is not None:
        yield left

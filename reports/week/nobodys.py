"""A department's week beside its managers: what has no owner, and what came of it."""

from collections.abc import Iterator

from markupsafe import Markup

from reports.clients.unowned import unowned_line
from reports.message.format import short
from reports.message.language import gettext as _
from reports.message.markup import fill
from reports.message.words.called import call_owner, tell_received_beside
from reports.week.figures import Weeks
from sales.payments.awaited import total


def nobodys_lines(weeks: Weeks) -> Iterator[Markup]:
    """«Ольга: ждём 120 тыс (2)», «Без менеджера: пришло 30 тыс», «⚠️ Без хозяина: 810 тыс (5)»."""
    for whose, items in weeks.beside.items():
        said = {"whose": call_owner(weeks.called, whose), "sum": short(total(items)), "n": len(items)}
        yield fill(_("{whose}: {sum} expected ({n})"), **said)
    came = {whose: result.figures.received for whose, result in weeks.others.items()}
    yield from tell_received_beside(came, weeks.called)
    if (left := unowned_line(weeks.unowned)) is not None:
        yield left

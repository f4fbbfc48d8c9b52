"""What the week plan needs of a client's card and has not: asked once, in the plan that is being confirmed (SPEC 6)."""

from collections.abc import Iterable, Iterator

from markupsafe import Markup

from reports.clients.presses import ClientDeed, ClientPress
from reports.message.language import gettext as _
from reports.message.language import pgettext
from reports.message.markup import bold, fill
from reports.message.message import Keyboard
from reports.message.view import button
from sales.clients.card_fields import CardField
from storage.week.lines import WeekLine


def find_blank(lines: Iterable[WeekLine]) -> WeekLine | None:
    """The first payment whose client's card lacks something that was not asked: one at a time."""
    return next((each for each in lines if not each.is_asked and each.lacks), None)


def tell_blank(line: WeekLine | None) -> Iterator[Markup]:
    """«❓ Ромашка: нет контакта, вида дел, оборота»"""
    if line is not None:
        missing = tell_lacking(line.lacks)
        yield fill(_("❓ {client}: no {missing}"), client=bold(line.payment.client_name), missing=missing)


def blank_rows(line: WeekLine | None) -> Keyboard:
    if line is None:
        return ()
    client_id = line.payment.client_id
    fill_in = button(_("✏️ Fill in"), ClientPress(deed=ClientDeed.FILL, client_id=client_id))
    return ((fill_in, button(_("Do not ask"), ClientPress(deed=ClientDeed.BLANKS, client_id=client_id))),)


def tell_lacking(lacks: Iterable[CardField | None]) -> str:
    """«контакта, вида дел, оборота»: of what there is none; None is a contact."""
    return ", ".join(_lacking(each) for each in lacks)


def _lacking(field: CardField | None) -> str:
    match field:
        case CardField.LINE:
            return pgettext("lacks", "line of business")
        case CardField.TURNOVER:
            return pgettext("lacks", "turnover")
        case _:
            return pgettext("lacks", "contact")

"""Money that nobody looks after: a line in every summary of a department, and the way to hand it over (FAULTS 21)."""

from markupsafe import Markup

from reports.clients.presses import UnownedAddress
from reports.message.format import short
from reports.message.language import gettext as _
from reports.message.markup import fill
from reports.message.message import Keyboard
from reports.message.view import button
from sales.core.rights import Action
from sales.core.tally import Tally
from storage.engine.actor import Actor
from storage.engine.scope import reaches_department


def unowned_line(unowned: Tally) -> Markup | None:
    """«⚠️ Без хозяина: 810 тыс (5)», of all that is still awaited, whatever its day."""
    if not unowned.count:
        return None
    return fill(_("⚠️ No owner: {sum} ({n})"), sum=short(unowned.total), n=unowned.count)


def hand_over(reader: Actor, department_id: int, unowned: Tally) -> Keyboard:
    """For who may; the list opens below, so that the summary stays."""
    if not unowned.count or not reaches_department(reader, Action.REASSIGN, department_id):
        return ()
    return ((button(_("🔁 Hand over"), UnownedAddress(department_id=department_id)),),)

"""One line of the lead's evening: deals that stand still, and those without a next step (spec/2)."""

from markupsafe import Markup

from reports.deals.presses import DealsAddress
from reports.message.format import short
from reports.message.language import gettext as _
from reports.message.markup import fill
from reports.message.message import Button
from reports.message.view import button
from sales.deals.deal import DealsFilter
from storage.deals.standing import UnderWay


def needs_words(found: UnderWay) -> str:
    """«Зависли 4 на 1,1 млн · без шага 3»; empty where all go on."""
    said = []
    if found.stuck:
        said.append(_("Stuck {n}, {sum}").format(n=found.stuck, sum=short(found.stuck_total)))
    if found.idle:
        said.append(_("no step {n}").format(n=found.idle))
    joined = " · ".join(said)
    return joined[:1].upper() + joined[1:]


def deals_line(found: UnderWay) -> Markup | None:
    """«⏳ Зависли 4 на 1,1 млн · без шага 3»; nothing where all go on."""
    said = needs_words(found)
    return fill("⏳ {said}", said=said) if said else None


def deals_button(department_id: int, found: UnderWay) -> tuple[Button, ...]:
    """The list is behind a tap."""
    if not found.stuck and not found.idle:
        return ()
    which = DealsFilter.STUCK if found.stuck else DealsFilter.IDLE
    return (button(_("🧩 Deals"), DealsAddress(department_id=department_id, which=which)),)

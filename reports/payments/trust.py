"""Money that came stands in two parts wherever it is shown: what a manager said, and what somebody has vouched for."""

from markupsafe import Markup

from reports.message.format import figure_of, short
from reports.message.language import gettext as _
from reports.message.markup import fill
from sales.core.money import Kopecks


def trust_line(received: Kopecks, confirmed: Kopecks) -> Markup | None:
    """«Подтверждено 340 тыс, заявлено 225 тыс»; None where nothing came."""
    if not received and not confirmed:
        return None
    claimed = received - confirmed
    if not claimed:
        return fill(_("All of it is confirmed"))
    return fill(_("Confirmed {sure}, claimed {claimed}"), sure=short(confirmed), claimed=short(claimed))


def tell_booked(received: Kopecks, confirmed: Kopecks) -> Markup | None:
    """«Подтверждено 1,69 из 2,00 млн»: where the bank's statements are looked at (spec/5)."""
    if not confirmed or confirmed == received:
        return trust_line(received, confirmed)
    return fill(_("Confirmed {part}"), part=figure_of(confirmed, received))


def tell_known_trust(received: Kopecks, confirmed: Kopecks) -> Markup | None:
    """As `tell_booked`, where room is scarce: nothing is said of money that nobody has vouched for yet."""
    return tell_booked(received, confirmed) if confirmed else None

"""«Ждём 88 000 ₽ пн 20.07, как и было»: what was told of money that is awaited already changes nothing."""

from collections.abc import Sequence
from contextlib import suppress

from markupsafe import Markup

from reports.message.format import money, short_day
from reports.message.language import gettext as _
from reports.message.markup import fill
from sales.core.clock import local_date
from sales.core.errors import NotYoursError
from sales.payments.payment import Payment
from storage.engine.actor import Actor
from storage.transaction import Transaction


async def tell_kept(tx: Transaction, reader: Actor, payment_ids: Sequence[int]) -> Markup | None:
    """Of what the reader still sees, and what is still awaited; None where nothing is."""
    found: list[Payment] = []
    for each in payment_ids:
        with suppress(NotYoursError):
            found.append(await tx.as_(reader).payments.get(each))
    still = [each for each in found if each.is_open]
    if not still:
        return None
    said = {"sum": money(sum(each.rest for each in still)), "n": len(still)}
    days = {each.due_on for each in still}
    if len(days) > 1:
        return fill(_("{sum} ({n}) expected, as before"), **said)
    day = min(days)
    today = day == local_date(tx.clock.now(), reader.zone)
    when = _("today") if today else short_day(day)
    if len(still) > 1:
        return fill(_("{sum} ({n}) expected {when}, as before"), when=when, **said)
    return fill(_("{sum} expected {when}, as before"), when=when, **said)

"""«📥 Заявок 5 · ответ за 12 мин»: beside calls and meetings of the same days."""

from datetime import date, time

from reports.enquiries.card import tell_minutes
from reports.message.language import gettext as _
from reports.message.markup import Markup, fill
from sales.calendar.calendar import DAY
from sales.calendar.slots import instant_of
from sales.enquiries.enquiry import count_median_minutes
from storage.engine.actor import Actor
from storage.transaction import Transaction

FEW = 5
"""Under so many answers the median says how many it is of."""


async def enquiries_line(
    tx: Transaction, reader: Actor, days: tuple[date, date], department_id: int | None = None
) -> Markup | None:
    """Of the department's local days, both included; None where none came."""
    first, last = (instant_of(day, time(0), reader.zone) for day in (days[0], days[1] + DAY))
    came = await tx.as_(reader).enquiries.list_answers(first, last, department_id)
    if not came:
        return None
    spam = sum(is_spam for _came, _at, is_spam in came)
    answered = [(one, at) for one, at, is_spam in came if at is not None and not is_spam]
    waits = len(came) - spam - len(answered)
    parts = [_("📥 Enquiries: {n}").format(n=len(came) - spam)]
    minutes = count_median_minutes(answered)
    if minutes is not None:
        said = _("answered in {time}").format(time=tell_minutes(minutes))
        parts.append(f"{said} (n={len(answered)})" if len(answered) < FEW else said)
    if spam:
        parts.append(_("spam {n}").format(n=spam))
    if waits:
        parts.append(_("⚠️ {n} without an answer").format(n=waits))
    return fill("{line}", line=" · ".join(parts))

"""«☎️ сказано 12, по АТС 9», «📞 Пропущено 3 · ответ за 14 мин»: beside calls and meetings of the same days (spec/6)."""

from datetime import date, time

from reports.enquiries.card import tell_minutes
from reports.message.language import gettext as _
from reports.message.markup import Markup, fill
from sales.activities.done import DoneCount
from sales.calendar.calendar import DAY
from sales.calendar.slots import instant_of
from sales.enquiries.enquiry import count_median_minutes
from storage.engine.actor import Actor
from storage.transaction import Transaction

FEW = 5
"""Under so many answers the median says how many it is of."""


def honesty_line(done: DoneCount) -> Markup | None:
    """What was said against what the exchange has; None where no exchange told of anybody."""
    if done.rung is None:
        return None
    return fill(_("☎️ said {said}, by phone system {rung}"), said=done.said or 0, rung=done.rung)


async def missed_line(
    tx: Transaction, reader: Actor, days: tuple[date, date], department_id: int | None = None
) -> Markup | None:
    """Of the department's local days, both included; None where nothing was missed."""
    first, last = (instant_of(day, time(0), reader.zone) for day in (days[0], days[1] + DAY))
    came = await tx.as_(reader).pbx_calls.list_answers(first, last, department_id)
    if not came:
        return None
    answered = [(one, at) for one, at in came if at is not None]
    parts = [_("📞 Missed: {n}").format(n=len(came))]
    minutes = count_median_minutes(answered)
    if minutes is not None:
        said = _("answered in {time}").format(time=tell_minutes(minutes))
        parts.append(f"{said} (n={len(answered)})" if len(answered) < FEW else said)
    if waits := len(came) - len(answered):
        parts.append(_("⚠️ {n} without an answer").format(n=waits))
    return fill("{line}", line=" · ".join(parts))

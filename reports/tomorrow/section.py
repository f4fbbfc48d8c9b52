"""The plan of the day ahead inside the day's last check-in: a line and a tap."""

from datetime import date
from typing import TypeAlias

from markupsafe import Markup

from reports.message.format import short, short_day
from reports.message.language import gettext as _
from reports.message.language import pgettext
from reports.message.markup import bold, fill
from reports.message.message import Button, Keyboard
from reports.tomorrow.evening import Evening, day_ahead, evening_of
from reports.tomorrow.presses import TomorrowDeed
from reports.tomorrow.tomorrow import press
from storage.engine.actor import Actor
from storage.transaction import Transaction

Section: TypeAlias = tuple[Markup, Keyboard]
"""Its lines, and its buttons."""


async def section(tx: Transaction, reader: Actor, today: date, checkin_id: int) -> Section | None:
    """For the day's last check-in: «Завтра, пн 23.11: 650 тыс», and one tap to confirm it."""
    day = await day_ahead(tx, reader.person_id, today)
    evening = None if day is None else await evening_of(tx, reader, day)
    if evening is None:
        return None
    found = evening.ahead.reconciliation
    when = short_day(evening.ahead.day)
    if evening.is_empty:
        told = fill(_("{day}: nothing expected yet"), day=when)
    else:
        told = fill(_("{day}: {sum}"), day=when, sum=bold(short(found.tomorrow)))
        if found.week:
            told = fill(_("{told}, week {week}"), told=told, week=short(found.week))
    if evening.is_confirmed:
        return fill("✅ {told}", told=told), ((_open(evening),),)
    if evening.is_empty:
        return told, ((_open(evening),),)
    yes = Button(
        _("✅ Tomorrow: {sum}").format(sum=short(found.tomorrow)),
        press(evening, TomorrowDeed.OK, checkin_id=checkin_id),
    )
    return told, ((yes,), (_open(evening),))


def _open(evening: Evening) -> Button:
    return Button(pgettext("button", "Plan for tomorrow"), press(evening, TomorrowDeed.OPEN))

"""Where there is no deal yet: how the first one is made."""

from reports.message.language import gettext as _
from reports.message.markup import fill
from reports.message.press import NewRecord
from reports.message.screens.empty import FirstStep, begin, no_managers, sellers_of
from sales.core.people import SELLERS
from storage.engine.actor import Actor
from storage.settings.departments import Department
from storage.transaction import Transaction


async def deal_step(tx: Transaction, reader: Actor, place: Department | None) -> FirstStep:
    """By a line of a manager's, or from under a payment; before that somebody is invited. Raises NotYoursError."""
    if reader.role in SELLERS or place is None:
        said = fill(_("Write a line:\n<code>deal Camomile 300k contract</code>\nor 🧩 under a payment or a call:"))
        return FirstStep(said, ((begin(NewRecord.PAY), begin(NewRecord.CALL)),))
    if not await sellers_of(tx, reader, place.id):
        return no_managers(reader, place.id)
    return FirstStep(fill(_("Managers add them with a line:\n<code>deal Camomile 300k contract</code>")))

"""How calls of the exchange are told of in lists and cards."""

from reports.message.format import mask_phone
from reports.message.language import gettext as _
from sales.core.errors import NotYoursError
from sales.entry.clients.name_forms import short_name
from storage.engine.actor import Actor
from storage.telephony.call import PbxCall
from storage.transaction import Transaction


async def name_caller(tx: Transaction, reader: Actor, call: PbxCall) -> str:
    """The client where the reader sees it; else the number's last digits."""
    if call.client_id is not None:
        try:
            return short_name((await tx.as_(reader).clients.get(call.client_id)).name)
        except NotYoursError:
            pass
    return mask_phone(call.phone) if call.phone else _("hidden number")

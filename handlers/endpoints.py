"""All that may be asked at the door, and who hears what has come in by it. Another feature adds its lines here."""

from collections.abc import Mapping

from handlers.api.reading import READING
from handlers.api.writing import WRITING
from handlers.dashboard.endpoints import DASHBOARD
from handlers.door.endpoint import Endpoint, Hearer, Lookup
from handlers.enquiries.hook import ENQUIRY_DEED, ENQUIRY_HOOK, WHAT, hear_enquiry
from handlers.feeds.feeds import FEEDS
from handlers.telephony.hook import PBX_ECHO, PBX_HOOK, hear_call
from handlers.telephony.hook import WHAT as PBX
from handlers.visits.calendar import PATH, answer_feed
from sales.door.tokens import TokenKind

CALENDAR = Lookup(path=PATH, kind=TokenKind.ICS, answer=answer_feed, is_long=True)

ENDPOINTS: tuple[Endpoint, ...] = (
    CALENDAR,
    ENQUIRY_DEED,
    ENQUIRY_HOOK,
    PBX_ECHO,
    PBX_HOOK,
    *DASHBOARD,
    *FEEDS,
    *READING,
    *WRITING,
)

HEARERS: Mapping[str, Hearer] = {PBX: hear_call, WHAT: hear_enquiry}
"""By `Inbound.what`. A name stands in rows of the inbox: rename none."""

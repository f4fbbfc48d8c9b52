"""What is known of who is forgotten under no client's name: calls, numbers of cold lists and enquiries, by phone or
address.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from sqlalchemy import null, select, update

from sales.cold.states import ColdState
from storage.clients.contacts import ten_digits
from storage.engine.session import Session
from storage.tables import ColdLeadRow, ContactRow, EnquiryRow, PbxCallRow

WHO_ASKED: Final[Mapping[str, Any]] = {"name": None, "phone": None, "email": None}
WHAT_ASKED: Final[Mapping[str, Any]] = {"text": None, "page": None, "marks": null()}
WHO_RANG: Final[Mapping[str, Any]] = {"phone": None, "phone10": None, "record_url": None}
WHO_IS_COLD: Final[Mapping[str, Any]] = {"name": "", "phone": None, "phone10": None, "note": None, "card": null()}


async def empty_by_number(session: Session, client_ids: Sequence[int]) -> None:
    """Of nobody yet, whose phone or address is one of these clients'; before their contacts go."""
    people = select(ContactRow.phone10, ContactRow.email).where(ContactRow.client_id.in_(client_ids))
    known = {each for person in await session.execute(people) for each in person if each}
    call, lead = PbxCallRow, ColdLeadRow
    rang = update(call).where(call.client_id.is_(None), call.phone10.in_(known))
    await session.execute(rang.values(**WHO_RANG))
    cold = update(lead).where(lead.client_id.is_(None), lead.phone10.in_(known))
    await session.execute(cold.values(**WHO_IS_COLD, state=ColdState.CLIENT))
    row = EnquiryRow
    query = select(row.id, row.phone, row.email).where(row.client_id.is_(None))
    for enquiry_id, phone, email in await session.execute(query):
        if known & {ten_digits(phone or ""), email}:
            await session.execute(update(row).where(row.id == enquiry_id).values(**WHO_ASKED, **WHAT_ASKED))

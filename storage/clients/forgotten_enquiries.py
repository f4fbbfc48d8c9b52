"""What enquiries tell of who is forgotten: also those of the same phone or address of which no client was made."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from sqlalchemy import null, select, update

from storage.clients.contacts import ten_digits
from storage.engine.session import Session
from storage.tables import ContactRow, EnquiryRow

WHO_ASKED: Final[Mapping[str, Any]] = {"name": None, "phone": None, "email": None}
WHAT_ASKED: Final[Mapping[str, Any]] = {"text": None, "page": None, "marks": null()}


async def empty_enquiries(session: Session, client_ids: Sequence[int]) -> None:
    """Of nobody yet, whose phone or address is one of these clients'; before their contacts go."""
    people = select(ContactRow.phone10, ContactRow.email).where(ContactRow.client_id.in_(client_ids))
    known = {each for person in await session.execute(people) for each in person if each}
    row = EnquiryRow
    query = select(row.id, row.phone, row.email).where(row.client_id.is_(None))
    for enquiry_id, phone, email in await session.execute(query):
        if known & {ten_digits(phone or ""), email}:
            await session.execute(update(row).where(row.id == enquiry_id).values(**WHO_ASKED, **WHAT_ASKED))

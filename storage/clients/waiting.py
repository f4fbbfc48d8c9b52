"""What waits for whoever has a client goes on with the client to the next one: held money, missed calls."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import and_, func, select, update

from storage.engine.session import Session
from storage.tables import ContactRow, HeldMoneyRow, PbxCallRow, PersonRow
from storage.tables.telephony import WAITS_FOR_ANSWER

WORTH_RINGING: Final = timedelta(days=3)
"""Who was missed longer ago has rung again, or rings nobody any more."""


async def hand_on(session: Session, clients: Sequence[int], owner_id: int | None, heir_id: int) -> None:
    """Programs of another department read the people there from now on; held money waits for the heir's word.

    `owner_id`: who had the clients; None where nobody did, and the money waits for somebody who has left.
    """
    of_them = ContactRow.client_id.in_(clients)
    await session.execute(update(ContactRow).where(of_them).values(client_id=ContactRow.client_id))
    gone = PersonRow.deactivated_at.is_not(None) if owner_id is None else PersonRow.id == owner_id
    row = HeldMoneyRow
    waiting = and_(row.client_id.in_(clients), row.answered_at.is_(None))
    await session.execute(
        update(row).where(waiting, row.person_id.in_(select(PersonRow.id).where(gone))).values(person_id=heir_id)
    )


async def tell_missed_anew(session: Session, clients: Sequence[int], now: datetime) -> None:
    """Who rang and was not rung back yet: the next look of the clock tells whoever has the client by then.

    Of several calls of one number the first, as everywhere: it shows how many there were.
    """
    row = PbxCallRow
    told = (row.client_id.in_(clients), row.token_id.is_not(None), row.started_at >= now - WORTH_RINGING)
    first = select(func.min(row.id)).where(*told, WAITS_FOR_ANSWER).group_by(row.department_id, row.phone10)
    await session.execute(update(row).where(row.id.in_(first), row.due_at.is_(None)).values(due_at=now))

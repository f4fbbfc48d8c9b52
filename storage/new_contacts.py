"""Contacts made (SPEC 12): clients of whom somebody has got hold for the first time, by call or meeting."""

from collections import Counter
from collections.abc import Collection
from datetime import date

from sqlalchemy import ColumnElement, select

from sales.activities import VISITS, ActivityType, CallOutcome, MeetingOutcome, is_successful_contact
from storage.repository import Repository
from storage.tables import ActivityRow

REACHED = tuple(outcome for outcome in (*CallOutcome, *MeetingOutcome) if is_successful_contact(outcome))


class NewContacts(Repository):
    """For views that have asked for the right to the people."""

    async def made(self, person_ids: Collection[int], first: date, last: date) -> dict[int, int]:
        """By person, from the first to the last day; a client counts once, for who was first."""
        row = ActivityRow
        query = (
            select(row.client_id, row.author_id)
            .where(row.author_id.in_(person_ids), row.local_date.between(first, last), *_reached())
            .order_by(row.local_date, row.happened_at, row.id)
        )
        found: dict[int, int] = {}
        for client_id, author_id in await self._session.execute(query):
            if author_id is not None:
                found.setdefault(client_id, author_id)
        earlier = select(row.client_id).where(row.client_id.in_(list(found)), row.local_date < first, *_reached())
        known = set(await self._session.scalars(earlier)) if found else set()
        return dict(Counter(author_id for client_id, author_id in found.items() if client_id not in known))


def _reached() -> tuple[ColumnElement[bool], ...]:
    kinds = (ActivityType.CALL, *VISITS)
    row = ActivityRow
    return row.type.in_(kinds), row.outcome.in_(REACHED), row.undone_at.is_(None), row.happened_at.is_not(None)

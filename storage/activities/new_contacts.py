"""Contacts made (SPEC 12): clients of whom somebody has got hold for the first time, by call or meeting."""

from collections import Counter
from collections.abc import Collection
from datetime import date

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import aliased

from sales.activities.activities import VISITS, ActivityType, CallOutcome, MeetingOutcome, is_successful_contact
from storage.engine.repository import Repository
from storage.tables import ActivityRow

REACHED = tuple(outcome for outcome in (*CallOutcome, *MeetingOutcome) if is_successful_contact(outcome))


class NewContacts(Repository):
    """For views that have asked for the right to the people."""

    async def count_made(self, person_ids: Collection[int], first: date, last: date) -> dict[int, int]:
        """By person, from the first to the last day; a client counts once, for who was first (SPEC 12).

        Who made none is not in it.
        """
        row, reached = ActivityRow, _where_reached(ActivityRow)
        within = (row.author_id.in_(person_ids), row.local_date.between(first, last), *reached)
        new = await self._new(within, first)
        if not new:
            return {}
        query = (
            select(row.client_id, row.author_id)
            .where(row.client_id.in_(new), *within)
            .order_by(row.local_date, row.happened_at, row.id)
        )
        found: dict[int, int] = {}
        for client_id, author_id in await self._session.execute(query):
            if author_id is not None:
                found.setdefault(client_id, author_id)
        return dict(Counter(found.values()))

    async def _new(self, within: Collection[ColumnElement[bool]], first: date) -> list[int]:
        """Clients reached in these days and never before. The years before are asked for one contact, not for all."""
        reached, earlier = select(ActivityRow.client_id).where(*within).distinct().subquery(), aliased(ActivityRow)
        before = (earlier.client_id == reached.c.client_id, earlier.local_date < first, *_where_reached(earlier))
        return list(await self._session.scalars(select(reached.c.client_id).where(~exists().where(*before))))


def _where_reached(row: type[ActivityRow]) -> tuple[ColumnElement[bool], ...]:
    kinds = (ActivityType.CALL, *VISITS)
    return row.type.in_(kinds), row.outcome.in_(REACHED), row.undone_at.is_(None), row.happened_at.is_not(None)

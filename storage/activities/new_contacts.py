"""Contacts made (SPEC 12): clients of whom somebody has got hold for the first time, by call or meeting."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import func, select, text

from storage.engine.repository import Repository
from storage.tables import ActivityRow


class NewContacts(Repository):
    """For views that have asked for the right to the people."""

    async def count_made(self, person_ids: Collection[int], first: date, last: date) -> dict[int, int]:
        """By person, from the first to the last day; a client counts once, for who was first (SPEC 12).

        Who made none is not in it.
        """
        row = ActivityRow
        made = (text("activities.begins > 0"), row.author_id.in_(person_ids), row.local_date.between(first, last))
        query = select(row.author_id, func.count()).where(*made).group_by(row.author_id)
        return {who: count for who, count in await self._session.execute(query) if who is not None}

"""Pairs of clients that look like one and were told to nobody yet: for the weekly message to the lead (spec/1)."""

from dataclasses import dataclass

from sqlalchemy import and_, func, select
from sqlalchemy.orm import aliased

from sales.clients.sameness import Alike, alike
from storage.clients.likes import LONGEST_LIST, find_spelt_alike, list_parted, read_identities
from storage.engine.repository import Repository
from storage.queues.wire import Wire
from storage.tables import ClientRow, ContactRow


@dataclass(frozen=True, slots=True)
class LookedAt:
    """The newest client and contact of those that were looked at."""

    client: int = 0
    contact: int = 0


class NewLikes(Repository):
    """By the department: what was looked at stands under its name on the wire."""

    async def take(self, department_id: int) -> list[tuple[int, int]]:
        """The new pairs, the newest first; from now on they are told."""
        wire, name = Wire(self._session, self._clock), f"likes:{department_id}"
        kept = await wire.get(name)
        seen = LookedAt(**kept) if kept else LookedAt()
        now = LookedAt(
            await self._session.scalar(select(func.max(ClientRow.id))) or 0,
            await self._session.scalar(select(func.max(ContactRow.id))) or 0,
        )
        if now == seen:
            return []
        await wire.set(name, {"client": now.client, "contact": now.contact})
        return await self._judge(await self._find(department_id, seen))

    async def _find(self, department_id: int, seen: LookedAt) -> set[tuple[int, int]]:
        """One INN, one phone or one name, or spelt alike, of whom the newer record came since."""
        old, new = aliased(ClientRow), aliased(ClientRow)
        here = [
            and_(each.department_id == department_id, each.archived_at.is_(None), each.merged_into_id.is_(None))
            for each in (old, new)
        ]
        pairs = select(old.id, new.id).where(*here, old.id != new.id)
        of_old, of_new = aliased(ContactRow), aliased(ContactRow)
        by_phone = (
            pairs.join(of_new, of_new.client_id == new.id)
            .join(of_old, of_old.phone10 == of_new.phone10)
            .where(of_old.client_id == old.id, of_new.id > seen.contact)
        )
        newer = pairs.where(new.id > seen.client)
        found: set[tuple[int, int]] = set()
        for each in (newer.where(old.inn == new.inn), newer.where(old.normal == new.normal), by_phone):
            newest = each.order_by(new.id.desc()).limit(LONGEST_LIST)
            found |= {(min(pair), max(pair)) for pair in await self._session.execute(newest)}
        found -= await list_parted(self._session, {newer for _older, newer in found})
        live = and_(
            ClientRow.department_id == department_id,
            ClientRow.archived_at.is_(None),
            ClientRow.merged_into_id.is_(None),
        )
        return found | await find_spelt_alike(self._session, live, seen.client)

    async def _judge(self, pairs: set[tuple[int, int]]) -> list[tuple[int, int]]:
        told = await read_identities(self._session, {each for pair in pairs for each in pair})
        meant = [pair for pair in pairs if alike(told[pair[0]], told[pair[1]]) is not Alike.NO]
        return sorted(meant, key=lambda pair: (-pair[1], -pair[0]))

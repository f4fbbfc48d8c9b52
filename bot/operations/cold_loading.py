"""Cold lists, loaded a part at a time; a process that dies is followed by one that goes on after the last row."""

import asyncio
from collections.abc import Sequence
from datetime import date

from bot.operations.long_work import LongWork
from bot.operations.part_size import let_others
from reports.cold.list import ColdListView
from sales.cold.rows import ColdRow, read_cold_rows
from sales.core.clock import local_date
from sales.imports.packing import unpack_rows
from storage.cold.records import ColdList

PART = 500


class ColdLoading(LongWork):
    async def drain(self) -> bool:
        """All lists that are to be loaded, one after another; whether there was one."""
        done = False
        while True:
            async with self._database.read() as tx:
                one = await tx.system.cold_lists.find_loading()
                packed = None if one is None else await tx.system.cold_lists.read_packed(one)
            if one is None:
                return done
            done = True
            today = local_date(self._database.clock.now(), "UTC")
            rows = [] if packed is None else await asyncio.to_thread(_read, packed, one, today)
            await self._load(one, [each for each in rows if each.number > one.loaded])

    async def _load(self, one: ColdList, rows: Sequence[ColdRow]) -> None:
        for at in range(0, len(rows), PART):
            async with self._database.write() as tx:
                await tx.system.cold_lists.load(one.id, rows[at : at + PART])
            await self._rest()
        async with self._database.write() as tx:
            await tx.system.cold_lists.finish(one)
            await tx.system.outbox.touch(ColdListView.key_for(one.id))
        self._put()


def _read(packed: bytes, one: ColdList, today: date) -> list[ColdRow]:
    """In a thread: of twenty thousand rows it takes a second."""
    return read_cold_rows(unpack_rows(packed), one.said.heading, today, is_csv=one.said.is_csv, rest=let_others)

"""Three processes look at one database at the same moment: each thing is done once, on SQLite and on PostgreSQL."""

import asyncio
from collections import Counter
from datetime import datetime

from sqlalchemy import select

from scheduler.tick import Tick
from storage.database import Database
from storage.tables import CheckinRow, DayPlanRow, DutyRow, OutboxRow
from tests.clock import FRIDAY, MovableClock, moscow
from tests.storage.house import House


async def three_looks(house: House, url: str, clock: MovableClock) -> None:
    others = [Database(url, clock) for _ in range(3)]
    try:
        await asyncio.gather(*(Tick(database).look() for database in others))
    finally:
        for database in others:
            await database.dispose()


async def keys(house: House) -> list[str]:
    async with house.read() as tx:
        return sorted(await tx.session.scalars(select(OutboxRow.key).where(OutboxRow.view.is_not(None))))


async def test_one_question_one_reminder_one_summary(house: House, house_url: str, clock: MovableClock) -> None:
    await house.awaits(await house.client(house.anna))

    for wall in ("11:45", "11:55", "12:00"):
        clock.move_to(moscow(wall))
        await three_looks(house, house_url, clock)

    anna, olga, roman = house.anna.person_id, house.olga.person_id, house.roman.person_id
    assert await keys(house) == [
        f"checkin-remind:{anna}:2026-11-20:12:00",
        f"checkin:{anna}:2026-11-20:12:00",
        f"summary:1:2026-11-20:12:00:{olga}",
        f"summary:2:2026-11-20:12:00:{roman}",
    ]
    async with house.read() as tx:
        wanted = list(await tx.session.scalars(select(OutboxRow.wanted).where(OutboxRow.view.is_not(None))))
        ours = DutyRow.kind.in_(("ask", "remind", "summary"))
        duties = Counter(await tx.session.scalars(select(DutyRow.kind).where(ours)))
        asked = list(await tx.session.scalars(select(CheckinRow.person_id)))
        frozen = list(await tx.session.scalars(select(DayPlanRow.local_date)))
    assert wanted == [1, 1, 1, 1], "put once, never twice"
    assert duties == {"ask": 2, "remind": 2, "summary": 2}
    assert asked == [anna]
    assert frozen == [FRIDAY, FRIDAY, FRIDAY], "of every manager of both departments"


async def test_an_outage_is_answered_once(house: House, house_url: str, clock: MovableClock) -> None:
    await house.awaits(await house.client(house.anna))
    clock.move_to(moscow("11:45"))
    await three_looks(house, house_url, clock)
    clock.move_to(moscow("11:52"))
    async with house.write() as tx:
        gap = {"since": moscow("11:46").isoformat(), "until": moscow("11:52").isoformat()}
        await tx.system.wire.set("outage", gap)

    await three_looks(house, house_url, clock)

    async with house.read() as tx:
        row = (await tx.session.execute(select(OutboxRow.wanted, OutboxRow.args))).one()
        assert await tx.system.wire.get("outage") is None
    assert (row.wanted, datetime.fromisoformat(row.args["since"])) == (2, moscow("11:46"))

"""A connection to PostgreSQL that died while nobody used it costs nobody an update."""

import pytest
from sqlalchemy import text

from storage.database import Database
from tests.clock import MovableClock
from tests.storage.postgres import HOUSE, Postgres

PID = text("SELECT pg_backend_pid()")


@pytest.mark.postgres
async def test_one_that_died_in_its_rest_is_replaced(
    postgres: Postgres, clock: MovableClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.database.REST_SECONDS", -1.0)
    postgres.restore_house()
    database = Database(postgres.url(HOUSE), clock)
    async with database.write() as lives:
        async with database.read() as tx:
            died = await tx.session.scalar(PID)
        await lives.session.execute(text(f"SELECT pg_terminate_backend({died})"))

    async with database.read() as one, database.read() as other:
        assert died not in {await one.session.scalar(PID), await other.session.scalar(PID)}
    await database.dispose()

"""Run, upgrade from the version before, back up, restore, move to PostgreSQL, kill the leader, take over."""

from collections.abc import AsyncIterator, Iterator
from contextlib import suppress
from pathlib import Path
from time import monotonic

import pytest

from sales.calendar.slots import DAY_CLOSE, DEFAULT_SLOTS
from sales.core.clock import SystemClock
from sales.core.people import Role
from simulator.front.process import start
from simulator.hands.driver import Simulation
from simulator.hands.phone import Phone
from storage.database import Database, sqlite_url
from storage.engine.migrate import migrate
from tests.proof.drill.operator import Operator, Service
from tests.storage.postgres import Postgres, running

BEFORE = "0001"
"""The tables of the version before."""


@pytest.fixture(scope="module")
def server() -> Iterator[Postgres]:
    with running(durable=True) as server:
        yield server


@pytest.fixture
async def drill(tmp_path: Path) -> AsyncIterator[tuple[Operator, Simulation]]:
    async with start() as telegram, Simulation.at(telegram.url) as sim:
        yield Operator(tmp_path, telegram), sim


async def has_an_old_house(operator: Operator, sim: Simulation) -> tuple[Phone, Phone]:
    """Of the version before: an owner, a department, a manager."""
    owner, anna = await sim.person("Ирина"), await sim.person("Анна")
    url = sqlite_url(operator.folder / "data" / "reper.db")
    (operator.folder / "data").mkdir()
    await migrate(url)
    database = Database(url, SystemClock())
    async with database.write() as tx:
        token = await tx.system.invitations.owner_link()
        actor = (await tx.system.invitations.redeem(token or "", owner.id, "Ирина", "ru")).actor
        place = await tx.as_(actor).departments.create("Отдел", "Europe/Moscow", DEFAULT_SLOTS, 15, 5, DAY_CLOSE)
        token = await tx.as_(actor).invitations.invite(Role.MANAGER, "Анна", place.id)
        await tx.system.invitations.redeem(token, anna.id, "Анна", "ru")
    await database.dispose()
    await migrate(url, BEFORE, downgrade=True)
    return owner, anna


@pytest.mark.samples
@pytest.mark.timeout(600)
async def test_an_operators_year(drill: tuple[Operator, Simulation], server: Postgres) -> None:
    operator, sim = drill
    owner, anna = await has_an_old_house(operator, sim)
    services: list[Service] = []
    try:
        services.append(await operator.starts())
        await owner.types("/menu")
        await writes(anna, "Ромашка")
        await ends(services)

        said = await operator.runs("backup")
        assert "checked" in said
        [backup] = (operator.folder / "data" / "backups").glob("reper-*.db")
        services.append(await operator.starts())
        await writes(anna, "Вектор")
        assert "Stop it first" in await operator.runs("restore", str(backup), code=2)
        await ends(services)

        await operator.runs("restore", str(backup))
        services.append(await operator.starts())
        await owner.sees("восстановлен", within=30)
        await knows(anna, "Ромашка")
        await knows(anna, "Вектор", known=False)
        await ends(services)

        url = server.url(server.create()).replace("+asyncpg", "")
        assert "Moved, counted and summed" in await operator.runs("move-to", url)
        operator.database = url
        services += [await operator.starts(), await operator.starts()]
        await knows(anna, "Ромашка")
        await writes(anna, "Заря")

        began = monotonic()
        await services[0].dies()
        await knows(anna, "Заря")
        assert monotonic() - began < 15
        await services[1].says("serving")
        await services.pop().ends()
        services.clear()
    finally:
        for each in services:
            with suppress(ProcessLookupError):
                each.process.kill()
            await each.process.wait()


async def ends(services: list[Service]) -> None:
    await services.pop().ends()


async def writes(anna: Phone, client: str) -> None:
    """A new client comes into being with a line."""
    await anna.types(f"позвонил {client} - ждут счёт")
    asked = await anna.sees(client, within=30)
    new = next((label for label in asked.labels if "Новый" in label or "Да" in label or "➕" in label), None)
    if new is not None:
        await anna.presses(new, on=asked)
    await knows(anna, client)


async def knows(anna: Phone, client: str, *, known: bool = True) -> None:
    """What /search says of it: the client's card, or that there is none. The answer may take a moment."""
    before = await anna.last()
    await anna.types(f"/search {client}")
    seen = await anna.sees("", after=before, within=40)
    assert seen.text.startswith(client) is known, await anna.transcript()

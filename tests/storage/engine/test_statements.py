"""How many statements an update takes before its answer leaves, and how many journeys to PostgreSQL (spec/9)."""

from collections.abc import AsyncIterator, Awaitable, Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import event

from bot.settings import read_settings
from simulator.clock import SimClock
from simulator.core import Core
from storage.database import Database
from storage.engine.pool import InLoopPool
from tests import leaks
from tests.clock import moscow
from tests.quick import forget_updates, quick
from tests.storage.house import TELEGRAM
from tests.storage.plainly import told_by_sqlalchemy
from tests.town import TOKEN, Someone, Town

MOST = {
    "entry": (9, 12),
    "receipt": (23, 29),
    "call": (10, 14),
    "put off": (7, 11),
    "check-in": (54, 73),
    "card": (12, 26),
}
"""Statements on SQLite; journeys to PostgreSQL, those that begin and end the transaction among them."""

WORDS = ("BEGIN", "SAVEPOINT", "RELEASE", "COMMIT")
"""Of SQLite they are no statements: nothing is looked for."""


@pytest.fixture
async def town(house_url: str) -> AsyncIterator[Town]:
    core = Core(clock=SimClock(moscow("11:00"), frozen=True), token=TOKEN)
    leaks.knows(core)
    forget_updates()
    database = quick(Database(house_url, core.clock))
    town = Town(core, database, read_settings(bot_token=TOKEN, language="ru", _env_file=None))
    for name, telegram_id in TELEGRAM.items():
        core.world.add_person(name, person_id=telegram_id).started = True
    town.parts.outgoing.is_open = True
    yield town
    await town.settle()
    await database.dispose()


async def _find_anna(town: Town) -> Someone:
    telegram_id = TELEGRAM["Анна"]
    async with town.database.read() as tx:
        actor = await tx.system.staff.actor_by_telegram(telegram_id)
    return Someone(town, await town.simulation.phone(telegram_id), actor)


@contextmanager
def _noting(database: Database) -> Iterator[list[str]]:
    """What the writer is asked meanwhile, in its order."""
    pool, taken = database.writer, list[str]()
    engine = pool.engine if isinstance(pool, InLoopPool) else pool.engine.sync_engine  # type: ignore[attr-defined]

    def on_execute(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        taken.append(statement)

    def on_commit(_connection: object) -> None:
        taken.append("COMMIT")

    event.listen(engine, "before_cursor_execute", on_execute)
    event.listen(engine, "commit", on_commit)
    with told_by_sqlalchemy():
        yield taken
    event.remove(engine, "before_cursor_execute", on_execute)
    event.remove(engine, "commit", on_commit)


async def _taken_by(town: Town, deed: Awaitable[object]) -> list[str]:
    """Of its own transaction, up to its commit."""
    await deed
    with _noting(town.database) as taken:
        await town.parts.intake.once(0)
    await town.settle()
    mine = taken[: taken.index("COMMIT") + 1]
    if town.database.is_sqlite:
        return [each for each in mine if not each.startswith(WORDS)]
    return ["BEGIN", *mine]


async def test_an_update_takes_few_statements(town: Town) -> None:
    anna = await _find_anna(town)
    for name, roubles in (("Вектор", 100_000), ("Плюс", 200_000), ("Ромашка", 300_000)):
        await town.expects(anna, name, roubles)
    await town.clock.reach("11:50")
    question = await anna.sees("Факт оплат")
    phone = anna.phone
    for told in ("Вектор 150000 25.11", "Плюс пришло 70000", "звонил Вектор, думают"):
        await anna.types(told)  # as the day goes on, what is known of the house is known
        await anna.types("/cancel")

    taken = {
        "entry": await _taken_by(town, phone.types("Вектор 170000 26.11")),
        "receipt": await _taken_by(town, phone.types("Плюс пришло 80000")),
        "call": await _taken_by(town, phone.types("звонил Вектор, перезвонят")),
        "check-in": await _taken_by(town, phone.presses_at(1, 0, on=question)),
    }
    await anna.types("/cancel")
    listed = await anna.types("/clients")
    listed = await anna.presses("Все А–Я", on=listed)
    taken["card"] = await _taken_by(town, phone.presses(listed.labels[0], on=listed))

    await anna.types("встреча Вектор ср в 12")
    await anna.types("/cancel")
    taken["put off"] = await _taken_by(town, phone.types("Вектор перенос с 12 на 15 часов"))

    found = {name: len(each) for name, each in taken.items()}
    too_many = {name: n for name, n in found.items() if n > MOST[name][not town.database.is_sqlite]}
    assert not too_many, "\n".join(f"{name}: {each[:150]}" for name in too_many for each in taken[name])

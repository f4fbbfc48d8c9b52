"""The day that MESSAGES.md tells of: three managers and what they await on Friday 20 November 2026."""

from dataclasses import dataclass
from datetime import date, timedelta

from storage.payments.receipts import NewFact
from tests.town import Seen, Someone, Town

MONDAY = date(2026, 11, 23)
FAR = timedelta(days=1)


def told(message: Seen) -> list[str]:
    """Line by line, with one ordinary space where columns are padded."""
    return [" ".join(line.split()) for line in message.text.splitlines()]


@dataclass(frozen=True)
class Team:
    anna: Someone
    boris: Someone
    viktor: Someone
    olga: Someone


async def three_payments(town: Town, anna: Someone, moved: int = 1) -> None:
    await town.expects(anna, "Вектор", 340_000, probability=80)
    await town.expects(anna, "Ромашка", 150_000, probability=80)
    await town.expects(anna, "ИП Ким", 75_000, probability=60, moves=moved)


async def gathered(town: Town) -> Team:
    anna, boris, viktor = [await town.manager(name) for name in ("Анна", "Борис", "Виктор")]
    olga = await town.lead("Ольга")
    await three_payments(town, anna)
    await town.expects(boris, "СтройГрад", 400_000)
    await town.expects(viktor, "Вектор-Юг", 120_000, moves=3)
    await town.expects(viktor, "24 Часа", 130_000)
    return Team(anna, boris, viktor, olga)


async def receives(town: Town, someone: Someone, client: str, roubles: int) -> None:
    """Money that nobody expected."""
    async with town.database.write() as tx:
        client_id = await town.client_id(tx, someone, client)
        await tx.as_(someone.actor).receipts.record(NewFact(client_id, roubles * 100, town.today()))


async def answered(team: Team) -> None:
    """Анна has one and has moved another, Борис has nothing new, Виктор says nothing."""
    question = await team.anna.sees("Факт оплат к 12:00")
    await team.anna.presses("1 ✅", on=question)
    await moves(team.anna, "3", "Завтра", "Ждём документы")
    await team.boris.presses("Без изменений")


async def at(town: Town, *walls: str, day: date | None = None) -> None:
    """The clock is looked at these times only: nothing is due in between."""
    for wall in walls:
        await town.clock.reach(wall, day, step=FAR)


async def moves(someone: Someone, number: str, day: str, reason: str) -> None:
    """📅 of the row with this number: the third of its buttons."""
    question = await someone.sees("Ждём ")
    row = next(n for n, labels in enumerate(question.buttons) if labels[0] == f"{number} ✅")
    await someone.presses_at(row, 2, on=question)
    await someone.presses(day)
    await someone.presses(reason)


async def checkin_of(town: Town, someone: Someone) -> int:
    """The id of the question of now, which no screen shows."""
    async with town.database.read() as tx:
        checkin = await tx.system.checkins.last_of(someone.id, town.today())
    assert checkin is not None
    return checkin.id

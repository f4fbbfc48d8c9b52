"""What stories of one-line entries share: Anna with her clients, and what the database holds afterwards."""

from dataclasses import dataclass

from sqlalchemy import func, select

from sales.payments.payment import Payment
from sales.payments.receipt import Fact
from storage.activities.activity import Activity
from storage.tables import InboxRow
from tests.town import Someone, Town, plain

NAMES = ("Школа 57", "24 Часа", "ИП Ким", "СтройГрад", "Ромашка", "Вектор")


@dataclass(frozen=True)
class Kept:
    """Everything that one person's lines have left."""

    payments: list[Payment]
    facts: list[Fact]
    done: list[Activity]
    planned: list[Activity]
    clients: int

    @property
    def records(self) -> int:
        return len(self.payments) + len(self.facts) + len(self.done) + len(self.planned)


async def kept(town: Town, someone: Someone) -> Kept:
    async with town.database.read() as tx:
        actor, whose = someone.actor, someone.id
        facts = [fact for ago in range(35) for fact in await tx.as_(actor).receipts.facts_on(town.today(-ago), whose)]
        done = [each for ago in range(8) for each in await tx.as_(actor).activities.of_day(whose, town.today(-ago))]
        return Kept(
            await tx.as_(actor).payments.between(town.today(-90), town.today(700), whose),
            facts,
            [each for each in done if each.is_done],
            await tx.as_(actor).activities.list_planned(town.today(-30), town.today(700), whose),
            await tx.as_(actor).clients.count(),
        )


async def dead_rows(town: Town) -> int:
    """Updates that no handler could stand."""
    async with town.database.read() as tx:
        return await tx.session.scalar(select(func.count()).where(InboxRow.state == "dead")) or 0


def told(text: str) -> list[str]:
    return plain(text).splitlines()

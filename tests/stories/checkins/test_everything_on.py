"""
A week with everything on: calls of the exchange, the bank's statement, a group, deals, debts, NPS, tasks, absences.

Whoever answers hears Reper's own voice five times a day at most, with one sound a slot. What a client or a colleague
does (a missed call, a task, a question of the lead's) rings as often as it happens, and is not counted.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest

from bot.demo.cast import RUSSIAN
from bot.demo.history import History, SetClock
from sales.core.money import ROUBLE
from storage.database import Database, sqlite_url
from storage.payments.payments import NewPayment
from tests.quick import quick
from tests.sales.bank.statements import Doc, make_file
from tests.stories.bank.test_statement import opens
from tests.stories.checkins.test_a_quiet_day import Lived, check_quiet, find_next
from tests.stories.door.knocking import before_door
from tests.stories.groups.test_groups import taken_in
from tests.stories.telephony.calling import Ringing, has_exchange, has_extension, has_phone
from tests.town import FRIDAY, MOSCOW, Seen, Someone, Town, founded

MONDAY = FRIDAY + timedelta(days=3)
OTHERS_DO = ("📞 Пропущен", "📌", "⚖️", "📩")
"""How messages begin that somebody's deed brings."""


@dataclass
class Firm:
    town: Town
    olga: Someone
    people: Sequence[Someone]
    exchange: Ringing

    async def happens(self, wall: datetime) -> None:
        """What the world does at that hour."""
        for n in range(len(self.people)):
            mine = {"extension": str(101 + n)}
            match f"{wall:%H:%M}":
                case "10:40":
                    await self.exchange.tells("10:30", f"+7 916 000-00-0{n}", **mine)
                    await self.exchange.tells("10:36", f"+7 916 111-00-0{n}", **mine)
                case "15:00":
                    await self.exchange.tells("14:50", f"+7 916 222-00-0{n}", **mine)
                case "14:00" if n == 0:
                    missed = {"direction": "in", "talk_seconds": 0, "result": "missed", **mine}
                    await self.exchange.tells("13:59", f"+7 916 000-00-0{n}", **missed)
        if f"{wall:%H:%M}" == "14:30":
            await self._confirms(wall.date())

    async def _confirms(self, day: date) -> None:
        """The bank's file brings what Анна awaited."""
        async with self.town.database.write() as tx:
            anna = tx.as_(self.people[0].actor)
            client = (await anna.clients.search("Ромашка"))[0]
            await anna.payments.expect(NewPayment(client.id, (100 + day.day) * 1000 * ROUBLE, day, 90))
        doc = Doc(
            f"{100 + day.day}000.00",
            str(day.day),
            f"{day:%d.%m.%Y}",
            f"{day:%d.%m.%Y}",
            inn=client.inn or "",
            name="Ромашка",
        )
        screen = await opens(self.olga, make_file(doc))
        sure = [each for each in screen.labels if each.startswith("✅")]
        assert sure, screen.text
        await self.olga.presses(sure[0], on=screen)


@pytest.mark.samples
async def test_a_week_with_everything_on_is_quiet(database_file: Path) -> None:
    async with founded(database_file, at=datetime.combine(MONDAY, time(8), MOSCOW)) as town, before_door(town) as door:
        people, olga = await _found(town, database_file)
        exchange = await has_exchange(town, door)
        for n, each in enumerate(people):
            await has_extension(town, each, str(101 + n))
            async with town.database.read() as tx:
                clients = await tx.as_(each.actor).clients.recent(1)
            await has_phone(town, each, clients[0].id, f"+7 916 000-00-0{n}")
        chat = await taken_in(town, olga, *people)
        await olga.presses("✅ Да")
        assert chat < 0

        firm = Firm(town, olga, people, exchange)
        for n in range(5):
            for messages in await _live(town, firm, MONDAY + timedelta(days=n)):
                own = [
                    each for each in messages if not each.text.startswith(OTHERS_DO) and "Сделано" not in each.labels
                ]
                check_quiet(own)
            if n == 0:
                await _asks_in_the_evening(people[0])


async def _asks_in_the_evening(anna: Someone) -> None:
    """Of the afternoon's calls there was no message: the day was full. The day's last question leads to them."""
    evening = await anna.sees("Факт оплат к 18:00")
    assert "☎️ 1 звонок без итога" in evening.text
    await anna.presses("☎️ Итоги звонков", on=evening)
    assert "14:50" in (await anna.last()).text
    assert "☎️" not in (await anna.sees("Факт оплат к 18:00")).text


async def _found(town: Town, database_file: Path) -> tuple[list[Someone], Someone]:
    """The demo's department, with its owner and lead."""
    phones = {name: await town.simulation.person(name) for name, _role in RUSSIAN.people}
    clock = SetClock(town.clock.now())
    past = quick(Database(sqlite_url(database_file), clock))
    telegram = {name: phone.id for name, phone in phones.items()}
    await History(past, clock, RUSSIAN, "Europe/Moscow", "ru").write(telegram, MONDAY)
    await past.dispose()
    async with town.database.read() as tx:
        actors = {name: await tx.system.staff.actor_by_telegram(phone.id) for name, phone in phones.items()}
    everybody = {name: Someone(town, phones[name], actor) for name, actor in actors.items()}
    for each in everybody.values():
        await each.starts()
    town.owner, olga = everybody[RUSSIAN.owner], everybody[RUSSIAN.lead]
    town.department_id = olga.actor.department_id or 0
    return [everybody[name] for name in RUSSIAN.managers], olga


async def _live(town: Town, firm: Firm, day: date) -> list[list[Seen]]:
    """A workday, an answer within five minutes of each question; by person what came by itself."""
    lived = [Lived(each, {seen.message_id for seen in await each.phone.chat() if seen.by_bot}) for each in firm.people]
    wall = datetime.combine(day, time(8, 30), MOSCOW)
    while wall.hour < 20:
        await town.clock.reach(f"{wall:%H:%M}", day, step=timedelta(days=9))
        await firm.happens(wall)
        for each in lived:
            await each.looks()
        wall = await find_next(town, wall) if wall.hour not in {10, 14, 15} else wall + timedelta(minutes=5)
    assert all(each.pressed for each in lived), "the story answers"
    return [list(each.came.values()) for each in lived]

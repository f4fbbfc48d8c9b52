"""Yesterday's backup put back: the records of then, and not one message of then."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.waking import wake
from storage.backups.backup import back_up
from storage.backups.restore import restore
from storage.engine.schema import versions
from storage.queues.wire import COPY_OF
from tests.planning import plans
from tests.stories.checkins.checkin_day import FAR, MONDAY, Team, at, gathered, told
from tests.town import Town

Chats = dict[str, list[tuple[int, str]]]


class Copier:
    """Takes a copy of the town's database, and puts it back while no bot runs."""

    def __init__(self, town: Town, file: Path) -> None:
        self._town = town
        self._file = file
        self._copy = file

    def copies(self) -> None:
        self._copy = back_up(self._file, self._file.parent / "backups", self._town.clock.now()).path

    async def puts_back(self) -> None:
        await self._town.database.dispose()
        restore(self._copy, self._file, versions(), self._town.clock.now())
        await self._town.restart()
        await self._town.settle()


@pytest.fixture
def copier(town: Town, database_file: Path) -> Copier:
    return Copier(town, database_file)


async def chats(town: Town) -> Chats:
    """What the bot has said, to everybody, as it stands on their screens."""
    people = {**town.people, "Ирина": town.owner}
    return {
        name: [(seen.message_id, seen.text) for seen in await someone.phone.chat() if seen.by_bot]
        for name, someone in people.items()
        if someone is not None
    }


@asynccontextmanager
async def nothing_is_said(town: Town, *, but: str = "") -> AsyncIterator[None]:
    """In the block no message comes and none changes, but for one person's."""
    before = await chats(town)
    yield
    after = await chats(town)
    assert {name: said for name, said in after.items() if name != but} == {
        name: said for name, said in before.items() if name != but
    }


async def a_busy_minute(town: Town) -> Team:
    """11:46 on Friday: everybody was just asked, and nothing of it has gone out yet; reminders wait, Анна types."""
    team = await gathered(town)
    for person in (team.anna, team.boris):
        await plans(town, person, "Вектор", "11:55", comment="ждут счёт")
        await plans(town, person, "Ромашка", "17:00", comment="спросить об акте")
        await plans(town, person, "СтройГрад", "10:00", MONDAY, comment="счёт")
    await at(town, "11:30")
    town.core.clock.advance(timedelta(minutes=16))
    await town.parts.ticker.tick()
    await team.anna.phone.types("позвонил Ромашка - ждут счёт")
    await team.boris.phone.types("оплата 90к СтройГрад завтра")
    await town.parts.intake.once(0)
    return team


@pytest.mark.parametrize("hours", [3, 20, 74])
async def test_a_copy_of_a_busy_minute_put_back_sends_nothing_old(hours: int, town: Town, copier: Copier) -> None:
    await a_busy_minute(town)
    copier.copies()
    await town.settle()
    await town.clock.reach("12:30", step=FAR)
    town.core.clock.advance(timedelta(hours=hours) - timedelta(minutes=44))

    async with nothing_is_said(town, but="Ирина"):
        await copier.puts_back()
        await town.tick()
        await town.tick()

    assert town.owner is not None
    notice = await town.owner.sees("База восстановлена из копии")
    assert "от 20 ноября, 11:46" in notice.text


async def test_what_was_accepted_in_the_copy_is_recorded_without_a_word(town: Town, copier: Copier) -> None:
    await a_busy_minute(town)
    copier.copies()
    town.core.clock.advance(timedelta(days=1))

    async with nothing_is_said(town, but="Ирина"):
        await copier.puts_back()

    assert 9_000_000 in await _payments(town)
    async with town.database.read() as tx:
        assert await tx.system.inbox.pending() == 0
        assert await tx.system.outbox.pending() == 0


async def test_after_it_the_day_goes_on_as_every_day(town: Town, copier: Copier) -> None:
    """Nobody is told that summaries of the lost time were skipped: they had been sent."""
    team = await a_busy_minute(town)
    copier.copies()
    await town.settle()
    await at(town, "12:00", "16:00", "18:00")
    await at(town, "13:30", day=MONDAY)
    await copier.puts_back()

    await at(town, "15:45", "16:00", day=MONDAY)

    await team.anna.sees("Факт оплат к 16:00")
    summary = await team.olga.last()
    assert "16:00" in told(summary)[0]
    assert "пропущен" not in summary.text.lower()


async def test_the_question_in_hand_is_asked_anew_because_its_answers_are_lost(town: Town, copier: Copier) -> None:
    team = await gathered(town)
    await at(town, "11:40")
    copier.copies()
    await at(town, "11:45", "12:00")
    lost = await team.anna.sees("Факт оплат к 12:00")
    await team.anna.presses("1 ✅", on=lost)
    await at(town, "12:10")

    await copier.puts_back()
    await town.tick()

    asked = await team.anna.sees("Факт оплат к 12:00")
    assert asked.message_id != lost.message_id
    await team.anna.presses("3 ✅", on=lost)
    assert "База восстановлена из копии" in await team.anna.toast()
    async with town.database.read() as tx:
        assert await tx.session.scalar(text("SELECT count(*) FROM facts")) == 0
    await team.anna.presses("1 ✅", on=asked)
    async with town.database.read() as tx:
        assert await tx.session.scalar(text("SELECT count(*) FROM facts")) == 1


async def test_a_button_from_the_lost_time_does_not_touch_a_record_that_got_its_number(
    town: Town, copier: Copier
) -> None:
    anna = await town.manager("Анна")
    await town.has_clients(anna, "Ромашка", "Вектор", "СтройГрад")
    await anna.types("оплата 100к Ромашка сегодня")
    town.core.clock.advance(timedelta(minutes=1))
    copier.copies()
    town.core.clock.advance(timedelta(minutes=1))
    card = await anna.types("оплата 200к Вектор сегодня")
    town.core.clock.advance(timedelta(minutes=1))
    await copier.puts_back()
    town.core.clock.advance(timedelta(minutes=1))
    fresh = await anna.types("оплата 300к СтройГрад сегодня")
    assert card.labels == fresh.labels

    await anna.presses(card.labels[-1], on=card)

    assert "этого сообщения в ней нет" in await anna.toast()
    assert await _payments(town) == [10_000_000, 30_000_000]
    await anna.presses(fresh.labels[-1], on=fresh)
    assert "этого сообщения в ней нет" not in await anna.toast()


async def _payments(town: Town) -> list[int]:
    async with town.database.read() as tx:
        found = await tx.session.scalars(text("SELECT amount FROM expected_payments ORDER BY id"))
        return [int(amount) for amount in found]


async def test_buttons_older_than_the_copy_go_on_working(town: Town, copier: Copier) -> None:
    anna = await town.manager("Анна")
    card = await anna.types("оплата 100к Ромашка сегодня")
    town.core.clock.advance(timedelta(minutes=1))
    copier.copies()
    town.core.clock.advance(timedelta(minutes=1))
    await copier.puts_back()

    await anna.presses(card.labels[0], on=card)

    assert "этого сообщения в ней нет" not in await anna.toast()


async def test_a_dialog_of_the_copy_is_closed(town: Town, copier: Copier) -> None:
    """What is typed next would be its answer: «150к» into a payment that was finished yesterday."""
    anna = await town.manager("Анна")
    await town.has_clients(anna, "Ромашка", "Вектор", "СтройГрад")
    await anna.types("/pay")
    copier.copies()
    town.core.clock.advance(timedelta(days=1))
    await copier.puts_back()

    answer = await anna.types("оплата 150к Ромашка завтра")

    assert "Ромашка" in answer.text
    assert await _payments(town) == [15_000_000]


async def test_what_telegram_still_holds_is_taken_in_and_answered(town: Town, copier: Copier) -> None:
    """Typed while there was no bot: it is new, and the offset of the copy does not hide it."""
    anna = await town.manager("Анна")
    await town.has_clients(anna, "Ромашка", "Вектор", "СтройГрад")
    await anna.types("оплата 100к Ромашка сегодня")
    copier.copies()
    await anna.types("оплата 200к Вектор сегодня")
    await anna.phone.types("оплата 300к СтройГрад сегодня")
    town.core.clock.advance(timedelta(hours=3))

    await copier.puts_back()

    assert await _payments(town) == [10_000_000, 30_000_000]
    assert "СтройГрад" in (await anna.last()).text


async def test_a_bot_that_dies_while_waking_wakes_again_and_tells_it_once(town: Town, copier: Copier) -> None:
    await a_busy_minute(town)
    copier.copies()
    await town.settle()
    town.core.clock.advance(timedelta(days=1))

    async with nothing_is_said(town, but="Ирина"):
        await copier.puts_back()
        await town.restart()
        await town.settle()

    assert town.owner is not None
    assert sum("База восстановлена" in said for said in await town.owner.messages()) == 1
    async with town.database.read() as tx:
        assert await tx.system.wire.get(COPY_OF) is None


async def test_put_back_by_hand_it_is_noticed_all_the_same(town: Town, copier: Copier, database_file: Path) -> None:
    """A file that was simply copied over the old one says itself that it is a backup."""
    await a_busy_minute(town)
    copier.copies()
    await town.settle()
    town.core.clock.advance(timedelta(days=1))
    await town.database.dispose()
    database_file.write_bytes(copier._copy.read_bytes())

    async with nothing_is_said(town, but="Ирина"):
        await town.restart()
        await town.settle()


async def test_an_ordinary_start_lays_nothing_down(town: Town) -> None:
    anna = await town.manager("Анна")
    await anna.phone.types("/help")
    await town.parts.intake.once(0)

    await wake(town.parts)
    await town.settle()

    assert (await anna.last()).by_bot


async def test_a_reminder_collected_for_a_morning_that_has_not_come_is_still_said(town: Town, copier: Copier) -> None:
    anna = await town.manager("Анна")
    await plans(town, anna, "Вектор", "21:00", comment="вечером")
    await town.clock.reach("21:01", step=FAR)
    copier.copies()
    await town.clock.reach("08:00", MONDAY, step=FAR)
    await copier.puts_back()

    await at(town, "09:00", day=MONDAY)

    assert "Вектор" in (await anna.last()).text

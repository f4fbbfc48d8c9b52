"""What a bot meets in a year, each against processes that are really there."""

import asyncio
import json
import signal
import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from time import monotonic

import pytest
from sqlalchemy import text

from simulator.front.process import ROOT
from simulator.hands.phone import Phone
from storage.cluster.heartbeats import ALIVE
from tests.proof.crash.yard import Report, Yard, answers, unflagged

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.xdist_group("crash"), pytest.mark.part(2)]

NOWHERE = "http://127.0.0.1:9"


async def notes_of(phones: list[Phone], numbers: range) -> None:
    for number in numbers:
        await phones[number % len(phones)].types(f"запись {number}")


async def everybody_is_answered(phones: list[Phone], numbers: range) -> None:
    """Each note has an answer, and none two that do not say so."""
    chats = [message for phone in phones for message in await phone.chat()]
    for number in numbers:
        copies = answers(chats, f"принято: запись {number}")
        assert copies, number
        assert not unflagged(copies), number


async def test_a_team_joins_by_its_links_while_the_bot_is_killed_again_and_again(yard: Yard, report: Report) -> None:
    owner = await yard.owner()
    names = ["Анна", "Борис", "Виктор", "Галина"]
    tokens = await yard.invited(owner, *names)
    phones = [await yard.sim.person(name) for name in names]
    kills = ["worker:commit:before:1", "worker:commit:after:1", "delivery:send:before:1", "delivery:send:after:1"]

    for phone, token, kill in zip(phones, tokens, kills, strict=True):
        bot = await yard.bot(kill=kill)
        await phone.starts(token)
        assert await bot.ended() == -9, kill
    await (last := await yard.bot()).says("serving")
    await yard.settled(len(names))

    assert await last.stop() == 0
    activated = await yard.rows("SELECT name, telegram_id FROM people WHERE role = 'manager' ORDER BY id")
    assert activated == [(phone.name, phone.id) for phone in phones]
    assert await yard.rows("SELECT count(*) FROM audit WHERE action = 'person.activated'") == [(1 + len(names),)]
    for phone in phones:
        welcomes = [message for message in await phone.chat() if message.by_bot]
        assert welcomes
        assert not unflagged(welcomes)
    report(f"{len(kills)} kills while {len(names)} people join: each is in once, each is welcomed")


async def test_told_to_stop_under_load_it_goes_within_ten_seconds_and_loses_nothing(yard: Yard, report: Report) -> None:
    phones = await yard.managers(await yard.owner(), *"АБВГДЕЖЗ")
    numbers = range(32)
    await yard.sim.fault("sendMessage", delay=9, times=1)  # one call hangs in the air
    bot = await yard.bot()
    await bot.says("serving")
    await notes_of(phones, numbers)
    await yard.done(8)

    begun = monotonic()
    code = await bot.stop()
    took = monotonic() - begun

    assert (code, took < 10) == (0, True)
    await yard.bot()
    await yard.settled(len(numbers), within=60)
    assert await yard.notes() == {f"запись {number}": 1 for number in numbers}
    assert await yard.inbox() == {"done": len(numbers)}
    await everybody_is_answered(phones, numbers)
    report(
        f"SIGTERM under load, one call hanging: gone in {took:.1f} s with code 0; {len(numbers)} updates, 0 lost, "
        "0 doubled"
    )


async def test_a_database_held_by_another_process_for_five_seconds_costs_nothing(yard: Yard) -> None:
    phones = await yard.managers(await yard.owner(), "Анна", "Борис")
    bot = await yard.bot()
    await bot.says("serving")
    await phones[0].types("запись 0")
    await yard.settled(1)
    command = (sys.executable, "-c", HOLD, str(yard.folder / "reper.db"))
    holder = await asyncio.create_subprocess_exec(*command, cwd=ROOT, stdout=asyncio.subprocess.PIPE)
    assert holder.stdout is not None
    assert await holder.stdout.readline() == b"held\n"
    await notes_of(phones, range(1, 9))

    assert await holder.wait() == 0
    await yard.settled(9)

    assert bot.alive
    assert await yard.notes() == {f"запись {number}": 1 for number in range(9)}
    await everybody_is_answered(phones, range(9))


HOLD = """
import sqlite3, sys, time
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN EXCLUSIVE")
print("held", flush=True)
time.sleep(5)
connection.execute("ROLLBACK")
"""


async def test_bad_gateways_and_broken_connections_are_waited_out(yard: Yard) -> None:
    phones = await yard.managers(await yard.owner(), "Анна", "Борис", "Виктор")
    await yard.sim.fault("getMe", code=502, times=1)
    await yard.sim.fault("getUpdates", code=502, times=1)
    await yard.sim.fault("getUpdates", reset="after", times=1)
    await yard.sim.fault("getUpdates", code=200, body="half an ans", times=1)
    await yard.sim.fault("sendMessage", code=502, times=1)
    await yard.sim.fault("sendMessage", reset="before", times=1)
    await yard.sim.fault("sendMessage", reset="after", times=1)
    bot = await yard.bot()
    await notes_of(phones, range(6))

    await yard.settled(6, within=60)

    assert bot.alive
    assert await yard.notes() == {f"запись {number}": 1 for number in range(6)}
    await everybody_is_answered(phones, range(6))


async def test_what_is_broken_is_put_aside_and_the_others_go_on(yard: Yard) -> None:
    owner = await yard.owner()
    anna, boris = await yard.managers(owner, "Анна", "Борис")
    await owner.types("счёт")
    bot = await yard.bot()
    await anna.types("беда")
    await boris.types("запись 1")
    await yard.done(2)
    (noted,) = (await yard.rows("SELECT payload FROM inbox WHERE chat_id = :chat", chat=boris.id))[0]
    await yard.sim.inject(json.loads(noted))  # Telegram says it once more
    await yard.sim.inject({"message": {"message_id": "seven", "chat": 7}})
    await yard.sim.inject({"update_id": 2**70, "message": {}})
    await yard.sim.inject({"poll": {"id": "1"}})
    await anna.types("запись 2")  # waits until the one before it is given up

    await yard.settled(6, within=60)
    await bot.says("cannot be decoded")

    assert bot.alive
    assert await yard.notes() == {"запись 1": 1, "запись 2": 1}
    assert await yard.inbox() == {"done": 3, "dead": 3}
    told = [message.text for message in await anna.chat() if message.by_bot]
    assert len([text for text in told if "пришлите" in text.lower() or "ещё раз" in text]) == 1, told
    assert [text for text in told if "принято: запись 2" in text]
    assert len(answers(await boris.chat(), "принято: запись 1")) == 1
    assert [message for message in await owner.chat() if "не обработано" in message.text]


async def test_without_a_network_it_keeps_trying_and_can_be_stopped(yard: Yard) -> None:
    bot = await yard.bot(TELEGRAM_API_URL=NOWHERE)

    said = await bot.says("Telegram does not answer")

    assert bot.alive
    assert yard.simulator.token not in said
    assert await bot.stop() == 0


async def test_a_wrong_token_is_one_clear_sentence_and_an_end(yard: Yard) -> None:
    bot = await yard.bot(BOT_TOKEN="42:not-the-token")

    assert await bot.ended() == 2
    said = (yard.folder / "bot.operations.log").read_text().strip().splitlines()
    assert said[-1] == "Telegram does not know this BOT_TOKEN. Take it again from BotFather."


async def test_a_second_bot_stands_by_and_takes_over(yard: Yard, report: Report) -> None:
    phones = await yard.managers(await yard.owner(), "Анна", "Борис")
    first = await yard.bot()
    await first.says("serving")
    second = await yard.bot()
    await second.says("standing by")
    third = await yard.bot()
    await third.says("standing by")
    assert await third.stop() == 0  # one that stands by can be told to go, too
    await notes_of(phones, range(6))

    first.signal(signal.SIGKILL)
    begun = monotonic()
    await second.says("serving")
    took = monotonic() - begun
    await notes_of(phones, range(6, 8))
    await yard.settled(8)

    assert await yard.notes() == {f"запись {number}": 1 for number in range(8)}
    await everybody_is_answered(phones, range(8))
    report(f"a bot that stood by took over in {took:.1f} s")


async def test_a_bot_whose_post_was_taken_stands_by_and_takes_it_again(postgres_yard: Yard) -> None:
    yard = postgres_yard
    phones = await yard.managers(await yard.owner(), "Анна", "Борис")
    bot = await yard.bot()
    await bot.says("serving")
    await notes_of(phones, range(2))

    async with yard.database.read() as alive:  # the other process lives as long as this lock of it
        await alive.session.execute(text(f"SELECT pg_advisory_xact_lock({ALIVE}, 99)"))
        async with yard.database.write() as tx:
            taken = "fence = fence + 1, process_id = 99, beat_at = clock_timestamp()"
            await tx.session.execute(text(f"UPDATE heartbeats SET {taken}"))
        await bot.says("Standing by")
    await notes_of(phones, range(2, 4))
    await yard.settled(4)

    assert bot.alive
    assert await yard.notes() == {f"запись {number}": 1 for number in range(4)}
    await everybody_is_answered(phones, range(4))
    assert await bot.stop() == 0


async def test_a_bot_whose_connections_have_all_ended_goes_on(postgres_yard: Yard) -> None:
    yard = postgres_yard
    phones = await yard.managers(await yard.owner(), "Анна", "Борис")
    bot = await yard.bot()
    await bot.says("serving")
    await notes_of(phones, range(2))

    await yard.rows(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE application_name = 'reper' AND pid <> pg_backend_pid() AND datname = current_database()"
    )
    await notes_of(phones, range(2, 4))
    await yard.settled(4)

    assert bot.alive
    await everybody_is_answered(phones, range(4))
    assert await bot.stop() == 0


async def test_the_command_itself_starts_serves_and_stops(yard: Yard) -> None:
    """Not forked: as an operator starts it."""
    log = yard.folder / "real.log"
    with log.open("wb") as output:
        bot = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", "run", cwd=ROOT, env=yard.env, stdout=output, stderr=output
        )
    async with asyncio.timeout(60):
        while "serving" not in log.read_text():  # noqa: ASYNC110  another process writes it
            await asyncio.sleep(0.1)

    assert "https://t.me/reper_bot?start=" in log.read_text()
    bot.terminate()
    assert await bot.wait() == 0
    assert leftovers(yard.folder) == ["reper.db", "reper.db.hand", "reper.db.lock"]


def leftovers(folder: Path) -> list[str]:
    """A clean exit leaves no -wal behind: a copy of the file is a copy of everything."""
    with closing(sqlite3.connect(folder / "reper.db")) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    return sorted(path.name for path in folder.iterdir() if path.name.startswith("reper"))

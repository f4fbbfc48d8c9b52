"""What ends the process is found again at the next start: twice, and then it is buried and told."""

import asyncio
import signal
import sys
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.in_hand import MOST_DEATHS, SLOTS, WorkInHand
from bot.trial import ends_process
from storage.queues.inbox import NewItem
from tests.town import TOKEN, Town

LEFT: list[object] = []
"""What was never ended: Python would end it when nobody holds it any more."""


def begins(hand: WorkInHand, what: str) -> None:
    work = hand.doing(what)
    work.__enter__()
    LEFT.append(work)


async def dies(town: Town, what: str) -> None:
    """The process ends with this in hand, and starts again."""
    hand = WorkInHand()
    for noted in (*hand.open(town.parts.notes), what):
        begins(hand, noted)
    await town.restart()


def test_what_was_in_hand_is_found_after_a_death_and_what_was_done_is_not(tmp_path: Path) -> None:
    first = WorkInHand()
    assert first.open(tmp_path / "hand") == []
    with first.doing("outbox:1"):
        pass
    begins(first, "update:7")

    second = WorkInHand()

    assert second.open(tmp_path / "hand") == ["update:7"]
    assert WorkInHand().open(tmp_path / "hand") == []


def test_more_than_there_is_place_for_goes_unnoted_and_is_done(tmp_path: Path) -> None:
    hand = WorkInHand()
    hand.open(tmp_path / "hand")
    for number in range(SLOTS):
        begins(hand, f"outbox:{number}")

    with hand.doing("outbox:one more"):
        pass

    assert len(WorkInHand().open(tmp_path / "hand")) == SLOTS


async def test_an_update_that_killed_the_process_twice_is_buried_and_told(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    anna = await town.manager("Анна")
    owner = town.owner
    assert owner is not None
    number = await next_update(town)
    await dies(town, f"update:{number}")
    await dies(town, f"update:{number}")

    shown = await anna.types("оплата 150к Ромашка завтра")

    assert "Что-то" in shown.text or "сломалось" in shown.text or "не обработано" in shown.text
    async with town.database.read() as tx:
        state = await tx.session.scalar(text(f"SELECT state FROM inbox WHERE update_id = {number}"))
    assert state == "dead"
    assert "2" in (await owner.last()).text
    assert "💰" in (await anna.types("оплата 150к Ромашка завтра")).text or (await anna.last()).labels


async def test_one_death_buries_nothing(town: Town) -> None:
    anna = await town.manager("Анна")
    await dies(town, f"update:{await next_update(town)}")

    await anna.types("/help")

    async with town.database.read() as tx:
        assert await tx.session.scalar(text("SELECT count(*) FROM inbox WHERE state = 'dead'")) == 0


async def test_a_message_whose_making_killed_the_process_twice_is_set_aside_and_told(town: Town) -> None:
    anna = await town.manager("Анна")
    owner = town.owner
    assert owner is not None
    async with town.database.read() as tx:
        number = (await tx.session.scalar(text("SELECT max(id) FROM outbox")) or 0) + 1
    await dies(town, f"outbox:{number}")
    await dies(town, f"outbox:{number}")

    shown = await anna.types("/help")

    assert "показать это не удалось" in shown.text
    assert "дважды упал" in (await owner.last()).text
    assert "показать это не удалось" not in (await anna.types("/help")).text


async def next_update(town: Town) -> int:
    """The number that Telegram gives what is written next."""
    async with town.database.read() as tx:
        return (await tx.session.scalar(text("SELECT max(update_id) FROM inbox")) or 0) + 1


async def test_what_was_done_after_its_death_is_no_suspect_of_a_later_one(town: Town) -> None:
    """A living summary is drawn forty times a day; two deaths of the machine in a day are not its doing."""
    anna = await town.manager("Анна")
    async with town.database.read() as tx:
        number = (await tx.session.scalar(text("SELECT max(id) FROM outbox")) or 0) + 1
    await dies(town, f"outbox:{number}")
    assert (await anna.types("/help")).labels or (await anna.last()).text
    await dies(town, f"outbox:{number}")

    assert not town.parts.in_hand.is_suspect(f"outbox:{number}")


@pytest.mark.parametrize(("ends", "buried"), [(True, 1), (False, 0)])
async def test_two_deaths_by_chance_bury_nothing_where_a_trial_acquits(town: Town, *, ends: bool, buried: int) -> None:
    tried: list[tuple[str, ...]] = []

    async def tries(*words: str) -> bool:
        tried.append(words)
        return ends

    anna = await town.manager("Анна")
    number = await next_update(town)
    await dies(town, f"update:{number}")
    await dies(town, f"update:{number}")
    town.parts.in_hand._tries = tries

    await anna.types("/help")

    assert tried == [("update", str(anna.actor.telegram_id))]
    async with town.database.read() as tx:
        assert await tx.session.scalar(text("SELECT count(*) FROM inbox WHERE state = 'dead'")) == buried


async def test_a_trial_does_the_work_in_a_process_apart_and_keeps_nothing_of_it(
    town: Town, database_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    anna = await town.manager("Анна")
    await town.has_clients(anna, "Ромашка")
    update = {
        "update_id": 900,
        "message": {
            "message_id": 900,
            "date": 1_795_000_000,
            "chat": {"id": anna.actor.telegram_id, "type": "private"},
            "from": {"id": anna.actor.telegram_id, "is_bot": False, "first_name": "Анна"},
            "text": "оплата 150к Ромашка завтра",
        },
    }
    async with town.database.write() as tx:
        await tx.system.inbox.store([NewItem(900, anna.actor.telegram_id, update)])
    for name, value in {"BOT_TOKEN": TOKEN, "DATABASE_URL": f"sqlite+aiosqlite:///{database_file}"}.items():
        monkeypatch.setenv(name, value)

    assert not await ends_process("update", str(anna.actor.telegram_id))
    async with town.database.read() as tx:
        assert await tx.system.inbox.pending() == 1
        assert await tx.session.scalar(text("SELECT count(*) FROM expected_payments")) == 0


async def test_a_trial_that_is_killed_proves_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "sitecustomize.py").write_text("import os, sys\nif 'try' in sys.orig_argv: os.abort()\n")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))

    assert await ends_process("message", "7")


async def test_a_trial_that_only_waits_proves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A locked database and a machine with too much to do once buried a week's questions of five people."""
    (tmp_path / "sitecustomize.py").write_text("import sys, time\nif 'try' in sys.orig_argv: time.sleep(60)\n")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setattr("bot.trial.LONGEST", 0.5)

    assert not await ends_process("message", "7")


async def test_work_without_an_end_is_ended_by_the_seconds_that_it_works() -> None:
    program = "import tests.lazy_models\nfrom bot.trial import limit_work\nlimit_work(1)\nwhile True: pass"
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", program)

    assert await asyncio.wait_for(process.wait(), 60) == -signal.SIGXCPU


async def test_one_suspect_is_tried_at_a_time() -> None:
    at_once: list[int] = []
    running = 0

    async def tries(*_words: str) -> bool:
        nonlocal running
        running += 1
        at_once.append(running)
        await asyncio.sleep(0)
        running -= 1
        return False

    in_hand = WorkInHand(tries)
    in_hand._deaths = dict.fromkeys(("outbox:1", "outbox:2", "outbox:3"), MOST_DEATHS)

    assert [in_hand.find_verdict(what, "message", what) for what in in_hand._deaths] == [None] * 3
    assert await in_hand.finish_trials()

    assert [in_hand.find_verdict(what, "message", what) for what in in_hand._deaths] == [False] * 3
    assert at_once == [1, 1, 1]


async def test_while_one_is_tried_the_others_are_answered(town: Town) -> None:
    """A trial takes seconds, on a busy machine a minute: everybody once waited for it."""
    anna, boris = await town.manager("Анна"), await town.manager("Борис")
    number = await next_update(town)
    await dies(town, f"update:{number}")
    await dies(town, f"update:{number}")
    ended = asyncio.Event()

    async def tries(*_words: str) -> bool:
        await ended.wait()
        return False

    town.parts.in_hand._tries = tries
    await anna.phone.types("/help")
    await boris.phone.types("/help")
    await town.parts.intake.once(0)
    while await town.parts.worker._round():
        pass
    await town.parts.delivery.drain()
    answered = [len(await each.messages()) for each in (anna, boris)]

    ended.set()
    await town.settle()

    assert [len(await each.messages()) for each in (anna, boris)] == [answered[0] + 1, answered[1]]
    assert [(await each.last()).text[:6] for each in (anna, boris)] == ["Пишите"] * 2

"""What ends the process is found again at the next start: twice, and then it is buried and told."""

from pathlib import Path

import pytest
from sqlalchemy import text

from bot.in_hand import SLOTS, WorkInHand
from tests.town import Town

LEFT: list[object] = []
"""What was never ended: Python would end it when nobody holds it any more."""


def begins(hand: WorkInHand, what: str) -> None:
    work = hand.doing(what)
    work.__enter__()
    LEFT.append(work)


async def dies(town: Town, what: str) -> None:
    """The process ends with this in hand, and starts again."""
    hand = WorkInHand()
    hand.open(town.parts.notes)
    begins(hand, what)
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

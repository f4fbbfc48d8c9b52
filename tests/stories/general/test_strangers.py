"""Many who do not work here write at once: each is told once, and nobody who works here waits for it."""

from datetime import timedelta

from sqlalchemy import text

from storage.queues.messages import BULK
from tests.town import Town


async def test_a_stranger_is_answered_once_in_ten_minutes(town: Town) -> None:
    stranger = await town.stranger()
    for _ in range(5):
        await stranger.types("привет")
    assert len(await stranger.messages()) == 1

    await town.clock.jump(timedelta(minutes=11))
    await stranger.types("привет")

    assert len(await stranger.messages()) == 2


async def test_a_link_that_does_not_open_is_said_to_who_was_answered_a_moment_ago(town: Town) -> None:
    stranger = await town.stranger()
    await stranger.types("привет")

    said = await stranger.starts("no-such-link")

    assert "Ссылка" in said.text or "ссылк" in said.text


async def test_who_works_here_is_heard_before_sixty_strangers_and_answered_before_them(town: Town) -> None:
    anna = await town.manager("Анна")
    for number in range(60):
        await (await town.stranger(f"Прохожий {number}")).phone.types("привет")
    await anna.phone.types("/help")
    await town.parts.intake.once(0)

    async with town.database.read() as tx:
        first, *_ = await tx.system.inbox.heads()
    assert first.chat_id == anna.actor.telegram_id

    await town.parts.worker.drain()
    async with town.database.read() as tx:
        found = await tx.session.execute(text("SELECT DISTINCT lane FROM outbox WHERE key LIKE 'stranger:%'"))
        assert [row.lane for row in found] == [BULK]

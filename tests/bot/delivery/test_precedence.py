"""What answers somebody leaves before what is drawn anew for somebody else; and neither waits for ever."""

import asyncio
from pathlib import Path

from bot.delivery.precedence import LONGEST, Replies
from storage.queues.messages import BULK
from tests.bot.office import opened
from tests.virtual_time import in_virtual_time


@in_virtual_time
async def test_a_summary_goes_when_no_reply_is_on_its_way() -> None:
    replies, went = Replies(), []

    async def summary() -> None:
        await replies.gone()
        went.append("summary")

    with replies:
        with replies:
            waiting = asyncio.create_task(summary())
            await asyncio.sleep(0)
        await asyncio.sleep(0)
        assert went == []
    await waiting
    assert went == ["summary"]


@in_virtual_time
async def test_where_replies_never_end_a_summary_goes_all_the_same() -> None:
    replies = Replies()
    begun = asyncio.get_running_loop().time()
    with replies:
        await replies.gone()
    assert LONGEST <= asyncio.get_running_loop().time() - begun < 2 * LONGEST


@in_virtual_time
async def test_a_reply_that_was_refused_holds_nobody_up(database_file: Path) -> None:
    async with opened(database_file) as office:
        anna, boris = await office.stranger("Анна"), await office.stranger("Борис")
        office.fault(code=403, description="Forbidden: bot was blocked by the user")
        await office.puts("reply", anna.id, "записано")
        await office.puts("summary", boris.id, "340 из 565", lane=BULK)
        async with office.working():
            await office.quiet()

        assert office.calls() == ["SendMessage", "SendMessage"]

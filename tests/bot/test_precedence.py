"""What answers somebody leaves before what is drawn anew for somebody else; and neither waits for ever."""

import asyncio
from pathlib import Path

from bot.precedence import LONGEST, Precedence
from storage.queues.messages import BULK
from tests.bot.rig import opened
from tests.virtual_time import in_virtual_time


@in_virtual_time
async def test_a_summary_goes_when_no_reply_is_on_its_way() -> None:
    people, went = Precedence(), []

    async def summary() -> None:
        await people.give_way()
        went.append("summary")

    with people.hold():
        with people.hold():
            waiting = asyncio.create_task(summary())
            await asyncio.sleep(0)
        await asyncio.sleep(0)
        assert went == []
    await waiting
    assert went == ["summary"]


@in_virtual_time
async def test_where_replies_never_end_a_summary_goes_all_the_same() -> None:
    people = Precedence()
    begun = asyncio.get_running_loop().time()
    with people.hold():
        await people.give_way()
        assert LONGEST <= asyncio.get_running_loop().time() - begun < 2 * LONGEST


@in_virtual_time
async def test_a_reply_that_was_refused_holds_nobody_up(database_file: Path) -> None:
    async with opened(database_file) as rig:
        anna, boris = await rig.stranger("Анна"), await rig.stranger("Борис")
        rig.fault(code=403, description="Forbidden: bot was blocked by the user")
        await rig.puts("reply", anna.id, "записано")
        await rig.puts("summary", boris.id, "340 из 565", lane=BULK)
        async with rig.working():
            await rig.quiet()

        assert rig.calls() == ["SendMessage", "SendMessage"]

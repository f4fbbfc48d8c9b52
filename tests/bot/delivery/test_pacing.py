"""How fast the bot speaks, and whom first, by the loop's own time."""

import asyncio
from itertools import pairwise
from pathlib import Path

from bot.delivery.pacing import Pace
from tests.bot.rig import BULK, opened, said
from tests.virtual_time import in_virtual_time


@in_virtual_time
async def test_a_hundred_people_hear_in_four_seconds_and_never_more_than_25_in_one(database_file: Path) -> None:
    async with opened(database_file, Pace()) as rig:
        await rig.tells_all([await rig.stranger(str(number)) for number in range(100)], "новость")

        async with rig.working():
            await rig.quiet()

    times = rig.times()
    assert len(times) == 100
    assert times[-1] - times[0] < 4.2
    assert all(later - earlier >= 0.99 for earlier, later in zip(times, times[25:], strict=False))


@in_virtual_time
async def test_a_reply_overtakes_three_hundred_messages_to_all(database_file: Path) -> None:
    async with opened(database_file, Pace()) as rig:
        phones = [await rig.stranger(str(number)) for number in range(300)]
        anna = await rig.stranger("Анна")
        await rig.tells_all(phones, "новость")

        async with rig.working():
            await asyncio.sleep(0.5)
            await rig.puts("reply", anna.id, "ответ")
            asked = asyncio.get_running_loop().time()
            rig.signals.outbox.set()
            await asyncio.sleep(1)

    (answered,) = rig.times(anna.id)
    overtaken = 300 - len([at for at in rig.times() if at < asked])
    assert answered - asked < 0.5, "only what was in hand already went before it"
    assert overtaken > 250


@in_virtual_time
async def test_a_chat_hears_one_message_a_second(database_file: Path) -> None:
    async with opened(database_file, Pace()) as rig:
        anna = await rig.stranger("Анна")
        for number in range(5):
            await rig.puts(str(number), anna.id, str(number))

        async with rig.working():
            await rig.quiet()

    times = rig.times(anna.id)
    assert all(later - earlier >= 1 for earlier, later in pairwise(times))
    assert times[-1] - times[0] < 5
    assert await said(anna) == ["0", "1", "2", "3", "4"]


@in_virtual_time
async def test_a_group_hears_18_a_minute_and_holds_up_nobody_else(database_file: Path) -> None:
    async with opened(database_file, Pace()) as rig:
        anna = await rig.stranger("Анна")
        group = await rig.sim.group("Отдел", anna)
        for number in range(40):
            await rig.puts(f"group:{number}", group, str(number), lane=BULK)
        await rig.puts("anna", anna.id, "привет", lane=BULK)

        async with rig.working():
            await rig.quiet()

    times = rig.times(group)
    assert len(times) == 40
    assert all(later - earlier >= 60 for earlier, later in zip(times, times[18:], strict=False))
    assert rig.times(anna.id)[0] - times[0] < 2


@in_virtual_time
async def test_taking_messages_away_and_answering_a_tap_do_not_make_the_next_one_wait(database_file: Path) -> None:
    async with opened(database_file, Pace()) as rig:
        anna = await rig.stranger("Анна")
        await rig.puts("screen:1", anna.id, "первый экран")
        async with rig.working():
            await rig.quiet()
            await rig.puts("pause", 0, "")  # a second passes
            await rig.erases("screen:1")
            await rig.puts("screen:2", anna.id, "второй экран")
            rig.signals.outbox.set()
            await rig.quiet()

    deleted, sent = [at for at, name, chat in rig.session.noted if chat == anna.id][1:]
    assert sent - deleted < 0.2
    assert await said(anna) == ["второй экран"]


@in_virtual_time
async def test_too_many_in_one_private_chat_rests_that_chat_alone(database_file: Path) -> None:
    async with opened(database_file, Pace()) as rig:
        phones = [await rig.stranger(str(number)) for number in range(6)]
        rig.fault(code=429, retry_after=30, chat_id=phones[0].id)
        await rig.tells_all(phones, "новость")

        async with rig.working():
            await rig.quiet()

    first, second = rig.times(phones[0].id)
    assert second - first >= 30
    assert max(rig.times(phone.id)[-1] for phone in phones[1:]) - first < 2


@in_virtual_time
async def test_two_chats_that_meet_their_own_limits_silence_nobody_else(database_file: Path) -> None:
    async with opened(database_file, Pace()) as rig:
        phones = [await rig.stranger(str(number)) for number in range(12)]
        for phone in phones[:2]:
            rig.fault(code=429, retry_after=300, chat_id=phone.id)
        await rig.tells_all(phones, "новость")

        async with rig.working():
            await rig.quiet()

    assert max(rig.times(phone.id)[-1] for phone in phones[2:]) - rig.times()[0] < 5
    assert [len(rig.times(phone.id)) for phone in phones[:2]] == [2, 2]


@in_virtual_time
async def test_a_limit_that_the_probe_meets_too_is_everybodys_for_as_long_as_telegram_asks(database_file: Path) -> None:
    async with opened(database_file, Pace()) as rig:
        phones = [await rig.stranger(str(number)) for number in range(40)]
        rig.fault(code=429, retry_after=30, times=10)  # eight that are in the air at once, and two probes
        await rig.tells_all(phones, "новость")

        async with rig.working():
            await rig.quiet()

    begun = rig.times()[0]
    early = [at for at in rig.times() if at - begun < 30]
    assert len(early) <= 10, "what was in the air, and one message that was tried"
    assert all([await said(phone) == ["новость"] for phone in phones])


@in_virtual_time
async def test_too_many_in_one_group_pauses_that_group_alone(database_file: Path) -> None:
    async with opened(database_file, Pace()) as rig:
        anna = await rig.stranger("Анна")
        group = await rig.sim.group("Отдел", anna)
        rig.fault(code=429, retry_after=30, chat_id=group)
        await rig.puts("group", group, "сводка")
        await rig.puts("anna", anna.id, "привет")

        async with rig.working():
            await rig.quiet()

    first, second = rig.times(group)
    assert second - first >= 30
    assert rig.times(anna.id)[0] - first < 1

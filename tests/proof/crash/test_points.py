"""kill -9 at every point of the way of an update: nothing lost, nothing done twice, every repetition marked."""

from collections.abc import Sequence
from time import monotonic

import pytest

from bot.delivery.outcome import REPEATS
from simulator.hands.phone import Phone
from tests.proof.crash.yard import Bot, Report, Yard, answers, unflagged
from tests.samples import sampled, sized

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.xdist_group("crash"), pytest.mark.part]

POINTS = [
    f"{place}:{when}:1"
    for place in (
        "intake:commit",
        "worker:commit",
        "delivery:claim",
        "delivery:send",
        "delivery:done",
        "delivery:edit",
    )
    for when in ("before", "after")
]


async def test_a_bot_killed_at_any_point_loses_nothing_and_does_nothing_twice(yard: Yard, report: Report) -> None:
    await killed_everywhere(yard, sampled(POINTS, sized(3, 1), "kills"), report)


async def test_nor_does_it_on_postgres(postgres_yard: Yard, report: Report) -> None:
    await killed_everywhere(postgres_yard, sampled(POINTS, sized(6, 3), "kills on a server"), report)


async def counted_until(bot: Bot, anna: Phone, point: str) -> int:
    """Anna counts until the bot is dead: what an earlier bot left unsent swallows her first edit now and then."""
    for counts in range(1, 6):
        await anna.types("счёт")
        try:
            assert await bot.ended(within=4) == -9, point
        except TimeoutError:
            continue
        return counts
    raise AssertionError(f"the bot never came to {point}")


async def given_up(yard: Yard) -> int:
    """Answers that were in the air at three deaths: by rule (spec/9) they are not sent a fourth time."""
    query = "SELECT count(*) FROM outbox WHERE state = 'lost' AND repeat AND tries > :most"
    return int((await yard.rows(query, most=REPEATS))[0][0])


async def killed_everywhere(yard: Yard, points: Sequence[str], report: Report) -> None:
    team = await yard.managers(await yard.owner(), *"АБВГДЕ")
    anna = team[0]
    begun, said, counts = monotonic(), 0, 0
    for point in points:
        bot = await yard.bot(kill=point)
        for _ in range(2):
            said += 1
            await team[said % len(team)].types(f"запись {said}")
        counts += await counted_until(bot, anna, point)
    await (last := await yard.bot()).says("serving")
    await yard.settled(said + counts)

    assert await last.stop() == 0
    assert await yard.inbox() == {"done": said + counts}
    assert await yard.notes() == {f"запись {number}": 1 for number in range(1, said + 1)}
    chats = [message for phone in team for message in await phone.chat()]
    copies = [answers(chats, f"принято: запись {number}") for number in range(1, said + 1)]
    assert sum(not each for each in copies) <= await given_up(yard), "somebody lacks an answer"
    assert not any(unflagged(each) for each in copies)
    living = [message for message in await anna.chat() if message.by_bot and "счёт:" in message.text]
    assert living[-1].text.startswith(f"счёт: {counts}")
    assert not unflagged(living)
    doubled = sum(len(each) - 1 for each in copies)
    report(
        f"{yard.database.url.get_backend_name()}: {len(points)} kills in {monotonic() - begun:.0f} s, "
        f"{said + counts} updates, 0 lost; {said} effects, 0 doubled; {doubled} messages doubled, all marked; "
        f"{await given_up(yard)} answers given up after three deaths"
    )

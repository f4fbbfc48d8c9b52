"""Three processes on one PostgreSQL: they share the work and the pace, and any of them may go."""

import signal
from time import monotonic

import pytest

from tests.proof.chaos.witness import Witness
from tests.proof.crash.test_troubles import everybody_is_answered, notes_of
from tests.proof.crash.yard import Yard

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.xdist_group("crash"), pytest.mark.part(2)]

PEOPLE = 40
A_SECOND = 25


class TimedWitness(Witness):
    """When each message of a bot was seen."""

    def __init__(self) -> None:
        super().__init__()
        self.times: list[float] = []

    def _saw(self, change: dict[str, object]) -> None:
        super()._saw(change)
        if change["kind"] == "message" and change["message"]["from"]["is_bot"]:  # type: ignore[index]
            self.times.append(monotonic())


async def test_three_do_all_once_under_one_pace_and_one_of_them_is_killed(postgres_yard: Yard) -> None:
    yard = postgres_yard
    phones = await yard.managers(await yard.owner(), *(f"М{number}" for number in range(PEOPLE)))
    bots = [await yard.bot(), await yard.bot(), await yard.bot(ROLES="worker")]
    await bots[0].says("serving")
    await yard.until_rows("SELECT count(*) FROM processes WHERE share > 0", 3)
    async with TimedWitness.of(yard.simulator.url) as witness:
        await notes_of(phones, range(2 * PEOPLE))
        bots[1].signal(signal.SIGKILL)
        await yard.settled(2 * PEOPLE, within=90)

    assert await yard.notes() == {f"запись {number}": 1 for number in range(2 * PEOPLE)}
    await everybody_is_answered(phones, range(2 * PEOPLE))
    times = witness.times
    close = [later - earlier for earlier, later in zip(times, times[A_SECOND + 3 :], strict=False)]
    assert min(close) > 0.85, "some hundredths are lost on the way here"
    assert await bots[2].stop() == 0
    assert await bots[0].stop() == 0
    assert await yard.rows("SELECT count(*) FROM processes") == [(0,)], "the killed one was buried"


async def test_posted_updates_survive_kills_at_every_point_of_their_way(postgres_yard: Yard) -> None:
    yard = postgres_yard
    phones = await yard.managers(await yard.owner(), *"АБВГД")
    port = str(yard.free_port())
    env = {
        "WEBHOOK_URL": f"http://127.0.0.1:{port}/telegram",
        "WEBHOOK_SECRET": "s3cret-x",
        "HTTP_PORT": port,
    }
    points = [f"webhook:commit:{when}:1" for when in ("before", "after")]
    for number, point in enumerate([*points, "delivery:send:after:1"]):
        bot = await yard.bot(kill=point, **env)
        await notes_of(phones, range(number, number + 1))
        assert await bot.ended(within=40) == -9, point
    last = await yard.bot(**env)
    await last.says("serving")
    await notes_of(phones, range(3, 8))
    await yard.settled(8, within=60)

    assert await yard.notes() == {f"запись {number}": 1 for number in range(8)}
    await everybody_is_answered(phones, range(8))
    assert await last.stop() == 0


async def test_each_does_what_its_roles_say(postgres_yard: Yard) -> None:
    yard = postgres_yard
    phones = await yard.managers(await yard.owner(), *"АБВ")
    bots = [await yard.bot(ROLES=roles) for roles in ("intake", "clock")]
    await bots[0].says("serving")
    await yard.until_rows("SELECT count(*) FROM heartbeats WHERE process_id IS NOT NULL", 2)
    await notes_of(phones, range(3))
    await yard.until_rows("SELECT count(*) FROM inbox WHERE state = 'pending'", 3)

    bots.append(await yard.bot(ROLES="worker"))
    await yard.settled(3, within=40)

    await everybody_is_answered(phones, range(3))
    assert [await bot.stop() for bot in bots] == [0, 0, 0]

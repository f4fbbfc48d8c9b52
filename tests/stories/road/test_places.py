"""Where a meeting was: what its manager and the lead read of it, and which places are not taken for it."""

import pytest

from tests.kept import Kept
from tests.stories.debts.test_debts import told
from tests.town import Someone, Town, plain

OFFICE = (55.7520, 37.6175)
NEXT_DOOR = (55.7530, 37.6175)
FAR = (55.7520, 37.6500)


@pytest.fixture
async def anna(town: Town, where_anna_works: Kept) -> Someone:
    anna = town.people["Анна"]
    await town.has_clients(anna, "Вектор", "Ромашка")
    return anna


async def meet(anna: Someone, at: tuple[float, float], **more: float) -> None:
    await anna.types("встреча Вектор: договорились")
    await anna.sends_location(*at, **more)
    card = await anna.presses("✅ Приложить")
    assert "📍 место записано" in card.text


async def test_the_lead_reads_how_far_from_the_usual_place_a_meeting_was(town: Town, anna: Someone) -> None:
    olga = await town.lead("Ольга")
    seen = []
    for at, accuracy in ((OFFICE, 20), (NEXT_DOOR, 20), (FAR, 20), (OFFICE, 900)):
        await town.clock.jump(town.minutes(20))
        await meet(anna, at, accuracy=accuracy)
        seen.append(told(await olga.types("/day"))[-1])

    assert seen == ["📍 место запомнено", "📍 у клиента", "📍 в 2,0 км от обычного места", "📍 неточно"]
    assert "📍" not in (await anna.types("/day")).text


async def test_a_place_passed_on_or_moving_is_not_noted(town: Town, anna: Someone) -> None:
    await anna.types("встреча Вектор: договорились")
    said = await anna.sends_location(*OFFICE, live=900)
    assert plain(said.text).startswith("📍 Это пересланная или живая точка")

    await anna.types("/call")
    await anna.presses("Ромашка")
    form = await anna.sends_location(*OFFICE, live=900)
    assert "Чем закончилось?" in form.text
    assert await anna.sees("📍 Это пересланная или живая точка")

    async with town.database.read() as tx:
        done = await tx.as_(anna.actor).activities.of_day(anna.id, town.today())
    assert [each.point for each in done] == [None]

"""A lead with deals of their own: a row in the summaries while the day has money of it, and none for an old debt."""

from datetime import timedelta

from tests.planning import expects
from tests.stories.checkins.checkin_day import told
from tests.town import FRIDAY, Someone, Town


async def _takes(town: Town, olga: Someone, anna: Someone, ago: int) -> None:
    await expects(town, anna, "Вектор", 90, FRIDAY - timedelta(days=ago))
    async with town.database.write() as tx:
        await tx.as_(olga.actor).handovers.take_over(await town.client_id(tx, anna, "Вектор"))


async def test_an_old_debt_makes_no_row_and_stays_in_the_sum(town: Town) -> None:
    anna, olga = await town.manager("Анна"), await town.lead("ольга")
    await _takes(town, olga, anna, ago=8)
    for wall, slot in (("12:00", "12:00"), ("18:00", "18:00")):
        await town.clock.reach(wall)
        summary = told(await olga.sees(f"Факт оплат · {slot}"))
        assert not [line for line in summary if line.lower().startswith("ольга")], summary
        assert "Просрочено: 90 тыс (1)" in summary


async def test_what_falls_due_today_is_a_row(town: Town) -> None:
    anna, olga = await town.manager("Анна"), await town.lead("Ольга")
    await _takes(town, olga, anna, ago=0)
    await town.clock.reach("12:00")

    assert [line for line in told(await olga.sees("Факт оплат · 12:00")) if line.startswith("Ольга")]

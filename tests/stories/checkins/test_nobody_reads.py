"""Whom nothing reaches gets no summary: it comes to the next reader of the department at the same slot (SPEC 8)."""

import re
from collections.abc import Awaitable, Callable
from datetime import date

import pytest

from sales.core.people import Role
from tests.stories.checkins.checkin_day import at, gathered, receives, told
from tests.stories.checkins.test_clock import away
from tests.stories.checkins.test_unreachable import summaries
from tests.town import FRIDAY, Someone, Town

Lost = Callable[[Town, Someone], Awaitable[None]]


async def blocked(town: Town, someone: Someone) -> None:
    """Telegram tells at once."""
    await someone.phone.blocks()
    await town.settle()


async def gone(_town: Town, someone: Someone) -> None:
    """The bot learns it as it writes."""
    await someone.phone.deletes_the_account()


async def on_leave(town: Town, someone: Someone) -> None:
    await away(town, someone, FRIDAY, town.today(4))


async def fired(town: Town, someone: Someone) -> None:
    assert town.owner is not None
    async with town.database.write() as tx:
        await tx.as_(town.owner.actor).handovers.deactivate(someone.id)


LOST = pytest.mark.parametrize("lost", [blocked, gone, on_leave, fired])


@LOST
@pytest.mark.parametrize("slot", ["12:00", "16:00", "18:00"])
async def test_the_owner_reads_it(town: Town, lost: Lost, slot: str) -> None:
    team = await gathered(town)
    await lost(town, team.olga)

    await at(town, _asked(slot), slot)

    assert town.owner is not None
    assert "В отделе её сегодня некому читать, сводка пришла вам" in told(await town.owner.sees(f"Факт оплат · {slot}"))


@LOST
async def test_lead_and_assistant_are_lost(town: Town, lost: Lost) -> None:
    team = await gathered(town)
    sofia = await town.assistant("Софья")
    await gone(town, sofia)
    await lost(town, team.olga)

    await at(town, "11:45", "12:00")

    assert town.owner is not None
    assert await summaries(town.owner) == 1


async def test_a_lead_who_has_never_pressed_start_is_no_reader(town: Town) -> None:
    anna = await town.manager("Анна")
    await town.expects(anna, "Вектор", 340_000)
    await town.invites("Ольга", Role.LEAD)

    await at(town, "11:45", "12:00")

    assert town.owner is not None
    assert await summaries(town.owner) == 1


@LOST
@pytest.mark.parametrize("gone_how", [blocked, gone])
async def test_the_owner_is_lost_too_so_the_director_reads_it(town: Town, lost: Lost, gone_how: Lost) -> None:
    team = await gathered(town)
    pavel = await town.director("Павел")
    assert town.owner is not None
    await lost(town, team.olga)
    await gone_how(town, town.owner)

    await at(town, "11:45", "12:00")

    assert "В отделе её сегодня некому читать, сводка пришла вам" in told(await pavel.sees("Факт оплат · 12:00"))


@pytest.mark.parametrize("lost", [blocked, gone])
async def test_the_report_of_the_evening_finds_a_reader_too(town: Town, lost: Lost) -> None:
    team = await gathered(town)
    await lost(town, team.olga)

    await at(town, "18:20")

    assert town.owner is not None
    await town.owner.sees("Сводный отчёт")


@pytest.mark.parametrize("lost", [blocked, gone])
async def test_so_does_the_month_that_is_closed(town: Town, lost: Lost) -> None:
    team = await gathered(town)
    await receives(town, team.anna, "Вектор", 100_000)
    await lost(town, team.olga)

    await at(town, "12:00", day=date(2026, 12, 1))

    assert town.owner is not None
    await town.owner.sees("Закрытие месяца")


async def test_who_could_not_be_reached_after_all_is_not_called_reminded(town: Town) -> None:
    team = await gathered(town)
    await at(town, "11:45", "11:55", "12:00")
    summary = await team.olga.sees("Факт оплат · 12:00")
    await team.boris.phone.deletes_the_account()

    await team.olga.presses("🔔 Напомнить всем", on=summary)
    await town.settle()

    note = next(line for line in told(await team.olga.sees_edited(summary)) if "Напомнили" in line)
    assert "Борис" not in note, note
    assert "Анна" in note, note
    assert any("Борис" in text for text in (await team.olga.messages())[-2:]), "and is told so"


@pytest.mark.parametrize("lost", [blocked, gone, on_leave])
async def test_money_of_who_is_away_stands_in_every_summary(town: Town, lost: Lost) -> None:
    team = await gathered(town)
    await lost(town, team.boris)

    for asked, slot in (("11:45", "12:00"), ("15:45", "16:00"), ("17:45", "18:00")):
        await at(town, asked, slot)
        summary = " ".join(told(await team.olga.sees(f"Факт оплат · {slot}")))
        assert re.search(r"Борис (отсутствует ждём 400 \(1\)|0 из 400,)", summary), summary


def _asked(slot: str) -> str:
    return f"{int(slot[:2]) - 1}:45"

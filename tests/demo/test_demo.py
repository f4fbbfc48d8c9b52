"""`make demo`: a department with its past, a clock to move, and nothing left behind."""

import asyncio
import signal
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from sales.calendar.calendar import WorkCalendar
from simulator.driver import Simulation
from simulator.phone import Phone
from tests.demo.conftest import playing

MOSCOW = ZoneInfo("Europe/Moscow")
PATIENCE = 60.0

pytestmark = pytest.mark.timeout(240)


async def phones(simulation: Simulation) -> dict[str, Phone]:
    people = (await simulation.state())["people"]
    return {person["first_name"]: await simulation.phone(person["id"]) for person in people}


async def glide(simulation: Simulation, wall: str) -> None:
    hour, minute = map(int, wall.split(":"))
    now = (await simulation.clock.now()).astimezone(MOSCOW)
    await simulation.clock.glide_to(now.replace(hour=hour, minute=minute, second=0, microsecond=0))


async def test_a_day_of_the_demo_from_the_first_line_to_a_late_answer(tmp_path: Path) -> None:
    async with playing(tmp_path) as demo, Simulation.at(demo.url) as simulation:
        people = await phones(simulation)
        anna, olga = people["Анна"], people["Ольга"]
        assert set(people) == {"Анна", "Борис", "Виктор", "Ольга", "Ирина"}
        now = (await simulation.clock.now()).astimezone(MOSCOW)
        assert (now.hour, now.minute) == (8, 30)
        assert WorkCalendar().is_workday(now.date())

        await anna.types("оплата 150к Ромашка сегодня 80%")
        await anna.sees("Ромашка", within=PATIENCE)
        await glide(simulation, "09:00")
        await anna.sees("Доброе утро, Анна", within=PATIENCE)
        await glide(simulation, "11:45")
        question = await anna.sees("Факт оплат к 12:00", within=PATIENCE)
        assert "Вектор" in question.text

        await glide(simulation, "12:00")
        summary = await olga.sees("Факт оплат · 12:00", within=PATIENCE)
        assert "нет ответа" in summary.text

        await anna.presses("1 ✅", on=question)
        later = await olga.sees_edited(summary, within=PATIENCE)
        assert "340" in later.text

        demo.process.send_signal(signal.SIGINT)
        assert await asyncio.wait_for(demo.process.wait(), 30) == 0
        assert list(tmp_path.iterdir()) == [], "Ctrl-C leaves nothing behind"


async def test_the_demo_is_the_same_in_english_data_included(tmp_path: Path) -> None:
    async with playing(tmp_path, "en") as demo, Simulation.at(demo.url) as simulation:
        people = await phones(simulation)
        assert set(people) == {"Anna", "Ben", "Victor", "Olivia", "Irene"}

        await people["Anna"].types("/today")
        today = await people["Anna"].sees("Vector", within=PATIENCE)
        await people["Olivia"].types("/stats")
        stats = await people["Olivia"].sees("Anna", within=PATIENCE)

        for said in (today.text, stats.text):
            assert not any("а" <= letter <= "я" for letter in said.lower()), said


async def test_two_weeks_lie_behind_the_department(tmp_path: Path) -> None:
    async with playing(tmp_path) as demo, Simulation.at(demo.url) as simulation:
        olga = (await phones(simulation))["Ольга"]

        await olga.types("/stats")
        day = await olga.sees("Анна", within=PATIENCE)
        await olga.presses("Месяц", on=day)
        month = await olga.sees_edited(day, within=PATIENCE)

        assert "млн" in month.text
        assert all(name in month.text for name in ("Анна", "Борис", "Виктор"))

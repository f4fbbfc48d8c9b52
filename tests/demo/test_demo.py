"""`make demo`: a department with its past, the same in English, and nothing left behind."""

import asyncio
import signal
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from sales.calendar.calendar import WorkCalendar
from simulator.hands.driver import Simulation
from simulator.hands.phone import Phone
from tests.demo.conftest import playing

MOSCOW = ZoneInfo("Europe/Moscow")
PATIENCE = 60.0

pytestmark = [pytest.mark.samples, pytest.mark.timeout(240)]


async def phones(simulation: Simulation) -> dict[str, Phone]:
    people = (await simulation.state())["people"]
    return {person["first_name"]: await simulation.phone(person["id"]) for person in people}


async def test_a_workdays_morning_with_two_weeks_behind_it_in_english_data_included(tmp_path: Path) -> None:
    async with playing(tmp_path, "en") as demo, Simulation.at(demo.url) as simulation:
        people = await phones(simulation)
        assert set(people) == {"Anna", "Ben", "Victor", "Olivia", "Irene"}
        now = (await simulation.clock.now()).astimezone(MOSCOW)
        assert (now.hour, now.minute) == (8, 30)
        assert WorkCalendar().is_workday(now.date())

        await people["Anna"].types("/today")
        today = await people["Anna"].sees("Vector", within=PATIENCE)
        await people["Olivia"].types("/stats")
        stats = await people["Olivia"].sees("Anna", within=PATIENCE)
        await people["Olivia"].presses("Month", on=stats)
        month = await people["Olivia"].sees_edited(stats, within=PATIENCE)

        for said in (today.text, stats.text, month.text):
            assert not any("а" <= letter <= "я" for letter in said.lower()), said
        assert all(name in month.text for name in ("Anna", "Ben", "Victor"))
        assert " m" in month.text, "there are millions in it"

        demo.process.send_signal(signal.SIGINT)
        assert await asyncio.wait_for(demo.process.wait(), 30) == 0
        assert list(tmp_path.iterdir()) == [], "Ctrl-C leaves nothing behind"

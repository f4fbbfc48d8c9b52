"""What a page needs of the stage: who has read what, which button was pressed, time that is seen running, faults."""

from datetime import datetime, timedelta

import aiohttp
import pytest
from aiogram.types import KeyboardButton, ReplyKeyboardMarkup

from simulator.core import Core
from simulator.front.pages import FOLDER, page_routes
from simulator.front.process import start
from simulator.front.server import serving
from simulator.hands.driver import Phone
from simulator.stage.stage import Stage
from tests.simulator.conftest import MORNING, Town, keys


def seen(core: Core, kind: str) -> list[dict[str, object]]:
    return [change for change in core.world.changes.after(0) if change["kind"] == kind]


async def test_a_message_is_read_when_the_bot_has_taken_it_once(town: Town, anna: Phone) -> None:
    sent = await anna.types("привет")
    assert not sent.state["read"]
    before = len(seen(town.core, "read"))
    await town.bot.get_updates()
    await town.bot.get_updates()
    assert (await anna.chat())[-1].state["read"]
    assert [c["message_id"] for c in seen(town.core, "read")[before:]] == [sent.message_id]


@pytest.mark.parametrize(
    "raw", [{"message": 7}, {"message": {"chat": 7}}, {"message": {"chat": {"id": 101}}}, {"message": {"chat": {}}}]
)
async def test_nonsense_in_the_queue_is_handed_over_all_the_same(
    town: Town, anna: Phone, raw: dict[str, object]
) -> None:
    await town.sim.inject(raw)
    taken = town.core.world.updates.take(10)
    assert taken[-1]["message"] == raw["message"]


async def test_a_press_says_where_the_button_stands_among_equals(town: Town, anna: Phone) -> None:
    await town.bot.send_message(anna.id, "Факт", reply_markup=keys(["1", "◐"], ["2", "◐"]))
    await anna.presses_at(1, 1)
    (pressed,) = seen(town.core, "press")
    assert (pressed["label"], pressed["row"], pressed["col"]) == ("◐", 1, 1)


async def test_a_key_under_the_chat_is_pressed_by_place_although_a_button_says_the_same(
    town: Town, anna: Phone
) -> None:
    await town.bot.send_message(anna.id, "Кнопка", reply_markup=keys(["Да"]))
    markup = ReplyKeyboardMarkup(keyboard=[[KeyboardButton(text="Нет"), KeyboardButton(text="Да")]])
    await town.bot.send_message(anna.id, "Клавиатура", reply_markup=markup)
    stage = Stage(town.core)
    pressed = await stage.ask("POST", f"people/{anna.id}/press", {"keyboard": True, "row": 0, "col": 1})
    assert (pressed["kind"], pressed["label"]) == ("message", "Да")
    with pytest.raises(ValueError, match="no button in row 1"):
        await stage.ask("POST", f"people/{anna.id}/press", {"keyboard": True, "row": 1, "col": 0})


async def test_gliding_steps_end_on_whole_minutes_and_can_be_slow_enough_to_be_seen(core: Core) -> None:
    core.clock.move_to(MORNING + timedelta(seconds=17))
    stops: list[datetime] = []
    core.clock.on_move(lambda: stops.append(core.clock.now()))
    details = {"to": "2026-11-20T08:43:30Z", "step": 60, "pace": 0.001}
    await Stage(core).ask("POST", "clock", details)
    assert [stop.strftime("%M:%S") for stop in stops] == ["41:00", "42:00", "43:00", "43:30"]
    assert seen(core, "clock")[-1]["frozen"] is True


async def test_a_fault_for_all_that_is_sent_lasts_as_long_as_it_says(town: Town, anna: Phone) -> None:
    stage = Stage(town.core)
    await stage.ask("POST", "faults", {"method": "send*", "code": 429, "times": None, "lasts": 60})
    short = await stage.ask("POST", "faults", {"method": "*", "code": 502, "times": None, "lasts": 0})
    assert [f["code"] for f in await stage.ask("GET", "faults")] == [429]
    await town.bot.get_me()
    with pytest.raises(Exception, match="Flood control"):
        await town.bot.send_message(anna.id, "рано")
    (left,) = await stage.ask("DELETE", "faults", {"id": short["id"]})
    assert await stage.ask("DELETE", "faults", {"id": left["id"]}) == []
    await town.bot.send_message(anna.id, "можно")


async def test_the_newest_calls_are_enough_for_a_page(town: Town) -> None:
    for _ in range(3):
        await town.bot.get_me()
    newest = await Stage(town.core).ask("GET", "log", {"newest": "2"})
    assert [call["seq"] for call in newest] == [2, 3]


async def test_a_person_carries_a_note_that_the_bot_never_sees(town: Town) -> None:
    anna = await town.newcomer("Анна", note="руководитель")
    assert (await anna.state())["note"] == "руководитель"
    assert "note" not in town.core.world.person(anna.id).to_wire()


async def test_a_process_is_told_the_zone_and_the_language_of_its_page() -> None:
    async with start(zone="Asia/Yekaterinburg", language="en") as running, aiohttp.ClientSession(running.url) as http:
        async with http.get("/sim/state") as response:
            state = await response.json()
        async with http.get("/") as page:
            assert page.status == 200
            assert page.content_type == "text/html"
    assert (state["zone"], state["language"]) == ("Asia/Yekaterinburg", "en")
    assert len(state["run"]) == 16


async def test_every_file_of_the_page_comes_with_strict_headers(core: Core) -> None:
    async with serving(core, page=page_routes()) as url, aiohttp.ClientSession(url) as http:
        for name in ["", *(f"page/{path.name}" for path in FOLDER.iterdir())]:
            async with http.get(f"/{name}") as response:
                assert response.status == 200, name
                assert response.headers["Content-Security-Policy"].startswith("default-src 'self';")
                assert response.headers["X-Content-Type-Options"] == "nosniff"
        async with http.get("/page/../core.py") as outside:
            assert outside.status == 404


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://127.0.0.1:1"])
async def test_a_foreign_origin_is_refused_and_the_own_one_is_not(core: Core, origin: str) -> None:
    async with serving(core) as url, aiohttp.ClientSession(url) as http:
        async with http.post("/sim/people", json={"first_name": "x"}, headers={"Origin": origin}) as response:
            assert response.status == 403
        async with http.post("/sim/people", json={"first_name": "x"}, headers={"Origin": url}) as response:
            assert response.status == 200

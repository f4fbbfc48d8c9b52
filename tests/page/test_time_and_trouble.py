"""The clock to move, a stream that breaks, calls to read, faults to switch on."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from urllib.parse import urlsplit

import pytest
from playwright.async_api import expect

from simulator.front.process import start
from simulator.hands.driver import Simulation
from tests.page.conftest import MORNING
from tests.page.stand import IN_THE_BROWSER, Screen, Stand

pytestmark = [*IN_THE_BROWSER, pytest.mark.part(4)]


async def test_noon_is_one_press_away_and_the_time_is_seen_running(stand: Stand) -> None:
    page = await stand.opens()
    now, noon = page.locator(".now"), page.locator(".moves").get_by_text("12:00")
    await expect(now).to_contain_text("11:40:")
    async with stand.bot.polling():
        await noon.click()
        await expect(page.locator(".clock.gliding")).to_be_visible()
        await expect(page.locator(".moves").get_by_text("16:00")).to_be_disabled()
        await expect(now).to_contain_text("12:00:")
        await expect(page.locator(".moves").get_by_text("16:00")).to_be_enabled()
        await expect(page.locator(".today")).to_have_text("пт, 20 нояб.")
        await page.get_by_role("button", name="+15 мин").click()
        await expect(now).to_contain_text("12:15:")


async def test_every_minute_on_the_way_is_seen_by_the_bot_on_the_minute(stand: Stand) -> None:
    anna = await stand.person("Анна")
    page = await stand.opens()
    shown = Screen(page, anna.id)
    seen: list[str] = []

    async def bot() -> None:
        while "12:00" not in seen:
            await stand.bot.call("getUpdates", timeout=5)
            now = await stand.sim.clock.now()
            if now.second == 0 and f"{now.hour + 3}:{now:%M}" not in seen:
                seen.append(f"{now.hour + 3}:{now:%M}")
        await stand.bot.says(anna, "Факт оплат к 12:00")

    polling = asyncio.create_task(bot())
    await page.locator(".moves").get_by_text("12:00").click()
    await asyncio.wait_for(polling, 10)
    assert seen[-1] == "12:00"
    assert len(seen) > 15
    await expect(shown.says("Факт оплат к 12:00").locator("time")).to_have_text("12:00")


async def test_a_time_that_is_over_means_tomorrow_and_a_long_way_can_be_stopped(stand: Stand) -> None:
    page = await stand.opens()
    async with stand.bot.polling():
        await page.locator(".moves").get_by_text("завтра").click()
        await expect(page.locator(".now")).to_contain_text("08:55:")
        await expect(page.locator(".today")).to_have_text("сб, 21 нояб.")
    await page.locator(".moves").get_by_text("18:00").click()
    await page.get_by_role("button", name="Остановить часы здесь").click()
    await expect(page.locator(".clock.gliding")).to_have_count(0)
    stopped = await stand.sim.clock.now()
    assert (stopped.day, stopped.hour < 15) == (21, True)


async def test_time_can_stand_still(stand: Stand) -> None:
    page = await stand.opens()
    await page.get_by_role("button", name="Остановить время").click()
    await page.get_by_role("button", name="Пустить время").wait_for()
    assert (await stand.sim.clock.now()) == (await stand.sim.clock.now())


class Wire:
    """Between the browser and the simulator; it can be cut."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._open: set[asyncio.StreamWriter] = set()
        self.down = False

    async def carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self.down:
            writer.close()
            return
        far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self._port)
        self._open |= {writer, far_writer}
        with suppress(OSError):
            await asyncio.gather(_pump(reader, far_writer), _pump(far_reader, writer))

    def cut(self) -> None:
        self.down = True
        for writer in self._open:
            writer.transport.abort()
        self._open.clear()


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while chunk := await reader.read(65536):
        writer.write(chunk)
        await writer.drain()
    writer.close()


@asynccontextmanager
async def wired(url: str) -> AsyncIterator[tuple[Wire, str]]:
    wire = Wire(urlsplit(url).port or 0)
    server = await asyncio.start_server(wire.carry, "127.0.0.1", 0)
    try:
        yield wire, f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    finally:
        server.close()
        wire.cut()


async def test_what_happened_while_the_stream_was_broken_is_there_afterwards(stand: Stand) -> None:
    anna = await stand.person("Анна")
    async with wired(stand.url) as (wire, base):
        page = await stand.opens(base=base)
        screen = Screen(page, anna.id)
        asked = await stand.bot.says(anna, "Было")
        await expect(screen.says("Было")).to_be_visible()

        wire.cut()
        await expect(page.locator(".offline")).to_be_visible()
        await stand.bot.edits(anna, asked, "Стало")
        await stand.bot.says(anna, "Новое")
        wire.down = False

        await expect(screen.says("Новое")).to_have_count(1)
        await expect(screen.says("Стало")).to_have_count(1)
        await expect(page.locator(".offline")).to_be_hidden()


async def test_a_simulator_that_was_started_anew_is_shown_anew(stand: Stand) -> None:
    async with start(clock=MORNING, zone="Europe/Moscow", language="ru") as first, Simulation.at(first.url) as sim:
        await sim.person("Анна")
        page = await stand.opens(base=first.url)
        await expect(page.get_by_role("heading", name="Анна")).to_be_visible()
    port = urlsplit(first.url).port or 0
    async with start(clock=MORNING, language="ru", port=port) as second, Simulation.at(second.url) as sim:
        await sim.person("Борис")
        await expect(page.get_by_role("heading", name="Борис")).to_be_visible(timeout=8000)
        await expect(page.get_by_role("heading", name="Анна")).to_have_count(0)


async def test_the_calls_of_the_bot_can_be_read(stand: Stand) -> None:
    anna = await stand.person("Анна")
    await stand.bot.says(anna, "Доброе <b>утро</b>")
    page = await stand.opens()
    await page.get_by_role("button", name="Вызовы и неполадки").click()
    panel = page.get_by_role("complementary", name="Вызовы и неполадки")
    await expect(panel.locator("summary")).to_have_count(1)
    await panel.locator("summary").click()
    await expect(panel.locator("pre").first).to_contain_text("Доброе <b>утро</b>")
    await expect(panel.locator("pre").last).to_contain_text('"message_id": 2')
    await panel.get_by_label("показывать опрос").check()
    await expect(panel.locator("summary").last).to_contain_text("getUpdates")
    await panel.get_by_label("Метод или текст").fill("доброе")
    await expect(panel.locator("summary")).to_have_count(1)
    await page.keyboard.press("Escape")
    await expect(panel).to_be_hidden()


async def test_faults_are_switched_on_and_off(stand: Stand) -> None:
    anna = await stand.person("Анна")
    page = await stand.opens()
    await page.get_by_role("button", name="Вызовы и неполадки").click()
    panel = page.get_by_role("complementary", name="Вызовы и неполадки")
    await panel.get_by_role("tab", name="Неполадки").click()
    await expect(panel).to_contain_text("Всё исправно")
    await panel.get_by_role("button", name="429 на 10 секунд").click()
    await panel.get_by_role("button", name="Нет связи").click()
    await expect(panel.get_by_role("listitem")).to_have_count(2)
    assert [(rule["method"], rule["code"], rule["reset"]) for rule in await stand.sim.faults()] == [
        ("send*", 429, None),
        ("*", None, "before"),
    ]
    await panel.get_by_role("button", name="Выключить", exact=True).first.click()
    await expect(panel.get_by_role("listitem")).to_have_count(1)
    await panel.get_by_role("button", name="Выключить всё").click()
    await expect(panel).to_contain_text("Всё исправно")

    await panel.get_by_role("button", name="Анна").click()
    await expect(Screen(page, anna.id).element.locator(".about")).to_have_text("бот заблокирован")

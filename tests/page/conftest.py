"""A headless Chromium, the simulator, a bot of a few lines, and people in front of the page."""

import os
import shutil
from collections.abc import AsyncIterator

import aiohttp
import pytest
import pytest_asyncio
from playwright.async_api import Browser, async_playwright

from simulator.clock import SimClock, read_instant
from simulator.core import Core
from simulator.front.pages import page_routes
from simulator.front.server import serving
from simulator.hands.driver import Simulation
from tests.page.stand import Stand, TinyBot, Watched

ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
NAMES = ("chromium", "chromium-browser", "google-chrome")
MORNING = "2026-11-20T08:40:00Z"  # 11:40 in Moscow, a Friday


def chromium() -> str:
    found = next((path for name in NAMES if (path := shutil.which(name))), "")
    if not found and not os.environ.get("CI"):
        pytest.skip("no Chromium on this machine")
    return found


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    """One for all tests; each test has its own context."""
    path = chromium()
    async with async_playwright() as driver:
        opened = await driver.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield opened
        await opened.close()


@pytest_asyncio.fixture(loop_scope="session")
async def stand(browser: Browser) -> AsyncIterator[Stand]:
    """The simulator with a bot at 11:40 of a Friday; pages are opened by the test."""
    core = Core(clock=SimClock(read_instant(MORNING)), zone="Europe/Moscow", language="ru")
    async with (
        serving(core, 0, page_routes()) as url,  # in this process: a start of its own would cost as much as the test
        Simulation.at(url) as sim,
        aiohttp.ClientSession() as http,
    ):
        opened: list[Watched] = []
        yield Stand(url, sim, TinyBot(http, f"{url}/bot{core.token}"), browser, opened)
        for watched in opened:
            await watched.page.context.close()
            assert watched.troubles == [], "the page has thrown, or broken its own rules"

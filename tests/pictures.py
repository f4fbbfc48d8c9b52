"""
`make pictures`: the pictures of the README and the docs, taken from the demo's own page.

The day is always Friday 20 November 2026 and plays as the story tells it, so that two runs show the same department.
"""

import asyncio
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Literal

from PIL import Image
from playwright.async_api import Browser, FloatRect, Page, ViewportSize, async_playwright

from bot.demo.play import performing
from tests.page.conftest import ARGUMENTS, chromium

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "pictures"
DAY = date(2026, 11, 20)
HEAVIEST = 250_000
PAIR: ViewportSize = {"width": 880, "height": 860}
SMALL: ViewportSize = {"width": 360, "height": 740}
DESK: ViewportSize = {"width": 1440, "height": 800}
MARGIN = 14
LATE_ANSWER = {"ru": "И сводка меняется на месте", "en": "And the summary changes in its place"}
STOP_THERE = """(caption, words) => new MutationObserver(() => {
  if (caption.textContent.includes(words)) setTimeout(() => document.querySelector(".story-toggle").click(), 0);
}).observe(caption, { childList: true })"""
FLAT = """() => {
  const { style } = document.documentElement;
  style.setProperty("--wall-2", "var(--wall)");
  style.setProperty("--shade-far", "none");
}"""
WHOLE_DAY = 200_000


async def take_all() -> None:
    FOLDER.mkdir(exist_ok=True)
    async with async_playwright() as driver:
        browser = await driver.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        for language in ("ru", "en"):
            async with performing(0, language, DAY) as (url, _bot):
                await _day(browser, url, language)
        await browser.close()
    for path in sorted(FOLDER.glob("*.png")):
        assert path.stat().st_size < HEAVIEST, f"{path.name} is too heavy for a page that opens on a phone"
        print(f"{path.relative_to(FOLDER.parent.parent)}  {path.stat().st_size // 1000} KB")  # noqa: T201


async def _day(browser: Browser, url: str, language: str) -> None:
    """The page plays until the late answer has changed the lead's summary; there everything stands still."""
    page = await _opened(browser, url, PAIR, 1.25)
    await page.locator(".caption").evaluate(STOP_THERE, LATE_ANSWER[language])
    await page.locator(".story-begin").click()
    await page.locator(".story[data-state='paused']").wait_for(timeout=WHOLE_DAY)
    await page.context.close()
    pair = await _opened(browser, url, PAIR, 1.25)
    await _shot(pair, f"noon.{language}.png", await _phones(pair))
    await pair.context.close()
    if language == "ru":
        await _others(browser, url)


async def _others(browser: Browser, url: str) -> None:
    small = await _opened(browser, url, SMALL, 2)
    await small.locator(".chip[data-person]").nth(1).click()
    await _shot(small, "phone.ru.png")
    await small.context.close()
    desk = await _opened(browser, url, DESK, 1, "dark")
    await _shot(desk, "desk.ru.png")
    await desk.context.close()


async def _opened(
    browser: Browser, url: str, size: ViewportSize, scale: float, scheme: Literal["light", "dark"] = "light"
) -> Page:
    page = await browser.new_page(viewport=size, color_scheme=scheme, device_scale_factor=scale)
    await page.add_init_script("localStorage['phones.speed'] = 20")
    await page.goto(url)
    await page.locator(".phone").first.wait_for()
    return page


async def _phones(page: Page) -> FloatRect:
    """All that stand in the first row, and a little around them."""
    phones = page.locator(".phone:visible")
    first, last = await phones.first.bounding_box(), await phones.last.bounding_box()
    assert first
    assert last
    left, top = first["x"] - MARGIN, first["y"] - MARGIN
    width, height = last["x"] + last["width"] + MARGIN - left, first["height"] + 2 * MARGIN
    return {"x": left, "y": top, "width": width, "height": height}


async def _shot(page: Page, name: str, clip: FloatRect | None = None) -> None:
    """A wall of one colour, and no shadow that fades over half a picture, weigh a third of what the page has."""
    await page.evaluate(FLAT)
    await page.wait_for_timeout(600)  # the last button comes to rest
    taken = Image.open(BytesIO(await page.screenshot(clip=clip)))
    taken.convert("RGB").save(FOLDER / name, optimize=True)


if __name__ == "__main__":
    asyncio.run(take_all())

"""The demo in a real Chromium: its story told, taken over and gone on with, and a day of one's own."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from playwright.async_api import Page, async_playwright, expect
from python_calamine import load_workbook

from simulator.hands.driver import Simulation
from tests.demo.conftest import Played, playing
from tests.demo.test_demo import PATIENCE, phones
from tests.demo.test_script import MOVED, PLACES, stored
from tests.page.conftest import ARGUMENTS, chromium
from tests.page.stand import SMALL, WIDE, Screen
from tests.town import plain

pytestmark = [pytest.mark.chromium, pytest.mark.samples, pytest.mark.timeout(420)]
WHOLE_DAY = 240_000
WHERE = "SELECT round(latitude, 2) FROM activities WHERE latitude IS NOT NULL"
WORDS = {"ru": ("Показать день", "уже нет|сейчас нет|не может"), "en": ("Show a day", "is gone|not there|cannot")}


@asynccontextmanager
async def watching(demo: Played) -> AsyncIterator[Page]:
    async with async_playwright() as driver:
        browser = await driver.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        page = await browser.new_page(viewport=WIDE)
        await page.add_init_script("if (!localStorage['phones.speed']) localStorage['phones.speed'] = 20")
        await page.goto(demo.url)
        await page.locator(".story-begin").wait_for()
        yield page
        await browser.close()


async def comes_to(page: Page, words: str) -> None:
    """Played this fast, a sentence stands for a moment: every frame is looked at."""
    seen = "words => document.querySelector('.caption').textContent.includes(words)"
    await page.wait_for_function(seen, arg=words, polling="raf", timeout=WHOLE_DAY)


async def heard(page: Page) -> list[str]:
    """The captions, as they come."""
    said: list[str] = []
    await page.expose_function("hears", lambda words: said.append(str(words)))
    watch = "c => new MutationObserver(() => hears(c.textContent)).observe(c, {childList: true})"
    await page.locator(".caption").evaluate(watch)
    return said


@pytest.mark.long
@pytest.mark.parametrize("language", ["ru", "en"])
async def test_the_story_plays_to_its_end_with_nothing_passed_over(tmp_path: Path, language: str) -> None:
    async with playing(tmp_path, language) as demo, watching(demo) as page:
        title, missing = WORDS[language]
        said = await heard(page)
        await page.evaluate("localStorage['phones.patience'] = 20_000")
        await page.get_by_role("button", name=title).click()
        await expect(page.locator(".story")).to_have_attribute("data-state", "over", timeout=WHOLE_DAY)

        assert len(set(said)) > 15
        assert not [words for words in said if any(each in words for each in missing.split("|"))]
        assert stored(demo.database, MOVED) == [(1,)], "the line of the morning was saved, and moved at noon"
        assert stored(demo.database, PLACES) == [(1,)]


async def test_the_day_can_be_taken_over_at_noon_and_gone_on_with(tmp_path: Path) -> None:
    async with playing(tmp_path) as demo, watching(demo) as page, Simulation.at(demo.url) as simulation:
        people = await phones(simulation)
        anna = Screen(page, people["Анна"].id)
        await page.get_by_role("button", name="Показать день").click()
        await comes_to(page, "Ровно в 12:00")
        await anna.types("пришло 55к Ромашка")
        await expect(page.locator(".caption")).to_contain_text("телефоны ваши")
        await expect(anna.says("55 000 ₽").last).to_be_visible(timeout=PATIENCE * 1000)

        await page.get_by_role("button", name="Продолжить").click()
        await comes_to(page, "Оплату перенесли")
        summary = await people["Ольга"].sees("Факт оплат · 12:00", within=PATIENCE)
        assert "Пришло 675 тыс" in plain(summary.text), "his 280, her 340, and the 55 that came in between"


async def test_a_morning_of_ones_own_on_the_page(tmp_path: Path) -> None:
    """A report as a workbook, a meeting's place, a line; noon by one press, a late answer, a dialog given up."""
    async with playing(tmp_path) as demo, watching(demo) as page, Simulation.at(demo.url) as simulation:
        people = await phones(simulation)
        anna, boris, olga = (Screen(page, people[name].id) for name in ("Анна", "Борис", "Ольга"))
        await _asks_for_a_workbook(page, olga)
        await _leaves_a_meeting(page, boris)
        assert stored(demo.database, "SELECT round(latitude, 2) FROM activities WHERE latitude IS NOT NULL") == [
            (55.8,)
        ]

        await anna.types("оплата 250к АгроЮг сегодня 80%")
        await expect(anna.says("250 000 ₽")).to_be_visible(timeout=PATIENCE * 1000)
        await page.locator(".moves").get_by_text("12:00").click()
        summary = olga.says("Факт оплат · 12:00")
        await expect(summary).to_be_visible(timeout=3 * PATIENCE * 1000)
        await expect(summary).to_contain_text("нет ответа")

        await anna.button("1 ✅").click()
        await expect(summary).to_contain_text("340 из 815", timeout=PATIENCE * 1000)
        await expect(summary.locator("time")).to_contain_text("изменено")
        await expect(summary).to_have_count(1)

        await page.set_viewport_size(SMALL)
        await page.locator(f".chip[data-person='{people['Анна'].id}']").click()
        await _goes_back_and_cancels(anna)
        assert await page.evaluate("document.scrollingElement.scrollWidth <= innerWidth")


async def _asks_for_a_workbook(page: Page, olga: Screen) -> None:
    await olga.types("/svod")
    await olga.button("📄 Excel").click()
    file = olga.element.get_by_role("link", name=".xlsx")
    await expect(file).to_be_visible(timeout=3 * PATIENCE * 1000)
    async with page.expect_download() as opening:
        await file.click()
    book = load_workbook(str(await (await opening.value).path()))
    assert len(book.sheet_names) > 1
    assert any("Борис" in row for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python())


async def _leaves_a_meeting(page: Page, boris: Screen) -> None:
    await boris.element.locator(".keys").get_by_role("button", name="🤝 Встреча").click()
    await boris.button("Вектор-Юг").first.click()
    await boris.button("✅ Уже прошла").click()
    await boris.attaches("Геопозиция")
    where = page.get_by_role("dialog")
    await where.get_by_label("Место").select_option(label="Казань · Kazan")
    await where.get_by_role("button", name="Отправить").click()
    await boris.button("Договорились").click()
    await boris.button("Нет").click()
    await expect(boris.says("Встреча").last).to_contain_text("📍", timeout=PATIENCE * 1000)


async def _goes_back_and_cancels(anna: Screen) -> None:
    """A call begun, another client chosen, and given up: all of it in one message, which keeps no button."""
    await anna.element.locator(".keys").get_by_role("button", name="📞 Звонок").click()
    await anna.button("Вектор").last.click()
    await expect(anna.says("📞 Вектор. Чем закончилось?")).to_be_visible()
    await anna.button("‹ Назад").click()
    await anna.button("СтройГрад").click()
    await expect(anna.says("📞 СтройГрад. Чем закончилось?")).to_be_visible()
    await anna.button("‹ Назад").click()
    await anna.button("✖️ Отмена").click()
    await expect(anna.says("Отменено, ничего не записано").locator(".buttons")).to_have_count(0)

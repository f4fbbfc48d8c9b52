"""Every text of the page can be read: 4.5 to 1 against what lies below it, 3 to 1 where it is large, dark and light."""

from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.async_api import Page

from simulator.hands.driver import Phone
from tests.page.stand import IN_THE_BROWSER, SMALL, Screen, Stand
from tests.page.test_rich import SVOD, shows
from tests.page.test_story import a_day, tells

pytestmark = [*IN_THE_BROWSER, pytest.mark.part(4)]

MEASURE = Path(__file__).with_name("contrast.js").read_text()
SCHEMES = ("dark", "light")
TEXT = (
    'Обычное, <b>жирное</b>, <i>курсив</i>, <u>черта</u>, <s>нет</s>, <a href="https://example.org">ссылка</a>, '
    "<code>код</code>, <tg-spoiler>тайна</tg-spoiler>, /svod, 20.11\n<pre>колонка  12</pre>\n"
    "<blockquote>цитата</blockquote>"
)


async def unreadable(page: Page) -> list[str]:
    """What is too pale in either scheme; measured when nothing moves any more."""
    return [pale for scheme in SCHEMES for pale in await _too_pale(page, scheme)]


async def _too_pale(page: Page, scheme: Literal["dark", "light"]) -> list[str]:
    await page.emulate_media(reduced_motion="reduce", color_scheme=scheme)
    await page.evaluate("Promise.allSettled(document.getAnimations().map(each => each.finished))")
    found: list[dict[str, Any]] = await page.evaluate(MEASURE)
    assert found
    pale = [each for each in found if each["ratio"] < each["needed"]]
    return sorted({f"{scheme}: {each['ratio']:.2f} {each['where']}: {each['text']}" for each in pale})


async def a_talk(stand: Stand) -> Phone:
    """All kinds of messages there are."""
    anna = await stand.person("Анна")
    message = await stand.bot.says(anna, TEXT, ["✅ пришла", "◐ часть"], ["Без изменений"])
    await stand.bot.edits(anna, message, f"{TEXT} правка", ["✅ пришла", "◐ часть"], ["Без изменений"])
    await shows(stand, anna, SVOD, ["📊 График"])
    await stand.bot.sends_file(anna, "sendDocument", "План.xlsx", b"0" * 2048)
    await anna.types("оплата 150к Ромашка пт 80%")
    await anna.types("/svod https://example.org")
    return anna


async def test_a_chat(stand: Stand) -> None:
    anna = await a_talk(stand)
    page = await stand.opens()
    screen = Screen(page, anna.id)
    await screen.says("150к").wait_for()

    assert not await unreadable(page)
    await screen.field.fill("/")
    assert not await unreadable(page)
    await screen.field.fill("")
    for name in ("Прикрепить", "Меню"):
        await screen.element.get_by_role("button", name=name).click()
        assert not await unreadable(page)
        await page.keyboard.press("Escape")


async def test_a_toast_and_an_alert(stand: Stand) -> None:
    anna = await stand.person("Анна")
    await stand.bot.says(anna, "Факт оплат", ["✅ пришла"])
    page = await stand.opens()
    screen = Screen(page, anna.id)
    for more in ({}, {"show_alert": True}):
        await screen.button("✅ пришла").click()
        await stand.bot.answers(await stand.bot.hears("callback_query"), "Уже записано", **more)
        await page.get_by_text("Уже записано").last.wait_for()
        assert not await unreadable(page)


async def test_a_phone_of_360_pixels(stand: Stand) -> None:
    anna = await a_talk(stand)
    page = await stand.opens(SMALL)
    await Screen(page, anna.id).says("150к").wait_for()

    assert not await unreadable(page)


async def test_the_bar_with_what_it_opens(stand: Stand) -> None:
    """The clock on its way, the calls, the troubles, another person, the story."""
    anna = await a_talk(stand)
    await tells(stand, *a_day(anna, anna))
    page = await stand.opens()
    for name in ("12:00", "Вызовы и неполадки", "Показать день"):
        await page.get_by_role("button", name=name).first.click()
        assert not await unreadable(page), name
        await page.keyboard.press("Escape")

    await page.get_by_role("button", name="Вызовы и неполадки").click()
    panel = page.get_by_role("complementary", name="Вызовы и неполадки")
    await panel.locator("summary").first.click()
    assert not await unreadable(page)
    await panel.get_by_role("tab", name="Неполадки").click()
    await panel.get_by_role("button", name="429 на 10 секунд").click()
    await panel.get_by_role("listitem").first.wait_for()
    assert not await unreadable(page)
    await page.keyboard.press("Escape")
    await page.locator(".people .add").click()
    assert not await unreadable(page)


async def test_a_pale_text_is_noticed(stand: Stand) -> None:
    """The measure is measured: known pairs, and one that lies below three half-transparent grounds."""
    page = await stand.opens()
    await page.evaluate(
        """() => {
            document.body.innerHTML = `
                <p class="grey">серый</p><p class="black">чёрный</p>
                <div class="veil"><div class="veil"><p class="white">белый</p></div></div>`;
            const rules = { body: "#fff", ".grey": "", ".veil": "rgb(0 0 0 / 0.5)" };
            for (const [name, ground] of Object.entries(rules))
                for (const each of document.querySelectorAll(name)) each.style.background = ground;
            document.querySelector(".grey").style.color = "#808080";
            document.querySelector(".black").style.color = "#000";
            document.querySelector(".white").style.color = "#fff";
        }"""
    )
    found = {each["text"]: each["ratio"] for each in await page.evaluate(MEASURE)}

    assert found["чёрный"] == pytest.approx(21)
    assert found["серый"] == pytest.approx(3.95, abs=0.01)
    assert found["белый"] == pytest.approx(10.4, abs=0.2)

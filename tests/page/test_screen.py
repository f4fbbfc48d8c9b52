"""What the page looks like and how it is used: two phones, 360 pixels, keys only, dark and light, nothing bites."""

import re

import pytest
from playwright.async_api import expect

from simulator.hands.driver import Phone
from tests.page.stand import IN_THE_BROWSER, SMALL, Screen, Stand

pytestmark = [*IN_THE_BROWSER, pytest.mark.part(4)]


async def test_two_people_side_by_side_see_their_own_chats(stand: Stand) -> None:
    anna, olga = await stand.person("Анна", note="менеджер"), await stand.person("Ольга")
    page = await stand.opens()
    hers, leads = Screen(page, anna.id), Screen(page, olga.id)
    await hers.types("оплата 150к")
    await stand.bot.says(olga, "Пришло 150 тыс")
    await expect(leads.says("Пришло 150 тыс")).to_be_visible()
    await expect(hers.says("Пришло 150 тыс")).to_have_count(0)
    await expect(hers.element.locator(".about")).to_have_text("менеджер")
    left, right = await hers.element.bounding_box(), await leads.element.bounding_box()
    assert left
    assert right
    assert left["x"] + left["width"] < right["x"]
    assert left["y"] == right["y"]

    chip = page.get_by_role("button", name="Ольга: показать телефон")
    await chip.click()
    await expect(leads.element).to_be_hidden()
    await stand.bot.says(olga, "Ещё")
    await expect(chip.locator(".badge")).to_have_text("1")
    await page.reload()
    await expect(hers.element).to_be_visible()
    await expect(leads.element).to_be_hidden()
    await chip.click()
    await expect(leads.says("Ещё")).to_be_in_viewport()


async def test_at_360_pixels_one_phone_at_a_time_and_nothing_to_scroll_sideways(stand: Stand) -> None:
    anna, olga = await stand.person("Анна"), await stand.person("Ольга")
    long = "Ромашка" * 30
    labels = ["1 ✅", "◐", "📅", "❌"]
    await stand.bot.says(anna, f"Факт оплат к 12:00 {long}", labels, labels, ["Очень длинная кнопка без смысла"])
    page = await stand.opens(SMALL)
    hers, leads = Screen(page, anna.id), Screen(page, olga.id)
    await expect(hers.element).to_be_visible()
    await expect(leads.element).to_be_hidden()
    await expect(hers.field).to_be_in_viewport()

    async def fits() -> bool:
        return bool(await page.evaluate("document.scrollingElement.scrollWidth <= innerWidth"))

    assert await fits()
    await hers.attaches("Контакт")
    assert await fits()
    await page.keyboard.press("Escape")
    await stand.bot.says(olga, "Сводка")
    chip = page.get_by_role("button", name="Ольга: показать телефон")
    await expect(chip.locator(".badge")).to_have_text("1")
    await chip.click()
    await expect(leads.says("Сводка")).to_be_in_viewport()
    await expect(chip.locator(".badge")).to_be_hidden()
    await expect(hers.element).to_be_hidden()
    await page.get_by_role("button", name="Вызовы и неполадки").click()
    assert await fits()


async def test_everything_can_be_done_with_keys_alone(stand: Stand) -> None:
    anna, screen = await stand.meets("Анна")
    asked = await stand.bot.says(anna, "Чем закончилось?", ["Поговорили", "Не дозвонился"])
    await expect(screen.button("Поговорили")).to_be_visible()
    keyboard = screen.page.keyboard
    for _ in range(30):
        await keyboard.press("Tab")
        if await screen.button("Не дозвонился").evaluate("b => b === document.activeElement"):
            break
    await keyboard.press("Enter")
    query = await stand.bot.hears("callback_query")
    assert query["data"] == "Не дозвонился"
    await stand.bot.edits(anna, asked, "Перезвонить?", ["Завтра", "Нет"])
    await stand.bot.answers(query)
    await expect(screen.button("Нет")).to_be_focused()

    await keyboard.press("Tab")
    await keyboard.press("Tab")
    await keyboard.type("при")
    await keyboard.press("Enter")
    assert (await stand.bot.hears())["text"] == "при"
    await screen.element.get_by_role("button", name="Прикрепить").focus()
    for key in ("Enter", "ArrowUp", "ArrowUp", "ArrowUp", "Enter"):
        await keyboard.press(key)
    assert "voice" in await stand.bot.hears()
    await expect(screen.element.get_by_role("log", name="Чат: Анна")).to_have_attribute("aria-live", "polite")


async def test_colours_follow_the_system_and_a_choice_wins(stand: Stand) -> None:
    page = await stand.opens()

    async def seen() -> list[bool]:
        """Whether it is bright on a dark system, and on a bright one."""
        bright = "parseInt(getComputedStyle(document.documentElement).backgroundColor.slice(4)) > 127"
        found = []
        for scheme in ("dark", "light"):
            await page.emulate_media(color_scheme=scheme)
            found.append(bool(await page.evaluate(bright)))
        return found

    assert await seen() == [False, True]
    await page.get_by_role("button", name="Цвета как в системе").click()
    assert await seen() == [True, True]
    await page.get_by_role("button", name="Светлые цвета").click()
    await page.get_by_role("button", name="Тёмные цвета").wait_for()
    assert await seen() == [False, False]
    await page.reload()
    await page.get_by_role("button", name="Тёмные цвета").wait_for()
    assert await seen() == [False, False]


async def test_the_page_speaks_english_at_a_press(stand: Stand) -> None:
    anna, screen = await stand.meets("Анна")
    await stand.bot.says(anna, "Доброе утро")
    await screen.page.get_by_role("button", name="EN", exact=True).click()
    await expect(screen.element.get_by_role("combobox", name="Message")).to_be_visible()
    await expect(screen.page.locator(".today")).to_have_text("Fri, Nov 20")
    await expect(screen.says("Доброе утро")).to_be_visible()
    await screen.page.reload()
    await expect(screen.page.get_by_role("button", name="tomorrow")).to_be_visible()


BITES = [
    "<img src=x onerror=\"document.title='bitten'\">",
    "<script>document.title='bitten'</script>",
    '"><svg onload="document.title=\'bitten\'">',
    "javascript:document.title='bitten'",
]


async def test_markup_in_names_and_texts_is_only_text(stand: Stand) -> None:
    name = f"Анна {BITES[0]}"
    anna, screen = await stand.meets(name, note=BITES[1])
    for bite in BITES:
        await _bites(stand, anna, screen, bite)
    await expect(screen.element.locator("h2")).to_have_text(name)
    strange = "document.querySelectorAll('.message script, .message svg:not(.icon), .message img').length"
    assert await screen.page.evaluate(strange) == 0
    assert "bitten" not in await screen.page.title()


async def _bites(stand: Stand, anna: Phone, screen: Screen, bite: str) -> None:
    """At every place where somebody's words are shown."""
    await screen.types(bite)
    await stand.bot.hears()
    escaped = bite.replace("&", "&amp;").replace("<", "&lt;")
    await stand.bot.says(anna, f"<b>{escaped}</b>", [bite])
    await anna.forwards(bite, hidden=bite)
    await anna.sends_document(f"{bite[:40]}.txt", b"x", caption=bite)
    await anna.shares_contact("+79160000001", first_name=bite)
    await stand.bot.says(anna, "Кнопка", ["Сюда"])
    await screen.button("Сюда").last.click()
    await stand.bot.answers(await stand.bot.hears("callback_query"), bite, show_alert=True)

    await expect(screen.element.get_by_role("alertdialog")).to_contain_text(bite)
    await expect(screen.element.locator(".message.in b", has_text=bite)).to_be_visible()
    await screen.page.keyboard.press("Enter")


async def test_the_page_would_not_run_a_foreign_script_even_if_it_got_in(stand: Stand) -> None:
    page = await stand.opens()
    response = await page.request.get(stand.url)
    assert "default-src 'self'" in response.headers["content-security-policy"]
    assert response.headers["x-content-type-options"] == "nosniff"
    inline = "document.body.append(Object.assign(document.createElement('script'), {text: 'window.bitten = 1'}))"
    await page.evaluate(inline)
    assert await page.evaluate("window.bitten") is None
    assert re.search("script-src|default-src", stand.opened[0].troubles.pop())


async def test_a_foreign_page_gets_nothing_done(stand: Stand) -> None:
    page = await stand.opens()
    refused = await page.request.post(f"{stand.url}/sim/people", headers={"Origin": "https://evil.example"}, data="{}")
    assert refused.status == 403
    given = await page.request.get(f"{stand.url}/page/main.js")
    assert given.status == 200
    assert given.headers["cross-origin-resource-policy"] == "same-origin"

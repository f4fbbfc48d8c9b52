"""A story that plays itself: at the press of a button, to be paused, taken over, gone on with, and hurried."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

import pytest
from playwright.async_api import Page, expect

from simulator.hands.driver import Phone
from simulator.wire import JsonObject
from tests.page.stand import IN_THE_BROWSER, SMALL, WIDE, Screen, Stand, keys

pytestmark = [*IN_THE_BROWSER, pytest.mark.part(4)]

MORNINGS = ["2026-11-20T05:59:00Z", "2026-11-20T08:45:00Z"]  # the stand begins at 11:40: the first is over
FAST, READABLE = 20, 1


async def tells(stand: Stand, *steps: JsonObject) -> None:
    await stand.sim.gives_script({"title": "Показать день", "mornings": MORNINGS, "steps": list(steps)})


async def opens(stand: Stand, speed: float = FAST, **how: Any) -> Page:
    page = await stand.opens(**how)
    await page.evaluate(f"localStorage.setItem('phones.speed', {speed})")
    await page.reload()
    await page.locator(".bar").wait_for()
    return page


@asynccontextmanager
async def answering(stand: Stand) -> AsyncIterator[list[str]]:
    """A bot that answers a word with a question and an answer by editing it; what it heard, in order."""
    heard: list[str] = []

    async def act(update: JsonObject) -> None:
        if query := update.get("callback_query"):
            heard.append(f"[{query['data']}]")
            chat, message = query["from"]["id"], query["message"]["message_id"]
            markup = keys(["Дальше"])
            edited = f"Ответили: {query['data']}"
            await stand.bot.call("editMessageText", chat_id=chat, message_id=message, text=edited, reply_markup=markup)
            await stand.bot.answers(query, "Записано")
        elif (said := update.get("message", {}).get("text", "(место)")) != "/start":
            heard.append(said)
            chat = update["message"]["chat"]["id"]
            await stand.bot.call("sendMessage", chat_id=chat, text="Пришла?", reply_markup=keys(["Да", "Нет"]))

    async def lives() -> None:
        offset = 0
        while True:
            for update in await stand.bot.call("getUpdates", offset=offset, timeout=5):
                offset = update["update_id"] + 1
                await act(update)

    task = asyncio.create_task(lives())
    yield heard
    task.cancel()
    await asyncio.wait([task])


def a_day(anna: Phone, olga: Phone) -> tuple[JsonObject, ...]:
    return (
        {"at": "11:50", "person": anna.id, "types": "оплата 150к", "say": "Анна пишет"},
        {"person": anna.id, "sees": "Пришла?"},
        {"at": "12:00", "person": anna.id, "presses": "Да", "say": "Анна отвечает"},
        {"person": olga.id, "sends": {"deed": "location", "latitude": 55.75, "longitude": 37.61}, "say": "Ольга едет"},
        {"person": olga.id, "say": "Конец"},
    )


async def test_without_a_story_there_is_no_button_and_one_that_comes_later_is_offered(stand: Stand) -> None:
    anna = await stand.person("Анна")
    page = await stand.opens()
    begin = page.get_by_role("button", name="Показать день")
    await expect(begin).to_have_count(0)
    await tells(stand, *a_day(anna, anna))
    await expect(begin).to_be_visible()


async def test_it_plays_to_its_end_and_what_was_done_was_really_done(stand: Stand) -> None:
    anna, olga = await stand.person("Анна"), await stand.person("Ольга")
    await tells(stand, *a_day(anna, olga))
    page = await opens(stand)
    async with answering(stand) as heard:
        await page.get_by_role("button", name="Показать день").click()
        await expect(page.locator(".caption")).to_have_text("Конец", timeout=20_000)
        await expect(page.locator(".story")).to_have_attribute("data-state", "over")

    assert heard == ["оплата 150к", "[Да]", "(место)"]
    now = await stand.sim.clock.now()
    assert (now.day, now.hour) == (20, 9), "noon in Moscow"
    await expect(Screen(page, anna.id).says("Ответили: Да")).to_be_visible()
    await expect(page.get_by_role("button", name="Ещё раз, со следующего утра")).to_be_visible()


async def test_the_phone_whose_turn_it_is_stands_out_and_what_it_is_about_is_read_aloud(stand: Stand) -> None:
    anna, olga = await stand.person("Анна"), await stand.person("Ольга")
    await tells(stand, {"person": olga.id, "say": "Ольга смотрит"}, {"person": anna.id, "say": "Анна"})
    page = await opens(stand, READABLE)
    await page.get_by_role("button", name="Показать день").click()
    await expect(page.get_by_role("status").filter(has_text="Ольга смотрит")).to_be_visible()
    await expect(Screen(page, olga.id).element).to_have_class("phone acting")
    await expect(Screen(page, anna.id).element).to_have_class("phone")

    await page.get_by_role("button", name="Дальше").click()
    await expect(Screen(page, anna.id).element).to_have_class("phone acting")


async def test_whoever_types_takes_it_over_and_it_goes_on_from_there(stand: Stand) -> None:
    anna, olga = await stand.person("Анна"), await stand.person("Ольга")
    await tells(stand, *a_day(anna, olga))
    page = await opens(stand, READABLE)
    async with answering(stand) as heard:
        await page.get_by_role("button", name="Показать день").click()
        await expect(page.locator(".caption")).to_have_text("Анна пишет")
        await Screen(page, olga.id).types("я сама")
        await expect(page.locator(".caption")).to_contain_text("телефоны ваши")
        await expect(Screen(page, anna.id).field).to_have_value("")
        assert "оплата 150к" not in heard

        await page.evaluate(f"localStorage.setItem('phones.speed', {FAST})")
        await page.get_by_role("button", name="Продолжить").click()
        for _ in a_day(anna, olga):
            await page.get_by_role("button", name="Дальше").first.click()
        await expect(page.locator(".story")).to_have_attribute("data-state", "over", timeout=20_000)
    assert heard == ["я сама", "оплата 150к", "[Да]", "(место)"]


async def test_a_button_that_is_gone_is_said_and_passed_over(stand: Stand) -> None:
    anna = await stand.person("Анна")
    await tells(stand, {"person": anna.id, "presses": "Пришла"}, {"person": anna.id, "say": "Дальше без неё"})
    page = await opens(stand, READABLE)
    await page.get_by_role("button", name="Показать день").click()
    await expect(page.locator(".caption")).to_have_text("Кнопки «Пришла» уже нет, идём дальше.", timeout=9000)
    await expect(page.locator(".caption")).to_have_text("Дальше без неё")


async def test_somebody_who_has_blocked_the_bot_is_passed_over_too(stand: Stand) -> None:
    anna = await stand.person("Анна")
    await anna.blocks()
    await tells(stand, {"person": anna.id, "types": "привет"})
    page = await opens(stand, READABLE)
    await page.get_by_role("button", name="Показать день").click()
    await expect(page.locator(".caption")).to_contain_text("Анна сейчас не может писать")


async def test_taking_the_clock_pauses_it_and_a_day_that_is_over_is_not_gone_on_with(stand: Stand) -> None:
    anna = await stand.person("Анна")
    await tells(stand, {"at": "11:50", "person": anna.id, "say": "Утро"}, {"at": "12:10", "say": "Потом"})
    page = await opens(stand, READABLE)
    await page.get_by_role("button", name="Показать день").click()
    await expect(page.locator(".caption")).to_have_text("Утро")
    await page.get_by_role("button", name="Остановить время").click()
    await expect(page.locator(".caption")).to_contain_text("телефоны ваши")

    await stand.sim.clock.advance(timedelta(days=1))
    await expect(page.locator(".today")).to_have_text("сб, 21 нояб.")
    await page.get_by_role("button", name="Продолжить").click()
    await expect(page.locator(".caption")).to_contain_text("Этот день уже прошёл")
    await page.get_by_role("button", name="Закончить показ").click()
    await expect(page.get_by_role("button", name="Показать день")).to_be_focused()


async def test_at_360_pixels_it_brings_each_phone_to_the_front(stand: Stand) -> None:
    anna, olga = await stand.person("Анна"), await stand.person("Ольга")
    step = {"person": anna.id, "say": "Длинное предложение о том, что сейчас видно на экране у Анны и что будет дальше"}
    await tells(stand, step, {"person": olga.id, "say": "Ольга"})
    page = await opens(stand, READABLE, size=SMALL)
    await page.get_by_role("button", name="Показать день").click()
    await expect(page.locator(".caption")).to_contain_text("Длинное предложение")
    assert await page.evaluate("document.scrollingElement.scrollWidth <= innerWidth")
    await expect(Screen(page, anna.id).field).to_be_in_viewport()
    await page.get_by_role("button", name="Дальше").click()
    await expect(Screen(page, olga.id).element).to_be_visible()
    await expect(Screen(page, anna.id).element).to_be_hidden()


async def test_who_wants_no_motion_sees_no_letters_crawl(stand: Stand) -> None:
    anna = await stand.person("Анна")
    line = "оплата " * 40
    await tells(stand, {"at": "11:50", "person": anna.id, "types": line.strip(), "say": "Строка"})
    page = await opens(stand, READABLE, reduced_motion="reduce", size=WIDE)
    async with answering(stand) as heard:
        await page.get_by_role("button", name="Показать день").click()
        await expect(Screen(page, anna.id).says("Пришла?")).to_be_visible()
    assert heard == [line.strip()]

"""The dashboard on a phone of 360 pixels: in both themes, without a network, with a thumb and without eyes."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from urllib.parse import urlencode

from aiohttp import web
from aiohttp.test_utils import TestServer, unused_port
from playwright.async_api import Browser, BrowserContext, Page, Route, expect

from bot.door.door import Door
from handlers.endpoints import ENDPOINTS
from simulator.front.pages import FOLDER
from tests.page.stand import IN_THE_BROWSER, SMALL
from tests.town import Someone, Town, founded

pytestmark = IN_THE_BROWSER

SCRIPT = (FOLDER / "telegram-web-app.js").read_text("utf-8")
AXE = (files("axe_playwright_python") / "axe.min.js").read_text("utf-8")
DARK = {"bg_color": "#17212b", "secondary_bg_color": "#0e1621", "text_color": "#f5f5f5", "section_bg_color": "#17212b"}


async def give_script(route: Route) -> None:
    """As Telegram does."""
    await route.fulfill(body=SCRIPT, content_type="text/javascript")


@asynccontextmanager
async def standing(town: Town, browser: Browser) -> AsyncIterator[tuple[BrowserContext, str]]:
    door = Door(town.settings, town.database, town.parts.signals, town.parts.door._defaults, ENDPOINTS)
    async with TestServer(door.make_application(), access_log=None) as server:
        context = await browser.new_context(viewport=SMALL, service_workers="block")  # it would pass the routes by
        await context.route("https://telegram.org/**", give_script)
        yield context, str(server.make_url("/app"))
        await context.close()


def address(url: str, town: Town, someone: Someone, theme: dict[str, str] | None = None, **more: str) -> str:
    dressed = {"scheme": "dark" if theme else "light", "params": theme or {}}
    said = {
        "tgWebAppData": town.core.sign_init_data(someone.phone.id, **more),
        "tgWebAppTheme": json.dumps(dressed),
    }
    return f"{url}#{urlencode(said)}"


async def test_on_a_phone(browser: Browser, tmp_path: Path, migrated: Path) -> None:
    (tmp_path / "reper.db").write_bytes(migrated.read_bytes())
    async with founded(tmp_path / "reper.db") as town:
        await town.opens()
        anna, olga = await town.manager("Анна Очень-Длинная-Фамилия"), await town.lead("Ольга")
        await town.has_clients(anna, "Вектор", "Общество с длинным именем Северо-Западный Комбинат")
        await town.expects(anna, "Вектор", 150_000)
        await town.expects(anna, "Общество с длинным именем Северо-Западный Комбинат", 1_240_000, on=town.today(-40))
        await anna.types("пришло 70к Вектор")

        async with standing(town, browser) as (context, url):
            await _look_in_both_themes(context, url, town, olga)
            await _turn_and_come_back(context, url, town, anna)
            await _lose_the_network(context, url, town, anna)


async def test_it_opens_with_no_network_at_all_once_it_was_open(
    browser: Browser, tmp_path: Path, migrated: Path
) -> None:
    (tmp_path / "reper.db").write_bytes(migrated.read_bytes())
    async with founded(tmp_path / "reper.db") as town:
        await town.opens()
        anna, port = await town.manager("Анна"), unused_port()
        await town.expects(anna, "Вектор", 150_000)
        defaults = replace(town.parts.door._defaults, app_script=f"http://127.0.0.1:{port}/telegram-web-app.js")
        beside = [web.get(path, _answer_script) for path in ("/telegram-web-app.js", "/favicon.ico")]
        door = Door(town.settings, town.database, town.parts.signals, defaults, ENDPOINTS, beside)
        context, where = await browser.new_context(viewport=SMALL), f"http://127.0.0.1:{port}/app"
        async with TestServer(door.make_application(), port=port, access_log=None):
            page = await _opened(context, address(where, town, anna))
            seen = await page.locator("section").first.inner_text()
            keeps = "caches.open('reper-page').then(shelf => shelf.keys()).then(all => all.map(each => each.url))"
            await page.wait_for_function(f"{keeps}.then(all => all.length === 4)")
            assert not [each for each in await page.evaluate(keeps) if "tgWebApp" in each], "whose it is, is not kept"
            await page.close()
        page = await context.new_page()
        await page.goto(address(where, town, anna))
        await expect(page.locator("#state")).to_contain_text("нет сети")
        assert await page.locator("section").first.inner_text() == seen
        await context.close()


async def _answer_script(_request: web.Request) -> web.Response:
    return web.Response(text=SCRIPT, content_type="text/javascript")


async def _opened(context: BrowserContext, where: str) -> Page:
    page = await context.new_page()
    troubles: list[str] = []
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on("console", lambda said: troubles.append(said.text) if said.type == "error" else None)
    await page.goto(where)
    await expect(page.locator("section").first).to_be_visible()
    await expect(page.locator("main")).not_to_have_attribute("aria-busy", "true")
    assert troubles == []
    return page


async def _look_in_both_themes(context: BrowserContext, url: str, town: Town, olga: Someone) -> None:
    for theme, ground in ((None, "rgb(238, 241, 245)"), (DARK, "rgb(14, 22, 33)")):
        await town.clock.jump(town.minutes(1))
        page = await _opened(context, address(url, town, olga, theme))
        assert await page.evaluate("getComputedStyle(document.body).backgroundColor") == ground
        assert await page.evaluate("document.documentElement.scrollWidth") == SMALL["width"]
        assert await page.locator("section").count() == 6
        assert await page.locator("svg:not([role=img][aria-label])").count() == 0
        tall = "each => each.map(one => one.getBoundingClientRect().height)"
        assert min(await page.locator("button, summary, select").evaluate_all(tall)) >= 44
        for name in await page.locator("section").evaluate_all(
            "each => each.map(s => s.getAttribute('aria-labelledby'))"
        ):
            assert await page.locator(f"#{name}").inner_text()
        await _is_accessible(page)
        for chip in await page.locator("nav button").all():
            await chip.click()
            await expect(page.locator("section")).to_have_count(1)
            assert await page.evaluate("document.documentElement.scrollWidth") == SMALL["width"]
            await _is_accessible(page)
        await page.close()


async def _is_accessible(page: Page) -> None:
    """By the rules that Lighthouse counts, and none of them broken: its own score is 100 then."""
    await page.evaluate(AXE)
    found = await page.evaluate("axe.run()")
    assert [(each["id"], [node["html"] for node in each["nodes"]]) for each in found["violations"]] == []
    assert len(found["passes"]) > 20


async def _turn_and_come_back(context: BrowserContext, url: str, town: Town, anna: Someone) -> None:
    await town.clock.jump(town.minutes(1))
    page = await _opened(context, address(url, town, anna, start_param="svod"))
    await expect(page.locator("section")).to_have_count(1)
    month = await page.locator("h2").inner_text()
    await page.get_by_label("Раньше").click()
    await expect(page.locator("h2")).not_to_have_text(month)
    await page.evaluate("window.postMessage({event: 'backButtonClicked'}, '*')")
    await expect(page.locator("section")).to_have_count(5)
    await page.close()


async def _lose_the_network(context: BrowserContext, url: str, town: Town, anna: Someone) -> None:
    await town.clock.jump(town.minutes(1))
    page = await _opened(context, address(url, town, anna))
    kept = await page.locator("section").first.inner_text()
    await page.route("**/app/api/**", lambda route: route.abort())
    await page.evaluate("window.dispatchEvent(new Event('online'))")
    await expect(page.locator("#state")).to_contain_text("нет сети")
    assert await page.locator("section").first.inner_text() == kept

    await page.unroute("**/app/api/**")
    await page.route("**/app/api/debts*", lambda route: route.fulfill(status=503))
    await page.locator("#state button").click()
    await expect(page.locator("#state")).to_contain_text("нет ответа")
    assert await page.locator("section").count() == 5, "a card that was not answered stays as it was seen last"

    await page.unroute("**/app/api/debts*")
    await town.clock.jump(town.minutes(61))
    await page.locator("#state button").click()
    await expect(page.locator("#state")).to_contain_text("Откройте заново из чата")
    assert await page.locator("section").count() == 0
    stores = "key => [localStorage.getItem(key), sessionStorage.getItem(key)]"
    assert await page.evaluate(stores, f"reper:{anna.phone.id}") == [None, None]
    await page.close()

"""What the tests of the page hold in their hands: a bot of a few lines, and a phone as it is seen on the page."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import aiohttp
import pytest
from playwright.async_api import Browser, Locator, Page, ViewportSize, expect

from simulator.hands.driver import Phone, Simulation
from simulator.wire import JsonObject
from tests.page.fonts import only_the_pages_font

WIDE: ViewportSize = {"width": 1500, "height": 900}
SMALL: ViewportSize = {"width": 360, "height": 720}
PATIENCE = 15_000
IN_THE_BROWSER = [pytest.mark.chromium, pytest.mark.xdist_group("page"), pytest.mark.asyncio(loop_scope="session")]
"""One worker has them all, so that one browser is begun."""

expect.set_options(timeout=PATIENCE)


class TinyBot:
    """Calls the Bot API as any bot does, over HTTP."""

    def __init__(self, http: aiohttp.ClientSession, base: str) -> None:
        self._http = http
        self._base = base
        self._offset = 0

    async def call(self, method: str, **params: Any) -> Any:
        async with self._http.post(f"{self._base}/{method}", json=params) as response:
            answer = await response.json()
        assert answer["ok"], answer
        return answer["result"]

    async def says(self, phone: Phone, text: str, *rows: list[str], **more: Any) -> int:
        """A message in HTML with inline buttons; its id."""
        if rows:
            more["reply_markup"] = keys(*rows)
        sent = await self.call("sendMessage", chat_id=phone.id, text=text, parse_mode="HTML", **more)
        return int(sent["message_id"])

    async def edits(self, phone: Phone, message_id: int, text: str, *rows: list[str]) -> None:
        markup = {"reply_markup": keys(*rows)} if rows else {}
        await self.call("editMessageText", chat_id=phone.id, message_id=message_id, text=text, **markup)

    async def hears(self, kind: str = "message") -> JsonObject:
        """The next update of that kind; the others are let go by."""
        while True:
            batch = await self.call("getUpdates", offset=self._offset, timeout=5, limit=1)
            assert batch, f"nobody has sent a {kind}"
            self._offset = batch[0]["update_id"] + 1
            if kind in batch[0]:
                return dict(batch[0][kind])

    @asynccontextmanager
    async def polling(self) -> AsyncIterator[None]:
        """Listens to nobody in particular, as a bot that lives: a gliding clock waits for it."""

        async def polls() -> None:
            while True:
                await self.call("getUpdates", timeout=5)

        task = asyncio.create_task(polls())
        yield
        task.cancel()
        await asyncio.wait([task])

    async def answers(self, query: JsonObject, text: str = "", **more: Any) -> None:
        await self.call("answerCallbackQuery", callback_query_id=query["id"], text=text, **more)

    async def sends_file(self, phone: Phone, method: str, name: str, content: bytes) -> None:
        form = aiohttp.FormData({"chat_id": str(phone.id)}, quote_fields=False)
        form.add_field(method.removeprefix("send").lower(), content, filename=name)
        async with self._http.post(f"{self._base}/{method}", data=form) as response:
            assert response.status == 200, await response.text()


def keys(*rows: list[str]) -> JsonObject:
    """What a button carries is what stands on it."""
    return {"inline_keyboard": [[{"text": label, "callback_data": label} for label in row] for row in rows]}


@dataclass(frozen=True)
class Watched:
    """A page and everything that went wrong on it: exceptions, refusals of its policy, requests elsewhere."""

    page: Page
    base: str
    troubles: list[str] = field(default_factory=list)

    def watch(self) -> None:
        self.page.on("pageerror", lambda error: self.troubles.append(str(error)))
        self.page.on("console", lambda said: self._console(said.type, said.text))
        self.page.on("request", lambda request: self._request(request.url))

    def _console(self, kind: str, text: str) -> None:
        harmless = "Failed to load resource" in text or "net::ERR" in text  # a refusal, or a simulator that went away
        if kind == "error" and not harmless:
            self.troubles.append(text)

    def _request(self, url: str) -> None:
        if not url.startswith(self.base):
            self.troubles.append(f"a request elsewhere: {url}")


class Screen:
    """A phone as it stands on the page."""

    def __init__(self, page: Page, person: int) -> None:
        self.page = page
        self.element = page.locator(f".phone[data-person='{person}']")
        self.field = self.element.get_by_role("combobox", name="Сообщение")
        self.toast = self.element.locator(".toast")

    def says(self, text: str) -> Locator:
        return self.element.locator(".message", has_text=text)

    def button(self, label: str) -> Locator:
        return self.element.locator(".buttons").get_by_role("button", name=label, exact=True)

    async def types(self, text: str) -> None:
        await self.field.fill(text)
        await self.field.press("Enter")

    async def attaches(self, what: str) -> None:
        await self.element.get_by_role("button", name="Прикрепить").click()
        await self.element.get_by_role("menuitem", name=what).click()

    async def chooses(self, what: str) -> None:
        await self.element.get_by_role("button", name="Меню").click()
        await self.element.get_by_role("menuitem", name=what).click()


@dataclass(frozen=True)
class Stand:
    url: str
    sim: Simulation
    bot: TinyBot
    browser: Browser
    opened: list[Watched]

    async def opens(self, size: ViewportSize = WIDE, base: str = "", **context: Any) -> Page:
        """The page in a fresh browser profile."""
        base = base or self.url
        page = await (await self.browser.new_context(viewport=size, **context)).new_page()
        watched = Watched(page, base)
        watched.watch()
        page.set_default_timeout(PATIENCE)
        self.opened.append(watched)
        await page.add_init_script(only_the_pages_font())
        await page.goto(base)
        await page.locator(".bar").wait_for()
        await page.evaluate("document.fonts.ready")
        return page

    async def person(self, name: str, **facts: object) -> Phone:
        """Somebody who has pressed Start, and whom the bot has heard."""
        phone = await self.sim.person(name, **facts)
        await phone.starts()
        await self.bot.hears()
        return phone

    async def meets(self, name: str, **facts: object) -> tuple[Phone, Screen]:
        """Somebody, and the page with their phone."""
        phone = await self.person(name, **facts)
        return phone, Screen(await self.opens(), phone.id)

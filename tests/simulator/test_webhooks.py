"""Updates that are posted: the secret header, again until 200, and polling that is refused meanwhile."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from aiogram.exceptions import TelegramBadRequest, TelegramConflictError
from aiohttp import web

from tests.simulator.conftest import Town


class Ear:
    """A bot's web server: it takes what comes, or answers what it is told to."""

    def __init__(self) -> None:
        self.heard: list[tuple[str, dict[str, object]]] = []
        self.answers: list[web.Response] = []
        self.refuses = 0
        """Whose chat's."""
        self.url = ""
        self._rung = asyncio.Condition()

    async def take(self, request: web.Request) -> web.Response:
        secret = request.headers.get("X-Telegram-Bot-Api-Secret-Token", "")
        async with self._rung:
            self.heard.append((secret, await request.json()))
            self._rung.notify_all()
        if self.refuses and self.heard[-1][1]["message"]["chat"]["id"] == self.refuses:  # type: ignore[index]
            return web.Response(status=503)
        return self.answers.pop(0) if self.answers else web.Response()

    @property
    def texts(self) -> list[str]:
        return [update["message"]["text"] for _, update in self.heard]  # type: ignore[index]

    async def hears(self, count: int) -> list[tuple[str, dict[str, object]]]:
        async with self._rung, asyncio.timeout(5):
            await self._rung.wait_for(lambda: len(self.heard) >= count)
        return self.heard


@pytest.fixture
async def ear() -> AsyncIterator[Ear]:
    ear = Ear()
    app = web.Application()
    app.router.add_post("/hook", ear.take)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    ear.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield ear
    await runner.cleanup()


over_http = pytest.mark.parametrize("town", ["http"], indirect=True)  # it is the server that posts


@over_http
async def test_an_update_is_posted_with_the_secret(town: Town, ear: Ear) -> None:
    anna = await town.newcomer("Анна")
    await town.bot.set_webhook(ear.url, secret_token="s3cret-x", max_connections=1)
    await anna.types("привет")
    ((secret, update),) = await ear.hears(1)
    assert secret == "s3cret-x"
    assert update["message"]["text"] == "привет"


@over_http
async def test_it_is_posted_again_until_the_bot_says_200(town: Town, ear: Ear) -> None:
    anna = await town.newcomer("Анна")
    ear.answers = [web.Response(status=503), web.Response(status=500)]
    await town.bot.set_webhook(ear.url)
    await anna.types("раз")
    await anna.types("два")
    texts = [update["message"]["text"] for _, update in await ear.hears(4)]
    assert texts == ["раз", "раз", "раз", "два"]
    info = await town.bot.get_webhook_info()
    assert info.last_error_message == "Wrong response from the webhook: 500 Internal Server Error"


@over_http
async def test_a_chat_whose_updates_are_not_taken_keeps_no_other_waiting(town: Town, ear: Ear) -> None:
    anna, boris = await town.newcomer("Анна"), await town.newcomer("Борис")
    ear.refuses = anna.id
    await town.bot.set_webhook(ear.url)
    for words in ("раз", "два"):
        await anna.types(words)
    await ear.hears(1)
    await boris.types("три")
    while "три" not in ear.texts:
        await ear.hears(len(ear.heard) + 1)
    ear.refuses = 0
    while "два" not in ear.texts:
        await ear.hears(len(ear.heard) + 1)
    assert ear.texts.index("три") < ear.texts.index("два")


@over_http
async def test_an_answer_may_hold_a_call(town: Town, ear: Ear) -> None:
    anna = await town.newcomer("Анна")
    ear.answers = [web.json_response({"method": "sendMessage", "chat_id": anna.id, "text": "и вам"})]
    await town.bot.set_webhook(ear.url)
    await anna.types("привет")
    await anna.sees("и вам")


async def test_while_a_webhook_is_set_nobody_polls(town: Town) -> None:
    await town.bot.set_webhook("http://127.0.0.1:9/hook", allowed_updates=["message"])
    assert (await town.bot.get_webhook_info()).allowed_updates == ["message"]
    with pytest.raises(TelegramConflictError) as conflict:
        await town.bot.get_updates()
    assert conflict.value.message == (
        "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
    )
    await town.bot.delete_webhook()
    assert await town.bot.get_updates() == []
    assert (await town.bot.get_webhook_info()).url == ""


async def test_setting_a_webhook_ends_a_poll(town: Town) -> None:
    poll = asyncio.create_task(town.updates(30))
    await town.core.world.changes.until(lambda: town.core.world.updates.polls_begun > 0, 2)
    await town.bot.set_webhook("http://127.0.0.1:9/hook")
    with pytest.raises(TelegramConflictError, match="terminated by setWebhook request"):
        await poll


@pytest.mark.parametrize(
    ("url", "secret", "words"),
    [
        ("ftp://127.0.0.1/x", "a", "bad webhook: An HTTPS URL must be provided for webhook"),
        ("https://example.org/x", "a", "bad webhook: the simulator posts to 127.0.0.1 only"),
        ("http://127.0.0.1/x", "a b", "secret token contains unallowed characters"),
    ],
)
async def test_a_webhook_that_is_refused(town: Town, url: str, secret: str, words: str) -> None:
    with pytest.raises(TelegramBadRequest, match=words):
        await town.bot.set_webhook(url, secret_token=secret)


async def test_what_waits_can_be_dropped(town: Town) -> None:
    boris = await town.sim.person("Борис")
    await boris.starts()
    await town.bot.delete_webhook(drop_pending_updates=True)
    assert await town.bot.get_updates() == []

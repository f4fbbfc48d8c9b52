"""Telegram posts the updates: only it, only so much, and stored before it hears that they were taken."""

import asyncio
import io
import json
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from aiohttp import ClientResponse
from aiohttp.test_utils import TestClient, TestServer
from pydantic import SecretStr
from sqlalchemy import text

from bot.door import webhook as limits
from bot.door.webhook import SECRET
from bot.settings import SettingError, read_settings
from simulator.hands.phone import Phone
from tests.town import TOKEN, Town

URL = "http://127.0.0.1:8082/telegram/updates"
RIGHT = {SECRET: "s3cret-x"}


@pytest.fixture
def posted(town: Town) -> Iterator[Town]:
    """Its bot is told of updates, and polls for none."""
    settings = {"webhook_url": URL, "webhook_secret": SecretStr("s3cret-x"), "http_port": 8082}
    town.settings = town.settings.model_copy(update=settings)
    town.parts = town.assembled()
    town.parts.outgoing.is_open = True
    yield town
    town.core.api.webhook.url = ""


@asynccontextmanager
async def posting(town: Town) -> AsyncIterator[TestClient[Any, Any]]:
    async with TestClient(TestServer(town.parts.door.make_application(), access_log=None)) as client:
        yield client


async def post(client: TestClient[Any, Any], update: object, **headers: str) -> ClientResponse:
    return await client.post("/telegram/updates", json=update, headers={**RIGHT, **headers})


async def writes(town: Town, phone: Phone, words: str) -> dict[str, Any]:
    """The update of it, as Telegram would post it."""
    await phone.types(words)
    (update,) = town.core.world.updates.take(100)
    town.core.world.updates.confirm(update["update_id"] + 1)
    return update


async def count(town: Town, what: str) -> int:
    async with town.database.read() as tx:
        return int(await tx.session.scalar(text(f"SELECT count(*) FROM {what}")))


async def test_what_is_posted_is_done_and_answered_and_twice_posted_done_once(posted: Town) -> None:
    anna = await posted.stranger("Анна")
    update = await writes(posted, anna.phone, "/start")
    async with posting(posted) as client:
        for _ in range(2):
            assert (await post(client, update)).status == 200
        await posted.settle()

    assert len(await anna.messages()) == 1
    assert await count(posted, f"inbox WHERE state = 'done' AND update_id = {update['update_id']}") == 1


async def test_twenty_at_once_are_all_done_before_the_last_is_taken_or_soon_after(posted: Town) -> None:
    phones = [(await posted.stranger(f"S{number}")).phone for number in range(20)]
    updates = [await writes(posted, phone, "/start") for phone in phones]
    async with posting(posted) as client:
        answers = await asyncio.gather(*(post(client, update) for update in updates))
        stored = await count(posted, "inbox WHERE update_id IS NOT NULL AND payload LIKE '%/start%'")
        await posted.settle()

    assert {each.status for each in answers} == {200}
    assert stored >= 20
    assert all([await phone.sees("") for phone in phones])


async def test_fifty_guesses_of_the_secret_store_nothing(posted: Town) -> None:
    known = await count(posted, "inbox")
    guesses = [*("s3cret-x"[:n] for n in range(8)), *(f"s3cret-{chr(n)}" for n in range(ord("y"), ord("y") + 2))]
    guesses += [f"s3cret-x{n}" for n in range(20)] + ["S3CRET-X", "x-s3cret", *(f"{n}cret-x" for n in range(18))]
    async with posting(posted) as client:
        asked = [
            await client.post("/telegram/updates", json={"update_id": 7}, headers={SECRET: each}) for each in guesses
        ]
        plain = await client.post("/telegram/updates", json={"update_id": 7})
        assert {(each.status, await each.read()) for each in asked} == {(401, await plain.read())}
    assert len(guesses) >= 50
    assert await count(posted, "inbox") == known


@pytest.mark.parametrize("given", [{}, {SECRET: ""}, {SECRET: "s3cret"}, {SECRET: "s3cret-X"}, {SECRET: "s3cret-x "}])
async def test_who_does_not_know_the_secret_is_refused(posted: Town, given: dict[str, str]) -> None:
    known = await count(posted, "inbox")
    async with posting(posted) as client:
        answer = await client.post("/telegram/updates", json={"update_id": 7}, headers=given)

    # a blank at a header's end is no part of it
    assert answer.status == (200 if given.get(SECRET) == "s3cret-x " else 401)
    assert await count(posted, "inbox") - known == (answer.status == 200)


async def test_more_than_a_megabyte_is_refused_and_a_megabyte_is_taken(posted: Town) -> None:
    async with posting(posted) as client:
        answers = []
        for number, size in ((8, limits.MOST_BYTES), (9, limits.MOST_BYTES - 100)):
            body = json.dumps({"update_id": number, "x": "a" * size}).encode()
            answers.append(await client.post("/telegram/updates", data=io.BytesIO(body), headers=RIGHT))

    assert [each.status for each in answers] == [413, 200]


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"{", b'"x"', b"{}", b'{"update_id": "7"}', b'{"update_id": -1}', b"\xff"]
)
async def test_what_is_no_update_is_refused(posted: Town, body: bytes) -> None:
    async with posting(posted) as client:
        answer = await client.post("/telegram/updates", data=body, headers=RIGHT)

    assert answer.status == 400


async def test_one_nested_too_deep_is_taken_as_its_number(posted: Town) -> None:
    body = b'{"update_id": 77, "message": ' + b"[" * 5000 + b"]" * 5000 + b"}"
    async with posting(posted) as client:
        answer = await client.post("/telegram/updates", data=body, headers=RIGHT)

    assert answer.status == 200
    assert await count(posted, "inbox WHERE update_id = 77") == 1


async def test_trouble_of_the_database_is_a_503_and_nothing_is_lost(
    posted: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    anna = await posted.stranger("Анна")
    update = await writes(posted, anna.phone, "/start")

    def gone() -> Any:
        raise ConnectionError

    async with posting(posted) as client:
        with monkeypatch.context() as broken:
            broken.setattr(posted.database, "write", gone)
            refused = await post(client, update)
        assert (refused.status, refused.headers["Retry-After"]) == (503, "5")
        assert (await post(client, update)).status == 200
        await posted.settle()

    assert len(await anna.messages()) == 1


async def test_a_fault_of_ours_is_a_503_too(posted: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    async def fails(*_items: object) -> bool:
        raise ZeroDivisionError

    monkeypatch.setattr(posted.parts.intake, "take", fails)
    async with posting(posted) as client:
        answer = await post(client, {"update_id": 5})

    assert (answer.status, "Retry-After" in answer.headers) == (503, True)


async def test_at_the_start_telegram_is_told_where_and_later_looked_at(posted: Town) -> None:
    hook = posted.parts.webhook
    await hook._look(is_set=False)
    assert posted.core.api.webhook.url == URL
    assert posted.core.api.webhook.secret_token == "s3cret-x"
    assert posted.parts.intake.polled is not None

    posted.core.api.webhook.url = ""  # as another program's deleteWebhook
    await hook._look(is_set=True)
    assert posted.core.api.webhook.url == URL

    await (await posted.stranger("Анна")).phone.types("привет")
    posted.core.api.webhook.note_failure(posted.core.clock.timestamp(), "Connection refused")
    await hook._look(is_set=True)
    assert posted.parts.intake.trouble == "Telegram cannot hand updates over: Connection refused"


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"webhook_url": "https://x.org/t", "http_port": 80}, "WEBHOOK_SECRET"),
        ({"webhook_url": "https://x.org/t", "webhook_secret": "a"}, "HTTP_PORT"),
        ({"webhook_url": "http://x.org/t", "webhook_secret": "a", "http_port": 80}, "https://"),
        ({"webhook_url": "x.org/t"}, "WEBHOOK_URL cannot be read"),
        ({"webhook_secret": "два"}, "WEBHOOK_SECRET cannot be read"),
        ({"roles": "leader"}, "ROLES cannot be read: expected all, or some of intake, worker, clock"),
        ({"roles": "worker"}, "ROLES must be all with SQLite"),
    ],
)
def test_what_cannot_be_is_a_sentence(given: dict[str, object], says: str) -> None:
    with pytest.raises(SettingError, match=says):
        read_settings(bot_token=TOKEN, _env_file=None, **given)


def test_on_postgres_a_process_has_roles() -> None:
    url = "postgresql://user@127.0.0.1/reper"
    settings = read_settings(bot_token=TOKEN, database_url=url, roles="worker,intake", _env_file=None)

    assert {str(role) for role in settings.role_set} == {"worker", "intake"}

"""Events told to a program: signed, once, again after a failure under the same id, and off when nobody takes them."""

import socket
from collections.abc import AsyncIterator, Sequence
from datetime import timedelta
from typing import Any

import pytest
from aiohttp.abc import AbstractResolver, ResolveResult

from bot.hooks.resolving import PrivateAddressError, PublicResolver
from bot.hooks.sender import HookSender
from sales.door.tokens import TokenKind
from sales.hooks.events import make_secret, sign_message
from tests.stories.door.knocking import has_token
from tests.stories.hooks.program import Program, connect, open_program
from tests.town import Town


@pytest.fixture
async def program() -> AsyncIterator[Program]:
    async with open_program() as one:
        yield one


async def test_what_happens_is_told_signed_and_once(town: Town, program: Program) -> None:
    anna = await town.manager("Анна")
    sender, secret = await connect(town, program)
    await anna.types("оплата 150к Вектор завтра")
    await anna.presses((await anna.last()).labels[0])
    await anna.types("пришло 50к Вектор")
    assert await sender.look()
    assert not await sender.look()

    assert "client.created" in program.types
    assert "payment.expected" in program.types
    assert "fact.recorded" in program.types
    headers, body = program.told[-1]
    assert "Вектор" not in str(program.told), "ids and sums, no names"
    message_id, at = headers["webhook-id"], int(headers["webhook-timestamp"])
    assert headers["webhook-signature"] == sign_message(secret, message_id, at, body)
    assert '"amount":5000000' in body

    before = len(program.told)
    await anna.types("/undo")
    await sender.look()
    assert program.types[before:] == ["fact.undone"]


async def test_a_failure_is_told_again_under_the_same_id_and_a_redirect_is_one(town: Town, program: Program) -> None:
    anna = await town.manager("Анна")
    sender, _secret = await connect(town, program)
    await town.has_clients(anna, "Вектор")
    program.status = 302
    await sender.look()
    assert len(program.told) == 1, "nobody is followed elsewhere"
    assert not await sender.look(), "not before five seconds have passed"
    await town.clock.jump(timedelta(seconds=5))
    program.status = 204
    await sender.look()
    (first, _), (second, _) = program.told
    assert first["webhook-id"] == second["webhook-id"]
    assert first["webhook-timestamp"] != second["webhook-timestamp"]
    await town.clock.jump(timedelta(days=2))
    assert not await sender.look()


@pytest.mark.parametrize(("status", "needed"), [(410, 1), (422, 20)])
async def test_an_address_that_takes_nothing_is_turned_off_and_the_owner_told(
    town: Town, program: Program, status: int, needed: int
) -> None:
    anna = await town.manager("Анна")
    sender, _secret = await connect(town, program)
    await town.has_clients(anna, *(f"Клиент {n}" for n in range(25)))
    program.status = status
    for _ in range(3):
        await sender.look()
        await town.clock.jump(timedelta(seconds=6))
    assert len(program.told) == needed
    await town.settle()
    assert town.owner is not None
    assert "События для Сайт выключены" in (await town.owner.last()).text
    await town.has_clients(anna, "Ещё")
    assert not await sender.look()

    card = await town.owner.presses("📤 Сайт", on=await town.owner.last())
    assert "Выключено" in card.text
    await town.owner.presses("▶️ Включить", on=card)
    program.status = 200
    await town.has_clients(anna, "И ещё")
    await sender.look()
    assert len(program.told) == needed + 1, "of what happens from now on"


async def test_a_program_that_is_started_anew_loses_nothing(town: Town, program: Program) -> None:
    """Much happens meanwhile: the address rests after its failures, and hears everything in order when it is back."""
    anna, owner = await town.manager("Анна"), town.owner
    assert owner is not None
    sender, _secret = await connect(town, program)
    await town.has_clients(anna, *(f"Клиент {n}" for n in range(15)))
    program.status = 503
    assert await sender.look()
    for n in range(8):
        await town.has_clients(anna, f"Ещё {n}")
        await sender.look()
        await town.clock.jump(timedelta(seconds=4))
    assert 1 < len(program.told) < 4, "not one for each that happens"
    await owner.types("/settings")
    listed = await owner.presses("🔌 Подключения")
    card = await owner.presses("📤 Сайт", on=listed)
    assert "Не принято 2 раза подряд: ответ 503" in card.text
    assert "Снова в 11:05" in card.text

    program.status, program.told[:] = 200, []
    await town.clock.jump(timedelta(minutes=5))
    while await sender.look():
        pass
    heard = [each["id"] for each in program.data_of("client.created")]
    assert len(heard) == 23
    assert heard == sorted(heard)
    await owner.presses("‹ Подключения", on=card)
    assert "Не принято" not in (await owner.presses("📤 Сайт", on=card)).text


async def test_one_that_no_program_can_read_does_not_hold_up_the_others(town: Town, program: Program) -> None:
    anna = await town.manager("Анна")
    sender, _secret = await connect(town, program)
    await town.has_clients(anna, "Первый", "Второй", "Третий")
    program.refuses = 1
    await sender.look()
    await town.clock.jump(timedelta(seconds=5))
    program.refuses = 1
    await sender.look()
    assert len(set(program.ids)) == 3, "its own next try is in five minutes"
    program.refuses = 0
    await town.clock.jump(timedelta(minutes=5))
    await sender.look()
    assert program.ids.count(program.ids[0]) == 3


async def test_the_owner_tries_pauses_and_goes_on(town: Town, program: Program) -> None:
    anna, owner = await town.manager("Анна"), town.owner
    assert owner is not None
    sender, secret = await connect(town, program)
    await owner.types("/settings")
    listed = await owner.presses("🔌 Подключения")
    card = await owner.presses("📤 Сайт", on=listed)
    await owner.presses("📨 Проба", on=card)
    assert "Отправляю" in await owner.toast()
    await owner.presses("📨 Проба", on=card)
    assert "ещё идёт" in await owner.toast()
    await sender.look()
    await town.settle()
    assert (await owner.last()).text == "✅ Сайт: проба принята, ответ 200"
    headers, body = program.told[-1]
    assert program.types == ["hook.trial"]
    at = int(headers["webhook-timestamp"])
    assert headers["webhook-signature"] == sign_message(secret, headers["webhook-id"], at, body)

    program.status = 500
    await owner.presses("📨 Проба", on=card)
    await sender.look()
    await town.settle()
    assert (await owner.last()).text == "❌ Сайт, проба: ответ 500"
    await owner.presses("‹ Подключения", on=card)
    card = await owner.presses("📤 Сайт", on=card)
    assert "Не принято" not in card.text, "a trial counts for nothing"

    card = await owner.presses("⏸ Пауза", on=card)
    assert "⏸ Пауза: события ждут" in card.text
    program.status, program.told[:] = 200, []
    await town.has_clients(anna, "Вектор")
    await sender.look()
    assert program.told == []
    await town.clock.jump(timedelta(days=2))
    await sender.look()
    assert program.told == []
    card = await owner.presses("▶️ Включить", on=card)
    await sender.look()
    assert program.types == ["client.created"]

    await owner.presses("⏸ Пауза", on=card)
    await town.has_clients(anna, "Ромашка")
    await town.clock.jump(timedelta(days=8))
    await sender.look()
    await owner.presses("▶️ Включить", on=card)
    await sender.look()
    assert program.types == ["client.created"], "what waited for more than a week is not told"


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "2130706433", "0x7f000001", "127.1", "LOCALHOST."])
async def test_no_private_address_is_called(town: Town, program: Program, host: str) -> None:
    anna = await town.manager("Анна")
    port = program.url.split(":")[2].partition("/")[0]
    options: dict[str, Any] = {"url": f"http://{host}:{port}/hook", "secret": make_secret()}
    await has_token(town, TokenKind.HOOK, **options)
    await town.has_clients(anna, "Вектор")
    await HookSender(town.database, town.parts.signals).look()
    assert program.told == []


class Names(AbstractResolver):
    """Answers the first time with an address of the world, and then with one of the house."""

    def __init__(self, *answers: Sequence[str]) -> None:
        self.answers = list(answers)

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        found = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        return [
            ResolveResult(hostname=host, host=each, port=port, family=family, proto=0, flags=socket.AI_NUMERICHOST)
            for each in found
        ]

    async def close(self) -> None:
        """Nothing to close."""


async def test_a_name_that_leads_into_the_house_is_not_followed() -> None:
    """Each time that it is resolved it is judged, and of several addresses each."""
    names = PublicResolver(Names(["93.184.215.14"], ["127.0.0.1"]))
    assert [each["host"] for each in await names.resolve("crm.example.com", 80)] == ["93.184.215.14"]
    for answers in (["127.0.0.1"], ["93.184.215.14", "::ffff:10.0.0.1"], ["64:ff9b::a00:1"], ["fec0::1"]):
        with pytest.raises(PrivateAddressError):
            await PublicResolver(Names(answers)).resolve("crm.example.com", 80)


async def test_a_trial_of_a_name_of_the_house_says_why_it_was_not_called(
    town: Town, program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    owner = town.owner
    assert owner is not None
    port = program.url.split(":")[2].partition("/")[0]
    await has_token(town, TokenKind.HOOK, url=f"http://crm.example.com:{port}/hook", secret=make_secret())
    monkeypatch.setattr("bot.hooks.sender.PublicResolver", lambda: PublicResolver(Names(["127.0.0.1"])))
    await owner.types("/settings")
    await owner.presses("📨 Проба", on=await owner.presses("📤 Сайт", on=await owner.presses("🔌 Подключения")))
    await HookSender(town.database, town.parts.signals).look()
    await town.settle()
    assert (await owner.last()).text == "❌ Сайт, проба: внутренний адрес, не звоню"
    assert program.told == []


async def list_hooks(town: Town) -> list[int]:
    assert town.owner is not None
    async with town.database.read() as tx:
        return [each.id for each in await tx.as_(town.owner.actor).door_tokens.list_all()]


async def test_the_owner_connects_a_program_in_the_chat(town: Town) -> None:
    owner = town.owner
    assert owner is not None
    await owner.types("/settings")
    await owner.presses("🔌 Подключения")
    await owner.presses("➕ 📤 События")
    await owner.types("Наша CRM")
    assert "На какой адрес?" in (await owner.last()).text
    assert "Нужен адрес" in (await owner.types("crm")).text
    for inner in ("http://192.168.1.5/hook", "https://localhost/x", "http://[::ffff:10.0.0.1]/", "http://crm/hook"):
        assert "внутренний адрес" in (await owner.types(inner)).text
    shown = await owner.types("https://crm.example.com/hook?key=secret")
    assert "whsec_" in shown.text
    card = await owner.presses("📤 Наша CRM", on=await owner.sees("🔌 Подключения · 1"))
    assert "crm.example.com" in card.text
    assert "key=secret" not in card.text
    chosen = await owner.presses("📋 Что сообщать: 14 из 14", on=card)
    chosen = await owner.presses("✅ новый клиент", on=chosen)
    assert "◻️ новый клиент" in str(chosen.labels)
    card = await owner.presses("‹ Назад", on=await owner.presses("✅ срез закрыт", on=chosen))
    assert "📋 Что сообщать: 12 из 14" in card.labels
    named = await owner.presses("◻️ имена клиентов и людей", on=card)
    assert "Номера, суммы и имена" in named.text
    (token,) = await list_hooks(town)
    assert "недоступна" in await owner.forges(f"conn:tell:{token}:hook:14")
    assert "недоступна" in await owner.forges(f"conn:turn:{token}:hook:0"), "events are read, money is not written"

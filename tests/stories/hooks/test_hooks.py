"""Events told to a program: signed, once, again after a failure under the same id, and off when nobody takes them."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest

from bot.hooks.resolving import is_private
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


@pytest.mark.parametrize(("status", "needed"), [(410, 1), (500, 20)])
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


PRIVATE = (
    *("127.0.0.1", "10.1.2.3", "192.168.0.1", "172.16.0.1", "169.254.169.254", "0.0.0.0", "100.64.0.1", "224.0.0.1"),
    *("::1", "::", "fe80::1", "fc00::1", "::ffff:127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "fe80::1%eth0"),
)


@pytest.mark.parametrize("address", PRIVATE)
def test_an_address_of_a_house_is_private(address: str) -> None:
    assert is_private(address)
    assert not is_private("93.184.215.14")
    assert not is_private("2606:2800:21f:cb07:6820:80da:af6b:8b2c")


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "2130706433", "0x7f000001", "127.1", "LOCALHOST."])
async def test_no_private_address_is_called(town: Town, program: Program, host: str) -> None:
    anna = await town.manager("Анна")
    port = program.url.split(":")[2].partition("/")[0]
    options: dict[str, Any] = {"url": f"http://{host}:{port}/hook", "secret": make_secret()}
    await has_token(town, TokenKind.HOOK, **options)
    await town.has_clients(anna, "Вектор")
    await HookSender(town.database, town.parts.signals).look()
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

"""What knocks at the door, and what is told through it: a site and a program ask again until they are answered."""

import asyncio
import json
from typing import Any

from aiohttp import StreamReader, web
from aiohttp.base_protocol import BaseProtocol
from aiohttp.test_utils import make_mocked_request
from sqlalchemy import func, select, update

from bot.door.door import Door
from bot.hooks.sender import HookSender
from sales.door.tokens import TokenKind, TokenScope, hash_token
from sales.hooks.events import make_secret
from storage.door.tokens import DoorToken, NewToken
from storage.hooks.hook_messages import LEASE, HookMessage
from storage.tables import ClientRow, DoorTokenRow, HookMessageRow
from tests.proof.crash.month_scenarios import SCENARIOS
from tests.proof.crash.power import PoweredTown
from tests.proof.crash.scenarios import after, morning
from tests.town import Town

__all__ = ["SCENARIOS"]

SITE, PROGRAM = "site", "program"
PATIENCE = 20


async def connected(town: Town) -> None:
    """A site, a program that writes, and one that is told of events."""
    await morning(town)
    assert town.owner is not None
    made = (
        NewToken(TokenKind.LEAD, "Сайт", town.department_id),
        NewToken(TokenKind.API, "1С", town.department_id, tuple(TokenScope)),
        NewToken(TokenKind.HOOK, "CRM", town.department_id, options={"url": "http://127.0.0.1:1/", "secret": SECRET}),
    )
    async with town.database.write() as tx:
        for new in made:
            await tx.as_(town.owner.actor).door_tokens.make(new)
        for kind, known in ((TokenKind.LEAD, SITE), (TokenKind.API, PROGRAM)):
            row = DoorTokenRow
            await tx.session.execute(update(row).where(row.kind == kind).values(token_hash=hash_token(known)))


SECRET = make_secret()


async def knocks(town: Town, path: str, key: str = "", **body: Any) -> Any:
    """Asked as HTTP asks it, again after a cut, until there is an answer; what is said in it."""
    assert isinstance(town, PoweredTown)
    while True:
        asked = asyncio.create_task(_ask(town, path, key, json.dumps(body).encode()))
        while not asked.done() and not town.power.out:
            await asyncio.wait({asked}, timeout=0.01)
        if not town.power.out:
            answer = await asked
            await town.settle()
            assert answer.status in {200, 201}, answer.body
            return answer.body
        asked.cancel()
        await asyncio.wait({asked})
        await town.restart()


async def _ask(town: Town, path: str, key: str, body: bytes) -> web.Response:
    parts = town.parts
    application = Door(town.settings, town.database, parts.signals, parts.door._defaults).make_application()
    application.freeze()
    content = StreamReader(BaseProtocol(asyncio.get_running_loop()), limit=2**16)
    content.feed_data(body)
    content.feed_eof()
    headers = {"Authorization": f"Bearer {PROGRAM}", "Idempotency-Key": key, "Content-Length": str(len(body))}
    request = make_mocked_request("POST", path, headers, payload=content, app=application)
    answer = await application._handle(request)
    assert isinstance(answer, web.Response)
    return answer


class Messenger(HookSender):
    """Calls a program that is always there."""

    def __init__(self, town: PoweredTown) -> None:
        super().__init__(town.database, town.parts.signals, private=True)
        self._power = town.power
        self.told: list[str] = []

    async def _call(self, client: Any, message: HookMessage, body: str, token: DoorToken) -> int:
        del client, body, token
        self._power.passes("program:before")
        self.told.append(message.message_id)
        self._power.passes("program:after")
        return 200


async def tells_programs(town: Town) -> None:
    """All that waits is told, after a cut under the same ids."""
    assert isinstance(town, PoweredTown)
    messenger, told = Messenger(town), list[str]()
    for _try in range(PATIENCE):
        looking = asyncio.create_task(messenger.look())
        await asyncio.wait({looking})
        told += messenger.told
        if looking.exception() is None and not town.power.out:
            if not looking.result():
                break
            messenger.told.clear()
            continue
        await town.restart()
        messenger = Messenger(town)
        await town.clock.jump(LEASE)
    again = len(told) - len(set(told))
    assert again <= (50 if town.power.was_cut else 0)
    async with town.database.read() as tx:
        events = await tx.session.scalar(select(func.count()).select_from(HookMessageRow))
    assert len(set(told)) == events, "each is told"


@after(connected)
async def a_site_and_a_program_knock_and_one_is_told(town: Town) -> None:
    """An enquiry, a client and a fact, each sent until it was answered; then everything is told, at least once."""
    anna = town.people["Анна"]
    for _again in range(2):
        await knocks(town, f"/hook/lead/{SITE}", name="Пётр", phone="89161234567", text="Нужен счёт")
    await anna.presses("✋ Беру", on=await anna.sees("📥 Заявка: Пётр"))
    async with town.database.read() as tx:
        client_id = await tx.session.scalar(select(ClientRow.id).where(ClientRow.name == "Вектор"))
    for _again in range(2):
        await knocks(town, "/api/v1/facts", key="f1", client_id=client_id, amount=5_000_000)
        await knocks(town, "/api/v1/leads", key="l1", name="Мария", phone="89161234568")
    await tells_programs(town)


@after(connected)
async def an_owner_tries_pauses_and_revokes(town: Town) -> None:
    """What happens while an address is paused waits, and is told; the trial too, and its answer comes once."""
    anna, owner = town.people["Анна"], town.owner
    assert owner is not None
    await owner.types("/settings")
    await owner.presses("🔌 Подключения", on=await owner.sees("⚙️"))
    listed = await owner.sees("🔌 Подключения")
    await owner.presses("🔌 1С", on=listed)
    await owner.presses("🗑 Отозвать", on=listed)
    await owner.presses("🗑 Отозвать", on=listed)
    await owner.presses("📤 CRM", on=listed)
    await owner.presses("📨 Проба", on=listed)
    await owner.presses("⏸ Пауза", on=listed)
    await anna.types("пришло 50к Вектор")
    await owner.presses("▶️ Включить", on=listed)
    await tells_programs(town)
    await town.settle()
    await owner.sees("проба принята")

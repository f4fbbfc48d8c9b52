"""A hundred deliveries a second at the door, each sent twice, beside fifty updates a second; as many events go out."""

import asyncio
import json
import socket
import sqlite3
import tempfile
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter

from aiohttp import ClientSession, TCPConnector, web
from sqlalchemy import text

from sales.door.tokens import TokenKind, hash_token
from sales.hooks.events import make_secret
from storage.database import Database, sqlite_url
from tests.clock import MovableClock
from tests.proof.bench.bots import Bot, whole
from tests.proof.bench.deeds import Deed, Phones
from tests.proof.bench.million import TODAY, Staff, at, insert
from tests.proof.bench.rounds import idle, percentiles, quiet, until
from tests.proof.bench.scale import RATE, Scale
from tests.proof.bench.table import Part, Row, at_most
from tests.proof.bench.town import MORNING, move_in, settle

DELIVERIES = 100
"""A second: half of them new enquiries, each of which comes once more."""
ANSWER_MS = 50
DRAIN_SECONDS = 120
SECONDS_EACH = 3
"""Between two updates of one person, who is answered once a second at most."""


@dataclass
class Program:
    """A server that is told of events, in the process that measures."""

    told: Counter[str] = field(default_factory=Counter)

    async def hear(self, request: web.Request) -> web.Response:
        await request.read()
        self.told[request.headers["webhook-id"]] += 1
        return web.Response()


async def door(scale: Scale, database: str = "") -> Part:
    """`database`: a PostgreSQL that holds the town and its tokens already; SQLite without one."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if not database:
            await settle_door(folder, scale.staff)
        async with _listening() as (program, port), _open(folder, database, port) as (bot, url):
            move_in(bot.core, scale.staff)
            await idle(bot)
            people = talking(scale.staff)
            deeds = Phones(bot.core, people).lines()
            await _talk(bot, people, deeds, scale.pace, scale.door_seconds / 4)  # to warm up
            await quiet(bot, 1.0)
            idle_since = bot.spent
            alone = percentiles(await _talk(bot, people, deeds, scale.pace, scale.door_seconds / 2))
            busy_since = bot.spent
            sent = asyncio.create_task(_deliver(url, scale))
            beside = percentiles(await _talk(bot, people, deeds, scale.pace, scale.door_seconds))
            statuses, answered = await sent
            shares = (busy_since - idle_since) / scale.door_seconds * 2, (bot.spent - busy_since) / scale.door_seconds
            stored = await _count(database or sqlite_url(folder / "reper.db"), program)
    return Part(
        f"The door, {'PostgreSQL' if database else 'SQLite'}",
        _rows(scale, alone, beside, statuses, answered, stored, shares),
    )


async def _talk(bot: Bot, people: Staff, deeds: Iterator[Deed], pace: float, seconds: float) -> list[float]:
    """As `offered`, and where everybody waits for an answer already, nobody writes until somebody has one."""
    chats = [people.telegram(person) for person in range(1, people.managers + 1)]
    rate = min(RATE * pace, people.managers / SECONDS_EACH)
    loop, waiting = asyncio.get_running_loop(), list[asyncio.Future[float]]()
    begun = loop.time()
    for number in range(int(rate * seconds)):
        await asyncio.sleep(begun + number / rate - loop.time())
        await until(lambda: not all(bot.core.is_waiting(chat) for chat in chats))
        waiting.append(bot.core.ask(*next(deeds)))
    return await asyncio.wait_for(asyncio.gather(*waiting), DRAIN_SECONDS)


@dataclass(frozen=True, slots=True)
class Stored:
    enquiries: int
    clients: int
    left: int
    """Of the inbox, after the rush."""
    events: int
    told: int
    told_twice: int


def _rows(
    scale: Scale,
    alone: tuple[float, float, float],
    beside: tuple[float, float, float],
    statuses: Counter[int],
    answered: tuple[float, float, float],
    stored: Stored,
    shares: tuple[float, float],
) -> list[Row]:
    asked, new = sum(statuses.values()), sum(statuses.values()) // 2
    lost = abs(new - stored.enquiries) + abs(new - stored.clients) + (asked - statuses[200]) + stored.left
    return [
        Row(
            f"an answer at {RATE * scale.pace:g} updates a second, nobody at the door, p50 / p95",
            f"{alone[0]:.0f} / {alone[1]:.0f} ms",
        ),
        Row(
            f"… beside {DELIVERIES * scale.pace:g} deliveries a second for {scale.door_seconds:g} s, p50 / p95",
            f"{beside[0]:.0f} / {beside[1]:.0f} ms",
            f"p95 ≤ {ANSWER_MS} ms",
            beside[1] <= ANSWER_MS,
        ),
        Row("the bot's share of a processor, nobody at the door / beside", f"{shares[0]:.2f} / {shares[1]:.2f}"),
        Row("… p95 against that of nobody at the door", f"{beside[1] / alone[1]:.2f}×"),
        Row("a delivery answered 200, p50 / p95", f"{answered[0]:.0f} / {answered[1]:.0f} ms"),
        at_most(f"{asked} deliveries of {new} enquiries: lost or doubled", lost, 0, digits=0),
        at_most(f"{stored.events} events for a program: not told", stored.events - stored.told, 0, digits=0),
        at_most("… told twice", stored.told_twice, 0, digits=0),
    ]


def talking(staff: Staff) -> Staff:
    """The first half of the departments; the others get the enquiries."""
    return Staff(staff.managers // 2, staff.departments // 2)


async def settle_door(folder: Path, staff: Staff) -> None:
    """A town, a site for each department of the second half, and a program that is told of all of them."""
    await settle(folder, staff, awaited=1)
    connection = sqlite3.connect(folder / "reper.db")
    with connection:
        insert(connection, "door_tokens", iter(_list_tokens(staff)))
    connection.close()


def _list_tokens(staff: Staff) -> list[dict[str, object]]:
    def row(number: int, kind: TokenKind, department: int, **options: str) -> dict[str, object]:
        return {
            "id": number,
            "token_hash": hash_token(f"bench-{kind.value}-{department}"),
            "kind": kind.value,
            "label": "Сайт",
            "department_id": department,
            "scopes": "[]",
            "options": json.dumps(options),
            "created_by": staff.lead(department),
            "created_at": at(TODAY),
        }

    half, count = staff.departments // 2, staff.departments
    sites = [row(number, TokenKind.LEAD, number) for number in range(half + 1, count + 1)]
    program = {"url": PROGRAM, "secret": make_secret()}
    return [*sites, *(row(count + number, TokenKind.HOOK, number, **program) for number in range(1, count + 1))]


PORT = 38_417
PROGRAM = f"http://127.0.0.1:{PORT}/hook"


@asynccontextmanager
async def _listening() -> AsyncIterator[tuple[Program, int]]:
    """The program, and a free port for the door."""
    program, application = Program(), web.Application()
    application.router.add_post("/hook", program.hear)
    runner = web.AppRunner(application, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", PORT).start()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    try:
        yield program, port
    finally:
        await runner.cleanup()


@asynccontextmanager
async def _open(folder: Path, database: str, port: int) -> AsyncIterator[tuple[Bot, str]]:
    more = {"HTTP_PORT": str(port), "HTTP_HOST": "127.0.0.1", "HOOK_PRIVATE": "true"}
    async with whole(MORNING, folder, database, **more) as bot:
        yield bot, f"http://127.0.0.1:{port}"


async def _deliver(url: str, scale: Scale) -> tuple[Counter[int], tuple[float, float, float]]:
    """Each enquiry twice in a row, of one site after another; what was answered, and how fast."""
    first, count = scale.staff.departments // 2 + 1, scale.staff.departments
    departments = range(first, count + 1)
    loop, statuses, spent = asyncio.get_running_loop(), Counter[int](), list[float]()

    async def post(client: ClientSession, number: int) -> None:
        department = departments[number // 2 % len(departments)]
        body = {"name": f"Фирма {number // 2}", "phone": f"+7 916 {number // 2:07}", "text": "Нужен счёт"}
        begun = perf_counter()
        async with client.post(f"{url}/hook/lead/bench-lead-{department}", json=body) as answer:
            statuses[answer.status] += 1
            spent.append((perf_counter() - begun) * 1000)

    begun = loop.time()
    async with ClientSession(connector=TCPConnector(limit=50)) as client, asyncio.TaskGroup() as tasks:
        rate = DELIVERIES * scale.pace
        for number in range(int(rate * scale.door_seconds) // 2 * 2):
            await asyncio.sleep(begun + number / rate - loop.time())
            tasks.create_task(post(client, number))
    return statuses, percentiles(spent)


async def _count(url: str, program: Program) -> Stored:
    """When the inbox is empty and nothing more is told, or after two minutes."""
    database = Database(url, MovableClock())
    try:
        left, before = 1, -1
        for _second in range(DRAIN_SECONDS):
            left = await _ask(database, "SELECT count(*) FROM inbox WHERE state NOT IN ('done')")
            waits = await _ask(database, "SELECT count(*) FROM hook_messages WHERE state = 'pending'")
            if not left and not waits and before == len(program.told):
                break
            before = len(program.told)
            await asyncio.sleep(1)
        return Stored(
            await _ask(database, "SELECT count(*) FROM enquiries"),
            await _ask(database, "SELECT count(*) FROM enquiries WHERE is_new AND client_id IS NOT NULL"),
            left,
            await _ask(database, "SELECT count(*) FROM hook_messages"),
            len(program.told),
            sum(times > 1 for times in program.told.values()),
        )
    finally:
        await database.dispose()


async def _ask(database: Database, question: str) -> int:
    async with database.read() as tx:
        return int(await tx.session.scalar(text(question)) or 0)

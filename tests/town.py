"""
A town to tell stories in: the whole bot against the simulator in one process, with a clock that only we move.

After everything a person does, the town settles: polled, handled, delivered. Nothing sleeps, nothing is mocked.
"""

import os
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from aiogram import Dispatcher
from sqlalchemy import Engine, exists, or_, select
from sqlalchemy.dialects import sqlite

from bot.app import Parts, assemble, make_dispatcher
from bot.delivery.pacing import Pace
from bot.settings import Settings, read_settings
from bot.telegram.clock import ClockWatch
from bot.waking import wake
from sales.calendar.slots import DAY_CLOSE, DEFAULT_SLOTS
from sales.cold.states import ColdListState
from sales.core.people import Profile, Role
from sales.payments.payments import MoveReason
from scheduler.sight import take_sight
from scheduler.tick import PARTS
from simulator.clock import SimClock
from simulator.core import Core
from simulator.front.session import DirectSession
from simulator.hands.driver import Simulation
from simulator.hands.phone import Phone, Seen, Tap
from simulator.wire import JsonObject, Params
from storage.database import Database, sqlite_url
from storage.engine.actor import Actor
from storage.engine.pool import InLoopPool
from storage.payments.payments import NewPayment
from storage.tables import BankChoiceRow, BankJobRow, ColdListRow, ImportRow, InboxRow, OutboxRow
from storage.tables.bank import CHOICE_AT_WORK
from storage.tables.imports import AT_WORK
from storage.transaction import Transaction
from tests import leaks
from tests.forked_reading import reading_forked
from tests.quick import forget_updates, quick

MOSCOW = ZoneInfo("Europe/Moscow")
FRIDAY = date(2026, 11, 20)
TOKEN = "42:test-token"
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
AT_ONCE = 50
_SOMETHING_WAITS = select(
    or_(
        exists().where(InboxRow.state == "pending"),
        exists().where(OutboxRow.state == "pending"),
        exists(select(ImportRow.id).where(AT_WORK)),
        exists(select(BankChoiceRow.id).where(CHOICE_AT_WORK)),
        exists(select(BankJobRow.id)),
        exists().where(ColdListRow.state == ColdListState.LOADING),
    )
)
_WAITS_IN_SQLITE = str(
    _SOMETHING_WAITS.compile(dialect=sqlite.dialect(), compile_kwargs={"literal_binds": True})  # type: ignore[no-untyped-call]
)
STRIDE = timedelta(minutes=5)
"""Everything of a day is due at a multiple of five minutes; a story that needs another says its own step."""


class Hand:
    """
    The hand on the clock. Forward only, by short strides, so that all that is due on the way happens in order.

    An hour in which nothing falls due is one stride: what fell due in it would still be owed shortly before its end,
    for nights begin on the hour.
    """

    def __init__(self, town: "Town") -> None:
        self._town = town
        self._clock = town.core.clock

    def now(self) -> datetime:
        return self._clock.now()

    def local(self) -> datetime:
        return self.now().astimezone(MOSCOW)

    async def reach(self, wall: str, day: date | None = None, step: timedelta = STRIDE) -> None:
        """Let the time pass until the wall clock in Moscow shows it, ticking on the way."""
        hour, minute = map(int, wall.split(":"))
        target = datetime.combine(day or self.local().date(), time(hour, minute), MOSCOW).astimezone(UTC)
        while self.now() < target:
            stop, hour_ends = _round_up(self.now(), step), _round_up(self.now(), HOUR)
            last = min(target, hour_ends - step)
            if last > stop and not await self._town.owes(last):
                stop = hour_ends
            self._clock.move_to(min(target, stop))
            await self._town.tick()

    async def jump(self, by: timedelta) -> None:
        """The bot was not there meanwhile: nothing ticks on the way."""
        self._clock.advance(by)


def _round_up(instant: datetime, step: timedelta) -> datetime:
    """The next multiple of a step, after it."""
    stop = instant + step
    return stop - (stop - datetime.min.replace(tzinfo=UTC)) % step


@dataclass(frozen=True, slots=True)
class _Stopped:
    """A clock that stands."""

    at: datetime

    def now(self) -> datetime:
        return self.at


def plain(text: str) -> str:
    """With ordinary spaces: a no-break one looks the same on a screen, not in a test."""
    return text.replace("\xa0", " ")


class Someone:
    """A person with a phone. What they do is settled when the call returns."""

    def __init__(self, town: "Town", phone: Phone, actor: Actor | None) -> None:
        self._town = town
        self.phone = phone
        self._actor = actor
        self.taps = 0
        """Of buttons and keys, for the budgets of the dialogs."""

    @property
    def actor(self) -> Actor:
        assert self._actor is not None, f"{self.phone.name} is a stranger"
        return self._actor

    @property
    def id(self) -> int:
        return self.actor.person_id

    async def types(self, text: str, **how: Any) -> Seen:
        """Type, and see what the bot says last."""
        await self.phone.types(text, **how)
        return await self._settled()

    async def starts(self, payload: str = "") -> Seen:
        await self.phone.starts(payload)
        return await self._settled()

    async def presses(self, label: str, on: Seen | None = None) -> Seen:
        """Press a button; the message it stands under, as it is afterwards, or the newest one if that is gone."""
        self.taps += 1
        tap = await self.phone.presses(await self._drawn(label, on), on=on)
        return await self._after(tap)

    async def presses_key(self, label: str) -> Seen:
        """A key of the keyboard below the chat."""
        assert label in [key for row in await self.phone.keyboard() for key in row], await self.transcript()
        self.taps += 1
        return await self.types(label)

    async def presses_at(self, row: int, col: int, on: Seen) -> Seen:
        """Press by place, where several buttons have one sign."""
        return await self._after(await self.phone.presses_at(row, col, on=on))

    async def taps_twice(self, label: str, on: Seen | None = None) -> Seen:
        """The double tap of an impatient thumb: both presses arrive before the bot has answered the first."""
        drawn = await self._drawn(label, on)
        await self.phone.presses(drawn, on=on)
        tap = await self.phone.presses(drawn, on=on)
        return await self._after(tap)

    async def forges(self, data: str) -> str:
        """Press a button that no screen of ours offers them; the note over the chat that answers it."""
        before = len(await self.phone.toasts())
        await self._forge(data)
        await self._town.settle()
        return " ".join((await self.phone.toasts())[before:])

    async def forges_all(self, datas: Sequence[str]) -> Sequence[str]:
        """As `forges`, at once; where not each has one note of its own, one after another."""
        told: list[str] = []
        for some in (datas[n : n + AT_ONCE] for n in range(0, len(datas), AT_ONCE)):
            notes = self._town.core.world.person(self.phone.id).toasts
            notes.clear()  # so many are kept, and no more
            for data in some:
                await self._forge(data)
            await self._town.settle()
            said = [each.text for each in notes]
            told += said if len(said) == len(some) else [await self.forges(data) for data in some]
        return told

    async def _forge(self, data: str) -> None:
        button = {"text": "·", "callback_data": data}
        form = {"chat_id": self.phone.id, "text": "forged", "reply_markup": {"inline_keyboard": [[button]]}}
        sent = await self._town.core.answer("sendMessage", Params(form))
        assert sent.result is not None, data
        await self.phone.presses("·")

    async def sends_photo(self, caption: str = "") -> Seen:
        await self.phone.sends_photo(caption)
        return await self._settled()

    async def sends_document(self, name: str, content: bytes, caption: str = "") -> Seen:
        await self.phone.sends_document(name, content, caption)
        return await self._settled()

    async def sends_voice(self) -> Seen:
        await self.phone.sends_voice()
        return await self._settled()

    async def sends_location(self, latitude: float = 55.7558, longitude: float = 37.6173, **more: Any) -> Seen:
        await self.phone.sends_location(latitude, longitude, **more)
        return await self._settled()

    async def searches(self, query: str, where: int | str | None = None) -> JsonObject:
        """Write the bot's name and this; what was found, with the number of the query."""
        query_id = await self.phone.searches(query, where=where)
        await self._town.settle()
        return await self.phone.results(query_id)

    async def chooses(self, found: JsonObject, title: str) -> JsonObject:
        """Tap on what was found: the text that was sent, and where; the bot has heard it then."""
        result = next(each for each in found["results"] if plain(each["title"]) == title)
        sent = await self.phone.chooses(found["query_id"], result["id"])
        await self._town.settle()
        return sent

    async def sends_sticker(self) -> Seen:
        await self.phone.sends_sticker()
        return await self._settled()

    async def shares_contact(self, phone: str, first_name: str, **more: Any) -> Seen:
        await self.phone.shares_contact(phone, first_name, **more)
        return await self._settled()

    async def forwards(self, text: str, **origin: Any) -> Seen:
        await self.phone.forwards(text, **origin)
        return await self._settled()

    async def last(self) -> Seen:
        return await self.phone.last()

    async def sees(self, text: str) -> Seen:
        """The newest message of the bot that contains the text; it is there already, or the test fails."""
        return await self.phone.sees(text, within=0)

    async def sees_edited(self, message: Seen) -> Seen:
        return await self.phone.sees_edited(message, within=0)

    async def sees_nothing_of(self, text: str) -> None:
        found = [message.text for message in await self.phone.chat() if message.by_bot and text in message.text]
        assert not found, found

    async def messages(self) -> list[str]:
        """Texts of the bot's messages that stand in the chat now."""
        return [message.text for message in await self.phone.chat() if message.by_bot]

    async def toast(self) -> str:
        """The last note over the chat."""
        toasts = await self.phone.toasts()
        return toasts[-1] if toasts else ""

    async def transcript(self) -> str:
        return await self.phone.transcript(zone="Europe/Moscow")

    async def _drawn(self, label: str, on: Seen | None) -> str:
        """The label as it was drawn, with its no-break spaces."""
        labels = on.labels if on else await self.phone.labels()
        return next((each for each in labels if plain(each) == label), label)

    async def _settled(self) -> Seen:
        await self._town.settle()
        return await self.phone.last()

    async def _after(self, tap: Tap) -> Seen:
        await self._town.settle()
        return await self.phone.find(tap.message_id or 0) or await self.phone.last()


class Town:
    def __init__(self, core: Core, database: Database, settings: Settings) -> None:
        self.core = core
        self.database = database
        self.simulation = Simulation.inside(core)
        self.session = DirectSession(core)
        self.watch = ClockWatch(database.clock)
        self.settings = settings
        self.parts = self.assembled()
        self.clock = Hand(self)
        self.department_id = 0
        self.owner: Someone | None = None
        self.people: dict[str, Someone] = {}

    def assembled(self) -> Parts:
        """A bot on this database and this line; a second one is what a restart gives."""
        return assemble(
            self.settings,
            self.database,
            self.session,
            self.session,
            self.watch,
            username="reper_bot",
            pace=Pace.make_unlimited(),
            dispatcher=_dispatcher(),
        )

    async def settle(self) -> None:
        """Until nothing is left to poll, to do or to send."""
        is_due = True  # by the clock
        while (polled := await self.parts.intake.once(0)) or is_due:
            is_due = False
            await self.parts.outgoing.finish()
            if await self._is_quiet():
                continue
            await self.parts.worker.drain()
            await self.parts.delivery.drain()
            if self.database.is_sqlite and await self._is_quiet():
                continue
            fetched = await self.parts.worker.drain()
            loaded = await self.parts.importing.drain()
            on_its_way = bool(polled) and not self.database.is_sqlite  # a server is waited for: look once more
            is_due = fetched or loaded or on_its_way

    async def _is_quiet(self) -> bool:
        """Nothing stands in a queue: to see that once is quicker than to let every part look."""
        if isinstance(self.database.reader, InLoopPool):
            return not _ask(self.database.reader.engine, _WAITS_IN_SQLITE)
        async with self.database.read() as tx:
            return not await tx.session.scalar(_SOMETHING_WAITS)

    async def owes(self, at: datetime) -> bool:
        """Whether the clock would find anything to do at that moment, or a queue waits for its hour."""
        async with self.database.reader.open() as session:
            tx = Transaction(session, _Stopped(at))
            if await session.scalar(_SOMETHING_WAITS):
                return True
            sight = await take_sight(tx)
            for part in PARTS:
                if await part.list_owed(sight):
                    return True
            return False

    async def tick(self) -> None:
        await self.parts.ticker.tick()
        await self.settle()

    async def restart(self) -> None:
        self.parts = self.assembled()
        await wake(self.parts)

    def today(self, ahead: int = 0) -> date:
        """Today in Moscow, or so many days ahead."""
        return self.clock.local().date() + timedelta(days=ahead)

    @staticmethod
    def minutes(count: int) -> timedelta:
        return count * MINUTE

    async def stranger(self, name: str = "Прохожий", **facts: Any) -> Someone:
        return Someone(self, await self.simulation.person(name, **facts), None)

    async def opens(self, zone: str = "Europe/Moscow", name: str = "Отдел") -> None:
        """The owner came in and made the department; nobody else is there yet."""
        async with self.database.write() as tx:
            token = await tx.system.invitations.owner_link()
        phone = await self.simulation.person("Ирина")
        await phone.starts(token or "")
        await self.settle()
        self.owner = Someone(self, phone, await self._actor(phone))
        async with self.database.write() as tx:
            made = await tx.as_(self.owner.actor).departments.create(name, zone, DEFAULT_SLOTS, 15, 5, DAY_CLOSE)
        self.department_id = made.id

    async def manager(self, name: str, profile: Profile = Profile.MIXED) -> Someone:
        return await self._joins(name, Role.MANAGER, profile)

    async def lead(self, name: str) -> Someone:
        return await self._joins(name, Role.LEAD)

    async def invites(self, name: str, role: Role = Role.MANAGER) -> str:
        """Somebody who has not pressed Start yet; the token of their link."""
        assert self.owner is not None
        async with self.database.write() as tx:
            return await tx.as_(self.owner.actor).invitations.invite(role, name, self.department_id)

    async def lead_elsewhere(self, name: str) -> Someone:
        """Of another department."""
        assert self.owner is not None
        async with self.database.write() as tx:
            zone = "Europe/Moscow"
            other = await tx.as_(self.owner.actor).departments.create("Другой", zone, DEFAULT_SLOTS, 15, 5, DAY_CLOSE)
        here, self.department_id = self.department_id, other.id
        joined = await self.lead(name)
        self.department_id = here
        return joined

    async def assistant(self, name: str) -> Someone:
        return await self._joins(name, Role.ASSISTANT)

    async def director(self, name: str) -> Someone:
        return await self._joins(name, Role.DIRECTOR)

    async def has_clients(self, someone: Someone, *names: str) -> Sequence[int]:
        async with self.database.write() as tx:
            return [(await tx.as_(someone.actor).clients.create(name)).id for name in names]

    async def expects(
        self,
        someone: Someone,
        client: str,
        roubles: int,
        on: date | None = None,
        probability: int | None = None,
        moves: int = 0,
    ) -> int:
        """A payment that somebody awaits, today where no day is said; `moves`: put off so often before."""
        async with self.database.write() as tx:
            client_id = await self.client_id(tx, someone, client)
            due = on or self.today()
            first = due if not moves else due - timedelta(days=moves)
            new = NewPayment(client_id, roubles * 100, first, probability)
            payment = await tx.as_(someone.actor).payments.expect(new)
            for n in range(1, moves + 1):
                await tx.as_(someone.actor).payment_changes.move(
                    payment.id, first + timedelta(days=n), MoveReason.CLIENT_MOVED
                )
            return payment.id

    async def client_id(self, tx: Transaction, someone: Someone, name: str) -> int:
        known = [each.id for each in await tx.as_(someone.actor).clients.recent(50) if each.name == name]
        return known[0] if known else (await tx.as_(someone.actor).clients.create(name)).id

    async def _joins(self, name: str, role: Role, profile: Profile = Profile.MIXED) -> Someone:
        assert self.owner is not None
        department = None if role is Role.DIRECTOR else self.department_id
        async with self.database.write() as tx:
            token = await tx.as_(self.owner.actor).invitations.invite(role, name, department, profile)
        phone = await self.simulation.person(name)
        await phone.starts(token)
        await self.settle()
        joined = self.people[name] = Someone(self, phone, await self._actor(phone))
        return joined

    async def _actor(self, phone: Phone) -> Actor:
        async with self.database.read() as tx:
            actor = await tx.system.staff.actor_by_telegram(phone.id)
        assert actor is not None, await phone.transcript()
        return actor


def _ask(engine: Engine, statement: str) -> Any:
    """The first value; as the driver itself answers it, for it is asked thousands of times."""
    connection = engine.raw_connection()
    try:
        return connection.cursor().execute(statement).fetchone()[0]
    finally:
        connection.close()


@cache
def _settings(given: frozenset[tuple[str, Any]], _around: frozenset[tuple[str, str]]) -> Settings:
    """Read once: a hundredth of a story otherwise."""
    return read_settings(**dict(given))


def _environment() -> frozenset[tuple[str, str]]:
    """Of what stands there, whatever the settings look at."""
    return frozenset((name, value) for name, value in os.environ.items() if name.lower() in Settings.model_fields)


@cache
def _dispatcher() -> Dispatcher:
    """One for all towns of the process."""
    return make_dispatcher()


@asynccontextmanager
async def founded(
    path: Path, at: datetime | None = None, language: str = "ru", core: Core | None = None, **settings: Any
) -> AsyncIterator[Town]:
    """A town with nobody in it, at 11:00 in Moscow on Friday 20 November 2026; `core`: a Telegram that stood before."""
    start = at or datetime.combine(FRIDAY, time(11), MOSCOW)
    core = core or Core(clock=SimClock(start.astimezone(UTC), frozen=True), token=TOKEN)
    leaks.knows(core)
    forget_updates()
    database = quick(Database(sqlite_url(path), core.clock))
    given = {"bot_token": TOKEN, "language": language, "_env_file": None, **settings}
    town = Town(core, database, _settings(frozenset(given.items()), _environment()))
    with reading_forked():
        try:
            yield town
        finally:
            await town.settle()
            await database.dispose()

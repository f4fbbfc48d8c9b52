"""
The demo's department through the end of a month, and every message that anybody there reads: what was sent to them, and
each view as each role that may see it, found by following the buttons.
"""

import json
import re
import sqlite3
from collections import Counter
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from bot.delivery.rich import rich_form
from bot.demo.cast import CASTS
from bot.demo.story import story
from reports.activities.today import PlannedView
from reports.general.menu import commands_of
from reports.message.fitting import fit_rows, keep_together
from reports.message.language import gettext as _
from reports.message.language import speaking
from reports.message.message import File, Message
from reports.message.view import View
from reports.people.joined import PartedView
from reports.people.team import UnreachableView
from reports.plans.proration import ProrationView
from reports.telephony.digest import CallsDigestView
from reports.telephony.missed import MissedCallsView, MissedCallView
from reports.views import VIEWS, load, open_view
from reports.week.slips import WeekSlipsView
from sales.activities.activities import ActivityType
from sales.clients.sections import Section
from sales.core.errors import MistakeError
from sales.core.money import ROUBLE, Percent
from sales.core.people import Role
from sales.door.tokens import TokenKind
from sales.enquiries.enquiry import EnquiryWords
from sales.plans.arrival import Turn
from sales.results.bonus import BonusStep, RateKind, make_scheme
from sales.telephony.call import Call as PhoneCall
from sales.telephony.call import CallResult, Direction, Exchange
from simulator.core import Call
from simulator.hands.phone import Seen
from simulator.markup.entities import parse_html
from simulator.markup.rendering import to_html, with_found
from simulator.markup.rich import parse_rich
from simulator.markup.rich_marks import rich_html
from simulator.wire import JsonObject
from storage.activities.activities import NewActivity
from storage.door.tokens import NewToken
from storage.engine.actor import Actor
from storage.tables.types import Json
from storage.telephony.calls import CallParties, CallPlace
from storage.transaction import Transaction
from tests.demo.test_script import ZONE, Told, morning, someone
from tests.sales.bank.statements import sample
from tests.samples import PART, sampled, sized
from tests.stories.imports.bases import make_csv
from tests.town import Someone, Town

ROOT = Path(__file__).resolve().parent.parent.parent
LAST_FRIDAY, LAST_DAY, AFTER = date(2026, 11, 27), date(2026, 11, 30), date(2026, 12, 1)
A_PART = sized(3, 1)
BEFORE, AFTERWARDS = 1, sized(1, 3)
"""So many of one view are drawn for one reader, before anything goes wrong and after: the others differ by numbers."""

STORED = "SELECT DISTINCT view, args, person_id FROM outbox WHERE view IS NOT NULL AND person_id IS NOT NULL"
SENT, CITY = "sent", "Химки"
SAMPLES: dict[str, list[Json]] = json.loads((ROOT / "tests/reports/stored_views.json").read_text(encoding="utf-8"))
_FIRST, _ANNA, _VICTOR = date(2026, 11, 1), 3, 5
HERE: Json = {
    "department_id": 1,
    "person_id": _ANNA,
    "giver_id": _VICTOR,
    "heir_id": _ANNA,
    "day": str(LAST_FRIDAY),
    "month": str(_FIRST),
    "monday": LAST_DAY.toordinal(),
    "first": _FIRST.toordinal(),
    "last": LAST_DAY.toordinal(),
    "kept": 0,
    "page": 1,
}
"""What the fields of a sample are in the demo."""
MOVES = "SELECT id FROM payment_events WHERE kind = 'moved'"
NAMESAKES = {"ru": ("Анна Иванова", "Анна Ильина"), "en": ("Anna Stone", "Anna Stewart")}
READERS = (0, 1, 4, 5, 6)
"""A manager, the lead, the owner, an assistant, a director."""
NIGHT = timedelta(hours=12)
NUMBERS = re.compile(r"\d+")
PRESSES, LOOKED_AT = 12, 2
YES_OR_NO = 2


@dataclass(frozen=True)
class Screen:
    """One message as the page gets it. `what`: the view's name, or «sent»."""

    what: str
    reader: str
    html: str
    keyboard: tuple[tuple[str, ...], ...]
    is_rich: bool = False

    def state(self) -> JsonObject:
        return {
            "message_id": 1,
            "kind": "rich" if self.is_rich else "text",
            "html": self.html,
            "keyboard": [[{"text": label} for label in row] for row in self.keyboard],
            "files": [],
            "date": f"{AFTER}T09:00:00Z",
        }


async def live_month(path: Path, language: str) -> list[Screen]:
    """The last Friday as the story plays it, the last day, the morning after it; then everybody looks at everything."""
    with _namesakes(language):
        return await _live_month(path, language)


@contextmanager
def _namesakes(language: str) -> Iterator[None]:
    """Two of the managers have one first name, and their second ones begin alike."""
    cast = CASTS[language]
    CASTS[language] = replace(cast, managers=(*NAMESAKES[language], cast.managers[2]))
    try:
        yield
    finally:
        CASTS[language] = cast


async def _live_month(path: Path, language: str) -> list[Screen]:
    async with morning(path, language, LAST_FRIDAY) as (town, ids):
        played = story(language, ids, LAST_FRIDAY, ZONE)
        await Told(town, played["files"]).play(played["steps"])
        await town.clock.reach("18:30")
        for day, walls in ((LAST_DAY, ("08:55", "18:30")), (AFTER, ("08:55", "10:30"))):
            for wall in walls:
                await _pass_to(town, day, wall)
        actors = await _actors(town, [*ids.values()])
        people = {actor.name: await someone(town, phone) for actor, phone in zip(actors, ids.values(), strict=False)}
        await _bring_numbers(people[actors[1].name])
        pressed: set[str] = set()
        for actor in sampled((actors[0], actors[1], actors[-3]), A_PART, "whoever tries"):
            await _try_everything(people[actor.name], actor, pressed)
        await _bring_files(town, people[actors[1].name], actors[1])
        readers = [actors[at] for at in sampled(READERS, sized(2, 1), "readers")]
        found = [] if PART else [each async for each in _draw_all(town, _begin_with(path), readers, BEFORE)]
        more = await _turn_bad(town, people, actors)
        found += [each async for each in _draw_all(town, [*more, *_begin_with(path)], readers, AFTERWARDS)]
        return _drop_doubles([*found, *filter(None, map(_read_call, town.core.log))])


async def _bring_files(town: Town, who: Someone, lead: Actor) -> None:
    """The bank's statement, its accounts being theirs; two clients become one; a base of clients with questions."""
    await who.sends_document("kl_to_1c.txt", sample())
    for _account in range(2):
        asked = await who.last()
        if "…000" in asked.text and len(asked.labels) == YES_OR_NO:
            await who.presses(asked.labels[0], on=asked)
    async with town.database.write() as tx:
        *_most, one = await tx.as_(lead).client_sections.page(Section.ALL, limit=200)
        other = await tx.as_(lead).clients.create("Ya", owner_id=one.owner_id)
        await tx.as_(lead).client_merges.merge(one.id, other.id)
    known = (one.name, "", "", "", "")
    await who.sends_document("base.csv", make_csv(("Заря", "7701000058", "", "опт", ""), ("", "1", "", "", ""), known))
    await town.settle()


async def _bring_numbers(who: Someone) -> None:
    """A cold list: of long names, of towns by other clocks, of numbers that are passed over."""
    rows = "".join(f"Общество «Заря и компания {n}»;8916{n:07};Омск;закупки, спросить Марину\n" for n in range(120))
    await who.sends_document("tula_opt.csv", f"Название;Телефон;Город;Комментарий\n{rows}Заря;;;".encode(), "cold")
    seen = await who.last()
    await who.presses(seen.labels[0], on=seen)


async def _try_everything(who: Someone, actor: Actor, pressed: set[str]) -> None:
    """Every command, and below it a button of each kind that nobody has `pressed` yet, the newest first."""
    for command in sampled(commands_of(actor.role), A_PART, actor.role):
        await who.types(f"/{command.name}")
        for _press in range(PRESSES):
            chat = [each for each in await who.phone.chat() if each.by_bot][-LOOKED_AT:]
            new = next((place for seen in reversed(chat) for place in _find_unpressed(seen, pressed)), None)
            if new is None:
                break
            seen, row, col = new
            await who.presses_at(row, col, seen)
        await who.types("/cancel")


def _find_unpressed(seen: Seen, pressed: set[str]) -> Iterator[tuple[Seen, int, int]]:
    for row, keys in enumerate(seen.state["keyboard"]):
        for col, key in enumerate(keys):
            kind = NUMBERS.sub("#", key.get("callback_data") or key["text"])
            if kind not in pressed and "disabled" not in key:
                pressed.add(kind)
                yield seen, row, col


async def _pass_to(town: Town, day: date, wall: str) -> None:
    """The nights pass in one step."""
    if town.clock.local().date() < day:
        await town.clock.reach(wall, day, step=NIGHT)
    await town.clock.reach(wall, day)


async def _actors(town: Town, phones: Sequence[int]) -> list[Actor]:
    """Everybody of the story, and one of each role that has no part in it."""
    async with town.database.write() as tx:
        found = [actor for each in phones if (actor := await tx.system.staff.actor_by_telegram(each)) is not None]
        owner = next(each for each in found if each.role is Role.OWNER)
        department = next(each.department_id for each in found if each.role is Role.LEAD)
        for role, where in ((Role.ASSISTANT, department), (Role.DIRECTOR, None)):
            token = await tx.as_(owner).invitations.invite(role, f"{role}", where)
            joined = await tx.system.invitations.redeem(token, 900 + len(found), f"{role}", owner.language, ZONE)
            found.append(joined.actor)
    return found


async def _turn_bad(town: Town, people: Mapping[str, Someone], actors: Sequence[Actor]) -> list[View]:
    """One is away, one has entered the same money twice, one has blocked the bot, one leaves; the views of it."""
    anna, olga, boris, victor, irina = actors[:5]
    with speaking(anna.language):
        line = _("received 170k {client}").format(client=CASTS[anna.language].clients[0][1])
    for said in ("/cancel", line, line):
        await people[anna.name].types(said)
    async with town.database.write() as tx:
        await tx.as_(anna).absences.add(anna.person_id, AFTER + timedelta(days=6), AFTER + timedelta(days=8))
        client = (await tx.as_(anna).clients.recent(1))[0].id
        at = town.clock.now() + timedelta(hours=6)
        call = await tx.as_(anna).activities.plan(NewActivity(client, ActivityType.CALL, at))
        for each in (anna, boris, victor):
            await tx.as_(olga).plans.set_person(each.person_id, AFTER, 2_100_000 * ROUBLE)
        await tx.as_(olga).territories.set_owner(anna.department_id or 0, CITY, anna.person_id)
        scheme = make_scheme(30_000 * ROUBLE, {RateKind.REGULAR: 150}, [BonusStep(Percent(0), 50)])
        await tx.as_(irina).bonus.set_scheme(anna.department_id or 0, scheme)
        for kind in (TokenKind.API, TokenKind.LEAD):
            await tx.as_(irina).door_tokens.make(NewToken(kind, "1C Accounting of the firm", anna.department_id))
        asks = EnquiryWords(name="Konstantin Konstantinopolsky", phone="+7 916 123-25-21", text="How much is " * 40)
        asks = replace(asks, page="https://www.a-long-name-of-a-site.example/landing-page/of/autumn")
        (token, *_others) = await tx.as_(irina).door_tokens.list_all()
        for who in (anna.person_id, None):
            await tx.system.enquiries.add(token, asks, town.clock.now(), client, is_new=False, owner_id=who)
        missed, *rung = await _hear_calls(tx, anna, client)
    await people[boris.name].phone.blocks()
    await town.clock.reach("12:05")
    async with town.database.write() as tx:
        await tx.as_(irina).handovers.deactivate(victor.person_id)
    return [
        PlannedView(activity_id=call.id),
        ProrationView(person_id=victor.person_id, turn=Turn.LEFT),
        PartedView(person_id=victor.person_id),
        UnreachableView(person_id=boris.person_id),
        MissedCallView(call_id=missed),
        MissedCallsView(calls=(missed, *rung)),
        CallsDigestView(calls=tuple(rung)),
    ]


async def _hear_calls(tx: Transaction, person: Actor, client_id: int) -> list[int]:
    """A missed one, then as many as a digest has room for, of a client and of strangers."""
    place, now = CallPlace(person.department_id or 0, ZONE, Exchange.GENERAL), tx.clock.now()
    found = []
    for n in range(12):
        way, result = (Direction.OUT, CallResult.ANSWERED) if n else (Direction.IN, CallResult.MISSED)
        call = PhoneCall(f"{n}", now - timedelta(hours=n), way, "+79161232521", "101", 3_725, result)
        parties = CallParties(person.person_id, None if n % 3 == 1 else client_id)
        found.append(await tx.system.pbx_calls.add(place, call, parties) or 0)
    return found


def _read_call(call: Call) -> Screen | None:
    """What the bot has sent, also what stands no more because it was changed later."""
    params, reader = call.params, str(call.params.get("chat_id"))
    rich = params.get("rich_message")
    text = params.get("text") or params.get("caption")
    if not (rich or text):
        return None
    keyboard = [[key["text"] for key in row] for row in (params.get("reply_markup") or {}).get("inline_keyboard", ())]
    buttons = tuple(map(tuple, keyboard))
    if rich:
        return Screen(SENT, reader, rich_html(parse_rich(rich["html"])), buttons, is_rich=True)
    return Screen(SENT, reader, _html(str(text)), buttons)


async def _draw_all(town: Town, begun: Sequence[View], readers: Sequence[Actor], most: int) -> AsyncIterator[Screen]:
    """Breadth first from what waits in the outbox: each view that a reader can come to by buttons."""
    for actor in readers:
        seen: set[str] = set()
        count = Counter[str]()
        queue = [*begun]
        for view in queue:
            said = f"{view.name} {view.to_json()}"
            if said in seen or count[view.name] >= most:
                continue
            seen.add(said)
            message = await _read(town, view, actor)
            if message is None:
                continue
            count[view.name] += 1
            for screen in _make_screens(view.name, str(actor.role), message):
                yield screen
            ways = [open_view(key.data) for row in message.buttons for key in row if key.data]
            queue += [way for way in ways if way is not None and actor.role in way.opens_for]


async def _read(town: Town, view: View, reader: Actor) -> Message | None:
    """None where it is nothing for them."""
    with speaking(reader.language), suppress(MistakeError):
        async with town.database.read() as tx:
            content = await view.draw_once(tx, reader)
        return content.message if isinstance(content, File) else content
    return None


def _begin_with(path: Path) -> list[View]:
    """What was sent as a view, and of each view there is a sample about the people of the demo."""
    with closing(sqlite3.connect(path)) as database:
        rows = list(database.execute(STORED))
        moves = [event for (event,) in database.execute(MOVES)]
    stored = [load(name, json.loads(args)) for name, args, _person in rows]
    slips = [WeekSlipsView(monday=LAST_DAY, first=event, asked=event) for event in moves]
    return [
        *stored,
        *slips,
        *(load(name, args) for name in VIEWS for sample in SAMPLES[name] for args in _place_here(sample)),
    ]


def _place_here(sample: Json) -> list[Json]:
    """With the ids and the days of this month in the place of the sample's; other ids as they are, and the first."""
    is_period = {"first", "last"} <= sample.keys()
    ours = {name: HERE[name] for name in sample.keys() & HERE.keys() if is_period or name not in {"first", "last"}}
    firsts = {name: 1 for name in sample if name.endswith("_id") and sample[name]}
    return [sample | ours, sample | firsts | ours]


def _make_screens(what: str, reader: str, message: Message) -> Iterator[Screen]:
    """With its table, and without for a Telegram that has none."""
    keyboard = tuple(tuple(key.label for key in row) for row in fit_rows(message.buttons))
    yield Screen(what, reader, _html(str(keep_together(message.text))), keyboard)
    if message.table is not None and (rich := rich_form(message.table)) is not None:
        yield Screen(what, reader, rich_html(parse_rich(rich.html or "")), keyboard, is_rich=True)


def _html(text: str) -> str:
    words, entities = parse_html(text)
    return to_html(words, with_found(words, entities))


def _drop_doubles(screens: Sequence[Screen]) -> list[Screen]:
    """Each once, whoever reads it; what was sent and is a view is that view."""
    found: dict[tuple[object, ...], Screen] = {}
    views = {(each.html, each.keyboard) for each in screens if each.what != SENT}
    for each in screens:
        if each.what != SENT or (each.html, each.keyboard) not in views:
            found.setdefault((each.what, each.html, each.keyboard), each)
    return [*found.values()]

"""The matrix of SPEC 2 in the chat: every command, every button and every dialog, against every role."""

import shutil
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from handlers.framework.access import EVERYBODY, STRANGERS
from handlers.routers import make_runner
from reports.general.menu import COMMANDS, Command
from reports.message.press import SHAPES, DialogPress, Press
from sales.activities.activities import ActivityType
from sales.asks.ask import AskKind
from sales.bank.statement import Statement
from sales.calendar.slots import DAY_CLOSE, DEFAULT_SLOTS
from sales.core.money import ROUBLE
from sales.core.people import Profile, Role
from sales.core.undo import UndoStepKind
from sales.deals.deal import PaperKind
from sales.door.tokens import TokenKind
from sales.enquiries.enquiry import EnquiryWords
from sales.imports.packing import pack_base, read_packed
from sales.payments.held import HeldMoney
from sales.payments.payments import MoveReason
from sales.telephony.call import Call, CallResult, Direction, Exchange
from storage.activities.activities import NewActivity
from storage.asks.ask_changes import NewAsk
from storage.door.tokens import NewToken
from storage.engine.actor import Actor
from storage.payments.payments import NewPayment
from storage.payments.receipts import NewFact
from storage.tables import ReminderRow
from storage.tables.types import Base
from storage.telephony.calls import CallParties, CallPlace
from storage.transaction import Transaction
from tests.cold import give_number
from tests.forgeries import FORGERIES, OPENED, Forgery, Shape, all_shapes, fields_of, forgeries_of, numbers_of, packed
from tests.kept import Kept
from tests.rows import each_row
from tests.samples import sampled
from tests.town import FRIDAY, Someone, Town
from tests.tree import Handler, handlers

REFUSAL = "Эта запись вам недоступна."
NO_COMMAND = "Этой команды у вас нет.\nВсё, что умею: /menu"
STALE = "Этот экран уже устарел"
ABSENT = 10**9
MALFORMED = ("-1", "1_0", " 7", "٣", "", str(2**63), "9" * 20, "1.0", "x")
WITHOUT_RECORDS = {"inbox", "wire"}
"""Tables of the line itself: they change with every update."""

Records = dict[str, list[int]]


# -- the tree ----------------------------------------------------------------------------------------------------------


@cache
def tree() -> list[Handler]:
    return handlers()


@each_row("handler", tree())
def test_every_handler_says_whom_it_lets_in(handler: Handler) -> None:
    assert handler.access is not None, "a handler without flags=access(...) is refused to everybody"
    assert handler.access == STRANGERS or (handler.roles and handler.roles <= EVERYBODY)


def test_only_start_and_the_polite_sentence_are_open_to_strangers() -> None:
    assert {each.module for each in tree() if each.access == STRANGERS} == {
        "general.start",
        "general.strangers",
        "groups.in_group",
    }


@each_row("shape", all_shapes())
def test_every_shape_of_button_is_forged_here_and_handled_there(shape: Shape) -> None:
    assert shape in (*FORGERIES, *OPENED), (
        f"{shape.__name__} has no forgery: add to tests/forgeries.py what its ids are and who may press"
    )
    assert [each for each in tree() if shape in each.shapes], f"nobody handles {shape.__name__}"


@each_row("shape", [each for each in all_shapes() if forgeries_of(each)])
def test_the_handlers_of_a_shape_let_in_exactly_who_may_press_it(shape: Shape) -> None:
    pressed = frozenset[Role]().union(*(each.roles for each in tree() if shape in each.shapes))
    let_in = pressed if issubclass(shape, Press) else shape.opens_for

    assert let_in == frozenset[Role]().union(*(deed.roles for deed in forgeries_of(shape)))


@each_row("shape", [each for each in SHAPES.values() if each.words()])
def test_each_deed_of_a_shape_is_handled_once_and_forged(shape: type[Press]) -> None:
    handled = [
        deed for each in tree() for it in each.pressed if it.shape is shape for deed in it.deeds or shape.words()
    ]
    forged = {each.rest["deed"] for each in forgeries_of(shape) if isinstance(each.rest["deed"], StrEnum)}

    assert sorted(handled) == sorted(shape.words())
    assert forged == set(shape.words())


@each_row("handler", [each for each in tree() if each.pressed])
def test_a_handler_takes_the_press_that_its_filter_lets_in(handler: Handler) -> None:
    assert handler.takes in {None, *handler.shapes}


# -- commands ----------------------------------------------------------------------------------------------------------


async def of_role(town: Town, role: Role, name: str = "Вера") -> Someone:
    if role is Role.OWNER:
        assert town.owner is not None
        return town.owner
    joins = {
        Role.MANAGER: town.manager,
        Role.ASSISTANT: town.assistant,
        Role.LEAD: town.lead,
        Role.DIRECTOR: town.director,
    }
    return await joins[role](name)


async def stored(town: Town) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table that holds what people did and what they are to be told."""
    async with town.database.read() as tx:
        tables = [table for table in Base.metadata.sorted_tables if table.name not in WITHOUT_RECORDS]
        return {table.name: [tuple(row) for row in await tx.session.execute(select(table))] for table in tables}


@pytest.mark.parametrize("role", Role)
async def test_a_role_has_its_commands_and_no_others(town: Town, role: Role) -> None:
    await town.lead("Ольга")
    someone = await of_role(town, role)
    said = {command.name: (await someone.types(f"/{command.name}")).text for command in COMMANDS}

    assert {name for name, text in said.items() if text != NO_COMMAND} == {
        command.name for command in COMMANDS if role in command.roles
    }


@pytest.mark.parametrize("role", Role)
async def test_a_refused_command_or_key_stores_nothing(town: Town, role: Role) -> None:
    someone = await of_role(town, role)
    refused = [command for command in COMMANDS if role not in command.roles]
    before = await stored(town)

    for command in refused:
        assert (await someone.types(f"/{command.name} 1")).text == NO_COMMAND
        assert (await someone.types(key_of(command))).text == NO_COMMAND

    after = await stored(town)
    assert {name: rows for name, rows in after.items() if name != "outbox"} == {
        name: rows for name, rows in before.items() if name != "outbox"
    }


def key_of(command: Command) -> str:
    assert command.key is not None
    return command.key()


# -- buttons -----------------------------------------------------------------------------------------------------------


@dataclass
class Departments:
    """Two departments with everything that a button can speak of; `own` is where the forgers work."""

    town: Town
    own: Records
    colleague: Records
    foreign: Records
    people: dict[Role, Someone]

    def not_for(self, role: Role, deed: Forgery) -> list[Records]:
        """Whose records a role must not reach, though it may press the button."""
        if role is Role.MANAGER:
            return [self.colleague, self.foreign]
        return [self.foreign] if role in {Role.LEAD, Role.ASSISTANT} else []


WORKING = {Role.MANAGER: "Анна", Role.LEAD: "Ольга", Role.ASSISTANT: "Софья", Role.DIRECTOR: "Денис"}


@pytest.fixture(scope="session")
def kept_departments(migrated: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Kept, list[Records]]:
    """Two departments, and what is one's own there, a colleague's, and another department's."""
    told: list[Records] = []

    async def live(town: Town) -> None:
        told.extend(await two_departments(town))

    return Kept.lived(Path(shutil.copy(migrated, tmp_path_factory.mktemp("departments") / "reper.db")), live), told


async def two_departments(town: Town) -> list[Records]:
    assert town.owner is not None
    async with town.database.write() as tx:
        kazan = await tx.as_(town.owner.actor).departments.create(
            "Казань", "Europe/Moscow", DEFAULT_SLOTS, 15, 5, DAY_CLOSE
        )
    people = {role: await of_role(town, role, name) for role, name in WORKING.items()}
    anna, boris = people[Role.MANAGER], await town.manager("Борис")
    own, colleague = await records(town, anna, boris), await records(town, boris, anna)
    home, town.department_id = town.department_id, kazan.id
    marat, zarina = await town.manager("Марат"), await town.lead("Зарина")
    foreign = await records(town, marat, await town.manager("Роза"))
    town.department_id = home
    own |= {"lead": [people[Role.LEAD].id], "owner": [town.owner.id]}
    foreign |= {"lead": [zarina.id], "owner": [town.owner.id]}
    return [own, colleague | {"lead": [], "owner": []}, foreign]


@pytest.fixture
async def departments(kept_departments: tuple[Kept, list[Records]], database_file: Path) -> AsyncIterator[Departments]:
    kept, told = kept_departments
    async with kept.again(database_file) as town:
        assert town.owner is not None
        people = {role: town.people[name] for role, name in WORKING.items()} | {Role.OWNER: town.owner}
        yield Departments(town, *told, people)


async def let_in(tx: Transaction, owner: Actor, manager: Someone, client_id: int, department_id: int) -> Records:
    """A key of the door, and what was asked by it: of a client, and of nobody yet."""
    await tx.as_(owner).door_tokens.make(NewToken(TokenKind.API, f"1С {manager.phone.name}", department_id))
    token = (await tx.as_(owner).door_tokens.list_all())[-1]
    words, now = EnquiryWords(name="Пётр", phone="+7 916 123-25-21"), tx.clock.now()
    asked = await tx.system.enquiries.add(token, words, now, client_id, is_new=False, owner_id=manager.id)
    nobodys = await tx.system.enquiries.add(token, words, now, None, is_new=False, owner_id=None)
    return {"token": [token.id], "enquiry": [asked], "asker": [nobodys]}


async def in_a_group(tx: Transaction, owner: Actor, manager: Someone, department_id: int) -> int:
    """A group where the department's summary goes."""
    group = await tx.system.groups.offer(-5000 - manager.id, "Продажи", owner.person_id, None)
    await tx.as_(owner).groups.turn_on(group.id, department_id)
    return group.id


async def hear_calls(tx: Transaction, owner: Actor, manager: Someone, department_id: int) -> Records:
    """One of each kind: missed, talked, and of somebody whom nobody knows; and a file of none."""
    place, now = CallPlace(department_id, "Europe/Moscow", Exchange.GENERAL), tx.clock.now()
    log = await tx.as_(owner).call_logs.begin(department_id, "журнал.csv")
    found: Records = {"call_log": [log.id]}
    for kind, way, result in (
        ("missed", Direction.IN, CallResult.MISSED),
        ("talk", Direction.OUT, CallResult.ANSWERED),
        ("stranger", Direction.OUT, CallResult.ANSWERED),
    ):
        phone = "+79160001122" if kind == "stranger" else "+79161232521"
        call = Call(f"{kind} {manager.id}", now, way, phone, "", 125, result)
        known = await tx.as_(manager.actor).clients.recent(1) if kind != "stranger" else []
        parties = CallParties(manager.id, known[0].id if known else None)
        found[kind] = [await tx.system.pbx_calls.add(place, call, parties) or 0]
    return found


async def make_deal(tx: Transaction, actor: Actor, client_id: int) -> tuple[int, int]:
    """A deal, and a picture of its act."""
    deal = await tx.as_(actor).deals.create(client_id, "Поставка")
    await tx.as_(actor).paper_files.add(deal.id, PaperKind.ACT, "F", is_picture=True)
    (kept,) = await tx.as_(actor).paper_files.of_deal(deal.id)
    return deal.id, kept.id


async def records(town: Town, manager: Someone, heir: Someone) -> Records:
    """One of each kind, of this manager; the ids that a forged button could carry."""
    assert town.owner is not None
    actor, today = manager.actor, FRIDAY
    async with town.database.write() as tx:
        waiting = await tx.as_(town.owner.actor).invitations.invite(
            Role.MANAGER, "Новый", town.department_id, Profile.MIXED
        )
        assert waiting
        assert await tx.as_(town.owner.actor).invitations.invite(
            Role.MANAGER, "Ушедший", town.department_id, Profile.MIXED
        )
        staff = await tx.as_(town.owner.actor).people.team(town.department_id)
        left = max(each.id for each in staff if each.name == "Ушедший")
        await tx.as_(town.owner.actor).handovers.deactivate(left)
        client = await tx.as_(actor).clients.create(f"Лотос {manager.phone.name}")
        like = await tx.as_(actor).clients.create(f"ООО Лотос {manager.phone.name}")
        twins = [(await tx.as_(actor).clients.create(f"Двойник {n} {manager.phone.name}")).id for n in (1, 2)]
        merge = await tx.as_(actor).client_merges.merge(*twins)
        contact = await tx.as_(actor).contacts.add(client.id, "Мария", "+7 916 123-25-21")
        owner = tx.as_(town.owner.actor)
        territory = await owner.territories.set_owner(town.department_id, f"Юг {manager.phone.name}", manager.id)
        first, _second, partly = [
            await tx.as_(actor).payments.expect(NewPayment(client.id, roubles * 1000 * ROUBLE, today))
            for roubles in (150, 300, 90)
        ]
        late = await tx.as_(actor).payments.expect(NewPayment(client.id, 7 * ROUBLE, date(2026, 11, 18)))
        moved = await tx.as_(actor).payment_changes.move(late.id, date(2026, 11, 23), MoveReason.OTHER)
        receipt = await tx.as_(actor).receipts.record(NewFact(client.id, 10_000 * ROUBLE, today, (partly.id,)))
        held = await tx.as_(actor).counting.expect(NewPayment(client.id, 300_000 * ROUBLE, today))
        assert isinstance(held, HeldMoney)
        step = await tx.as_(actor).undo_steps.note(UndoStepKind.RECEIPTS, manager.id, {"receipts": []})
        planned = datetime(2026, 11, 23, 12, tzinfo=UTC)
        activity = await tx.as_(actor).activities.plan(NewActivity(client.id, ActivityType.CALL, planned))
        reminders = list(await tx.session.scalars(select(ReminderRow.id).where(ReminderRow.activity_id == activity.id)))
        await tx.system.checkins.open(manager.id, today, "12:00", tx.clock.now() + timedelta(minutes=45))
        checkin = await tx.system.checkins.find(manager.id, today, "12:00")
        assert checkin
        team = await tx.as_(town.owner.actor).people.team(town.department_id)
        planned = await tx.as_(town.owner.actor).plans.set_person(manager.id, today, 1)
        assert planned
        deal, paper_file = await make_deal(tx, actor, client.id)
        bank = tx.as_(town.owner.actor).bank_statements  # a file is the whole firm's: what one reads of it is one's own
        statement = await bank.begin(Statement((), None, None, {}, ()), "0" * 64, "kl_to_1c.txt", "")
        base = pack_base([("", [["Название", "Телефон"], ["Лотос", "89161112233"]])])
        assert base
        brought = await tx.as_(actor).imports.begin("base.csv", "0" * 64, read_packed(base))
        calls = await hear_calls(tx, town.owner.actor, manager, town.department_id)
        knocking = await let_in(tx, town.owner.actor, manager, client.id, town.department_id)
        group = await in_a_group(tx, town.owner.actor, manager, town.department_id)
        cold_list, cold_lead = await give_number(tx, town.owner.actor, actor)
        giver = tx.as_(town.owner.actor).ask_changes
        task = await giver.give(NewAsk(AskKind.TASK, "акт", manager.id))
        asks = tx.as_(actor).ask_changes
        reminder_of_own = await asks.give(NewAsk(AskKind.TASK, "банк", manager.id))
        help_ = await asks.give(NewAsk(AskKind.HELP, "", client_id=client.id))
        discount = await asks.give(NewAsk(AskKind.DISCOUNT, "", client_id=client.id, value=120))
        away = await tx.as_(actor).absences.add(manager.id, date(2026, 12, 7), date(2026, 12, 9))
    return {
        "manager": [manager.id],
        "heir": [heir.id],
        "waiting": [each.id for each in team if each.is_waiting][-1:],
        "left": [left],
        "department": [town.department_id],
        "client": [client.id],
        "orphan": [client.id],
        "like": [like.id],
        "contact": [contact.id],
        "territory": [territory.id],
        "payment": [first.id],
        "debt": [late.id],
        "deal": [deal],
        "paper_file": [paper_file],
        "held": [held.id],
        "statement": [statement.id],
        "import": [brought.id],
        "cold_list": [cold_list],
        "cold_lead": [cold_lead],
        "merge": [merge.id],
        "step": [step],
        "moved": [moved.event_id],
        "receipt": [receipt.id],
        "activity": [activity.id],
        "reminder": reminders[:1],
        "checkin": [checkin.id],
        "plan_set": [planned.id],
        "absence": [away.id],
        "group": [group],
        "task": [task.id],
        "own_task": [reminder_of_own.id],
        "help": [help_.id],
        "discount": [discount.id],
        **knocking,
        **calls,
    }


def forgeries(shape: Shape, at: Departments) -> Iterator[tuple[Role, str]]:
    """Who presses what, and must be refused."""
    for deed in forgeries_of(shape):
        for role in Role:
            if role not in deed.roles:
                yield role, packed(shape, deed, at.own)
                continue
            for name, kind in deed.ids.items():
                yield role, packed(shape, deed, at.own, **{name: ABSENT})
                for records_ in at.not_for(role, deed):
                    yield from (
                        (role, packed(shape, deed, at.own, **{name: id_})) for id_ in foreign(kind, at, records_)
                    )


def foreign(kind: str, at: Departments, of: Records) -> list[int]:
    """Ids of this kind that are not the forger's: the own department is everybody's of it."""
    return [id_ for id_ in of[kind] if id_ not in at.own[kind]]


FORGED = [each for each in all_shapes() if forgeries_of(each)]
TOGETHER = 10
"""So many shapes are forged in one town, whose tables are then compared as a whole."""


@pytest.mark.part(3)
@pytest.mark.parametrize("shapes", [FORGED[n::TOGETHER] for n in range(TOGETHER)], ids=str)
async def test_a_forged_button_is_refused_in_the_same_words_and_changes_nothing(
    departments: Departments, shapes: list[Shape]
) -> None:
    before, told = await stored(departments.town), {}

    for role in Role:
        forged = [data for shape in shapes for its, data in forgeries(shape, departments) if its is role]
        answers = await departments.people[role].forges_all(forged)
        told |= {(role, data): said for data, said in zip(forged, answers, strict=True)}

    assert {what: said for what, said in told.items() if said != REFUSAL} == {}
    assert all(any(True for _ in forgeries(shape, departments)) for shape in shapes)
    assert await stored(departments.town) == before


def malformed(shape: Shape) -> list[str]:
    """Its button, with something in the place of a number that is none of ours."""
    deed = next(iter(forgeries_of(shape)), Forgery({}, EVERYBODY))
    own: Records = {kind: [1] for kind in deed.ids.values()}
    return [
        packed(shape, deed, own, **{name: value})
        for name in numbers_of(shape)
        for value in MALFORMED
        if not (value == "" and not fields_of(shape)[name].is_required())  # an empty field is its default
    ]


@each_row("shape", all_shapes())
def test_a_malformed_number_in_a_button_is_not_read(shape: Shape) -> None:
    for data in malformed(shape):
        if issubclass(shape, Press):
            with pytest.raises(ValueError, match=r"."):
                shape.unpack(data)
        else:
            assert shape.read(data) is None, data


async def test_a_malformed_number_in_a_button_is_refused(town: Town) -> None:
    forged = [each for shape in all_shapes() for each in sampled(malformed(shape), 9, shape.__name__)]
    assert town.owner is not None
    before = await stored(town)

    told = dict(zip(forged, await town.owner.forges_all(forged), strict=True))

    assert {data: said for data, said in told.items() if said != REFUSAL} == {}
    assert await stored(town) == before


@pytest.mark.part(4)
@pytest.mark.parametrize(
    "data", ["", "x", "nonsense:1:2", "d", "pay", "pay:edit", "p:1:card:more", ":::", "inv:" + "я" * 20]
)
async def test_data_of_no_shape_is_refused_too(town: Town, data: str) -> None:
    anna = await town.manager("Анна")
    before = await stored(town)

    assert not data or await anna.forges(data) == REFUSAL
    assert await stored(town) == before


# -- dialogs -----------------------------------------------------------------------------------------------------------


@pytest.mark.part(4)
@pytest.mark.parametrize("name", sorted(make_runner().dialogs))
async def test_nobody_is_in_a_dialog_that_is_not_of_their_role(town: Town, name: str) -> None:
    """A role can change while a form is open: the next press and the next word find it closed."""
    dialog = make_runner().dialogs[name]
    await town.lead("Ольга")
    for role in sorted(set(Role) - dialog.roles):
        someone = await of_role(town, role, f"Вера {role}")
        async with town.database.write() as tx:
            opened = await tx.as_(someone.actor).dialogs.open(
                name, dialog.first, dialog.draft().model_dump(mode="json")
            )
        before = await stored(town)

        await someone.forges(DialogPress(number=opened.number, step=opened.step, value="1").pack())

        said = (await someone.last()).text
        assert said == "Форма устарела. Начните, пожалуйста, заново: /menu"
        after = await stored(town)
        changed = {table for table in after if after[table] != before[table]}
        assert changed <= {"dialogs", "outbox"}


async def test_a_screen_that_is_not_open_cannot_be_pressed(town: Town) -> None:
    anna = await town.manager("Анна")
    before = await stored(town)

    for number in (0, 1, 2**63 - 1):
        assert await anna.forges(DialogPress(number=number, step="role", value="owner").pack()) == STALE

    assert await stored(town) == before

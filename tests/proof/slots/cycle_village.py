"""Houses with their people, plans and money; and what was done for them, compared with the almanac of the cycle."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select

from sales.calendar.calendar import DayKind
from sales.calendar.slots import DAY_CLOSE, Slot
from sales.core.people import Role
from sales.schedule.schedule import Scheduled
from storage.database import Database
from storage.engine.actor import Actor
from storage.payments.payments import NewPayment
from storage.tables import DutyRow, OutboxRow, TomorrowPlanRow, WeekPlanRow
from storage.transaction import Transaction
from tests.proof.slots.almanac import DAY, Look
from tests.proof.slots.cycle_almanac import KINDS, SKIPPED, Duty, Home, House, How, Human, owed_by

Done = dict[Duty, How]


async def moved_in(database: Database, first: date, houses: Sequence[House]) -> list[Home]:
    async with database.write() as tx:
        owner = (
            await tx.system.invitations.redeem(await tx.system.invitations.owner_link() or "", 1, "Ирина", "ru")
        ).actor
        return [await _founded(tx, owner, first, house, houses[0].zone) for house in houses]


async def _founded(tx: Transaction, owner: Actor, first: date, house: House, owners_zone: str) -> Home:
    """The owner belongs to no department: the first one's clock is theirs."""
    slots = tuple(Slot(time.fromisoformat(each)) for each in house.slots)
    asking = (house.ask_before, house.remind_before)
    department_id = (await tx.as_(owner).departments.create(house.zone, house.zone, slots, *asking, DAY_CLOSE)).id
    for kind, days in ((DayKind.OFF, house.off), (DayKind.WORKING, house.working), (DayKind.SHORT, house.short)):
        for day in days:
            await tx.as_(owner).special_days.set(day, kind, department_id)
    for name, wall in house.hours:
        await tx.as_(owner).schedule.put_off(department_id, Scheduled(name), time.fromisoformat(wall))
    for name in house.without:
        await tx.as_(owner).schedule.turn(department_id, Scheduled(name), on=False)
    people = [await _joined(tx, owner, human, department_id) for human in _people_of(house, first)]
    stands_in = Human(owner.person_id, "owner", owners_zone)
    home = Home(house, department_id, tx.clock.now(), tuple(people), stands_in)
    await _planned(tx, owner, home, first)
    return home


def _people_of(house: House, first: date) -> list[Human]:
    """Anna is silent, Boris is away, Vera has said all beforehand, Gleb lives elsewhere; two read what is reported."""
    away = (first + 2 * DAY, first + 3 * DAY)
    east = "Asia/Yekaterinburg" if house.zone == "Europe/Moscow" else "Europe/Moscow"
    return [
        Human(0, "manager", house.zone),
        Human(0, "manager", house.zone, away),
        Human(0, "manager", house.zone, confirmed=True),
        Human(0, "manager", east),
        Human(0, "lead", house.zone, away),
        Human(0, "assistant", house.zone, (first + 3 * DAY, first + 4 * DAY)),
    ]


async def _joined(tx: Transaction, owner: Actor, human: Human, department_id: int) -> Human:
    token = await tx.as_(owner).invitations.invite(Role(human.role), "Кто-то", department_id)
    telegram_id = 1000 + 100 * department_id + len(await tx.as_(owner).people.team(department_id))
    actor = (await tx.system.invitations.redeem(token, telegram_id, "Кто-то", "ru")).actor
    await tx.as_(actor).people.set_zone(human.zone)
    if human.away is not None:
        await tx.as_(owner).absences.add(actor.person_id, *human.away)
    return Human(actor.person_id, human.role, human.zone, human.away, human.confirmed)


async def _planned(tx: Transaction, owner: Actor, home: Home, first: date) -> None:
    managers = home.managers()
    for human in managers:
        actor = await tx.system.staff.actor(human.id)
        assert actor is not None
        client = await tx.as_(actor).clients.create(f"Ромашка {human.id}")
        await tx.as_(actor).payments.expect(NewPayment(client.id, 15_000_000, first - 10 * DAY))
        monday = first - first.weekday() * DAY
        for week in range(4 if human.confirmed else 0):
            await tx.as_(actor).week_plans.confirm(monday + week * 7 * DAY)
    planned = {"all": managers, "some": managers[:1], "none": []}[home.house.plans]
    for human in planned:
        for month in {(first + n * DAY).replace(day=1) for n in (-31, 0, 31)}:
            await tx.as_(owner).plans.set_person(human.id, month, 200_000_000)


async def differences(tx: Transaction, homes: Sequence[Home], looks: Sequence[Look]) -> list[str]:
    """Between what was done and what the almanac says; nothing where they agree."""
    done = await done_of(tx)
    found = []
    subjects = [owed_by(home, tuple(looks)) for home in homes]
    owed = {duty: each for one in subjects for duty, each in one.items()}
    found += [f"extra {duty}" for duty in done.keys() - owed.keys()]
    for duty, each in owed.items():
        if duty not in done:
            found += [f"missing {duty}: {[_said(how) for how in each.hows]}"] if each.surely else []
        elif done[duty] not in each.hows:
            found.append(f"{duty}: {_said(done[duty])}, not {[_said(how) for how in each.hows]}")
    found += _unlike("put", await _put(tx), _to_be_put(homes, done))
    found += _unlike("frozen week", await _frozen_weeks(tx), _weeks_to_freeze(homes, done))
    evenings = dict(_evenings_frozen(homes, done))
    found += _unlike("frozen day", await _days(tx, TomorrowPlanRow.frozen_at), evenings)
    found += _unlike("day asked", await _days(tx, TomorrowPlanRow.asked_at), await _days_to_ask(tx, homes))
    return found


def _said(how: How) -> str:
    due_at, done_at, word = how
    return f"due {due_at:%d.%m %H:%M}, done {done_at:%d.%m %H:%M}, {word}"


def _unlike(what: str, one: dict[Any, Any], other: dict[Any, Any]) -> list[str]:
    keys = sorted(key for key in one.keys() | other.keys() if one.get(key) != other.get(key))
    return [f"{what} {key}: {one.get(key)}, not {other.get(key)}" for key in keys]


async def done_of(tx: Transaction) -> Done:
    """In the order in which it was done."""
    row = DutyRow
    rows = await tx.session.execute(select(*row.__table__.c).where(row.kind.in_(KINDS)).order_by(row.id))
    return {
        (each.kind, each.subject_id, each.local_date, each.slot or str(each.department_id or "")): (
            each.due_at,
            each.done_at,
            str(each.lateness),
        )
        for each in rows
    }


async def _put(tx: Transaction) -> dict[str, int]:
    """How often each message of the cycle was put, or drawn again."""
    views = ("week", "week_table", "week_result", "tomorrow", "svod", "month_close", "plan_nag")
    rows = await tx.session.execute(select(OutboxRow.key, OutboxRow.wanted).where(OutboxRow.view.in_(views)))
    return {key: times for key, times in rows}  # noqa: C416  a Row is no pair


def _to_be_put(homes: Sequence[Home], done: Done) -> dict[str, int]:
    wanted: dict[str, int] = {}
    for home in homes:
        for key, is_drawn in _keys(home, done):
            if is_drawn or key in wanted:
                wanted[key] = wanted.get(key, 0) + 1
    return wanted


def _keys(home: Home, done: Done) -> Iterator[tuple[str, bool]]:
    """In the order of what was done: the key, and whether it is put or only drawn again where it stands."""
    humans = {each.id: each for each in home.managers()}
    for (kind, subject, day, slot), (_due, at, how) in done.items():
        if how == SKIPPED:
            continue
        if kind.startswith("tomorrow") and subject in humans:
            ahead = home.next_workday(humans[subject], day)
            yield f"tomorrow:{subject}:{ahead}", kind == "tomorrow_remind"
        elif kind in ("week_ask", "week_remind") and subject in humans:
            yield f"week:{subject}:{_monday_planned(home, kind, day)}", True
        elif kind == "week_freeze" and subject == home.id:
            yield from ((f"week:{human}:{_monday(day)}", False) for human in humans)
        elif kind in ("week_table", "week_result") and slot == str(home.id):
            yield f"{kind.replace('_', '-')}:{home.id}:{_monday(day)}:{subject}", True
        elif kind in ("svod", "plan_nag", "month_close") and subject == home.id:
            yield from ((key, True) for key in _reported(home, kind, day, at))


def _reported(home: Home, kind: str, day: date, at: datetime) -> Iterator[str]:
    """To all who were awake when it was done."""
    said_on = at.astimezone(ZoneInfo(home.house.zone)).date()
    readers = home.planners(said_on) if kind == "plan_nag" else home.readers(said_on)
    if kind == "month_close":
        day = (day - DAY).replace(day=1)
    yield from (f"{kind.replace('_', '-')}:{home.id}:{day}:{each.id}" for each in home.awake(readers, at))


def _monday(day: date) -> date:
    return day - day.weekday() * DAY


def _monday_planned(home: Home, kind: str, day: date) -> date:
    return _monday(home.house.workdays_from(day + DAY, 60)[0] if kind == "week_ask" else day)


async def _frozen_weeks(tx: Transaction) -> dict[tuple[int, date], bool]:
    row = WeekPlanRow
    rows = await tx.session.execute(select(row.person_id, row.monday).where(row.frozen_at.is_not(None)))
    return dict.fromkeys(rows, True)


def _weeks_to_freeze(homes: Sequence[Home], done: Done) -> dict[tuple[int, date], bool]:
    return {
        (human.id, _monday(day)): True
        for home in homes
        for kind, subject, day, _slot in done
        for human in home.managers()
        if kind == "week_freeze" and subject == home.id
        if any(home.works(human, _monday(day) + n * DAY) for n in range(7))
    }


async def _days(tx: Transaction, column: Any) -> dict[tuple[int, date], bool]:
    row = TomorrowPlanRow
    rows = await tx.session.execute(select(row.person_id, row.local_date).where(column.is_not(None)))
    return dict.fromkeys(rows, True)


def _evenings_frozen(homes: Sequence[Home], done: Done) -> Iterator[tuple[tuple[int, date], bool]]:
    for home in homes:
        for human in home.managers():
            for kind, subject, day, _slot in done:
                if kind == "tomorrow_freeze" and subject == human.id:
                    yield (human.id, home.next_workday(human, day)), True


async def _days_to_ask(tx: Transaction, homes: Sequence[Home]) -> dict[tuple[int, date], bool]:
    """With the last slot's question, whoever was asked it, or by the reminder."""
    row = DutyRow
    rows = await tx.session.execute(
        select(row.kind, row.subject_id, row.local_date, row.slot).where(
            row.kind.in_(("ask", "tomorrow_remind")), row.lateness != SKIPPED
        )
    )
    done = {(kind, subject, day, slot) for kind, subject, day, slot in rows}
    return {
        (human.id, home.next_workday(human, day)): True
        for home in homes
        for kind, subject, day, slot in done
        for human in home.managers()
        if _is_asked(home, human, kind, subject, slot) and home.works(human, day)
    }


def _is_asked(home: Home, human: Human, kind: str, subject: int, slot: str) -> bool:
    if kind == "tomorrow_remind":
        return subject == human.id
    return subject == home.id and slot == max(home.house.slots) and "tomorrow_ask" not in home.house.without

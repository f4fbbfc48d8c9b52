"""Departments with their people, each of whom awaits money for long: so every question is worth asking."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from sqlalchemy import select

from sales.activities.activities import ActivityType
from sales.calendar.calendar import DayKind
from sales.calendar.slots import DAY_CLOSE, Slot
from sales.core.people import Role
from storage.activities.activities import NewActivity
from storage.database import Database
from storage.engine.actor import Actor
from storage.payments.payments import NewPayment
from storage.tables import CheckinRow, DutyRow, OutboxRow
from storage.transaction import Transaction
from tests.proof.slots.almanac import DAY, Duty, Look, Owed, Place, mornings_by, owed_by
from tests.proof.slots.lives import Life


@dataclass(frozen=True)
class Village:
    """`anna` is always there; `boris` is away from the third day to the fourth."""

    place: Place
    department_id: int
    anna: int
    boris: int
    olga: int
    away: tuple[date, date]
    founded: datetime

    def there(self, day: date) -> list[int]:
        return [self.anna] if self.away[0] <= day <= self.away[1] else [self.anna, self.boris]


async def settled(database: Database, life: Life) -> list[Village]:
    """Everybody is there two days before the story."""
    async with database.write() as tx:
        owner = (
            await tx.system.invitations.redeem(await tx.system.invitations.owner_link() or "", 1, "Ирина", "ru")
        ).actor
        return [await _founded(tx, owner, life, place) for place in life.places]


async def _founded(tx: Transaction, owner: Actor, life: Life, place: Place) -> Village:
    slots = tuple(Slot(time.fromisoformat(each)) for each in place.slots)
    asking = (place.ask_before, place.remind_before)
    department = await tx.as_(owner).departments.create(place.zone, place.zone, slots, *asking, DAY_CLOSE)
    for kind, days in ((DayKind.OFF, place.off), (DayKind.WORKING, place.working)):
        for day in days:
            await tx.as_(owner).special_days.set(day, kind, department.id)
    anna, boris = [await _joined(tx, owner, Role.MANAGER, department.id) for _ in range(2)]
    olga = await _joined(tx, owner, Role.LEAD, department.id)
    for manager in (anna, boris):
        client = await tx.as_(manager).clients.create(f"Ромашка {manager.person_id}")
        await tx.as_(manager).payments.expect(NewPayment(client.id, 15_000_000, life.first - 10 * DAY))
        forgotten = datetime.combine(life.first - DAY, time(12), ZoneInfo(place.zone))  # each morning has a word to say
        await tx.as_(manager).activities.plan(NewActivity(client.id, ActivityType.CALL, forgotten))
    away = (life.first + 2 * DAY, life.first + 3 * DAY)
    await tx.as_(owner).absences.add(boris.person_id, *away)
    return Village(place, department.id, anna.person_id, boris.person_id, olga.person_id, away, tx.clock.now())


async def _joined(tx: Transaction, owner: Actor, role: Role, department_id: int) -> Actor:
    token = await tx.as_(owner).invitations.invite(role, "Кто-то", department_id)
    telegram_id = 1000 + 100 * department_id + len(await tx.as_(owner).people.team(department_id))
    return (await tx.system.invitations.redeem(token, telegram_id, "Кто-то", "ru")).actor


async def differences(tx: Transaction, villages: Sequence[Village], looks: Sequence[Look]) -> list[str]:
    """Between what was done and what the almanac says; nothing where they agree."""
    found: list[str] = []
    for village in villages:
        done = await _done(tx, village.department_id)
        found += _compared(village.place.zone, done, owed_by(village.place, looks, village.founded))
        found += _of_questions(village, done, await _checkins(tx, village))
        found += await _of_messages(tx, village, done)
        found += await _of_mornings(tx, village, looks)
    return found


def _compared(where: str, done: dict[Duty, str], owed: dict[Duty, Owed]) -> list[str]:
    found = [f"{where}: extra {duty}" for duty in done.keys() - owed.keys()]
    for duty, each in owed.items():
        if duty not in done:
            found += [f"{where}: missing {duty}"] if each.surely else []
        elif done[duty] not in each.lateness:
            found.append(f"{where}: {duty} {done[duty]}, not {each.lateness}")
    return found


async def _done(tx: Transaction, subject_id: int, *kinds: str) -> dict[Duty, str]:
    rows = await tx.session.execute(
        select(DutyRow.kind, DutyRow.local_date, DutyRow.slot, DutyRow.lateness).where(
            DutyRow.subject_id == subject_id, DutyRow.kind.in_(kinds or ("ask", "remind", "summary"))
        )
    )
    return {(kind, day, slot): str(lateness) for kind, day, slot, lateness in rows}


async def _checkins(tx: Transaction, village: Village) -> Counter[tuple[int, date, str]]:
    query = select(CheckinRow.person_id, CheckinRow.local_date, CheckinRow.slot)
    rows = await tx.session.execute(query.where(CheckinRow.department_id == village.department_id))
    return Counter((person, day, slot) for person, day, slot in rows)


def _of_questions(village: Village, done: dict[Duty, str], asked: Counter[tuple[int, date, str]]) -> list[str]:
    """Who was there has been asked once, wherever the question was not skipped."""
    wanted = Counter(
        (person, day, slot)
        for (kind, day, slot), lateness in done.items()
        if kind == "ask" and lateness != "skipped"
        for person in village.there(day)
    )
    return [f"{village.place.zone}: question missing {each}" for each in wanted - asked] + [
        f"{village.place.zone}: question beyond {each}" for each in asked - wanted
    ]


async def _of_messages(tx: Transaction, village: Village, done: dict[Duty, str]) -> list[str]:
    """Each message was put once; an earlier question once more, when the next one took its buttons away."""
    asked = sorted((day, slot) for (kind, day, slot), how in done.items() if kind == "ask" and how != "skipped")
    wanted: dict[str, int] = {}
    for day, slot in asked:
        last = not any(each == day and later > slot for each, later in asked)
        wanted |= {f"checkin:{person}:{day}:{slot}": 1 if last else 2 for person in village.there(day)}
    for (kind, day, slot), how in done.items():
        if kind == "remind" and (day, slot) in asked:
            wanted |= {f"checkin-remind:{person}:{day}:{slot}": 1 for person in village.there(day)}
        if kind == "summary" and how != "skipped":
            wanted[f"summary:{village.department_id}:{day}:{slot}:{village.olga}"] = 1
    people = (village.anna, village.boris, village.olga)
    views = ("checkin", "checkin_reminder", "summary")
    rows = await tx.session.execute(
        select(OutboxRow.key, OutboxRow.wanted).where(OutboxRow.person_id.in_(people), OutboxRow.view.in_(views))
    )
    put = {key: times for key, times in rows}  # noqa: C416  a Row is no pair
    return [f"{village.place.zone}: put {key} {put.get(key)}, not {wanted.get(key)}" for key in _unlike(put, wanted)]


def _unlike(one: dict[str, int], other: dict[str, int]) -> Iterable[str]:
    return sorted(key for key in one.keys() | other.keys() if one.get(key) != other.get(key))


async def _of_mornings(tx: Transaction, village: Village, looks: Sequence[Look]) -> list[str]:
    found = []
    for person in (village.anna, village.boris):
        done = await _done(tx, person, "morning")
        owed = {("morning", day, ""): each for day, each in mornings_by(village.place, looks).items()}
        here = {duty: each for duty, each in owed.items() if person in village.there(duty[1])}
        found += _compared(f"{village.place.zone}, {person}", done, here)
    return found

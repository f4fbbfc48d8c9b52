"""
Two departments with everybody in them and one of each record: made once, copied for whoever needs it.

The ids of no two tables meet in it: the number of a payment is the number of nothing else, so that a button which
carries another kind's id carries an id that is not there.
"""

import asyncio
import shutil
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from sales.calendar.slots import DAY_CLOSE, DEFAULT_SLOTS
from sales.core.people import Role
from simulator.clock import SimClock
from storage.engine.actor import Actor
from storage.tables.types import Base
from tests.test_roles_matrix import ABSENT, Records, records
from tests.town import Someone, Town, founded

APART = 10_000
"""Between the ids of two tables."""

KNOWN = ("Школа 57", "24 Часа", "ИП Ким", "СтройГрад", "Ромашка", "Вектор")
"""Clients of Анна, by whom lines are told."""

TABLES = {
    **dict.fromkeys(("manager", "heir", "waiting", "left", "lead", "owner"), "people"),
    **dict.fromkeys(("payment", "debt"), "expected_payments"),
    **dict.fromkeys(("task", "own_task", "help", "discount"), "asks"),
    "held": "held_money",
    "statement": "bank_statements",
    "step": "undo_steps",
    **dict.fromkeys(("orphan", "like"), "clients"),
    "merge": "client_merges",
    "token": "door_tokens",
    "group": "department_groups",
    **dict.fromkeys(("enquiry", "asker"), "enquiries"),
    **dict.fromkeys(("missed", "talk", "stranger"), "pbx_calls"),
    "territory": "territories",
    "receipt": "facts",
    "activity": "activities",
    "plan_set": "plans",
    "moved": "payment_events",
}
"""By the kind of a record, where it is not simply its plural."""


def table_of(kind: str) -> str:
    return TABLES.get(kind, f"{kind}s")


@dataclass(frozen=True)
class Crowd:
    path: Path
    now: datetime
    actors: dict[str, Actor] = field(default_factory=dict)
    own: Records = field(default_factory=dict)
    colleague: Records = field(default_factory=dict)
    foreign: Records = field(default_factory=dict)

    @property
    def anna(self) -> Actor:
        """The manager whose own records are `own`."""
        return self.actors["Анна"]

    @property
    def irina(self) -> Actor:
        """The owner."""
        return self.actors["Ирина"]

    def of(self, role: Role) -> Actor:
        """Somebody of the department where `own` is; the director and the owner are of none."""
        return next(each for each in self.actors.values() if each.role is role)

    def clock(self) -> SimClock:
        return SimClock(self.now, frozen=True)

    def copy(self, folder: Path) -> Path:
        return Path(shutil.copy(self.path, folder / "reper.db"))

    def not_for(self, role: Role) -> Iterator[Records]:
        """Whose records a role must not reach, though it may press the button."""
        if role is Role.MANAGER:
            yield self.colleague
        if role in {Role.MANAGER, Role.LEAD, Role.ASSISTANT}:
            yield self.foreign


def gathered(path: Path) -> Crowd:
    """On a migrated database."""

    async def built() -> tuple[Crowd, dict[str, Someone]]:
        async with founded(path) as town:
            await town.opens()
            return await _built(town, path)

    crowd, people = asyncio.run(built())
    _part(path)
    for each in (crowd.own, crowd.colleague, crowd.foreign):
        each |= {kind: [_parted(table_of(kind), id_) for id_ in ids] for kind, ids in each.items()}
    crowd.actors.update({name: _actor(someone.actor) for name, someone in people.items()})
    return crowd


async def _built(town: Town, path: Path) -> tuple[Crowd, dict[str, Someone]]:
    assert town.owner is not None
    async with town.database.write() as tx:
        kazan = await tx.as_(town.owner.actor).departments.create(
            "Казань", "Europe/Moscow", DEFAULT_SLOTS, 15, 5, DAY_CLOSE
        )
    anna, boris = await town.manager("Анна"), await town.manager("Борис")
    olga = await town.lead("Ольга")
    people = {"Ирина": town.owner, "Анна": anna, "Борис": boris, "Ольга": olga}
    people |= {"Софья": await town.assistant("Софья"), "Денис": await town.director("Денис")}
    await town.has_clients(anna, *KNOWN)
    own, colleague = await records(town, anna, boris), await records(town, boris, anna)
    home, town.department_id = town.department_id, kazan.id
    people |= {"Марат": await town.manager("Марат"), "Зарина": await town.lead("Зарина")}
    foreign = await records(town, people["Марат"], await town.manager("Роза"))
    town.department_id = home
    owner = {"owner": [town.owner.id]}
    own |= {"lead": [olga.id]} | owner
    crowd = Crowd(path, town.clock.now(), {}, own, colleague, foreign)
    crowd.colleague.update({"lead": [], "owner": []})
    crowd.foreign.update({"lead": [people["Зарина"].id]} | owner)
    return crowd, people


def _numbers() -> dict[str, int]:
    """By table: what is added to its ids."""
    own = [table.name for table in Base.metadata.sorted_tables if "id" in table.columns]
    return {name: APART * place for place, name in enumerate(own, start=1)}


def _parted(table: str, id_: int) -> int:
    return id_ + _numbers()[table]


def _part(path: Path) -> None:
    numbers, database = _numbers(), sqlite3.connect(path)
    database.execute("PRAGMA foreign_keys=OFF")
    for table in Base.metadata.sorted_tables:
        shifted = {key.parent.name: numbers[key.column.table.name] for key in table.foreign_keys}
        shifted |= {"id": numbers[table.name]} if table.name in numbers else {}
        shifted |= (
            {"receipt_id": numbers["facts"]} if table.name == "facts" else {}
        )  # of the first part, no foreign key
        for column, by in shifted.items():
            database.execute(f"UPDATE {table.name} SET {column} = {column} + {by}")
    database.execute("DELETE FROM outbox")  # its rows hold ids in their arguments
    assert not database.execute("PRAGMA foreign_key_check").fetchall()
    database.commit()
    database.close()


def _actor(actor: Actor) -> Actor:
    department = None if actor.department_id is None else _parted("departments", actor.department_id)
    return replace(actor, person_id=_parted("people", actor.person_id), department_id=department)


__all__ = ["ABSENT", "Crowd", "Records", "gathered"]

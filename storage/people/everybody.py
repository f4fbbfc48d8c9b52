"""Everybody active, read once for all who ask, and looked up by what is known of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from sales.core.people import Role
from storage.engine.actor import Actor
from storage.engine.session import Session
from storage.people.person import ACTORS, DEFAULT_ZONE


@dataclass(frozen=True)
class Everybody:
    """Acting for nobody yet (`Staff.actor` adds that)."""

    people: tuple[Actor, ...]
    """By name."""

    @cached_property
    def by_id(self) -> Mapping[int, Actor]:
        return {each.person_id: each for each in self.people}

    @cached_property
    def by_account(self) -> Mapping[int, Actor]:
        """By their Telegram account."""
        return {each.telegram_id: each for each in self.people if each.telegram_id}

    def of_department(self, department_id: int) -> list[Actor]:
        """In whatever role."""
        return [each for each in self.people if each.department_id == department_id]

    def beside(self, person_ids: Iterable[int]) -> list[Actor]:
        """Of these, and of their departments."""
        there = {self.by_id[each].department_id for each in person_ids if each in self.by_id}
        return [each for each in self.people if each.department_id in there]

    def of_roles(self, roles: Iterable[Role]) -> list[Actor]:
        """Of whatever department, or none."""
        return [each for each in self.people if each.role in roles]


async def read_everybody(session: Session, zone: str = DEFAULT_ZONE) -> Everybody:
    """`zone`: of a house without a department."""

    async def read() -> Everybody:
        return Everybody(tuple(await session.read(Actor, ACTORS, {"the_zone": zone})))

    return await session.once(("everybody", zone), read, of_staff=True)

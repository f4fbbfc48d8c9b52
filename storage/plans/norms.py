"""Norms of a department's profiles and of single people, over what is usual (sales.plans.norms)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, select

from sales.core.errors import NotYoursError
from sales.core.people import SELLERS, Profile
from sales.core.rights import Action
from sales.plans.norms import USUAL, NormKind, make_own_norms
from storage.engine.actor_repository import ActorRepository
from storage.engine.reading import check_types, columns_of
from storage.engine.scope import check_reach, reach
from storage.people.person import Person, find_people
from storage.tables import NormRow, PersonRow
from storage.tables.plans import OF_DEPARTMENT, OF_PERSON

Set = dict[NormKind, int | None]
"""What somebody has set; None and absent: as it was."""


@dataclass(frozen=True, slots=True)
class _Norms:
    """What was set for a profile of the department, or for a person."""

    profile: Profile | None
    person_id: int | None
    calls_a_day: int | None
    meetings_a_week: int | None
    new_contacts_a_month: int | None
    cold_calls_a_day: int | None
    warm_calls_a_day: int | None
    current_calls_a_day: int | None

    @property
    def by_kind(self) -> Set:
        return {kind: getattr(self, kind.value) for kind in NormKind}


_NORMS = check_types(_Norms, select(*columns_of(_Norms, NormRow)))
_OF_PROFILES = _NORMS.where(NormRow.department_id == bindparam("the_department"), NormRow.person_id.is_(None))
_OF_PEOPLE = _NORMS.where(NormRow.person_id.in_(bindparam("the_people", expanding=True)))


class NormsOf(ActorRepository):
    async def of_profiles(self, department_id: int) -> dict[Profile, dict[NormKind, int]]:
        """What every profile is asked for there: its own norms over the usual ones."""
        found = await self._session.read(_Norms, _OF_PROFILES, {"the_department": department_id})
        said = {each.profile: each.by_kind for each in found}
        return {profile: make_own_norms(USUAL[profile], said.get(profile, {})) for profile in Profile}

    async def of_people(self, people: Iterable[Person]) -> dict[int, dict[NormKind, int]]:
        """By person: the own norm where there is one, otherwise the profile's."""
        team = list(people)
        said = await self._read_own([each.id for each in team])
        departments = {each.department_id for each in team if each.department_id is not None}
        profiles = {each: await self.of_profiles(each) for each in departments}
        found = {}
        for each in team:
            usual = USUAL[each.profile] if each.department_id is None else profiles[each.department_id][each.profile]
            found[each.id] = make_own_norms(usual, said.get(each.id, {}))
        return found

    async def get_own(self, person_id: int) -> Set:
        """What was set for this person beside the profile: for a screen that shows where a norm comes from."""
        return (await self._read_own([person_id])).get(person_id, {})

    async def set_profile(self, department_id: int, profile: Profile, kind: NormKind, value: int | None) -> None:
        """None: the usual one. Audited. Raises NotYoursError."""
        check_reach(self._actor, Action.WRITE_PLANS, department_id)
        key = {"department_id": department_id, "profile": profile, "person_id": None}
        await self._set(key, kind, value, ["department_id", "profile"], OF_DEPARTMENT)
        said = {"profile": profile, "kind": kind, "value": value}
        await self._audit("norm.set", "department", department_id, after=said)

    async def set_person(self, person_id: int, kind: NormKind, value: int | None) -> None:
        """None: the profile's. Audited. Raises NotYoursError."""
        reached = reach(self._actor, Action.WRITE_PLANS, PersonRow.id, PersonRow.department_id)
        found = await find_people(self._session, PersonRow.id == person_id, PersonRow.role.in_(SELLERS), reached)
        if not found:
            raise NotYoursError
        key = {"department_id": found[0].department_id, "profile": None, "person_id": person_id}
        await self._set(key, kind, value, ["person_id"], OF_PERSON)
        await self._audit("norm.set", "person", person_id, after={"kind": kind, "value": value})

    async def _set(self, key: dict[str, Any], kind: NormKind, value: int | None, unique: list[str], where: Any) -> None:
        said = {kind.value: value, "set_by": self._actor.person_id, "set_at": self._clock.now()}
        statement = self._insert(NormRow).values(**key, **said)
        await self._session.execute(
            statement.on_conflict_do_update(index_elements=unique, index_where=where, set_=said)
        )

    async def _read_own(self, person_ids: Sequence[int]) -> dict[int, Set]:
        found = await self._session.read(_Norms, _OF_PEOPLE, {"the_people": list(person_ids)})
        return {each.person_id: each.by_kind for each in found if each.person_id is not None}

"""The people whom somebody reads: the team, its names and profiles."""

from datetime import date

from sqlalchemy import func, or_, select, update

from sales.core.errors import AlreadyDoneError, NotYoursError
from sales.core.people import Profile
from sales.core.rights import Action, may
from storage.engine.actor_repository import ActorRepository
from storage.engine.errors import check_first
from storage.engine.scope import check_reach, name_actor, reach_of
from storage.people.person import (
    Person,
    ask_people,
    find_people,
    may_reach_people,
    one_person,
    person_under,
)
from storage.tables import PersonRow


class People(ActorRepository):
    async def person(self, person_id: int) -> Person:
        """Oneself, or somebody of a team that the actor reads. Raises NotYoursError."""
        asked = one_person(reach_of(self._actor, Action.READ_TEAM))
        whom = name_actor(self._actor) | {"the_person": person_id}
        return check_first(
            await self._session.once(
                ("person", self._actor, person_id), lambda: ask_people(self._session, asked, whom), of_staff=True
            )
        )

    async def team(self, department_id: int | None = None) -> list[Person]:
        """Everybody whom the actor reads, also not activated and deactivated, by name. Raises NotYoursError."""
        if not may(self._actor.role, Action.READ_TEAM):
            raise NotYoursError
        if department_id is None:
            return await find_people(self._session, may_reach_people(self._actor))
        check_reach(self._actor, Action.READ_TEAM, department_id)
        return await find_people(self._session, PersonRow.department_id == department_id)

    async def change_profile(self, person_id: int, profile: Profile) -> None:
        """Which norms hold (SPEC 2). Audited. Raises NotYoursError."""
        before = await person_under(self._session, self._actor, Action.INVITE, person_id)
        await self._set(person_id, profile=profile)
        await self._audit("person.profile", "person", person_id, {"profile": before.profile}, {"profile": profile})

    async def rename(self, person_id: int, name: str) -> None:
        """One's own name, or that of somebody whom the actor may invite. Raises NotYoursError."""
        before = self._actor.name
        if person_id != self._actor.person_id:
            before = (await person_under(self._session, self._actor, Action.INVITE, person_id)).name
        await self._set(person_id, name=name)
        await self._audit("person.renamed", "person", person_id, {"name": before}, {"name": name})

    async def set_joined(self, person_id: int, day: date | None) -> None:
        """The first day of work, from which a plan counts (SPEC 4); None: before anything that is reported.

        Audited. Raises NotYoursError.
        """
        before = await person_under(self._session, self._actor, Action.INVITE, person_id)
        await self._set(person_id, joined_on=day)
        said = [None if each is None else each.isoformat() for each in (before.joined_on, day)]
        await self._audit("person.joined", "person", person_id, {"day": said[0]}, {"day": said[1]})

    async def set_numbers(self, person_id: int, extension: str | None, work_phone: str | None) -> None:
        """By which the telephone exchange knows them; `work_phone` of ten digits. Audited, without the numbers.

        Raises NotYoursError; AlreadyDoneError where a colleague who works there has one of them.
        """
        before = await person_under(self._session, self._actor, Action.INVITE, person_id)
        row = PersonRow
        same = or_(func.lower(row.extension) == (extension or "").lower(), row.work_phone == (work_phone or "-"))
        there = (row.department_id == before.department_id, row.id != person_id, row.deactivated_at.is_(None))
        if await self._exists(select(row.id).where(*there, same)):
            raise AlreadyDoneError
        await self._set(person_id, extension=extension, work_phone=work_phone)
        told = [name for name, value in (("extension", extension), ("work_phone", work_phone)) if value]
        await self._audit("person.numbers", "person", person_id, after={"numbers": told})

    async def set_language(self, language: str) -> None:
        """One's own: «ru» or «en»."""
        await self._set(self._actor.person_id, language=language)

    async def set_zone(self, zone: str | None) -> None:
        """One's own zone: it moves the quiet hours only."""
        await self._set(self._actor.person_id, zone=zone)

    async def _set(self, person_id: int, **values: object) -> None:
        await self._session.execute(update(PersonRow).where(PersonRow.id == person_id).values(**values))

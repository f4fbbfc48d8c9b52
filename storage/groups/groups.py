"""Groups: into which chats a department's summary goes, and who may say so (spec/7, 7.5)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, select, update

from sales.core.errors import NotYoursError
from sales.core.people import Role
from sales.core.rights import Action, may
from sales.groups.states import GroupState
from storage.engine.actor import Actor
from storage.engine.actor_repository import ActorRepository
from storage.engine.errors import check_found
from storage.engine.reading import check_types, columns_of
from storage.engine.repository import Repository
from storage.engine.scope import check_reach, reaches_department
from storage.people.everybody import read_everybody
from storage.settings.departments import AllDepartments
from storage.tables import DepartmentGroupRow

Row = DepartmentGroupRow

PLAIN = -1_000_000_000_000

KEEPS = Action.WRITE_SCHEDULE
"""Who says what is sent by the clock says what is sent to a group."""


@dataclass(frozen=True, slots=True)
class DepartmentGroup:
    id: int
    chat_id: int
    department_id: int | None
    thread_id: int | None
    title: str
    state: GroupState
    posts_slots: bool
    posts_svod: bool
    shows_names: bool
    added_by: int
    created_at: datetime

    @property
    def is_on(self) -> bool:
        return self.state is GroupState.ON

    @property
    def may_have_topics(self) -> bool:
        """Telegram numbers supergroups so, and a plain group has none."""
        return self.chat_id < PLAIN


_GROUPS = check_types(DepartmentGroup, select(*columns_of(DepartmentGroup, Row)).order_by(Row.id))


_ON = _GROUPS.where(Row.department_id == bindparam("the_department"), Row.state == GroupState.ON)


class AllGroups(Repository):
    """For what Telegram tells of a chat, for the clock and for delivery."""

    async def find(self, chat_id: int) -> DepartmentGroup | None:
        """None for a chat of which nobody has asked for anything."""
        return await self._session.read_one(DepartmentGroup, _GROUPS.where(Row.chat_id == chat_id))

    async def list_on(self, department_id: int) -> list[DepartmentGroup]:
        """Where the department's summary goes now."""
        named = {"the_department": department_id}
        return await self._session.once(
            ("groups", department_id), lambda: self._session.read(DepartmentGroup, _ON, named)
        )

    async def find_keeper(self, group: DepartmentGroup) -> Actor | None:
        """For whom it is drawn and who is told of it: who added it, while they may; else a lead; else an owner."""
        everybody = await read_everybody(self._session)
        asked = group.added_by if group.department_id is None else None
        found = [
            each
            for each in everybody.of_roles((Role.LEAD, Role.OWNER))
            if each.department_id in {None, group.department_id} or each.person_id == asked
        ]
        adder = next((each for each in found if each.person_id == group.added_by), None)
        return adder or min(found, key=lambda each: each.role is Role.OWNER, default=None)

    async def offer(self, chat_id: int, title: str, person_id: int, thread_id: int | None) -> DepartmentGroup:
        """Somebody wants the summary there, in that topic: it is to be asked whether, and whose."""
        now = self._clock.now()
        asked = {"title": title, "state": GroupState.ASKED, "added_by": person_id, "thread_id": thread_id}
        new = self._insert(Row).values(chat_id=chat_id, created_at=now, **asked)
        await self._session.execute(new.on_conflict_do_update(index_elements=["chat_id"], set_=asked))
        return check_found(await self.find(chat_id))

    async def close(self, chat_id: int, *, is_muted: bool = False) -> None:
        """The bot was put out, or is there and may not write."""
        await self._change(chat_id, state=GroupState.OFF if is_muted else GroupState.GONE)

    async def rename(self, chat_id: int, title: str) -> None:
        """Telegram says that it is called so now."""
        await self._change(chat_id, title=title)

    async def leave_topic(self, chat_id: int) -> None:
        """The topic is closed or gone: the chat itself is left."""
        await self._change(chat_id, thread_id=None)

    async def move(self, old: int, new: int) -> None:
        """The group became a supergroup, which has another id and no topics yet; told twice, it is done once."""
        if await self.find(old) is not None:
            await self._session.execute(delete(Row).where(Row.chat_id == new))
            moved = update(Row).where(Row.chat_id == old).values(chat_id=new, thread_id=None)
            await self._session.execute(moved)

    async def _change(self, chat_id: int, **values: Any) -> None:
        await self._session.execute(update(Row).where(Row.chat_id == chat_id).values(**values))


class Groups(ActorRepository):
    """What a lead or an owner says of them."""

    async def list_of(self, department_id: int) -> list[DepartmentGroup]:
        """Those that are on or off. Raises NotYoursError."""
        check_reach(self._actor, KEEPS, department_id)
        there = (GroupState.ON, GroupState.OFF)
        return await self._session.read(
            DepartmentGroup, _GROUPS.where(Row.department_id == department_id, Row.state.in_(there))
        )

    async def get(self, group_id: int) -> DepartmentGroup:
        """One of the department's; before its question is answered, one's own. Raises NotYoursError."""
        found = await self._session.read_one(DepartmentGroup, _GROUPS.where(Row.id == group_id))
        if found is None or not self.may_keep(found):
            raise NotYoursError
        return found

    def may_keep(self, group: DepartmentGroup) -> bool:
        """Whether the actor has a say in what is sent there."""
        if group.state is GroupState.ASKED or group.department_id is None:
            return group.added_by == self._actor.person_id and may(self._actor.role, KEEPS)
        return reaches_department(self._actor, KEEPS, group.department_id)

    async def turn_on(self, group_id: int, department_id: int) -> None:
        """Its summary goes there; of another department than before, without names. Raises NotYoursError."""
        group = await self.get(group_id)
        if group.state is GroupState.GONE or not reaches_department(self._actor, KEEPS, department_id):
            raise NotYoursError
        await AllDepartments(self._session, self._clock).get(
            department_id
        )  # the owner reaches also those that are none
        names = group.shows_names and group.department_id == department_id
        await self._put(group, department_id=department_id, state=GroupState.ON, shows_names=names)

    async def decline(self, group_id: int) -> None:
        """Nothing is sent there, and nothing kept of it. Raises NotYoursError."""
        group = await self.get(group_id)
        if group.state is not GroupState.ASKED:
            raise NotYoursError
        await self._session.execute(delete(Row).where(Row.id == group.id))

    async def change(self, group_id: int, **changes: Any) -> None:
        """Fields of a DepartmentGroup: its state, its topic, its switches. Raises NotYoursError."""
        group = await self.get(group_id)
        if group.state in {GroupState.ASKED, GroupState.GONE}:
            raise NotYoursError
        await self._put(group, **changes)

    async def _put(self, group: DepartmentGroup, **changes: Any) -> None:
        await self._session.execute(update(Row).where(Row.id == group.id).values(**changes))
        before = {name: getattr(group, name) for name in changes}
        await self._audit("group.changed", "group", group.id, before, dict(changes))

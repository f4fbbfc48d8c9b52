"""How much was done and how much came: of a person, of a department, of a chosen day.

A month stays under 50 ms on a million activities: each query is answered by one covering index, or reads a page.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias

from sqlalchemy import (
    BigInteger,
    BindParameter,
    Date,
    bindparam,
    case,
    cast,
    func,
    literal,
    or_,
    select,
    true,
    union_all,
)

from sales.activities.done import NOTHING_DONE, DoneCount
from sales.core.money import Kopecks
from sales.core.people import SELLERS
from sales.core.rights import Action
from sales.payments.receipt import Fact
from storage.activities.activity import Activity, find_activities, may_reach_activity
from storage.activities.done import count_done
from storage.engine.actor import Actor
from storage.engine.actor_repository import ActorRepository
from storage.engine.errors import check_first
from storage.engine.scope import check_reach, name_actor, reach_of
from storage.payments.payment import OPEN, STANDS
from storage.payments.payment import Row as PaymentRow
from storage.payments.receipt import COUNTS, OF_A_CLIENT, find_facts, may_reach_fact
from storage.people.person import Person, ask_people, one_person, people_where
from storage.tables import ActivityRow, FactRow, PersonRow

LogEntry: TypeAlias = Activity | Fact


@dataclass(frozen=True, slots=True)
class Statistics:
    """One person from the first to the last day. `expected` is what is still awaited with a date in these days."""

    person_id: int
    name: str
    done: DoneCount = NOTHING_DONE
    expected: Kopecks = 0
    received: Kopecks = 0
    confirmed: Kopecks = 0
    """The part of `received` that the bank's file or the lead has confirmed."""


def add_statistics(people: Iterable[Statistics]) -> Statistics:
    """Their sum; the person of it is nobody: 0."""
    every = tuple(people)
    return Statistics(
        0,
        "",
        sum((each.done for each in every), NOTHING_DONE),
        expected=sum(each.expected for each in every),
        received=sum(each.received for each in every),
        confirmed=sum(each.confirmed for each in every),
    )


@dataclass(frozen=True, slots=True)
class TeamStatistics:
    """A department: its money is the department's, whoever it belongs to by now (FAULTS 21)."""

    people: tuple[Statistics, ...]
    """Managers who work there, and who has left and has something in these days; who received most first."""
    beside: Mapping[int | None, Statistics]
    """Of nobody among them, by whose it is: money without an owner (None), or of a lead who took a deal over."""

    @property
    def total(self) -> Statistics:
        """Of the department."""
        return add_statistics((*self.people, *self.beside.values()))


@dataclass(frozen=True, slots=True)
class Ranking:
    """A person's figures and the place in the department by what came; `of` is how many are compared."""

    own: Statistics
    place: int
    of: int


@dataclass(frozen=True, slots=True)
class DayLog:
    """A page of what happened on a day, and how much there is in all."""

    entries: tuple[LogEntry, ...]
    total: int


class StatisticsOf(ActorRepository):
    async def of_person(self, person_id: int, first: date, last: date) -> Ranking:
        """From first to last, both included; the place among the active sellers of the department. Raises
        NotYoursError.
        """
        person = await self._readable(person_id)
        everyone = await self._everyone(person.department_id)
        team = [each for each in everyone if each.is_active and each.role in SELLERS]
        everybody = [person, *(each for each in team if each.id != person_id)]
        money = await self._money(person.department_id, first, last)
        sums = {each.id: money.sum_received(each.id)[0] for each in everybody}
        own = await self._figures([person], first, last, money)
        place = 1 + sum(total > sums[person_id] for total in sums.values())
        return Ranking(own[0], place, len(everybody))

    async def of_department(self, department_id: int, first: date, last: date) -> TeamStatistics:
        """Its managers, and all of its money. Raises NotYoursError."""
        check_reach(self._actor, Action.READ_RECORDS, department_id)
        everyone = {each.id: each for each in await self._everyone(department_id)}
        money = await self._money(department_id, first, last)
        figures = await self._figures(list(everyone.values()), first, last, money)
        shown: list[Statistics] = []
        beside = money.beside(everyone)
        for each in figures:
            person = everyone[each.person_id]
            is_shown = person.role in SELLERS and (person.is_active or _is_something(each))
            if is_shown:
                shown.append(each)
            elif _is_something(each):
                beside[each.person_id] = each
        shown.sort(key=lambda each: (-each.received, -each.expected, each.name))
        return TeamStatistics(tuple(shown), beside)

    async def day(
        self,
        day: date,
        *,
        person_id: int | None = None,
        department_id: int | None = None,
        limit: int = 20,
        offset: int = 0,
    ) -> DayLog:
        """A page of the calls, meetings and money of a local day, in the order in which they happened.

        Of whom the actor reads and for whom they stand in; of one person or one department where it is named.
        """
        activities, facts = _log_of(self._actor, day, person_id, department_id)
        both = union_all(activities, facts).subquery()
        page = await self._session.execute(
            select(both.c.is_fact, both.c.id).order_by(both.c.at, both.c.is_fact, both.c.id).limit(limit).offset(offset)
        )
        total = await self._session.scalar(select(func.count()).select_from(both)) or 0
        return DayLog(tuple(await self._entries([(is_fact, id_) for is_fact, id_ in page])), total)

    async def _entries(self, keys: list[tuple[int, int]]) -> list[LogEntry]:
        done = [id_ for is_fact, id_ in keys if not is_fact]
        came = [id_ for is_fact, id_ in keys if is_fact]
        found: dict[tuple[int, int], LogEntry] = {}
        if done:
            found |= {(0, each.id): each for each in await find_activities(self._session, ActivityRow.id.in_(done))}
        if came:
            found |= {(1, each.id): each for each in await find_facts(self._session, FactRow.id.in_(came))}
        return [found[key] for key in keys]

    async def _readable(self, person_id: int) -> Person:
        asked = one_person(reach_of(self._actor, Action.READ_RECORDS))
        return check_first(await ask_people(self._session, asked, name_actor(self._actor) | {"the_person": person_id}))

    async def _everyone(self, department_id: int | None) -> list[Person]:
        return await ask_people(self._session, _EVERYONE, {"the_department": department_id})

    async def _figures(self, people: list[Person], first: date, last: date, money: "_Money") -> list[Statistics]:
        done = await count_done(self._session, [each.id for each in people], first, last)
        return [
            Statistics(
                each.id,
                each.name,
                done.get(each.id, NOTHING_DONE),
                money.awaited.get(each.id, 0),
                *money.sum_received(each.id),
            )
            for each in people
        ]

    async def _money(self, department_id: int | None, first: date, last: date) -> "_Money":
        """The department's, by its owner: what came, what is confirmed of it, what is awaited."""
        asked = {"the_department": department_id, "the_first": first, "the_last": last}
        came = {owner_id: (total, sure) for owner_id, total, sure in await self._session.execute(_RECEIVED, asked)}
        awaited = {owner_id: total for owner_id, total in await self._session.execute(_AWAITED, asked)}  # noqa: C416  typed
        return _Money(came, awaited)


@dataclass(frozen=True, slots=True)
class _Money:
    """A department's days by whose they are; None is nobody's."""

    came: Mapping[int | None, tuple[Kopecks, Kopecks]]
    awaited: Mapping[int | None, Kopecks]

    def sum_received(self, person_id: int) -> tuple[Kopecks, Kopecks]:
        """All of it, and what is confirmed of it."""
        return self.came.get(person_id, (0, 0))

    def beside(self, people: Collection[int]) -> dict[int | None, Statistics]:
        """What belongs to none of these, by whose it is."""
        whose = [each for each in {**self.came, **self.awaited} if each not in people]
        return {
            each: Statistics(0, "", NOTHING_DONE, self.awaited.get(each, 0), *self.came.get(each, (0, 0)))
            for each in whose
        }


def _is_something(each: Statistics) -> bool:
    return each.done != NOTHING_DONE or any((each.expected, each.received))


_DEPARTMENT: BindParameter[int] = bindparam("the_department")
_FIRST: BindParameter[date] = bindparam("the_first", type_=Date)
_LAST: BindParameter[date] = bindparam("the_last", type_=Date)

_AWAITED = (
    select(PaymentRow.owner_id, cast(func.sum(PaymentRow.amount - PaymentRow.received), BigInteger))
    .where(PaymentRow.department_id == _DEPARTMENT, PaymentRow.due_on.between(_FIRST, _LAST), OPEN, STANDS)
    .group_by(PaymentRow.owner_id)
)

_CONFIRMED = case((FactRow.confirmed_by.is_not(None), FactRow.amount), else_=0)
_RECEIVED = (
    select(FactRow.owner_id, cast(func.sum(FactRow.amount), BigInteger), cast(func.sum(_CONFIRMED), BigInteger))
    .where(FactRow.department_id == _DEPARTMENT, FactRow.local_date.between(_FIRST, _LAST), COUNTS)
    .where(or_(OF_A_CLIENT, _FIRST != _LAST))
    .group_by(FactRow.owner_id)
)

_EVERYONE = people_where(PersonRow.department_id == _DEPARTMENT, PersonRow.activated_at.is_not(None))
"""Who works there, and who did."""


def _log_of(actor: Actor, day: date, person_id: int | None, department_id: int | None) -> tuple[Any, Any]:
    activities = select(literal(0).label("is_fact"), ActivityRow.id, ActivityRow.happened_at.label("at")).where(
        may_reach_activity(actor),
        ActivityRow.local_date == day,
        ActivityRow.happened_at.is_not(None),
        true() if person_id is None else ActivityRow.author_id == person_id,
        true() if department_id is None else ActivityRow.department_id == department_id,
    )
    facts = select(literal(1), FactRow.id, FactRow.happened_at).where(
        may_reach_fact(actor),
        FactRow.local_date == day,
        true() if person_id is None else FactRow.owner_id == person_id,
        true() if department_id is None else FactRow.department_id == department_id,
    )
    return activities, facts

"""The lead's check-in: the whole department at one slot of a day, in a dozen queries however many managers."""

from dataclasses import dataclass
from datetime import date, datetime

from sales.checkins.checkin import Checkin
from sales.checkins.checkin_rows import Question, RowState, Tally, is_silent, still_expected, without_status
from sales.checkins.checkins import DayFigures, department_figures
from sales.core.errors import NotYoursError
from sales.core.people import SELLERS
from sales.core.rights import Action
from sales.payments.payments import needs_attention
from sales.payments.receipt import Fact
from storage.checkins.checkins import Checkins
from storage.checkins.day_book import DayBook, LiveRow
from storage.engine.actor import Actor
from storage.engine.scope import reaches_department
from storage.people.person import find_actors
from storage.people.standing_in import absent_people, duties_of
from storage.settings.departments import Department
from storage.tables import CheckinRow, PersonRow


@dataclass(frozen=True, slots=True)
class PersonDay:
    """One manager's day at a slot. `checkin` is None where nothing had to be asked."""

    person: Actor
    figures: DayFigures
    rows: tuple[LiveRow, ...]
    facts: tuple[Fact, ...]
    checkin: Checkin | None
    is_silent: bool
    is_absent: bool
    is_frozen: bool
    for_others: tuple[LiveRow, ...] = ()
    """Asked of this person, owned by somebody absent («за Анну»): in the figures of the owner, not in these."""

    @property
    def asked_rows(self) -> tuple[LiveRow, ...]:
        """All that the check-in asks this person about."""
        return self.rows + self.for_others

    @property
    def expected(self) -> Tally:
        """«Ещё ждём сегодня»."""
        return still_expected(live.row for live in self.rows)

    @property
    def without_status(self) -> Tally:
        return without_status(live.row for live in self.rows)

    @property
    def changed_at(self) -> datetime | None:
        """When anything of this day last changed."""
        rows = [live.changed_at for live in self.asked_rows]
        facts = [fact.created_at for fact in self.facts]
        said = None if self.checkin is None else self.checkin.answered_at
        return max((at for at in (*rows, *facts, said) if at is not None), default=None)

    @property
    def says_nothing(self) -> bool:
        """«Нет ответа»: asked, and of no row was anything said for this slot."""
        return self.is_silent and not any(live.row.answered_this_slot for live in self.asked_rows)

    @property
    def moved(self) -> tuple[LiveRow, ...]:
        """What was moved to another day, with its reason."""
        return tuple(live for live in self.rows if live.state is RowState.MOVED)

    @property
    def needing_attention(self) -> tuple[LiveRow, ...]:
        """Three moves or more."""
        return tuple(live for live in self.rows if needs_attention(live.payment.moves))


@dataclass(frozen=True, slots=True)
class DepartmentDay:
    department: Department
    day: date
    slot: str
    people: tuple[PersonDay, ...]

    @property
    def figures(self) -> DayFigures:
        return department_figures(person.figures for person in self.people)

    @property
    def expected(self) -> Tally:
        return _sum([person.expected for person in self.people])

    @property
    def without_status(self) -> Tally:
        return _sum([person.without_status for person in self.people])

    @property
    def changed_at(self) -> datetime | None:
        return max((person.changed_at for person in self.people if person.changed_at is not None), default=None)

    @property
    def silent(self) -> tuple[PersonDay, ...]:
        return tuple(person for person in self.people if person.is_silent)


class DepartmentDays(Checkins):
    async def watch(self, actor: Actor, department_id: int, day: date, slot: str) -> DepartmentDay:
        """For who watches the department. Raises NotYoursError."""
        if not reaches_department(actor, Action.WATCH_CHECKIN, department_id):
            raise NotYoursError
        return await self.department_day(department_id, day, slot)

    async def department_day(self, department_id: int, day: date, slot: str) -> DepartmentDay:
        """For the clock, which has no actor; what it shows goes to readers_of_summary. Raises NotYoursError."""
        department = await self._department(department_id)
        team = await find_actors(self._session, PersonRow.department_id == department_id)
        ids = [each.person_id for each in team]
        absent = await absent_people(self._session, ids, day)
        duties = await duties_of(self._session, department_id, day) if absent else {}
        served = {each for whom in duties.values() for each in whom}
        asked_of = [each.person_id for each in team if each.role in SELLERS]
        unasked = [each for each in asked_of if each not in absent or each in served]
        book = await DayBook(department, day, slot).load(self._session, ids, unasked)
        asked = await self._find(CheckinRow.person_id.in_(ids), CheckinRow.local_date == day, CheckinRow.slot == slot)
        by_person = {checkin.person_id: checkin for checkin in asked}
        people = [
            _person_day(each, book, by_person.get(each.person_id), absent, duties.get(each.person_id, ()))
            for each in team
        ]
        return DepartmentDay(department, day, slot, tuple(filter(_has_a_day, people)))

    async def person_day(self, person: Actor, day: date, slot: str) -> PersonDay:
        """One's own day, as the department's has it. Raises NotYoursError for who belongs to no department."""
        book, whom = await self._own_book(person.person_id, day, slot)
        return _person_day(person, book, await self.find(person.person_id, day, slot), set(), whom)


def _person_day(
    person: Actor, book: DayBook, checkin: Checkin | None, absent: set[int], acts_for: tuple[int, ...]
) -> PersonDay:
    rows = tuple(book.rows(person.person_id))
    is_absent = person.person_id in absent
    for_others = tuple(live for each in acts_for for live in book.rows(each))
    return PersonDay(
        person,
        book.figures(person.person_id),
        rows,
        tuple(book.facts(person.person_id)),
        checkin,
        is_silent=checkin is not None
        and not is_absent  # fell ill after the question
        and _owes_answer(checkin, rows + for_others, is_last=book.is_last_slot),
        is_absent=is_absent,
        is_frozen=person.person_id in book.plans,
        for_others=for_others,
    )


def _has_a_day(day: PersonDay) -> bool:
    """Managers; and a lead who has taken a deal over, while there is money to speak of."""
    return day.person.role in SELLERS or bool(day.rows or day.facts)


def _owes_answer(checkin: Checkin, rows: tuple[LiveRow, ...], *, is_last: bool) -> bool:
    """Asked, has not answered, and nothing since has answered instead."""
    if checkin.answered_at is not None:
        return False
    asked = Question.ROWS if rows else Question.OFF_PLAN if is_last else Question.NONE
    return is_silent(asked, (live.row for live in rows), answered=False)


def _sum(tallies: list[Tally]) -> Tally:
    return Tally(sum(each.count for each in tallies), sum(each.total for each in tallies))

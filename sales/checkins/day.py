"""
A day as it stands at one of its slots (SPEC 8): of a person, and of those who work together.

Made of what was recorded of it, in which storage takes no part: `make_person_day(records, person)`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from sales.checkins.checkin import Checkin
from sales.checkins.checkin_rows import EXPECTED, Question, RowState, is_silent, sum_still_expected, without_status
from sales.checkins.day_records import DayRecords
from sales.checkins.figures import DayFact, DayFigures, day_figures, department_figures
from sales.checkins.live_rows import LiveRow, list_rows
from sales.core.tally import Tally, add_tallies, tally
from sales.payments.facts import Trust
from sales.payments.payments import needs_attention
from sales.payments.receipt import Fact


@dataclass(frozen=True, slots=True)
class PersonDay:
    """One manager's day at a slot. `checkin` is None where nothing had to be asked."""

    person_id: int
    is_seller: bool
    figures: DayFigures
    rows: tuple[LiveRow, ...]
    facts: tuple[Fact, ...]
    checkin: Checkin | None
    is_silent: bool
    is_absent: bool
    is_frozen: bool
    has_left: bool = False
    """Works here no more: neither asked nor reminded, but the day's money is the department's."""
    is_unreachable: bool = False
    """Nothing that is written reaches them."""
    for_others: tuple[LiveRow, ...] = ()
    """Asked of this person, owned by somebody absent («за Анну»): in the figures of the owner, not in these."""
    own: DayFigures = field(default_factory=DayFigures)
    """As the figures, but by whose the payments are now: what the person themself is told and asked of the day."""
    handed_over: Tally = field(default_factory=Tally)
    """What they had promised of the day, and somebody else looks after now."""

    @property
    def asked_rows(self) -> tuple[LiveRow, ...]:
        """All that the check-in asks this person about."""
        return tuple(live for live in self.rows + self.for_others if not live.is_put_off)

    @property
    def put_off(self) -> Tally:
        """Debts that are not to be asked about yet."""
        return tally([live.row.rest for live in self.rows + self.for_others if live.is_put_off])

    @property
    def expected(self) -> Tally:
        """«Ещё ждём сегодня»: of the plan; and what falls due of who is away, in whose place nobody has planned it."""
        planned = sum_still_expected(live.row for live in self.rows)
        return planned + self.due_unplanned if self.is_absent else planned

    @property
    def due_unplanned(self) -> Tally:
        """What falls due that day and is in nobody's plan: of who is away, and nobody stands in."""
        due = (live.row for live in self.rows if live.is_due and not live.row.is_planned)
        return tally([row.rest for row in due if row.state in EXPECTED])

    @property
    def without_status(self) -> Tally:
        """«Без статуса»: expected rows of which nothing was said and on which nothing came all day."""
        return without_status(live.row for live in self.rows)

    @property
    def changed_at(self) -> datetime | None:
        """When anything of this day last changed."""
        rows = [live.changed_at for live in self.asked_rows]
        facts = [fact.created_at for fact in self.facts]
        answered = None if self.checkin is None else self.checkin.answered_at
        return max((at for at in (*rows, *facts, answered) if at is not None), default=None)

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
class TeamDay:
    """The days of those who work together; roubles add, percents never do."""

    day: date
    slot: str
    people: tuple[PersonDay, ...]
    others: DayFigures
    """Money of nobody among them: without an owner, or of who belongs to another department by now."""

    @property
    def figures(self) -> DayFigures:
        """Sums of all people and of nobody's money; the percents follow from the sums."""
        return department_figures((*(person.figures for person in self.people), self.others))

    @property
    def expected(self) -> Tally:
        return add_tallies(person.expected for person in self.people)

    @property
    def without_status(self) -> Tally:
        return add_tallies(person.without_status for person in self.people)

    @property
    def changed_at(self) -> datetime | None:
        """When anything of these days last changed, aware UTC; None: nothing has happened yet."""
        return max((person.changed_at for person in self.people if person.changed_at is not None), default=None)

    @property
    def silent(self) -> tuple[PersonDay, ...]:
        """Who has been asked and owes an answer, in the order of the people."""
        return tuple(person for person in self.people if person.is_silent)


def make_person_day(records: DayRecords, person_id: int) -> PersonDay:
    """The day of one of the people in the records."""
    rows, facts = tuple(list_rows(records, person_id)), tuple(records.facts_by_person.get(person_id, ()))
    for_others = tuple(live for each in records.acts_for.get(person_id, ()) for live in list_rows(records, each))
    checkin, has_left = records.checkins.get(person_id), person_id in records.left
    is_absent = has_left or person_id in records.absent
    theirs = {live.payment.id for live in rows}
    promised = records.promised.get(person_id, {})
    return PersonDay(
        person_id,
        person_id in records.sellers,
        make_figures(records, person_id),
        rows,
        facts,
        checkin,
        is_silent=checkin is not None
        and not is_absent  # fell ill after the question
        and person_id not in records.unreachable
        and _owes_answer(records, checkin, [live for live in rows + for_others if not live.is_put_off], facts),
        is_absent=is_absent,
        is_frozen=person_id in records.plans,
        has_left=has_left,
        is_unreachable=person_id in records.unreachable,
        for_others=for_others,
        own=_make_own(records, person_id, rows),
        handed_over=tally([amount for key, amount in promised.items() if key not in theirs]),
    )


def _make_own(records: DayRecords, person_id: int, rows: Sequence[LiveRow]) -> DayFigures:
    """Of the payments that are theirs now, whoever has promised them; and of their money on none."""
    given = {live.payment.id: live.row.amount for live in rows if live.payment.id in records.elsewhere}
    own = {live.payment.id: live.snapshot for live in rows if live.snapshot is not None} | given
    theirs = records.facts_by_person.get(person_id, ())
    beside = [fact for fact in theirs if fact.payment_id is None or fact.payment_id not in records.promises]
    facts = [fact for key in own for fact in records.money.facts_by_payment.get(key, ())]
    return day_figures(own, map(_day_fact, (*facts, *beside)))


def make_team_days(records: DayRecords) -> tuple[PersonDay, ...]:
    """Managers; and a lead with a deal of their own, while there is money of the day to speak of: a debt is none."""
    days = (make_person_day(records, each) for each in records.people)
    return tuple(day for day in days if day.is_seller or day.facts or any(not live.is_overdue for live in day.rows))


def make_others(records: DayRecords) -> DayFigures:
    """What came to the department and to none of the people: nobody here had promised it."""
    beside = [facts for owner_id, facts in records.facts_by_person.items() if owner_id not in records.people]
    return day_figures({}, [_day_fact(fact) for facts in beside for fact in facts])


def make_figures(records: DayRecords, person_id: int) -> DayFigures:
    """Of the day, against the snapshot or what it would be; in kopecks."""
    facts = records.facts_by_person.get(person_id, ())
    promised = records.promised.get(person_id, {})
    return day_figures(promised, map(_day_fact, facts))


def _day_fact(fact: Fact) -> DayFact:
    return DayFact(fact.payment_id, fact.amount, is_confirmed=fact.trust is Trust.CONFIRMED)


def _owes_answer(records: DayRecords, checkin: Checkin, rows: Sequence[LiveRow], facts: Sequence[Fact]) -> bool:
    """Asked, has not answered, and nothing since has answered instead: money that they have told of themselves does."""
    if checkin.answered_at is not None:
        return False
    asked = Question.ROWS if rows else Question.OFF_PLAN if records.is_last_slot else Question.NONE
    told = any(fact.entered_by == checkin.person_id and fact.created_at >= checkin.asked_at for fact in facts)
    return is_silent(asked, (live.row for live in rows), answered=told)

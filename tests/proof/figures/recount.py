"""A department counted anew, by its rows, as no screen does it."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from sales.activities.activities import ActivityType, MeetingOutcome
from storage.tables import ActivityRow, ExpectedPaymentRow, FactRow
from storage.transaction import Transaction

MEETINGS = {ActivityType.MEETING, ActivityType.PRESENTATION}


@dataclass(frozen=True, slots=True)
class Money:
    owner: int | None
    day: date
    amount: int
    is_sure: bool
    client: int | None
    """None: it came before Reper, and so on no day of its month."""
    booked: date
    """The bank's day where it has shown it."""

    @property
    def is_of_a_client(self) -> bool:
        return self.client is not None


@dataclass(frozen=True, slots=True)
class Work:
    who: int | None
    day: date
    is_call: bool


class Recount:
    """`open`: owner, day and rest of what is awaited; `work`: calls, and meetings that took place."""

    def __init__(self, facts: list[Money], open_: list[tuple[int | None, date, int]], work: list[Work]) -> None:
        self.facts, self.open, self.work = facts, open_, work

    @classmethod
    async def of(cls, tx: Transaction, place: int) -> "Recount":
        return cls(await _read_money(tx, place), await _read_open(tx, place), await _read_work(tx, place))

    def came(self, first: date, last: date) -> int:
        return sum(each.amount for each in self.facts if first <= each.day <= last)

    def came_to(self, person_id: int, first: date, last: date) -> int:
        return sum(each.amount for each in self.facts if each.owner == person_id and first <= each.day <= last)

    def closed(self, first: date, last: date, *, confirmed_only: bool) -> list[Money]:
        """What closes a month: all that was said, or what is confirmed, by the bank's day."""
        if not confirmed_only:
            return [each for each in self.facts if first <= each.day <= last]
        return [each for each in self.facts if each.is_sure and first <= each.booked <= last]

    def awaited(self, first: date, last: date, owner: int = 0) -> int:
        """Of one owner, or of everybody and nobody."""
        return sum(rest for who, day, rest in self.open if first <= day <= last and owner in {0, who})

    def on_day(self, day: date, owner: int = 0) -> tuple[int, int, int]:
        """Still awaited, said to have come, and confirmed of clients' money."""
        came = [each for each in self.facts if each.day == day and each.is_of_a_client and owner in {0, each.owner}]
        sure = sum(each.amount for each in came if each.is_sure)
        return self.awaited(day, day, owner), sum(each.amount for each in came) - sure, sure

    def count_calls(self, first: date, last: date, who: int = 0) -> int:
        return sum(each.is_call for each in self.work if first <= each.day <= last and who in {0, each.who})

    def count_meetings(self, first: date, last: date, who: int = 0) -> int:
        return sum(not each.is_call for each in self.work if first <= each.day <= last and who in {0, each.who})


async def _read_money(tx: Transaction, place: int) -> list[Money]:
    fact = FactRow
    query = select(fact.owner_id, fact.local_date, fact.amount, fact.confirmed_by, fact.client_id, fact.bank_day)
    found = await tx.session.execute(query.where(fact.department_id == place, fact.undone_at.is_(None)))
    return [
        Money(who, day, amount, sure is not None, client, booked or day)
        for who, day, amount, sure, client, booked in found
    ]


async def _read_open(tx: Transaction, place: int) -> list[tuple[int | None, date, int]]:
    row = ExpectedPaymentRow
    query = select(row.owner_id, row.due_on, row.amount - row.received).where(
        row.department_id == place, row.closed_at.is_(None), row.cancelled_at.is_(None)
    )
    return [tuple(each) for each in await tx.session.execute(query)]


async def _read_work(tx: Transaction, place: int) -> list[Work]:
    row = ActivityRow
    query = select(row.author_id, row.local_date, row.type, row.outcome).where(
        row.department_id == place,
        row.author_id.is_not(None),  # what was agreed by who has left since is nobody's work
        row.undone_at.is_(None),
        row.happened_at.is_not(None),
    )
    return [
        Work(who, day, kind == ActivityType.CALL)
        for who, day, kind, outcome in await tx.session.execute(query)
        if kind == ActivityType.CALL or (kind in MEETINGS and outcome != MeetingOutcome.DID_NOT_HAPPEN)
    ]

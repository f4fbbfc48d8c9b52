"""A department's day on a desk: what is awaited is paid, moved, cancelled, answered for, and all of it is noted."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time

from hypothesis import strategies as st

from sales.calendar.slots import DEFAULT_SLOTS
from sales.checkins.checkin import Checkin
from sales.checkins.checkin_rows import Answer
from sales.checkins.day_plan import DayMoney
from sales.checkins.day_records import DayAnswer, DayRecords
from sales.payments.changes import PaymentChange, sum_up_changes
from sales.payments.payment import Payment
from sales.payments.payments import PaymentEventKind
from sales.payments.receipt import Fact
from tests.clock import FRIDAY, moscow
from tests.sales.records import EVE, FACT, MONDAY, PAYMENT, YESTERDAY

ANNA, BORIS, OLGA = 1, 2, 3
NOON, FOUR, SIX = (slot.code for slot in DEFAULT_SLOTS)


@dataclass
class Desk:
    payments: dict[int, Payment] = field(default_factory=dict)
    changes: list[PaymentChange] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)
    answers: list[DayAnswer] = field(default_factory=list)

    def awaits(
        self,
        amount: int,
        owner: int | None = ANNA,
        due_on: date = FRIDAY,
        created_at: datetime = EVE,
        received: int = 0,
    ) -> int:
        """Another payment; `received` before the day began."""
        number = len(self.payments) + 1
        whose = {"id": number, "owner_id": owner, "due_on": due_on, "first_due_on": due_on, "created_at": created_at}
        closed_at = created_at if received >= amount else None
        self.payments[number] = replace(PAYMENT, **whose, amount=amount, received=received, closed_at=closed_at)
        return number

    def pay(self, number: int | None, amount: int, wall: str = "10:00", owner: int | None = ANNA) -> None:
        """Money of the day, on a payment or beside all."""
        at, payment = moscow(wall), None if number is None else self.payments[number]
        whose = owner if payment is None else payment.owner_id
        came = replace(FACT, payment_id=number, owner_id=whose, amount=amount, happened_at=at, created_at=at)
        self.facts.append(replace(came, id=len(self.facts) + 1))
        if payment is not None and number is not None:
            received = payment.received + amount
            over = payment.cancelled_at is not None or received >= payment.amount
            self.payments[number] = replace(
                payment, received=received, closed_at=(payment.closed_at or at) if over else None
            )
            self.changes.append(PaymentChange(number, PaymentEventKind.FACT_LINKED, at))

    def move(self, number: int, to: date, wall: str = "10:00", reason: str = "other") -> None:
        old = self.payments[number]
        self.payments[number] = replace(old, due_on=to, moves=old.moves + 1)
        self.changes.append(PaymentChange(number, PaymentEventKind.MOVED, moscow(wall), old.due_on, reason))

    def cancel(self, number: int, wall: str = "10:00", reason: str = "other") -> None:
        at = moscow(wall)
        self.payments[number] = replace(self.payments[number], cancelled_at=at, closed_at=at)
        self.changes.append(PaymentChange(number, PaymentEventKind.CANCELLED, at, reason=reason))

    def change_amount(self, number: int, amount: int, wall: str = "10:00") -> None:
        self.payments[number] = replace(self.payments[number], amount=amount)
        self.changes.append(PaymentChange(number, PaymentEventKind.AMOUNT_CHANGED, moscow(wall)))

    def give_over(self, number: int, to: int, wall: str = "10:00") -> None:
        self.payments[number] = replace(self.payments[number], owner_id=to)
        self.changes.append(PaymentChange(number, PaymentEventKind.REASSIGNED, moscow(wall)))

    def answer(self, number: int, answer: Answer, slot: str = NOON, wall: str = "11:50") -> None:
        self.answers.append(DayAnswer(number, slot, answer, None, moscow(wall)))

    @property
    def money(self) -> DayMoney:
        return DayMoney(
            FRIDAY, "Europe/Moscow", tuple(self.payments.values()), sum_up_changes(self.changes), tuple(self.facts)
        )

    def records(self, people: Iterable[int] = (ANNA, BORIS), slot: str | None = NOON) -> DayRecords:
        """Nobody's day is frozen yet, and all of them will be."""
        every = tuple(people)
        sellers = frozenset(every) - {OLGA}
        return DayRecords(
            self.money,
            DEFAULT_SLOTS,
            slot,
            every,
            unfrozen=sellers,
            sellers=sellers,
            answers=tuple(sorted(self.answers, key=lambda each: each.at)),
        )


def asked(person_id: int, slot: str = NOON, answered_at: datetime | None = None) -> Checkin:
    at = moscow(f"{time.fromisoformat(slot).hour - 1}:45")
    return Checkin(person_id, 1, person_id, FRIDAY, slot, at, None, answered_at, unchanged=False)


sums = st.integers(1, 10**9)
walls = st.times(time(0, 1), time(17, 59)).map(lambda wall: wall.isoformat("minutes"))


@st.composite
def mornings(draw: st.DrawFn) -> Desk:
    """As the day begins: what is awaited, overdue, due later; some of it paid in part, some of it done with."""
    desk = Desk()
    for _ in range(draw(st.integers(0, 6))):
        amount = draw(sums)
        owner = draw(st.sampled_from([ANNA, BORIS, OLGA, None]))
        due_on = draw(st.sampled_from([YESTERDAY, FRIDAY, FRIDAY, FRIDAY, MONDAY]))
        desk.awaits(amount, owner, due_on, received=draw(st.sampled_from([0, 0, amount // 2, amount])))
    return desk


def run(draw: st.DrawFn, desk: Desk) -> Desk:
    """Whatever happens to it in the day."""
    days, answers = st.sampled_from([YESTERDAY, FRIDAY, MONDAY]), st.sampled_from(Answer)
    for wall in sorted(draw(st.lists(walls, max_size=8))):
        number = draw(st.sampled_from([None, *desk.payments]))
        if number is None:
            desk.pay(None, draw(sums), wall, draw(st.sampled_from([ANNA, BORIS, OLGA])))
            continue
        payment = desk.payments[number]
        match draw(st.sampled_from(["pay", "rest", "move", "cancel", "answer", "take back"])):
            case "pay":
                desk.pay(number, draw(sums), wall)
            case "rest" if payment.rest:
                desk.pay(number, payment.rest, wall)
            case "move" if payment.is_open:
                desk.move(number, draw(days), wall)
            case "cancel" if payment.is_open:
                desk.cancel(number, wall)
            case "answer":
                desk.answer(number, draw(answers), draw(st.sampled_from([NOON, FOUR])), wall)
            case _:
                desk.pay(number, -draw(st.integers(1, max(1, payment.received))), wall)
    return desk


@st.composite
def days(draw: st.DrawFn) -> Desk:
    return run(draw, draw(mornings()))

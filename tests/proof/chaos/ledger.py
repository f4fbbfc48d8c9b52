"""What people have told the bot and were answered: the book that its database is compared with."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from simulator.numbers import Numbers

FIRST_AMOUNT = 100_001
"""Roubles. Every sum of a run is another one, so that a record is found by it."""

LETTERS = "жзиклмнпрс"


@dataclass(slots=True)
class Payment:
    """An expected payment as its owner told it."""

    owner: int
    roubles: int
    due: date
    payment_id: int = 0
    """As the buttons of its card say."""
    is_undone: bool = False
    is_settled: bool = False
    moves: int = 0


@dataclass(slots=True)
class Line:
    """Money that came beside any plan, or a call: `mark` is the sum in roubles or the words of its comment."""

    owner: int
    mark: str
    is_undone: bool = False


@dataclass(slots=True)
class Ledger:
    payments: dict[int, Payment] = field(default_factory=dict)
    """By their sums."""
    receipts: list[Line] = field(default_factory=list)
    calls: list[Line] = field(default_factory=list)
    unchanged: set[int] = field(default_factory=set)
    """Check-ins answered by «Без изменений»."""
    settled: set[int] = field(default_factory=set)
    """Payments of which somebody pressed ✅ and saw it taken, by their ids."""
    missing: list[str] = field(default_factory=list)
    """Answers that somebody waited for in vain."""
    deeds: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))
    _numbers: Iterator[int] = field(default_factory=lambda: Numbers(FIRST_AMOUNT))

    def sum(self) -> int:
        return next(self._numbers)

    def words(self) -> str:
        """A number in letters: digits in a comment might be read as money or an hour."""
        return "тема " + "".join(LETTERS[int(digit)] for digit in str(next(self._numbers)))

    def expects(self, owner: int, roubles: int, due: date) -> Payment:
        payment = self.payments[roubles] = Payment(owner, roubles, due)
        return payment

    def of_id(self, payment_id: int) -> Payment | None:
        return next((each for each in self.payments.values() if each.payment_id == payment_id), None)

    def comes(self, payment_id: int) -> None:
        self.settled.add(payment_id)

    def all_come(self, owner: int, today: date) -> None:
        """«Всё пришло»: whatever of this person's is due today; an old debt is left alone."""
        for payment in self.payments.values():
            if payment.owner == owner and payment.due == today and not payment.is_undone:
                payment.is_settled = True

    def has_come(self, payment: Payment) -> bool:
        return payment.is_settled or payment.payment_id in self.settled

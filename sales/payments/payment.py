"""An expected payment as it is this moment: its sums and dates, and what follows from them (SPEC 5)."""

from dataclasses import dataclass
from datetime import date, datetime

from sales.core.money import Kopecks
from sales.payments.payments import PaymentStatus, count_awaited, is_overdue, rest, status, surplus


@dataclass(frozen=True, slots=True)
class Payment:
    id: int
    department_id: int
    client_id: int
    client_name: str
    deal_id: int | None
    owner_id: int | None
    amount: Kopecks
    received: Kopecks
    due_on: date
    first_due_on: date
    moves: int
    probability: int
    probability_manual: bool
    invoice: str | None
    comment: str | None
    source: str
    created_by: int
    created_at: datetime
    closed_at: datetime | None
    cancelled_at: datetime | None
    ask_from: date | None = None
    """While it is overdue, it is not asked about before that day."""
    contract_due_on: date | None = None
    """By the contract; empty: the first day that was said."""

    @property
    def rest(self) -> Kopecks:
        """max(0, amount − received), in kopecks, also of a cancelled one: what is expected still is `awaited`."""
        return rest(self.amount, self.received)

    @property
    def surplus(self) -> Kopecks:
        """«+5 000 сверх»."""
        return surplus(self.amount, self.received)

    @property
    def awaited(self) -> Kopecks:
        """The rest in kopecks, and nothing of a cancelled one."""
        return count_awaited(self.amount, self.received, cancelled=self.cancelled_at is not None)

    @property
    def status(self) -> PaymentStatus:
        return status(self.amount, self.received, cancelled=self.cancelled_at is not None)

    @property
    def is_open(self) -> bool:
        """Still awaited: neither paid, cancelled nor taken back."""
        return self.closed_at is None

    def is_overdue(self, today: date) -> bool:
        """A flag beside the status: its day lies before `today`, a local date, and money is still awaited."""
        return is_overdue(self.due_on, today, self.status)

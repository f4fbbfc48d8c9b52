"""A deal as it is this moment, what may be said of it, and when it stands still (SPEC 10, spec/2)."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sales.core.money import Kopecks, Percent
from sales.deals.stages import Stage


class DealKind(StrEnum):
    SALE = "sale"
    TENDER = "tender"
    REPEAT = "repeat"
    UPSELL = "upsell"


class DealsFilter(StrEnum):
    """Of deals under way; words of buttons: never another value."""

    ALL = "all"
    STUCK = "stuck"
    IDLE = "idle"
    """Without a next step."""


class PaperKind(StrEnum):
    """The papers of a deal, in the order in which they are made."""

    CONTRACT = "contract"
    ORIGINAL = "original"
    """Of the contract, signed."""
    INVOICE = "invoice"
    ACT = "act"
    ACT_ORIGINAL = "act_original"


class LostReason(StrEnum):
    """What a department starts with; one tap."""

    PRICE = "price"
    NO_BUDGET = "no_budget"
    CHOSE_OTHER = "chose_other"
    NOT_NEEDED = "not_needed"
    GONE = "gone"
    TERMS = "terms"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Deal:
    id: int
    department_id: int
    client_id: int
    client_name: str
    owner_id: int | None
    title: str
    amount: Kopecks | None
    stage: str
    kind: DealKind
    source: str | None
    deadline: date | None
    lot: str | None
    discount: int | None
    """In tenths of a percent."""
    ship_on: date | None
    shipped_on: date | None
    created_at: datetime
    created_on: date
    """The department's day."""
    closed_at: datetime | None
    won_at: datetime | None
    stage_since: date
    """The department's day on which it came to its stage."""
    furthest: str
    """The furthest open or won stage that it has reached."""
    lost_reason: str | None
    lost_to: str | None
    """The competitor."""

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    @property
    def is_won(self) -> bool:
        return self.won_at is not None

    @property
    def is_lost(self) -> bool:
        return self.closed_at is not None and self.won_at is None

    @property
    def reduced(self) -> Percent | None:
        return None if self.discount is None else Percent(self.discount)


def days_still(stage_since: date, last_activity: date | None, today: date) -> int:
    """Calendar days since the last activity or the stage's entry, the later of both."""
    return (today - max(stage_since, last_activity or stage_since)).days


def is_stuck(stage: Stage | None, stage_since: date, last_activity: date | None, today: date) -> bool:
    """Still for longer than its stage's limit; a closed deal, or a stage without a limit, never is."""
    if stage is None or stage.is_closed or stage.stuck_after is None:
        return False
    return days_still(stage_since, last_activity, today) > stage.stuck_after

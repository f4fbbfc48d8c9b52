"""The buttons of week plans: one's own, and a department's. `monday` is an ordinal everywhere."""

from enum import StrEnum

from reports.message.address import Address, MaybeOrdinalDay, OrdinalDay
from reports.message.press import Id, Press
from sales.payments.payments import MoveReason


class WeekDeed(StrEnum):
    SHOW = "show"
    BOOK = "book"


class WeekPress(Press, prefix="wk"):
    """A manager's week plan to look at. Person 0: one's own."""

    deed: WeekDeed
    monday: Id
    person_id: Id = 0
    page: Id = 1


class WeekPlanDeed(StrEnum):
    CONFIRM = "confirm"
    ADD = "add"
    EDIT = "edit"


class WeekPlanPress(Press, prefix="wp"):
    """Something to do with one's own week plan. Of CONFIRM in the place of a page: what was seen (WeekScreen.seen)."""

    deed: WeekPlanDeed
    monday: Id
    page: Id = 1


class WeekForPress(Press, prefix="wf"):
    """A lead confirms the week plan of somebody of the department; `seen`: as of WeekPlanPress."""

    monday: Id
    person_id: Id
    seen: Id = 0


class NoReason(StrEnum):
    """Why is not told."""

    SKIP = "skip"


class WeekSlipPress(Press, prefix="ws"):
    """Why a slip was taken along: a move of one's own (an event), the first of those by one tap, and the reason."""

    monday: Id
    first_id: Id
    event_id: Id
    reason: MoveReason | NoReason


class WeekItemAddress(Address):
    """The card of a payment in somebody's week plan, and the page of the plan that leads back."""

    name = "week_item"

    payment_id: int
    person_id: int
    monday: OrdinalDay
    page: int = 1


class WeekItemPress(Press, prefix="wi"):
    """An item of one's own week plan, to be edited."""

    payment_id: Id


class WeekRegularDeed(StrEnum):
    TAKE = "take"
    DROP = "drop"


class WeekRegularPress(Press, prefix="wr"):
    """A regular payer that the bot proposes for a week: taken or not."""

    deed: WeekRegularDeed
    client_id: Id
    monday: Id


class WeekTableAddress(Address):
    """A department's week plans. No monday: this week; department 0: the first that the reader sees."""

    name = "week_table"
    was = ("wt:show:{department_id}:{monday}:{page}",)

    department_id: int = 0
    monday: MaybeOrdinalDay = None
    page: int = 1


class WeekTableDeed(StrEnum):
    OPEN = "open"
    """Below everything else."""
    BOOK = "book"


class WeekTablePress(Press, prefix="wt"):
    """Something to do with a department's week plans."""

    deed: WeekTableDeed
    department_id: Id
    monday: Id
    page: Id = 1

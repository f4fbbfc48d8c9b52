"""The buttons of a check-in and of its summary."""

from enum import StrEnum

from reports.message.press import Id, Press


class CheckinDeed(StrEnum):
    CAME = "came"
    PART = "part"
    MOVE = "move"
    NO = "no"
    SAME = "same"
    """«Без изменений»."""
    SETTLED = "settled"
    """The same, under the reminder."""
    ALL = "all"
    """Asks first."""
    ALL_CAME = "all_came"
    UNDO = "undo"
    """The last answer here; its step rides in the place of the payment."""
    EXTRA = "extra"
    """Money that was in no plan."""
    PAGE = "page"
    OPEN = "open"
    QUIET = "quiet"
    """«Не спрашивать до …», of a debt."""
    WAKE = "wake"
    """Asked about again after all."""


class CheckinPress(Press, prefix="c"):
    """A button of a manager's check-in. `payment_id` 0: the check-in as a whole."""

    deed: CheckinDeed
    checkin_id: Id
    payment_id: Id = 0
    page: Id = 1


class SummaryDeed(StrEnum):
    REMIND = "remind"
    REMIND_ALL = "remind_all"
    REMIND_ROW = "remind_row"
    """About one payment."""
    DETAILS = "details"
    TOMORROW = "tomorrow"
    PERSON = "person"
    ROWS = "rows"
    """A page of a person's rows; it rides in the place of the payment."""
    CAME = "came"
    UNDO = "undo"
    """The money that the reader entered here last; its step rides in the place of the payment."""
    TAKE = "take"
    """Asks first."""
    TAKEN = "taken"


class SummaryPress(Press, prefix="s"):
    """A button of a department's summary. `day` is an ordinal, `slot` minutes since midnight."""

    deed: SummaryDeed
    department_id: Id
    day: Id
    slot: Id
    person_id: Id = 0
    payment_id: Id = 0


class DepartmentDeed(StrEnum):
    """What to open of a department."""

    CHECKIN = "checkin"
    WHO = "who"


class DepartmentPress(Press, prefix="dep"):
    """Which department, for who reads several."""

    deed: DepartmentDeed
    department_id: Id

"""What of a month Reper has not seen: it came in the middle of it (spec/1)."""

from datetime import date

from sales.calendar.calendar import DAY, month_of


def days_before(month: date, began: date, joined: date | None) -> tuple[date, date] | None:
    """The month's days before Reper, both included; None where it has seen all that the person worked of it.

    `began`: the first day on which the person was here; `joined`: the first day of their work, where one is said.
    """
    first, last = month_of(month)
    if not first < began <= last or (joined is not None and joined >= began):
        return None
    return first, began - DAY

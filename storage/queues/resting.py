"""When a row that was put aside after a failure may be tried again; the same for what comes in and what goes out."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, bindparam, or_

LONGEST_REST = timedelta(minutes=5)
"""Nothing is put aside for more than a minute. What seems to be was put aside while the clock was an hour ahead."""


def has_rested(not_before: ColumnElement[datetime]) -> ColumnElement[bool]:
    """In a statement that is run with `moment`."""
    far = not_before > bindparam("the_far")
    return or_(not_before.is_(None), not_before <= bindparam("the_now"), far)


def moment(now: datetime) -> dict[str, datetime]:
    """The values of the names that `has_rested` binds."""
    return {"the_now": now, "the_far": now + LONGEST_REST}

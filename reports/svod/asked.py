"""What a reader of the summary report has before the eyes: whose, of which days, as of which evening."""

from collections.abc import Sequence
from datetime import date

from reports.message.view import View
from reports.svod.figures import Svod, svod_of
from reports.svod.presses import PeriodAddress
from sales.calendar.calendar import DAY
from sales.core.errors import NotYoursError
from sales.core.people import EVERYBODY, SELLERS
from sales.entry.days.dates import RECKONED
from sales.results.periods import LONGEST
from storage.engine.actor import Actor
from storage.results.kept_reports import KeptReport
from storage.settings.departments import Department
from storage.transaction import Transaction

DAILY, CLOSING = "svod", "month_close"
"""Kinds of kept reports: of an evening, of a closed month."""


class PeriodView(PeriodAddress, View):
    """A page about a department's period."""

    opens_for = EVERYBODY

    async def opens(self, tx: Transaction, reader: Actor) -> bool:
        """Whether such a button was ever drawn for this reader; what stands on it is asked when it is drawn."""
        if not DAY <= self.last + DAY - self.first <= LONGEST or self.kept not in (0, *RECKONED):
            return False
        if reader.role in SELLERS:
            return self.department_id in {0, reader.department_id}
        return self.department_id in {0, *(each.id for each in await tx.as_(reader).departments.list_seen())}


async def load(
    tx: Transaction, reader: Actor, asked: PeriodAddress, seen: Sequence[Department], *, closing: bool = False
) -> tuple[Svod, KeptReport | None]:
    """The figures, and what was said of them when they were sent. Raises NotYoursError."""
    place = next((each.id for each in seen if asked.department_id in {0, each.id}), None)
    if place is None:
        raise NotYoursError
    before = await _keep(tx, reader, place, asked)
    at = before.made_at if before is not None and asked.kept else tx.clock.now()
    svod = await svod_of(tx, reader, place, asked.days, at, closing=closing)
    is_of_other_money = before is not None and before.kind == CLOSING and svod.department.counts_confirmed
    return svod, None if is_of_other_money and not closing else before


async def _keep(tx: Transaction, reader: Actor, department_id: int, asked: PeriodAddress) -> KeptReport | None:
    if asked.kept:
        day = date.fromordinal(asked.kept)
        kind = DAILY if asked.first <= day <= asked.last else CLOSING
        return await tx.as_(reader).kept_reports.of_day(department_id, kind, day)
    closed = await tx.as_(reader).kept_reports.last(department_id, CLOSING, asked.last + DAY * 31)
    return closed if closed is not None and (closed.first, closed.last) == asked.days else None

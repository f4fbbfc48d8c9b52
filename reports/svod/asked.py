"""What a reader of the summary report has before the eyes: whose, of which days, as of which evening."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Self

from reports.message.view import OrdinalDay, View
from reports.svod.figures import Svod, svod_of
from reports.svod.presses import SvodDeed, SvodPress
from sales.calendar.calendar import DAY
from sales.core.errors import NotYoursError
from storage.engine.actor import Actor
from storage.results.kept_reports import KeptReport
from storage.settings.departments import Department
from storage.transaction import Transaction

"""Pages behind the report, views of their own."""

DAILY, CLOSING = "svod", "month_close"
"""Kinds of kept reports: of an evening, of a closed month."""


@dataclass(frozen=True, slots=True)
class ReportPage:
    """What a reader has before the eyes: a department's period, a page of it, and as of which kept report."""

    department_id: int
    first: date
    last: date
    page: int = 1
    deed: SvodDeed = SvodDeed.SHOW
    kept: int = 0
    """The day (an ordinal) of the report that was sent; 0 is now."""

    @property
    def days(self) -> tuple[date, date]:
        return self.first, self.last

    def press(self, deed: SvodDeed = SvodDeed.SHOW, page: int = 1, days: tuple[date, date] | None = None) -> str:
        first, last = days or self.days
        return SvodPress(
            deed=deed,
            department_id=self.department_id,
            first=first.toordinal(),
            last=last.toordinal(),
            kept=self.kept if days is None else 0,
            page=page,
        ).pack()


class PeriodView(View):
    """A page about a department's period. Department 0: the reader's own, or the first that they read."""

    first: OrdinalDay
    last: OrdinalDay
    department_id: int = 0
    page: int = 1
    kept: int = 0
    """The day (an ordinal) of the report that was sent; 0 is now."""

    @classmethod
    def of(cls, press: SvodPress) -> Self:
        """What a button of the report leads to. Raises ValueError for days that are none."""
        return cls(
            first=date.fromordinal(press.first),
            last=date.fromordinal(press.last),
            department_id=press.department_id,
            page=press.page,
            kept=press.kept,
        )

    @property
    def asked(self) -> ReportPage:
        return ReportPage(self.department_id, self.first, self.last, self.page, kept=self.kept)


async def load(
    tx: Transaction, reader: Actor, asked: ReportPage, seen: Sequence[Department]
) -> tuple[Svod, KeptReport | None]:
    """The figures, and what was said of them when they were sent. Raises NotYoursError."""
    place = next((each.id for each in seen if asked.department_id in {0, each.id}), None)
    if place is None:
        raise NotYoursError
    before = await _kept(tx, reader, place, asked)
    at = before.made_at if before is not None and asked.kept else tx.clock.now()
    return await svod_of(tx, reader, place, asked.days, at), before


async def _kept(tx: Transaction, reader: Actor, department_id: int, asked: ReportPage) -> KeptReport | None:
    if asked.kept:
        day = date.fromordinal(asked.kept)
        kind = DAILY if asked.first <= day <= asked.last else CLOSING
        return await tx.as_(reader).kept_reports.of_day(department_id, kind, day)
    closed = await tx.as_(reader).kept_reports.last(department_id, CLOSING, asked.last + DAY * 31)
    return closed if closed is not None and (closed.first, closed.last) == asked.days else None

"""Columns of days for the dashboard: what was awaited as a frame, what came in it, the confirmed part below."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from reports.message.files.chart import COMING, FACT, INK, PLAN, SIDE, SOFT, TICK, WIDTH
from reports.message.files.svg import Point, box, frame, text, whole
from reports.message.format import weekday
from reports.message.language import gettext as _
from reports.message.tables import one_unit
from sales.core.money import Kopecks
from sales.plans.pace import Light

HEIGHT, FLOOR = 540, 460
ABOVE = 130
"""Of the paper, of the ground on which the columns stand, kept free for the legend and their figures."""
SQUARE = 28
"""Of the legend: as tall as its words are."""


@dataclass(frozen=True, slots=True)
class MoneyOfDay:
    """A day's money in kopecks: still awaited, said to have come, and confirmed."""

    day: date
    awaited: Kopecks = 0
    claimed: Kopecks = 0
    confirmed: Kopecks = 0

    @property
    def came(self) -> Kopecks:
        return self.claimed + self.confirmed

    @property
    def whole(self) -> Kopecks:
        """As tall as its column is: what came, and what is still awaited."""
        return max(0, self.came) + max(0, self.awaited)


def draw_columns(days: Sequence[MoneyOfDay], today: date) -> str:
    """SVG, a column a day. More than a week has columns without figures."""
    paper = _Paper(days, today)
    drawn = [shape for n, each in enumerate(days) for shape in _draw_day(each, SIDE + n * paper.wide, paper)]
    return whole(WIDTH, HEIGHT, [*_draw_legend(days), *drawn])


class _Paper:
    """What all columns share: how wide and tall they may be, and in what they are counted."""

    def __init__(self, days: Sequence[MoneyOfDay], today: date) -> None:
        self.today = today
        self.top = max([*(each.whole for each in days), 1])
        self.wide = (WIDTH - 2 * SIDE) / len(days)
        self.is_week = self.wide > 2 * TICK
        self.tell = one_unit(each.whole for each in days)[1]


def _draw_legend(days: Sequence[MoneyOfDay]) -> Iterator[str]:
    """In what the figures are counted, and what the colours that are there mean."""
    yield text((SIDE, SQUARE + 4), one_unit(each.whole for each in days)[0], TICK, SOFT)
    for left, name, draw, is_there in (
        (240, _("Expected"), _draw_awaited, any(each.awaited for each in days)),
        (485, _("Claimed"), _draw_claimed, any(each.claimed for each in days)),
        (715, _("Confirmed"), _draw_confirmed, any(each.confirmed for each in days)),
    ):
        if is_there:
            yield draw((left, 4), SQUARE, SQUARE)
            yield text((left + SQUARE + 12, SQUARE + 4), name, TICK, SOFT)


def _draw_confirmed(at: Point, wide: float, tall: float) -> str:
    return box(at, wide, tall, FACT[Light.GREEN])


def _draw_claimed(at: Point, wide: float, tall: float) -> str:
    return box(at, wide, tall, COMING)


def _draw_awaited(at: Point, wide: float, tall: float) -> str:
    """A frame: nothing stands in it yet."""
    return frame(at, wide, tall, PLAN, SOFT)


def _draw_day(each: MoneyOfDay, left: float, paper: _Paper) -> Iterator[str]:
    wide, is_week = paper.wide, paper.is_week
    bar, at, floor = wide * 0.7, left + wide * 0.15, float(FLOOR)
    parts = ((each.confirmed, _draw_confirmed), (each.claimed, _draw_claimed), (each.awaited, _draw_awaited))
    for amount, draw in parts:
        height = (FLOOR - ABOVE) * max(0, amount) / paper.top
        if height:
            floor -= height
            yield draw((at, floor), bar, height)
    middle = left + wide / 2
    if is_week and each.whole:
        yield text((middle, floor - 12), paper.tell(each.whole), TICK, INK, anchor="middle")
    if is_week or each.day.day == 1 or each.day.day % 5 == 0:
        name = weekday(each.day) if is_week else str(each.day.day)
        yield text((middle, FLOOR + 50), name, TICK, INK if each.day == paper.today else SOFT, anchor="middle")

"""Columns of days for the dashboard: what was awaited as a frame, what came in it, the confirmed part below."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from reports.message.files.chart import COMING, FACT, INK, PLAN, SIDE, SOFT, TICK, WIDTH
from reports.message.files.svg import box, text, whole
from reports.message.format import short, weekday
from sales.core.money import Kopecks
from sales.plans.pace import Light

HEIGHT, FLOOR = 480, 400
ABOVE = 70
"""Of the paper, of the ground on which the columns stand, kept free for their figures."""


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


def draw_columns(days: Sequence[MoneyOfDay], today: date) -> str:
    """SVG, a column a day. More than a week has columns without figures."""
    top = max([*(each.awaited + each.came for each in days), 1])
    wide = (WIDTH - 2 * SIDE) / len(days)
    shapes = [shape for n, each in enumerate(days) for shape in _draw_day(each, SIDE + n * wide, wide, top, today)]
    return whole(WIDTH, HEIGHT, shapes)


def _draw_day(each: MoneyOfDay, left: float, wide: float, top: Kopecks, today: date) -> Iterator[str]:
    is_week = wide > 2 * TICK
    bar, at, floor = wide * 0.7, left + wide * 0.15, float(FLOOR)
    parts = ((each.confirmed, FACT[Light.GREEN]), (each.claimed, COMING), (each.awaited, PLAN))
    for amount, colour in parts:
        height = (FLOOR - ABOVE) * max(0, amount) / top
        if height:
            floor -= height
            yield box((at, floor), bar, height, colour)
    middle, said = left + wide / 2, each.came or each.awaited
    if is_week and said:
        yield text((middle, floor - 12), short(said).split("\N{NO-BREAK SPACE}")[0], TICK, INK, anchor="middle")
    if is_week or each.day.day == 1 or each.day.day % 5 == 0:
        name = weekday(each.day) if is_week else str(each.day.day)
        yield text((middle, FLOOR + 50), name, TICK, INK if each.day == today else SOFT, anchor="middle")

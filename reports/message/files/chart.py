"""
A report as one picture: bars of plan and fact, a line over days. Drawn as SVG, sent as a PNG.

Made for a phone held upright: 1080 × 1350, letters that are read in the bubble of a chat, figures at the bars, no
legend to look up.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from reports.message.files.svg import LETTER, Point, area, box, dot, line, render, size_in, text, whole
from reports.message.format import short
from reports.message.language import current_language, speaking
from sales.core.money import ROUBLE, Kopecks
from sales.plans.pace import Light

WIDTH, SIDE = 1080, 54
INNER = WIDTH - 2 * SIDE

HEIGHT = 1350
"""Four to five, as a phone shows a picture whole; more bars make it longer."""

TITLE, TEXT, TICK = 54, 44, 36
"""Heights of letters: 44 are 12 pixels in a bubble of 300."""

HEAD, BAR_HEIGHT, SECOND_LINE, LINE_HEIGHT = 210, 136, 54, 640
"""Of the title, of a bar, of a label that does not fit beside the name, of the line at least."""

INK, SOFT, GRID, PLAN = "#1b2430", "#5c6876", "#e4e8ee", "#dbe1ea"
FACT = {None: "#8a96a6", Light.GREEN: "#2f9e5b", Light.YELLOW: "#e0a100", Light.RED: "#d64545"}
COMING = "#3b6cc4"
MOST_TICKS = 4


@dataclass(frozen=True, slots=True)
class Bar:
    """`label` stands at its end, «1,20 из 2,00 млн · 85,7 %»; `plan` is the track that `fact` runs on, `before` a thin
    line below: what the period before came to.
    """

    name: str
    label: str
    fact: Kopecks
    plan: Kopecks | None = None
    light: Light | None = None
    before: Kopecks | None = None

    @property
    def is_wide(self) -> bool:
        """The label needs a line of its own."""
        return (len(self.name) + len(self.label) + 2) * LETTER * TEXT > INNER

    @property
    def height(self) -> int:
        return BAR_HEIGHT + SECOND_LINE * self.is_wide


@dataclass(frozen=True, slots=True)
class DaysLine:
    """Running sums by day. `fact` ends with today, `planned` covers all days."""

    title: str
    days: Sequence[date]
    planned: Sequence[Kopecks]
    fact: Sequence[Kopecks]
    plan_label: str
    """At the end of the plan: «план 4,00 млн»."""
    fact_label: str
    """At the last day of the fact: «20.11: пришло 2,70 млн»."""
    ahead: Kopecks | None = None
    """Where the fact is going to end."""

    @property
    def top(self) -> Kopecks:
        """What the paper must be tall enough for."""
        return max([*self.planned, *self.fact, self.ahead or 0, 1])


@dataclass(frozen=True, slots=True)
class Picture:
    """In the reader's language, gathered before the drawing."""

    title: str
    subtitle: str
    bars: Sequence[Bar] = ()
    line: DaysLine | None = None
    language: str = field(default_factory=current_language)

    def draw(self) -> bytes:
        """A PNG. Slow: call it in a thread."""
        return render(self.to_svg())

    def to_svg(self) -> str:
        """The picture for a page, which may scale it."""
        below = HEAD + max(BAR_HEIGHT, sum(bar.height for bar in self.bars)) + 20
        height = max(HEIGHT, below + LINE_HEIGHT) if self.line else below + 20
        shapes = [
            text((SIDE, 88), self.title, size_in(INNER, self.title, TITLE), INK, bold=True),
            text((SIDE, 156), self.subtitle, size_in(INNER, self.subtitle, TEXT), SOFT),
            *_draw_bars(self.bars),
        ]
        if self.line is not None:
            with speaking(self.language):
                shapes.extend(_draw_line(self.line, Plot(self.line, below + 110, height - 110)))
        return whole(WIDTH, height, shapes)


@dataclass(frozen=True, slots=True)
class Plot:
    """Where the line's days and sums lie on the paper."""

    line: DaysLine
    above: float
    below: float

    def at(self, day: date, amount: Kopecks) -> Point:
        """What is below zero lies on it: a refund needs no paper of its own."""
        first, last = self.line.days[0], self.line.days[-1]
        along = (day - first).days / max(1, (last - first).days)
        up = max(0, amount) / (self.line.top * 1.08)
        return SIDE + along * INNER, self.below - up * (self.below - self.above)

    def along(self, amounts: Sequence[Kopecks]) -> list[Point]:
        """A point for each day from the first on."""
        return [self.at(day, amount) for day, amount in zip(self.line.days, amounts, strict=False)]


def draw_bars(bars: Sequence[Bar]) -> str:
    """The bars alone, as SVG for a page."""
    return whole(WIDTH, sum(bar.height for bar in bars) + 20, list(_draw_bars(bars, 0)))


def draw_line(days: DaysLine) -> str:
    """The line alone, as SVG for a page."""
    return whole(WIDTH, LINE_HEIGHT, list(_draw_line(days, Plot(days, 110, LINE_HEIGHT - 80))))


def _draw_bars(bars: Sequence[Bar], above: float = HEAD) -> Iterator[str]:
    """The name and the figures above, the plan as a pale track, the fact on it."""
    longest = max([1, *(amount or 0 for bar in bars for amount in (bar.plan, bar.fact, bar.before))])
    for bar in bars:
        yield text((SIDE, above + 44), bar.name, size_in(INNER, bar.name, TEXT), INK, bold=True)
        told = above + 44 + SECOND_LINE * bar.is_wide
        yield text((WIDTH - SIDE, told), bar.label, size_in(INNER, bar.label, TEXT), SOFT, anchor="end")
        for amount, colour in ((bar.plan or 0, PLAN), (max(0, bar.fact), FACT[bar.light])):
            yield box((SIDE, told + 20), INNER * amount / longest, 42, colour)
        if bar.before is not None:
            yield box((SIDE, told + 66), INNER * max(0, bar.before) / longest, 10, SOFT)
        above += bar.height


def _draw_line(days: DaysLine, plot: Plot) -> Iterator[str]:
    yield text((SIDE, plot.above - 50), days.title, size_in(INNER, days.title, TEXT), INK, bold=True)
    ticks = _ticks(days.top)
    for amount in (0, *ticks):
        yield line([plot.at(days.days[0], amount), plot.at(days.days[-1], amount)], GRID, 2)
    done = plot.along(days.fact)
    yield line(plot.along(days.planned), SOFT, 4, "14 10")
    if done:
        yield area([(SIDE, plot.below), *done, (done[-1][0], plot.below)], COMING)
        yield line(done, COMING, 7)
        yield from _draw_today(days, plot, done[-1])
    for amount in ticks:
        yield text(_beside(plot.at(days.days[0], amount), 0, -10), short(amount), TICK, SOFT)
    yield from _draw_days(days, plot)
    end = plot.at(days.days[-1], days.planned[-1])
    yield text(_beside(end, 0, -18), days.plan_label, TEXT, SOFT, anchor="end")


def _draw_days(days: DaysLine, plot: Plot) -> Iterator[str]:
    """Numbers of some days of the month below."""
    for each in days.days:
        if each.day == 1 or each.day % 10 == 0:
            yield text(_beside(plot.at(each, 0), 0, 48), str(each.day), TICK, SOFT, anchor="middle")


def _draw_today(days: DaysLine, plot: Plot, now: Point) -> Iterator[str]:
    last = plot.at(days.days[-1], days.ahead or 0)
    yield line([(now[0], plot.above), (now[0], plot.below)], GRID, 3)
    if days.ahead is not None and last[0] > now[0]:
        yield line([now, last], COMING, 4, "2 12")
    yield dot(now, 13, COMING)
    is_late = now[0] > WIDTH / 2  # below the line, where nothing else stands
    place = (now[0] - 16 if is_late else now[0] + 16, plot.below - 18)
    yield text(place, days.fact_label, TEXT, COMING, bold=True, anchor="end" if is_late else "start")


def _ticks(top: Kopecks) -> list[Kopecks]:
    """Round sums up to the top, few enough to be read: 1, 2, 3 млн."""
    step = ROUBLE
    for factor in _factors():
        step = ROUBLE * factor
        if step * MOST_TICKS >= top:
            break
    return list(range(step, top + 1, step))


def _factors() -> Iterator[int]:
    """1, 2, 5, 10, 20, 50 …"""
    ten = 1
    while True:
        yield from (ten, 2 * ten, 5 * ten)
        ten *= 10


def _beside(at: Point, right: float, down: float) -> Point:
    return at[0] + right, at[1] + down

"""
A report as one picture: bars of plan and fact, a line over days. What draws them is known to this file alone.

Made for a phone held upright: 1080 × 1350 pixels, letters of 18 points that are read in the bubble, figures at the
bars, no legend to look up. matplotlib costs 0.7 s to import, so it is imported by who draws, in a thread, and never
pyplot, which keeps every figure for ever.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING

from reports.message.format import MILLION, THOUSAND
from sales.core.money import Kopecks
from sales.plans.pace import Light

if TYPE_CHECKING:
    from matplotlib.axes import Axes

WIDTH, DPI = 1080, 150
BAR_HEIGHT, HEAD, LINE_HEIGHT = 132, 210, 640
"""Pixels: of a bar, of the title, of the line at least."""

HEIGHT = 1350
"""Four to five, as a phone shows a picture whole; more bars make it longer."""

TITLE, TEXT = 22, 18
"""Points: 18 are 10 pixels in a bubble of 300."""

INK, SOFT, GRID, PLAN, PAPER = "#1b2430", "#6b7785", "#e4e8ee", "#dbe1ea", "#ffffff"
FACT = {None: "#8a96a6", Light.GREEN: "#2f9e5b", Light.YELLOW: "#e0a100", Light.RED: "#d64545"}
COMING = "#4a7bd0"


@dataclass(frozen=True, slots=True)
class Bar:
    """`label` stands at its end, «1,20 из 2,00 млн · 85,7 %»; `plan` is the track that `fact` runs on."""

    name: str
    label: str
    fact: Kopecks
    plan: Kopecks | None = None
    light: Light | None = None


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


@dataclass(frozen=True, slots=True)
class Picture:
    """In the reader's language, gathered before the drawing."""

    title: str
    subtitle: str
    bars: Sequence[Bar] = ()
    line: DaysLine | None = None

    def draw(self) -> bytes:
        """A PNG. Slow: call it in a thread, one at a time."""
        return _draw(self)


def _draw(picture: Picture) -> bytes:
    from matplotlib.backends.backend_agg import FigureCanvasAgg  # noqa: PLC0415
    from matplotlib.figure import Figure  # noqa: PLC0415

    people = BAR_HEIGHT * max(1, len(picture.bars)) + 40
    below = max(LINE_HEIGHT, HEIGHT - HEAD - people) if picture.line else 0
    height = HEAD + people + below
    figure = Figure(figsize=(WIDTH / DPI, height / DPI), dpi=DPI, facecolor=PAPER)
    FigureCanvasAgg(figure)
    figure.text(
        0.05, 1 - 70 / height, picture.title, size=TITLE, weight="bold", color=INK, va="center", parse_math=False
    )
    figure.text(0.05, 1 - 142 / height, picture.subtitle, size=TEXT, color=SOFT, va="center", parse_math=False)
    _bars(figure.add_axes((0.05, (below + 20) / height, 0.9, people / height)), picture.bars)
    if picture.line is not None:
        _line(figure.add_axes((0.11, 90 / height, 0.84, (below - 200) / height)), picture.line)
    content = BytesIO()
    figure.savefig(content, format="png")
    return content.getvalue()


def _bars(axes: "Axes", bars: Sequence[Bar]) -> None:
    """The name and the figures above, the plan as a pale track, the fact on it."""
    longest = max([*(bar.plan or 0 for bar in bars), *(bar.fact for bar in bars), 1])
    axes.set_xlim(0, longest)
    axes.set_ylim(len(bars) - 0.35, -0.65)
    axes.axis("off")
    for place, bar in enumerate(bars):
        axes.text(0, place - 0.32, bar.name, size=TEXT, weight="bold", color=INK, va="center", parse_math=False)
        axes.text(longest, place - 0.32, bar.label, size=TEXT, color=SOFT, va="center", ha="right", parse_math=False)
        axes.barh(place + 0.12, bar.plan or 0, height=0.34, color=PLAN)
        axes.barh(place + 0.12, max(0, bar.fact), height=0.34, color=FACT[bar.light])


def _line(axes: "Axes", line: DaysLine) -> None:
    days = [day.day for day in line.days]
    done = days[: len(line.fact)]
    top = max([*line.planned, *line.fact, line.ahead or 0, 1])
    unit = MILLION if top >= MILLION else THOUSAND
    axes.set_title(line.title, loc="left", size=TEXT, weight="bold", color=INK, pad=14)
    axes.plot(days, [each / unit for each in line.planned], color=SOFT, lw=1.6, ls=(0, (5, 3)))
    axes.fill_between(done, [each / unit for each in line.fact], color=COMING, alpha=0.12, lw=0)
    axes.plot(done, [each / unit for each in line.fact], color=COMING, lw=2.8, solid_capstyle="round")
    if done:
        _today(axes, line, done[-1], unit)
    axes.annotate(
        line.plan_label,
        (days[-1], line.planned[-1] / unit),
        xytext=(-6, 8),
        textcoords="offset points",
        ha="right",
        size=TEXT,
        color=SOFT,
    )
    axes.set_xlim(days[0], days[-1])
    axes.set_ylim(0, top / unit * 1.16)
    axes.set_xticks([day for day in days if day == 1 or day % 10 == 0])
    axes.locator_params(axis="y", nbins=5)
    axes.tick_params(colors=SOFT, labelsize=TEXT, length=0)
    axes.grid(axis="y", color=GRID, lw=1)
    axes.set_axisbelow(True)
    for side in axes.spines.values():
        side.set_visible(False)


def _today(axes: "Axes", line: DaysLine, today: int, unit: int) -> None:
    now, last = line.fact[-1] / unit, line.days[-1].day
    axes.axvline(today, color=GRID, lw=1.6)
    if line.ahead is not None and last > today:
        axes.plot([today, last], [now, line.ahead / unit], color=COMING, lw=1.8, ls=(0, (1, 2)))
    axes.plot([today], [now], marker="o", ms=7, color=COMING, markeredgecolor=PAPER, markeredgewidth=2)
    left = today > last / 2  # below the line, where nothing else stands
    axes.annotate(
        line.fact_label,
        (today, 0),
        xytext=(-10 if left else 10, 10),
        textcoords="offset points",
        ha="right" if left else "left",
        size=TEXT,
        weight="bold",
        color=COMING,
        bbox={"facecolor": PAPER, "alpha": 0.85, "lw": 0, "pad": 3},
    )

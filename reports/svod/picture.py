"""
The summary report as one picture: plan and fact of each person, and the month's money day by day against the plan.

Made for a phone held upright: 1080 pixels wide, figures at the bars, no legend to look up. matplotlib costs 0.7 s to
import, so it is imported by who draws, in a thread, and never pyplot, which keeps every figure for ever.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING

from reports.message.format import MILLION, THOUSAND, short
from sales.core.money import Kopecks
from sales.plans.pace import Light

if TYPE_CHECKING:
    from matplotlib.axes import Axes

WIDTH, DPI = 1080, 150
BAR_HEIGHT, HEAD, LINE_HEIGHT = 96, 190, 620
"""Pixels: of a person's bar, of the title, of the month's line."""

INK, SOFT, GRID, PLAN, PAPER = "#1b2430", "#6b7785", "#e4e8ee", "#dbe1ea", "#ffffff"
FACT = {None: "#8a96a6", Light.GREEN: "#2f9e5b", Light.YELLOW: "#e0a100", Light.RED: "#d64545"}
COMING = "#4a7bd0"


@dataclass(frozen=True, slots=True)
class Bar:
    """One person: `label` stands at the end of the bar, «1,20 из 2,00 млн · 85,7 %»."""

    name: str
    plan: Kopecks | None
    fact: Kopecks
    light: Light | None
    label: str


@dataclass(frozen=True, slots=True)
class MonthLine:
    """Running sums by day of the month. `fact` ends with today; `planned` covers the whole month."""

    days: Sequence[date]
    planned: Sequence[Kopecks]
    fact: Sequence[Kopecks]
    forecast: Kopecks | None
    """Where the month ends by pace."""


@dataclass(frozen=True, slots=True)
class Words:
    """In the reader's language, gathered before the drawing."""

    title: str
    subtitle: str
    money: str
    """What the lower part shows: «Деньги нарастающим итогом»."""
    plan: str
    fact: str
    today: str


def draw(words: Words, bars: Sequence[Bar], month: MonthLine | None) -> bytes:
    """A PNG. Slow: call it in a thread, one at a time."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg  # noqa: PLC0415
    from matplotlib.figure import Figure  # noqa: PLC0415

    people, line = BAR_HEIGHT * max(1, len(bars)) + 40, LINE_HEIGHT if month else 0
    height = HEAD + people + line
    figure = Figure(figsize=(WIDTH / DPI, height / DPI), dpi=DPI, facecolor=PAPER)
    FigureCanvasAgg(figure)
    figure.text(0.05, 1 - 70 / height, words.title, size=17, weight="bold", color=INK, va="center", parse_math=False)
    figure.text(0.05, 1 - 130 / height, words.subtitle, size=12, color=SOFT, va="center", parse_math=False)
    _bars(figure.add_axes((0.05, (line + 20) / height, 0.9, people / height)), bars)
    if month is not None:
        _month(figure.add_axes((0.12, 90 / height, 0.83, (line - 190) / height)), month, words)
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
        axes.text(0, place - 0.32, bar.name, size=12, weight="bold", color=INK, va="center", parse_math=False)
        axes.text(longest, place - 0.32, bar.label, size=11, color=SOFT, va="center", ha="right", parse_math=False)
        axes.barh(place + 0.12, bar.plan or 0, height=0.34, color=PLAN)
        axes.barh(place + 0.12, max(0, bar.fact), height=0.34, color=FACT[bar.light])


def _month(axes: "Axes", month: MonthLine, words: Words) -> None:
    days = [day.day for day in month.days]
    done = days[: len(month.fact)]
    top = max([*month.planned, *month.fact, month.forecast or 0, 1])
    unit = MILLION if top >= MILLION else THOUSAND
    axes.set_title(words.money, loc="left", size=12, weight="bold", color=INK, pad=14)
    axes.plot(days, [each / unit for each in month.planned], color=SOFT, lw=1.6, ls=(0, (5, 3)))
    axes.fill_between(done, [each / unit for each in month.fact], color=COMING, alpha=0.12, lw=0)
    axes.plot(done, [each / unit for each in month.fact], color=COMING, lw=2.8, solid_capstyle="round")
    if done:
        _today(axes, month, done[-1], unit, words)
    axes.annotate(
        f"{words.plan} {short(month.planned[-1])}",
        (days[-1], month.planned[-1] / unit),
        xytext=(-6, 8),
        textcoords="offset points",
        ha="right",
        size=10,
        color=SOFT,
    )
    axes.set_xlim(days[0], days[-1])
    axes.set_ylim(0, top / unit * 1.16)
    axes.set_xticks([day for day in days if day == 1 or day % 5 == 0])
    axes.locator_params(axis="y", nbins=5)
    axes.tick_params(colors=SOFT, labelsize=10, length=0)
    axes.grid(axis="y", color=GRID, lw=1)
    axes.set_axisbelow(True)
    for side in axes.spines.values():
        side.set_visible(False)


def _today(axes: "Axes", month: MonthLine, today: int, unit: int, words: Words) -> None:
    now, last = month.fact[-1] / unit, month.days[-1].day
    axes.axvline(today, color=GRID, lw=1.6)
    if month.forecast is not None and last > today:
        axes.plot([today, last], [now, month.forecast / unit], color=COMING, lw=1.8, ls=(0, (1, 2)))
    axes.plot([today], [now], marker="o", ms=7, color=COMING, markeredgecolor=PAPER, markeredgewidth=2)
    left = today > last / 2  # below the line, where nothing else stands
    axes.annotate(
        f"{words.today}: {words.fact} {short(month.fact[-1])}",
        (today, 0),
        xytext=(-10 if left else 10, 10),
        textcoords="offset points",
        ha="right" if left else "left",
        size=10.5,
        weight="bold",
        color=COMING,
    )

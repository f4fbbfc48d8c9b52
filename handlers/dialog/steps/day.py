"""A day: today, tomorrow, +3, +7 in one tap, a month to leaf through, or typed: «пт», «25.12», «через неделю»."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import ClassVar, TypeVar

from handlers.dialog.model import Again, Choice, Draft, Move, Screen, Talk
from handlers.dialog.steps.calendars import calendar_of
from handlers.dialog.steps.said import SaidStep
from handlers.dialog.steps.then import Asks, Then, go_on, number_in
from reports.message.format import day_month, weekday
from reports.message.language import gettext as _
from reports.message.markup import Markup, fill, lines
from reports.message.message import grid
from reports.message.words.terms import month_head, weekday_head
from sales.calendar.calendar import WorkCalendar, month_of, week_of, weeks_of
from sales.entry.days.dates import YEARS_AHEAD, YEARS_BACK, DayChoice, DayMistake, Leaning, is_near, read_day
from sales.entry.lines.values import Values
from sales.entry.talk.yes_no import is_yes

AHEAD = (0, 1, 3, 7)
BEHIND = (0, -1, -2)
NOTHING = "-"
MONTHS = 12
GRID = "grid"
NEAR = timedelta(days=3)
"""At a month's edge the calendar opens where the days are: nearly all of them are beyond it."""

_NOTHING_SAID = {"either": None, "far": None}
GAP = " "
"""The label of a cell without a day; Telegram refuses an empty one."""


class DayDraft(Draft):
    day: date | None = None
    """The day that was said; whether it is worked is asked when it is used."""
    month: date | None = None
    """The month that is leafed through; None is the quick choice."""
    either: tuple[date, date] | None = None
    """«пт» said on a Friday: one of these."""
    far: date | None = None
    """Of another year that was not said, or half a year ahead: shown with its year and asked once."""


E = TypeVar("E", bound=DayDraft)


@dataclass(frozen=True)
class PickDay(SaidStep[E]):
    """A local day, into `day`, worked or not: who uses it takes a workday.

    `leaning`: on which side of today «12» lies.
    """

    agrees: ClassVar[bool] = True
    then: Then[E]
    leaning: Leaning = Leaning.AHEAD
    quick: tuple[int, ...] = field(default=AHEAD)
    """Days from today."""
    off_today: bool = False
    """Of what is moved away from today: «пт» said on a Friday is the next one."""
    at_bank: bool = False
    """Money comes on the department's workdays, whoever is on leave."""
    asks: Asks[E] | None = None
    takes: frozenset[str] | None = None

    async def question(self, talk: Talk, draft: E) -> Markup:
        """`asks`, or «What day?»."""
        return fill(_("What day?")) if self.asks is None else await self.asks(talk, draft)

    async def show(self, talk: Talk, draft: E) -> Screen:
        asked = await self.question(talk, draft)
        if draft.either is not None:
            row = tuple(Choice(_full(day), day.isoformat()) for day in draft.either)
            asked = fill(_("{first} or {second}?"), first=row[0].label, second=row[1].label)
            return Screen(asked, (row, (Choice(_("📅 Calendar"), GRID),)))
        if draft.far is not None:
            said = Choice(f"{_full(draft.far)} {draft.far.year}", draft.far.isoformat())
            asked = lines(asked, fill(_("{day}: is that right?"), day=said.label))
            return Screen(asked, ((said,), (Choice(_("📅 Calendar"), GRID),)))
        if draft.month is None:
            return Screen(asked, self.quick_rows(talk))
        return Screen(asked, await self._month(talk, draft.month))

    def quick_rows(self, talk: Talk) -> tuple[tuple[Choice, ...], ...]:
        """The days that are one tap away, and the calendar."""
        choices = [Choice(_ahead(days), (talk.today + timedelta(days=days)).isoformat()) for days in self.quick]
        choices.append(Choice(_("📅 Calendar"), GRID))
        return grid(choices, 3)

    async def press(self, talk: Talk, draft: E, value: str) -> Move:
        if value == GRID:
            step = -NEAR if self.is_behind() else NEAR
            return Again(draft.model_copy(update={"month": month_of(talk.today + step)[0], **_NOTHING_SAID}))
        if (moved := number_in(value, "m")) is not None:
            return Again(draft.model_copy(update={"month": _month_at(moved, talk.today)}))
        day = _iso(value)
        return Again() if day is None or not self._may(day, talk.today) else await self._pick(talk, draft, day)

    async def write(self, talk: Talk, draft: E, text: str) -> Move:
        """A day in words; what is said along with it is taken, too: «завтра в 15», «пт 80%»."""
        if draft.far is not None and is_yes(text):
            return await self._pick(talk, draft, draft.far)
        values = await self.values_in(talk, draft, text)
        if isinstance(values.day, date) and is_near(values.day, talk.today) and self.is_clear(draft, values):
            told = await self.along(talk, draft.model_copy(update={"far": None}), values)
            return Again(told) if values.far or told.day is None else await self._pick(talk, told, told.day)
        reading = read_day(text, talk.today, self.leaning)
        if reading is DayMistake.NOT_A_DAY and self.is_clear(draft, values):
            return await self._beside(talk, draft, values)
        match reading:
            case date() as day:
                return await self._pick(talk, draft, day)
            case DayChoice(earlier, later):
                return await self._ask_either(talk, draft.model_copy(update={"either": (earlier, later), "far": None}))
            case DayMistake() as mistake:
                return Again(hint=day_mistake(mistake))

    async def _beside(self, talk: Talk, draft: E, values: Values) -> Move:
        """One of two days with an hour, «пт в 15»; or something else that the form holds, «180к», and no day."""
        told = await self.along(talk, draft, values)
        if isinstance(values.day, DayMistake):
            return Again(told, day_mistake(values.day))
        if told.either is not None and values.day is not None:
            return await self._ask_either(talk, told)
        return Again(told, None if values.day is not None else self.tell_noted(told, values) or self.hint())

    async def _ask_either(self, talk: Talk, draft: E) -> Move:
        if self.off_today and draft.either is not None and draft.either[0] == talk.today:
            return await self._pick(talk, draft, draft.either[1])
        return Again(draft)

    def is_behind(self) -> bool:
        return self.leaning is Leaning.BEHIND

    def hint(self) -> Markup:
        return day_mistake(DayMistake.NOT_A_DAY)

    async def _pick(self, talk: Talk, draft: E, day: date) -> Move:
        return await go_on(talk, draft.model_copy(update={"day": day, "month": None, **_NOTHING_SAID}), self.then)

    def _may(self, day: date, today: date) -> bool:
        """A button pressed after midnight, or made by hand: as far as when typed."""
        return is_near(day, today)

    async def _month(self, talk: Talk, month: date) -> tuple[tuple[Choice, ...], ...]:
        calendar = await calendar_of(talk)
        calendar = calendar.without_absences() if self.at_bank else calendar
        before, after = (f"m{_month_number(month) + step}" for step in (-1, 1))
        title = month_head(month)
        head = (Choice("‹", before), Choice(title, NOTHING), Choice("›", after))
        monday = week_of(month)[0]
        names = tuple(Choice(weekday_head(monday + timedelta(days=n)), NOTHING) for n in range(7))
        weeks = [tuple(self._cell(day, talk.today, calendar) for day in week) for week in weeks_of(month)]
        return (head, names, *(week for week in weeks if any(cell.value != NOTHING for cell in week)))

    def _cell(self, day: date | None, today: date, calendar: WorkCalendar) -> Choice:
        """A day off has a dot; a day on the wrong side of today is no choice."""
        if day is None or (day < today if self.leaning is Leaning.AHEAD else day > today):
            return Choice(GAP, NOTHING)
        return Choice(str(day.day) if calendar.is_workday(day) else f"·{day.day}", day.isoformat())


def _full(day: date) -> str:
    return f"{weekday(day)} {day_month(day)}"


def _ahead(days: int) -> str:
    named = {0: lambda: _("Today"), 1: lambda: _("Tomorrow"), -1: lambda: _("Yesterday")}
    return named[days]() if days in named else f"{days:+}".replace("-", "\u2212")


def day_mistake(mistake: DayMistake, said: str = "") -> Markup:
    """`said`: the words for the day, which are named where they are of no one day."""
    if mistake is DayMistake.UNCLEAR and said:
        return fill(_("What day is “{said}”? For example: tomorrow · Fri · 25.12"), said=said)
    words = {
        DayMistake.NOT_A_DAY: _("I did not understand the day. For example: tomorrow · Fri · 25.12"),
        DayMistake.NO_SUCH_DAY: _("There is no such day. For example: tomorrow · Fri · 25.12"),
        DayMistake.OUT_OF_RANGE: _("That is too far off. For example: tomorrow · Fri · 25.12"),
        DayMistake.UNCLEAR: _("Which day exactly? For example: tomorrow · Fri · 25.12"),
        DayMistake.SEVERAL: _("One day, please. For example: tomorrow · Fri · 25.12"),
    }
    return fill(words[mistake])


def _month_number(month: date) -> int:
    return month.year * MONTHS + month.month - 1


def _month_at(number: int, today: date) -> date:
    """Within the years that can be said; a number from nowhere is the nearest of them."""
    least = _month_number(today.replace(year=today.year - YEARS_BACK, day=1))
    most = _month_number(today.replace(year=today.year + YEARS_AHEAD, day=1))
    year, month = divmod(max(least, min(number, most)), MONTHS)
    return date(year, month + 1, 1)


def _iso(value: str) -> date | None:
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def past_day() -> Markup:
    """For a step that needs a day ahead and was told one that is over."""
    return fill(_("That day is over. For example: tomorrow · Fri · 25.12"))

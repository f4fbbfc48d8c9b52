"""What was said and is asked once more before it is saved: a far day, an old one, a part of the day for an hour."""

from dataclasses import dataclass, replace
from datetime import date, time

from handlers.dialog.model import Again, Choice, Goto, Move, Screen, Talk
from handlers.dialog.steps.choices import HOURS, WIDTH, PickTime
from handlers.dialog.steps.day import day_mistake
from handlers.entry.asking.step import EntryStep
from handlers.entry.line.draft import EntryDraft, line_of
from reports.entry.lines import head_question
from reports.message.format import day_month, weekday
from reports.message.language import gettext as _
from reports.message.markup import Markup, fill
from reports.message.message import grid
from sales.core.clock import local
from sales.entry.days.dates import DayMistake, Leaning, read_day
from sales.entry.days.times import read_moment
from sales.entry.lines.understood import Entry
from sales.entry.talk.yes_no import is_yes

YES, TODAY, OTHER = "yes", "today", "other"


class _ThatDay(EntryStep):
    """The day is as it was said, or another one."""

    agrees = True
    leaning = Leaning.AHEAD
    other = "day"

    async def press(self, talk: Talk, draft: EntryDraft, value: str) -> Move:
        entry = line_of(talk, draft)
        if value == YES:
            return await self.on(talk, draft, entry.model_copy(update={"day_far": False, "day_confirmed": True}))
        if value == TODAY and self.leaning is Leaning.BEHIND:
            return await self.on(talk, draft, entry.with_day(talk.today))
        return Goto(self.other, draft) if value == OTHER else Again()

    async def hear(self, talk: Talk, draft: EntryDraft, text: str) -> Move:
        if is_yes(text):
            return await self.press(talk, draft, YES)
        day = read_day(text, talk.today, self.leaning)
        if isinstance(day, date):
            return await self.on(talk, draft, line_of(talk, draft).with_day(day))
        named = isinstance(day, DayMistake) and day is not DayMistake.NOT_A_DAY
        return Again(hint=day_mistake(day) if named and isinstance(day, DayMistake) else self.hint())

    def hint(self) -> Markup:
        return fill(_("Tap a button, or type a day: today · Mon · 25.12"))


class ItIsFar(_ThatDay):
    """Another year, or more than half a year ahead: shown with its year."""

    name = "far"

    async def show(self, talk: Talk, draft: EntryDraft) -> Screen:
        entry = line_of(talk, draft)
        said = with_year(entry.day or talk.today)
        rows = ((Choice(_("✅ Yes, {day}").format(day=said), YES),), (Choice(_("📅 Another day"), OTHER),))
        return Screen(head_question(entry, fill(_("{day}: is that right?"), day=said)), rows)


class ItIsOld(_ThatDay):
    """Money that came more than three workdays ago may belong to a closed month."""

    name = "old"
    leaning = Leaning.BEHIND
    other = "came_on"

    async def show(self, talk: Talk, draft: EntryDraft) -> Screen:
        entry = line_of(talk, draft)
        said = with_year(entry.day or talk.today)
        asked = fill(_("{day} is over three workdays ago. Did it come then?"), day=said)
        rows = (
            (Choice(_("✅ Yes, {day}").format(day=said), YES),),
            (Choice(_("It came in today"), TODAY), Choice(_("📅 Another day"), OTHER)),
        )
        return Screen(head_question(entry, asked), rows)

    def hint(self) -> Markup:
        return fill(_("Tap a button, or type a day: today · yesterday · 18.11"))


@dataclass(frozen=True)
class AtWhatHour(EntryStep, PickTime[EntryDraft]):
    """«после обеда»: the likely hours first; an hour is never guessed."""

    name = "hour"

    async def show(self, talk: Talk, draft: EntryDraft) -> Screen:
        entry = line_of(talk, draft)
        screen = await super().show(talk, draft)
        hours = [Choice(f"{hour}:00", f"{hour:02}00") for hour in _likely(talk, entry)]
        rows = grid(hours, WIDTH) or screen.rows
        return replace(screen, text=head_question(entry, fill(_("At what time? For example: 15:30"))), rows=rows)

    async def hear(self, talk: Talk, draft: EntryDraft, text: str) -> Move:
        """«15:30», or with another day: «в пятницу в 10»."""
        day, at = read_moment(text, talk.today, local(talk.tx.clock.now(), talk.actor.zone).time())
        if isinstance(day, date) and at is not None and day > talk.today:
            return await self.on(talk, draft, line_of(talk, draft).with_day(day, at))
        return await PickTime.write(self, talk, draft, text)


def with_year(day: date) -> str:
    """«пт 27 ноября 2026»."""
    return f"{weekday(day)} {day_month(day)} {day.year}"


def _likely(talk: Talk, entry: Entry) -> list[int]:
    """The hours of the part of the day that was said, and of today only those ahead."""
    first, last = entry.hours or (time(HOURS[0]), time(HOURS[-1]))
    named = [hour for hour in range(first.hour, last.hour + 1) if entry.hours or hour in HOURS]
    if entry.day != talk.today:
        return named
    here = local(talk.tx.clock.now(), talk.actor.zone)
    return [hour for hour in named if hour > here.hour]

"""Questions about the day of a line: which of two, one that is over, one that is still ahead, an hour gone by."""

from dataclasses import dataclass, replace
from datetime import date, time

from handlers.dialog.model import Again, Choice, Goto, Move, Screen, Talk
from handlers.dialog.steps.choices import PickTime
from handlers.dialog.steps.day import GRID, PickDay, day_mistake
from handlers.entry.asking.step import EntryStep, may_say, word_of
from handlers.entry.line.beside import choices_in, with_beside
from handlers.entry.line.correction import plan_ahead
from handlers.entry.line.draft import EntryDraft, line_of, with_entry
from handlers.entry.line.flow import is_behind, proceed
from handlers.entry.line.logging import is_too_old
from reports.entry.lines import head_question
from reports.message.format import day_month, short_day, weekday
from reports.message.language import gettext as _
from reports.message.markup import Markup, fill
from sales.core.clock import local
from sales.entry.days.dates import DayChoice, DayMistake, DayReading, Leaning, read_day
from sales.entry.days.times import read_moment
from sales.entry.deeds.verbs import LOGGED, RECEIVED, Verb
from sales.entry.lines.understood import Entry

TODAY, FACT, WAS, EXPECTED, OTHER = "today", "fact", "was", "expect", "other"


@dataclass(frozen=True)
class OnWhatDay(EntryStep, PickDay[EntryDraft]):
    """Ahead, for what is expected or planned."""

    name = "day"

    async def question(self, talk: Talk, draft: EntryDraft) -> Markup:
        entry = line_of(talk, draft)
        if entry.day_mistake is not None:
            return head_question(entry, day_mistake(entry.day_mistake, entry.day_text))
        if await is_too_old(talk, entry):
            return head_question(entry, fill(_("A past day: three workdays back at most")))
        return head_question(entry, fill(_ask(entry)))

    async def show(self, talk: Talk, draft: EntryDraft) -> Screen:
        if draft.either is None:
            return await super().show(talk, draft)
        row = tuple(Choice(_day_label(day, talk.today), day.isoformat()) for day in draft.either)
        asked = fill(_("{first} or {second}?"), first=row[0].label, second=row[1].label)
        return Screen(head_question(line_of(talk, draft), asked), (row, (Choice(_("📅 Calendar"), GRID),)))

    async def hear(self, talk: Talk, draft: EntryDraft, text: str) -> Move:
        entry = line_of(talk, draft)
        day, at = self._read(talk, entry, text)
        if isinstance(day, date):
            return await self._date(talk, draft, entry.with_day(day, at))
        told = await with_beside(talk, entry, text, behind=self.leaning is Leaning.BEHIND)
        if day is DayMistake.NOT_A_DAY and told is not None and _days(told) != _days(entry):
            return await self._date(talk, draft.model_copy(update=choices_in(told)), told)
        either = (day.earlier, day.later) if isinstance(day, DayChoice) else None
        return Again(with_entry(draft, entry.with_day(day, at), either=either, month=None))

    def _read(self, talk: Talk, entry: Entry, text: str) -> tuple[DayReading, time | None]:
        if entry.verb not in LOGGED and entry.verb is not Verb.RESCHEDULE:
            return read_day(text, talk.today, self.leaning), None
        here = local(talk.tx.clock.now(), talk.actor.zone)
        if self.leaning is Leaning.AHEAD:
            day, at = read_moment(text, talk.today, here.time())
            return (talk.today if day is None else day), at
        return read_day(text, talk.today, self.leaning), None

    async def _pick(self, talk: Talk, draft: EntryDraft, day: date) -> Move:
        return await self._date(talk, draft, line_of(talk, draft).with_day(day))

    async def _date(self, talk: Talk, draft: EntryDraft, entry: Entry) -> Move:
        entry = plan_ahead(entry)
        update = {"month": None} if entry.day_choice else {"either": None, "month": None}
        return await self.on(talk, draft.model_copy(update=update), entry)


class WhenItWas(OnWhatDay):
    """Behind, for what has come or was done."""

    name = "came_on"


class ItIsOver(EntryStep):
    """Expected or planned for a day that is over: «сегодня» or «это факт» (SPEC 5)."""

    name = "past"

    async def show(self, talk: Talk, draft: EntryDraft) -> Screen:
        entry = line_of(talk, draft)
        said = fill(_("{day} is over. What is it?"), day=short_day(entry.day or talk.today))
        other = Choice(_("📅 Another day"), OTHER)
        if entry.verb is Verb.EXPECT:
            return Screen(head_question(entry, said), ((Choice(_("Expect it today"), TODAY), _fact()), (other,)))
        if entry.verb in LOGGED:
            return Screen(head_question(entry, said), ((Choice(_("It has already happened"), WAS), other),))
        return Screen(head_question(entry, said), ((Choice(_("Today"), TODAY), other),))

    async def press(self, talk: Talk, draft: EntryDraft, value: str) -> Move:
        entry = line_of(talk, draft)
        if value == TODAY:
            return await self.on(talk, draft, entry.with_day(talk.today))
        if value == FACT and entry.verb is Verb.EXPECT:
            return await self.on(talk, draft, entry.with_verb(Verb.FACT))
        if value == WAS and entry.verb in LOGGED:
            return await self.on(talk, draft, entry.model_copy(update={"planned": False}).settle())
        return Goto("day", draft) if value == OTHER else Again()

    async def hear(self, talk: Talk, draft: EntryDraft, text: str) -> Move:
        entry = line_of(talk, draft)
        said = await word_of(talk, text)
        if entry.verb is Verb.EXPECT and said is not None and said.verb in RECEIVED:
            return await self.on(talk, draft, entry.with_verb(said.verb or Verb.FACT))
        return await _another_day(self, talk, draft, read_day(text, talk.today))

    def hint(self) -> Markup:
        return fill(_("Tap a button, or type a day: today · Mon · 25.12"))


class ItIsAhead(EntryStep):
    """Said to have come on a day that is not there yet: «сегодня» or «ожидаем»."""

    name = "future"

    async def show(self, talk: Talk, draft: EntryDraft) -> Screen:
        entry = line_of(talk, draft)
        said = fill(_("{day} is still ahead. What is it?"), day=short_day(entry.day or talk.today))
        row = [Choice(_("It came in today"), TODAY)]
        if entry.verb is Verb.FACT and may_say(talk, Verb.EXPECT):
            row.append(Choice(_("We expect it"), EXPECTED))
        return Screen(head_question(entry, said), (tuple(row), (Choice(_("📅 Another day"), OTHER),)))

    async def press(self, talk: Talk, draft: EntryDraft, value: str) -> Move:
        entry = line_of(talk, draft)
        if value == TODAY:
            return await self.on(talk, draft, entry.with_day(talk.today))
        if value == EXPECTED and entry.verb is Verb.FACT and may_say(talk, Verb.EXPECT):
            return await self.on(talk, draft, entry.with_verb(Verb.EXPECT))
        return Goto("came_on", draft) if value == OTHER else Again()

    async def hear(self, talk: Talk, draft: EntryDraft, text: str) -> Move:
        entry = line_of(talk, draft)
        said = await word_of(talk, text)
        if said is not None and said.verb is Verb.EXPECT:
            return await self.on(talk, draft, entry.with_verb(Verb.EXPECT))
        return await _another_day(self, talk, draft, read_day(text, talk.today, Leaning.BEHIND))

    def hint(self) -> Markup:
        return fill(_("Tap a button, or type a day: today · yesterday · 18.11"))


@dataclass(frozen=True)
class AtWhatTime(EntryStep, PickTime[EntryDraft]):
    """The hour that was said is over."""

    name = "time"

    async def show(self, talk: Talk, draft: EntryDraft) -> Screen:
        entry = line_of(talk, draft)
        screen = await super().show(talk, draft)
        return replace(screen, text=head_question(entry, fill(_("That time is over. For example: 18:30"))))

    async def hear(self, talk: Talk, draft: EntryDraft, text: str) -> Move:
        """«18:30», or another day: «завтра в 10»."""
        here = local(talk.tx.clock.now(), talk.actor.zone)
        day, at = read_moment(text, talk.today, here.time())
        if isinstance(day, date) and day > talk.today:
            return await self.on(talk, draft, line_of(talk, draft).with_day(day, at))
        return await PickTime.write(self, talk, draft, text)


async def take_time(talk: Talk, draft: EntryDraft) -> Move:
    move = await proceed(talk, with_entry(draft, line_of(talk, draft).with_at(draft.at)))
    return Again(move.draft) if isinstance(move, Goto) and move.step in {AtWhatTime.name, "hour"} else move


async def _another_day(step: EntryStep, talk: Talk, draft: EntryDraft, day: DayReading) -> Move:
    if not isinstance(day, date):
        hint = day_mistake(day) if isinstance(day, DayMistake) and day is not DayMistake.NOT_A_DAY else step.hint()
        return Again(hint=hint)
    return await step.on(talk, draft, line_of(talk, draft).with_day(day))


def _ask(entry: Entry) -> str:
    if is_behind(entry):
        return _("When did it come?") if entry.verb in RECEIVED else _("When was it?")
    return _("When to expect it?") if entry.verb is Verb.EXPECT else _("On what day?")


def _day_label(day: date, today: date) -> str:
    return _("Today") if day == today else f"{weekday(day)} {day_month(day)}"


def _fact() -> Choice:
    return Choice(_("It is a fact"), FACT)


def _days(entry: Entry) -> tuple[date | None, DayChoice | None]:
    return entry.day, entry.day_choice

"""Short questions with ready answers: why it moved, how sure, at what time, a word in passing."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import time
from enum import StrEnum
from typing import ClassVar, TypeVar

from handlers.dialog.model import Again, Choice, Draft, Move, Screen, Step, Talk
from handlers.dialog.steps.said import SaidStep, find_words_left
from handlers.dialog.steps.then import Asks, Then, Words, go_on, number_in
from reports.message.format import chance
from reports.message.language import gettext as _
from reports.message.markup import Markup, fill
from reports.message.message import grid
from reports.message.words.terms import reason_label, reason_words
from sales.core.words import clean, fold
from sales.entry.days.times import read_time
from sales.entry.deeds.outcomes import reason_of
from sales.payments.payments import TAPPED_REASONS, MoveReason

HOURS = (9, 10, 11, 12, 14, 15, 16, 17, 18)
WIDTH = 3
LONGEST_COMMENT = 500
CERTAIN = 100


class ReasonDraft(Draft):
    reason: MoveReason | None = None
    why: str | None = None
    """In their own words, where the reason was typed."""


class ProbabilityDraft(Draft):
    probability: int | None = None


class CommentDraft(Draft):
    comment: str | None = None


class TimeDraft(Draft):
    at: time | None = None
    hours: tuple[time, time] | None = None
    """«после обеда»: the hour is asked, within these."""


D = TypeVar("D", bound=Draft)
R = TypeVar("R", bound=ReasonDraft)
P = TypeVar("P", bound=ProbabilityDraft)
N = TypeVar("N", bound=CommentDraft)
T = TypeVar("T", bound=TimeDraft)


@dataclass(frozen=True)
class PickWord(SaidStep[D]):
    """One word of a closed set, two in a row; it goes into the draft's field of that name."""

    asks: Words
    then: Then[D]
    field: str = ""
    labels: Callable[[], Mapping[StrEnum, str]] = dict

    async def show(self, talk: Talk, draft: D) -> Screen:
        del talk, draft
        choices = [Choice(label, word) for word, label in self.labels().items()]
        return Screen(fill(self.asks()), grid(choices, 2))

    async def press(self, talk: Talk, draft: D, value: str) -> Move:
        word = next((each for each in self.labels() if each == value), None)
        return Again() if word is None else await go_on(talk, draft.model_copy(update={self.field: word}), self.then)


def _reasons() -> Mapping[StrEnum, str]:
    return {reason: reason_label(reason) for reason in TAPPED_REASONS}


@dataclass(frozen=True)
class PickReason(PickWord[R]):
    """One of the six reasons of SPEC 5, into `reason`; in words of one's own, which are kept in `why`."""

    free: ClassVar[bool] = True
    field: str = "reason"
    labels: Callable[[], Mapping[StrEnum, str]] = _reasons

    async def press(self, talk: Talk, draft: R, value: str) -> Move:
        return await super().press(talk, draft.model_copy(update={"why": None}), value)

    async def write(self, talk: Talk, draft: R, text: str) -> Move:
        """In words: one of the reasons, or «Другое» with the words kept. A day alone is another day, a figure none."""
        said = clean(text, LONGEST_COMMENT)
        if not any(sign.isalpha() for sign in said):
            return Again(hint=self.hint())
        values = await self.values_in(talk, draft, said)
        if values.day is not None and self.is_clear(draft, values) and not find_words_left(values):
            told = await self.along(talk, draft, values)
            return Again(told, self.tell_noted(told, values) or self.hint())
        if values.figures and not find_words_left(values):
            return Again(hint=self.hint())
        label = next((each for each in TAPPED_REASONS if fold(reason_words(each)) == fold(said).strip(" .!")), None)
        if label is not None:
            return await self._say(talk, draft, label, None)
        return await self._say(talk, draft, reason_of(said) or MoveReason.OTHER, said)

    async def _say(self, talk: Talk, draft: R, reason: MoveReason, why: str | None) -> Move:
        return await go_on(talk, draft.model_copy(update={"reason": reason, "why": why}), self.then)

    def hint(self) -> Markup:
        return fill(_("Tap a button, or say it in words: no money · waiting for documents"))


@dataclass(frozen=True)
class PickProbability(SaidStep[P]):
    """In per cent, 0–100, into `probability`: picked or typed."""

    then: Then[P]

    async def show(self, talk: Talk, draft: P) -> Screen:
        del talk, draft
        sure = (
            Choice(_("Sure · {chance}").format(chance=chance(95)), "95"),
            Choice(_("Likely · {chance}").format(chance=chance(70)), "70"),
            Choice(_("Maybe · {chance}").format(chance=chance(40)), "40"),
        )
        other = tuple(Choice(chance(each), str(each)) for each in (100, 80, 50))
        return Screen(fill(_("How probable? For example: 80")), (sure, other))

    async def press(self, talk: Talk, draft: P, value: str) -> Move:
        return await self._say(talk, draft, number_in(value))

    async def write(self, talk: Talk, draft: P, text: str) -> Move:
        """A number, or in words: «точно», «50 на 50»; with a day, where the form has one."""
        plain = number_in(clean(text).removesuffix("%").rstrip())
        values = await self.values_in(talk, draft, text)
        if plain is None and values.probability is not None and self.is_clear(draft, values):
            draft = await self.along(talk, draft, values)
            plain = values.probability
        return await self._say(talk, draft, plain)

    async def _say(self, talk: Talk, draft: P, percent: int | None) -> Move:
        if percent is None or percent > CERTAIN:
            return Again(hint=self.hint())
        return await go_on(talk, draft.model_copy(update={"probability": percent}), self.then)

    def hint(self) -> Markup:
        return fill(_("A number from 0 to 100, please. For example: 80"))


@dataclass(frozen=True)
class EnterComment(Step[N]):
    """Free words, into `comment`; None where they were skipped."""

    free: ClassVar[bool] = True
    then: Then[N]
    may_skip: bool = True
    asks: Asks[N] | None = None

    async def question(self, talk: Talk, draft: N) -> Markup:
        """What is asked above the buttons."""
        return fill(_("A comment, in your own words")) if self.asks is None else await self.asks(talk, draft)

    async def show(self, talk: Talk, draft: N) -> Screen:
        skip = ((Choice(_("Skip"), "skip"),),) if self.may_skip else ()
        return Screen(await self.question(talk, draft), skip)

    async def press(self, talk: Talk, draft: N, value: str) -> Move:
        if value != "skip" or not self.may_skip:
            return Again()
        return await go_on(talk, draft.model_copy(update={"comment": None}), self.then)

    async def write(self, talk: Talk, draft: N, text: str) -> Move:
        said = clean(text, LONGEST_COMMENT)
        return (
            await go_on(talk, draft.model_copy(update={"comment": said}), self.then)
            if said
            else Again(hint=self.hint())
        )

    def hint(self) -> Markup:
        return fill(_("Please write the comment as a text. For example: waiting for the invoice"))


@dataclass(frozen=True)
class PickTime(SaidStep[T]):
    """A wall time of the department, into `at`: picked, or typed as people say it."""

    then: Then[T]
    asks: Asks[T] | None = None

    async def question(self, talk: Talk, draft: T) -> Markup:
        """What is asked above the buttons."""
        return fill(_("At what time? For example: 15:30")) if self.asks is None else await self.asks(talk, draft)

    async def show(self, talk: Talk, draft: T) -> Screen:
        first, last = draft.hours or (time(HOURS[0]), time(HOURS[-1]))
        hours = range(first.hour, last.hour + 1) if draft.hours else HOURS
        choices = [Choice(f"{hour}:00", f"{hour:02}00") for hour in hours]
        return Screen(await self.question(talk, draft), grid(choices, WIDTH))

    async def press(self, talk: Talk, draft: T, value: str) -> Move:
        at = read_time(value) if number_in(value) is not None else None
        return Again() if at is None else await self._say(talk, draft, at)

    async def write(self, talk: Talk, draft: T, text: str) -> Move:
        """«15:30», «после обеда», or with another day: «в пятницу в 10»."""
        if (at := read_time(text)) is not None:
            return await self._say(talk, draft, at)
        values = await self.values_in(talk, draft, text)
        if not self.is_clear(draft, values):
            return Again(hint=self.hint())
        draft = await self.along(talk, draft, values)
        if values.at is None:
            return Again(draft, None if values.hours else self.tell_noted(draft, values) or self.hint())
        return await self._say(talk, draft, values.at)

    async def _say(self, talk: Talk, draft: T, at: time) -> Move:
        return await go_on(talk, draft.model_copy(update={"at": at, "hours": None}), self.then)

    def hint(self) -> Markup:
        return fill(_("I did not understand the time. For example: 15:30 · at 3 pm"))

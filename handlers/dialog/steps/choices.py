"""Short questions with ready answers: why it moved, how sure, at what time, a word in passing."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import time
from enum import StrEnum
from typing import TypeVar

from handlers.dialog.model import Again, Choice, Draft, Move, Screen, Step, Talk
from handlers.dialog.steps.then import Then, Words, go_on, number_in
from reports.message.format import chance
from reports.message.language import gettext as _
from reports.message.markup import Markup, fill
from reports.message.terms import reason_label
from sales.core.words import clean
from sales.entry.days.times import read_time
from sales.payments.payments import MoveReason

HOURS = (9, 10, 11, 12, 14, 15, 16, 17, 18)
WIDTH = 3
LONGEST_COMMENT = 500
CERTAIN = 100


class ReasonDraft(Draft):
    reason: MoveReason | None = None


class ProbabilityDraft(Draft):
    probability: int | None = None


class CommentDraft(Draft):
    comment: str | None = None


class TimeDraft(Draft):
    at: time | None = None


D = TypeVar("D", bound=Draft)
R = TypeVar("R", bound=ReasonDraft)
P = TypeVar("P", bound=ProbabilityDraft)
N = TypeVar("N", bound=CommentDraft)
T = TypeVar("T", bound=TimeDraft)


@dataclass(frozen=True)
class PickWord(Step[D]):
    """One word of a closed set, two in a row; it goes into the draft's field of that name."""

    asks: Words
    then: Then[D]
    field: str = ""
    labels: Callable[[], Mapping[StrEnum, str]] = dict

    async def show(self, talk: Talk, draft: D) -> Screen:
        del talk, draft
        choices = [Choice(label, word) for word, label in self.labels().items()]
        return Screen(fill(self.asks()), tuple(tuple(choices[at : at + 2]) for at in range(0, len(choices), 2)))

    async def press(self, talk: Talk, draft: D, value: str) -> Move:
        word = next((each for each in self.labels() if each == value), None)
        return Again() if word is None else await go_on(talk, draft.model_copy(update={self.field: word}), self.then)


def _reasons() -> Mapping[StrEnum, str]:
    return {reason: reason_label(reason) for reason in MoveReason}


@dataclass(frozen=True)
class PickReason(PickWord[R]):
    """One of the six reasons of SPEC 5, into `reason`."""

    field: str = "reason"
    labels: Callable[[], Mapping[StrEnum, str]] = _reasons


@dataclass(frozen=True)
class PickProbability(Step[P]):
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
        return await self._say(talk, draft, number_in(clean(text).removesuffix("%").rstrip()))

    async def _say(self, talk: Talk, draft: P, percent: int | None) -> Move:
        if percent is None or percent > CERTAIN:
            return Again(hint=self.hint())
        return await go_on(talk, draft.model_copy(update={"probability": percent}), self.then)

    def hint(self) -> Markup:
        return fill(_("A number from 0 to 100, please. For example: 80"))


@dataclass(frozen=True)
class EnterComment(Step[N]):
    """Free words, into `comment`; None where they were skipped."""

    free = True

    then: Then[N]
    may_skip: bool = True

    async def show(self, talk: Talk, draft: N) -> Screen:
        del talk, draft
        skip = ((Choice(_("Skip"), "skip"),),) if self.may_skip else ()
        return Screen(fill(_("A comment, in your own words")), skip)

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
class PickTime(Step[T]):
    """A wall time of the department, into `at`: picked, or typed as people say it."""

    then: Then[T]

    async def show(self, talk: Talk, draft: T) -> Screen:
        del talk, draft
        choices = [Choice(f"{hour}:00", f"{hour:02}00") for hour in HOURS]
        rows = tuple(tuple(choices[at : at + WIDTH]) for at in range(0, len(choices), WIDTH))
        return Screen(fill(_("At what time? For example: 15:30")), rows)

    async def press(self, talk: Talk, draft: T, value: str) -> Move:
        return await self._say(talk, draft, value) if number_in(value) is not None else Again()

    async def write(self, talk: Talk, draft: T, text: str) -> Move:
        return await self._say(talk, draft, text)

    async def _say(self, talk: Talk, draft: T, text: str) -> Move:
        at = read_time(text)
        if at is None:
            return Again(hint=self.hint())
        return await go_on(talk, draft.model_copy(update={"at": at}), self.then)

    def hint(self) -> Markup:
        return fill(_("I did not understand the time. For example: 15:30 · at 3 pm"))

"""How it ended: one tap ends the log. A photo, a voice note or a place sent meanwhile goes with it."""

from abc import abstractmethod
from dataclasses import asdict
from typing import TypeVar

from handlers.dialog.model import Again, Attachment, Choice, Draft, Move, Place, Screen, Step, Talk, Thing
from handlers.dialog.steps.choices import LONGEST_COMMENT
from reports.message.language import gettext as _
from reports.message.markup import Markup, fill
from reports.message.message import grid
from reports.message.words.terms import outcome_label, outcome_words
from sales.activities.activities import ActivityType, CallOutcome, MeetingOutcome, Outcome, outcomes_of
from sales.core.words import add_line, clean, fold
from sales.entry.deeds.outcomes import outcome_of

WIDTH = 2
KEPT = frozenset({"photo", "voice", "document", "video", "audio", "video_note"})
CALL_ORDER: tuple[Outcome, ...] = (
    CallOutcome.TALKED,
    CallOutcome.NO_ANSWER,
    CallOutcome.PROMISED_PAYMENT,
    CallOutcome.MEETING_SET,
    CallOutcome.SEND_PROPOSAL,
    CallOutcome.CALL_BACK,
    CallOutcome.REFUSED,
)


class OutcomeDraft(Draft):
    outcome: CallOutcome | MeetingOutcome | None = None
    comment: str | None = None
    file_id: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    accuracy: float | None = None


O = TypeVar("O", bound=OutcomeDraft)  # noqa: E741  the letter of its draft


def outcome_order(kind: ActivityType) -> tuple[Outcome, ...]:
    """As the thumb finds them: the likeliest first."""
    return CALL_ORDER if kind is ActivityType.CALL else outcomes_of(kind)


def find_outcome(kind: ActivityType, text: str) -> Outcome | None:
    """By the label of a button, or by what the words tell."""
    said = fold(text).strip(" .!")
    labelled = next((each for each in outcome_order(kind) if fold(outcome_words(each)) == said), None)
    return labelled or outcome_of(kind, text)


class PickOutcome(Step[O]):
    """How it ended, into `outcome`; typed words, a file and a place go with it into the draft."""

    free = True

    @abstractmethod
    async def kind(self, talk: Talk, draft: O) -> ActivityType:
        """Of what: it decides which outcomes there are."""

    @abstractmethod
    async def question(self, talk: Talk, draft: O) -> Markup:
        """What is asked, with whom it was."""

    @abstractmethod
    async def proceed(self, talk: Talk, draft: O) -> Move:
        """With an outcome, which may be empty for what has none."""

    async def show(self, talk: Talk, draft: O) -> Screen:
        outcomes = outcome_order(await self.kind(talk, draft))
        choices = [Choice(outcome_label(each), each) for each in outcomes] or [Choice(_("Done"), "done")]
        *rows, last = grid(choices, WIDTH)
        alone = len(last) == 1 and bool(rows)
        text = await self.question(talk, draft)
        return Screen(text, tuple(rows), last=last) if alone else Screen(text, (*rows, last))

    async def press(self, talk: Talk, draft: O, value: str) -> Move:
        outcomes = outcome_order(await self.kind(talk, draft))
        if not outcomes and value == "done":
            return await self.proceed(talk, draft)
        outcome = next((each for each in outcomes if each == value), None)
        return Again() if outcome is None else await self.proceed(talk, draft.model_copy(update={"outcome": outcome}))

    async def write(self, talk: Talk, draft: O, text: str) -> Move:
        """Words that say how it ended end the log: «поговорили, ждут счёт». Other words are the comment."""
        said = clean(text, LONGEST_COMMENT)
        kind = await self.kind(talk, draft)
        outcome = find_outcome(kind, said)
        if outcome is None:
            comment = add_line(draft.comment, said)
            return Again(draft.model_copy(update={"comment": comment}), fill(_("Comment: {text}"), text=said))
        only = fold(said).strip(" .!") == fold(outcome_words(outcome))
        told = draft.comment if only else add_line(draft.comment, said)
        return await self.proceed(talk, draft.model_copy(update={"outcome": outcome, "comment": told}))

    async def receive(self, talk: Talk, draft: O, thing: Thing) -> Move:
        del talk
        match thing:
            case Attachment(kind, file_id) if kind in KEPT and draft.file_id in {None, file_id}:
                return Again(draft.model_copy(update={"file_id": file_id}), fill(_("📎 I'll attach it")))
            case Place():
                return Again(draft.model_copy(update=asdict(thing)), fill(_("📍 I'll note the place")))
            case _:
                return Again(hint=self.hint())

    def hint(self) -> Markup:
        return fill(_("Please choose how it ended with a button. A photo or a voice note may be attached"))

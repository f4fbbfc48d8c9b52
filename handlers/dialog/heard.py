"""What a step makes of a text or a thing, and whether it has understood it at all."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any, TypeAlias, TypeVar

from handlers.dialog.model import Again, Draft, Goto, Move, Step, Talk, Thing, Waiting
from handlers.framework.replies import Forget, Reply
from reports.message.language import gettext as _
from reports.message.markup import fill
from sales.core.errors import AlreadyDoneError, MistakeError, NotYoursError
from sales.core.words import add_line

T = TypeVar("T")

Afterwards: TypeAlias = Callable[[str], Awaitable[Waiting | None]]
"""What is asked about a thing that the open step has no use for, with the words that go with it."""


class SettledError(MistakeError):
    """What the open form asked about was settled or is gone meanwhile: nothing can answer it any more."""

    def __init__(self, mistake: MistakeError, leave: Callable[[], Awaitable[list[Reply]]]) -> None:
        super().__init__()
        self.mistake = mistake
        self.leave = leave
        """Closes the form, after what the answer began is undone."""


async def hear_answer(answer: Awaitable[T], leave: Callable[[], Awaitable[list[Reply]]]) -> T:
    """What the step makes of it, or what is drawn then.

    Raises SettledError: with such a form open, every line would be refused again.
    """
    try:
        return await answer
    except (AlreadyDoneError, NotYoursError) as mistake:
        raise SettledError(mistake, leave) from mistake


def forget_if_secret(step: Step[Any]) -> list[Reply]:
    """What was typed at a secret step is kept nowhere."""
    return [Forget()] if step.secret else []


def is_lost(move: Move, draft: Draft) -> bool:
    """A hint and nothing else: the step has not understood."""
    return isinstance(move, Again) and move.hint is not None and (move.draft is None or move.draft == draft)


async def take_in(
    talk: Talk, step: Step[Any], draft: Draft, thing: Thing | None, caption: str, afterwards: Afterwards
) -> tuple[Move, Draft]:
    """The move, and the draft that it starts from: a thing without a use here is asked about when the form is done.

    The words under it are an answer as typed ones are, whether the thing itself has its use here or not.
    """
    move = Again(hint=step.hint()) if thing is None else await step.receive(talk, draft, thing)
    unused, words = is_lost(move, draft), caption
    if caption and isinstance(move, Again):
        told = await step.write(talk, move.draft or draft, caption)
        if not isinstance(told, Again) or not (unused or is_lost(told, draft)):  # a search for «акт» is no answer
            words = ""
            move = replace(told, draft=told.draft or move.draft) if isinstance(told, Again) else told
    waiting = await afterwards(words) if unused and thing is not None else None
    return (move, draft) if waiting is None else _with_later(move, draft, waiting, noted=not caption or bool(words))


def _with_later(move: Move, draft: Draft, waiting: Waiting, *, noted: bool) -> tuple[Move, Draft]:
    draft = _behind(draft, waiting)
    if isinstance(move, Again):
        hint = fill(_("📎 Got it: I'll ask about it later")) if noted else move.hint
        return Again(None if move.draft is None else _behind(move.draft, waiting), hint), draft
    return (replace(move, draft=_behind(move.draft, waiting)) if isinstance(move, Goto) else move), draft


def _behind(draft: Draft, waiting: Waiting) -> Draft:
    """One question to an album: the last of its pictures, and all of its words."""
    same = [each for each in draft.later if _is_same(each, waiting)]
    if same:
        said = add_line(same[0].draft.get("comment"), waiting.draft.get("comment"))
        waiting = waiting.model_copy(update={"draft": {**waiting.draft, "comment": said or None}})
    others = tuple(each for each in draft.later if not _is_same(each, waiting))
    return draft.model_copy(update={"later": (*others, waiting)})


def _is_same(one: Waiting, other: Waiting) -> bool:
    return one.name == other.name and one.draft.get("draft_id") == other.draft.get("draft_id")

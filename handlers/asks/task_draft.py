"""A task that is not given yet: what was said of it, and how it is heard."""

from datetime import time

from handlers.asks.due import choose_day, set_hour
from handlers.asks.people import list_askable, make_known
from handlers.dialog.model import Talk
from handlers.dialog.steps.choices import CommentDraft
from handlers.dialog.steps.day import DayDraft
from handlers.dialog.steps.said import context_of
from reports.message.markup import Markup, fill
from sales.asks.people import split_people
from sales.core.words import clean
from sales.entry.ask_lines import cut_when

SHOWN = 60
MOST_AHEAD = 180
"""Days; a farther one is asked once."""


class TaskDraft(DayDraft, CommentDraft):
    """`comment` is what is to be done."""

    to_ids: tuple[int, ...] = ()
    unknown_name: str = ""
    """A name that was said and is nobody's."""
    at: time | None = None
    is_deadline: bool = False
    """«до сб»: of a day off the workday before it is taken."""
    is_timeless: bool = False
    is_past: bool = False
    """The hour that was said is over: it is asked anew."""
    sure: tuple[int, ...] = ()
    """Who gets it although they are away."""
    client_id: int | None = None
    deal_id: int | None = None
    payment_id: int | None = None
    handed_id: int = 0
    """One that goes to somebody else."""

    def is_own(self, talk: Talk) -> bool:
        return self.to_ids == (talk.actor.person_id,)


async def read_words(talk: Talk, draft: TaskDraft, text: str) -> TaskDraft:
    """What is to be done, by when; a day that is far, or an hour that is over, is asked once."""
    when = cut_when(text, await context_of(talk, text))
    own = draft.is_own(talk)
    day = await choose_day(talk, when, is_own=own)
    update: dict[str, object] = {"comment": clean(when.text) or None}
    if when.at is not None:
        update["at"] = when.at
    if day is not None:
        update["is_deadline"] = when.is_deadline
        due = await set_hour(talk, day, when.at, is_own=own, is_deadline=when.is_deadline)
        is_past = due <= talk.tx.clock.now()
        far = (day - talk.today).days > MOST_AHEAD
        update |= {"day": None if is_past or far else day, "is_past": is_past, "far": day if far else None}
    if when.day is not None and day is None:
        update["comment"] = clean(text) or None
    return draft.model_copy(update=update)


async def read_people(talk: Talk, draft: TaskDraft, body: str) -> TaskDraft:
    """Names at the beginning of the words, and what is left of them as the task."""
    people = await list_askable(talk)
    found = split_people(body, [make_known(each.id, each.name) for each in people])
    ids = tuple(each.id for each in people if each.is_active) if found.is_everybody else found.ids
    unknown = ", ".join(each.rstrip(" .") for each in found.unknown)
    if found.unknown and not ids:
        told = draft.model_copy(update={"unknown_name": unknown})
        return await read_words(talk, told, found.text) if found.text else told
    told = draft.model_copy(update={"to_ids": () if unknown else ids, "unknown_name": unknown})
    return await read_words(talk, told, found.text) if found.text else told


def quote(draft: TaskDraft) -> Markup | None:
    said = " ".join((draft.comment or "").split())
    return fill("«{text}»", text=said if len(said) <= SHOWN else f"{said[: SHOWN - 1].rstrip()}…") if said else None

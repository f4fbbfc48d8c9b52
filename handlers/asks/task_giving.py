"""What of a task is still open, and giving it."""

from collections.abc import Sequence
from datetime import date, datetime

from handlers.asks.due import set_hour
from handlers.asks.people import find_away, list_askable
from handlers.asks.task_draft import TaskDraft
from handlers.asks.told import card_of_ask, show_own
from handlers.dialog.model import Done, Goto, Move, Talk
from handlers.framework.replies import Reply, Say
from reports.asks.asks import AsksView
from reports.message.view import Content, Keyed
from sales.asks.ask import Ask, AskKind
from sales.core.errors import NotYoursError
from storage.asks.ask_changes import NewAsk
from storage.engine.errors import LeftError
from storage.payments.undoable import place_of

MOST_CARDS = 3
"""Of more people the giver sees one message, and the list."""


async def next_of(talk: Talk, draft: TaskDraft) -> Move:
    """The first question that is open; where none is, it is given. Raises NotYoursError, LeftError."""
    if not draft.to_ids:
        return Goto("whom", draft)
    await _check_here(talk, draft)
    if await find_unsure(talk, draft) is not None:
        return Goto("away", draft)
    if draft.handed_id:
        return await _hand(talk, draft)
    if not draft.comment:
        return Goto("text", draft)
    if draft.is_past or draft.far is not None or (draft.day is None and not draft.is_timeless):
        return Goto("day", draft)
    return await _give(talk, draft)


async def _check_here(talk: Talk, draft: TaskDraft) -> None:
    """Raises NotYoursError for somebody to whom the speaker gives nothing, LeftError for whom nothing would reach."""
    others = [each for each in draft.to_ids if each != talk.actor.person_id]
    askable = {each.id: each for each in await list_askable(talk)} if others else {}
    if not askable.keys() >= set(others):
        raise NotYoursError
    if not all(askable[each].is_active for each in others):
        raise LeftError


async def find_unsure(talk: Talk, draft: TaskDraft) -> int | None:
    """Somebody who is away, and of whom nobody has said that they get it all the same."""
    for each in draft.to_ids:
        away = each not in draft.sure and each != talk.actor.person_id
        if away and await find_away(talk, each, talk.today) is not None:
            return each
    return None


async def _give(talk: Talk, draft: TaskDraft) -> Done:
    """One each, once."""
    due = None
    if draft.day is not None and not draft.is_timeless:
        due = await find_due(talk, draft, draft.day)
    given: list[Ask] = []
    for place, person_id in enumerate(draft.to_ids):
        given.append(await talk.mine.ask_changes.give(_new(draft, person_id, due, place_of(draft.draft_id, place))))
    told: list[Reply] = [
        Say(card_of_ask(each, each.to_id or 0), to=each.to_id) for each in given if each.to_id != talk.actor.person_id
    ]
    content, cards = _show_given(talk, given, draft.day)
    return Done(content, (*cards, *told))


async def find_due(talk: Talk, draft: TaskDraft, day: date) -> datetime:
    return await set_hour(talk, day, draft.at, is_own=draft.is_own(talk), is_deadline=draft.is_deadline)


def _new(draft: TaskDraft, person_id: int, due: datetime | None, draft_id: str) -> NewAsk:
    return NewAsk(
        AskKind.TASK,
        draft.comment or "",
        person_id,
        draft.client_id,
        draft.deal_id,
        draft.payment_id,
        due_at=due,
        draft_id=draft_id,
    )


def _show_given(talk: Talk, given: Sequence[Ask], said: date | None) -> tuple[Content | Keyed, list[Reply]]:
    if len(given) > MOST_CARDS:
        return AsksView(), []
    first, *others = [show_own(talk, each, said) for each in given]
    return first, [Say(each) for each in others]


async def _hand(talk: Talk, draft: TaskDraft) -> Done:
    ask = await talk.mine.ask_changes.hand(draft.handed_id, draft.to_ids[0])
    return Done(show_own(talk, ask), (Say(card_of_ask(ask, draft.to_ids[0]), to=draft.to_ids[0]),))

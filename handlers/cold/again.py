"""«Перезвонить» at another hour than those offered: a day, then its hour."""

from markupsafe import Markup

from handlers.activities.planning import is_over, make_planned_at
from handlers.cold.answering import answer_call
from handlers.dialog.model import Again, Dialog, Done, Goto, Move, Talk
from handlers.dialog.steps.choices import PickTime, TimeDraft
from handlers.dialog.steps.day import DayDraft, PickDay, past_day
from handlers.framework.access import SELLERS
from handlers.framework.replies import Erase
from reports.message.language import gettext as _
from reports.message.markup import bold, fill
from sales.cold.states import ColdOutcome


class ColdAgainDraft(DayDraft, TimeDraft):
    lead_id: int = 0
    card_key: str = ""


async def _which_day(talk: Talk, draft: ColdAgainDraft) -> Markup:
    lead = await talk.mine.cold_queue.hold(draft.lead_id)
    return fill(_("☎️ {name}: on what day to call again?"), name=bold(lead.name))


async def _take_day(talk: Talk, draft: ColdAgainDraft) -> Move:
    if draft.day is not None and draft.day < talk.today:
        return Again(hint=past_day())
    return Goto("time", draft) if draft.at is None else await _save(talk, draft)


async def _save(talk: Talk, draft: ColdAgainDraft) -> Move:
    """Raises NotYoursError, LeaseLostError, AlreadyDoneError."""
    at = make_planned_at(talk, draft.day or talk.today, draft.at)
    if is_over(talk, at):
        return Again(draft.model_copy(update={"at": None}), hint=fill(_("That time is over. For example: 18:30")))
    view, *_also = await answer_call(talk, draft.lead_id, ColdOutcome.AGAIN, at)
    return Done(view, (Erase(draft.card_key),) if draft.card_key else ())


COLD_AGAIN = Dialog(
    name="cold_again",
    draft=ColdAgainDraft,
    steps={"day": PickDay(_take_day, asks=_which_day), "time": PickTime(_save)},
    roles=SELLERS,
)

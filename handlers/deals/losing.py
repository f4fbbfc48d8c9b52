"""A deal that is lost: for which reason, to whom, and which of several was meant."""

from collections.abc import Sequence

from markupsafe import Markup

from handlers.dialog.model import Again, Choice, Dialog, Done, Draft, Move, Screen, Step, Talk
from handlers.dialog.steps.then import number_in
from handlers.payments.edit_payment import EDITORS
from reports.deals.deal_card import DealCard
from reports.message.language import gettext as _
from reports.message.markup import bold, fill
from reports.message.words.deal_words import deal_labels
from sales.core.errors import AlreadyDoneError, NotYoursError
from sales.deals.deal import Deal


async def lose(talk: Talk, deal: Deal, reason: str, lost_to: str | None = None) -> int:
    """Raises NotYoursError for a reason that the department has not; AlreadyDoneError."""
    if reason not in {each.code for each in await talk.tx.system.lost_reasons.of(deal.department_id)}:
        raise NotYoursError
    if not deal.is_open:
        raise AlreadyDoneError
    lost = (await talk.tx.system.stages.book(deal.department_id)).lost
    return await talk.mine.stage_moves.move(deal.id, lost.code, reason, lost_to)


def ask_which_deal(deals: Sequence[Deal]) -> Markup:
    """«🧩 Ромашка: какая сделка?»; of several clients they stand in the labels."""
    one = deals[0].client_name if len({each.client_id for each in deals}) == 1 else None
    return fill(_("🧩 {client}: which deal?"), client=bold(one)) if one else fill(_("🧩 Which deal?"))


class LostDraft(Draft):
    """What a line said of one of these deals."""

    among: tuple[int, ...] = ()
    reason: str = ""
    lost_to: str | None = None


class WhichIsLost(Step[LostDraft]):
    async def show(self, talk: Talk, draft: LostDraft) -> Screen:
        deals = [await talk.mine.deals.get(each) for each in draft.among]
        if not deals:
            raise NotYoursError
        labels = deal_labels(deals, await talk.tx.system.stages.book(deals[0].department_id))
        choices = [(Choice(label, str(deal.id)),) for label, deal in zip(labels, deals, strict=True)]
        return Screen(ask_which_deal(deals), tuple(choices))

    async def press(self, talk: Talk, draft: LostDraft, value: str) -> Move:
        deal_id = number_in(value)
        if deal_id not in draft.among:
            return Again()
        await lose(talk, await talk.mine.deals.get(deal_id), draft.reason, draft.lost_to)
        return Done(DealCard(deal_id=deal_id))


LOST_DEAL = Dialog(
    name="lost", draft=LostDraft, steps={"which": WhichIsLost()}, roles=EDITORS, light=frozenset({"which"})
)

"""Buttons of a client's card: a record begun with the client known, or the numbers opened."""

from aiogram import Router
from aiogram.types import CallbackQuery

from handlers.activities.call import CallDraft
from handlers.activities.meet import MeetDraft
from handlers.dialog.model import Draft, Talk
from handlers.dialog.runner import Runner
from handlers.framework.access import EVERYBODY, access
from handlers.framework.replies import Redraw, Replies
from handlers.payments.fact import FactDraft
from handlers.payments.pay import PayDraft
from reports.message.buttons import ClientPress
from reports.message.message import View
from sales.core.errors import NotYoursError
from sales.core.rights import Action, may


def make_router(runner: Runner) -> Router:
    router = Router(name="client card")

    @router.callback_query(ClientPress.filter(), flags=access(EVERYBODY))
    async def pressed(_query: CallbackQuery, callback_data: ClientPress, talk: Talk) -> Replies:
        client = await talk.tx.clients.get(talk.actor, callback_data.client_id)
        if callback_data.deed in {"card", "phones"}:
            return Redraw(View("client_card", {"client_id": client.id, "phones": callback_data.deed == "phones"}))
        return await _begun(runner, talk, callback_data.deed, client.id)

    return router


async def _begun(runner: Runner, talk: Talk, deed: str, client_id: int) -> Replies:
    begun: dict[str, tuple[Draft, str, Action]] = {
        "call": (CallDraft(client_id=client_id), "outcome", Action.LOG),
        "meet": (MeetDraft(client_id=client_id), "when", Action.LOG),
        "pay": (PayDraft(client_id=client_id), "amount", Action.LOG),
        "fact": (FactDraft(client_id=client_id, day=talk.today), "amount", Action.ENTER_FACT),
    }
    if deed not in begun:
        raise NotYoursError
    draft, step, right = begun[deed]
    if not may(talk.actor.role, right):
        raise NotYoursError
    return await runner.open(talk, deed, draft, step)

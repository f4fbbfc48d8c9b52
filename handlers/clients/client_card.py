"""Buttons of a client's card: a record begun with the client known, or the numbers opened."""

from aiogram import Router
from aiogram.types import CallbackQuery

from handlers.activities.call import CallDraft
from handlers.activities.meet import MeetDraft
from handlers.dialog.model import Draft, Talk
from handlers.dialog.runner import Runner
from handlers.framework.access import EVERYBODY, access
from handlers.framework.pressed import Pressed
from handlers.framework.replies import Redraw, Replies
from handlers.payments.fact import FactDraft
from handlers.payments.pay import PayDraft
from reports.clients.client_card import ClientCard
from reports.clients.presses import ClientDeed, ClientPress
from sales.core.errors import NotYoursError
from sales.core.rights import Action, may


def make_router(runner: Runner) -> Router:
    router = Router(name="client card")

    @router.callback_query(Pressed(ClientPress), flags=access(EVERYBODY))
    async def press_client(_query: CallbackQuery, callback_data: ClientPress, talk: Talk) -> Replies:
        client = await talk.mine.clients.get(callback_data.client_id)
        match callback_data.deed:
            case ClientDeed.CARD:
                return Redraw(ClientCard(client_id=client.id, phones=False))
            case ClientDeed.PHONES:
                return Redraw(ClientCard(client_id=client.id, phones=True))
            case ClientDeed.CALL:
                return await begin_dialog(talk, CallDraft(client_id=client.id), "call", "outcome")
            case ClientDeed.MEET:
                return await begin_dialog(talk, MeetDraft(client_id=client.id), "meet", "when")
            case ClientDeed.PAY:
                return await begin_dialog(talk, PayDraft(client_id=client.id), "pay", "amount")
            case ClientDeed.FACT:
                draft = FactDraft(client_id=client.id, day=talk.today)
                return await begin_dialog(talk, draft, "fact", "amount", Action.ENTER_FACT)

    async def begin_dialog(talk: Talk, draft: Draft, name: str, step: str, right: Action = Action.LOG) -> Replies:
        """Raises NotYoursError."""
        if not may(talk.actor.role, right):
            raise NotYoursError
        return await runner.open(talk, name, draft, step)

    return router

"""A place sent outside a dialog: whom to call on, at once; a meeting there by one tap (spec/4)."""

from datetime import timedelta

from aiogram import Router
from aiogram.types import CallbackQuery

from handlers.activities.meet import MeetDraft
from handlers.dialog.model import Place, Talk
from handlers.dialog.runner import Runner
from handlers.framework.access import SELLERS, access
from handlers.framework.pressed import Pressed
from handlers.framework.replies import Replies, Say, Toast
from reports.clients.client_card import ClientCard
from reports.message.language import gettext as _
from reports.road.near import NearView
from reports.road.presses import RoadDeed, RoadPress
from reports.views import find_shown

STILL_HERE = timedelta(hours=2)
"""One that was sent longer ago says nothing of a meeting."""


def make_router(runner: Runner) -> Router:
    router = Router(name="near")

    @router.callback_query(Pressed(RoadPress), flags=access(SELLERS))
    async def press(query: CallbackQuery, callback_data: RoadPress, talk: Talk) -> Replies:
        match callback_data.deed:
            case RoadDeed.OPEN:
                client = await talk.mine.clients.get(callback_data.client_id)
                return Say(ClientCard(client_id=client.id))
            case RoadDeed.MEET:
                return await _meet(runner, query, talk)

    return router


async def _meet(runner: Runner, query: CallbackQuery, talk: Talk) -> Replies:
    """With whom is asked; where it was is known, and that it is now."""
    shown = query.message and await find_shown(talk.tx, talk.actor.telegram_id, query.message.message_id)
    point = shown.point if isinstance(shown, NearView) else None
    if not isinstance(shown, NearView) or point is None:
        return Toast(_("This screen is out of date"))
    if shown.at is None or talk.tx.clock.now() - shown.at > STILL_HERE:
        return Toast(_("That was a while ago. Send where you are now"))
    draft = MeetDraft(latitude=point.latitude, longitude=point.longitude, accuracy=shown.accuracy)
    return await runner.open(talk, "meet", draft)


def show_near(talk: Talk, place: Place) -> Replies:
    """Whom to call on from there, at once."""
    return Say(NearView(latitude=place.latitude, longitude=place.longitude, accuracy=place.accuracy, at=talk.said_at))

"""Two records become one client, and are parted again for thirty days (spec/1)."""

from collections.abc import Awaitable, Callable

from aiogram import Router
from aiogram.types import CallbackQuery

from handlers.dialog.model import Talk
from handlers.framework.access import CLIENT_EDITORS, access
from handlers.framework.pressed import Pressed
from handlers.framework.replies import Redraw, Replies, Say
from handlers.framework.telling import tell_person
from reports.clients.likes import MergedView, name_with_owner
from reports.clients.presses import MergePress, PartPress
from reports.message.language import gettext as _
from reports.message.markup import fill
from reports.message.message import Message
from storage.clients.client import Client


def make_router() -> Router:
    router = Router(name="merging")

    @router.callback_query(Pressed(MergePress), flags=access(CLIENT_EDITORS))
    async def make_one(_query: CallbackQuery, callback_data: MergePress, talk: Talk) -> Replies:
        gone = await talk.mine.clients.get(callback_data.gone_id)
        one = await talk.mine.client_merges.merge(callback_data.kept_id, callback_data.gone_id)
        kept = await talk.mine.clients.get(one.kept_id)

        async def tell() -> Message:
            whose = await name_with_owner(talk.tx, kept)
            return Message(fill(_("🔗 {gone} is one client with {kept} now."), gone=gone.name, kept=whose))

        return [Redraw(MergedView(merge_id=one.id)), *await _tell_owner(talk, gone, kept, tell)]

    @router.callback_query(Pressed(PartPress), flags=access(CLIENT_EDITORS))
    async def undo_merge(_query: CallbackQuery, callback_data: PartPress, talk: Talk) -> Replies:
        one = await talk.mine.client_merges.part(callback_data.merge_id)
        gone, kept = await talk.mine.clients.get(one.gone_id), await talk.mine.clients.get(one.kept_id)

        async def tell() -> Message:
            return Message(fill(_("🔗 {gone} is a client of its own again."), gone=gone.name))

        return [Redraw(MergedView(merge_id=one.id)), *await _tell_owner(talk, gone, kept, tell)]

    return router


async def _tell_owner(talk: Talk, gone: Client, kept: Client, tell: Callable[[], Awaitable[Message]]) -> list[Say]:
    """Whose client it was, or is again, unless that is who pressed or who has the other."""
    if gone.owner_id in (None, kept.owner_id, talk.actor.person_id):
        return []
    return [await tell_person(talk.tx, gone.owner_id, tell)]

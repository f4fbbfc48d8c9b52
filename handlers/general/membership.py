"""Somebody blocks the bot, or lets it back. Telegram tells at once; delivery would find out at the next message."""

from aiogram import F, Router
from aiogram.enums import ChatMemberStatus
from aiogram.types import ChatMemberUpdated

from handlers.dialog.model import Talk
from handlers.framework.access import EVERYBODY, access
from handlers.framework.asked import Holds
from handlers.framework.replies import Replies, Say
from reports.people.team import UnreachableView

GONE = frozenset({ChatMemberStatus.KICKED, ChatMemberStatus.LEFT})


def make_router() -> Router:
    router = Router(name="membership")

    @router.my_chat_member(Holds(F.new_chat_member.status.in_(GONE)), flags=access(EVERYBODY))
    async def note_membership(_change: ChatMemberUpdated, talk: Talk) -> Replies | None:
        person_id = talk.actor.person_id
        if not await talk.tx.system.staff.set_unreachable(person_id, unreachable=True):
            return None
        told = UnreachableView(person_id=person_id)
        return [Say(told, to=each.person_id, bulk=True) for each in await talk.tx.system.staff.watchers_of(person_id)]

    @router.my_chat_member(flags=access(EVERYBODY))
    async def hear_unblocked(_change: ChatMemberUpdated, talk: Talk) -> None:
        await talk.tx.system.staff.set_unreachable(talk.actor.person_id, unreachable=False)

    return router

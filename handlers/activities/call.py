"""/call: whom, how it ended, saved. Three taps from the key below the chat."""

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import Message as TelegramMessage

from handlers.activities.logged import log
from handlers.dialog.model import Dialog, Move, Talk
from handlers.dialog.runner import Runner
from handlers.dialog.steps.client import ClientDraft, PickClient, client_name
from handlers.dialog.steps.outcome import OutcomeDraft, PickOutcome
from handlers.framework.access import SELLERS, access
from handlers.framework.replies import Replies
from reports.message.language import gettext as _
from reports.message.markup import Markup, fill
from sales.activities.activities import ActivityType


class CallDraft(ClientDraft, OutcomeDraft):
    pass


class HowTheCallEnded(PickOutcome[CallDraft]):
    async def kind(self, talk: Talk, draft: CallDraft) -> ActivityType:
        del talk, draft
        return ActivityType.CALL

    async def question(self, talk: Talk, draft: CallDraft) -> Markup:
        return fill(_("📞 {client}. How did it end?"), client=await client_name(talk, draft))

    async def picked(self, talk: Talk, draft: CallDraft) -> Move:
        return await log(talk, ActivityType.CALL, draft.client_id or 0, draft, talk.said_at)


CALL = Dialog(
    name="call",
    draft=CallDraft,
    steps={
        "client": PickClient(lambda: _("📞 Call. Whom?"), "outcome"),
        "outcome": HowTheCallEnded(),
    },
    roles=SELLERS,
)


def make_router(runner: Runner) -> Router:
    router = Router(name="call")

    @router.message(Command("call"), flags=access(SELLERS))
    async def call(_message: TelegramMessage, talk: Talk) -> Replies:
        return await runner.open(talk, "call")

    return router

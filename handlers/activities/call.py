"""/call: whom, how it ended, saved. Three taps from the key below the chat."""

from handlers.activities.logged import log
from handlers.dialog.model import Dialog, Move, Talk
from handlers.dialog.steps.client import ClientDraft, PickClient, client_name
from handlers.dialog.steps.outcome import OutcomeDraft, PickOutcome
from handlers.dialog.steps.then import in_words
from reports.message.language import gettext as _
from reports.message.markup import Markup, fill, lines
from sales.activities.activities import ActivityType
from sales.core.people import SELLERS


class CallDraft(ClientDraft, OutcomeDraft):
    pass


class HowTheCallEnded(PickOutcome[CallDraft]):
    async def kind(self, talk: Talk, draft: CallDraft) -> ActivityType:
        del talk, draft
        return ActivityType.CALL

    async def question(self, talk: Talk, draft: CallDraft) -> Markup:
        asked = fill(_("📞 {client}. How did it end?"), client=await client_name(talk, draft))
        muted = (await talk.mine.clients.get(draft.client_id or 0)).do_not_call
        return lines(asked, fill(_("🔕 Asked not to be called")) if muted else None)

    async def proceed(self, talk: Talk, draft: CallDraft) -> Move:
        return await log(talk, ActivityType.CALL, draft.client_id or 0, draft, talk.said_at)


CALL = Dialog(
    name="call",
    draft=CallDraft,
    steps={
        "client": PickClient(in_words(lambda: _("📞 Call. Who did you call?")), "outcome"),
        "outcome": HowTheCallEnded(),
    },
    roles=SELLERS,
)

"""What stands where a form stood that another one takes the place of."""

from handlers.dialog.loading import Loaded
from handlers.dialog.model import Draft, Talk
from handlers.dialog.screens import leave_form, screen_key
from handlers.framework.replies import Erase, Reply, Say
from reports.message.view import Keyed
from sales.core.errors import MistakeError
from storage.queues.dialogs import OpenDialog


async def give_way(talk: Talk, state: OpenDialog, found: Loaded | None, draft: Draft) -> Reply:
    """With something else in it than the new draft has, it says so, and can be taken up again; else it goes."""
    gone = Erase(screen_key(talk, state))
    if found is None:
        return gone
    dialog, step, kept = found
    known = {"draft_id": draft.draft_id, "later": ()}
    if kept.model_copy(update=known) in (draft.model_copy(update=known), dialog.draft(draft_id=draft.draft_id)):
        return gone
    try:
        asked = (await step.show(talk, kept)).text
    except MistakeError:  # what it was about is gone
        return gone
    return Say(Keyed(leave_form(state, kept, asked), screen_key(talk, state)))

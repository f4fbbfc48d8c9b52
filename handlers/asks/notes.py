"""A claim, a competitor's offer, an idea, a paper: kept with its kind, seen by the lead (spec/4, 4.1)."""

from handlers.asks.told import ask_leads, show_own
from handlers.dialog.model import Dialog, Done, Goto, Move, Talk
from handlers.dialog.steps.choices import CommentDraft, EnterComment
from handlers.dialog.steps.client import ClientDraft, PickClient
from handlers.dialog.steps.then import in_words
from reports.asks.ask import TASKED
from reports.asks.words import kind_label
from reports.message.language import gettext as _
from reports.message.markup import Markup, fill
from sales.asks.ask import AskKind
from storage.asks.ask_changes import NewAsk

DIALOG = "ask_note"


class NoteDraft(ClientDraft, CommentDraft):
    kind: AskKind = AskKind.IDEA


async def next_of_note(talk: Talk, draft: NoteDraft) -> Move:
    """A claim is a client's; the rest may be of none."""
    if draft.kind is AskKind.CLAIM and draft.client_id is None:
        return Goto("client", draft)
    if draft.find is not None and draft.client_id is None:
        return Goto("client", draft)
    if not draft.comment:
        return Goto("words", draft)
    ask = await talk.mine.ask_changes.give(
        NewAsk(draft.kind, draft.comment, client_id=draft.client_id, draft_id=draft.draft_id)
    )
    return Done(show_own(talk, ask), tuple(await ask_leads(talk, ask)))


async def _ask_words(talk: Talk, draft: NoteDraft) -> Markup:
    del talk
    return fill(_("{kind}: what is it, in one line?"), kind=kind_label(draft.kind))


NOTE = Dialog(
    name=DIALOG,
    draft=NoteDraft,
    steps={
        "client": PickClient(in_words(lambda: _("Whose is it?")), next_of_note, makes=False),
        "words": EnterComment(next_of_note, may_skip=False, asks=_ask_words),
    },
    roles=TASKED,
)

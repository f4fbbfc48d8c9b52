"""A file that may be two things: one question, and it is fetched once more for the answer."""

from handlers.dialog.model import Again, Choice, Dialog, Done, Draft, Move, Screen, Step, Talk
from handlers.framework.access import EVERYBODY
from handlers.framework.replies import Fetch
from reports.message.columns import cut
from reports.message.language import gettext as _
from reports.message.markup import bold, fill
from reports.message.message import Message

WIDTH = 24


class FileDraft(Draft):
    file_id: str = ""
    name: str = ""
    purposes: tuple[tuple[str, str], ...] = ()
    """Each with the label of its button."""


class PickPurpose(Step[FileDraft]):
    async def show(self, talk: Talk, draft: FileDraft) -> Screen:
        del talk
        asked = fill(_("📄 {name}: what is it?"), name=bold(cut(draft.name, WIDTH)))
        return Screen(asked, tuple((Choice(label, purpose),) for purpose, label in draft.purposes))

    async def press(self, talk: Talk, draft: FileDraft, value: str) -> Move:
        del talk
        if value not in dict(draft.purposes):
            return Again()
        return Done(Message(fill(_("📄 Reading {name}…"), name=cut(draft.name, WIDTH))), (_fetch(draft, value),))


def _fetch(draft: FileDraft, purpose: str) -> Fetch:
    return Fetch(purpose, draft.file_id, draft.name)


FILE_PURPOSE = Dialog(
    name="file_purpose",
    draft=FileDraft,
    steps={"purpose": PickPurpose()},
    roles=EVERYBODY,
    light=frozenset({"purpose"}),
)

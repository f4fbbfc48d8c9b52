"""Files of a deal's paper: sent while it stands open, shown again by a tap, the last one taken away."""

from typing import Final

from markupsafe import Markup

from handlers.dialog.model import Again, Attachment, Choice, Dialog, Done, Draft, Move, Screen, Step, Talk, Thing
from handlers.dialog.runner import Runner
from handlers.framework.replies import Replies
from handlers.payments.edit_payment import EDITORS
from reports.deals.deal_card import DealCard
from reports.deals.paper_files import PaperFileView
from reports.deals.presses import DealAsks
from reports.message.format import short_day
from reports.message.language import gettext as _
from reports.message.language import ngettext
from reports.message.markup import bold, fill, lines
from reports.message.message import grid
from reports.message.view import button
from reports.message.words.deal_words import deal_name, paper_label
from sales.core.clock import local_date
from sales.deals.deal import PaperKind
from storage.deals.paper_files import MOST, PaperFile
from storage.queues.dialogs import OpenDialog

NAME: Final = "paper_file"
READY, REMOVE = "ready", "remove"
SHOWN = 6


class PaperFileDraft(Draft):
    deal_id: int = 0
    paper: PaperKind = PaperKind.CONTRACT


class SendPaperFile(Step[PaperFileDraft]):
    """It stays until «Готово»: a contract has several pages."""

    async def show(self, talk: Talk, draft: PaperFileDraft) -> Screen:
        deal = await talk.mine.deals.get(draft.deal_id)
        files = [each for each in await talk.mine.paper_files.of_deal(deal.id) if each.kind is draft.paper]
        count = ngettext("{n} file is attached", "{n} files are attached", len(files)).format(n=len(files))
        text = lines(
            fill("📎 {paper} · {deal}", paper=bold(paper_label(draft.paper)), deal=deal_name(deal)),
            fill("{count}", count=count) if files else None,
            fill(_("Send a photo or a document.")),
        )
        shown = [
            button(f"{number} · {_tell_day(talk, each)}", PaperFileView(paper_file_id=each.id))
            for number, each in list(enumerate(files, 1))[-SHOWN:]
        ]
        done = (Choice(_("✅ Ready"), READY), *((Choice(_("🗑 Last one"), REMOVE),) if files else ()))
        return Screen(text, (done,), grid(shown, 3))

    async def press(self, talk: Talk, draft: PaperFileDraft, value: str) -> Move:
        if value == REMOVE:
            await talk.mine.paper_files.remove_last(draft.deal_id, draft.paper)
        return Done(DealCard(deal_id=draft.deal_id, asks=DealAsks.PAPERS)) if value == READY else Again()

    async def receive(self, talk: Talk, draft: PaperFileDraft, thing: Thing) -> Move:
        match thing:
            case Attachment("photo" | "document" as kind, file_id):
                return await self.keep(talk, draft, file_id, is_picture=kind == "photo")
            case _:
                return Again(hint=self.hint())

    @staticmethod
    async def keep(talk: Talk, draft: PaperFileDraft, file_id: str, *, is_picture: bool = False) -> Move:
        """Raises NotYoursError."""
        kept = await talk.mine.paper_files.add(draft.deal_id, draft.paper, file_id, is_picture=is_picture)
        return Again() if kept else Again(hint=fill(_("Up to {n} files per paper."), n=MOST))

    def hint(self) -> Markup:
        return fill(_("A photo or a document, please: 📎 → File"))


async def keep_brought(talk: Talk, state: OpenDialog, file_id: str) -> Replies:
    """A table that was looked into and is nothing but a file: of the paper that stands open."""
    draft = PaperFileDraft.model_validate(state.draft)
    await SendPaperFile.keep(talk, draft, file_id)
    return [*await Runner([PAPER_FILE]).again(talk, draft, state.step)]


def _tell_day(talk: Talk, file: PaperFile) -> str:
    return short_day(local_date(file.at, talk.actor.zone))


PAPER_FILE = Dialog(name=NAME, draft=PaperFileDraft, steps={"file": SendPaperFile()}, roles=EDITORS)

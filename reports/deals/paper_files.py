"""A file of a deal's paper, shown again as it was sent."""

from reports.deals.presses import PaperFileAddress
from reports.message.format import short_day
from reports.message.language import gettext as _
from reports.message.markup import bold, fill
from reports.message.message import File, Message
from reports.message.view import View
from reports.message.words.deal_words import deal_name, paper_label
from sales.core.clock import local_date
from sales.core.people import EVERYBODY
from storage.engine.actor import Actor
from storage.transaction import Transaction


class PaperFileView(View, PaperFileAddress):
    """For who reads the deal."""

    opens_for = EVERYBODY
    is_file = True

    async def draw(self, tx: Transaction, reader: Actor) -> File | None:
        found = await tx.as_(reader).paper_files.get(self.paper_file_id)
        deal = await tx.as_(reader).deals.get(found.deal_id)
        day = short_day(local_date(found.at, reader.zone))
        said = fill("📎 {paper} · {deal} · {day}", paper=bold(paper_label(found.kind)), deal=deal_name(deal), day=day)
        return File("", bytes, Message(said), is_picture=found.is_picture, file_id=found.file_id)


def tell_gone() -> Message:
    """Where Telegram knows the file no more."""
    return Message(fill(_("📎 Telegram does not give this file any more. Send it once more, please.")))

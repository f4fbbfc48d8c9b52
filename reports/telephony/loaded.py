"""A file of calls that was taken in: for a day one tap takes all of it back (spec/6)."""

from reports.message.columns import cut
from reports.message.language import gettext as _
from reports.message.language import ngettext
from reports.message.markup import Markup, fill, lines
from reports.message.message import Message
from reports.message.view import Key, View, button
from reports.telephony.presses import CallLogPress
from storage.engine.actor import Actor
from storage.telephony.logs import REVERTED_WITHIN, LoadedLog
from storage.transaction import Transaction

WIDTH = 24


class LoadedLogView(View):
    name = "call_log"

    log_id: int

    @classmethod
    def key_for(cls, log_id: int, reader_id: int) -> "Key[LoadedLogView]":
        return Key(f"call_log:{log_id}:{reader_id}")

    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        mine = tx.as_(reader).call_logs
        log, count = await mine.get(self.log_id), await mine.count(self.log_id)
        if log.reverted_at is not None:
            return Message(_tell_reverted(log))
        told = ngettext("✅ {name}: {n} call loaded", "✅ {name}: {n} calls loaded", count)
        is_fresh = tx.clock.now() <= log.created_at + REVERTED_WITHIN and count > 0
        back = ((button(_("↩️ Take all of it back"), CallLogPress(log_id=log.id)),),) if is_fresh else ()
        return Message(fill(told, name=cut(log.name, WIDTH), n=count), back)


def _tell_reverted(log: LoadedLog) -> Markup:
    stays = ngettext("{n} call stays: its outcome is said", "{n} calls stay: their outcomes are said", log.kept)
    return lines(
        fill(_("↩️ {name} is taken back"), name=cut(log.name, WIDTH)),
        fill(stays, n=log.kept) if log.kept else None,
    )

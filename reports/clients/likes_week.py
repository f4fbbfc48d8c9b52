"""Once a week, where there are new ones: clients that may be one, for the lead (spec/1)."""

from datetime import date
from typing import Self

from reports.clients.likes import ClientPairView, LikesView, name_with_owner
from reports.message.language import gettext as _
from reports.message.language import ngettext
from reports.message.markup import bold, fill, lines
from reports.message.message import Message
from reports.message.view import Key, View, button
from storage.engine.actor import Actor
from storage.transaction import Transaction


class LikesWeekView(View):
    """`count` of new pairs, of which the newest is told in full."""

    name = "likes_week"

    department_id: int
    count: int
    one_id: int
    other_id: int

    @classmethod
    def key_for(cls, department_id: int, monday: date, reader_id: int) -> Key[Self]:
        return Key(f"likes:{department_id}:{monday.isoformat()}:{reader_id}")

    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        one, other = [await tx.as_(reader).clients.get(each) for each in (self.one_id, self.other_id)]
        pairs = ngettext("{n} new pair", "{n} new pairs", self.count).format(n=self.count)
        text = lines(
            fill(_("👥 Clients that look alike: {pairs}"), pairs=bold(pairs)),
            fill("{one}\n= {other}", one=await name_with_owner(tx, one), other=await name_with_owner(tx, other)),
        )
        open_pair = button(_("Look at them"), ClientPairView(one_id=self.one_id, other_id=self.other_id))
        return Message(text, ((open_pair, button(_("All pairs"), LikesView())),))

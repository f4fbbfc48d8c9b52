"""«Забыть клиента»: what is told afterwards, and the act of destruction as a file, once (spec/1)."""

from datetime import timedelta

from reports.clients.presses import ClientAddress
from reports.message.forget_act import list_kinds, make_act_file, whole_day
from reports.message.language import gettext as _
from reports.message.markup import bold, fill, lines
from reports.message.message import File, Message
from reports.message.view import View, button
from sales.core.clock import local_date
from storage.engine.actor import Actor
from storage.transaction import Transaction


class ForgottenView(View):
    """`backup_days`: how long what is gone still stands in a backup."""

    name = "client_forgotten"

    client_id: int
    backup_days: int

    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        act = await tx.as_(reader).client_forgetting.read_act(self.client_id)
        until = local_date(act.at, reader.zone) + timedelta(days=self.backup_days)
        text = lines(
            fill(_("🗑 Client {n} is forgotten"), n=bold(act.subject_id)),
            fill(_("Deleted: {kinds}"), kinds=list_kinds(act)),
            fill(_("Sums, days and stages stay. Backups hold it until {day}."), day=whole_day(until)),
            fill(_("The act comes as a file, once: keep it for three years. Answer them within 10 workdays.")),
        )
        return Message(text, ((button(_("‹ To the card"), ClientAddress(client_id=act.subject_id)),),))


class ForgetActFile(View):
    name = "client_forget_act"
    is_file = True

    client_id: int

    async def draw(self, tx: Transaction, reader: Actor) -> File | None:
        act = await tx.as_(reader).client_forgetting.read_act(self.client_id)
        name = _("act-client-{n}.txt").format(n=act.subject_id)
        return make_act_file(act, reader, name, _("Whose data: client No. {n}").format(n=act.subject_id))

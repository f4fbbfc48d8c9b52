"""The act of destruction of what an enquiry told of somebody, as a file, once (spec/1)."""

from reports.message.forget_act import make_act_file
from reports.message.language import gettext as _
from reports.message.message import File
from reports.message.view import View
from storage.engine.actor import Actor
from storage.transaction import Transaction


class EnquiryActFile(View):
    name = "enquiry_forget_act"
    is_file = True

    enquiry_id: int

    async def draw(self, tx: Transaction, reader: Actor) -> File | None:
        act = await tx.as_(reader).enquiries.read_act(self.enquiry_id)
        name = _("act-enquiry-{n}.txt").format(n=act.subject_id)
        return make_act_file(act, reader, name, _("Whose data: enquiry No. {n}").format(n=act.subject_id))

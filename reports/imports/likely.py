"""Rows that look like a client: one by one «она» or «новый», or the same for all that are left."""

from reports.clients.likes import name_with_owner
from reports.imports.columns import back_to, read_looked_at
from reports.imports.presses import ImportLikelyPress
from reports.message.language import gettext as _
from reports.message.markup import Markup, bold, fill, lines
from reports.message.message import Keyboard, Message
from reports.message.view import View, button
from sales.core.errors import NotYoursError
from sales.core.rights import Action, roles_that_may
from sales.imports.judged import LikelyAnswer
from sales.imports.states import ImportState
from storage.engine.actor import Actor
from storage.imports.records import Import, ImportLine
from storage.transaction import Transaction

IMPORTERS = roles_that_may(Action.IMPORT)
LONGEST_CELLS = 120


class ImportLikelyView(View):
    name = "import_likely"
    opens_for = IMPORTERS

    import_id: int

    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        one = await read_looked_at(tx, reader, self.import_id)
        if one.state is ImportState.JUDGING:
            return Message(fill(_("Comparing with the base…")), (back_to(one.id),))
        line = await tx.as_(reader).imports.find_likely(one)
        if line is None:
            return Message(fill(_("No row looks like a client now.")), (back_to(one.id),))
        count = await tx.as_(reader).imports.count_likely(one)
        cells = " · ".join(each for each in line.cells or () if each)[:LONGEST_CELLS]
        text = lines(
            fill(_("❓ Look alike: {n}"), n=bold(count)),
            fill(_("Row {n}: {cells}"), n=line.n, cells=cells),
            fill(_("Looks like {client}"), client=await _like(tx, reader, line)),
        )
        return Message(text, (*_answers(one, line), back_to(one.id)))


def _answers(one: Import, line: ImportLine) -> Keyboard:
    she, new = LikelyAnswer.SHE, LikelyAnswer.NEW
    here = ImportLikelyPress(answer=she, import_id=one.id, row=line.n)
    return (
        (button(_("Same client"), here), button(_("A new one"), here.model_copy(update={"answer": new}))),
        (
            button(_("All: the same client"), here.model_copy(update={"for_all": 1})),
            button(_("All: new"), here.model_copy(update={"answer": new, "for_all": 1})),
        ),
    )


async def _like(tx: Transaction, reader: Actor, line: ImportLine) -> Markup:
    plan = line.plan or {}
    if plan.get("like_id"):
        try:
            return await name_with_owner(tx, await tx.as_(reader).clients.get(plan["like_id"]))
        except NotYoursError:
            return fill(_("{client}, a colleague's"), client=line.said or "")
    return fill(_("{client}, row {n}"), client=line.said or "", n=plan.get("like_row", 0))

"""«🆘 РОПу»: a manager asks the lead for help with a debt."""

from typing import Self

from reports.debts.debt import DebtCard
from reports.debts.presses import DebtAddress
from reports.message.language import gettext as _
from reports.message.markup import bold, fill, lines
from reports.message.message import Message
from reports.message.view import Key, View
from reports.message.words.called import call_person
from storage.engine.actor import Actor
from storage.transaction import Transaction


class DebtHelpView(View, DebtAddress):
    """The debt's card for the lead, with who asks; it lives on as the debt does."""

    name = "debt_help"

    asker_id: int

    @classmethod
    def key_for(cls, payment_id: int, reader_id: int) -> Key[Self]:
        return Key(f"debthelp:{payment_id}:{reader_id}")

    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        card = await DebtCard(payment_id=self.payment_id).draw(tx, reader)
        if card is None or await tx.system.staff.actor(self.asker_id) is None:
            return None
        name = await call_person(tx, self.asker_id)
        return Message(lines(fill(_("🆘 {name} asks for help"), name=bold(name)), "", card.text), card.buttons)

"""What is to be done first in a new department, with its button: where the dashboard leads who has nothing yet."""

from reports.message.message import Message
from reports.message.screens.empty import next_step, no_department
from reports.message.view import View
from sales.core.people import SELLERS
from storage.engine.actor import Actor
from storage.transaction import Transaction


class FirstStepView(View):
    name = "first_step"

    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        seen = [] if reader.role in SELLERS else await tx.as_(reader).departments.list_seen()
        if not seen and reader.role not in SELLERS:
            return no_department()
        step = await next_step(tx, reader, seen[0] if seen else None)
        return Message(step.said, step.buttons)

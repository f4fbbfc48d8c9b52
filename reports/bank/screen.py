"""What the screens of one file of the bank have in common: its name, and that it is looked through."""

from reports.message.columns import cut
from reports.message.format import day_month
from reports.message.view import View
from sales.core.errors import NotYoursError
from storage.bank.records import BankStatement
from storage.engine.actor import Actor
from storage.transaction import Transaction

WIDTH = 20


class StatementScreen(View):
    """Every document may be looked through for it: whether there is anything, the file's own row tells."""

    is_slow = True

    statement_id: int

    async def opens(self, tx: Transaction, reader: Actor) -> bool:
        try:
            await tx.as_(reader).bank_statements.get(self.statement_id)
        except NotYoursError:
            return False
        return True


def days_of(statement: BankStatement) -> str:
    """What the file is known by: its days; where nothing in it has one, its name."""
    if statement.last_on is None:
        return cut(statement.name, WIDTH) or "—"
    first, last = statement.first_on or statement.last_on, statement.last_on
    return day_month(last) if first == last else f"{day_month(first)}–{day_month(last)}"

"""The bank's file: known by its first line, whatever it is called and whoever sends it."""

from datetime import date

from handlers.dialog.brought import Purpose, ReadSheet
from handlers.dialog.model import Talk
from handlers.framework.access import BANK_LOADERS, CONFIRMERS
from handlers.framework.replies import Replies, Say
from reports.bank.statement import BankOthersView, BankStatementView
from reports.message.language import gettext as _
from reports.message.language import ngettext
from reports.message.markup import fill
from reports.message.message import Message
from sales.bank.decoding import MARK
from sales.bank.packing import read_carried
from sales.bank.statement import StatementTrouble
from sales.bank.tables import TABLE_MARK
from storage.engine.actor import Actor
from storage.transaction import Transaction

PURPOSE = "bank"


async def read_bank(talk: Talk, sheet: ReadSheet) -> Replies:
    """The statement's screen, or why nothing of the file is taken."""
    if sheet.tables[0].title == TABLE_MARK:
        why = _("This looks like a bank statement. Only 1C's own is checked: choose “1C” (.txt) in the bank.")
        return Say(Message(fill("{why}", why=why)))
    cells = sheet.tables[0].rows[0]
    if not cells[0]:
        return Say(Message(fill("{why}", why=_trouble(*cells[1:3]))))
    carried = read_carried(cells)
    begun = await talk.mine.bank_statements.begin(carried.statement, cells[1], sheet.name, sheet.file_id)
    accounts = await talk.mine.bank_statements.list_accounts(begun)
    view = BankStatementView(statement_id=begun.id)
    screen = view.under(view.key_for(begun.id, talk.actor.person_id))
    if any(each.is_ours is None for each in accounts):
        return Say(screen, fresh=True)
    is_new = begun.loaded_at is None
    if carried.packed is not None:
        await talk.mine.bank_statements.begin_load(begun, carried.packed)
        return Say(screen, fresh=not is_new)
    # once more: what waits elsewhere is asked here again
    await talk.mine.bank_statements.load(begun, carried.statement)
    told = await list_concerned(talk.tx, talk.actor, talk.today) if is_new else []
    return [Say(screen, fresh=not is_new), *(Say(BankOthersView(statement_id=begun.id), to=each) for each in told)]


async def list_concerned(tx: Transaction, loader: Actor, today: date) -> list[int]:
    """Leads who did not load it, for an assistant one's own too: whoever has nothing in it is sent nothing."""
    if loader.department_id is None:
        return []
    own = {loader.department_id} if loader.role in CONFIRMERS else set()
    places = {each.id for each in await tx.system.departments.all()} - own
    leads = [each for place in sorted(places) for each in await tx.system.staff.planners_of(place, today)]
    return sorted({each.person_id for each in (*leads, *await tx.system.staff.owners())} - {loader.person_id})


def _is_bank(sheet: ReadSheet) -> bool:
    """Whether the file's first line said so, or its table has a statement's columns."""
    return bool(sheet.tables) and sheet.tables[0].title in {MARK, TABLE_MARK}


def _label() -> str:
    return _("🏦 A bank statement")


def _example() -> str:
    return _("the statement of 1C (.txt)")


def _refuse() -> str:
    """It holds the whole firm's money."""
    return _("Bank statements are loaded by your lead.")


BANK = Purpose(BANK_LOADERS, read_bank, _is_bank, _label, _example, _refuse)


def _trouble(trouble: str, documents: str) -> str:
    count = int(documents)
    match StatementTrouble(trouble):
        case StatementTrouble.CUT:
            told = ngettext(
                "The file is cut short: {n} document was read. Download it again.",
                "The file is cut short: {n} documents were read. Download it again.",
                count,
            )
            return told.format(n=count)
        case StatementTrouble.DIALECT:
            return _("This is the format of another country's bank (“выписка”). I read 1CClientBankExchange of Russia.")
        case StatementTrouble.LETTERS:
            return _("I cannot read the text of this statement. Download it in Windows, DOS or UTF-8 encoding.")
        case StatementTrouble.TOO_BIG:
            return _("The file is too big: up to 15 MB is read. Download fewer days.")
        case StatementTrouble.TOO_MANY:
            return _("Too many documents: up to 20,000 are read. Download fewer days.")
        case StatementTrouble.NOT_ONE:
            return _("This is no statement of 1C.")

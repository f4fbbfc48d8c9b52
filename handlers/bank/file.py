"""The bank's file: known by its first line, whatever it is called and whoever sends it."""

import asyncio
from functools import partial

from pydantic import TypeAdapter

from handlers.dialog.brought import Purpose, ReadSheet
from handlers.dialog.model import Talk
from handlers.framework.access import BANK_LOADERS, CONFIRMERS
from handlers.framework.replies import Replies, Reply, Say
from reports.bank.statement import BankOthersView, BankStatementView
from reports.message.language import gettext as _
from reports.message.language import ngettext
from reports.message.markup import fill
from reports.message.message import Message
from sales.bank.decoding import MARK
from sales.bank.statement import Statement, StatementTrouble

PURPOSE = "bank"
SHORT = 300_000
"""Letters of a statement that is understood at once: a longer one in a thread, for others are answered meanwhile."""
_STATEMENT: TypeAdapter[Statement] = TypeAdapter(Statement)


async def read_bank(talk: Talk, sheet: ReadSheet) -> Replies:
    """The statement's screen, or why nothing of the file is taken."""
    told, sha256 = sheet.tables[0].rows[0][:2]
    if not told:
        return Say(Message(fill("{why}", why=_trouble(*sheet.tables[0].rows[0][1:3]))))
    read = partial(_STATEMENT.validate_json, told)
    statement = read() if len(told) <= SHORT else await asyncio.to_thread(read)
    begun = await talk.mine.bank_statements.begin(statement, sha256, sheet.name, sheet.file_id)
    accounts = await talk.mine.bank_statements.list_accounts(begun)
    view = BankStatementView(statement_id=begun.id)
    screen = view.under(view.key_for(begun.id, talk.actor.person_id))
    if any(each.is_ours is None for each in accounts):
        return Say(screen, fresh=True)
    is_new = begun.loaded_at is None
    await talk.mine.bank_statements.load(begun, statement)  # once more: what waits elsewhere is asked here again
    leads = await _tell_leads(talk, begun.id) if is_new else []
    return [Say(screen, fresh=not is_new), *leads]


async def _tell_leads(talk: Talk, statement_id: int) -> list[Reply]:
    """Leads who did not load it, for an assistant one's own too: whoever has nothing in it is sent nothing."""
    if talk.actor.department_id is None:
        return []
    own = {talk.actor.department_id} if talk.actor.role in CONFIRMERS else set()
    places = {each.id for each in await talk.tx.system.departments.all()} - own
    leads = [each for place in sorted(places) for each in await talk.tx.system.staff.planners_of(place, talk.today)]
    people = {each.person_id for each in (*leads, *await talk.tx.system.staff.owners())} - {talk.actor.person_id}
    return [Say(BankOthersView(statement_id=statement_id), to=each) for each in sorted(people)]


def _is_bank(sheet: ReadSheet) -> bool:
    """Whether the file's first line said so."""
    return bool(sheet.tables) and sheet.tables[0].title == MARK


def _label() -> str:
    return _("🏦 A bank statement")


def _example() -> str:
    return _("the statement of 1C (.txt)")


def _refuse() -> str:
    """It holds the whole firm's money."""
    return _("The statement is loaded by your lead.")


BANK = Purpose(BANK_LOADERS, read_bank, _is_bank, _label, _example, _refuse)


def _trouble(trouble: str, documents: str) -> str:
    count = int(documents)
    match StatementTrouble(trouble):
        case StatementTrouble.CUT:
            told = ngettext(
                "The file is cut off: {n} document was read. Download it once more.",
                "The file is cut off: {n} documents were read. Download it once more.",
                count,
            )
            return told.format(n=count)
        case StatementTrouble.DIALECT:
            return _("This is the format of another country's bank (“выписка”). I read 1CClientBankExchange of Russia.")
        case StatementTrouble.TOO_BIG:
            return _("The file is too big: up to 15 MB is read. Download fewer days.")
        case StatementTrouble.TOO_MANY:
            return _("Too many documents: up to 20,000 are read. Download fewer days.")
        case StatementTrouble.NOT_ONE:
            return _("This is no statement of 1C.")

"""/bank: the statements that were loaded, to be opened once more, and our accounts (spec/5)."""

from collections.abc import Sequence

from reports.bank.presses import (
    AccountDeed,
    AccountPress,
    BankAccountsAddress,
    BankListAddress,
    BankStatementAddress,
)
from reports.bank.statement import days_of
from reports.message.format import short
from reports.message.language import gettext as _
from reports.message.language import ngettext
from reports.message.lists import Listed, ListView
from reports.message.markup import bold, fill, lines
from reports.message.message import Button, Keyboard, Message
from reports.message.pages import Page
from reports.message.view import View, button
from sales.core.rights import Action, may, roles_that_may
from storage.bank.records import BankAccount, BankStatement
from storage.engine.actor import Actor
from storage.transaction import Transaction

PAGE = 6
LAST = 4


class BankListView(ListView, BankListAddress):
    opens_for = roles_that_may(Action.CONFIRM_BANK)

    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        found = await tx.as_(reader).bank_statements.list_loaded()
        page = Page.of(self.page, len(found), PAGE)
        accounts = button(_("🏦 Accounts"), BankAccountsAddress())
        return self.draw_list(
            fill(_("🏦 Bank statements: {n}"), n=bold(len(found))),
            [_row(each) for each in found[page.first : page.first + PAGE]],
            page,
            empty=fill(_("Drop the file of 1C (.txt) here: your bank makes it by “Export to 1C”.")),
            foot=((accounts,),),
            width=1,
        )


def _row(statement: BankStatement) -> Listed:
    """«20 ноября · …0001, …0002 · 2,74 млн»"""
    told = [days_of(statement), *([short(statement.counts["came"])] if statement.counts else [])]
    return Listed(" · ".join(told), BankStatementAddress(statement_id=statement.id))


class BankAccountsView(View, BankAccountsAddress):
    """Whoever owns the settings changes them."""

    opens_for = roles_that_may(Action.CONFIRM_BANK)

    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        accounts = await tx.as_(reader).bank_statements.list_all_accounts()
        back = ((button(_("‹ Statements"), BankListAddress()),),)
        if not accounts:
            text = fill(_("🏦 No account yet: the first statement asks whose its accounts are."))
            return Message(text, back)
        count = sum(bool(each.is_ours) for each in accounts)
        title = ngettext("🏦 {n} account is yours", "🏦 {n} accounts are yours", count)
        text = lines(fill(title, n=bold(count)), *(fill("{line}", line=_state(each)) for each in accounts[:PAGE]))
        return Message(text, (*(_buttons(accounts[:PAGE]) if may(reader.role, Action.WRITE_SETTINGS) else ()), *back))


def _state(account: BankAccount) -> str:
    state = _("whose?") if account.is_ours is None else _("yours") if account.is_ours else _("not yours")
    closed = _(", closed") if account.is_ours and not account.is_active else ""
    return f"…{account.account[-LAST:]} · {state}{closed}"


def _buttons(accounts: Sequence[BankAccount]) -> Keyboard:
    rows: list[tuple[Button, ...]] = []
    for each in accounts:
        last = f"…{each.account[-LAST:]}"
        turned = AccountDeed.THEIRS if each.is_ours else AccountDeed.OURS
        label = _("{last} is not ours") if each.is_ours else _("{last} is ours")
        row = [button(label.format(last=last), AccountPress(deed=turned, account_id=each.id))]
        if each.is_ours:
            closed = AccountDeed.CLOSED if each.is_active else AccountDeed.OURS
            row.append(
                button(_("Closed") if each.is_active else _("In use"), AccountPress(deed=closed, account_id=each.id))
            )
        rows.append(tuple(row))
    return tuple(rows)

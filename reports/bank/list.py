"""/bank: the statements that were loaded, to be opened once more, and our accounts (spec/5)."""

from collections.abc import Mapping, Sequence

from reports.bank.presses import (
    AccountDeed,
    AccountPlacePress,
    AccountPress,
    BankAccountAddress,
    BankAccountsAddress,
    BankListAddress,
    BankStatementAddress,
)
from reports.bank.screen import days_of
from reports.message.columns import cut
from reports.message.format import short
from reports.message.language import gettext as _
from reports.message.language import ngettext
from reports.message.markup import bold, fill, lines
from reports.message.message import Button, Keyboard, Message, grid
from reports.message.screens.lists import Listed, ListView
from reports.message.screens.pages import Page
from reports.message.screens.switches import mark_chosen
from reports.message.view import View, button
from sales.core.rights import Action, may, roles_that_may
from storage.bank.records import BankAccount, BankStatement
from storage.engine.actor import Actor
from storage.transaction import Transaction

PAGE = 6
LONGEST_NAME = 20
LAST = 4


class BankListView(ListView, BankListAddress):
    opens_for = roles_that_may(Action.CONFIRM_BANK)

    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        found = await tx.as_(reader).bank_statements.list_loaded()
        page = Page.of(self.page, len(found), PAGE)
        accounts = button(_("🏦 Accounts"), BankAccountsAddress())
        head = fill(_("🏦 Bank statements: {n}"), n=bold(len(found))) if found else fill(_("🏦 No bank statements yet"))
        return self.draw_list(
            head,
            [_row(each) for each in found[page.first : page.first + PAGE]],
            page,
            empty=fill(_("Send the 1C file (.txt) here: your bank has it as “Export to 1C”.")),
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
        seen = await tx.as_(reader).departments.list_seen()
        names = {each.id: each.name for each in seen}
        told = (fill("{line}", line=_state(each, names)) for each in accounts[:PAGE])
        buttons = _buttons(accounts[:PAGE], names) if may(reader.role, Action.WRITE_SETTINGS) else ()
        return Message(lines(fill(title, n=bold(count)), *told), (*buttons, *back))


class BankAccountView(View, BankAccountAddress):
    """«Чьи деньги приходят на …0001?»"""

    opens_for = roles_that_may(Action.WRITE_SETTINGS)

    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        accounts = await tx.as_(reader).bank_statements.list_all_accounts()
        account = next((each for each in accounts if each.id == self.account_id and each.is_ours), None)
        if account is None:
            return None
        seen = await tx.as_(reader).departments.list_seen()
        places = [(0, _("All departments")), *((each.id, each.name) for each in seen)]
        choices = [
            button(
                mark_chosen(cut(name, LONGEST_NAME), is_chosen=(account.department_id or 0) == place),
                AccountPlacePress(account_id=account.id, department_id=place),
            )
            for place, name in places
        ]
        asked = fill(_("🏦 Whose money comes to …{last}?"), last=bold(account.account[-LAST:]))
        why = fill(_("A client of two departments is asked about less, and other departments do not see its payments."))
        return Message(lines(asked, why), (*grid(choices, 2), (button(_("‹ Accounts"), BankAccountsAddress()),)))


def _state(account: BankAccount, names: Mapping[int, str]) -> str:
    state = _("whose?") if account.is_ours is None else _("yours") if account.is_ours else _("not yours")
    closed = _(", closed") if account.is_ours and not account.is_active else ""
    place = names.get(account.department_id or 0) if account.is_ours else None
    return " · ".join(filter(None, (f"…{account.account[-LAST:]}", f"{state}{closed}", place)))


def _buttons(accounts: Sequence[BankAccount], names: Mapping[int, str]) -> Keyboard:
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
            if len(names) > 1:
                row.append(button(_("Whose?"), BankAccountAddress(account_id=each.id)))
        rows.append(tuple(row))
    return tuple(rows)

"""«🏦 Выписка 20 ноября · …0001»: what is sure, what is asked, what is not ours (spec/5, Screens)."""

from collections.abc import Iterable
from typing import Self

from markupsafe import Markup

from reports.bank.book import BankBook
from reports.bank.presses import (
    BankDeed,
    BankPress,
    BankQuestionAddress,
    BankStatementAddress,
    BankTakenAddress,
    BankUnseenAddress,
)
from reports.bank.screen import StatementScreen, days_of
from reports.bank.unseen import read_names, tell_unseen
from reports.message.format import money, short
from reports.message.language import gettext as _
from reports.message.language import ngettext
from reports.message.markup import bold, fill, lines
from reports.message.message import Button, Keyboard, Message
from reports.message.view import Key, View, button
from sales.bank.matches import BankJobKind
from sales.core.rights import Action, Scope, may, roles_that_may, scope
from sales.core.undo import UndoStepKind
from storage.bank.choices import BankProgress
from storage.bank.jobs import BankJob
from storage.bank.matched import Matched, MatchedStatement
from storage.bank.records import BankAccount, BankStatement
from storage.bank.unseen import Unseen
from storage.engine.actor import Actor
from storage.transaction import Transaction

LAST = 4
"""An account is shown by its last digits."""


class BankStatementView(StatementScreen, BankStatementAddress):
    """One message from the question whose accounts these are to what was confirmed."""

    opens_for = roles_that_may(Action.CONFIRM_BANK)

    has_changed: bool = False
    """Another number was sure by then than had been shown: nothing of it was confirmed."""

    @classmethod
    def key_for(cls, statement_id: int, reader_id: int) -> Key[Self]:
        return Key(f"statement:{statement_id}:{reader_id}")

    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        mine = tx.as_(reader)
        statement = await mine.bank_statements.get(self.statement_id)
        accounts = await mine.bank_statements.list_accounts(statement)
        job = await mine.bank_statements.find_job(statement)
        if job is not None and job.kind is BankJobKind.LOAD:
            return _tell_load(statement, job)
        if statement.loaded_at is None:
            return _ask_account(statement, accounts)
        if not any(each.is_ours for each in accounts):
            return Message(fill(_("🏦 Another firm's statement: none of its accounts is yours.\nNothing was changed.")))
        if (progress := await mine.bank_choices.find_progress(statement.id)) is not None:
            return _tell_progress(statement, progress, reader)
        of = await mine.bank_taking.read(self.statement_id)
        step = await mine.undo_steps.last(UndoStepKind.BANK, statement.id)
        undo = () if step is None else ((button(_("↩️ Undo"), _press(statement, BankDeed.UNDO, step.id)),),)
        unseen = await mine.bank_unseen.read(of)
        told = tell_unseen(unseen, await read_names(tx, unseen.receipts))
        changed = fill(_("⚠️ It has changed meanwhile: look once more.")) if self.has_changed else None
        text = lines(changed, _tell(of, accounts), *told)
        return Message(text, (*_buttons(of, reader), *_more(of, unseen, reader), *undo))


def _tell_load(statement: BankStatement, job: BankJob) -> Message:
    """«Читаю: 600 из 4 000»"""
    head = fill(_("🏦 Statement of {days}"), days=days_of(statement))
    if not job.total:
        return Message(lines(head, fill(_("Reading the documents…"))))
    return Message(lines(head, fill(_("Reading: {n} of {of}"), n=bold(job.done), of=job.total)))


def _ask_account(statement: BankStatement, accounts: Iterable[BankAccount]) -> Message:
    """One account at a time; then the file is fetched again."""
    unknown = next((each for each in accounts if each.is_ours is None), None)
    if unknown is None:
        return Message(fill(_("🏦 Reading the statement…")))
    asked = fill(_("🏦 Is account …{last} yours?"), last=unknown.account[-LAST:])
    why = fill(_("No statement had it before."))
    row = (
        button(_("Yes"), _press(statement, BankDeed.OURS, unknown.id)),
        button(_("No"), _press(statement, BankDeed.THEIRS, unknown.id)),
    )
    return Message(lines(bold(asked), why), (row,))


def _tell_progress(statement: BankStatement, progress: BankProgress, reader: Actor) -> Message:
    """«Подтверждаю: 600 из 4 000»; who has pressed may turn back in the middle."""
    said = {"n": bold(progress.done), "of": progress.of}
    how = _("Undoing: {n} of {of}") if progress.is_back else _("Confirming: {n} of {of}")
    text = lines(fill(_("🏦 Statement of {days}"), days=days_of(statement)), fill(how, **said))
    if progress.is_back or not progress.step_id or progress.by_id != reader.person_id:
        return Message(text)
    return Message(text, ((button(_("↩️ Undo"), _press(statement, BankDeed.UNDO, progress.step_id)),),))


def _tell(of: MatchedStatement, accounts: Iterable[BankAccount]) -> Markup:
    counts, ours = of.statement.counts, [f"…{each.account[-LAST:]}" for each in accounts if each.is_ours]
    documents = ngettext("{n} document", "{n} documents", counts["documents"]).format(n=counts["documents"])
    came = fill(_("Received {sum} · {documents}"), sum=bold(short(counts["came"])), documents=documents)
    head = fill(_("🏦 Statement of {days}"), days=days_of(of.statement))
    alone = len(ours) == 1
    return lines(
        fill("{head} · {account}", head=head, account=ours[0]) if alone else head,
        None if alone else fill("{accounts}", accounts=", ".join(ours)),
        came,
        "",
        *_differs(of.statement),
        _tell_taken(of),
        _sure(of),
        _questions(of),
        _aside(of),
        *_asides(of),
    )


def _differs(statement: BankStatement) -> Iterable[Markup]:
    if not statement.difference:
        return
    yield fill(_("⚠️ The file's totals differ by {sum}"), sum=bold(money(abs(statement.difference))))
    if not statement.is_open:
        yield fill(_("Please download it from the bank again."))


def _tell_taken(of: MatchedStatement) -> Markup | None:
    if of.taken:
        return fill(_("✅ Confirmed {n}, {sum}"), n=bold(of.taken), sum=short(of.taken_sum))
    if not of.statement.counts["documents"]:
        return fill(_("It has no incoming money: there is nothing to confirm."))
    if not of.statement.counts["new"] and not of.mine:
        return fill(_("Nothing new: all of it is known already."))
    return None


def _sure(of: MatchedStatement) -> Markup | None:
    if not of.sure:
        return None
    return fill(_("✅ Matched {n}, {sum}"), n=bold(len(of.sure)), sum=short(_sum_came(of.sure)))


def _questions(of: MatchedStatement) -> Markup | None:
    """What goes back is counted, and adds nothing."""
    if not of.questions:
        return None
    total = sum(_sum_came(question) for question in of.questions)
    return fill(_("❓ Questions {n}, {sum}"), n=bold(len(of.questions)), sum=short(total))


def _sum_came(matched: Iterable[Matched]) -> int:
    return sum(each.document.amount for each in matched if each.is_incoming)


def _aside(of: MatchedStatement) -> Markup | None:
    """«➖ Не наше 3 · ещё не пришло 1»"""
    counts = of.statement.counts
    others = counts["not_ours"] + of.no_revenue + of.set_aside
    told = [
        _("➖ Not ours {n}").format(n=others) if others else "",
        _("not come yet {n}").format(n=counts["not_received"]) if counts["not_received"] else "",
        _("could not be read {n}").format(n=counts["unread"]) if counts["unread"] else "",
    ]
    said = " · ".join(part for part in told if part)
    return fill("{said}", said=said) if said else None


def _asides(of: MatchedStatement) -> Iterable[Markup]:
    before = of.statement.counts.get("before", 0)  # a file of an older version does not say
    if before and (of.statement.counts["new"] or of.mine):
        yield fill(_("Sorted out before: {n}"), n=before)
    if of.others:
        yield fill(_("Other departments {n}, {sum}"), n=of.others, sum=short(of.others_sum))
    for last in of.statement.counts["currency"]:
        yield fill(_("Account …{last} is in a currency: not compared"), last=last)


def _buttons(of: MatchedStatement, reader: Actor) -> Keyboard:
    statement = of.statement
    if not may(reader.role, Action.CONFIRM_FACT):
        return ()
    if not statement.is_open:
        return ((button(_("Take it all the same"), _press(statement, BankDeed.ACCEPT)),),)
    rows: list[tuple[Button, ...]] = []
    if of.sure:
        every = _("✅ Confirm {n}").format(n=len(of.sure))
        rows.append((button(every, _press(statement, BankDeed.CONFIRM, len(of.sure))),))
    if of.questions:
        label = _("❓ Sort out {n}").format(n=len(of.questions))
        rows.append((button(label, BankQuestionAddress(statement_id=statement.id)),))
    return tuple(rows)


def _more(of: MatchedStatement, unseen: Unseen, reader: Actor) -> Keyboard:
    """What was said and is not there, what was taken, all of it as a workbook."""
    statement_id, rows = of.statement.id, list[tuple[Button, ...]]()
    if unseen.receipts:
        label = _("⚠️ Said, not there: {n}").format(n=len(unseen.receipts))
        rows.append((button(label, BankUnseenAddress(statement_id=statement_id)),))
    taken = button(_("🏦 Confirmed"), BankTakenAddress(statement_id=statement_id))
    book = button(_("📄 All"), BankBook(statement_id=statement_id))
    return (*rows, (*((taken,) if of.taken and may(reader.role, Action.CONFIRM_FACT) else ()), book))


def _press(statement: BankStatement, deed: BankDeed, value: int = 0) -> BankPress:
    return BankPress(deed=deed, statement_id=statement.id, value=value)


class BankToldView(View):
    """To a manager: money of theirs is really there, all of one file in one message.

    `count`, `amount` in kopecks: as an earlier version told them, and of a file of which nothing is left.
    """

    name = "bank_told"

    count: int = 0
    amount: int = 0
    statement_id: int = 0

    @classmethod
    def key_for(cls, statement_id: int, person_id: int) -> Key[Self]:
        return Key(f"bank-told:s{statement_id}:{person_id}")

    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        count, amount = self.count, self.amount
        if self.statement_id:
            count, amount = await tx.as_(reader).bank_taking.sum_own(self.statement_id)
        if not count:
            return None
        told = ngettext(
            "🏦 The bank confirms {n} payment of yours, {sum}",
            "🏦 The bank confirms {n} payments of yours, {sum}",
            count,
        )
        return Message(fill(told, n=count, sum=bold(short(amount))))


class BankOthersView(View):
    """To the lead of a department whose clients' money somebody else's statement holds; to an owner of what several
    departments may have a client for.
    """

    name = "bank_others"
    is_slow = True

    statement_id: int

    @classmethod
    def key_for(cls, statement_id: int, reader_id: int) -> Key[Self]:
        """Of a long one, which is told of when it is there as a whole."""
        return Key(f"bank-others:{statement_id}:{reader_id}")

    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        of = await tx.as_(reader).bank_taking.read(self.statement_id)
        waiting = [each for each in of.mine if each.match.clients and each.is_incoming]
        if scope(reader.role, Action.CONFIRM_BANK) is Scope.ALL:
            waiting = [each for each in waiting if of.is_of_several(each)]
        if not waiting:
            return None
        told = ngettext(
            "🏦 The statement of {days} holds {n} payment of your clients, {sum}",
            "🏦 The statement of {days} holds {n} payments of your clients, {sum}",
            len(waiting),
        )
        said = {"days": days_of(of.statement), "n": len(waiting), "sum": bold(short(_sum_came(waiting)))}
        return Message(
            fill(told, **said), ((button(_("Open"), BankStatementAddress(statement_id=self.statement_id)),),)
        )

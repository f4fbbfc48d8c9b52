"""«Сказано, а в выписке нет»: neutral words, two answers, and how often what was said was there (spec/5)."""

from collections.abc import Iterable, Mapping

from markupsafe import Markup

from reports.bank.presses import (
    BankDeed,
    BankPress,
    BankStatementAddress,
    BankUnseenAddress,
    UnseenDeed,
    UnseenPress,
    UnseenReceiptAddress,
)
from reports.bank.screen import StatementScreen
from reports.message.columns import cut
from reports.message.format import day_month, hours, money, percent, short, short_day
from reports.message.language import gettext as _
from reports.message.language import ngettext
from reports.message.markup import bold, fill, lines
from reports.message.message import Message
from reports.message.screens.cards import CardView
from reports.message.screens.lists import Listed, ListView
from reports.message.screens.pages import Page
from reports.message.view import button
from reports.message.words.called import call_people
from sales.core.money import Percent
from sales.core.rights import Action, may, roles_that_may
from sales.core.undo import UndoStepKind
from storage.bank.unseen import BankScore, SaidReceipt, Unseen
from storage.engine.actor import Actor
from storage.transaction import Transaction

PAGE, SHOWN, FEW = 6, 3, 5
LAST = 4
WIDTH = 16


async def read_names(tx: Transaction, receipts: Iterable[SaidReceipt], *more: int) -> Mapping[int, str]:
    """First names of whose money it is."""
    return await call_people(tx, [*(each.owner_id for each in receipts), *more])


def tell_unseen(unseen: Unseen, names: Mapping[int, str]) -> Iterable[Markup]:
    """The lines below a statement: a few of them, and accounts whose days are not told."""
    for account in unseen.covered.lacking:
        yield fill(_("No statement of …{last} yet"), last=account[-LAST:])
    if not unseen.receipts:
        return
    yield fill(_("⚠️ Said, and not in the statement:"))
    yield from (_line(each, names) for each in unseen.receipts[:SHOWN])
    if len(unseen.receipts) > SHOWN:
        yield fill(_("… and {n} more"), n=len(unseen.receipts) - SHOWN)


def _line(said: SaidReceipt, names: Mapping[int, str]) -> Markup:
    """«Борис · ТехноПарк 280 тыс, 19.11»"""
    told = {"client": cut(said.client_name, WIDTH), "sum": short(said.amount), "day": f"{said.day:%d.%m}"}
    name = names.get(said.owner_id or 0)
    return fill("{name} · {client} {sum}, {day}", name=name, **told) if name else fill("{client} {sum}, {day}", **told)


class BankUnseenView(StatementScreen, ListView, BankUnseenAddress):
    opens_for = roles_that_may(Action.CONFIRM_BANK)

    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        mine = tx.as_(reader)
        unseen = await mine.bank_unseen.read(await mine.bank_taking.read(self.statement_id))
        names = await read_names(tx, unseen.receipts, *unseen.scores)
        page = Page.of(self.page, len(unseen.receipts), PAGE)
        shown = list(enumerate(unseen.receipts, start=1))[page.first : page.first + PAGE]
        back = ((button(_("‹ The statement"), BankStatementAddress(statement_id=self.statement_id)),),)
        drawn = self.draw_list(
            fill(_("⚠️ Said, and not in the statement: {n}"), n=bold(len(unseen.receipts))),
            [self._row(number, each, names, reader) for number, each in shown],
            page,
            empty=fill(_("Everything reported is there.")),
            foot=back,
            width=5,
        )
        return Message(lines(drawn.text, *_tell_scores(unseen, names)), drawn.buttons)

    def _row(self, number: int, said: SaidReceipt, names: Mapping[int, str], reader: Actor) -> Listed:
        asked = fill(_(" · asked")) if said.asked_at else ""
        text = fill("{n}  {line}{asked}", n=number, line=_line(said, names), asked=asked)
        card = UnseenReceiptAddress(statement_id=self.statement_id, receipt_id=said.id)
        to = card if may(reader.role, Action.CONFIRM_FACT) else self
        return Listed(str(number), to, text)


def _tell_scores(unseen: Unseen, names: Mapping[int, str]) -> Iterable[Markup]:
    """«Анна: в банке 12 из 13 · 92,3 %», of few a word."""
    if unseen.scores and unseen.covered.first is not None:
        yield Markup()
        yield fill(_("Reported since {day}, of it in the bank:"), day=day_month(unseen.covered.first))
    for person_id, score in sorted(unseen.scores.items()):
        if person_id in names:
            yield fill("{name}: {score}", name=names[person_id], score=tell_score(score))


def tell_score(score: BankScore) -> Markup:
    told = fill(_("{n} of {all}"), n=score.booked, all=score.said)
    if score.said < FEW:
        few = ngettext("too little data ({n} payment)", "too little data ({n} payments)", score.said)
        return fill("{told} · {few}", told=told, few=few.format(n=score.said))
    return fill("{told} · {share}", told=told, share=percent(Percent.of(score.booked, score.said)))


class UnseenReceiptView(CardView, UnseenReceiptAddress):
    opens_for = roles_that_may(Action.CONFIRM_FACT)

    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        mine = tx.as_(reader)
        said = await mine.bank_unseen.get(self.receipt_id)
        await mine.bank_statements.get(self.statement_id)
        names = await read_names(tx, [said])
        name = names.get(said.owner_id or 0) or _("no owner")
        text = lines(
            fill("⚠️ {client} · {sum}", client=said.client_name, sum=bold(money(said.amount))),
            fill(_("Reported for {day} · {name}"), day=short_day(said.day), name=name),
            _tell_state(said, reader),
        )
        back = button(_("‹ The list"), BankUnseenAddress(statement_id=self.statement_id))
        step = await mine.undo_steps.last(UndoStepKind.BANK, self.statement_id)
        if step is not None and step.refs.get("cash") == [said.id]:
            undo = BankPress(deed=BankDeed.UNDO, statement_id=self.statement_id, value=step.id)
            return self.card(text, ((button(_("↩️ Undo"), undo),),), back=back)
        if said.is_booked or said.is_cash:
            return self.card(text, (), back=back)
        answers = tuple(
            button(label, UnseenPress(deed=deed, statement_id=self.statement_id, receipt_id=said.id))
            for deed, label in ((UnseenDeed.CASH, _("💵 Cash")), (UnseenDeed.ASK, _("❓ Ask")))
        )
        return self.card(text, (answers,), back=back)


def _tell_state(said: SaidReceipt, reader: Actor) -> Markup:
    if said.is_booked:
        return fill(_("🏦 It is in the statement now"))
    if said.is_cash:
        return fill(_("💵 Cash: no statement will show it"))
    if said.asked_at is not None:
        return fill(_("Asked at {time}"), time=hours(said.asked_at, reader.zone))
    return fill(_("No bank document backs it yet"))

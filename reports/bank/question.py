"""«❓ 2 из 6 · Новый Дом 87 500 ₽»: one document, or those that belong together, and what it may be (spec/5)."""

from collections.abc import Iterator, Sequence

from markupsafe import Markup

from reports.bank.presses import BankAnswer, BankQuestionAddress, BankQuestionPress, BankStatementAddress
from reports.bank.screen import StatementScreen
from reports.message.columns import cut
from reports.message.format import day_month, money, short
from reports.message.language import gettext as _
from reports.message.markup import bold, fill, lines
from reports.message.message import Button, Keyboard, Message
from reports.message.view import button
from sales.bank.matches import MatchReason
from sales.bank.payers import is_bank, shorten_payer
from sales.bank.purpose import list_invoices, read_acquired
from sales.core.rights import Action, roles_that_may
from sales.entry.clients.name_forms import short_name
from storage.bank.matched import Matched, MatchedStatement
from storage.engine.actor import Actor
from storage.transaction import Transaction

SHOWN = 4
WIDTH = 24


class BankQuestionView(StatementScreen, BankQuestionAddress):
    opens_for = roles_that_may(Action.CONFIRM_FACT)

    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        of = await tx.as_(reader).bank_taking.read(self.statement_id)
        back = (button(_("‹ The statement"), BankStatementAddress(statement_id=self.statement_id)),)
        if not of.questions or not of.statement.is_open:
            return Message(fill(_("No question is left.")), (back,))
        at = next((at for at, each in enumerate(of.questions) if self._is_of(each)), 0)
        question, following = of.questions[at], of.questions[(at + 1) % len(of.questions)]
        text = lines(_title(at, of, question), *_about(question[0]), *_proposal(of, question[0]))
        later = BankQuestionAddress(statement_id=self.statement_id, document_id=following[0].document.id)
        last = (button(_("Not ours"), _press(question, BankAnswer.NOT_OURS)), button(_("Not now"), later))
        return Message(text, (*_answers(of, question), last, back))

    def _is_of(self, question: Sequence[Matched]) -> bool:
        return any(each.document.id == self.document_id for each in question)


def _title(at: int, of: MatchedStatement, question: Sequence[Matched]) -> Markup:
    document = question[0].document
    total = sum(each.document.amount for each in question)
    said = {"n": at + 1, "all": len(of.questions), "who": cut(short_name(shorten_payer(document.other_name)), WIDTH)}
    return fill(_("❓ {n} of {all} · {who} {sum}"), **said, sum=bold(money(total)))


def _about(matched: Matched) -> Iterator[Markup]:
    document = matched.document
    numbers = list_invoices(document.purpose)
    told = [
        _("INN {inn}").format(inn=document.other_inn) if document.other_inn else "",
        _("invoice {numbers}").format(numbers=", ".join(numbers[:SHOWN])) if numbers else "",
        day_month(document.day),
    ]
    yield fill("{told}", told=" · ".join(part for part in told if part))
    if document.purpose:
        yield fill(_("“{purpose}”"), purpose=document.purpose)


def _proposal(of: MatchedStatement, matched: Matched) -> Iterator[Markup]:
    """What it may be, in words; the buttons below take it."""
    match, names = matched.match, _names(of, matched)
    acquired = read_acquired(matched.document.purpose, matched.document.amount)
    if match.why is MatchReason.ACQUIRING and acquired is not None:
        yield fill(_("Cards: {gross} − {fee}"), gross=money(acquired.gross), fee=money(acquired.commission))
    elif match.why is MatchReason.ACQUIRING:
        yield fill(_("Cards and quick payments: the bank pays for them together."))
    elif match.why is MatchReason.REFUND:
        yield fill(_("A refund to {client}?"), client=names)
    elif match.facts:
        yield fill(_("{client}: was this said already?"), client=names)
    elif match.items:
        yield fill(_("{client}: for this?"), client=names)
    elif names:
        yield fill(_("{client}: nothing was awaited"), client=names)
    else:
        yield fill(_("I do not know this payer."))
    for label in [label for _id, label in _candidates(of, matched)][:SHOWN]:
        yield fill("• {label}", label=label)
    if match.difference:
        yield fill(_("Differs by {sum}"), sum=money(abs(match.difference)))


def _names(of: MatchedStatement, matched: Matched) -> str:
    found = [short_name(of.clients[each].name) for each in matched.match.clients if each in of.clients]
    return ", ".join(found[:2])


def _candidates(of: MatchedStatement, matched: Matched) -> list[tuple[int, str]]:
    """Receipts that were said, or payments that are awaited, with what tells them apart."""
    match = matched.match
    said = [(each, of.facts[each]) for each in match.facts]
    if said:
        return [(each, f"{short(abs(fact.amount))} · {day_month(fact.day)}") for each, fact in said]
    items = [(each, of.items[each]) for each in match.items]
    return [(each, " · ".join(_item_words(item.rest, item.invoice, day_month(item.due_on)))) for each, item in items]


def _item_words(rest: int, invoice: str | None, day: str) -> Iterator[str]:
    yield short(rest)
    if invoice:
        yield _("invoice {numbers}").format(numbers=invoice)
    yield day


def _answers(of: MatchedStatement, question: Sequence[Matched]) -> Keyboard:
    matched, rows = question[0], list[tuple[Button, ...]]()
    match, several = matched.match, matched.match.why is MatchReason.SEVERAL
    found = _candidates(of, matched)[:SHOWN]
    if several or len(match.clients) > 1:
        rows += [(button(label, _press(question, BankAnswer.YES, each)),) for each, label in found]
    elif found or match.why is MatchReason.REFUND:
        rows.append((button(_("✅ Yes"), _press(question, BankAnswer.YES)),))
    if len(match.clients) == 1 and matched.is_incoming:
        label = _("Off plan: {client}").format(client=_names(of, matched))
        rows.append((button(label, _press(question, BankAnswer.OFF_PLAN)),))
    if matched.is_incoming:
        is_new = not match.clients and match.why is not MatchReason.ACQUIRING
        new = (button(_("Create a client"), _press(question, BankAnswer.NEW)),) if is_new else ()
        rows.append((*new, button(_("Pick a client"), _press(question, BankAnswer.PICK))))
    if (learns := _learns(of, matched)) is not None:
        rows.append((button(learns, _press(question, BankAnswer.LEARN)),))
    return tuple(rows)


def _learns(of: MatchedStatement, matched: Matched) -> str | None:
    """«Запомнить ИНН» of a client who has none, else the account; never of a bank, which pays for others."""
    match, document = matched.match, matched.document
    if not match.may_learn_inn or len(match.clients) != 1 or match.clients[0] not in of.clients:
        return None
    if of.clients[match.clients[0]].inn is None:
        return _("Remember the INN")
    last = "" if is_bank(document.movement.other) else document.other_account[-4:]
    return _("Remember the account …{last}").format(last=last) if last else None


def _press(question: Sequence[Matched], deed: BankAnswer, candidate: int = 0) -> BankQuestionPress:
    document = question[0].document
    return BankQuestionPress(
        deed=deed, statement_id=document.statement_id, document_id=document.id, candidate=candidate
    )

"""
What a bank's file brings: documents that were said already, that pay what is awaited, part of it or two at once, that
go back, that nobody knows; read, put down and confirmed as the bank's screens do it.
"""

import hashlib
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import func, select

from sales.bank.matches import DocumentState, MatchReason
from sales.bank.reading import read_statement
from sales.core.errors import NotYoursError
from sales.core.money import Kopecks
from sales.core.undo import UndoStepKind
from storage.bank.matched import Matched, MatchedStatement
from storage.bank.taking import DocumentChoice, list_sure
from storage.engine.actor import Actor
from storage.tables import BankAccountRow, BankDocumentRow, ClientRow, ExpectedPaymentRow, FactRow
from tests.proof.figures.life import Life, make_inn
from tests.sales.bank.statements import OURS, Doc, make_file
from tests.storage.house import THOUSAND

STRANGER = 9_000_000


@dataclass
class BankDay:
    life: Life
    number: int = 0
    files: tuple[int, ...] = ()

    async def bank_brings_a_file(self) -> None:
        dice, tx = self.life.dice, self.life.tx
        docs = [await dice.choice(self._kinds())() for _ in range(dice.randrange(1, 6))]
        first = self.life.today - timedelta(days=dice.randrange(4))
        content = make_file(*docs, days=(first, self.life.today))
        loader = dice.choice([self.life.lead, self.life.house.irina])
        statement = read_statement(content)
        begun = await tx.as_(loader).bank_statements.begin(statement, hashlib.sha256(content).hexdigest(), "b.txt", "f")
        whose = select(BankAccountRow.id).where(BankAccountRow.account == OURS, BankAccountRow.is_ours.is_(None))
        if (account := await tx.session.scalar(whose)) is not None:
            await tx.as_(loader).bank_statements.say_whose(begun.id, account, is_ours=True)
        await tx.as_(loader).bank_statements.load(begun, statement)
        self.files = (*self.files, begun.id)
        await self._look_through(loader, begun.id)

    async def bank_file_is_looked_at_again(self) -> None:
        """By somebody else, days later."""
        if not self.files:
            raise NotYoursError
        who = self.life.dice.choice([self.life.lead, self.life.house.irina])
        await self._look_through(who, self.life.dice.choice(self.files))

    async def bank_document_is_let_go(self) -> None:
        row = BankDocumentRow
        taken = list(await self.life.tx.session.scalars(select(row.id).where(row.state == DocumentState.TAKEN)))
        if not taken:
            raise NotYoursError
        await self.life.tx.as_(self.life.house.irina).bank_taking.release(self.life.dice.choice(taken))

    async def _look_through(self, who: Actor, statement_id: int) -> None:
        mine, dice = self.life.tx.as_(who), self.life.dice
        of = await mine.bank_taking.read(statement_id)
        for each in of.mine:
            self.life.happened[f"bank {each.match.verdict} {each.match.why}"] += 1
            if len(each.match.items) == 2:
                self.life.happened["bank one receipt over two payments"] += 1
        if of.sure and dice.random() < 0.8:
            await mine.bank_taking.take(of, list_sure(of))
            if dice.random() < 0.15:
                await self._takes_back(who, statement_id)
        for _ in range(4):
            of = await mine.bank_taking.read(statement_id)
            if of.questions and dice.random() < 0.8:
                await self._answers(who, of, dice.choice(of.questions))

    async def _takes_back(self, who: Actor, statement_id: int) -> None:
        mine = self.life.tx.as_(who)
        step = await mine.undo_steps.last(UndoStepKind.BANK, statement_id)
        assert step is not None
        await mine.bank_taking.take_back(await mine.undo_steps.take(step.id))
        self.life.happened["bank taken back"] += 1

    async def _answers(self, who: Actor, of: MatchedStatement, question: list[Matched]) -> None:
        mine, dice, (asked, *_others) = self.life.tx.as_(who), self.life.dice, question
        match = asked.match
        if match.why is MatchReason.UNKNOWN_PAYER and dice.random() < 0.7:
            await mine.bank_taking.name_client(of, asked.document.id, dice.choice(self.life.clients))
            self.life.happened["bank client named"] += 1
        elif len(match.clients) != 1 or dice.random() < 0.2:
            await mine.bank_taking.set_aside(of, [each.document.id for each in question])
            self.life.happened["bank set aside"] += 1
        elif asked.is_incoming and dice.random() < 0.3:
            choices = [DocumentChoice(each.document.id, each.match.clients[0]) for each in question]
            await mine.bank_taking.take(of, choices)
            self.life.happened["bank off plan"] += 1
        else:
            await mine.bank_taking.take(of, [self._choose(each) for each in question])
            self.life.happened["bank answered"] += 1

    def _choose(self, asked: Matched) -> DocumentChoice:
        """Yes; of several that would do, one."""
        match = asked.match
        facts, items = match.facts, match.items
        if match.why is MatchReason.SEVERAL:
            facts, items = facts and (self.life.dice.choice(facts),), items and (self.life.dice.choice(items),)
            self.life.happened["bank one of several"] += 1
        return DocumentChoice(asked.document.id, match.clients[0], facts, items)

    def _kinds(self) -> tuple:
        return (
            self._said,
            self._said,
            self._rest,
            self._part,
            self._two_at_once,
            self._off_plan,
            self._back,
            self._strange,
        )

    async def _said(self) -> Doc:
        """What somebody has said came these days."""
        fact, on = FactRow, self.life.today - timedelta(days=4)
        query = (
            select(fact.client_id, func.sum(fact.amount))
            .where(fact.undone_at.is_(None), fact.client_id.is_not(None), fact.local_date >= on)
            .group_by(fact.receipt_id, fact.client_id)
            .having(func.sum(fact.amount) > 0)
            .order_by(func.min(fact.id))
        )
        found = (await self.life.tx.session.execute(query)).all()
        return await (self._of(*self.life.dice.choice(found)) if found else self._off_plan())

    async def _rest(self) -> Doc:
        found = await self._read_open()
        return await (self._of(*self.life.dice.choice(found)) if found else self._off_plan())

    async def _part(self) -> Doc:
        client_id, rest = self.life.dice.choice(await self._read_open() or [(self.life.clients[0], 900 * THOUSAND)])
        return await self._of(client_id, max(100, rest // 300 * 100))

    async def _two_at_once(self) -> Doc:
        """The rests of two payments of one client."""
        rests: dict[int, list[Kopecks]] = {}
        for client_id, rest in await self._read_open():
            rests.setdefault(client_id, []).append(rest)
        pairs = [(client_id, sum(each[:2])) for client_id, each in rests.items() if len(each) > 1]
        return await (self._of(*self.life.dice.choice(pairs)) if pairs else self._off_plan())

    async def _off_plan(self) -> Doc:
        return await self._of(self.life.dice.choice(self.life.clients), self.life.draw_sum())

    async def _back(self) -> Doc:
        client_id, amount = self.life.dice.choice(self.life.clients), self.life.draw_sum()
        inn, name = await self._who(client_id)
        day = f"{self.life.today:%d.%m.%Y}"
        of = {"payer": OURS, "payee": "40702810100000000101", "went": day, "came": "", "inn": "7701000097"}
        more = {"Получатель": f"ИНН {inn} {name}", "Получатель1": name}
        purpose = "Возврат оплаты по письму"
        return Doc(_print(amount), self._next(), day, payee_inn=inn, purpose=purpose, more=more, **of)

    async def _strange(self) -> Doc:
        return self._doc(make_inn(STRANGER + self.life.dice.randrange(5)), "ООО Незнакомец", self.life.draw_sum())

    async def _of(self, client_id: int, amount: Kopecks) -> Doc:
        return self._doc(*await self._who(client_id), amount)

    def _doc(self, inn: str, name: str, amount: Kopecks) -> Doc:
        day = f"{self.life.today - timedelta(days=self.life.dice.choice([0, 0, 1, 2])):%d.%m.%Y}"
        return Doc(_print(amount), self._next(), day, day, inn=inn, name=name)

    async def _who(self, client_id: int) -> tuple[str, str]:
        found = await self.life.tx.session.execute(
            select(ClientRow.inn, ClientRow.name).where(ClientRow.id == client_id)
        )
        inn, name = found.one()
        return inn or make_inn(STRANGER), name

    async def _read_open(self) -> list[tuple[int, Kopecks]]:
        row = ExpectedPaymentRow
        query = select(row.client_id, row.amount - row.received).where(
            row.closed_at.is_(None), row.cancelled_at.is_(None), row.undone_at.is_(None), row.amount > row.received
        )
        return [(client_id, rest) for client_id, rest in await self.life.tx.session.execute(query.order_by(row.id))]

    def _next(self) -> str:
        self.number += 1
        return str(self.number)


def _print(amount: Kopecks) -> str:
    return f"{amount // 100}.{amount % 100:02}"

"""Whatever is answered, in whatever order: Σ of confirmed money is Σ of the documents that were accepted."""

import random
from datetime import timedelta

import pytest
from sqlalchemy import case, func, select

from sales.bank.directions import Way
from sales.bank.matches import DocumentState
from storage.bank.matched import Matched
from storage.bank.taking import DocumentChoice, list_sure
from storage.tables import BankDocumentRow, FactRow, UndoStepRow
from tests.sales.bank.statements import sample
from tests.stories.bank.test_statement import Office, open_office, opens
from tests.town import Town


async def sums(town: Town) -> tuple[int, int]:
    """Of documents that were taken; and all confirmed money, in an office where the bank alone confirms."""
    row = BankDocumentRow
    signed = case((row.way == Way.IN, row.amount), else_=-row.amount)
    async with town.database.read() as tx:
        taken = await tx.session.scalar(select(func.sum(signed)).where(row.state == DocumentState.TAKEN))
        stands = (FactRow.undone_at.is_(None), FactRow.confirmed_by.is_not(None))
        money = await tx.session.scalar(select(func.sum(FactRow.amount)).where(*stands))
    return int(taken or 0), int(money or 0)


def choose(matched: Matched, chance: random.Random, clients: list[int]) -> DocumentChoice:
    match, whose = matched.match, matched.match.clients or (chance.choice(clients),)
    facts, items = (match.facts, match.items) if len(whose) == 1 and match.clients else ((), ())
    return DocumentChoice(matched.document.id, whose[0], facts, items if not facts and chance.random() < 0.7 else ())


async def answer(town: Town, office: Office, statement_id: int, chance: random.Random) -> None:
    """One tap: something is confirmed, put aside, let go, or taken back by whichever ↩️ is there."""
    await town.clock.jump(timedelta(seconds=1))
    async with town.database.write() as tx:
        taking = tx.as_(office.olga.actor).bank_taking
        of = await taking.read(statement_id)
        done = await taking.list_taken(statement_id)
        waiting = [each for each in of.mine if each.is_asked or each in of.sure]
        deed = chance.random()
        if waiting and deed < 0.6:
            await taking.take(of, [choose(chance.choice(waiting), chance, list(of.clients))])
        elif waiting and deed < 0.7:
            await taking.set_aside(of, [chance.choice(waiting).document.id])
        elif done and deed < 0.9:
            await taking.release(chance.choice(done).id)
        elif steps := list(await tx.session.scalars(select(UndoStepRow.id).where(UndoStepRow.undone_at.is_(None)))):
            await taking.take_back(await tx.as_(office.olga.actor).undo_steps.take(chance.choice(steps)))


@pytest.mark.part(3)
@pytest.mark.parametrize("seed", range(6))
async def test_confirmed_money_is_what_was_accepted(town: Town, seed: int) -> None:
    office, chance = await open_office(town), random.Random(seed)
    await opens(office.olga, sample())

    for _tap in range(25):
        await answer(town, office, 1, chance)
        taken, money = await sums(town)
        assert taken == money


async def test_a_document_that_somebody_has_taken_meanwhile_is_not_taken_by_the_house(town: Town) -> None:
    """On PostgreSQL a person's tap may come between the house's look at a document and its word about it."""
    office = await open_office(town)
    await opens(office.olga, sample())
    async with town.database.write() as tx:
        taking = tx.as_(office.olga.actor).bank_taking
        of = await taking.read(1)
        one = next(each for each in list_sure(of) if each.items)
        await taking.take(of, [one])
        document = next(each.document for each in of.mine if each.document.id == one.document_id)

        assert await taking.take_one(document, one) is None

    taken, money = await sums(town)
    assert taken == money == document.amount

"""The same money by several doors, at one moment and in any order, is counted once."""

from dataclasses import dataclass
from random import Random

import pytest

from sales.core.errors import AlreadyDoneError, NotYoursError
from sales.payments.facts import Trust
from sales.payments.held import HeldAnswer, HeldMoney
from sales.payments.receipt import Receipt
from storage.engine.actor import Actor
from storage.payments.payments import NewPayment
from storage.payments.receipts import NewFact
from storage.transaction import Transaction
from tests.clock import FRIDAY
from tests.storage.house import THOUSAND, House


async def counted(house: House) -> int:
    async with house.read() as tx:
        return sum(fact.amount for fact in await tx.as_(house.olga).receipts.facts_on(FRIDAY)) // THOUSAND


async def test_two_who_say_the_same_at_one_moment_give_one_fact_and_one_question(house: House) -> None:
    client = await house.client(house.anna)
    new = NewFact(client.id, 280 * THOUSAND, FRIDAY)

    came = await house.at_once(
        lambda tx: tx.as_(house.anna).counting.receive(new), lambda tx: tx.as_(house.olga).counting.receive(new)
    )

    assert sorted(type(each).__name__ for each in came) == ["HeldMoney", "Receipt"]
    assert await counted(house) == 280


async def test_two_payments_expected_at_one_moment_give_one_and_a_question(house: House) -> None:
    client = await house.client(house.anna)
    new = NewPayment(client.id, 280 * THOUSAND, FRIDAY)

    came = await house.at_once(*[lambda tx: tx.as_(house.anna).counting.expect(new)] * 2)

    assert sorted(type(each).__name__ for each in came) == ["HeldMoney", "Payment"]


async def test_two_answers_at_one_moment_give_one(house: House) -> None:
    held = await _held(house)

    async def one_more(tx: Transaction) -> object:
        return await tx.as_(house.anna).counting.answer(held.id, HeldAnswer.ANOTHER, FRIDAY)

    came = await house.at_once(one_more, one_more)

    assert sorted(type(each).__name__ for each in came) == ["AlreadyDoneError", "Receipt"]
    assert await counted(house) == 560


async def test_a_question_is_answered_by_who_was_asked(house: House) -> None:
    held = await _held(house)
    async with house.write() as tx:
        for who in (house.boris, house.olga, house.irina):
            with pytest.raises(NotYoursError):
                await tx.as_(who).counting.answer(held.id, HeldAnswer.ANOTHER, FRIDAY)


async def test_an_answer_that_was_not_asked_for_is_none(house: House) -> None:
    held = await _held(house)
    async with house.write() as tx:
        with pytest.raises(AlreadyDoneError):
            await tx.as_(house.anna).counting.answer(held.id, HeldAnswer.TODAY, FRIDAY)


async def test_a_repeated_save_of_the_same_draft_asks_once(house: House) -> None:
    client = await house.client(house.anna)
    async with house.write() as tx:
        mine = tx.as_(house.anna).counting
        await mine.receive(NewFact(client.id, THOUSAND, FRIDAY, draft_id="first"))
        again = NewFact(client.id, THOUSAND, FRIDAY, draft_id="second")
        assert await mine.receive(again) == await mine.receive(again)
        assert len(await mine.waiting()) == 1


async def test_the_papers_of_the_second_telling_are_kept(house: House) -> None:
    client = await house.client(house.anna)
    async with house.write() as tx:
        mine = tx.as_(house.anna)
        first = await mine.counting.receive(NewFact(client.id, THOUSAND, FRIDAY))
        held = await mine.counting.receive(NewFact(client.id, THOUSAND, FRIDAY, comment="п/п 1234"))
        assert isinstance(first, Receipt)
        assert isinstance(held, HeldMoney)
        await mine.counting.answer(held.id, HeldAnswer.SAME, FRIDAY)
        assert (await mine.receipts.get(first.id)).fact.comment == "п/п 1234"
        await mine.counting.ask_again(held.id)
        assert (await mine.receipts.get(first.id)).fact.comment is None


@dataclass(frozen=True)
class Telling:
    """Which of the receipts that really came somebody tells of, and by which door."""

    who: Actor
    receipt: int
    door: str


@pytest.mark.part(3)
@pytest.mark.parametrize("seed", range(12))
async def test_in_whatever_order_the_same_receipts_come_the_sum_is_right_once_all_is_answered(
    house: House, seed: int
) -> None:
    """Two receipts of one sum have come. Anna, the lead and the assistant tell of them, again and again."""
    chance = Random(seed)
    client = await house.client(house.anna)
    for _ in range(chance.randrange(3)):
        await house.awaits(client, 280 * THOUSAND)
    tellings = [
        Telling(
            chance.choice([house.anna, house.olga, house.sofia]), chance.randrange(2), chance.choice(["line", "row"])
        )
        for _ in range(8)
    ]
    told: set[int] = set()
    confirmed = False
    for telling in tellings:
        came = await _tell(house, telling, client.id)
        if isinstance(came, HeldMoney):
            answer = HeldAnswer.SAME if telling.receipt in told else HeldAnswer.ANOTHER
            if chance.random() < 0.5:  # the answer may come late: nothing is counted before
                assert await counted(house) == 280 * len(told)
            async with house.write() as tx:
                await tx.as_(telling.who).counting.answer(came.id, answer, FRIDAY)
        told.add(telling.receipt)
        confirmed = confirmed or telling.who is house.olga
        assert await counted(house) == 280 * len(told), telling
    async with house.read() as tx:
        facts = await tx.as_(house.olga).receipts.facts_on(FRIDAY)
    assert any(fact.trust is Trust.CONFIRMED for fact in facts) is confirmed


async def _tell(house: House, telling: Telling, client_id: int) -> object:
    async with house.write() as tx:
        mine = tx.as_(telling.who)
        owed = [each.id for each in await mine.payments.open_of(client_id)]
        if telling.door == "row" and owed:
            return await mine.counting.settle(owed[0], FRIDAY)
        return await mine.counting.receive(NewFact(client_id, 280 * THOUSAND, FRIDAY, tuple(owed)))


async def _held(house: House) -> HeldMoney:
    client = await house.client(house.anna)
    async with house.write() as tx:
        await tx.as_(house.anna).counting.receive(NewFact(client.id, 280 * THOUSAND, FRIDAY))
        held = await tx.as_(house.anna).counting.receive(NewFact(client.id, 280 * THOUSAND, FRIDAY))
    assert isinstance(held, HeldMoney)
    return held

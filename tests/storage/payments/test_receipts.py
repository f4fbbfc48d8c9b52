"""Money comes: in part, too much, over several payments, back again; and says how far it can be trusted."""

from datetime import date, timedelta

import pytest

from sales.core.errors import AlreadyDoneError, NotYoursError
from sales.payments.facts import FactKind, FactSource, Trust
from sales.payments.payments import MoveReason, PaymentEventKind, PaymentStatus
from storage.payments.receipts import NewFact
from tests.clock import FRIDAY, moscow
from tests.storage.house import THOUSAND, House

MONDAY = date(2026, 11, 23)


async def test_a_part_leaves_the_rest(house: House) -> None:
    client = await house.client(house.anna)
    payment = await house.awaits(client)
    async with house.write() as tx:
        receipt = await tx.as_(house.anna).receipts.record(
            NewFact(client.id, 50 * THOUSAND, FRIDAY, (payment.id,), happened_at=moscow("10:30"))
        )
    (partial,) = receipt.payments
    assert (partial.status, partial.received, partial.rest) == (PaymentStatus.PARTIAL, 50 * THOUSAND, 100 * THOUSAND)
    assert (receipt.amount, receipt.surplus, receipt.fact.happened_at) == (50 * THOUSAND, 0, moscow("10:30"))


async def test_the_rest_in_one_tap_and_only_once(house: House) -> None:
    client = await house.client(house.anna)
    payment = await house.awaits(client)
    async with house.write() as tx:
        await tx.as_(house.anna).receipts.record(NewFact(client.id, 50 * THOUSAND, FRIDAY, (payment.id,)))
        receipt = await tx.as_(house.anna).receipts.settle(payment.id, FRIDAY)
        assert receipt.amount == 100 * THOUSAND
        assert receipt.payments[0].status is PaymentStatus.PAID
        with pytest.raises(AlreadyDoneError):
            await tx.as_(house.anna).receipts.settle(payment.id, FRIDAY)


async def test_a_repeated_save_of_the_same_draft_is_the_same_receipt(house: House) -> None:
    client = await house.client(house.anna)
    payment, other = await house.awaits(client), await house.awaits(client)
    async with house.write() as tx:
        new = NewFact(client.id, 50 * THOUSAND, FRIDAY, (payment.id,), draft_id="d1")
        assert await tx.as_(house.anna).receipts.record(new) == await tx.as_(house.anna).receipts.record(new)
        first = await tx.as_(house.anna).receipts.settle(other.id, FRIDAY, draft_id="d2")
        assert await tx.as_(house.anna).receipts.settle(other.id, FRIDAY, draft_id="d2") == first
        assert (await tx.as_(house.anna).payments.get(payment.id)).received == 50 * THOUSAND
        assert len(await tx.as_(house.anna).receipts.facts_on(FRIDAY)) == 2


async def test_too_much_is_said_and_counts(house: House) -> None:
    client = await house.client(house.anna)
    payment = await house.awaits(client)
    async with house.write() as tx:
        receipt = await tx.as_(house.anna).receipts.record(NewFact(client.id, 155 * THOUSAND, FRIDAY, (payment.id,)))
    assert receipt.surplus == 5 * THOUSAND
    assert (receipt.payments[0].rest, receipt.payments[0].received) == (0, 155 * THOUSAND)


async def test_one_receipt_closes_the_oldest_first(house: House) -> None:
    client = await house.client(house.anna)
    new, old = await house.awaits(client, on=MONDAY), await house.awaits(client, 50 * THOUSAND)
    async with house.write() as tx:
        receipt = await tx.as_(house.anna).receipts.record(NewFact(client.id, 120 * THOUSAND, FRIDAY, (new.id, old.id)))
        assert [(part.fact.payment_id, part.fact.amount) for part in receipt.parts] == [
            (old.id, 50 * THOUSAND),
            (new.id, 70 * THOUSAND),
        ]
        assert receipt == await tx.as_(house.anna).receipts.get(receipt.id)


async def test_what_several_do_not_owe_stays_on_the_newest(house: House) -> None:
    client = await house.client(house.anna)
    old, new = await house.awaits(client, 50 * THOUSAND), await house.awaits(client, on=MONDAY)
    async with house.write() as tx:
        receipt = await tx.as_(house.anna).receipts.record(NewFact(client.id, 203 * THOUSAND, FRIDAY, (old.id, new.id)))
    assert [part.fact.amount for part in receipt.parts] == [50 * THOUSAND, 153 * THOUSAND]
    assert receipt.surplus == 3 * THOUSAND


async def test_more_money_on_a_paid_payment_is_all_surplus(house: House) -> None:
    client = await house.client(house.anna)
    payment = await house.awaits(client)
    async with house.write() as tx:
        await tx.as_(house.anna).receipts.settle(payment.id, FRIDAY)
        receipt = await tx.as_(house.anna).receipts.record(NewFact(client.id, THOUSAND, FRIDAY, (payment.id,)))
    assert receipt.surplus == THOUSAND


async def test_money_that_nobody_expected_is_off_plan(house: House) -> None:
    client = await house.client(house.anna)
    payment = await house.awaits(client)
    async with house.write() as tx:
        receipt = await tx.as_(house.anna).receipts.record(NewFact(client.id, 20 * THOUSAND, FRIDAY))
        assert (receipt.payments, receipt.fact.payment_id) == ((), None)
        assert (await tx.as_(house.anna).payments.get(payment.id)).received == 0


async def test_a_refund_is_negative_on_its_own_date_and_opens_the_payment_again(house: House) -> None:
    client = await house.client(house.anna)
    payment = await house.awaits(client)
    async with house.write() as tx:
        await tx.as_(house.anna).receipts.settle(payment.id, FRIDAY)
        refund = await tx.as_(house.anna).receipts.record(
            NewFact(client.id, 30 * THOUSAND, MONDAY, (payment.id,), FactKind.REFUND)
        )
        assert (refund.amount, refund.fact.on) == (-30 * THOUSAND, MONDAY)
        again = refund.payments[0]
        assert (again.status, again.rest, again.is_open) == (PaymentStatus.PARTIAL, 30 * THOUSAND, True)
        assert [fact.amount for fact in await tx.as_(house.anna).receipts.facts_on(FRIDAY)] == [150 * THOUSAND]
        assert [fact.amount for fact in await tx.as_(house.anna).receipts.facts_of(payment.id)] == [
            150 * THOUSAND,
            -30 * THOUSAND,
        ]


async def test_money_on_a_cancelled_payment_has_the_last_word(house: House) -> None:
    client = await house.client(house.anna)
    payment = await house.awaits(client)
    async with house.write() as tx:
        await tx.as_(house.anna).payment_changes.cancel(payment.id, MoveReason.NO_MONEY)
        receipt = await tx.as_(house.anna).receipts.record(NewFact(client.id, 150 * THOUSAND, FRIDAY, (payment.id,)))
    assert receipt.payments[0].status is PaymentStatus.PAID


@pytest.mark.parametrize(
    ("who", "source", "trusted"),
    [
        ("anna", FactSource.MANAGER, Trust.CLAIMED),
        ("sofia", FactSource.MANAGER, Trust.CLAIMED),
        ("olga", FactSource.LEAD, Trust.CONFIRMED),
        ("irina", FactSource.LEAD, Trust.CONFIRMED),
    ],
)
async def test_whoever_enters_it_the_money_is_the_owners(
    house: House, who: str, source: FactSource, trusted: Trust
) -> None:
    client = await house.client(house.anna)
    payment = await house.awaits(client)
    actor = getattr(house, who)
    async with house.write() as tx:
        receipt = await tx.as_(actor).receipts.record(NewFact(client.id, THOUSAND, FRIDAY, (payment.id,)))
        assert await tx.as_(house.anna).receipts.facts_on(FRIDAY) == [receipt.fact]
    fact = receipt.fact
    assert (fact.owner_id, fact.entered_by) == (house.anna.person_id, actor.person_id)
    assert (fact.source, fact.trust) == (source, trusted)


async def test_the_lead_confirms_what_a_manager_said_once(house: House) -> None:
    payment = await house.awaits(await house.client(house.anna))
    async with house.write() as tx:
        receipt = await tx.as_(house.anna).receipts.settle(payment.id, FRIDAY)
        confirmed = await tx.as_(house.olga).confirmations.confirm(receipt.id)
        assert confirmed.fact.trust is Trust.CONFIRMED
        with pytest.raises(AlreadyDoneError):
            await tx.as_(house.irina).confirmations.confirm(receipt.id)


@pytest.mark.parametrize("who", ["anna", "sofia", "denis", "roman"])
async def test_nobody_else_confirms(house: House, who: str) -> None:
    payment = await house.awaits(await house.client(house.anna))
    async with house.write() as tx:
        receipt = await tx.as_(house.anna).receipts.settle(payment.id, FRIDAY)
        with pytest.raises(NotYoursError):
            await tx.as_(getattr(house, who)).confirmations.confirm(receipt.id)


async def test_a_director_enters_nothing(house: House) -> None:
    client = await house.client(house.anna)
    async with house.write() as tx:
        with pytest.raises(NotYoursError):
            await tx.as_(house.denis).receipts.record(NewFact(client.id, THOUSAND, FRIDAY))


async def test_a_payment_of_another_client_is_not_paid_by_this_one(house: House) -> None:
    client, other = await house.client(house.anna), await house.client(house.anna, "Вектор")
    payment = await house.awaits(other)
    async with house.write() as tx:
        with pytest.raises(NotYoursError):
            await tx.as_(house.anna).receipts.record(NewFact(client.id, THOUSAND, FRIDAY, (payment.id,)))
        assert await tx.as_(house.anna).receipts.facts_on(FRIDAY) == []


@pytest.mark.parametrize("amount", [0, -1])
def test_an_amount_is_said_positive(amount: int) -> None:
    with pytest.raises(ValueError, match="positive"):
        NewFact(1, amount, FRIDAY)


async def test_the_story_of_a_payment_is_told_in_order(house: House) -> None:
    client = await house.client(house.anna)
    payment = await house.awaits(client)
    async with house.write() as tx:
        await tx.as_(house.anna).payment_changes.move(payment.id, MONDAY, MoveReason.NO_MONEY)
        receipt = await tx.as_(house.olga).receipts.record(NewFact(client.id, THOUSAND, FRIDAY, (payment.id,)))
        await tx.as_(house.olga).receipts.undo(receipt.id)
        story = await tx.as_(house.olga).payment_stories.events(payment.id)
    kinds = PaymentEventKind
    assert [event.kind for event in story] == [kinds.CREATED, kinds.MOVED, kinds.FACT_LINKED, kinds.TAKEN_BACK]
    assert [event.actor_id for event in story] == [house.anna.person_id] * 2 + [house.olga.person_id] * 2
    assert story[2].after == {"fact_id": receipt.parts[0].fact.id, "amount": THOUSAND}


async def test_sums_beyond_32_bits_stay_whole(house: House) -> None:
    client = await house.client(house.anna)
    great = 10**14
    payment = await house.awaits(client, great)
    async with house.write() as tx:
        receipt = await tx.as_(house.anna).receipts.record(NewFact(client.id, great, FRIDAY, (payment.id,)))
        standing = await tx.as_(house.anna).statistics.of_person(house.anna.person_id, FRIDAY, FRIDAY)
    assert receipt.amount == standing.own.received == great
    assert isinstance(standing.own.received, int)


async def test_a_fact_of_yesterday_is_on_its_own_day(house: House) -> None:
    client = await house.client(house.anna)
    async with house.write() as tx:
        await tx.as_(house.anna).receipts.record(NewFact(client.id, THOUSAND, FRIDAY - timedelta(days=1)))
        assert await tx.as_(house.anna).receipts.facts_on(FRIDAY) == []

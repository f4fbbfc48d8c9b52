"""Expected payments: recorded once, listed as far as one reads, moved and cancelled with a reason."""

from datetime import date, timedelta

import pytest

from sales.core.errors import AlreadyDoneError, NotYoursError
from sales.payments.payments import MoveReason, PaymentEventKind, PaymentSource, PaymentStatus
from storage.engine.errors import HasFactsError
from storage.payments.payments import NewPayment
from tests.clock import FRIDAY
from tests.storage.house import THOUSAND, House

MONDAY = date(2026, 11, 23)
DECEMBER = date(2026, 12, 2)
Kind = PaymentEventKind


async def test_a_new_payment_is_awaited_by_the_clients_owner(house: House) -> None:
    client = await house.client(house.anna)
    async with house.write() as tx:
        new = NewPayment(client.id, 150 * THOUSAND, FRIDAY, 80, invoice="17", comment="счёт", source=PaymentSource.LINE)
        payment = await tx.as_(house.anna).payments.expect(new)
        assert payment == await tx.as_(house.anna).payments.get(payment.id)
    assert (payment.client_name, payment.owner_id) == ("Ромашка", house.anna.person_id)
    assert (payment.amount, payment.rest, payment.awaited) == (150 * THOUSAND,) * 3
    assert (payment.due_on, payment.first_due_on, payment.moves) == (FRIDAY, FRIDAY, 0)
    assert (payment.probability, payment.probability_manual) == (80, True)
    assert (payment.invoice, payment.comment, payment.source) == ("17", "счёт", "line")
    assert payment.status is PaymentStatus.OPEN
    assert payment.is_open


async def test_without_a_word_the_deals_stage_says_the_probability(house: House) -> None:
    client = await house.client(house.anna)
    lonely = await house.awaits(client)
    async with house.write() as tx:
        deal = await tx.as_(house.anna).deals.create(client.id, "Договор", stage="contract")
        payment = await tx.as_(house.anna).payments.expect(NewPayment(client.id, THOUSAND, FRIDAY))
        chosen = await tx.as_(house.anna).payments.expect(NewPayment(client.id, THOUSAND, FRIDAY, deal_id=deal.id))
    assert (lonely.deal_id, lonely.probability, lonely.probability_manual) == (None, 50, False)
    assert (payment.deal_id, payment.probability, payment.probability_manual) == (deal.id, 60, False)
    assert (chosen.deal_id, chosen.probability) == (deal.id, 60)


async def test_another_clients_deal_is_not_yours(house: House) -> None:
    client, other = await house.client(house.anna), await house.client(house.anna, "Вектор")
    async with house.write() as tx:
        deal = await tx.as_(house.anna).deals.create(other.id, "Договор")
        with pytest.raises(NotYoursError):
            await tx.as_(house.anna).payments.expect(NewPayment(client.id, THOUSAND, FRIDAY, deal_id=deal.id))


async def test_a_repeated_save_returns_the_first_and_adds_nothing(house: House) -> None:
    client = await house.client(house.anna)
    async with house.write() as tx:
        first = await tx.as_(house.anna).payments.expect(NewPayment(client.id, THOUSAND, FRIDAY, draft_id="d"))
    async with house.write() as tx:
        again = await tx.as_(house.anna).payments.expect(NewPayment(client.id, 9 * THOUSAND, MONDAY, draft_id="d"))
        assert [event.kind for event in await tx.as_(house.anna).payment_stories.events(first.id)] == [Kind.CREATED]
        assert len(await tx.as_(house.anna).payments.open_of(client.id)) == 1
    assert again == first


async def test_lists_are_by_day_and_as_far_as_one_reads(house: House) -> None:
    romashka, vektor = await house.client(house.anna), await house.client(house.boris, "Вектор")
    overdue = await house.awaits(romashka, on=FRIDAY - timedelta(days=2))
    today = await house.awaits(romashka, on=FRIDAY)
    borises = await house.awaits(vektor, on=FRIDAY)
    monday = await house.awaits(romashka, on=MONDAY)
    async with house.read() as tx:
        assert [each.id for each in await tx.as_(house.anna).payments.open_of(romashka.id)] == [
            overdue.id,
            today.id,
            monday.id,
        ]
        assert [each.id for each in await tx.as_(house.anna).payments.list_due(FRIDAY)] == [today.id]
        assert [each.id for each in await tx.as_(house.olga).payments.list_due(FRIDAY)] == [today.id, borises.id]
        assert [each.id for each in await tx.as_(house.olga).payments.list_due(FRIDAY, house.boris.person_id)] == [
            borises.id
        ]
        assert [each.id for each in await tx.as_(house.anna).payments.overdue(FRIDAY)] == [overdue.id]
        assert overdue.is_overdue(FRIDAY)
        assert [each.id for each in await tx.as_(house.anna).payments.between(FRIDAY, MONDAY)] == [today.id, monday.id]
        assert [each.id for each in await tx.as_(house.anna).payments.list_awaited(limit=2, offset=1)] == [
            today.id,
            monday.id,
        ]
        assert await tx.as_(house.roman).payments.list_due(FRIDAY) == []
        assert await tx.as_(house.boris).payments.list_due(FRIDAY, house.anna.person_id) == []


async def test_a_move_changes_the_day_and_nothing_else(house: House) -> None:
    payment = await house.awaits(await house.client(house.anna))
    async with house.write() as tx:
        change = await tx.as_(house.anna).payment_changes.move(payment.id, MONDAY, MoveReason.AWAITING_DOCUMENTS)
        events = await tx.as_(house.anna).payment_stories.events(payment.id)
    moved = change.payment
    assert (moved.due_on, moved.first_due_on, moved.moves) == (MONDAY, FRIDAY, 1)
    assert (moved.amount, moved.probability, moved.status) == (payment.amount, payment.probability, payment.status)
    assert events[-1].id == change.event_id
    assert (events[-1].kind, events[-1].reason) == (Kind.MOVED, "awaiting_documents")
    assert (events[-1].before, events[-1].after) == (
        {"due_on": "2026-11-20"},
        {"due_on": "2026-11-23", "owed": 15_000_000},
    )


async def test_a_second_tap_on_a_move_moves_nothing(house: House) -> None:
    payment = await house.awaits(await house.client(house.anna))
    async with house.write() as tx:
        await tx.as_(house.anna).payment_changes.move(payment.id, MONDAY, MoveReason.NO_MONEY)
        with pytest.raises(AlreadyDoneError):
            await tx.as_(house.anna).payment_changes.move(payment.id, MONDAY, MoveReason.NO_MONEY)
        assert (await tx.as_(house.anna).payments.get(payment.id)).moves == 1


async def test_what_is_not_awaited_is_not_moved_or_cancelled(house: House) -> None:
    client = await house.client(house.anna)
    paid, cancelled = await house.awaits(client), await house.awaits(client)
    async with house.write() as tx:
        await tx.as_(house.anna).receipts.settle(paid.id, FRIDAY)
        await tx.as_(house.anna).payment_changes.cancel(cancelled.id, MoveReason.CLIENT_MOVED)
        for closed in (paid, cancelled):
            with pytest.raises(AlreadyDoneError):
                await tx.as_(house.anna).payment_changes.move(closed.id, MONDAY, MoveReason.NO_MONEY)
            with pytest.raises(AlreadyDoneError):
                await tx.as_(house.anna).payment_changes.cancel(closed.id, MoveReason.NO_MONEY)
            with pytest.raises(AlreadyDoneError):
                await tx.as_(house.anna).payment_changes.change_probability(closed.id, 95)


async def test_not_to_wait_keeps_what_came(house: House) -> None:
    payment = await house.awaits(await house.client(house.anna))
    async with house.write() as tx:
        await tx.as_(house.anna).payment_changes.change_amount(payment.id, 100 * THOUSAND)
        await tx.as_(house.anna).receipts.settle(payment.id, FRIDAY)
        await tx.as_(house.anna).payment_changes.change_amount(payment.id, 150 * THOUSAND)
        change = await tx.as_(house.anna).payment_changes.cancel(payment.id, MoveReason.NO_MONEY)
    gone = change.payment
    assert (gone.status, gone.received, gone.rest, gone.awaited) == (
        PaymentStatus.CANCELLED,
        100 * THOUSAND,
        50 * THOUSAND,
        0,
    )
    assert not gone.is_open


async def test_a_greater_amount_opens_a_paid_payment_and_a_smaller_one_closes_it(house: House) -> None:
    payment = await house.awaits(await house.client(house.anna))
    async with house.write() as tx:
        await tx.as_(house.anna).receipts.settle(payment.id, FRIDAY)
        opened = (await tx.as_(house.anna).payment_changes.change_amount(payment.id, 200 * THOUSAND)).payment
        assert (opened.status, opened.rest, opened.is_open) == (PaymentStatus.PARTIAL, 50 * THOUSAND, True)
        closed = (await tx.as_(house.anna).payment_changes.change_amount(payment.id, 140 * THOUSAND)).payment
        assert (closed.status, closed.surplus, closed.is_open) == (PaymentStatus.PAID, 10 * THOUSAND, False)
        with pytest.raises(AlreadyDoneError):
            await tx.as_(house.anna).payment_changes.change_amount(payment.id, 140 * THOUSAND)


async def test_a_probability_said_by_hand_is_kept_as_said(house: House) -> None:
    payment = await house.awaits(await house.client(house.anna))
    async with house.write() as tx:
        change = await tx.as_(house.anna).payment_changes.change_probability(payment.id, 50)
        assert (change.payment.probability, change.payment.probability_manual) == (50, True)
        with pytest.raises(AlreadyDoneError):
            await tx.as_(house.anna).payment_changes.change_probability(payment.id, 50)


async def test_a_wrong_client_is_corrected_while_no_money_has_come(house: House) -> None:
    client, right = await house.client(house.anna), await house.client(house.anna, "Вектор")
    payment = await house.awaits(client)
    async with house.write() as tx:
        change = await tx.as_(house.anna).payment_changes.change_client(payment.id, right.id)
        assert change.payment.client_name == "Вектор"
        with pytest.raises(AlreadyDoneError):
            await tx.as_(house.anna).payment_changes.change_client(payment.id, right.id)
        await tx.as_(house.anna).receipts.settle(payment.id, FRIDAY)
        with pytest.raises(HasFactsError):
            await tx.as_(house.anna).payment_changes.change_client(payment.id, client.id)


async def test_a_comment_and_an_invoice_are_added_apart(house: House) -> None:
    payment = await house.awaits(await house.client(house.anna))
    async with house.write() as tx:
        await tx.as_(house.anna).payment_changes.annotate(payment.id, comment="ждут акт")
        noted = (await tx.as_(house.anna).payment_changes.annotate(payment.id, invoice="№ 17")).payment
        await tx.as_(house.anna).payment_changes.annotate(payment.id, comment="ждут акт")
        events = await tx.as_(house.anna).payment_stories.events(payment.id)
    assert (noted.comment, noted.invoice) == ("ждут акт", "№ 17")
    assert [(each.kind, each.before, each.after) for each in events[1:]] == [
        (Kind.ANNOTATED, {"comment": None}, {"comment": "ждут акт"}),
        (Kind.ANNOTATED, {"invoice": None}, {"invoice": "№ 17"}),
    ]


async def test_a_payment_pulls_its_client_up_in_the_picker(house: House) -> None:
    old = await house.client(house.anna, "Старый")
    house.clock.advance(minutes=1)
    await house.client(house.anna, "Новый")
    house.clock.advance(minutes=1)
    await house.awaits(old)
    async with house.read() as tx:
        assert [each.name for each in await tx.as_(house.anna).clients.recent()] == ["Старый", "Новый"]

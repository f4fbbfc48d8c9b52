"""What was recorded of a draft is found again by its author, until it is taken back."""

from datetime import date

import pytest

from sales.activities.activities import ActivityType
from sales.payments.facts import FactKind
from storage.activities.activities import NewActivity
from storage.payments.payments import NewPayment
from storage.payments.receipts import NewFact
from storage.payments.undoable import UndoableKind
from storage.transaction import Transaction
from tests.clock import FRIDAY
from tests.storage.house import THOUSAND, House

DRAFT = "entry:100:7"
MONDAY = date(2026, 11, 23)


async def recorded(house: House, tx: Transaction, kind: UndoableKind, client_id: int) -> int:
    match kind:
        case UndoableKind.PAYMENT:
            return (
                await tx.as_(house.anna).payments.expect(NewPayment(client_id, THOUSAND, MONDAY, draft_id=DRAFT))
            ).id
        case UndoableKind.RECEIPT:
            fact = NewFact(client_id, THOUSAND, FRIDAY, (), FactKind.RECEIPT, draft_id=DRAFT)
            return (await tx.as_(house.anna).receipts.record(fact)).id
        case _:
            call = NewActivity(client_id, ActivityType.CALL, house.clock.now(), draft_id=DRAFT)
            return (await tx.as_(house.anna).activities.log(call)).id


@pytest.mark.parametrize("kind", [UndoableKind.PAYMENT, UndoableKind.RECEIPT, UndoableKind.ACTIVITY])
async def test_the_record_of_a_draft_is_found_by_its_author_alone(house: House, kind: UndoableKind) -> None:
    client = await house.client(house.anna)
    async with house.write() as tx:
        record_id = await recorded(house, tx, kind, client.id)
        deed = (await tx.as_(house.anna).undoable.of_message(DRAFT)).get(0)
        assert deed is not None
        assert (deed.kind, deed.id, deed.at, deed.client_name) == (kind, record_id, house.clock.now(), client.name)
        assert await tx.as_(house.boris).undoable.of_message(DRAFT) == {}
        assert await tx.as_(house.anna).undoable.of_message("entry:100:8") == {}


@pytest.mark.parametrize("kind", [UndoableKind.PAYMENT, UndoableKind.RECEIPT, UndoableKind.ACTIVITY])
async def test_what_was_taken_back_is_not_found(house: House, kind: UndoableKind) -> None:
    client = await house.client(house.anna)
    async with house.write() as tx:
        record_id = await recorded(house, tx, kind, client.id)
        take_back = {
            UndoableKind.PAYMENT: lambda: tx.as_(house.anna).payment_stories.undo_payment(record_id),
            UndoableKind.RECEIPT: lambda: tx.as_(house.anna).receipts.undo(record_id),
            UndoableKind.ACTIVITY: lambda: tx.as_(house.anna).activity_changes.undo(record_id),
        }[kind]
        await take_back()
        assert await tx.as_(house.anna).undoable.of_message(DRAFT) == {}


async def test_the_records_of_a_message_keep_their_places_and_no_others_are_among_them(house: House) -> None:
    client = await house.client(house.anna)
    drafts = {DRAFT: 0, f"{DRAFT}:2": 2, f"{DRAFT}:1.5f2": 1, f"{DRAFT}:p": None, "entry:100:71": None}
    async with house.write() as tx:
        made = {
            draft: await tx.as_(house.anna).payments.expect(NewPayment(client.id, THOUSAND, MONDAY, draft_id=draft))
            for draft in drafts
        }
        found = await tx.as_(house.anna).undoable.of_message(DRAFT)

    assert {place: each.id for place, each in found.items()} == {
        place: made[draft].id for draft, place in drafts.items() if place is not None
    }
    assert list(found) == [0, 1, 2]

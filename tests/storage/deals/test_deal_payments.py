"""A payment that was put to a deal by mistake is what it was before."""

from datetime import date

import pytest

from sales.clients.card_fields import CardField
from storage.deals.deals import NewDeal
from tests.storage.house import House

SAID = date(2026, 12, 15)


@pytest.mark.parametrize("shipped", [False, True])
async def test_the_day_of_a_contract_that_somebody_has_said_is_there_again(house: House, shipped: bool) -> None:
    client = await house.client(house.anna)
    payment = await house.awaits(client)
    async with house.write() as tx:
        mine = tx.as_(house.anna)
        deal = await mine.deals.make(NewDeal(client.id, "поставка"))
        await mine.deals.change(deal.id, shipped_on=date(2026, 11, 20)) if shipped else None
        await mine.client_edits.edit(client.id, {CardField.TERMS: 10})
        await mine.payment_changes.set_contract_day(payment.id, SAID)
        step_id = await mine.deal_payments.link(deal.id, payment.id)
        step = await mine.undo_steps.take(step_id)

        await mine.deal_payments.unlink(step.refs)

        back = await mine.payments.get(payment.id)
        assert (back.deal_id, back.contract_due_on) == (None, SAID)

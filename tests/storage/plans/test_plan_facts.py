"""What stands against a plan: whose money, whose deals, whose new clients of a month."""

from datetime import date

from sales.payments.facts import FactKind
from sales.plans.plans import Metric
from storage.clients.client import Client
from storage.engine.actor import Actor
from storage.payments.receipts import NewFact
from tests.clock import FRIDAY
from tests.storage.house import KAZAN, MOSCOW, THOUSAND, House

OCTOBER = date(2026, 10, 15)
NOVEMBER = (date(2026, 11, 1), date(2026, 11, 30))


async def _came(
    house: House, who: Actor, client: Client, thousands: int, on: date = FRIDAY, payment: int | None = None
) -> int:
    kind = FactKind.RECEIPT if thousands > 0 else FactKind.REFUND
    on_payment = () if payment is None else (payment,)
    new = NewFact(client.id, abs(thousands) * THOUSAND, on, on_payment, kind)
    return (await house.does(lambda tx: tx.as_(who).receipts.record(new))).id


async def _done(house: House, metric: Metric, department_id: int = MOSCOW) -> dict[str, int]:
    async with house.read() as tx:
        found = await tx.system.plan_facts.sum_done(department_id, metric, *NOVEMBER)
    names = {each.person_id: each.name for each in house.actors.values()}
    return {names[person_id or 0]: count for person_id, count in found.items()}


async def test_money_is_added_by_whose_it_is_and_a_refund_takes_off(house: House) -> None:
    romashka, lada = await house.client(house.anna), await house.client(house.boris, "Лада")
    await _came(house, house.anna, romashka, 300)
    await _came(house, house.anna, romashka, -50)
    await _came(house, house.anna, romashka, 70, OCTOBER)
    await _came(house, house.boris, lada, 40)
    assert await _done(house, Metric.MONEY) == {"Анна": 250 * THOUSAND, "Борис": 40 * THOUSAND}
    assert await _done(house, Metric.MONEY, KAZAN) == {}


async def test_a_deal_counts_once_with_its_first_money(house: House) -> None:
    romashka = await house.client(house.anna)
    begun = await house.awaits(romashka, 300 * THOUSAND, OCTOBER)
    fresh = await house.awaits(romashka, 200 * THOUSAND)
    await _came(house, house.anna, romashka, 100, OCTOBER, begun.id)
    await _came(house, house.anna, romashka, 100, FRIDAY, begun.id)
    await _came(house, house.anna, romashka, 100, FRIDAY, fresh.id)
    await _came(house, house.anna, romashka, 100, FRIDAY, fresh.id)
    await _came(house, house.anna, romashka, 30)
    assert await _done(house, Metric.DEALS) == {"Анна": 2}, "the payment begun this month, and what nobody expected"


async def test_a_new_client_pays_for_the_first_time_ever(house: House) -> None:
    old, new = await house.client(house.anna), await house.client(house.anna, "Лада")
    await _came(house, house.anna, old, 100, OCTOBER)
    await _came(house, house.anna, old, 100)
    await _came(house, house.anna, new, 100)
    await _came(house, house.anna, new, 100)
    assert await _done(house, Metric.NEW_CLIENTS) == {"Анна": 1}


async def test_what_was_taken_back_counts_nowhere(house: House) -> None:
    romashka = await house.client(house.anna)
    receipt = await _came(house, house.anna, romashka, 100)
    await house.does(lambda tx: tx.as_(house.anna).receipts.undo(receipt))
    for metric in Metric:
        assert await _done(house, metric) == {}

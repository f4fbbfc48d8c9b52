"""A department may close its month, and pay its bonus, by confirmed money alone: by the bank's day."""

from datetime import date, timedelta

from reports.payments.fact_card import FactCard
from sales.core.money import ROUBLE
from storage.payments.receipts import NewFact
from tests.sales.bank.statements import Doc, make_file
from tests.stories.bank.test_statement import opens
from tests.town import Town, plain


async def test_the_owner_turns_it_on_and_the_months_close_counts_confirmed_money(town: Town) -> None:
    anna, olga, owner = await town.manager("Анна"), await town.lead("Ольга"), town.owner
    assert owner is not None
    await town.clock.jump(timedelta(days=11))
    async with town.database.write() as tx:
        mine = tx.as_(anna.actor)
        client = await mine.clients.create("Вектор", inn="7701000019")
        other = await mine.clients.create("Заря")
        await mine.receipts.record(NewFact(client.id, 340_000 * ROUBLE, date(2026, 11, 30)))
        await mine.receipts.record(NewFact(client.id, 60_000 * ROUBLE, date(2026, 11, 20)))
        await mine.receipts.record(NewFact(other.id, 50_000 * ROUBLE, date(2026, 11, 20)))
    november = make_file(
        Doc("60000.00", "2"), Doc("340000.00", "3", came="01.12.2026"), days=(date(2026, 11, 20), date(2026, 12, 1))
    )
    screen = await opens(olga, november)
    await olga.presses("✅ Подтвердить 2", on=screen)

    async def fact(*, closing: bool) -> int:
        assert olga.actor.department_id is not None
        async with town.database.read() as tx:
            days = (date(2026, 11, 1), date(2026, 11, 30))
            return (
                await tx.as_(olga.actor).period.of_department(olga.actor.department_id, *days, closing=closing)
            ).fact

    assert await fact(closing=True) == 450_000 * ROUBLE
    await owner.types("/settings")
    settings = await owner.last()
    turned = await owner.presses("🏦 Месяц и премия: всё сказанное", on=settings)
    assert "🏦 Месяц и премия: подтверждённое" in turned.labels

    assert await fact(closing=True) == 60_000 * ROUBLE  # the bank booked 340 in December
    assert await fact(closing=False) == 450_000 * ROUBLE
    assert "сказано 30.11, в банке 01.12" in plain(await card_of(town, olga.actor.person_id, 340_000))


async def card_of(town: Town, person_id: int, roubles: int) -> str:
    async with town.database.read() as tx:
        actor = await tx.system.staff.actor(person_id)
        assert actor is not None
        receipts = await tx.as_(actor).confirmations.confirmable(actor.department_id or 0, date(2026, 11, 30))
        one = next(each for each in receipts if each.amount == roubles * ROUBLE)
        shown = await FactCard(receipt_id=one.id).draw(tx, actor)
        assert shown is not None
        return str(shown.text)

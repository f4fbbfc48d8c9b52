"""A department may close its month, and pay its bonus, by confirmed money alone: by the bank's day."""

from datetime import date, timedelta
from typing import Any

from reports.message.message import File, Message
from reports.payments.fact_card import FactCard
from reports.results.month_close import MonthCloseView
from reports.svod.files import SvodWorkbook
from sales.core.money import ROUBLE
from storage.payments.receipts import NewFact
from tests.sales.bank.statements import Doc, make_file
from tests.stories.bank.test_statement import opens
from tests.town import Someone, Town, plain


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


NOVEMBER, DECEMBER = (date(2026, 11, 1), date(2026, 11, 30)), (date(2026, 12, 1), date(2026, 12, 31))


async def of_two_months(town: Town) -> tuple[Someone, Someone]:
    """Вектор is said to have paid on the last of November and the bank has it on the first of December."""
    anna, olga = await town.manager("Анна"), await town.lead("Ольга")
    await town.clock.jump(timedelta(days=12))
    async with town.database.write() as tx:
        mine = tx.as_(anna.actor)
        vector = await mine.clients.create("Вектор", inn="7701000019")
        zarya = await mine.clients.create("Заря", inn="7701000026")
        await mine.receipts.record(NewFact(zarya.id, 60_000 * ROUBLE, date(2026, 11, 25)))
        await mine.receipts.record(NewFact(vector.id, 340_000 * ROUBLE, date(2026, 11, 30)))
        assert town.owner is not None
        place = town.department_id
        await tx.as_(town.owner.actor).departments.update(place, counts_confirmed=True)
    docs = (
        Doc("60000.00", "2", came="25.11.2026", inn="7701000026", name="ООО Заря"),
        Doc("340000.00", "3", came="01.12.2026"),
    )
    screen = await opens(olga, make_file(*docs, days=(date(2026, 11, 20), date(2026, 12, 1))))
    await olga.presses("✅ Подтвердить 2", on=screen)
    return anna, olga


async def test_who_paid_first_by_the_banks_day_is_new_in_that_month(town: Town) -> None:
    anna, olga = await of_two_months(town)

    async with town.database.read() as tx:
        earned = await tx.as_(olga.actor).month_close.earnings(town.department_id, DECEMBER[0])

    assert (earned[anna.id].total, earned[anna.id].of_new) == (340_000 * ROUBLE, 340_000 * ROUBLE)


async def test_the_closes_own_workbook_has_the_closes_figures(town: Town) -> None:
    _anna, olga = await of_two_months(town)
    first, last = NOVEMBER
    async with town.database.read() as tx:
        close = await MonthCloseView(first=first, last=last, department_id=town.department_id).draw(tx, olga.actor)
        assert isinstance(close, Message)
        data = next(one.data for row in close.buttons for one in row if "Excel" in one.label)
        opened = SvodWorkbook.read(data)
        assert opened is not None
        book: Any = await opened.draw(tx, olga.actor)
    assert "60 тыс" in plain(str(close.text))
    assert isinstance(book, File)
    people, facts = book.make.args[0]
    assert [row.standing.fact for row in people.rows] == [60_000 * ROUBLE]
    assert [fact.amount for fact in facts.rows] == [60_000 * ROUBLE]
    assert "🏦" in str(book.message.text)

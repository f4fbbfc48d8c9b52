"""Two records of one client become one, and are parted again exactly for thirty days."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy import Select, Table, select

from reports.clients.presses import MergePress
from sales.clients.card_fields import CardField
from storage.engine.insert import table_of
from storage.tables import ClientMergeRow, ClientRow
from storage.tables.types import Base
from tests.town import Town, plain

LIVING = ("audit", "inbox", "outbox", "client_merges", "dialogs", "wire", "undo_steps", "house_versions")


def _records_of(table: Table) -> Select[Any]:
    """But in which order they were changed last."""
    kept = [column for column in table.c if column.name != "revision"]
    return select(*kept).order_by(*table.primary_key)


async def copy_of(town: Town) -> Mapping[str, list[Any]]:
    """Every row of every table that records something of the trade."""
    async with town.database.read() as tx:
        return {
            table.name: [tuple(row) for row in await tx.session.execute(_records_of(table))]
            for table in Base.metadata.sorted_tables
            if table.name not in LIVING
        }


async def test_merged_and_parted_everything_stands_as_before(town: Town) -> None:
    anna, boris = await town.manager("Анна"), await town.manager("Борис")
    olga = await town.lead("Ольга")
    (kept,) = await town.has_clients(anna, "Ромашка")
    (gone,) = await town.has_clients(boris, "ЗАО Ромашка")
    async with town.database.write() as tx:
        await tx.as_(boris.actor).client_edits.fill(gone, {CardField.INN: "7701000026", CardField.LINE: "опт"})
        await tx.as_(anna.actor).contacts.add(kept, "Пётр", "89161232521")
        await tx.as_(boris.actor).contacts.add(gone, "Пётр", "+7 916 123-25-21")
        await tx.as_(boris.actor).contacts.add(gone, "Мария", "89031112233")
        await tx.as_(boris.actor).deals.create(gone, "Поставка", 30_000_000)
        (other,) = [(await tx.as_(boris.actor).clients.create("Заря")).id]
        await tx.as_(boris.actor).client_edits.fill(other, {CardField.REFERRED_BY: gone})
    await town.expects(boris, "ЗАО Ромашка", 150_000)
    await boris.types("позвонил ЗАО Ромашка: ждут счёт")
    before = await copy_of(town)

    await olga.types("карточка ЗАО Ромашка")
    seen = await olga.types("/clients")
    seen = await olga.presses("⋯", on=seen)
    seen = await olga.presses("Похожие", on=seen)
    seen = await olga.presses("Ромашка = ЗАО Ромашка", on=seen)
    assert "1  Ромашка · Анна · 1 запись" in seen.text
    assert "2  ЗАО Ромашка · Борис · 5 записей" in seen.text
    assert "Общий телефон ··· 25-21" in seen.text
    seen = await olga.presses("Объединить в 1", on=seen)
    assert "Объединены: Ромашка · Анна" in seen.text
    assert "ЗАО Ромашка теперь один клиент с Ромашка · Анна" in (await boris.last()).text

    async with town.database.read() as tx:
        client = await tx.as_(olga.actor).clients.get(gone)
        assert (client.id, client.inn, client.line) == (kept, "7701000026", "опт")
        assert [each.name for each in await tx.as_(olga.actor).contacts.of_client(kept)] == ["Пётр", "Мария"]
        assert [each.owner_id for each in await tx.as_(olga.actor).payments.open_of(kept)] == [anna.id]
        assert [each.name for each in await tx.as_(olga.actor).clients.search("Ромашка")] == ["Ромашка"]
        assert [each.name for each in await tx.as_(olga.actor).clients.search("9161232521")] == ["Ромашка"]

    seen = await olga.presses("↩️ Разъединить", on=seen)
    assert "Разъединены" in seen.text
    assert "ЗАО Ромашка снова отдельный клиент" in (await boris.last()).text
    assert await copy_of(town) == before


async def test_a_button_of_the_gone_one_opens_the_kept_one_through_a_chain(town: Town) -> None:
    anna = await town.manager("Анна")
    first, second, third = await town.has_clients(anna, "Ромашка", "Ромашка плюс", "Ромашка опт")
    seen = await anna.types("карточка Ромашка опт")
    async with town.database.write() as tx:
        await tx.as_(anna.actor).client_merges.merge(second, third)
        await tx.as_(anna.actor).client_merges.merge(first, second)
    await anna.forges(f"v:client_card:{third}")
    async with town.database.read() as tx:
        assert (await tx.as_(anna.actor).clients.get(third)).id == first
    assert "Ромашка" in seen.text


async def test_two_inns_are_two_clients(town: Town) -> None:
    anna = await town.manager("Анна")
    one, other = await town.has_clients(anna, "Ромашка", "ООО Ромашка")
    async with town.database.write() as tx:
        await tx.as_(anna.actor).client_edits.fill(one, {CardField.INN: "7701000026"})
        await tx.as_(anna.actor).client_edits.fill(other, {CardField.INN: "7701000019"})
    assert "ИНН разные" in await anna.forges(f"mg:{one}:{other}")


async def test_after_thirty_days_they_stay_one(town: Town) -> None:
    anna = await town.manager("Анна")
    one, other = await town.has_clients(anna, "Ромашка", "ООО Ромашка")
    async with town.database.write() as tx:
        merge = await tx.as_(anna.actor).client_merges.merge(one, other)
    await town.clock.jump(timedelta(days=31))
    await anna.forges(f"mu:{merge.id}")
    async with town.database.read() as tx:
        assert await tx.session.scalar(select(ClientMergeRow.undone_at)) is None
        merged = select(ClientRow.merged_into_id).where(table_of(ClientRow).c.id == other)
        assert await tx.session.scalar(merged) == one


async def test_whose_the_kept_one_is_is_told_in_the_readers_language(town: Town) -> None:
    anna, boris, olga = await town.manager("Анна"), await town.manager("Борис"), await town.lead("Ольга")
    (kept,), (gone,) = await town.has_clients(anna, "Ромашка"), await town.has_clients(boris, "ЗАО Ромашка")
    async with town.database.write() as tx:
        await tx.as_(boris.actor).people.set_language("en")
        await tx.as_(olga.actor).handovers.deactivate(anna.id)
    await olga.forges(MergePress(kept_id=kept, gone_id=gone).pack())

    assert plain((await boris.last()).text) == "🔗 ЗАО Ромашка is one client with Ромашка · no owner now."

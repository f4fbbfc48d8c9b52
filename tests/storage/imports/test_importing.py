"""On both databases: a file is judged, written and taken back, and two clients are merged and parted."""

from bot.operations.importing import Importing
from sales.imports.judged import RowVerdict
from sales.imports.packing import pack_base, read_packed
from sales.imports.states import ImportState
from tests.storage.house import House

ROWS = [
    ["Название", "ИНН", "Телефон", "Кто ведёт", "Сумма", "Срок"],
    ["Вектор", "7701000019", "8 916 123-45-67", "Борис", "150000", "27.11.2026"],
    ["Вектор", "7701000019", "", "", "", ""],
    ["Заря", "7707083894", "", "", "", ""],
    ["Ромашка", "7701000026", "", "Борис", "", ""],
]


async def test_a_file_comes_in_and_goes(house: House) -> None:
    base = pack_base([("", ROWS)])
    assert base is not None
    async with house.write() as tx:
        known = await tx.as_(house.anna).clients.create("Ромашка", inn="7701000026")
        one = await tx.as_(house.olga).imports.begin("base.csv", "0" * 64, read_packed(base))
        await tx.as_(house.olga).imports.change(one.id, one.said.turn_owner())
    importing = Importing(house.database, lambda: None)
    assert await importing.drain()
    async with house.write() as tx:
        one = await tx.as_(house.olga).imports.apply(one.id)
    assert [one.count(each) for each in RowVerdict] == [1, 1, 0, 0, 1, 1]
    await importing.drain()
    async with house.write() as tx:
        news = await tx.system.imports.news_for(one, house.boris.person_id)
        assert (news.made, news.given, news.taken) == (1, 1, 0)
        assert await tx.system.imports.list_concerned(one) == sorted({house.anna.person_id, house.boris.person_id})
        assert [each.amount for each in await tx.as_(house.boris).payments.list_awaited()] == [15_000_000]
        await tx.system.imports.prune()
        await tx.as_(house.olga).imports.revert(one.id)
    await importing.drain()
    async with house.read() as tx:
        one = await tx.as_(house.olga).imports.get(one.id)
        assert (one.state, list(await tx.as_(house.olga).imports.list_kept(one, 5))) == (ImportState.REVERTED, [])
        assert await tx.as_(house.boris).clients.recent() == []
        assert (await tx.as_(house.anna).clients.get(known.id)).owner_id == house.anna.person_id


async def test_two_are_one_and_two_again(house: House) -> None:
    async with house.write() as tx:
        kept, gone = [(await tx.as_(house.anna).clients.create(name)).id for name in ("Ромашка", "ООО Ромашка")]
        await tx.as_(house.anna).contacts.add(gone, "Пётр", "89161234567")
        merge = await tx.as_(house.olga).client_merges.merge(kept, gone)
        assert (await tx.as_(house.anna).clients.get(gone)).id == kept
        assert await tx.as_(house.olga).client_merges.count_records(kept) == 1
        assert len(await tx.as_(house.olga).exports.list_contacts()) == 1
        await tx.as_(house.olga).client_merges.part(merge.id)
        assert (await tx.as_(house.anna).clients.get(gone)).id == gone

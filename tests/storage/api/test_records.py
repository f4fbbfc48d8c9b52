"""Records in the order of their changes, and events in the transaction of what happened, on both databases."""

from sqlalchemy import delete, text

from sales.door.tokens import TokenKind
from storage.api.records import BEFORE_ALL
from storage.door.tokens import NewToken
from storage.tables import ContactRow
from tests.storage.house import MOSCOW, House


async def test_a_changed_record_is_read_again_after_all_others(house: House) -> None:
    ids = [(await house.client(house.anna, f"Клиент {n}")).id for n in range(3)]
    async with house.read() as tx:
        page = await tx.as_(house.olga).api_records.list_changed("clients", BEFORE_ALL, 2)
    assert ([each["id"] for each in page.items], page.more) == (ids[:2], True)
    async with house.write() as tx:
        await tx.as_(house.anna).clients.touch(ids[0])
    async with house.read() as tx:
        rest = await tx.as_(house.olga).api_records.list_changed("clients", page.end, 9)
        assert [each["id"] for each in rest.items] == [ids[2], ids[0]]
        assert (await tx.as_(house.roman).api_records.list_changed("clients", BEFORE_ALL, 9)).items == []


async def test_what_was_deleted_takes_no_number_with_it(house: House) -> None:
    """An import that was taken back and loaded anew is read anew, though all rows of the first one are gone."""
    client = await house.client(house.anna)
    async with house.write() as tx:
        await tx.as_(house.anna).contacts.add(client.id, "Пётр", "89161234567")
    async with house.read() as tx:
        page = await tx.as_(house.olga).api_records.list_changed("contacts", BEFORE_ALL, 9)
    async with house.write() as tx:
        await tx.session.execute(delete(ContactRow))
    async with house.write() as tx:
        await tx.as_(house.anna).contacts.add(client.id, "Мария", "89161234568")
    async with house.read() as tx:
        rest = await tx.as_(house.olga).api_records.list_changed("contacts", page.end, 9)
    assert [each["name"] for each in rest.items] == ["Мария"]


async def test_contacts_come_along_with_a_client_from_another_department(house: House) -> None:
    client = await house.client(house.anna)
    other = await house.client(house.viktor, "Старый")
    async with house.write() as tx:
        await tx.as_(house.anna).contacts.add(client.id, "Пётр", "89161234567")
    async with house.write() as tx:
        await tx.as_(house.viktor).contacts.add(other.id, "Мария", "89161234568")
    async with house.read() as tx:
        page = await tx.as_(house.roman).api_records.list_changed("contacts", BEFORE_ALL, 9)
    async with house.write() as tx:
        await tx.as_(house.irina).handovers.reassign(house.anna.person_id, house.viktor.person_id, client.id)
    async with house.read() as tx:
        rest = await tx.as_(house.roman).api_records.list_changed("contacts", page.end, 9)
    assert [each["name"] for each in rest.items] == ["Пётр"]


async def test_an_event_waits_for_who_is_told_of_its_department_and_goes_with_its_transaction(house: House) -> None:
    async with house.write() as tx:
        options = {"url": "https://crm.example.com", "secret": "whsec_"}
        await tx.as_(house.irina).door_tokens.make(NewToken(TokenKind.HOOK, "CRM", MOSCOW, options=options))
    await house.client(house.anna, "Вектор")
    await house.client(house.viktor, "Чужой")
    async with house.tried() as tx:
        await tx.as_(house.anna).clients.create("Раздумали")
    async with house.read() as tx:
        (body,) = (await tx.session.execute(text("SELECT body FROM hook_messages"))).one()
    assert '"type":"client.created"' in body

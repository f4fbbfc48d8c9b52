"""Clients are found in any case form, by phone or INN, and only by those who may see them."""

import pytest

from sales.core.errors import NotYoursError
from storage.transaction import Transaction
from tests.storage.house import House


async def _fills(house: House, *names: str) -> None:
    async with house.write() as tx:
        for name in names:
            house.clock.advance(seconds=1)
            await tx.as_(house.anna).clients.create(name)


async def _found(tx: Transaction, house: House, text: str) -> list[str]:
    return [client.name for client in await tx.as_(house.anna).clients.search(text)]


async def test_a_new_client_is_the_speakers(house: House) -> None:
    client = await house.client(house.anna, "ООО «Ромашка»")
    assert client.owner_id == house.anna.person_id
    assert client.department_id == house.anna.department_id
    assert client.created_at == house.clock.now()


async def test_a_repeated_save_makes_no_second_one(house: House) -> None:
    async with house.write() as tx:
        first = await tx.as_(house.anna).clients.create("Ромашка", "draft-1")
    async with house.write() as tx:
        again = await tx.as_(house.anna).clients.create("Ромашка, исправлено", "draft-1")
        assert await tx.as_(house.anna).clients.count() == 1
    assert again == first


async def test_somebody_elses_draft_is_not_answered_with_their_client(house: House) -> None:
    async with house.write() as tx:
        await tx.as_(house.anna).clients.create("Ромашка", "draft-1")
        with pytest.raises(NotYoursError):
            await tx.as_(house.viktor).clients.create("Ромашка", "draft-1")


@pytest.mark.parametrize("text", ["ромашка", "от Ромашки", "Ромашкой", "ромаш", "ООО Ромашка", "РОМАШКУ"])
async def test_a_client_is_found_in_any_case_form(house: House, text: str) -> None:
    await _fills(house, "ООО «Ромашка»", "Вектор", "ИП Ким")
    async with house.read() as tx:
        assert (await _found(tx, house, text))[0] == "ООО «Ромашка»"


@pytest.mark.parametrize("phone", ["8 (912) 345-67-89", "+79123456789", "9123456789", "7 912 345 67 89"])
async def test_a_client_is_found_by_a_contacts_phone_however_it_is_written(house: House, phone: str) -> None:
    client = await house.client(house.anna)
    async with house.write() as tx:
        await tx.as_(house.anna).contacts.add(client.id, "Ира", "+7 (912) 345 67 89")
        assert await _found(tx, house, phone) == ["Ромашка"]
        assert [each.id for each in await tx.as_(house.anna).clients.by_phone(phone)] == [client.id]
        assert await tx.as_(house.boris).clients.by_phone(phone) == []


async def test_a_client_is_found_by_inn(house: House) -> None:
    client = await house.client(house.anna)
    async with house.write() as tx:
        await tx.as_(house.anna).clients.set_inn(client.id, "7707083893")
        assert await _found(tx, house, "7707083893") == ["Ромашка"]
        assert await _found(tx, house, "7707083894") == []


@pytest.mark.parametrize("text", ["", "   ", "%", "_", "'; DROP TABLE clients; --", "\x00", "🙂", "٣٤", "\ud800"])
async def test_no_text_breaks_the_search(house: House, text: str) -> None:
    await _fills(house, "Ромашка")
    async with house.read() as tx:
        assert len(await _found(tx, house, text)) <= 1


@pytest.mark.parametrize("phone", ["", "12", "позвони мне", "\x00"])
async def test_what_is_no_phone_finds_nobody(house: House, phone: str) -> None:
    await house.client(house.anna)
    async with house.read() as tx:
        assert await tx.as_(house.anna).clients.by_phone(phone) == []


async def test_the_picker_shows_the_last_used_first_and_pages(house: House) -> None:
    await _fills(house, "Альфа", "Бета", "Гамма", "Дельта")
    async with house.write() as tx:
        first = (await tx.as_(house.anna).clients.search("Альфа"))[0]
        house.clock.advance(minutes=1)
        await tx.as_(house.anna).clients.touch(first.id)
        assert [each.name for each in await tx.as_(house.anna).clients.recent(limit=3)] == ["Альфа", "Дельта", "Гамма"]
        assert [each.name for each in await tx.as_(house.anna).clients.recent(limit=3, offset=3)] == ["Бета"]
        assert await tx.as_(house.anna).clients.count() == 4


async def test_somebody_elses_look_does_not_stir_the_picker(house: House) -> None:
    await _fills(house, "Альфа", "Бета")
    async with house.write() as tx:
        first = (await tx.as_(house.anna).clients.search("Альфа"))[0]
        house.clock.advance(minutes=1)
        await tx.as_(house.olga).clients.touch(first.id)
        assert [each.name for each in await tx.as_(house.anna).clients.recent()] == ["Бета", "Альфа"]


async def test_known_clients_are_as_far_as_one_reads(house: House) -> None:
    await house.client(house.anna, "Ромашка")
    await house.client(house.boris, "Вектор")
    await house.client(house.viktor, "СтройГрад")
    async with house.read() as tx:
        seen = {
            who: {each.name for each in await tx.as_(getattr(house, who)).clients.list_known()}
            for who in ("anna", "olga", "sofia", "roman", "denis", "irina")
        }
    everything = {"Ромашка", "Вектор", "СтройГрад"}
    assert seen == {
        "anna": {"Ромашка"},
        "olga": {"Ромашка", "Вектор"},
        "sofia": {"Ромашка", "Вектор"},
        "roman": {"СтройГрад"},
        "denis": everything,
        "irina": everything,
    }


async def test_a_probable_duplicate_is_offered(house: House) -> None:
    await _fills(house, "ООО «Ромашка»", "Вектор")
    async with house.read() as tx:
        assert [each.name for each in await tx.as_(house.anna).clients.same_name("ромашка")] == ["ООО «Ромашка»"]
        assert await tx.as_(house.anna).clients.same_name("Кактус") == []
        assert await tx.as_(house.boris).clients.same_name("Ромашка") == []


async def test_a_renamed_client_is_found_by_the_new_name(house: House) -> None:
    client = await house.client(house.anna, "Ромашка")
    async with house.write() as tx:
        renamed = await tx.as_(house.anna).clients.rename(client.id, "Тюльпан")
        assert renamed.name == "Тюльпан"
        assert await _found(tx, house, "тюльпана") == ["Тюльпан"]
        assert await _found(tx, house, "ромашка") == []
        assert (await tx.system.audit.of("client", client.id))[0].before == {"name": "Ромашка"}


async def test_who_enters_facts_makes_a_client_for_a_manager(house: House) -> None:
    async with house.write() as tx:
        for who in (house.sofia, house.olga, house.irina):
            client = await tx.as_(who).clients.create("Ромашка", owner_id=house.boris.person_id)
            assert client.owner_id == house.boris.person_id
        assert await tx.as_(house.boris).clients.count() == 3


@pytest.mark.parametrize(
    ("who", "for_whom"),
    [("anna", "boris"), ("denis", "anna"), ("olga", "viktor"), ("olga", "sofia"), ("olga", "olga"), ("irina", "irina")],
)
async def test_nobody_makes_a_client_for_whom_they_may_not(house: House, who: str, for_whom: str) -> None:
    async with house.write() as tx:
        with pytest.raises(NotYoursError):
            await tx.as_(getattr(house, who)).clients.create("Ромашка", owner_id=getattr(house, for_whom).person_id)


async def test_a_contact_with_the_same_phone_is_one(house: House) -> None:
    client = await house.client(house.anna)
    async with house.write() as tx:
        first = await tx.as_(house.anna).contacts.add(client.id, "Ира", "+79123456789", position="бухгалтер")
        again = await tx.as_(house.anna).contacts.add(client.id, "Ирина", "89123456789")
        assert again == first
        await tx.as_(house.anna).contacts.add(client.id, "Без телефона")
        await tx.as_(house.anna).contacts.add(client.id, "Тоже без")
        names = [contact.name for contact in await tx.as_(house.anna).contacts.of_client(client.id)]
    assert names == ["Ира", "Без телефона", "Тоже без"]


async def test_a_forwarded_message_finds_its_client(house: House) -> None:
    client = await house.client(house.anna)
    async with house.write() as tx:
        await tx.as_(house.anna).contacts.add(client.id, "Ира", telegram_id=7_000_000_000)
        found = await tx.as_(house.anna).clients.by_contact_telegram(7_000_000_000)
        assert [each.id for each in found] == [client.id]
        assert await tx.as_(house.boris).clients.by_contact_telegram(7_000_000_000) == []


async def test_a_deal_says_how_probable_a_payment_is(house: House) -> None:
    client = await house.client(house.anna)
    async with house.write() as tx:
        assert await tx.as_(house.anna).deals.default_probability(client.id) == (None, 50)
        early = await tx.as_(house.anna).deals.create(client.id, "Пробная поставка", 100_000)
        assert await tx.as_(house.anna).deals.default_probability(client.id) == (early.id, 5)
        house.clock.advance(minutes=1)
        late = await tx.as_(house.anna).deals.create(client.id, "Годовой договор", stage="invoice")
        assert await tx.as_(house.anna).deals.default_probability(client.id) == (late.id, 80)
        assert [deal.title for deal in await tx.as_(house.anna).deals.open_of(client.id)] == [late.title, early.title]
        assert await tx.as_(house.boris).deals.open_of(client.id) == []

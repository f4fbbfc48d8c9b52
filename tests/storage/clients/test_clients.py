"""Clients are found in any case form, by phone or INN, and only by those who may see them."""

import pytest
from sqlalchemy import insert

from sales.clients.card_fields import CardField
from sales.clients.sameness import Identity
from sales.clients.sections import Section
from sales.core.errors import NotYoursError
from storage.engine.errors import InnTakenError, OpenBusinessError, ReferredInCircleError
from storage.tables import ClientRow
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


@pytest.mark.part(3)
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
        await tx.as_(house.anna).client_edits.edit(client.id, {CardField.INN: "7707083893"})
        assert await _found(tx, house, "7707083893") == ["Ромашка"]
        assert await _found(tx, house, "7707083894") == []


@pytest.mark.part(3)
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
        found = await tx.as_(house.anna).client_likes.of(Identity("ромашка"))
        assert [each.client.name for each in found] == ["ООО «Ромашка»"]
        assert await tx.as_(house.anna).client_likes.of(Identity("Кактус")) == []
        assert await tx.as_(house.boris).client_likes.of(Identity("Ромашка")) == []
        told = await tx.as_(house.boris).client_likes.of_colleagues(Identity("ромашки", inn=""))
        assert told == []  # another case form is another name: the search finds it, sameness is not guessed
        [told_of] = await tx.as_(house.boris).client_likes.of_colleagues(Identity("ромашка", inn=""))
        assert told_of.client.name == "ООО «Ромашка»"


async def test_a_renamed_client_is_found_by_the_new_name(house: House) -> None:
    client = await house.client(house.anna, "Ромашка")
    async with house.write() as tx:
        await tx.as_(house.anna).client_edits.edit(client.id, {CardField.NAME: "Тюльпан"})
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
        assert await tx.as_(house.anna).deal_payments.default_probability(client.id) == (None, 50)
        early = await tx.as_(house.anna).deals.create(client.id, "Пробная поставка", 100_000)
        assert await tx.as_(house.anna).deal_payments.default_probability(client.id) == (early.id, 5)
        house.clock.advance(minutes=1)
        late = await tx.as_(house.anna).deals.create(client.id, "Годовой договор", stage="invoice")
        assert await tx.as_(house.anna).deal_payments.default_probability(client.id) == (late.id, 80)
        assert [deal.title for deal in await tx.as_(house.anna).deals.open_of(client.id)] == [late.title, early.title]
        assert await tx.as_(house.boris).deals.open_of(client.id) == []


BIG = 2100
"""More than are compared letter by letter: the words of their names find them."""


@pytest.mark.part(3)
@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("ромашку", "ООО «Ромашка»"),
        ("Ромашкой", "ООО «Ромашка»"),
        ("машк", "ООО «Ромашка»"),
        ("ромшка", "ООО «Ромашка»"),
        ("vektor", "Вектор-Юг"),
        ("юг", "Вектор-Юг"),
        ("вектора юга", "Вектор-Юг"),
        ("ветра", "Ветер"),
        ("строй град", "СтройГрад"),
        ("24 часов", "24 Часа"),
        ("2521", "Тюльпан"),
        ("89161232521", "Тюльпан"),
    ],
)
async def test_any_part_of_a_name_finds_one_among_thousands(house: House, text: str, name: str) -> None:
    async with house.write() as tx:
        anna = tx.as_(house.anna)
        await tx.session.execute(
            insert(ClientRow),
            [
                {
                    "department_id": house.anna.department_id,
                    "owner_id": house.anna.person_id,
                    "name": f"Контора {n}",
                    "normal": f"контора {n}",
                    "created_at": house.clock.now(),
                    "touched_at": house.clock.now(),
                }
                for n in range(BIG)
            ],
        )
        for each in ("ООО «Ромашка»", "Вектор-Юг", "Ветер", "СтройГрад", "24 Часа", "Тюльпан"):
            made = await anna.clients.create(each)
        await anna.contacts.add(made.id, "Пётр", "8 916 123-25-21")
        assert (await _found(tx, house, text))[0] == name


async def test_an_inn_is_one_clients_of_a_department(house: House) -> None:
    async with house.write() as tx:
        anna, boris, viktor = (tx.as_(each) for each in (house.anna, house.boris, house.viktor))
        first = await anna.clients.create("Ромашка", inn="7701000026")
        with pytest.raises(InnTakenError) as taken:
            await boris.clients.create("Ромашка", inn="7701000026")
        assert taken.value.client_id == first.id
        await viktor.clients.create("Ромашка", inn="7701000026")  # another department: another book of clients
        second = await boris.clients.create("Ромашка, филиал")
        await boris.client_edits.edit(second.id, {CardField.KPP: "780101001"})
        with pytest.raises(InnTakenError):  # the first has no KPP: it may be the same
            await boris.client_edits.edit(second.id, {CardField.INN: "7701000026"})
        await anna.client_edits.edit(first.id, {CardField.KPP: "770101001"})
        await boris.client_edits.edit(second.id, {CardField.INN: "7701000026"})


async def test_an_edit_is_audited_and_taken_back(house: House) -> None:
    async with house.write() as tx:
        anna = tx.as_(house.anna)
        client = await anna.clients.create("Ромашка")
        step_id = await anna.client_edits.edit(client.id, {CardField.LINE: "опт", CardField.TURNOVER: 18_000_000_00})
        changed = await anna.clients.get(client.id)
        assert (changed.line, changed.turnover) == ("опт", 18_000_000_00)
        step = await anna.undo_steps.take(step_id)
        back = await anna.client_edits.put_back(client.id, step.refs["before"])
        assert (back.line, back.turnover) == (None, None)


async def test_nobody_recommends_who_recommended_them(house: House) -> None:
    async with house.write() as tx:
        anna = tx.as_(house.anna)
        a, b, c = [await anna.clients.create(name) for name in ("Ромашка", "Вектор", "Тюльпан")]
        await anna.client_edits.edit(b.id, {CardField.REFERRED_BY: a.id})
        await anna.client_edits.edit(c.id, {CardField.REFERRED_BY: b.id})
        for client, by in ((a, a), (a, b), (a, c)):
            with pytest.raises(ReferredInCircleError):
                await anna.client_edits.edit(client.id, {CardField.REFERRED_BY: by.id})
        tree = await anna.referrals.tree()
        assert (tree.referred_by, tree.paid) == ({b.id: a.id, c.id: b.id}, {})
        assert (await tx.as_(house.boris).referrals.tree()).referred_by == {}


async def test_a_client_with_open_business_is_not_put_away(house: House) -> None:
    client = await house.client(house.anna)
    payment = await house.awaits(client)
    async with house.write() as tx:
        anna = tx.as_(house.anna)
        with pytest.raises(OpenBusinessError):
            await anna.client_edits.archive(client.id)
        await anna.receipts.settle(payment.id, house.clock.now().date())
        assert (await anna.client_edits.archive(client.id)).archived_at is not None
        assert await _found(tx, house, "Ромашка") == []
        assert await anna.client_sections.count(Section.ARCHIVE) == 1
        assert (await anna.client_edits.restore(client.id)).archived_at is None


async def test_two_that_look_alike_are_shown_until_they_are_said_to_be_two(house: House) -> None:
    async with house.write() as tx:
        anna, olga = tx.as_(house.anna), tx.as_(house.olga)
        one = await anna.clients.create("Ромашка")
        other = await tx.as_(house.boris).clients.create("ЗАО «Ромашка»")
        assert await anna.client_likes.pairs() == []
        assert [(a.id, b.id) for a, b in await olga.client_likes.pairs()] == [(one.id, other.id)]
        await olga.client_likes.part(one.id, other.id)
        assert await olga.client_likes.pairs() == []
        assert await olga.client_likes.of_client(one.id) == []


async def test_a_territory_has_an_owner_of_its_department(house: House) -> None:
    async with house.write() as tx:
        olga = tx.as_(house.olga)
        department_id = house.olga.department_id or 0
        south = await olga.territories.set_owner(department_id, "Юг", house.boris.person_id)
        assert await tx.as_(house.anna).territories.find("юг") == south
        assert await olga.territories.owner_of(south) == house.boris.person_id
        assert (await olga.territories.set_owner(department_id, "юг", None)).owner_id is None
        assert await tx.as_(house.viktor).territories.find("Юг") is None
        for who in (house.anna, house.roman):
            with pytest.raises(NotYoursError):
                await tx.as_(who).territories.remove(south.id)
        await olga.territories.remove(south.id)
        assert await olga.territories.of_department(department_id) == []


async def test_among_many_a_contact_is_found_by_a_word_of_the_name(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.clients.clients.FEW", 0)
    client, other = await house.client(house.anna, "Ромашка"), await house.client(house.boris, "Вектор")
    await house.does(lambda tx: tx.as_(house.anna).contacts.add(client.id, "Пётр Иванов"))
    await house.does(lambda tx: tx.as_(house.boris).contacts.add(other.id, "Пётр Сидоров"))
    async with house.read() as tx:
        found = [await tx.as_(house.anna).clients.search(text) for text in ("петру", "Иванову", "Марина")]
    assert [[each.id for each in each_found] for each_found in found] == [[client.id], [client.id], []]

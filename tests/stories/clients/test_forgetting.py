"""«Забыть клиента»: nothing that tells of the person is left in any table, the sums are."""

from sqlalchemy import JSON, String, select

from sales.clients.card_fields import CardField
from sales.clients.forgetting import is_persons
from sales.cold.rows import ColdRow
from sales.cold.states import ColdSource
from sales.imports.packing import pack_base, read_packed
from storage.deals.deals import NewDeal
from storage.tables.types import Base
from tests.stories.imports.bases import make_csv
from tests.town import Someone, Town

MAIL = ("inbox", "outbox", "dialogs")
"""Messages as they went: they are thrown out by themselves after two weeks."""

COLD = [("", [["Название", "Телефон"], ["Заря", "89161112233"]])]
TELLING = ("Зинаида", "Крылова", "770100010180", "9161232521", "zina@", "больна", "Пушкина")


async def list_left(town: Town) -> list[str]:
    """Every cell of the database that tells of her still."""
    found = []
    async with town.database.read() as tx:
        for table in Base.metadata.sorted_tables:
            if table.name in MAIL:
                continue
            for row in await tx.session.execute(select(table)):
                found += [
                    f"{table.name}.{column.name}: {value}"
                    for column, value in zip(table.columns, row, strict=True)
                    if any(each in str(value) for each in TELLING)
                ]
    return found


async def has_zinaida(town: Town, anna: Someone, olga: Someone) -> int:
    """A sole trader with a bit of everything, whose number stood in a cold list before she was anybody's."""
    async with town.database.write() as tx:
        cold = await tx.as_(olga.actor).cold_lists.begin("Тула", read_packed(pack_base(COLD) or b""))
        await tx.as_(olga.actor).cold_lists.set_source(cold.id, ColdSource.OWN)
        await tx.system.cold_lists.load(cold.id, [ColdRow(2, "Крылова Зинаида", "+79161232521", "9161232521")])
    titles = ("Название", "ИНН", "Телефон", "Контакт", "Почта", "Комментарий", "Кто ведёт")
    rows = (
        ("ИП Крылова Зинаида", "770100010180", "89161232521", "Зинаида", "zina@mail.ru", "больна", "Анна"),
        ("ИП Крылова Зинаида", "7701000180", "", "", "", "", "Анна"),
    )
    await olga.sends_document("a.csv", make_csv(*rows, titles=titles))
    await olga.presses("✅ Загрузить")
    async with town.database.write() as tx:
        client = (await tx.as_(olga.actor).clients.search("Крылова"))[0]
        await tx.as_(anna.actor).client_edits.edit(client.id, {CardField.LINE: "Зинаида шьёт"})
        await tx.as_(anna.actor).client_edits.edit(client.id, {CardField.LINE: "опт"})
        await tx.as_(anna.actor).deals.make(NewDeal(client.id, "Крылова, шторы", 30_000_000))
    await town.expects(anna, "ИП Крылова Зинаида", 150_000)
    await anna.presses("✅ Пришло", on=await anna.types("пришло 50к Крылова, сказала Зинаида"))
    await anna.types("позвонил Крыловой: Зинаида больна, ул. Пушкина")
    await anna.types("встреча Крылова завтра в 12")
    await olga.types("поручение Анне: акт для Зинаиды Крыловой до пт")
    return client.id


async def test_a_lead_types_the_name_and_nothing_of_her_is_left(town: Town) -> None:
    anna, olga = await town.manager("Анна"), await town.lead("Ольга")
    client_id = await has_zinaida(town, anna, olga)
    assert await list_left(town)

    seen = await olga.types("карточка Крылова")
    seen = await olga.presses("⋯", on=seen)
    await olga.presses("🗑 Забыть", on=seen)
    seen = await olga.last()
    assert "Отменить это нельзя" in seen.text
    seen = await olga.presses("Попросили сами", on=seen)
    assert "Чтобы забыть навсегда, напишите название" in seen.text
    assert "Ничего не забыто" in (await olga.types("Вектор")).text
    await olga.types("Крылова Зинаида")
    told = await olga.messages()
    assert any(f"Клиент {client_id} забыт" in each and "до 29.01.2027" in each for each in told), told[-3:]
    assert any("Акт" in each for each in told), told[-3:]

    assert await list_left(town) == []
    for said in ("Крылова", "770100010180", "9161232521", "2521"):
        async with town.database.read() as tx:
            assert await tx.as_(olga.actor).clients.search(said) == [], said
    async with town.database.read() as tx:
        client = await tx.as_(olga.actor).clients.get(client_id)
        assert (client.name, client.inn) == (f"Клиент {client_id}", None)
        (payment,) = await tx.as_(anna.actor).payments.open_of(client_id)
        assert (payment.client_name, payment.rest) == (f"Клиент {client_id}", 10_000_000)
        assert await tx.as_(anna.actor).activities.next_of(client_id) is None


async def test_a_manager_does_not_forget_and_nobody_twice(town: Town) -> None:
    anna, irina = await town.manager("Анна"), town.owner
    assert irina is not None
    (client_id,) = await town.has_clients(anna, "ООО Вектор")
    seen = await anna.types("карточка Вектор")
    assert "🗑 Забыть" not in str((await anna.presses("⋯", on=seen)).buttons)
    assert "недоступна" in await anna.forges(f"cl:forget:{client_id}")
    await irina.presses("✖️ Отмена")
    seen = await irina.types("карточка Вектор")
    for label in ("⋯", "🗑 Забыть"):
        await irina.presses(label, on=seen)
    await irina.presses("Больше не нужны")
    seen = await irina.presses("🗑 Забыть навсегда")
    assert "забыт" in seen.text
    seen = await irina.presses("‹ К карточке", on=seen)
    assert "Вектор" in seen.text, "a firm is nobody's data"
    assert "Забыт: остались только суммы" in seen.text
    assert "Уже записано" in await irina.forges(f"cl:forget:{client_id}")
    assert (await irina.types("/search Вектор")).text.count("Вектор") <= 1


KNOWN = {
    "activities": "comment file_id draft_id",
    "asks": "text answer draft_id",
    "bank_documents": "key account number other_account other_inn other_kpp other_name purpose",
    "checkin_answers": "answer reason",
    "client_accounts": "account",
    "client_merges": "moved fields",
    "client_words": "word",
    "contact_words": "word",
    "clients": "name normal inn kpp line city territory source draft_id comment",
    "cold_leads": "name phone phone10 city zone note card",
    "contacts": "name position phone phone10 email",
    "deal_papers": "file_id",
    "enquiries": "name phone email text source page marks",
    "deals": "title stage source lot furthest lost_reason lost_to draft_id",
    "debt_cases": "dispute",
    "expected_payments": "invoice comment source draft_id",
    "facts": "draft_id comment",
    "held_money": "details draft_id",
    "import_rows": "cells said plan before",
    "nps_answers": "comment",
    "pbx_calls": "external_id phone phone10 extension record_url",
    "paper_files": "file_id",
    "payment_events": "before after reason",
    "reminders": "kind state",
    "stage_moves": "from_stage to_stage reached_before reason",
    "tomorrow_edits": "reason",
}
"""Words that are kept of a client: storage.clients.forgetting empties them, or they are a code, a number, a firm's."""


def test_whoever_keeps_new_words_of_a_client_says_how_they_are_forgotten() -> None:
    of = {"clients", "contacts", "activities", "expected_payments", "deals", "facts"}
    found = {}
    for table in Base.metadata.sorted_tables:
        if of & {key.column.table.name for column in table.columns for key in column.foreign_keys}:
            told = [each.name for each in table.columns if isinstance(each.type, String | JSON)]
            if told:
                found[table.name] = " ".join(told)
    assert found == KNOWN


def test_what_is_not_known_to_be_a_firm_may_be_a_person() -> None:
    assert is_persons("Крылова Зинаида", None)
    assert is_persons("ИП Ким", None)
    assert not is_persons("ООО Вектор", None)

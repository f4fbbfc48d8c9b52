"""Questions of the bank's file: a client made of a payer, an INN that is learned, money that is taken back later."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from sales.core.money import ROUBLE
from sales.core.people import Role
from storage.payments.receipts import NewFact
from storage.tables import BankReceiptRow, ClientRow
from tests.sales.bank.statements import DAY, OURS, Doc, make_file, sample
from tests.stories.bank.test_statement import confirmed, count, drops, open_office, opens, told
from tests.town import Town, plain

THOUSAND = 1000 * ROUBLE
HOUSE = Doc(
    "87500.00", "133", name="ООО «Новый Дом»", inn="7701000146", purpose="Предоплата", payer="40702810100000000133"
)


async def inn_of(town: Town, name: str) -> str | None:
    async with town.database.read() as tx:
        return await tx.session.scalar(select(ClientRow.inn).where(ClientRow.name == name))


async def test_a_client_is_made_of_the_payer_and_the_question_stands_behind_it(town: Town) -> None:
    anna, olga = await town.manager("Анна"), await town.lead("Ольга")
    await town.has_clients(anna, "Вектор")
    screen = await opens(olga, make_file(HOUSE))
    asked = await olga.presses("❓ Разобрать 1", on=screen)
    assert asked.labels == ["Создать клиента", "Выбрать клиента", "Не наше", "Позже", "‹ К выписке"]

    await olga.presses("Создать клиента", on=asked)
    await olga.presses("Анна", on=await olga.last())
    again = await olga.last()
    assert "ничего не ждали" in again.text
    await olga.presses("Вне плана: Новый Дом", on=again)

    assert await confirmed(town) == [87_500]
    assert await inn_of(town, "ООО «Новый Дом»") == "7701000146"


async def test_an_inn_is_learned_by_one_tap_and_the_next_one_is_known(town: Town) -> None:
    anna, olga = await town.manager("Анна"), await town.lead("Ольга")
    await town.has_clients(anna, "Стройка")
    screen = await opens(olga, make_file(HOUSE))
    await olga.presses("Выбрать клиента", on=await olga.presses("❓ Разобрать 1", on=screen))
    await olga.types("Стройка")
    named = await olga.last()
    assert "Запомнить ИНН" in named.labels

    learned = await olga.presses("Запомнить ИНН", on=named)
    assert "Запомнить ИНН" not in learned.labels
    assert await inn_of(town, "Стройка") == "7701000146"


@pytest.mark.parametrize("name", ["ПАО «Сбербанк»", "УФК по г. Москве", "Казначейство России"])
async def test_a_bank_that_pays_for_others_is_never_learned(town: Town, name: str) -> None:
    anna, olga = await town.manager("Анна"), await town.lead("Ольга")
    await town.has_clients(anna, "Стройка")
    screen = await opens(olga, make_file(Doc("87500.00", name=name, inn="7707083893", purpose="за Стройку")))
    await olga.presses("Выбрать клиента", on=await olga.presses("❓ Разобрать 1", on=screen))
    await olga.types("Стройка")
    assert not any("Запомнить" in label for label in (await olga.last()).labels)


async def test_a_confirmation_is_taken_back_a_week_later_by_its_document(town: Town) -> None:
    office = await open_office(town)
    screen = await opens(office.olga, sample())
    await office.olga.presses("✅ Подтвердить 4", on=screen)
    await town.clock.jump(timedelta(days=7))

    await office.olga.types("/bank")
    listed = await office.olga.last()
    statement = await office.olga.presses(listed.labels[0], on=listed)
    taken = await office.olga.presses("🏦 Подтверждённые", on=statement)
    assert "Подтверждено выпиской: 4" in taken.text
    document = await office.olga.presses("1", on=taken)
    after = await office.olga.presses("↩️ Снять подтверждение", on=document)

    assert "Подтверждено выпиской: 3" in after.text
    assert sum(await confirmed(town)) == 1_690_000 - 340_000  # Вектор is claimed again, for it was said before
    assert await count(town, BankReceiptRow) == 3
    await drops(office.olga, sample())
    again = await office.olga.last()
    assert "✅ Подтвердить 1" in again.labels


async def test_money_of_the_bank_that_is_taken_back_by_its_card_frees_its_document(town: Town) -> None:
    office = await open_office(town)
    screen = await opens(office.olga, sample())
    await office.olga.presses("✅ Подтвердить 4", on=screen)
    async with town.database.write() as tx:
        mine = tx.as_(office.olga.actor)
        receipts = await mine.confirmations.confirmable(office.anna.actor.department_id or 0, DAY)
        one = next(each for each in receipts if each.amount == 1200 * THOUSAND)
        assert (one.fact.bank_day, one.fact.on) == (DAY, DAY)
        await mine.receipts.undo(one.id)

    assert sum(await confirmed(town)) == 490_000
    again = await drops(office.olga, sample())
    assert "✅ Подтвердить 1" in again.labels


async def test_a_said_day_and_the_banks_day_stand_on_the_card(town: Town) -> None:
    office = await open_office(town)
    async with town.database.write() as tx:
        mine = tx.as_(office.anna.actor)
        client = await mine.clients.create("Заря", inn="7701000058")
        said = await mine.receipts.record(NewFact(client.id, 50 * THOUSAND, DAY - timedelta(days=1)))
    paid = Doc("50000.00", "7", inn="7701000058", name="ООО Заря", came="23.11.2026")
    screen = await opens(office.olga, make_file(paid))
    await office.olga.presses("✅ Подтвердить 1", on=screen)

    async with town.database.read() as tx:
        found = await tx.as_(office.anna.actor).receipts.get(said.id)
    assert (found.fact.on.day, found.fact.bank_day and found.fact.bank_day.day) == (19, 23)


async def test_the_owner_changes_whose_an_account_is(town: Town) -> None:
    olga = await town.lead("Ольга")
    assert town.owner is not None
    asked = await drops(olga, make_file(HOUSE))
    await olga.presses("Нет", on=asked)
    await town.owner.types("/bank")
    accounts = await town.owner.presses("🏦 Счета", on=await town.owner.last())
    assert told(accounts) == ["🏦 Ваших счетов: 0", f"…{OURS[-4:]} · не ваш"]
    changed = await town.owner.presses("…0001 наш", on=accounts)
    assert told(changed)[1] == "…0001 · ваш"

    assert "✅" not in (await olga.last()).text
    known = await drops(olga, make_file(HOUSE))
    assert "❓ Разобрать 1" in known.labels


async def test_other_departments_are_counted_and_their_lead_is_told(town: Town) -> None:
    office = await open_office(town)
    irina = await town.lead_elsewhere("Ирина")
    asked = await drops(irina, sample())
    while "ваш?" in asked.text:
        await irina.presses("Да", on=asked)
        asked = await irina.last()

    assert "Другим отделам" in plain(asked.text)
    assert not any("Вектор" in line for line in told(asked))
    mine = await office.olga.last()
    assert "оплат ваших клиентов на" in plain(mine.text)
    opened = await office.olga.presses("Открыть", on=mine)
    await office.olga.presses("✅ Подтвердить 4", on=opened)
    assert sum(await confirmed(town)) == 1_690_000


async def test_an_assistant_loads_and_the_lead_is_told(town: Town) -> None:
    office = await open_office(town)
    sofia = await town.assistant("Софья")
    screen = await opens(sofia, sample())
    assert "✅ Уверенно 4" in plain(screen.text)
    assert not any("Подтвердить" in label for label in screen.labels)
    assert "оплат ваших клиентов на" in plain((await office.olga.last()).text)


async def test_the_whole_statement_comes_as_a_workbook(town: Town) -> None:
    office = await open_office(town)
    screen = await opens(office.olga, sample())
    await office.olga.presses("📄 Всё", on=screen)
    book = await office.olga.last()
    assert book.kind == "document"
    assert "Выписка 20 ноября" in book.text


async def test_two_documents_are_what_was_said_as_one_and_one_undo_parts_them(town: Town) -> None:
    anna, olga = await town.manager("Анна"), await town.lead("Ольга")
    async with town.database.write() as tx:
        client = await tx.as_(anna.actor).clients.create("24 Часа", inn="7701000040")
        await tx.as_(anna.actor).receipts.record(NewFact(client.id, 90 * THOUSAND, DAY))
    half = Doc("45000.00", "12", inn="7701000040", name="ООО «24 Часа»", payer="40702810100000000140")
    screen = await opens(olga, make_file(half, half))
    assert "❓ Вопросы 1 на 90 тыс" in plain(screen.text)
    asked = await olga.presses("❓ Разобрать 1", on=screen)
    assert "24 Часа" in asked.text
    await olga.presses("✅ Да", on=asked)
    assert await confirmed(town) == [90_000]
    async with town.database.read() as tx:
        assert await tx.session.scalar(select(func.count()).select_from(BankReceiptRow)) == 1

    screen = await olga.last()
    await olga.presses("↩️ Отменить", on=screen)
    assert await confirmed(town) == []
    assert "❓ Разобрать 1" in (await olga.last()).labels


async def test_a_payer_of_two_departments_is_asked_of_the_owner_alone(town: Town) -> None:
    anna, olga = await town.manager("Анна"), await town.lead("Ольга")
    irina = await town.lead_elsewhere("Ирина")
    assert town.owner is not None
    async with town.database.write() as tx:
        await tx.as_(anna.actor).clients.create("Вектор", inn="7701000019")
        token = await tx.as_(town.owner.actor).invitations.invite(Role.MANAGER, "Виктор", irina.actor.department_id)
        viktor = await tx.system.invitations.redeem(token, 777, "Виктор", "ru", "Europe/Moscow")
        await tx.as_(viktor.actor).clients.create("Вектор", inn="7701000019")
    screen = await opens(olga, make_file(Doc("87500.00")))
    assert "Другим отделам 1 на 87,5 тыс" in plain(screen.text)
    assert not any("Вектор" in each for each in told(screen))
    assert "1 оплата ваших клиентов" in plain((await town.owner.last()).text)

    accounts = await town.owner.presses("🏦 Счета", on=await town.owner.types("/bank"))
    whose = await town.owner.presses("Чей?", on=accounts)
    assert told(whose)[0] == "🏦 Чьи деньги приходят на …0001?"
    assert whose.labels == ["• Все отделы", "Отдел", "Другой", "‹ Счета"]
    given = await town.owner.presses("Отдел", on=whose)
    assert told(given)[1] == "…0001 · ваш · Отдел"
    assert "❓ Разобрать 1" in (await drops(olga, make_file(Doc("87500.00")))).labels
    assert "Вектор" in plain((await olga.presses("❓ Разобрать 1")).text)
    assert "Разобрать" not in "".join((await drops(irina, make_file(Doc("87500.00")))).labels)


async def test_the_summary_tells_what_is_confirmed_of_what_came(town: Town) -> None:
    office = await open_office(town)
    screen = await opens(office.olga, sample())
    await office.olga.presses("✅ Подтвердить 4", on=screen)
    await office.anna.types("пришло 60к Школа 57")
    await town.clock.reach("12:05")
    summary = await office.olga.sees("Факт оплат · 12:00")
    assert "Подтверждено 1,69 из 1,75 млн" in plain(summary.text)


async def test_a_list_without_statements_says_what_to_send(town: Town) -> None:
    olga = await town.lead("Ольга")

    assert plain((await olga.types("/bank")).text).startswith("🏦 Выписок пока нет\n\nПришлите сюда файл 1С")

"""A lead drops the bank's file: what is sure is confirmed by one tap, the rest is asked, and nothing counts twice."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from reports.bank.presses import BankAnswer, BankQuestionPress
from sales.core.money import ROUBLE
from sales.payments.facts import FactSource
from storage.payments.payments import NewPayment
from storage.payments.receipts import NewFact
from storage.tables import BankDocumentRow, BankReceiptRow, FactRow, InboxRow
from tests.sales.bank.statements import CUT, EVENING, NOON, OURS, Doc, make_file, sample
from tests.town import Seen, Someone, Town, plain

DAY = date(2026, 11, 20)
THOUSAND = 1000 * ROUBLE
INNS = {
    "Вектор": "7701000019",
    "Ромашка": "7701000026",
    "ИП Ким": "770100010180",
    "24 Часа": "7701000040",
    "СтройГрад": "7701000033",
    "Школа 57": None,
}
AWAITED = [
    ("Вектор", 340, "118"),
    ("Ромашка", 150, "УТ-000121"),
    ("ИП Ким", 75, "97"),
    ("ИП Ким", 25, "104"),
    ("24 Часа", 90, None),
    ("СтройГрад", 1200, "125"),
    ("Вектор", 60, "119"),
    ("Школа 57", 90, "110"),
    ("Ромашка", 30, "130"),
]


@dataclass(frozen=True)
class Office:
    anna: Someone
    olga: Someone
    said_id: int
    """Вектор 340: the manager has said that it came."""


async def open_office(town: Town) -> Office:
    """The spec's clients and payments, all of them Анна's."""
    anna, olga = await town.manager("Анна"), await town.lead("Ольга")
    await town.clock.reach("10:00")
    async with town.database.write() as tx:
        mine = tx.as_(anna.actor)
        clients = {name: (await mine.clients.create(name, inn=inn)).id for name, inn in INNS.items()}
        for name, thousands, invoice in AWAITED:
            payment = await mine.payments.expect(NewPayment(clients[name], thousands * THOUSAND, DAY, 80))
            if invoice:
                await mine.payment_changes.annotate(payment.id, invoice=invoice)
        said = await mine.receipts.record(NewFact(clients["Вектор"], 340 * THOUSAND, DAY))
    return Office(anna, olga, said.id)


async def drops(someone: Someone, content: bytes, name: str = "kl_to_1c.txt") -> Seen:
    await someone.sends_document(name, content)
    return await someone.last()


async def opens(someone: Someone, content: bytes) -> Seen:
    """The file's screen, both accounts being ours."""
    asked = await drops(someone, content)
    while "ваш?" in asked.text:
        await someone.presses("Да", on=asked)
        asked = await someone.last()
    return asked


def told(seen: Seen) -> list[str]:
    return [line for line in plain(seen.text).split("\n") if line]


async def confirmed(town: Town) -> list[int]:
    """Sums of confirmed money, in roubles."""
    row = FactRow
    async with town.database.read() as tx:
        query = select(row.amount).where(row.undone_at.is_(None), row.confirmed_by.is_not(None)).order_by(row.id)
        return [amount // ROUBLE for amount in await tx.session.scalars(query)]


async def count(town: Town, row: type[BankDocumentRow | BankReceiptRow]) -> int:
    async with town.database.read() as tx:
        return int(await tx.session.scalar(select(func.count()).select_from(row)) or 0)


async def test_the_file_asks_whose_its_accounts_are_and_shows_the_day(town: Town) -> None:
    office = await open_office(town)

    asked = await drops(office.olga, sample())
    assert told(asked) == ["🏦 Счёт …0001 ваш?", "В выписке он впервые."]
    second = await office.olga.presses("Да", on=asked)
    assert told(second)[0] == "🏦 Счёт …0002 ваш?"
    await office.olga.presses("Да", on=second)

    screen = await office.olga.last()
    assert told(screen) == [
        "🏦 Выписка 20 ноября",
        "…0001, …0002",
        "Поступило 2,74 млн · 12 документов",
        "✅ Уверенно 4 на 1,69 млн",
        "❓ Вопросы 6 на 345,7 тыс",
        "➖ Не наше 3 · ещё не пришло 1",
    ]
    assert screen.labels == ["✅ Подтвердить 4", "❓ Разобрать 6", "📄 Всё"]


async def test_one_tap_confirms_what_is_sure_and_another_takes_it_back(town: Town) -> None:
    office = await open_office(town)
    screen = await opens(office.olga, sample())

    after = await office.olga.presses("✅ Подтвердить 4", on=screen)

    assert await confirmed(town) == [340_000, 50_000, 75_000, 25_000, 1_200_000]
    assert "✅ Подтверждено 4 на 1,69 млн" in told(after)
    assert after.labels == ["❓ Разобрать 6", "🏦 Подтверждённые", "📄 Всё", "↩️ Отменить"]
    assert "Подтвердили 4 ваши оплаты на 1,69 млн" in (await office.anna.last()).text.replace("\u00a0", " ")
    async with town.database.read() as tx:
        bank = select(func.count()).where(FactRow.source == FactSource.BANK_FILE)
        assert await tx.session.scalar(bank) == 4  # Вектор was said already, ИП Ким is two

    again = await office.olga.presses("↩️ Отменить", on=after)
    assert again.labels == ["✅ Подтвердить 4", "❓ Разобрать 6", "📄 Всё"]
    assert await confirmed(town) == []
    assert await count(town, BankReceiptRow) == 0
    await office.olga.presses("✅ Подтвердить 4", on=again)
    assert sum(await confirmed(town)) == 1_690_000


async def test_an_impatient_thumb_confirms_once(town: Town) -> None:
    office = await open_office(town)
    screen = await opens(office.olga, sample())

    await office.olga.taps_twice("✅ Подтвердить 4", on=screen)

    assert sum(await confirmed(town)) == 1_690_000


async def test_the_evening_holds_the_noon_and_the_same_file_brings_nothing(town: Town) -> None:
    office = await open_office(town)
    noon = await opens(office.olga, sample(NOON))
    assert noon.labels == ["✅ Подтвердить 1", "❓ Разобрать 1", "📄 Всё"]
    await office.olga.presses("✅ Подтвердить 1", on=noon)
    kept = await count(town, BankDocumentRow)

    evening = await opens(office.olga, sample())
    assert evening.labels[:2] == ["✅ Подтвердить 3", "❓ Разобрать 6"]
    assert "Разобрано раньше: 1" in told(evening)
    assert "Разобрано раньше" not in noon.text
    await office.olga.presses("✅ Подтвердить 3", on=evening)
    assert sum(await confirmed(town)) == 1_690_000
    documents = await count(town, BankDocumentRow)
    assert documents > kept

    for name in EVENING:
        again = await opens(office.olga, sample(name))
        assert "✅ Подтвердить" not in " ".join(again.labels)
    assert await count(town, BankDocumentRow) == documents
    assert sum(await confirmed(town)) == 1_690_000


async def test_wages_and_taxes_are_counted_and_never_kept(town: Town) -> None:
    office = await open_office(town)
    await opens(office.olga, sample())

    async with town.database.read() as tx:
        names = set(await tx.session.scalars(select(BankDocumentRow.other_name)))
        kept = list(await tx.session.scalars(select(InboxRow.payload)))
    assert not any("Казначейство" in name for name in names)
    assert not any("Ромашк" in payload or "77010" in payload for payload in kept)  # nor is the file, once it is read
    assert await count(town, BankDocumentRow) == 12  # 11 that came from others, and a refund


async def test_questions_one_by_one(town: Town) -> None:
    office = await open_office(town)
    screen = await opens(office.olga, sample())

    pair = await office.olga.presses("❓ Разобрать 6", on=screen)
    assert told(pair)[:2] == ["❓ 1 из 6 · 24 ЧАСА 90 000 ₽", "ИНН 7701000040 · 20 ноября"]
    cards = await office.olga.presses("✅ Да", on=pair)
    assert sorted(await confirmed(town)) == [45_000, 45_000]
    assert "Эквайринг: 49 000 ₽ − 789,50 ₽" in told(cards)

    refund = await office.olga.presses("Не наше", on=cards)
    assert "Возврат клиенту Ромашка?" in told(refund)
    unknown = await office.olga.presses("✅ Да", on=refund)
    assert sorted(await confirmed(town)) == [-10_000, 45_000, 45_000]
    assert told(unknown)[-1] == "Такого плательщика не знаю."

    school = await office.olga.presses("Позже", on=unknown)
    assert "Школа 57: за это?" in told(school)
    daisy = await office.olga.presses("✅ Да", on=school)
    assert "Ромашка: за это?" in told(daisy)
    last = await office.olga.presses("Вне плана: Ромашка", on=daisy)
    assert told(last)[0].startswith("❓ 1 из 1 · НОВЫЙ ДОМ")
    assert sorted(await confirmed(town)) == [-10_000, 30_000, 45_000, 45_000, 90_000]

    await office.olga.presses("Выбрать клиента", on=last)
    await office.olga.types("СтройГрад")
    named = await office.olga.last()
    assert "СтройГрад" in named.text
    await office.olga.presses("Вне плана: СтройГрад", on=named)
    assert sorted(await confirmed(town))[-2:] == [87_500, 90_000]


async def test_a_cut_file_changes_nothing(town: Town) -> None:
    office = await open_office(town)

    refused = await drops(office.olga, sample(CUT))

    assert told(refused) == ["Файл обрезан: прочитано 8 документов. Выгрузите ещё раз"]
    assert await count(town, BankDocumentRow) == 0


async def test_a_manager_is_sent_to_the_lead_and_nothing_is_attached(town: Town) -> None:
    office = await open_office(town)

    for name in ("kl_to_1c.txt", "photo.txt"):
        assert told(await drops(office.anna, sample(), name)) == ["Выписку загружает руководитель."]
    assert await count(town, BankDocumentRow) == 0


async def test_a_statement_under_another_name_is_known_by_its_first_line(town: Town) -> None:
    office = await open_office(town)
    asked = await drops(office.olga, sample(), "таблица.csv")
    assert "ваш?" in asked.text

    other = await drops(office.olga, b"hello", "заметка.txt")
    what, readable = told(other)
    assert what == "заметка.txt: не пойму, что это."
    assert readable.startswith("Могу прочесть: выписку 1С (.txt), план (.xlsx, .csv")


async def test_totals_that_differ_ask_for_a_second_tap(town: Town) -> None:
    office = await open_office(town)
    screen = await opens(office.olga, make_file(Doc("340000"), totals={OURS: "400000.00"}))

    assert "⚠️ Итоги файла не сходятся на 60 000 ₽" in told(screen)
    assert screen.labels == ["Всё равно взять", "📄 Всё"]
    after = await office.olga.presses("Всё равно взять", on=screen)
    await office.olga.presses("✅ Подтвердить 1", on=after)
    assert await confirmed(town) == [340_000]


async def test_a_file_of_another_firm_changes_nothing(town: Town) -> None:
    office = await open_office(town)
    asked = await drops(office.olga, make_file(Doc("340000")))
    await office.olga.presses("Нет", on=asked)

    assert "другой фирмы" in (await office.olga.last()).text
    assert await count(town, BankDocumentRow) == 0


async def test_what_one_has_confirmed_the_other_sees_confirmed(town: Town) -> None:
    office = await open_office(town)
    screen = await opens(office.olga, sample())
    await office.olga.presses("✅ Подтвердить 4", on=screen)
    assert town.owner is not None

    seen = await opens(town.owner, sample())

    assert "✅ Подтверждено 4 на 1,69 млн" in told(seen)
    assert any("Подтверждённое" in label or "Подтвержд" in label for label in seen.labels), seen.labels


async def test_of_several_sets_of_what_was_said_one_is_confirmed_as_a_whole(town: Town) -> None:
    """A document of 100 vouches for 40 and 60, or for 30 and 70: never for the 40 alone, nor for all of them."""
    office = await open_office(town)
    async with town.database.write() as tx:
        mine = tx.as_(office.anna.actor)
        [client] = await mine.clients.search("Ромашка")
        for n in (40, 60, 30, 70):
            await mine.receipts.record(NewFact(client.id, n * THOUSAND, DAY))
    screen = await opens(office.olga, make_file(Doc("100000.00", "7", inn="7701000026", name="ООО Ромашка")))
    await office.olga.presses(next(each for each in screen.labels if each.startswith("❓")), on=screen)
    question = await office.olga.last()

    await office.olga.presses("✅ Да", on=question)

    async with town.database.read() as tx:
        query = select(FactRow.amount).where(FactRow.client_id == client.id, FactRow.confirmed_by.is_not(None))
        sure = sorted(amount // THOUSAND for amount in await tx.session.scalars(query))
        count = await tx.session.scalar(select(func.count()).where(FactRow.client_id == client.id))
    assert (sure, count) == ([40, 60], 4)


async def test_a_document_vouches_for_its_own_sum_alone(town: Town) -> None:
    """Two receipts of its sum were said: it is one of them, whatever a hand-made press says."""
    office = await open_office(town)
    async with town.database.write() as tx:
        mine = tx.as_(office.anna.actor)
        [client] = await mine.clients.search("Ромашка")
        for _ in range(2):
            await mine.receipts.record(NewFact(client.id, 100 * THOUSAND, DAY))
    await opens(office.olga, make_file(Doc("100000.00", "7", inn="7701000026", name="ООО Ромашка")))
    async with town.database.read() as tx:
        (document,) = list(await tx.session.scalars(select(BankDocumentRow.id)))

    told = await office.olga.forges(BankQuestionPress(deed=BankAnswer.YES, statement_id=1, document_id=document).pack())

    assert told == "Эта запись вам недоступна."
    assert await confirmed(town) == []


async def test_cards_are_nobodys_payment_and_make_no_client_of_the_bank(town: Town) -> None:
    """Where the purpose tells only what the bank has kept."""
    office = await open_office(town)
    cards = Doc("12000.00", inn="7707083893", name="ПАО СБЕРБАНК", purpose="Возмещение по эквайрингу. Комиссия 240.00")
    shown = await opens(office.olga, make_file(cards))
    asked = await office.olga.presses("❓ Разобрать 1", on=shown)

    assert "Карты и СБП: банк перечисляет за них разом." in told(asked)
    assert "Создать клиента" not in asked.labels

"""What a file is, is read from the file: whoever sends it, whatever it is called, and whatever is open."""

from tests.sales.bank.statements import sample
from tests.town import Seen, Someone, Town, plain

NOTE = "просто заметка".encode()


async def drops(someone: Someone, content: bytes, name: str, caption: str = "") -> Seen:
    await someone.sends_document(name, content, caption)
    return await someone.last()


async def test_a_managers_text_is_a_note_and_a_form_waits_behind_it(town: Town) -> None:
    anna = await town.manager("Анна")
    await town.has_clients(anna, "Вектор")
    await anna.types("/pay")

    asked = await drops(anna, NOTE, "заметка.txt")
    assert "К какому клиенту?" in asked.text
    form = await anna.types("Вектор")
    assert "Ожидаем оплату. От кого?" in form.text
    assert any("Вектор" in said and "📎" in said for said in await anna.messages())


async def test_words_under_a_file_are_a_record_whatever_the_file_is(town: Town) -> None:
    anna = await town.manager("Анна")
    await town.has_clients(anna, "Вектор")

    await anna.sends_document("выписка.csv", sample(), "пришло 10к Вектор")
    assert "Выписку загружает руководитель" in (await anna.last()).text
    assert any("10 000" in plain(said) for said in await anna.messages())


async def test_a_note_right_after_a_call_belongs_to_it(town: Town) -> None:
    anna = await town.manager("Анна")
    await town.has_clients(anna, "Вектор")
    await anna.types("позвонил Вектор: ждут счёт")

    asked = await drops(anna, NOTE, "заметка.txt")
    assert "Вектор" in asked.text
    await anna.presses("✅ Приложить", on=asked)


async def test_a_scan_from_the_lead_says_what_can_be_read(town: Town) -> None:
    olga = await town.lead("Ольга")
    for name, content in (("скан.pdf", b"%PDF-1.4"), ("архив", b"\x1f\x8b\x08"), ("заметка.txt", NOTE)):
        assert "Могу прочесть: выписку 1С (.txt), план" in (await drops(olga, content, name)).text
    assert [call.params["action"] for call in town.core.calls("sendChatAction")] == ["typing"] * 3


async def test_an_assistant_is_told_of_what_an_assistant_may(town: Town) -> None:
    sofia = await town.assistant("Софья")
    told = plain((await drops(sofia, NOTE, "заметка.txt")).text)
    assert "Могу прочесть: выписку 1С (.txt)" in told
    assert "план" not in told


async def test_a_statement_without_a_name_of_its_own_is_known(town: Town) -> None:
    olga = await town.lead("Ольга")
    for name in ("kl_to_1c", "выписка.dat", "план.xlsx"):
        assert "ваш?" in (await drops(olga, sample(), name)).text


STATEMENT_TABLES = (
    "Дата;Номер;Плательщик;ИНН;Сумма;Назначение платежа\n30.11.2026;601;ООО Лада;7701000019;210000;Оплата по счету 214",
    "Счёт 40702810200000000001\n\nДата операции;Дебет;Кредит;Контрагент;ИНН;Назначение\n30.11.2026;;1;ООО Лада;;Оплата",
)


async def test_a_statement_in_a_table_makes_no_clients_of_its_payers(town: Town) -> None:
    anna, olga = await town.manager("Анна"), await town.lead("Ольга")
    for content in STATEMENT_TABLES:
        told = await drops(olga, content.encode("cp1251"), "выписка.csv")
        assert plain(told.text).startswith("Похоже на выписку банка.")
        assert "выберите «1С» (.txt)" in plain(told.text)
        assert "Выписку загружает руководитель" in (await drops(anna, content.encode(), "выписка.csv")).text


async def test_a_table_of_what_is_to_be_paid_is_a_base(town: Town) -> None:
    olga = await town.lead("Ольга")
    told = await drops(
        olga, "Контрагент;ИНН;Сумма;Срок оплаты;Назначение\nЛада;;150;14.12.2026;Станок".encode(), "а.csv"
    )
    assert told.text.startswith("📥")

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

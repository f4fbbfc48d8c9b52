"""The old base comes in by a file: a dry run first, one tap loads it, one tap takes it back for a day."""

from datetime import timedelta

import pytest

from reports.imports.words import column_name
from reports.message.language import speaking
from sales.imports.columns import BaseColumn, read_column
from simulator.hands.phone import Seen
from tests.stories.imports.bases import make_csv, make_xlsx
from tests.town import Someone, Town

BASE = (
    ("ООО «Вектор»", "7701000019", "8 916 123-45-67", "опт", "Анна"),
    ("Ромашка", "7701000026", "", "розница", "Борис"),
    ("Вектор, ООО", "7701000019", "8 495 111-22-33", "", ""),
    ("Заря", "7707083894", "", "", "Анна"),
    ("Школа 57", "", "25-21", "", "Виктор"),
)


async def drops(someone: Someone, content: bytes, name: str = "база.csv") -> Seen:
    await someone.sends_document(name, content)
    return await someone.sees("📥")


async def names_of(someone: Someone, town: Town) -> list[str]:
    async with town.database.read() as tx:
        return sorted(each.name for each in await tx.as_(someone.actor).clients.recent(50))


async def test_a_lead_loads_the_base_and_takes_it_back(town: Town) -> None:
    anna, boris = await town.manager("Анна"), await town.manager("Борис")
    olga = await town.lead("Ольга")

    seen = await drops(olga, make_csv(*BASE))
    assert "база.csv · 5 строк" in seen.text
    assert "Название → A, ИНН → B, Телефон → C, Вид дел → D, Кто ведёт → E" in seen.text
    assert "Новых 2 · обновится 0" in seen.text
    assert "внутри файла 1 дубль" in seen.text
    assert "С вопросами 2: строка 5, ИНН 7707083894" in seen.text
    assert await names_of(anna, town) == []

    seen = await olga.presses("✅ Загрузить", on=seen)
    assert "Готово: новых 2, обновлено 0" in seen.text
    assert await names_of(anna, town) == ["ООО «Вектор»"]
    assert await names_of(boris, town) == ["Ромашка"]
    assert "1 новый клиент ваш" in (await anna.sees("Загружена база · Ольга")).text
    card = await anna.types("карточка Вектор")
    assert "7701000019" in card.text
    assert "опт" in card.text

    again = await drops(olga, make_csv(*BASE))
    assert "уже загружен 20.11, 11:00. Ещё раз?" in again.text

    seen = await olga.presses("↩️ Убрать всё загруженное", on=seen)
    assert "Всё загруженное убрано" in seen.text
    assert await names_of(anna, town) == await names_of(boris, town) == []


async def test_a_manager_loads_their_own_and_a_colleagues_is_left_alone(town: Town) -> None:
    anna, boris = await town.manager("Анна"), await town.manager("Борис")
    await town.has_clients(boris, "Ромашка")
    async with town.database.write() as tx:
        await tx.as_(boris.actor).clients.create("Берег", inn="7701000026")

    seen = await drops(anna, make_csv(("Вектор", "7701000019", "", "", ""), ("Берег", "7701000026", "", "", "")))
    assert "Новых 1" in seen.text
    assert "клиент коллеги" in seen.text
    await anna.presses("✅ Загрузить", on=seen)
    assert await names_of(anna, town) == ["Вектор"]


async def test_more_than_five_hundred_rows_are_the_leads(town: Town) -> None:
    anna = await town.manager("Анна")
    rows = [(f"Клиент {number}", "", "", "", "") for number in range(501)]
    await anna.sends_document("база.csv", make_csv(*rows))
    assert "До 500 строк. Больше загрузит руководитель" in (await anna.last()).text


async def test_a_row_that_looks_like_a_client_is_asked(town: Town) -> None:
    anna = await town.manager("Анна")
    await town.has_clients(anna, "Ромашка")

    seen = await drops(anna, make_csv(("ЗАО Ромашка", "7701000026", "", "опт", "")))
    assert "похоже на Ромашка" in seen.text
    seen = await anna.presses("❓ Похожие: 1", on=seen)
    assert "Строка 2: ЗАО Ромашка · 7701000026 · опт" in seen.text
    seen = await anna.presses("Тот же", on=seen)
    assert "Похожих строк больше нет" in seen.text
    seen = await anna.presses("‹ Назад", on=seen)
    assert "обновится 1" in seen.text
    await anna.presses("✅ Загрузить", on=seen)
    card = await anna.types("карточка Ромашка")
    assert "7701000026" in card.text


async def test_a_column_is_said_by_a_tap(town: Town) -> None:
    anna = await town.manager("Анна")
    titles = ("Название", "ИНН", "Чем заняты", "Код")
    seen = await drops(anna, make_csv(("Вектор", "7701000019", "опт", "7"), titles=titles))
    assert "Не понял: C «Чем заняты», D «Код»" in seen.text

    seen = await anna.presses("Столбцы", on=seen)
    seen = await anna.presses("C «Чем заняты» → не брать", on=seen)
    seen = await anna.presses("Вид дел", on=seen)
    seen = await anna.presses("D «Код» → не брать", on=seen)
    seen = await anna.presses("В комментарий", on=seen)
    seen = await anna.presses("‹ Назад", on=seen)
    assert "Вид дел → C" in seen.text
    await anna.presses("✅ Загрузить", on=seen)
    async with town.database.read() as tx:
        (client,) = await tx.as_(anna.actor).clients.recent()
    assert (client.line, client.comment) == ("опт", "Код: 7")


async def test_open_money_comes_in_the_same_file(town: Town) -> None:
    anna = await town.manager("Анна")
    titles = ("Клиент", "Сумма", "Срок", "Счёт")
    rows = (("Вектор", "150000", "27.11.2026", "145"), ("Вектор", "90 000,50", "01.10.2026", "99"))
    seen = await drops(anna, make_csv(*rows, titles=titles))
    assert "Оплат и долгов 2 на 240 тыс" in seen.text
    seen = await anna.presses("✅ Загрузить", on=seen)
    async with town.database.read() as tx:
        open_ = await tx.as_(anna.actor).payments.list_awaited()
    assert [(each.amount, each.due_on.isoformat(), each.invoice) for each in open_] == [
        (9_000_050, "2026-10-01", "99"),
        (15_000_000, "2026-11-27", "145"),
    ]
    await anna.presses("↩️ Убрать всё загруженное", on=seen)
    async with town.database.read() as tx:
        assert await tx.as_(anna.actor).payments.list_awaited() == []


async def test_what_was_worked_with_stays_and_is_named(town: Town) -> None:
    anna = await town.manager("Анна")
    seen = await drops(anna, make_xlsx(("Вектор", 7701000019, "", "", ""), ("Ромашка", 7701000026.0, "", "", "")))
    seen = await anna.presses("✅ Загрузить", on=seen)
    await anna.types("позвонил Вектор: ждут счёт")
    seen = await anna.presses("↩️ Убрать всё загруженное", on=seen)
    assert "остаётся: Вектор" in seen.text
    assert await names_of(anna, town) == ["Вектор"]


async def test_after_a_day_nothing_is_taken_back(town: Town) -> None:
    anna = await town.manager("Анна")
    seen = await drops(anna, make_csv(("Вектор", "7701000019", "", "", "")))
    seen = await anna.presses("✅ Загрузить", on=seen)
    await town.clock.jump(timedelta(hours=25))
    await anna.presses("↩️ Убрать всё загруженное", on=seen)
    assert await names_of(anna, town) == ["Вектор"]


async def test_an_owner_of_two_departments_says_whose_they_are(town: Town) -> None:
    anna = await town.manager("Анна")
    await town.lead_elsewhere("Пётр")
    assert town.owner is not None

    seen = await drops(town.owner, make_csv(("Вектор", "7701000019", "", "", "Анна")))
    assert "Чьи это клиенты?" in seen.text
    seen = await town.owner.presses("Отдел", on=seen)
    assert "Новых 1" in seen.text
    await town.owner.presses("✅ Загрузить", on=seen)
    assert await names_of(anna, town) == ["Вектор"]


async def test_import_says_what_can_be_read(town: Town) -> None:
    anna, olga = await town.manager("Анна"), await town.lead("Ольга")
    assert "до 20 000 строк" in (await olga.types("/import")).text
    seen = await anna.types("/import")
    assert "до 500 строк" in seen.text
    seen = await anna.presses("📄 Образец", on=seen)
    assert "Подойдут любые столбцы" in (await anna.last()).text


async def test_a_client_made_since_the_dry_run_is_asked_about_by_the_one_sameness(town: Town) -> None:
    anna, olga = await town.manager("Анна"), await town.lead("Ольга")
    titles = ("Название", "Телефон", "Комментарий", "Кто ведёт")
    rows = (
        ("ЗАО Ромашка", "8 916 123-25-21", "VIP, до обеда не звонить", "Анна"),
        ("Сибирьлес", "8 903 111-22-33", "", ""),
        ("Маяк", "8 912 000-11-22", "любит чай", ""),
    )
    seen = await drops(olga, make_csv(*rows, titles=titles))
    assert "Новых 3" in seen.text
    assert "Без хозяина: 2" in seen.text
    await town.has_clients(anna, "Ромашка", "Сибирь-Лес")

    seen = await olga.presses("✅ Загрузить", on=seen)
    assert "Готово: новых 1" in seen.text
    assert "2 в файле «Вопросы»" in seen.text
    async with town.database.read() as tx:
        one = await tx.as_(olga.actor).imports.get(1)
        questions = await tx.as_(olga.actor).imports.list_questions(one)
    assert [(each.said, each.cells) for each in questions] == [
        ("Ромашка", list(rows[0])),
        ("Сибирь-Лес", list(rows[1][:2])),
    ]
    assert "📝 любит чай" in (await olga.types("карточка Маяк")).text
    assert await names_of(anna, town) == ["Ромашка", "Сибирь-Лес"]


async def test_hidden_sheets_are_named_in_the_answer(town: Town) -> None:
    olga = await town.lead("Ольга")
    seen = await drops(olga, make_xlsx(*BASE, hidden="Архив"), "база.xlsx")
    assert "Скрытый лист, не читал: «Архив»" in seen.text
    await olga.sends_document("письмо.xlsx", make_xlsx(("a",), titles=("b",), hidden="База 2025"))
    told = (await olga.last()).text
    assert "Могу прочесть" in told
    assert "«База 2025»" in told


@pytest.mark.parametrize("language", ["ru", "en"])
def test_every_column_is_known_by_the_name_that_we_give_it(language: str) -> None:
    with speaking(language):
        assert [each for each in BaseColumn if read_column(column_name(each)) is not each] == []

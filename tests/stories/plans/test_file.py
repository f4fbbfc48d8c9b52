"""Plans by Excel, both ways: the workbook goes out, comes back filled, is shown first, and written by one tap."""

from collections.abc import Sequence
from datetime import date
from io import BytesIO

import pytest
import xlsxwriter

from bot.delivery.sheets.reading import read_sheets
from sales.core.money import ROUBLE
from sales.plans.plans import Metric
from simulator.hands.phone import Seen
from storage.plans.plan_book import PlanBook
from tests.town import Someone, Town

OCTOBER, NOVEMBER, DECEMBER = date(2026, 10, 1), date(2026, 11, 1), date(2026, 12, 1)
HEAD = ("№", "Сотрудник", "Показатель", "Октябрь 2026", "Ноябрь 2026", "Декабрь 2026")
THOUSAND = 1000 * ROUBLE


def said(text: str) -> list[str]:
    return text.replace("\u00a0", " ").split("\n")


def workbook(*rows: Sequence[object]) -> bytes:
    content = BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return content.getvalue()


async def sets(town: Town, someone: Someone, thousands: int, month: date = NOVEMBER) -> None:
    assert town.owner is not None
    async with town.database.write() as tx:
        await tx.as_(town.owner.actor).plans.set_person(someone.id, month, thousands * THOUSAND)


async def book_of(town: Town) -> PlanBook:
    async with town.database.read() as tx:
        return await tx.system.plans.book(town.department_id, OCTOBER, DECEMBER)


async def sent_rows(town: Town, someone: Someone) -> list[list[str]]:
    """What stands in the workbook that the bot has sent last."""
    document = [each for each in await someone.phone.chat() if each.kind == "document" and each.by_bot][-1]
    return read_sheets(town.core.world.files.find(document.files[0]["file_id"]).content, "планы.xlsx")[0].rows


async def drops(someone: Someone, *rows: Sequence[object], name: str = "планы.xlsx") -> Seen:
    return await someone.sends_document(name, workbook(*rows))


async def test_the_workbook_holds_everybody_for_the_quarter(town: Town) -> None:
    anna, olga = await town.manager("Анна"), await town.lead("Ольга")
    await sets(town, anna, 2000)
    await olga.types("/plan")

    await olga.presses("📄 Excel")

    caption = await olga.last()
    assert said(caption.text) == [
        "📄 Планы, IV квартал 2026",
        "Заполните и пришлите сюда же:",
        "сначала покажу, что изменится.",
    ]
    assert caption.labels == ["Весь год"]
    assert await sent_rows(town, olga) == [
        list(HEAD),
        [str(anna.id), "Анна", "деньги", "", "2000000"],
        [str(anna.id), "Анна", "сделки"],
        [str(anna.id), "Анна", "новые клиенты"],
        [f"отдел-{town.department_id}", "Отдел целиком", "деньги"],
        [f"отдел-{town.department_id}", "Отдел целиком", "сделки"],
        [f"отдел-{town.department_id}", "Отдел целиком", "новые клиенты"],
    ]


async def test_the_year_has_twelve_months(town: Town) -> None:
    await town.manager("Анна")
    olga = await town.lead("Ольга")
    await olga.types("/plan")
    await olga.presses("📄 Excel")

    await olga.presses("Весь год")

    head, *_ = await sent_rows(town, olga)
    assert (len(head), head[3], head[-1]) == (15, "Январь 2026", "Декабрь 2026")


async def test_a_filled_table_is_shown_first_and_written_by_one_tap(town: Town) -> None:
    anna, boris = await town.manager("Анна"), await town.manager("Борис")
    olga = await town.lead("Ольга")
    await sets(town, anna, 2000)

    shown = await drops(
        olga,
        HEAD,
        (anna.id, "Анна", "деньги", "", 2_200_000, 2_400_000),
        (anna.id, "Анна", "сделки", "", 12, ""),
        (boris.id, "Борис", "деньги", "", "1,6 млн", "много"),
        ("", "Виктор", "деньги", "", 500_000, ""),
    )

    assert said(shown.text) == [
        "📄 планы.xlsx: изменится 4 плана",
        "Анна · ноябрь: 2,00 → 2,20 млн",
        "Анна · декабрь: не задан → 2,40 млн",
        "Анна · ноябрь: не задан → 12 сделок",
        "Борис · ноябрь: не задан → 1,60 млн",
        "⚠️ Не понял 2 ячейки:",
        "F4 «много»: нужна сумма, например 1200000",
        "E5 «Виктор»: нет такого у вас",
    ]
    assert (await book_of(town)).months(anna.id) == {NOVEMBER: 2000 * THOUSAND}, "nothing is written yet"

    done = await olga.presses("✅ Записать")

    assert said(done.text)[0] == "✅ записано 4 плана"
    book = await book_of(town)
    assert book.months(anna.id) == {NOVEMBER: 2200 * THOUSAND, DECEMBER: 2400 * THOUSAND}
    assert book.months(anna.id, Metric.DEALS) == {NOVEMBER: 12}
    assert book.months(boris.id) == {NOVEMBER: 1600 * THOUSAND}

    await olga.presses("↩️ Отменить")

    assert (await book_of(town)).months(anna.id) == {NOVEMBER: 2000 * THOUSAND}
    assert (await book_of(town)).months(boris.id) == {}


async def test_the_same_file_again_changes_nothing(town: Town) -> None:
    anna, olga = await town.manager("Анна"), await town.lead("Ольга")
    rows = (HEAD, (anna.id, "Анна", "деньги", "", 2_200_000, 2_400_000))
    await drops(olga, *rows)
    await olga.presses("✅ Записать")

    again = await drops(olga, *rows)

    assert said(again.text) == ["планы.xlsx: всё уже так и стоит, менять нечего."]
    versions = (await book_of(town)).versions
    assert {len(each) for each in versions.values()} == {1}


async def test_the_bots_own_file_sent_back_untouched_changes_nothing(town: Town) -> None:
    anna, olga = await town.manager("Анна"), await town.lead("Ольга")
    await sets(town, anna, 2000)
    await olga.types("/plan")
    await olga.presses("📄 Excel")

    again = await drops(olga, *await sent_rows(town, olga))

    assert "менять нечего" in again.text


async def test_cancel_writes_nothing(town: Town) -> None:
    anna, olga = await town.manager("Анна"), await town.lead("Ольга")
    await drops(olga, HEAD, (anna.id, "Анна", "деньги", "", 2_200_000, ""))

    await olga.presses("✖️ Отмена")

    assert (await book_of(town)).versions == {}


async def test_a_dash_withdraws_and_an_empty_cell_leaves(town: Town) -> None:
    anna, boris = await town.manager("Анна"), await town.manager("Борис")
    olga = await town.lead("Ольга")
    await sets(town, anna, 2000)
    await sets(town, boris, 1600)

    shown = await drops(olga, HEAD, (anna.id, "Анна", "деньги", "", "—", ""), (boris.id, "Борис", "деньги", "", "", ""))
    await olga.presses("✅ Записать")

    assert said(shown.text)[1] == "Анна · ноябрь: 2,00 млн → не задан"
    book = await book_of(town)
    assert (book.plan(anna.id, NOVEMBER), book.plan(boris.id, NOVEMBER)) == (None, 1600 * THOUSAND)


async def test_a_file_is_taken_in_the_middle_of_a_dialog(town: Town) -> None:
    anna, olga = await town.manager("Анна"), await town.lead("Ольга")
    await olga.types("/plan")
    await olga.presses("Анна")

    shown = await drops(olga, HEAD, (anna.id, "Анна", "деньги", "", 2_200_000, ""))

    assert "изменится 1 план" in shown.text.replace("\xa0", " ")


async def test_a_csv_by_names_will_do(town: Town) -> None:
    anna, olga = await town.manager("Анна"), await town.lead("Ольга")

    await olga.sends_document("план.csv", "Имя;Ноябрь 2026\nАнна;2 200 000\nОтдел целиком;3000000\n".encode("cp1251"))
    await olga.presses("✅ Записать")

    book = await book_of(town)
    assert (book.plan(anna.id, NOVEMBER), book.plan(None, NOVEMBER)) == (2200 * THOUSAND, 3000 * THOUSAND)


async def test_another_departments_people_are_nobody_here(town: Town) -> None:
    anna = await town.manager("Анна")
    roman = await town.lead_elsewhere("Роман")

    shown = await drops(
        roman, HEAD, (anna.id, "Анна", "деньги", "", 1, ""), (f"отдел-{town.department_id}", "", "деньги", "", 1, "")
    )

    assert "записывать нечего" in shown.text
    assert shown.text.count("нет такого у вас") == 2
    assert (await book_of(town)).versions == {}


async def test_who_may_not_plan_sends_a_file_as_any_other(town: Town) -> None:
    anna, denis = await town.manager("Анна"), await town.director("Денис")

    for someone in (anna, denis):
        shown = await drops(someone, HEAD, (anna.id, "Анна", "деньги", "", 2_200_000, ""))
        assert "изменится" not in shown.text
    assert (await book_of(town)).versions == {}


@pytest.mark.parametrize("rows", [(("ИНН", "Сумма"), ("7707083893", 5)), (("просто текст",),)])
async def test_another_table_is_answered_with_how_ours_looks(town: Town, rows: tuple[Sequence[object], ...]) -> None:
    olga = await town.lead("Ольга")

    assert "Могу прочесть: " in (await drops(olga, *rows)).text


async def test_a_month_far_away_is_named_and_left_out(town: Town) -> None:
    anna, olga = await town.manager("Анна"), await town.lead("Ольга")

    shown = await drops(olga, ("Имя", "Ноябрь 2036"), ("Анна", 5))

    assert "B2 «ноябрь 2036»: слишком далёкий месяц" in said(shown.text)
    assert (await book_of(town)).months(anna.id) == {}


async def test_many_changes_are_told_in_part(town: Town) -> None:
    rows = [((await town.manager(f"Имя{n}")).id, "", "деньги", "", n * 1000 + 1000, "") for n in range(7)]
    olga = await town.lead("Ольга")

    shown = await drops(olga, HEAD, *rows)

    assert said(shown.text)[0] == "📄 планы.xlsx: изменится 7 планов"
    assert said(shown.text)[-1] == "… и ещё 3"

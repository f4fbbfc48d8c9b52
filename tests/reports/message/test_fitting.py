"""What is kept together on a narrow screen: sums with their words, brackets, signs; and rows whose labels have room."""

from dataclasses import replace

import pytest
from markupsafe import Markup

from reports.message.fitting import GOES_ON, fit_rows, keep_together
from reports.message.message import Button

GLUE = "\u00a0"


@pytest.mark.parametrize(
    ("line", "together"),
    [
        ("Нет ответа: Анна, Борис, Виктор и Глеб (2)", "Глеб (2)"),
        ("Отдел: 5,82 из 5,90 млн по всем · темп 98,6 🟡", "темп 98,6 🟡"),
        ("Ожидаем от клиента Ромашка в понедельник 150 ₽", "понедельник 150 ₽"),
        ("✅ 5,82 · ждём ещё и завтра 1,47 · 📞 188 · 🤝 17", "· 🤝 17"),
        ("Вчера, сегодня и завтра вместе с авансом · 200 ₽", "авансом · 200 ₽"),
        ("Совпало больше половины (неделя 800, это 60,0 %)", "это 60,0 %)"),
        ("Анна Ив.: 280 (неделя 480, совпало 58,3 %)", "(неделя 480, совпало 58,3 %)"),
        ("Received from all the clients of the week 1.2 M", "week 1.2 M"),
    ],
)
def test_nothing_is_left_alone_on_a_line(line: str, together: str) -> None:
    kept = keep_together(Markup(line))

    assert together.replace(" ", GLUE) in kept
    assert kept.replace(GOES_ON, " · ").replace(GLUE, " ") == line


def test_a_line_that_fits_and_an_even_table_stay_as_they_are() -> None:
    text = Markup("Пришло <b>150 тыс</b> (2)\n<pre>имя                              12 000 000 тыс</pre>")
    assert keep_together(text) == text


def test_tags_stay_whole_and_a_long_chain_may_break() -> None:
    link = Markup('<a href="https://example.org/a b">Открыть</a> в браузере вечером, лучше всего до 18:00 (1)')
    assert '<a href="https://example.org/a b">' in keep_together(link)
    assert keep_together(Markup("* " * 40)) != ""
    assert " " in keep_together(Markup("1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25"))


def test_a_row_without_room_becomes_two() -> None:
    def row(*labels: str) -> tuple[Button, ...]:
        return tuple(Button(label, label) for label in labels)

    assert fit_rows((row("Да", "Нет", "Позже"),)) == (row("Да", "Нет", "Позже"),)
    assert fit_rows((row("Договорились", "Не состоялась", "Отказ"),)) == (
        row("Договорились", "Не состоялась"),
        row("Отказ"),
    )
    assert fit_rows((row("Презентация удалась", "Презентация не удалась"),)) == (
        row("Презентация удалась"),
        row("Презентация не удалась"),
    )
    chart, sheet, board = row("📊 График", "📄 Excel", "📈 Дашборд")
    assert fit_rows(((chart, sheet, board),)) == ((chart, sheet, board),)
    opens = replace(board, app="stats")  # the apps put a sign of it over the label's end
    assert fit_rows(((chart, sheet, opens),)) == ((chart, sheet), (opens,))
    week = row("1", "2", "3", "4", "5", "·6", "·7")
    assert fit_rows((week,)) == (week,)


def test_a_range_and_the_end_of_an_account_are_not_broken_behind_their_sign() -> None:
    line = "Сибирь-Лес и Ко: спросили оценку 0–10? Счёт …0001, …0002"
    assert keep_together(Markup(line)).count("\u2060") == 3
    assert "\u2060" not in keep_together(Markup("оценка 0–10"))


@pytest.mark.parametrize(
    ("line", "rows"),
    [
        ("Месяц: 7,31 из 8,00 млн · темп 91,3 % 🟡", ["Месяц: 7,31 из 8,00 млн", "темп 91,3 % 🟡"]),
        ("📌 Поручения 3 · просрочено 3 · заметок 1", ["📌 Поручения 3 · просрочено 3", "заметок 1"]),
        (
            "ср 02.12 → чт 03.12 · Школа 57 · 260 тыс · 95 % · лид · 📅 клиент перенёс",
            ["ср 02.12 → чт 03.12 · Школа 57", "260 тыс · 95 % · лид", "📅 клиент перенёс"],
        ),
        (
            "<b>Отдел продаж: 7,31 из 8,00 млн</b> · темп 96,1 %",
            ["<b>Отдел продаж: 7,31 из 8,00 млн</b>", "темп 96,1 %"],
        ),
        ("Пришло 7,31 из 8,00 млн за ноябрь, всего · 91,3 %", ["Пришло 7,31 из 8,00 млн за ноябрь, всего · 91,3 %"]),
        (
            "Wed 2 Dec → Thu 3 Dec · School 57 · 260 K · 95 % · lead · 📅 moved",
            ["Wed 2 Dec → Thu 3 Dec", "School 57 · 260 K · 95 % · lead", "📅 moved"],
        ),
        ("Первые 500 тыс сверх плана отдела за месяц · K 0,5 → 50 ₽", None),
        ("Факт оплат · 12:00 · пт 20 ноября", ["Факт оплат · 12:00 · пт 20 ноября"]),
    ],
)
def test_no_separator_ends_a_row(line: str, rows: list[str] | None) -> None:
    """Each begins below, with a sign that tells such a row from a line of its own; what would stand alone does not."""
    kept = str(keep_together(Markup(line))).replace(GLUE, " ")
    assert kept.split(GOES_ON) == (rows or [line])

"""The table of plans as people send it back: which header is one, which cell means what, and which is none."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sales.core.money import ROUBLE
from sales.plans.plan_heading import read_month
from sales.plans.plan_sheet import (
    BadCell,
    CellTrouble,
    PlanCell,
    Planned,
    address,
    match_row,
    read_metric,
    read_plan_sheet,
)
from sales.plans.plans import Metric
from tests.rows import each_row

NOVEMBER, DECEMBER = date(2026, 11, 1), date(2026, 12, 1)
HEAD = ["№", "Сотрудник", "Показатель", "Ноябрь 2026", "Декабрь 2026"]
ANNA, BORIS, OWN = Planned(1, 7, "Анна Белова"), Planned(1, 8, "Борис"), Planned(1, None, "Отдел целиком")


@each_row(
    ("text", "month"),
    [
        ("Ноябрь 2026", NOVEMBER),
        ("ноябрь 2026 г.", NOVEMBER),
        ("нояб. 2026", NOVEMBER),
        ("November 2026", NOVEMBER),
        ("Nov 2026", NOVEMBER),
        ("11.2026", NOVEMBER),
        ("01.11.2026", NOVEMBER),
        ("2026-11-01", NOVEMBER),
        ("2026-11", NOVEMBER),
        ("мая 2026", date(2026, 5, 1)),
        ("Март 2026", date(2026, 3, 1)),
        ("Ноябрь", None),
        ("Дек", None),
        ("ноя.26", NOVEMBER),
        ("Ноябрь'26", NOVEMBER),
        ("11/2026", NOVEMBER),
        ("2026.11", NOVEMBER),
        ("План на ноябрь 2026", NOVEMBER),
        ("Ноябрь 2026, тыс. руб.", NOVEMBER),
        ("Ноябрь 2026 (тыс. ₽)", NOVEMBER),
        ("Ноябрь 2026 млн", NOVEMBER),
        ("13.2026", None),
        ("план", None),
        ("", None),
        ("٢٠٢٦-11", None),
    ],
)
def test_a_month_is_read_in_any_of_its_forms(text: str, month: date | None) -> None:
    assert read_month(text) == month


@pytest.mark.parametrize(
    ("text", "metric"),
    [
        ("деньги", Metric.MONEY),
        ("Сделки", Metric.DEALS),
        ("новые клиенты", Metric.NEW_CLIENTS),
        ("New clients", Metric.NEW_CLIENTS),
        ("", Metric.MONEY),
        ("вес", None),
    ],
)
def test_a_metric_is_read_by_how_it_begins(text: str, metric: Metric | None) -> None:
    assert read_metric(text) == metric


def test_cells_are_named_as_excel_names_them() -> None:
    assert [address(0, 0), address(4, 3), address(9, 26), address(0, 701)] == ["A1", "D5", "AA10", "ZZ1"]


def test_the_bots_own_table_is_read_back() -> None:
    rows = [HEAD, ["7", "Анна", "деньги", "1200000", ""], ["7", "Анна", "сделки", "", "12"]]

    found = read_plan_sheet(rows)

    assert found is not None
    assert found.cells == (
        PlanCell("D2", "7", "Анна", Metric.MONEY, NOVEMBER, 1_200_000 * ROUBLE, is_bare=True),
        PlanCell("E3", "7", "Анна", Metric.DEALS, DECEMBER, 12),
    )
    assert found.bad == ()


def test_a_table_made_by_hand_needs_names_and_months_only() -> None:
    found = read_plan_sheet([["Планы отдела"], [], ["Имя", "11.2026"], ["Анна", "1,2 млн"]])

    assert found is not None
    assert found.cells == (PlanCell("B4", "", "Анна", Metric.MONEY, NOVEMBER, 1_200_000 * ROUBLE),)


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [["ИНН", "план"], ["7707083893", "5"]],
        [["Сотрудник", "Телефон"], ["Анна", "5"]],
        [["Ноябрь 2026"], ["5"]],
        [["x"]] * 20 + [HEAD],
    ],
)
def test_what_has_no_such_header_is_no_table_of_plans(rows: list[list[str]]) -> None:
    assert read_plan_sheet(rows) is None


def test_what_cannot_be_read_is_named_and_the_rest_is_read() -> None:
    rows = [
        HEAD,
        ["7", "Анна", "деньги", "много", "—"],
        ["8", "Борис", "сделки", "1,5", "3"],
        ["9", "Вера", "вес", "5", ""],
        ["7", "Анна", "деньги", "5", ""],
        ["7", "Анна", "деньги", "6", ""],
        ["", "", "", "", ""],
        ["короткая"],
    ]

    found = read_plan_sheet(rows)

    assert found is not None
    assert found.bad == (
        BadCell("D2", "много", CellTrouble.NO_SUM),
        BadCell("D3", "1,5", CellTrouble.NO_COUNT),
        BadCell("C4", "вес", CellTrouble.NO_METRIC),
        BadCell("D5", "Анна", CellTrouble.TWICE),
        BadCell("D6", "Анна", CellTrouble.TWICE),
    )
    assert [(each.at, each.value) for each in found.cells] == [("E2", None), ("E3", 3)]


@each_row(
    ("whose", "name", "found"),
    [
        ("7", "", ANNA),
        ("7", "Белова А.", ANNA),
        ("7", "Анна", ANNA),
        ("", "Анна Белова", ANNA),
        ("", "анна", ANNA),
        ("", "БОРИС", BORIS),
        ("отдел-1", "", OWN),
        ("", "Отдел целиком", OWN),
        ("7", "кто угодно", CellTrouble.OTHER_NAME),
        ("7", "Анна Петрова", CellTrouble.OTHER_NAME),
        ("8", "Анна", CellTrouble.OTHER_NAME),
        ("отдел-1", "Борис", CellTrouble.OTHER_NAME),
        ("отдел-1", "Продажи", OWN),
        ("9", "Анна", CellTrouble.NOBODY),
        ("отдел-2", "", CellTrouble.NOBODY),
        ("", "Вера", CellTrouble.NOBODY),
    ],
)
def test_a_row_is_matched_by_its_number_or_its_name(whose: str, name: str, found: Planned | CellTrouble) -> None:
    cell = PlanCell("D2", whose, name, Metric.MONEY, NOVEMBER, 1)

    matched = match_row(cell, [ANNA, BORIS, OWN])

    assert (matched.trouble if isinstance(matched, BadCell) else matched) == found


def test_two_of_one_name_are_not_guessed() -> None:
    cell = PlanCell("D2", "", "Анна", Metric.MONEY, NOVEMBER, 1)

    assert match_row(cell, [ANNA, Planned(1, 9, "Анна Котова")]) == BadCell("D2", "Анна", CellTrouble.SEVERAL)


def troubles(*rows: list[str], title: str = "") -> list[tuple[str, CellTrouble]]:
    found = read_plan_sheet(rows, title)
    assert found is not None
    return [(each.at, each.trouble) for each in found.bad]


@pytest.mark.parametrize(
    ("said", "trouble"),
    [
        ("=C2*1.1", CellTrouble.FORMULA),
        ("=", CellTrouble.FORMULA),
        ("#REF!", CellTrouble.ERROR),
        ("#ССЫЛКА!", CellTrouble.ERROR),
        ("#Н/Д", CellTrouble.ERROR),
        ("#DIV/0!", CellTrouble.ERROR),
        ("#NAME?", CellTrouble.ERROR),
        ("〃", CellTrouble.MERGED),
        ("около двух", CellTrouble.NO_SUM),
    ],
)
def test_a_cell_that_holds_something_is_never_taken_for_an_empty_one(said: str, trouble: CellTrouble) -> None:
    assert troubles(HEAD, ["7", "Анна", "деньги", said]) == [("D2", trouble)]
    if trouble is not CellTrouble.NO_SUM and trouble is not CellTrouble.MERGED:
        assert troubles(HEAD, ["7", said, "деньги", "5"]) == [("B2", trouble)]


def test_rows_under_a_merged_name_are_that_persons() -> None:
    rows = [HEAD, ["7", "Анна", "деньги", "2000000"], ["〃", "〃", "сделки", "12"], ["〃", "〃", "новые клиенты", "3"]]

    found = read_plan_sheet(rows)

    assert found is not None
    assert [(each.whose, each.name, each.metric) for each in found.cells] == [
        ("7", "Анна", metric) for metric in (Metric.MONEY, Metric.DEALS, Metric.NEW_CLIENTS)
    ]


def test_a_row_without_a_name_is_named() -> None:
    assert troubles(HEAD, ["7", "Анна", "деньги", "5"], ["", "", "сделки", "12"]) == [("D3", CellTrouble.NO_NAME)]


@pytest.mark.parametrize("title", ["Дек", "Декабрь", "дек", "IV кв", "Итого", ""])
def test_a_column_of_numbers_whose_title_is_no_month_is_named_once(title: str) -> None:
    rows = [["Имя", "Ноябрь 2026", title], ["Анна", "2000000", "2100000"], ["Борис", "1000000", "1100000"]]

    assert troubles(*rows) == [("C1", CellTrouble.NO_MONTH)]


def test_words_beside_the_plans_are_no_plans_and_need_no_word() -> None:
    assert troubles(["Имя", "Ноябрь 2026", "ИНН", "Отдел"], ["Анна", "2000000", "7707083893", "Север"]) == []


def test_a_table_whose_months_have_no_year_is_a_table_of_plans_all_the_same() -> None:
    assert troubles(["Имя", "Ноябрь", "Дек"], ["Анна", "5", "6"]) == [
        ("B1", CellTrouble.NO_MONTH),
        ("C1", CellTrouble.NO_MONTH),
    ]


@each_row(
    ("rows", "title"),
    [
        ([["Планы, тыс. руб."], ["Имя", "Ноябрь 2026"], ["Анна", "3500"]], ""),
        ([["в тысячах рублей"], ["Имя", "Ноябрь 2026"], ["Анна", "3 500,0"]], ""),
        ([["Имя", "Ноябрь 2026, т.р."], ["Анна", "3500"]], ""),
        ([["Имя", "Ноябрь 2026 (тыс. ₽)"], ["Анна", "3500"]], ""),
        ([["Имя", "Показатель", "Ноябрь 2026"], ["Анна", "деньги, тыс. руб.", "3500"]], ""),
        ([["Имя", "Ноябрь 2026"], ["Анна", "3500"]], "Планы тыс.руб"),
        ([["Plan, thousand RUB"], ["Name", "Nov 2026"], ["Анна", "3500"]], ""),
        ([["Планы, млн ₽"], ["Имя", "Ноябрь 2026"], ["Анна", "3,5"]], ""),
        ([["Планы, тыс. руб."], ["Имя", "Ноябрь 2026"], ["Анна", "3,5 млн"]], ""),
        ([["Планы, тыс. руб."], ["Имя", "Ноябрь 2026"], ["Анна", "3500 тыс"]], ""),
    ],
)
def test_sums_are_in_what_the_table_says(rows: list[list[str]], title: str) -> None:
    found = read_plan_sheet(rows, title)

    assert found is not None
    assert [(each.value, each.is_bare) for each in found.cells] == [(3_500_000 * ROUBLE, False)]


def test_whole_roubles_in_a_table_of_thousands_are_not_made_billions() -> None:
    rows = [["Планы, тыс. руб."], ["Имя", "Ноябрь 2026"], ["Анна", "3500000"]]

    assert troubles(*rows) == [("B3", CellTrouble.LARGE)]


def test_deals_are_counted_whatever_the_sums_are_in() -> None:
    rows = [["Планы, тыс. руб."], ["Имя", "Показатель", "Ноябрь 2026"], ["Анна", "сделки", "12"]]

    found = read_plan_sheet(rows)

    assert found is not None
    assert [each.value for each in found.cells] == [12]


@given(st.lists(st.lists(st.text(max_size=8), max_size=6), max_size=6))
def test_no_table_of_texts_breaks_the_reader(rows: list[list[str]]) -> None:
    found = read_plan_sheet([HEAD, *rows])

    assert found is not None
    assert len(found.cells) + len(found.bad) <= sum(max(len(row) - 2, 0) for row in rows)

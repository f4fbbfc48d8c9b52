"""Sums side by side, and columns that stand in line on a phone."""

import pytest

from reports.message.columns import (
    FIGURE_SPACE,
    HALF,
    NARROW_SPACE,
    align_left,
    align_right,
    cut,
    letters_in,
    width,
    width_of,
)
from reports.message.format import part_of, thousands, thousands_of
from tests.town import plain

THOUSAND = 100_000


@pytest.mark.parametrize(
    ("part", "whole", "said"),
    [
        (50 * THOUSAND, 150 * THOUSAND, "50 из 150 тыс"),
        (0, 150 * THOUSAND, "0 из 150 тыс"),
        (390 * THOUSAND, 1220 * THOUSAND, "390 тыс из 1,22 млн"),
        (500 * 100, 150 * THOUSAND, "500 ₽ из 150 тыс"),
    ],
)
def test_a_part_says_its_unit_once(part: int, whole: int, said: str) -> None:
    assert plain(part_of(part, whole)) == said


@pytest.mark.parametrize(
    ("name", "longest", "short"),
    [
        ("Анна Ив.", 8, "Анна Ив."),
        ("Анастасия Ив.", 10, "Анаст… Ив."),
        ("Анастасия Ил.", 10, "Анаст… Ил."),
        ("Anna Sto.", 7, "A… Sto."),
        ("Магнит Экспресс 24", 10, "Магнит… 24"),
        ("Анна Ив.", 5, "Анна…"),
        ("Константин", 7, "Конста…"),
        ("ООО Вектор и Компания.", 9, "ООО Вект…"),
    ],
)
def test_a_cut_name_keeps_what_tells_it_apart(name: str, longest: int, short: str) -> None:
    assert cut(name, longest) == short


@pytest.mark.parametrize(
    ("part", "whole", "said"),
    [
        (340 * THOUSAND, 565 * THOUSAND, "340 из 565"),
        (0, 400 * THOUSAND, "0 из 400"),
        (148_500_50, 565 * THOUSAND, "148,5 из 565"),
        (340 * THOUSAND, 1200 * THOUSAND, "340 тыс из 1,2 млн"),
        (-20 * THOUSAND, 400 * THOUSAND, "\u221220 из 400"),
    ],
)
def test_in_a_column_thousands_go_without_saying(part: int, whole: int, said: str) -> None:
    assert plain(thousands_of(part, whole)) == said


def test_half_a_thousand_is_still_a_number_of_thousands() -> None:
    assert thousands(50_000) == "0,5"


def test_columns_are_as_wide_as_their_widest_cell() -> None:
    wide = width_of(["75", "340"])

    assert [align_right(cell, wide) for cell in ("75", "340")] == [f"{FIGURE_SPACE}75", "340"]
    assert align_left("75", wide) == f"75{FIGURE_SPACE}"
    assert width_of([]) == 0


@pytest.mark.parametrize("names", [["Анна", "Борис", "Виктор"], ["Вектор", "АгроЮг", "Ромашка", "ИП Ким", "Школа 57"]])
def test_names_of_different_letters_end_within_a_quarter_of_a_digit(names: list[str]) -> None:
    wide = width_of(names)

    padded = [align_left(name, wide) for name in names]

    assert all(abs(width(name) - wide) <= HALF / 2 for name in padded)
    assert all(name.count(NARROW_SPACE) <= 1 for name in padded)


def test_wide_letters_take_more_room_than_narrow_ones() -> None:
    assert width("Щука") > width("Рига") > width("iiii")


def test_a_table_in_even_letters_counts_letters() -> None:
    assert letters_in(["Щука", "ii"]) == 4
    assert letters_in(["🔴"]) == letters_in(["⚪️"]) == letters_in(["⚠️"]) == letters_in(["✅"]) == 2
    assert letters_in([]) == 0


def test_a_long_name_is_cut_where_its_column_ends() -> None:
    assert cut("Ромашка") == "Ромашка"
    assert cut("Северо-Западная компания") == "Северо-Западн…"

"""How numbers, days and phones look on a phone, in both languages."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.message.format import (
    NBSP,
    figure_of,
    hours,
    in_millions,
    in_thousands,
    long_day,
    mask_phone,
    money,
    percent,
    short,
    short_day,
    weekday,
)
from reports.message.language import speaking
from sales.core.money import Percent
from tests.rows import each_row

FRIDAY = date(2026, 11, 20)


def plain(text: str) -> str:
    return text.replace(NBSP, " ")


@pytest.mark.parametrize(
    ("kopecks", "russian"),
    [
        (150_000_00, "150 000 ₽"),
        (148_500_50, "148 500,50 ₽"),
        (5, "0,05 ₽"),
        (0, "0 ₽"),
        (-5_000_00, "−5 000 ₽"),
        (1_240_000_00, "1 240 000 ₽"),
        (999_99, "999,99 ₽"),
    ],
)
def test_a_confirmation_shows_the_whole_sum_and_kopecks_only_where_there_are_any(kopecks: int, russian: str) -> None:
    with speaking("ru"):
        assert plain(money(kopecks)) == russian


@each_row(
    ("kopecks", "russian", "english"),
    [
        (340_000_00, "340 тыс", "340 K"),
        (1_240_000_00, "1,24 млн", "1.24 M"),
        (1_200_000_00, "1,2 млн", "1.2 M"),
        (133_333_33, "133,3 тыс", "133.3 K"),
        (999_949_99, "999,9 тыс", "999.9 K"),
        (999_950_00, "1 млн", "1 M"),
        (1_000_00, "1 тыс", "1 K"),
        (999_00, "999 ₽", "999 ₽"),
        (150_50, "150,5 ₽", "150.5 ₽"),
        (0, "0", "0"),
        (-40_000_00, "−40 тыс", "−40 K"),
    ],
)
def test_a_list_shows_a_short_sum(kopecks: int, russian: str, english: str) -> None:
    with speaking("ru"):
        assert plain(short(kopecks)) == russian
    with speaking("en"):
        assert plain(short(kopecks)) == english


@given(st.integers(min_value=-(10**16), max_value=10**16))
def test_a_short_sum_stays_short_whatever_the_sum(kopecks: int) -> None:
    with speaking("ru"):
        assert len(short(kopecks)) <= len("−999 999 999,99 млн") + 2


def test_a_share_has_one_decimal_is_never_capped_and_a_dash_where_there_is_none() -> None:
    with speaking("ru"):
        assert plain(percent(Percent(602))) == "60,2 %"
        assert plain(percent(Percent(1333))) == "133,3 %"
        assert plain(percent(Percent(0))) == "0,0 %"
        assert plain(percent(Percent(-55))) == "−5,5 %"
        assert percent(None) == "—"


def test_days_are_named_as_people_of_the_language_name_them() -> None:
    with speaking("ru"):
        assert plain(long_day(FRIDAY)) == "пт 20 ноября"
        assert plain(short_day(FRIDAY)) == "пт 20.11"
    with speaking("en"):
        assert plain(short_day(FRIDAY)) == "Fri 20 Nov", "11/12 is two days, and a month has a name"
    with speaking("en"):
        assert weekday(FRIDAY) == "Fri"
        assert plain(long_day(FRIDAY)) == "Fri 20 November"


def test_hours_are_those_of_the_department() -> None:
    assert hours(datetime(2026, 11, 20, 8, 47, tzinfo=UTC), "Europe/Moscow") == "11:47"
    assert hours(datetime(2026, 11, 20, 8, 47, tzinfo=UTC), "Asia/Vladivostok") == "18:47"


def test_a_phone_is_recognised_but_cannot_be_called() -> None:
    assert plain(mask_phone("+7 921 123-45-67")) == "··· 45-67"
    assert mask_phone("12") == "···"


@pytest.mark.parametrize(
    ("kopecks", "told"),
    [
        (0, "0"),
        (500_00, "0,5"),
        (7_450_00, "7,5"),
        (714_285_71, "714"),
        (1_240_000_00, "1 240"),
        (-2_000_000_00, "−2 000"),
    ],
)
def test_a_table_of_thousands_says_its_unit_once(kopecks: int, told: str) -> None:
    with speaking("ru"):
        assert plain(in_thousands(kopecks)) == told


def test_what_is_rounded_to_nothing_has_no_sign() -> None:
    """A refund of 3 000 ₽ among millions."""
    with speaking("ru"):
        assert [in_millions(-3_000_00), in_thousands(-4_00), in_millions(-5_000_00)] == ["0,00", "0", "−0,01"]


@pytest.mark.parametrize(
    ("part", "whole", "told"),
    [
        (500_000_00, 1_500_000_00, "0,50 из 1,50 млн"),
        (999_999_00, 1_500_000_00, "1,00 из 1,50 млн"),
        (-100_000_00, 1_500_000_00, "−0,10 из 1,50 млн"),
        (99_000_00, 1_500_000_00, "99 тыс из 1,50 млн"),
        (0, 1_500_000_00, "0 из 1,50 млн"),
        (340_000_00, 565_000_00, "340 из 565 тыс"),
    ],
)
def test_a_part_is_told_in_the_unit_of_the_whole_where_two_decimals_show_it(part: int, whole: int, told: str) -> None:
    with speaking("ru"):
        assert plain(figure_of(part, whole)) == told

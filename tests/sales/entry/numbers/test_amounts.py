"""Sums: every way to write one, every way to write none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sales.core.money import LARGEST, Kopecks
from sales.entry.numbers.amounts import AmountChoice, AmountMistake, read_amount, read_share
from tests.rows import each_row

THOUSAND = 1000_00
MILLION = 1000 * THOUSAND

SUMS = [
    ("150к", 150 * THOUSAND),
    ("150 К", 150 * THOUSAND),
    ("150k", 150 * THOUSAND),
    ("150т", 150 * THOUSAND),
    ("150 т.р.", 150 * THOUSAND),
    ("150тр", 150 * THOUSAND),
    ("90 тыс руб", 90 * THOUSAND),
    ("90 тыс. ₽", 90 * THOUSAND),
    ("90 тысяч рублей", 90 * THOUSAND),
    ("150 000", 150 * THOUSAND),
    ("150\u00a0000", 150 * THOUSAND),
    ("150\u202f000 ₽", 150 * THOUSAND),
    ("150000", 150 * THOUSAND),
    ("150.000", 150 * THOUSAND),
    ("150,000", 150 * THOUSAND),
    ("1.000.000", MILLION),
    ("1,234.50", 1234_50),
    ("1,2млн", 1200 * THOUSAND),
    ("1.2 млн", 1200 * THOUSAND),
    ("1,500 млн", 1500 * THOUSAND),
    ("1.2m", 1200 * THOUSAND),
    ("1,2 лям", 1200 * THOUSAND),
    ("2кк", 2 * MILLION),
    ("1 млрд", 1000 * MILLION),
    ("2 млн 300 тыс", 2300 * THOUSAND),
    ("2 млн и 300 тыс", 2300 * THOUSAND),
    ("150 тыс 500 руб", 150_500_00),
    ("148 500,50 р", 148_500_50),
    ("148500.5 р", 148_500_50),
    ("148500 р 50 коп", 148_500_50),
    ("100 рублей 5 копеек", 100_05),
    ("150,50", 150_50),
    ("150 р.", 150_00),
    ("1,15 р", 1_15),
    ("0,29 р", 29),
    ("полтора млн", 1500 * THOUSAND),
    ("полторы тысячи", 1500_00),
    ("пол миллиона", 500 * THOUSAND),
    ("полмиллиона", 500 * THOUSAND),
    ("пол-ляма", 500 * THOUSAND),
    ("2 с половиной млн", 2500 * THOUSAND),
    ("миллион", MILLION),
    ("тысяча", THOUSAND),
    ("сто пятьдесят тысяч", 150 * THOUSAND),
    ("два миллиона триста тысяч", 2300 * THOUSAND),
    ("примерно 150к", 150 * THOUSAND),
    ("+50000", 50_000_00),
    ("~150к!", 150 * THOUSAND),
    ("1'250'000", 1250 * THOUSAND),
    ("30% от 600к", 180 * THOUSAND),
    ("половина от 300к", 150 * THOUSAND),
    ("1000000000000", LARGEST),
]

MISTAKES = [
    ("", AmountMistake.NOT_A_NUMBER),
    ("завтра", AmountMistake.NOT_A_NUMBER),
    ("1e309", AmountMistake.NOT_A_NUMBER),
    ("٣٤", AmountMistake.NOT_A_NUMBER),
    ("٣٤к", AmountMistake.NOT_A_NUMBER),
    ("５０к", AmountMistake.NOT_A_NUMBER),
    ("5²", AmountMistake.NOT_A_NUMBER),
    ("1_000", AmountMistake.NOT_A_NUMBER),
    ("NaN", AmountMistake.NOT_A_NUMBER),
    ("Infinity", AmountMistake.NOT_A_NUMBER),
    ("0x1F", AmountMistake.NOT_A_NUMBER),
    ("1,2,3", AmountMistake.NOT_A_NUMBER),
    ("80%", AmountMistake.NOT_A_NUMBER),
    ("150 200к", AmountMistake.NOT_A_NUMBER),
    ("1,2345 р", AmountMistake.NOT_A_NUMBER),
    ("сто пятьсот", AmountMistake.NOT_A_NUMBER),
    ("двадцать двенадцать", AmountMistake.NOT_A_NUMBER),
    ("150к Ромашка", AmountMistake.NOT_A_NUMBER),
    ("-5", AmountMistake.NEGATIVE),
    ("−5000", AmountMistake.NEGATIVE),
    ("минус 5к", AmountMistake.NEGATIVE),
    ("0", AmountMistake.ZERO),
    ("0,00 р", AmountMistake.ZERO),
    ("0к", AmountMistake.ZERO),
    ("150-200к", AmountMistake.SPAN),
    ("от 100 до 200 тысяч", AmountMistake.SPAN),
    ("150 или 200 тыс", AmountMistake.SPAN),
    ("150к 200к", AmountMistake.SEVERAL),
    ("12 34", AmountMistake.SEVERAL),
    ("1000000000001", AmountMistake.TOO_LARGE),
    ("1000001 млн", AmountMistake.TOO_LARGE),
    ("9" * 90, AmountMistake.TOO_LARGE),
    ("500$", AmountMistake.FOREIGN),
    ("$5 000", AmountMistake.FOREIGN),
    ("US$ 500", AmountMistake.FOREIGN),
    ("12000 USD", AmountMistake.FOREIGN),
    ("eur 300", AmountMistake.FOREIGN),
    ("3 тыс евро", AmountMistake.FOREIGN),
    ("1,5 млн долларов", AmountMistake.FOREIGN),
    ("пять тысяч баксов", AmountMistake.FOREIGN),
    ("20000 юаней", AmountMistake.FOREIGN),
    ("1000 у.е.", AmountMistake.FOREIGN),
    ("500 бел. руб.", AmountMistake.FOREIGN),
    ("150к 200$", AmountMistake.FOREIGN),
]

CHOICES = [
    ("150", 150_00, 150 * THOUSAND),
    ("90", 90_00, 90 * THOUSAND),
    ("999", 999_00, 999 * THOUSAND),
    ("двести", 200_00, 200 * THOUSAND),
    ("пятсот", 500_00, 500 * THOUSAND),
    ("двесте шестдесят", 260_00, 260 * THOUSAND),
    ("семьсот пятьдесят", 750_00, 750 * THOUSAND),
    ("1,5", 1500_00, 1500 * THOUSAND),
    ("1.25", 1250_00, 1250 * THOUSAND),
    ("1 200", 1200_00, 1200 * THOUSAND),
    ("5000", 5000_00, 5 * MILLION),
]


@each_row(("text", "kopecks"), SUMS)
def test_a_sum_is_exact_to_the_kopeck(text: str, kopecks: Kopecks) -> None:
    assert read_amount(text) == kopecks


@each_row(("text", "mistake"), MISTAKES)
def test_what_is_no_sum_says_why(text: str, mistake: AmountMistake) -> None:
    assert read_amount(text) == mistake


@pytest.mark.parametrize(("text", "smaller", "larger"), CHOICES)
def test_a_small_bare_number_is_asked(text: str, smaller: Kopecks, larger: Kopecks) -> None:
    assert read_amount(text) == AmountChoice(smaller, larger)


@given(st.integers(min_value=10_000, max_value=LARGEST // 100))
def test_whole_roubles_read_back_however_they_are_grouped(roubles: int) -> None:
    grouped = f"{roubles:,}"
    ways = (
        str(roubles),
        grouped.replace(",", " "),
        grouped.replace(",", "\u00a0") + " ₽",
        f"{roubles}р",
        f"{roubles} руб.",
    )
    assert {read_amount(way) for way in ways} == {roubles * 100}


@given(st.integers(min_value=1, max_value=99_999_999_99))
def test_kopecks_read_back_with_a_comma_a_point_or_in_words(kopecks: int) -> None:
    whole, rest = divmod(kopecks, 100)
    ways = (f"{whole},{rest:02} р", f"{whole}.{rest:02}₽", f"{whole} руб {rest} коп")
    assert {read_amount(way) for way in ways} == {kopecks}


@given(st.integers(min_value=1, max_value=999_999))
def test_thousands_read_back_with_any_unit(thousands: int) -> None:
    ways = [f"{thousands}{unit}" for unit in ("к", "k", "т", "тыс", " тыс.", "тр", " т.р.", "К")]
    assert {read_amount(way) for way in ways} == {thousands * THOUSAND}


@given(st.integers(min_value=1, max_value=999), st.integers(min_value=1, max_value=9))
def test_a_part_of_a_million_reads_back(millions: int, tenth: int) -> None:
    ways = [f"{millions}{point}{tenth}{unit}" for point in ",." for unit in ("млн", " млн", "м", "m", " лям", "кк")]
    assert {read_amount(way) for way in ways} == {(millions * 10 + tenth) * 100 * THOUSAND}


@given(st.text())
def test_no_text_raises_and_no_sum_is_out_of_bounds(text: str) -> None:
    reading = read_amount(text)
    assert not isinstance(reading, int) or 0 < reading <= LARGEST


@given(st.from_regex(r"[-+0-9.,_ eкмтр%]{1,30}", fullmatch=True))
def test_no_heap_of_digits_raises(text: str) -> None:
    reading = read_amount(text)
    assert not isinstance(reading, int) or 0 < reading <= LARGEST


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("половину", 75 * THOUSAND),
        ("остаток", 150 * THOUSAND),
        ("Всё", 150 * THOUSAND),
        ("треть", 50 * THOUSAND),
        ("30%", 45 * THOUSAND),
        ("50к", None),
        ("половину завтра", None),
        ("0%", None),
    ],
)
def test_a_part_of_what_is_owed_is_named_in_a_word(text: str, part: Kopecks | None) -> None:
    assert read_share(text, 150 * THOUSAND) == part

"""Days: the words for them, said on Friday 20.11.2026 unless another day is named."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sales.entry.days.dates import DayChoice, DayMistake, DayReading, Leaning, read_day
from tests.rows import each_row

FRIDAY = date(2026, 11, 20)
TODAYS = st.dates(min_value=date(2020, 1, 1), max_value=date(2090, 12, 31))


def day(number: int, month: int = 11, year: int = 2026) -> date:
    return date(year, month, number)


DAYS = [
    ("сегодня", FRIDAY),
    ("Завтра", day(21)),
    ("послезавтра", day(22)),
    ("вчера", day(19)),
    ("позавчера", day(18)),
    ("пн", day(23)),
    ("пн.", day(23)),
    ("на пн", day(23)),
    ("Понедельник", day(23)),
    ("к понедельнику", day(23)),
    ("во вторник", day(24)),
    ("в среду", day(25)),
    ("до среды", day(25)),
    ("чт", day(26)),
    ("до четверга", day(26)),
    ("сб", day(21)),
    ("в воскресенье", day(22)),
    ("ближайший вторник", day(24)),
    ("в следующую пятницу", day(27)),
    ("след пт", day(27)),
    ("в эту среду", day(18)),
    ("в прошлую пятницу", day(13)),
    ("на след неделе пн", day(23)),
    ("в ср на следующей неделе", day(25)),
    ("через день", day(21)),
    ("через 3 дня", day(23)),
    ("через два дня", day(22)),
    ("через неделю", day(27)),
    ("через 2 недели", day(4, 12)),
    ("через месяц", day(20, 12)),
    ("+3", day(23)),
    ("+ 7 дней", day(27)),
    ("25.12", day(25, 12)),
    ("25.12.", day(25, 12)),
    ("5.1", day(5, 1, 2027)),
    ("25,12", day(25, 12)),
    ("25/12", day(25, 12)),
    ("25 12", day(25, 12)),
    ("25.12.26", day(25, 12)),
    ("25.12.2026 г.", day(25, 12)),
    ("25-12-2026", day(25, 12)),
    ("2026-12-25", day(25, 12)),
    ("25 декабря", day(25, 12)),
    ("25 дек", day(25, 12)),
    ("25декабря", day(25, 12)),
    ("5 мая", day(5, 5, 2027)),
    ("15 января 2027 года", day(15, 1, 2027)),
    ("25", day(25)),
    ("31", day(31, 12)),
    ("25-го", day(25)),
    ("25 числа", day(25)),
    ("к 25 числу", day(25)),
    ("до 25", day(25)),
    ("1-го", day(1, 12)),
    ("конец месяца", day(30)),
    ("до конца месяца", day(30)),
    ("в начале месяца", day(1, 12)),
    ("в конце недели", FRIDAY),
    ("в начале недели", day(23)),
    ("конец квартала", day(31, 12)),
    ("до конца года", day(31, 12)),
    ("пт 27.11", day(27)),
    ("с пн на ср", day(25)),
    ("15.11", day(15)),
    ("21.09", day(21, 9)),
    ("20.09", day(20, 9, 2027)),
    ("today", FRIDAY),
    ("tomorrow", day(21)),
    ("the day after tomorrow", day(22)),
    ("yesterday", day(19)),
    ("mon", day(23)),
    ("on Sunday", day(22)),
    ("next friday", day(27)),
    ("last friday", day(13)),
    ("in 3 days", day(23)),
    ("in a week", day(27)),
    ("dec 25", day(25, 12)),
    ("25th of december", day(25, 12)),
    ("May 5", day(5, 5, 2027)),
    ("end of month", day(30)),
    ("end of the week", FRIDAY),
]

CHOICES = [
    ("пт", FRIDAY, day(27)),
    ("к пятнице", FRIDAY, day(27)),
    ("friday", FRIDAY, day(27)),
    ("пн или вт", day(23), day(24)),
    ("вт 23.11", day(23), day(24)),
    ("на следующей неделе", day(23), day(27)),
    ("next week", day(23), day(27)),
    ("через пару дней", day(22), day(23)),
    ("29.02", day(28, 2, 2027), day(1, 3, 2027)),
    ("на той неделе", day(23), day(27)),
]

MISTAKES = [
    ("", DayMistake.NOT_A_DAY),
    ("скоро", DayMistake.NOT_A_DAY),
    ("150к", DayMistake.NOT_A_DAY),
    ("٢٥.١٢", DayMistake.NOT_A_DAY),
    ("２５.12", DayMistake.NOT_A_DAY),
    ("завтра Ромашка", DayMistake.NOT_A_DAY),
    ("31.02", DayMistake.NO_SUCH_DAY),
    ("30 февраля", DayMistake.NO_SUCH_DAY),
    ("32.12", DayMistake.NO_SUCH_DAY),
    ("25.13", DayMistake.NO_SUCH_DAY),
    ("29.02.2027", DayMistake.NO_SUCH_DAY),
    ("00.00", DayMistake.NO_SUCH_DAY),
    ("25.12.2030", DayMistake.OUT_OF_RANGE),
    ("19.11.2025", DayMistake.OUT_OF_RANGE),
    ("21.11.2028", DayMistake.OUT_OF_RANGE),
    ("через 9999 дней", DayMistake.OUT_OF_RANGE),
    ("через 9999 месяцев", DayMistake.OUT_OF_RANGE),
    ("пн вт ср", DayMistake.SEVERAL),
]


@each_row(("text", "meant"), DAYS)
def test_a_day_is_found_by_its_word(text: str, meant: date) -> None:
    assert read_day(text, FRIDAY) == meant


@each_row(("text", "earlier", "later"), CHOICES)
def test_two_days_that_may_be_meant_are_both_offered(text: str, earlier: date, later: date) -> None:
    assert read_day(text, FRIDAY) == DayChoice(earlier, later)


@each_row(("text", "mistake"), MISTAKES)
def test_what_is_no_day_says_why(text: str, mistake: DayMistake) -> None:
    assert read_day(text, FRIDAY) == mistake


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("пт", FRIDAY),
        ("в среду", day(18)),
        ("пн", day(16)),
        ("25 числа", day(25, 10)),
        ("20-го", FRIDAY),
        ("завтра", day(21)),
    ],
)
def test_what_has_happened_lies_behind(text: str, meant: date) -> None:
    assert read_day(text, FRIDAY, Leaning.BEHIND) == meant


@pytest.mark.parametrize(
    ("today", "text", "meant"),
    [
        (date(2026, 11, 21), "в конце недели", date(2026, 11, 27)),
        (date(2026, 11, 30), "конец месяца", date(2026, 11, 30)),
        (date(2026, 1, 31), "через месяц", date(2026, 2, 28)),
        (date(2026, 12, 31), "завтра", date(2027, 1, 1)),
        (date(2026, 1, 10), "25.12", date(2025, 12, 25)),
        (date(2026, 11, 16), "в следующую пятницу", date(2026, 11, 27)),
        (date(2028, 2, 29), "01.03.2030", DayMistake.OUT_OF_RANGE),
        (date(2028, 2, 29), "28.02.2030", date(2030, 2, 28)),
        (date.max, "завтра", DayMistake.NO_SUCH_DAY),
    ],
)
def test_the_edges_of_weeks_months_and_years(today: date, text: str, meant: DayReading) -> None:
    assert read_day(text, today) == meant


@given(TODAYS, st.integers(min_value=-300, max_value=600))
def test_a_full_date_reads_back_in_every_spelling(today: date, away: int) -> None:
    meant = today + timedelta(days=away)
    ways = (f"{meant:%d.%m.%Y}", f"{meant:%d/%m/%Y}", meant.isoformat(), f"до {meant:%d.%m.%y}")
    assert {read_day(way, today) for way in ways} == {meant}


@given(TODAYS, st.sampled_from(["пн", "вт", "ср", "чт", "пт", "сб", "вс"]))
def test_a_weekday_is_one_of_the_next_seven_days_or_asked(today: date, name: str) -> None:
    number = ["пн", "вт", "ср", "чт", "пт", "сб", "вс"].index(name)
    meant = read_day(name, today)
    if number == today.weekday():
        assert meant == DayChoice(today, today + timedelta(days=7))
    else:
        assert isinstance(meant, date)
        assert meant.weekday() == number
        assert today < meant < today + timedelta(days=7)


@given(st.text(), st.dates(), st.sampled_from(Leaning))
def test_no_text_on_any_day_raises(text: str, today: date, leaning: Leaning) -> None:
    read_day(text, today, leaning)


@given(st.from_regex(r"(до |\+|в )?[0-9]{1,4}([./, -][0-9]{1,4}){0,2}( числа| декабря| дней)?", fullmatch=True), TODAYS)
def test_no_day_is_out_of_range(text: str, today: date) -> None:
    meant = read_day(text, today)
    if isinstance(meant, date):
        assert today.year - 1 <= meant.year <= today.year + 2

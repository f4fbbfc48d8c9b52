"""The time of day: the clock, the part of the day, half past."""

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sales.entry.days.dates import DayChoice, DayMistake, DayReading
from sales.entry.days.times import moment_after, read_moment, read_time, take_delay, take_time
from sales.entry.reading import Line
from tests.rows import each_row

FRIDAY = date(2026, 11, 20)


@each_row(
    ("text", "meant"),
    [
        ("15:00", time(15)),
        ("в 15:30", time(15, 30)),
        ("к 15:30", time(15, 30)),
        ("в 15", time(15)),
        ("15", time(15)),
        ("1530", time(15, 30)),
        ("15.30", time(15, 30)),
        ("15 30", time(15, 30)),
        ("в 12.30", time(12, 30)),
        ("в 15 часов", time(15)),
        ("в 10 утра", time(10)),
        ("9 утра", time(9)),
        ("в 7 вечера", time(19)),
        ("в 3 дня", time(15)),
        ("в 3", time(15)),
        ("в 6", time(18)),
        ("в 7", time(7)),
        ("в 9", time(9)),
        ("3:30", time(15, 30)),
        ("03:30", time(3, 30)),
        ("в полдень", time(12)),
        ("в пол третьего", time(14, 30)),
        ("полтретьего", time(14, 30)),
        ("в половине десятого", time(9, 30)),
        ("noon", time(12)),
        ("at 3 pm", time(15)),
        ("3pm", time(15)),
        ("10 am", time(10)),
    ],
)
def test_a_time_is_read_as_it_is_said(text: str, meant: time) -> None:
    assert read_time(text) == meant


@pytest.mark.parametrize(
    "text", ["", "25", "в 24", "24:00", "12:60", "скоро", "в 15 тыс", "١٥:٠٠", "в 15:00 и 16:00 и"]
)
def test_what_is_no_time_is_none(text: str) -> None:
    assert read_time(text) is None


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("звонок Вектор завтра в 15:00 по счёту", "звонок Вектор завтра  по счёту"),
        ("встреча в 24 Часа", "встреча в 24 Часа"),
        ("через 3 дня", "через 3 дня"),
        ("оплата в 15 тыс", "оплата в 15 тыс"),
        ("25.12", "25.12"),
    ],
)
def test_only_a_time_is_taken_out_of_a_line(text: str, left: str) -> None:
    line = Line(text)
    take_time(line)
    assert "".join(line.written[place] for place, kept in enumerate(line.left) if kept != "\x1f") == left


@pytest.mark.parametrize(
    ("text", "delay"),
    [
        ("через час", timedelta(hours=1)),
        ("через 2 часа", timedelta(hours=2)),
        ("через полчаса", timedelta(minutes=30)),
        ("через 20 минут", timedelta(minutes=20)),
        ("in an hour", timedelta(hours=1)),
        ("in 45 min", timedelta(minutes=45)),
        ("через неделю", None),
    ],
)
def test_a_delay_is_counted_from_now(text: str, delay: timedelta | None) -> None:
    assert take_delay(Line(text)) == delay


def test_a_delay_over_midnight_is_tomorrow() -> None:
    assert moment_after(FRIDAY, time(23, 40, 12), timedelta(minutes=30)) == (date(2026, 11, 21), time(0, 10))


def test_a_delay_without_a_clock_is_only_today() -> None:
    assert moment_after(FRIDAY, None, timedelta(hours=1)) == (FRIDAY, None)


@each_row(
    ("text", "moment"),
    [
        ("завтра в 15", (date(2026, 11, 21), time(15))),
        ("пн 12.30", (date(2026, 11, 23), time(12, 30))),
        ("25.12 в 10 утра", (date(2026, 12, 25), time(10))),
        ("завтра", (date(2026, 11, 21), None)),
        ("в 15", (None, time(15))),
        ("через час", (FRIDAY, time(11))),
        ("пт в 12", (DayChoice(FRIDAY, date(2026, 11, 27)), time(12))),
        ("31.02 в 12", (DayMistake.NO_SUCH_DAY, time(12))),
        ("как-нибудь", (DayMistake.NOT_A_DAY, None)),
        ("завтра Ромашка", (DayMistake.NOT_A_DAY, None)),
        ("", (DayMistake.NOT_A_DAY, None)),
    ],
)
def test_a_moment_is_a_day_and_an_hour(text: str, moment: tuple[DayReading | None, time | None]) -> None:
    assert read_moment(text, FRIDAY, time(10)) == moment


@given(st.times())
def test_a_clock_reads_back(at: time) -> None:
    assert read_time(f"{at:%H:%M}") == at.replace(second=0, microsecond=0) or 10 > at.hour > 0


@given(st.text())
def test_no_text_raises(text: str) -> None:
    read_time(text)

"""Absences in one line, said on Friday 20 November 2026, and what is not taken for one."""

from datetime import date

import pytest

from sales.absences.absence_entry import AbsenceSaid, read_absence, read_days
from sales.absences.absences import AbsenceKind
from sales.entry.days.dates import DayMistake
from tests.rows import each_row

TODAY = date(2026, 11, 20)
VACATION, SICK, TRIP, OFF = AbsenceKind.VACATION, AbsenceKind.SICK, AbsenceKind.TRIP, AbsenceKind.DAY_OFF


def day(number: int, month: int = 11, year: int = 2026) -> date:
    return date(year, month, number)


@each_row(
    ("text", "kind", "first", "last"),
    [
        ("отпуск 9–13.11", VACATION, day(9), day(13)),
        ("отпуск 9-13.11", VACATION, day(9), day(13)),
        ("отпуск с 7.12 по 18.12", VACATION, day(7, 12), day(18, 12)),
        ("отпуск с 7 по 18 декабря", VACATION, day(7, 12), day(18, 12)),
        ("Отпуск 28.12 - 10.01", VACATION, day(28, 12), day(10, 1, 2027)),
        ("отпуск 28-3.12", VACATION, day(28), day(3, 12)),
        ("болею сегодня", SICK, TODAY, TODAY),
        ("болею", SICK, TODAY, TODAY),
        ("Я заболела", SICK, TODAY, TODAY),
        ("болею до среды", SICK, TODAY, day(24)),
        ("больничный до понедельника", SICK, TODAY, day(22)),
        ("отпуск до понедельника включительно", VACATION, TODAY, day(23)),
        ("отпуск по понедельник", VACATION, TODAY, day(23)),
        ("больничный по среду включительно", SICK, TODAY, day(25)),
        ("болею до конца недели", SICK, TODAY, day(20)),
        ("отпуск до конца месяца", VACATION, TODAY, day(30)),
        ("отпуск с 14 по 19", VACATION, day(14, 12), day(19, 12)),
        ("отпуск с 24 по 27", VACATION, day(24), day(27)),
        ("командировка с 28 по 3", TRIP, day(28), day(3, 12)),
        ("заболела, меня не будет до среды", SICK, TODAY, day(24)),
        ("болею до 26.11", SICK, TODAY, day(25)),
        ("болею 3 дня", SICK, TODAY, day(22)),
        ("больничный 23-27.11", SICK, day(23), day(27)),
        ("отгул завтра", OFF, day(21), day(21)),
        ("отгул в пн", OFF, day(23), day(23)),
        ("отгул 25.11", OFF, day(25), day(25)),
        ("командировка 1-3.12", TRIP, day(1, 12), day(3, 12)),
        ("командировка пн-ср", TRIP, day(23), day(25)),
        ("командировка с пн по ср", TRIP, day(23), day(25)),
        ("командировка ср - пн", TRIP, day(25), day(30)),
        ("отпуск на неделю с 7.12", VACATION, day(7, 12), day(13, 12)),
        ("отпуск на 2 недели с понедельника", VACATION, day(23), day(6, 12)),
        ("меня не будет 24.11", AbsenceKind.OTHER, day(24), day(24)),
        ("vacation 9-13.11", VACATION, day(9), day(13)),
        ("sick today", SICK, TODAY, TODAY),
        ("day off tomorrow", OFF, day(21), day(21)),
        ("trip from 1.12 to 3.12", TRIP, day(1, 12), day(3, 12)),
    ],
)
def test_a_line_is_understood_whole(text: str, kind: AbsenceKind, first: date, last: date) -> None:
    said = read_absence(text, TODAY)

    assert said == AbsenceSaid(kind, first, last)
    assert said.is_certain


def test_friday_said_on_a_friday_is_asked() -> None:
    said = read_absence("отгул пт", TODAY)

    assert said == AbsenceSaid(OFF, either=(TODAY, day(27)))
    assert said.is_understood
    assert not said.is_certain


@pytest.mark.parametrize(
    ("text", "mistake"),
    [
        ("отпуск 30-31.11", DayMistake.NO_SUCH_DAY),
        ("отпуск 31.02", DayMistake.NO_SUCH_DAY),
        ("отпуск 9-13.11.2031", DayMistake.NO_SUCH_DAY),
        ("отпуск 9.11 10.11 12.11", DayMistake.SEVERAL),
        ("отпуск на 999 недель", DayMistake.OUT_OF_RANGE),
    ],
)
def test_days_that_cannot_be_are_told(text: str, mistake: DayMistake) -> None:
    said = read_absence(text, TODAY)

    assert said.mistake is mistake
    assert not said.is_certain


@each_row(
    "text",
    [
        "оплата 150к Ромашка пт 80%",
        "позвонил Вектор - директор болеет",
        "встреча Отпуск.ру завтра: договорились",
        "отпуск Ромашка 150к",
        "командировка 45 000 р",
        "болею за Спартак",
        "",
        "завтра",
        "9-13.11",
        "٣-٥.11 отпуск Ким",
    ],
)
def test_what_holds_anything_else_is_no_absence(text: str) -> None:
    assert not read_absence(text, TODAY).is_certain


def test_a_name_is_what_is_left() -> None:
    assert read_absence("Борис отпуск 9-13.11", TODAY) == AbsenceSaid(VACATION, day(9), day(13), rest="Борис")


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("9-13.11", day(9), day(13)),
        ("с 9 по 13 ноября", day(9), day(13)),
        ("25", day(25), day(25)),
        ("завтра", day(21), day(21)),
        ("до 25.11", TODAY, day(24)),
        ("по 25.11", TODAY, day(25)),
        ("3 дня", TODAY, day(22)),
    ],
)
def test_in_a_form_the_days_stand_alone(text: str, first: date, last: date) -> None:
    assert read_days(text, TODAY) == AbsenceSaid(None, first, last)


@pytest.mark.parametrize("text", ["", "как-нибудь", "9-13.11 наверное", "31.02"])
def test_in_a_form_too_a_slip_is_told(text: str) -> None:
    assert read_days(text, TODAY).mistake is not None

"""Discounts in tenths of a percent, hours that are worked, and names as they are said."""

from datetime import date, datetime, time, timedelta

import pytest

from sales.asks.discount import count_lost, find_share, offer_between, read_share, tenths_of
from sales.asks.people import KnownPerson, split_people
from sales.asks.waiting import count_worked
from sales.calendar.calendar import WorkCalendar
from tests.clock import FRIDAY, moscow

PEOPLE = (
    KnownPerson(1, ("Анна", "Анне", "Анна Белова")),
    KnownPerson(2, ("Борис", "Борису")),
    KnownPerson(3, ("Павел", "Павлу")),
)


@pytest.mark.parametrize(
    ("said", "tenths"),
    [
        ("12%", 120),
        ("0,5 %", 5),
        ("7.50", 75),
        ("100", 1000),
        ("0%", None),
        ("101%", None),
        ("-3%", None),
        ("−3 %", None),
        ("12,55%", None),
        ("много", None),
    ],
)
def test_a_discount_is_more_than_nothing_and_not_more_than_all(said: str, tenths: int | None) -> None:
    assert read_share(said) == tenths


def test_twelve_percent_of_three_hundred_thousand() -> None:
    assert count_lost(300_000_00, 120) == 36_000_00
    assert count_lost(5, 100) == 1, "half a kopeck is one"


def test_what_lies_between() -> None:
    assert offer_between(50, 120) == 80
    assert offer_between(50, 60) is None


def test_a_share_is_found_beside_a_name_with_a_number() -> None:
    found = find_share("24 Часа 5%")
    assert found is not None
    assert tenths_of(found) == 50


@pytest.mark.parametrize(
    ("said", "ids", "text"),
    [
        ("Анне: КП Ромашке до пт", (1,), "КП Ромашке до пт"),
        ("Анне, Борису и Павлу: обзвон", (1, 2, 3), "обзвон"),
        ("Борсиу: акт", (2,), "акт"),
        ("борису акт Медлайн", (2,), "акт Медлайн"),
        ("завтра 10:00 банк", (), "завтра 10:00 банк"),
    ],
)
def test_names_at_the_beginning(said: str, ids: tuple[int, ...], text: str) -> None:
    found = split_people(said, PEOPLE)
    assert (found.ids, found.text) == (ids, text)


def test_everybody_and_nobody() -> None:
    assert split_people("всем: отчёт", PEOPLE).is_everybody
    assert split_people("Глебу: отчёт", PEOPLE).unknown == ("Глебу",)


@pytest.mark.parametrize(
    ("said", "ids"),
    [
        ("Анне Ив.: акт", (4,)),
        ("Анне Ил: акт", (5,)),
        ("Анна Ильина, Борису: акт", (5, 2)),
        ("Анне Ив. акт сверки", (4,)),
        ("Анне И.: акт", ()),
        ("Анне: акт", ()),
        ("Анне Петровой: акт", ()),
    ],
)
def test_two_of_one_name_are_called_as_they_are_told_apart(said: str, ids: tuple[int, ...]) -> None:
    annas = (KnownPerson(4, ("Анна", "Анне", "Анна Иванова")), KnownPerson(5, ("Анна", "Анне", "Анна Ильина")))

    assert split_people(said, (PEOPLE[1], *annas)).ids == ids


@pytest.mark.parametrize(
    ("since", "until", "hours"),
    [
        ((FRIDAY, "10:00"), (FRIDAY, "12:00"), 2),
        ((FRIDAY, "17:00"), (date(2026, 11, 23), "10:00"), 2),
        ((date(2026, 11, 21), "10:00"), (date(2026, 11, 22), "20:00"), 0),
        ((FRIDAY, "07:00"), (FRIDAY, "22:00"), 9),
    ],
)
def test_only_hours_of_work_are_waited(since: tuple[date, str], until: tuple[date, str], hours: int) -> None:
    instants: list[datetime] = [moscow(wall, day) for day, wall in (since, until)]
    worked = count_worked(*instants, "Europe/Moscow", WorkCalendar(), time(18))
    assert worked == timedelta(hours=hours)

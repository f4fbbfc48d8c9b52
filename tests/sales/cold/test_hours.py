"""When a number may be rung, and by what clock it lives."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from sales.calendar.calendar import WorkCalendar
from sales.calendar.cities import ZONES, find_zone
from sales.cold.hours import Half, add_working_hours, half_of, list_open_zones, may_ring
from sales.cold.rows import may_be_cold, read_cold_rows
from sales.core.clock import zone_names
from sales.imports.columns import read_base_heading
from tests.clock import moscow

MOSCOW = "Europe/Moscow"
MONDAY, TUESDAY, FRIDAY = date(2026, 11, 23), date(2026, 11, 24), date(2026, 11, 20)


@pytest.mark.parametrize(
    ("city", "region", "zone"),
    [
        ("Тула", "", MOSCOW),
        ("г. Омск", "", "Asia/Omsk"),
        ("Нижний Новгород", "", MOSCOW),
        ("НИЖНИЙ ТАГИЛ", "", "Asia/Yekaterinburg"),
        ("Ростов-на-Дону", "", MOSCOW),
        ("Россия, Приморский край, Находка", "", "Asia/Vladivostok"),
        ("Орёл", "", MOSCOW),
        ("с. Дальнее", "Сахалинская область", "Asia/Sakhalin"),
        ("Урюпинск-7", "", None),
        ("", "", None),
    ],
)
def test_a_town_has_its_clock(city: str, region: str, zone: str | None) -> None:
    assert find_zone(city, region) == zone


def test_every_clock_is_one_that_there_is() -> None:
    assert set(ZONES) <= zone_names()


@pytest.mark.parametrize(("wall", "may"), [("8:59", False), ("9:00", True), ("19:59", True), ("20:00", False)])
def test_from_nine_to_eight_by_the_clock_there(wall: str, may: bool) -> None:
    hour, minute = map(int, wall.split(":"))
    at = datetime(2026, 11, 20, hour, minute, tzinfo=UTC) - timedelta(hours=3)
    assert may_ring(at, MOSCOW) is may


def test_omsk_is_in_its_afternoon_while_moscow_is_in_its_morning() -> None:
    assert half_of(moscow("10:00"), MOSCOW) is Half.MORNING
    assert list_open_zones(moscow("10:00"), [MOSCOW, "Asia/Omsk", "Asia/Kamchatka"]) == {
        Half.MORNING: [MOSCOW],
        Half.AFTERNOON: ["Asia/Kamchatka", "Asia/Omsk"],
    }
    assert list_open_zones(moscow("17:30"), [MOSCOW, "Asia/Omsk"])[Half.AFTERNOON] == [MOSCOW]


@pytest.mark.parametrize(
    ("at", "then"),
    [
        (moscow("10:00"), moscow("14:00")),
        (moscow("16:00"), moscow("11:00", MONDAY)),
        (moscow("19:30"), moscow("13:00", MONDAY)),
        (moscow("07:00"), moscow("13:00")),
        (moscow("14:00", MONDAY), moscow("18:00", MONDAY)),
        (moscow("14:01", MONDAY), moscow("09:01", TUESDAY)),
    ],
)
def test_four_working_hours_later(at: datetime, then: datetime) -> None:
    assert add_working_hours(at, timedelta(hours=4), WorkCalendar(), time(18), MOSCOW) == then


def test_a_row_is_a_number_with_all_that_was_said_of_it() -> None:
    rows = [
        ["Компания", "Телефон", "Контактное лицо", "Город", "ИНН", "Тип"],
        ["ООО Заря", "8 (916) 123-45-67, 8 495 111-22-33", "Мария", "Омск", "7701000019", "физлицо"],
        ["", "25-21", "", "", "", ""],
    ]
    heading = read_base_heading(rows)
    assert heading is not None
    assert may_be_cold(heading)
    row, empty = read_cold_rows(rows, heading, FRIDAY, is_csv=True)
    assert (row.name, row.phone10, row.zone, row.is_private) == ("ООО Заря", "9161234567", "Asia/Omsk", True)
    assert (row.person, row.note) == ("Мария", "Мария · +7 495 111-22-33")
    assert row.fields["inn"] == "7701000019"
    assert empty.phone10 == ""
    owned = read_base_heading([["Компания", "Телефон", "Кто ведёт"]])
    assert owned is not None
    assert not may_be_cold(owned)

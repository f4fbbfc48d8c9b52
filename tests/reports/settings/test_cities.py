"""Time zones by city, as people spell them."""

from zoneinfo import ZoneInfo

import pytest

from reports.message.language import speaking
from reports.settings.cities import OFFERED, city_of, zone_of
from tests.rows import each_row


@each_row(
    ("said", "zone"),
    [
        ("Москва", "Europe/Moscow"),
        ("москва ", "Europe/Moscow"),
        ("Moscow", "Europe/Moscow"),
        ("мск", "Europe/Moscow"),
        ("Санкт-Петербург", "Europe/Moscow"),
        ("санкт петербург", "Europe/Moscow"),
        ("Ростов-на-Дону", "Europe/Moscow"),
        ("Уфа", "Asia/Yekaterinburg"),
        ("Тольятти", "Europe/Samara"),
        ("Саратов", "Europe/Saratov"),
        ("Камчатка", "Asia/Kamchatka"),
        ("Улан-Удэ", "Asia/Irkutsk"),
        ("Чита", "Asia/Chita"),
        ("Хабаровск", "Asia/Vladivostok"),
        ("Алматы", "Asia/Almaty"),
        ("Минск", "Europe/Minsk"),
        ("Ереван", "Asia/Yerevan"),
        ("Нью-Йорк", "America/New_York"),
        ("new york", "America/New_York"),
        ("Asia/Almaty", "Asia/Almaty"),
        ("asia/almaty", "Asia/Almaty"),
        ("UTC", "UTC"),
        ("владивасток", "Asia/Vladivostok"),
        ("екатиринбург", "Asia/Yekaterinburg"),
        ("новосибирк", "Asia/Novosibirsk"),
        ("Yekaterinbrug", "Asia/Yekaterinburg"),
        ("г. Набережные Челны", "Europe/Moscow"),
        ("город Ухта", "Europe/Moscow"),
    ],
)
def test_a_city_or_a_zone_is_found_however_it_is_spelt(said: str, zone: str) -> None:
    assert zone_of(said) == zone


@pytest.mark.parametrize(
    "said",
    ["", "  ", "Васюки", "12:00", "Ирина", "завтра", "100к", "<b>", "Europe/", "🚀", "../etc/passwd", "М" * 1000],
)
def test_what_is_no_place_is_nothing(said: str) -> None:
    assert zone_of(said) is None


@pytest.mark.parametrize("zone", OFFERED)
@pytest.mark.parametrize("language", ["ru", "en"])
def test_every_city_on_a_button_is_a_zone_and_can_be_typed_too(zone: str, language: str) -> None:
    with speaking(language):
        name = city_of(zone)

    assert ZoneInfo(zone)
    assert zone_of(name) == zone
    assert len(name) <= 14


def test_a_typed_city_has_a_name_to_show() -> None:
    with speaking("ru"):
        assert (city_of("Asia/Almaty"), city_of("Europe/Saratov"), city_of("UTC")) == ("Алматы", "Саратов", "UTC")
    with speaking("en"):
        assert city_of("America/New_York") == "New York"

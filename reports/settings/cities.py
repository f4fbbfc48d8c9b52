"""
Time zones by city: nobody knows «Asia/Yekaterinburg» by heart, everybody knows where they live.

The buttons hold every zone of the country; a typed city is looked up among the large ones, then among the cities that
CLDR names in Russian and English («Алматы», «Minsk»), then as the name of a zone.
"""

from collections.abc import Callable
from difflib import get_close_matches
from functools import cache

from babel import Locale

from reports.message.language import LANGUAGES, current_language
from reports.message.language import gettext as _
from sales.calendar.cities import ZONES, find_zone
from sales.core.clock import zone_names
from sales.core.words import fold

OFFERED: dict[str, Callable[[], str]] = {
    "Europe/Kaliningrad": lambda: _("Kaliningrad"),
    "Europe/Moscow": lambda: _("Moscow"),
    "Europe/Samara": lambda: _("Samara"),
    "Asia/Yekaterinburg": lambda: _("Yekaterinburg"),
    "Asia/Omsk": lambda: _("Omsk"),
    "Asia/Novosibirsk": lambda: _("Novosibirsk"),
    "Asia/Krasnoyarsk": lambda: _("Krasnoyarsk"),
    "Asia/Irkutsk": lambda: _("Irkutsk"),
    "Asia/Yakutsk": lambda: _("Yakutsk"),
    "Asia/Vladivostok": lambda: _("Vladivostok"),
    "Asia/Magadan": lambda: _("Magadan"),
    "Asia/Kamchatka": lambda: _("Kamchatka"),
}

_LIVE_BY = {
    "Europe/Moscow": "saintpetersburg stpetersburg kazan nizhnynovgorod rostovondon krasnodar sochi voronezh",
    "Europe/Samara": "togliatti izhevsk",
    "Asia/Yekaterinburg": "ебург ufa perm chelyabinsk tyumen",
    "Asia/Novokuznetsk": "kemerovo",
    "Asia/Vladivostok": "khabarovsk",
}
_LONGEST = 60
_NEAR = 0.84
"""A letter or two of a name: «владивасток» is, «Васюки» is not."""


def city_of(zone: str) -> str:
    """The city on the button; of a zone that has none, its name by CLDR or the zone's own."""
    if zone in OFFERED:
        return OFFERED[zone]()
    return _exemplars(current_language()).get(zone, zone.rsplit("/", 1)[-1].replace("_", " "))


def zone_of(said: str) -> str | None:
    """The zone of a city or of a zone's name, a letter missed or not; None where there is no such place."""
    plain = _plain(said)[:_LONGEST]
    near = get_close_matches(plain, _places(), n=2, cutoff=_NEAR)
    zones = {_places()[name] for name in near}
    return _places().get(plain) or find_zone(said[:_LONGEST]) or (zones.pop() if len(zones) == 1 else None)


def _plain(text: str) -> str:
    return "".join(letter for letter in fold(text) if letter.isalnum())


@cache
def _places() -> dict[str, str]:
    known = {_plain(zone): zone for zone in sorted(zone_names()) if "/" in zone or zone == "UTC"}
    for language in LANGUAGES:
        for zone, names in Locale.parse(language).time_zones.items():
            if zone in zone_names() and "city" in names:
                known[_plain(names["city"])] = zone
    for zone in sorted(zone_names()):
        if "/" in zone:
            known.setdefault(_plain(zone.rsplit("/", 1)[-1]), zone)
    known |= {_plain(name): zone for zone, names in ZONES.items() for name in names.split("|")}
    return known | {_plain(name): zone for zone, names in _LIVE_BY.items() for name in names.split()}


@cache
def _exemplars(language: str) -> dict[str, str]:
    names = Locale.parse(language).time_zones
    return {zone: found["city"] for zone, found in names.items() if "city" in found}

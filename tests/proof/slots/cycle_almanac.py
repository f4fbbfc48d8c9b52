"""
What the plan cycle owed, found the slow and obvious way: for each look at the clock, rule by rule of SPEC 6, 7 and 9.

Nothing is borrowed from the product. A duty is owed at the first look that finds its hour come and everybody awake
whom it is to be said to; what is then done must bear that look's moment, the hour at which it was due, and the right
word for how late it is.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from tests.proof.slots.almanac import DAY, MINUTE, Look, Place, shown

HOUR = 60 * MINUTE
SHORT_BY_LAW = {date(2026, 4, 30), date(2026, 5, 8), date(2026, 11, 3)}
"""Workdays before a public holiday, of the periods that are lived through."""

USUAL = {
    "plan_nag": "10:00",
    "week_ask": "16:30",
    "week_remind": "09:30",
    "week_freeze": "10:00",
    "week_table": "10:05",
    "week_result": "18:25",
    "tomorrow_remind": "18:30",
    "tomorrow_freeze": "19:00",
    "svod": "18:20",
    "month_close": "10:30",
}
KINDS = tuple(USUAL)
ON_TIME, LATE, SKIPPED = "on_time", "late", "skipped"

Duty = tuple[str, int, date, str]
"""What, of whom, on which local day, and the department where one is named: ("week_ask", 7, 2026-11-20, "2")."""

How = tuple[datetime, datetime, str]
"""Due at, done at, how late."""


@dataclass(frozen=True)
class Human:
    """Somebody of a department. `confirmed`: has confirmed each week long before it is asked about."""

    id: int
    role: str
    zone: str
    away: tuple[date, date] | None = None
    confirmed: bool = False

    def is_away(self, day: date) -> bool:
        return self.away is not None and self.away[0] <= day <= self.away[1]


@dataclass(frozen=True)
class House(Place):
    """A department with hours of its own for the cycle."""

    short: frozenset[date] = frozenset()
    hours: tuple[tuple[str, str], ...] = ()
    without: frozenset[str] = frozenset()
    """What it has turned off."""
    plans: str = "some"
    """Whether the month's plans are set for "all", for "some" or for "none"."""

    def at(self, kind: str, day: date) -> datetime:
        return shown(self.zone, day, dict(self.hours).get(kind, USUAL[kind]))

    def works_on(self, day: date) -> bool:
        return day in self.short or super().works_on(day)

    def is_short(self, day: date) -> bool:
        return day in self.short or (day in SHORT_BY_LAW and day not in self.working | self.off)

    def workdays_from(self, first: date, days: int) -> list[date]:
        return [day for day in (first + n * DAY for n in range(days)) if self.works_on(day)]


@dataclass(frozen=True)
class Home:
    """A house that people have moved into."""

    house: House
    id: int
    founded: datetime
    people: tuple[Human, ...]
    owner: Human

    def managers(self) -> list[Human]:
        return [each for each in self.people if each.role == "manager"]

    def readers(self, day: date) -> list[Human]:
        found = [each for each in self.people if each.role != "manager" and not each.is_away(day)]
        return found or [self.owner]

    def planners(self, day: date) -> list[Human]:
        return [each for each in self.readers(day) if each.role == "lead"] or [self.owner]

    def awake(self, people: Sequence[Human], now: datetime) -> list[Human]:
        return [each for each in people if self.is_awake(each, now)]

    def is_awake(self, person: Human, now: datetime) -> bool:
        """Half past eight to eight in the evening by their own clock, on a day that the department works."""
        here = now.astimezone(ZoneInfo(person.zone))
        return time(8, 30) <= here.time() < time(20) and self.house.works_on(here.date())

    def works(self, person: Human, day: date) -> bool:
        return self.house.works_on(day) and not person.is_away(day)

    def next_workday(self, person: Human, day: date) -> date:
        day += DAY
        while not self.works(person, day):
            day += DAY
        return day


@dataclass
class Owed:
    """How it may have been done, and whether it must have been."""

    hows: set[How] = field(default_factory=set)
    surely: bool = False


@cache
def owed_by(home: Home, looks: tuple[Look, ...]) -> dict[Duty, Owed]:
    """All that these looks found to be done, each at the first look that found it."""
    found: dict[Duty, Owed] = defaultdict(Owed)
    for look in looks:
        for duty, due_at, word in _due(home, look.now):
            if not found[duty].surely:
                found[duty].hows.add((due_at, look.now, word))
                found[duty].surely = look.done
    return dict(found)


def _due(home: Home, now: datetime) -> Iterator[tuple[Duty, datetime, str]]:
    house, today = home.house, now.astimezone(ZoneInfo(home.house.zone)).date()
    for rule in (_evenings, _week_begins, _week_is_asked, _week_ends, _report, _month, _nag):
        for duty, due_at, word in rule(home, today, now):
            if duty[0] not in house.without and home.founded <= due_at <= now:
                yield duty, due_at, word


Found = Iterator[tuple[Duty, datetime, str]]


def _word(due_at: datetime, now: datetime) -> str:
    return ON_TIME if now - due_at <= 2 * MINUTE else LATE


def _before_night(home: Home, day: date, now: datetime) -> bool:
    return now < shown(home.house.zone, day, "20:00")


def _evenings(home: Home, today: date, now: datetime) -> Found:
    """Tomorrow's plan is reminded of until its freeze; the freeze is made as of its hour, however late."""
    for day in (home.house.last_workday(today), today):
        if not home.house.works_on(day):
            continue
        last, freeze_at = _last_slot(home.house, day), _tomorrow_is_frozen(home.house, day)
        asked_at = last - home.house.ask_before * MINUTE
        if last <= home.founded or now < asked_at:
            continue
        remind_at = home.house.at("tomorrow_remind", day) - (HOUR if home.house.is_short(day) else timedelta(0))
        for person in home.managers():
            if not home.works(person, day):
                continue
            if asked_at < remind_at < freeze_at:
                if day != today or now >= freeze_at:
                    yield ("tomorrow_remind", person.id, day, ""), remind_at, SKIPPED
                elif home.is_awake(person, now):
                    yield ("tomorrow_remind", person.id, day, ""), remind_at, ON_TIME
            yield ("tomorrow_freeze", person.id, day, ""), freeze_at, ON_TIME


def _last_slot(house: House, day: date) -> datetime:
    wall = max(house.slots)
    return shown(house.zone, day, min(wall, "17:00") if house.is_short(day) else wall)


def _tomorrow_is_frozen(house: House, day: date) -> datetime:
    earlier = HOUR if house.is_short(day) else timedelta(0)
    return max(house.at("tomorrow_freeze", day) - earlier, _last_slot(house, day))


def _week_begins(home: Home, today: date, now: datetime) -> Found:
    """On the first workday: reminded of, frozen (also of the week before, whenever somebody is back), told."""
    house, this = home.house, today - today.weekday() * DAY
    for monday in (this - 7 * DAY, this):
        days = house.workdays_from(monday, 7)
        if days:
            at = house.at("week_freeze", days[0])
            yield ("week_freeze", home.id, days[0], ""), at, _word(at, now)
    days = house.workdays_from(this, 7)
    if not days or today != days[0] or not _before_night(home, today, now):
        return
    freeze_at = house.at("week_freeze", today)
    for person in home.managers():
        if now < freeze_at and not person.confirmed and not person.is_away(today) and home.is_awake(person, now):
            at = house.at("week_remind", today)
            yield ("week_remind", person.id, today, str(home.id)), at, _word(at, now)
    at = max(house.at("week_table", today), freeze_at)
    if home.founded <= freeze_at:
        yield from _to_readers(home, "week_table", today, at, now)


def _week_is_asked(home: Home, today: date, now: datetime) -> Found:
    """On the last workday before a week, of who is there then and works on any day of that week."""
    house = home.house
    if not house.works_on(today) or not _before_night(home, today, now):
        return
    coming = next(iter(house.workdays_from(today + DAY, 60)))
    monday = coming - coming.weekday() * DAY
    if monday <= today:
        return
    at = house.at("week_ask", today)
    if house.is_short(today):
        at = min(at, shown(house.zone, today, "17:00"))
    for person in home.managers():
        works_then = any(home.works(person, monday + n * DAY) for n in range(7))
        if works_then and not person.is_away(today) and home.is_awake(person, now):
            yield ("week_ask", person.id, today, str(home.id)), at, _word(at, now)


def _week_ends(home: Home, today: date, now: datetime) -> Found:
    house, monday = home.house, today - today.weekday() * DAY
    days = house.workdays_from(monday, 7)
    if not days or today != days[-1] or home.founded > house.at("week_freeze", days[0]):
        return
    if _before_night(home, today, now):
        yield from _to_readers(home, "week_result", today, house.at("week_result", today), now)


def _to_readers(home: Home, kind: str, today: date, at: datetime, now: datetime) -> Found:
    for reader in home.readers(today):
        if home.is_awake(reader, now):
            yield (kind, reader.id, today, str(home.id)), at, _word(at, now)


def _report(home: Home, today: date, now: datetime) -> Found:
    """Every workday's evening, once anybody who reads it is awake; after eight it is skipped, and said to be."""
    if not home.house.works_on(today):
        return
    at = home.house.at("svod", today)
    if not _before_night(home, today, now):
        yield ("svod", home.id, today, ""), at, SKIPPED
    elif home.awake(home.readers(today), now):
        yield ("svod", home.id, today, ""), at, _word(at, now)


def _month(home: Home, today: date, now: datetime) -> Found:
    """On the first three workdays, as long as it has not been told; a month without figures says nothing."""
    first, house = today.replace(day=1), home.house
    days = house.workdays_from(first, 31)[:3]
    if today not in days or now < house.at("month_close", today) or not _before_night(home, today, now):
        return
    at = house.at("month_close", days[0])
    if house.plans == "none":
        yield ("month_close", home.id, first, ""), at, SKIPPED
    elif home.awake(home.readers(today), now):
        yield ("month_close", home.id, first, ""), at, _word(at, now)


def _nag(home: Home, today: date, now: datetime) -> Found:
    """From the 25th to the 3rd, each workday until the evening; where all is planned nothing is said."""
    if 3 < today.day < 25 or not home.house.works_on(today) or not _before_night(home, today, now):
        return
    at = home.house.at("plan_nag", today)
    if home.house.plans == "all":
        yield ("plan_nag", home.id, today, ""), at, SKIPPED
    elif home.awake(home.planners(today), now):
        yield ("plan_nag", home.id, today, ""), at, _word(at, now)

"""/day: everything that happened on a chosen day, page by page; of a department, of one person, or one's own."""

from dataclasses import dataclass
from datetime import date, timedelta

from markupsafe import Markup

from reports.activities.agenda_lines import log_line
from reports.activities.presses import DayLogDeed, DayLogPress
from reports.message.columns import cut
from reports.message.empty import no_department
from reports.message.format import long_day, short, short_day
from reports.message.language import gettext as _
from reports.message.markup import bold, fill, lines
from reports.message.message import Button, Keyboard, Message, grid
from reports.message.names import told_apart
from reports.message.pages import Page
from reports.message.view import View
from sales.core.clock import local_date
from sales.core.errors import NotYoursError
from sales.core.people import SELLERS
from storage.engine.actor import Actor
from storage.people.person import Person
from storage.results.statistics import LogEntry, Statistics
from storage.settings.departments import Department
from storage.transaction import Transaction

PAGE = 9
NAMES_PAGE = 18


@dataclass(frozen=True, slots=True)
class _Asked:
    """Whose day is asked for. Department None: one's own day, there is nobody to choose."""

    day: date
    department: Department | None
    person: Person | None
    team: tuple[Person, ...] = ()

    def press(
        self, deed: DayLogDeed = DayLogDeed.SHOW, day: date | None = None, person_id: int | None = None, page: int = 1
    ) -> str:
        chosen = self.person.id if self.person else 0
        return DayLogPress(
            deed=deed,
            day=(day or self.day).toordinal(),
            department_id=self.department.id if self.department else 0,
            person_id=chosen if person_id is None else person_id,
            page=page,
        ).pack()


class DayView(View):
    name = "day"

    day: date
    department_id: int = 0
    person_id: int = 0
    page: int = 1

    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        asked = await _asked(tx, reader, self.day, self.department_id, self.person_id)
        if asked is None:
            return None if await tx.departments.seen(reader) else no_department()
        whose = asked.person.id if asked.person else None
        where = asked.department.id if asked.department else None
        log = await tx.statistics.day(reader, asked.day, person_id=whose, department_id=where, limit=PAGE)
        shown = Page.of(self.page, log.total, PAGE)
        if shown.first:
            log = await tx.statistics.day(
                reader, asked.day, person_id=whose, department_id=where, limit=PAGE, offset=shown.first
            )
        entries = [_line(each, asked, reader.zone) for each in log.entries]
        text = lines(_heading(asked), _totals(await _figures(tx, reader, asked)), "", *(entries or [_nothing()]))
        turns = shown.turns(lambda number: asked.press(page=number))
        today = local_date(tx.clock.now(), reader.zone)
        others = _other_departments(await tx.departments.seen(reader), asked)
        return Message(text, (*turns, _days(asked, today), *_choice(asked), *others))


class DayPeopleView(View):
    """Whose day? Everybody, or one of them."""

    name = "day_people"

    day: date
    department_id: int
    person_id: int = 0
    page: int = 1

    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        asked = await _asked(tx, reader, self.day, self.department_id, self.person_id)
        if asked is None or asked.department is None:
            return None
        shown = Page.of(self.page, len(asked.team), NAMES_PAGE)
        names = [
            Button(cut(each.name), asked.press(person_id=each.id))
            for each in asked.team[shown.first : shown.first + NAMES_PAGE]
        ]
        turns = shown.turns(lambda number: asked.press(DayLogDeed.WHO, page=number))
        everybody = Button(_("Everybody"), asked.press(person_id=0))
        return Message(lines(_heading(asked), fill(_("Whose day?"))), ((everybody,), *grid(names, 3), *turns))


async def _asked(tx: Transaction, reader: Actor, day: date, department_id: int, person_id: int) -> _Asked | None:
    """None for what the reader may not see, and for what is not there."""
    try:
        if reader.role in SELLERS:
            own = person_id in {0, reader.person_id}
            return _Asked(day, None, await tx.people.person(reader, reader.person_id)) if own else None
        seen = await tx.departments.seen(reader)
        place = next((each for each in seen if department_id in {0, each.id}), None)
        if place is None:
            return None
        team = [each for each in await tx.people.team(reader, place.id) if each.role in SELLERS]
        person = await tx.people.person(reader, person_id) if person_id else None
    except NotYoursError:
        return None
    return _Asked(day, place, person, tuple(team))


async def _figures(tx: Transaction, reader: Actor, asked: _Asked) -> list[Statistics]:
    if asked.person is not None:
        return [(await tx.statistics.of_person(reader, asked.person.id, asked.day, asked.day)).own]
    if asked.department is None:
        return []
    return await tx.statistics.of_department(reader, asked.department.id, asked.day, asked.day)


def _heading(asked: _Asked) -> Markup:
    day = bold(long_day(asked.day))
    if asked.department is None:
        return fill("{day}", day=day)
    return fill("{day} · {who}", day=day, who=asked.person.name if asked.person else asked.department.name)


def _totals(figures: list[Statistics]) -> Markup:
    return fill(
        "📞 {calls} · 🤝 {meetings} · ✅ {received}",
        calls=sum(each.calls for each in figures),
        meetings=sum(each.meetings for each in figures),
        received=short(sum(each.received for each in figures)),
    )


def _line(entry: LogEntry, asked: _Asked, zone: str) -> Markup:
    names = told_apart({each.id: each.name for each in asked.team}) if asked.person is None else {}
    return log_line(entry, names, zone)


def _nothing() -> Markup:
    return fill(_("Nothing was recorded on this day.\nAnother one: <code>/day 18.11</code>"))


def _days(asked: _Asked, today: date) -> tuple[Button, ...]:
    """‹ 19.11 and 21.11 ›; there is no going beyond today."""
    near = timedelta(days=1)
    before, after = asked.day - near, asked.day + near
    row = [Button(f"‹ {short_day(before)}", asked.press(day=before))]
    if after <= today:
        row.append(Button(f"{short_day(after)} ›", asked.press(day=after)))
    return tuple(row)


def _choice(asked: _Asked) -> Keyboard:
    if asked.department is None or not asked.team:
        return ()
    who = asked.person.name.partition(" ")[0] if asked.person else _("Everybody")
    return ((Button(f"👤 {who}", asked.press(DayLogDeed.WHO)),),)


def _other_departments(seen: list[Department], asked: _Asked) -> Keyboard:
    if asked.department is None:
        return ()
    others = [each for each in seen if each.id != asked.department.id]
    return grid(
        [
            Button(
                cut(each.name),
                DayLogPress(deed=DayLogDeed.SHOW, day=asked.day.toordinal(), department_id=each.id).pack(),
            )
            for each in others
        ],
        2,
    )

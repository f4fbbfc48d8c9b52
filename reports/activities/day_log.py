"""/day: everything that happened on a chosen day, page by page; of a department, of one person, or one's own."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from reports.activities.agenda_lines import log_line
from reports.activities.person_ahead import read_ahead
from reports.message.columns import LONGEST_NAME, cut
from reports.message.format import long_day, short, short_day
from reports.message.language import gettext as _
from reports.message.markup import bold, fill, lines
from reports.message.message import Button, Keyboard, Message, grid
from reports.message.screens.empty import begin_row, no_department
from reports.message.screens.pages import Page
from reports.message.screens.periods import turning
from reports.message.screens.switches import other_departments
from reports.message.view import View, button
from reports.message.words.names import tell_apart
from reports.payments.confirm_day import confirm_button
from reports.payments.presses import ConfirmDayAddress
from reports.payments.trust import trust_line
from reports.plans.norm_lines import calls_line, count_norms_kept, of_norm
from reports.road.words import tell_place
from reports.telephony.line import honesty_line
from sales.core.clock import local_date
from sales.core.errors import NotYoursError
from sales.core.people import EVERYBODY, SELLERS, WATCHERS
from sales.payments.receipt import Fact
from sales.plans.norms import DAILY, Kept, NormKind
from storage.engine.actor import Actor
from storage.people.person import Person
from storage.results.statistics import LogEntry, Statistics
from storage.settings.departments import Department
from storage.transaction import Transaction

PAGE, FEWEST = 9, 3
NAMES_PAGE = 18


@dataclass(frozen=True, slots=True)
class _Asked:
    """Whose day is asked for. Department None: one's own day, there is nobody to choose."""

    day: date
    department: Department | None
    person: Person | None
    team: tuple[Person, ...] = ()

    @property
    def view(self) -> "DayView":
        place, person = self.department, self.person
        return DayView(day=self.day, department_id=place.id if place else 0, person_id=person.id if person else 0)


class DayView(View):
    name = "day"
    opens_for = EVERYBODY
    was = ("dy:show:{day}:{department_id}:{person_id}:{page}",)

    day: date
    department_id: int = 0
    person_id: int = 0
    page: int = 1

    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        asked = await _ask(tx, reader, self.day, self.department_id, self.person_id)
        if asked is None:
            is_anybodys = not (self.department_id or self.person_id)
            return no_department() if is_anybodys and not await tx.as_(reader).departments.list_seen() else None
        whose = asked.person.id if asked.person else None
        where = asked.department.id if asked.department else None
        today = local_date(tx.clock.now(), reader.zone)
        watched = asked.person if asked.department is not None and asked.day == today else None
        ahead = None if watched is None else await read_ahead(tx, reader, watched.id, today)
        told = [] if ahead is None else ahead.tell(tx)
        size = max(FEWEST, PAGE - len(told))
        log = await tx.as_(reader).statistics.day(asked.day, person_id=whose, department_id=where, limit=size)
        shown = Page.of(self.page, log.total, size)
        if shown.first:
            log = await tx.as_(reader).statistics.day(
                asked.day, person_id=whose, department_id=where, limit=size, offset=shown.first
            )
        entries = [_line(each, asked, reader.zone) for each in log.entries]
        figures = await _figures(tx, reader, asked)
        norms = await _norms(tx, reader, asked, figures)
        text = lines(
            _heading(asked), *_totals(figures, norms), *told, "", *(entries or [_nothing(is_ahead=bool(told))])
        )
        others = _other_departments(await tx.as_(reader).departments.list_seen(), asked)
        sure = _confirming(asked, figures, reader)
        first = (begin_row(),) if not entries and asked.department is None and asked.day == today else ()
        days = _days(asked, today)
        beside = (ahead.buttons(),) if ahead is not None and ahead.buttons() else ()
        return Message(text, (*first, *shown.draw_turns(asked.view), *beside, days, *sure, *_choice(asked), *others))


class DayPeopleView(View):
    """Whose day? Everybody, or one of them."""

    name = "day_people"
    opens_for = WATCHERS
    was = ("dy:who:{day}:{department_id}:{person_id}:{page}",)

    day: date
    department_id: int
    person_id: int = 0
    page: int = 1

    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        asked = await _ask(tx, reader, self.day, self.department_id, self.person_id)
        if asked is None or asked.department is None:
            return None
        shown = Page.of(self.page, len(asked.team), NAMES_PAGE)
        names = tell_apart({each.id: each.name for each in asked.team})
        people = [
            button(cut(names[each.id]), asked.view.but(person_id=each.id))
            for each in asked.team[shown.first : shown.first + NAMES_PAGE]
        ]
        everybody = button(_("Everybody"), asked.view.but(person_id=0))
        return Message(
            lines(_heading(asked), fill(_("Whose day?"))), ((everybody,), *grid(people, 3), *shown.draw_turns(self))
        )


async def _ask(tx: Transaction, reader: Actor, day: date, department_id: int, person_id: int) -> _Asked | None:
    """None for what the reader may not see, and for what is not there."""
    try:
        if reader.role in SELLERS:
            own = person_id in {0, reader.person_id} and not department_id
            return _Asked(day, None, await tx.as_(reader).people.person(reader.person_id)) if own else None
        seen = await tx.as_(reader).departments.list_seen()
        place = next((each for each in seen if department_id in {0, each.id}), None)
        if place is None:
            return None
        team = [each for each in await tx.as_(reader).people.team(place.id) if each.role in SELLERS]
        person = await tx.as_(reader).people.person(person_id) if person_id else None
        if person is not None and department_id not in {0, person.department_id}:
            return None
    except NotYoursError:
        return None
    return _Asked(day, place, person, tuple(team))


async def _figures(tx: Transaction, reader: Actor, asked: _Asked) -> Statistics | None:
    if asked.person is not None:
        return (await tx.as_(reader).statistics.of_person(asked.person.id, asked.day, asked.day)).own
    if asked.department is None:
        return None
    return (await tx.as_(reader).statistics.of_department(asked.department.id, asked.day, asked.day)).total


def _heading(asked: _Asked) -> Markup:
    day = bold(long_day(asked.day))
    if asked.department is None:
        return fill("{day}", day=day)
    return fill("{day} · {who}", day=day, who=asked.person.name if asked.person else asked.department.name)


async def _norms(tx: Transaction, reader: Actor, asked: _Asked, figures: Statistics | None) -> Mapping[NormKind, Kept]:
    """Of one person's day; several together are asked for nothing that one could see."""
    if asked.person is None or figures is None:
        return {}
    done = {asked.person.id: figures.done}
    return await count_norms_kept(tx, reader, [asked.person], done, (asked.day, asked.day), DAILY)


def _totals(figures: Statistics | None, norms: Mapping[NormKind, Kept]) -> list[Markup | None]:
    if figures is None:
        return []
    total = fill(
        "📞 {calls} · 🤝 {meetings} · ✅ {received}",
        calls=of_norm(figures.done.calls, norms.get(NormKind.CALLS_A_DAY)),
        meetings=figures.done.meetings,
        received=short(figures.received),
    )
    kinds = calls_line(figures.done, norms)
    return [total, kinds, honesty_line(figures.done), trust_line(figures.received, figures.confirmed)]


def _confirming(asked: _Asked, figures: Statistics | None, reader: Actor) -> Keyboard:
    """While something is claimed, for who may vouch for it."""
    place = asked.department
    if place is None or figures is None or figures.received == figures.confirmed:
        return ()
    person_id = asked.person.id if asked.person else 0
    row = confirm_button(reader, ConfirmDayAddress(department_id=place.id, day=asked.day, person_id=person_id))
    return (row,) if row else ()


def _line(entry: LogEntry, asked: _Asked, zone: str) -> Markup:
    names = tell_apart({each.id: each.name for each in asked.team}) if asked.person is None else {}
    there = None if asked.department is None or isinstance(entry, Fact) else tell_place(entry)
    return lines(log_line(entry, names, zone), there)


def _nothing(*, is_ahead: bool) -> Markup:
    """Beside what is still ahead of the day nothing is recorded yet."""
    if is_ahead:
        return fill(_("Nothing was recorded yet."))
    return fill(_("Nothing was recorded on this day.\nAnother one: <code>/day 18.11</code>"))


def _days(asked: _Asked, today: date) -> tuple[Button, ...]:
    """‹ 19.11 and 21.11 ›; there is no going beyond today."""
    days = asked.day, asked.day
    return turning(days, lambda day, _last: asked.view.but(day=day), short_day, lambda day: day <= today)


def _choice(asked: _Asked) -> Keyboard:
    if asked.department is None or not asked.team:
        return ()
    names = tell_apart({each.id: each.name for each in asked.team})
    who = names.get(asked.person.id, asked.person.name) if asked.person else _("Everybody")
    return ((button(f"👤 {who}", DayPeopleView(**dict(asked.view))),),)


def _other_departments(seen: list[Department], asked: _Asked) -> Keyboard:
    if asked.department is None:
        return ()
    return other_departments(DayView(day=asked.day), seen, asked.department, LONGEST_NAME)

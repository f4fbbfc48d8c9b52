"""Who of the department is away: this week, the next one, later; what was asked stands among it with ⏳."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Self

from markupsafe import Markup

from reports.absences.presses import AbsenceAddress, AwayAddress, AwayDeed, AwayPress
from reports.absences.words import span, what
from reports.message.columns import cut
from reports.message.language import gettext as _
from reports.message.markup import bold, fill, lines
from reports.message.message import Keyboard, Message
from reports.message.screens.empty import no_department
from reports.message.screens.lists import Listed, ListView
from reports.message.screens.pages import Page
from reports.message.screens.switches import other_departments
from reports.message.view import Key, button
from reports.message.words.names import tell_apart
from sales.absences.absences import AbsenceState
from sales.calendar.calendar import DAY, week_of
from sales.core.clock import local_date
from sales.core.rights import Action, roles_that_may
from storage.absences.absences import NotedAbsence
from storage.engine.actor import Actor
from storage.engine.scope import reaches_department
from storage.settings.departments import Department, find_department
from storage.transaction import Transaction

PAGE = 8


class AwayView(ListView, AwayAddress):
    opens_for = roles_that_may(Action.WRITE_ABSENCES)

    @classmethod
    def key_for(cls, department_id: int, reader_id: int) -> Key[Self]:
        return Key(f"away:{department_id}:{reader_id}")

    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        seen = await tx.as_(reader).departments.list_seen()
        place = find_department(seen, self.department_id)
        if place is None:
            return None if seen else no_department()
        today = local_date(tx.clock.now(), place.zone)
        names, found = await _find(tx, reader, place, today)
        shown = Page.of(self.page, len(found), PAGE)
        rows = list(enumerate(found, start=1))[shown.first : shown.first + PAGE]
        here = self.but(department_id=place.id)
        return here.draw_list(
            lines(fill(_("🌴 Who is away · {name}"), name=place.name), *_weeks(rows, names, today)),
            [Listed(f"{n} {cut(names[each.person_id], 10)}", AbsenceAddress(absence_id=each.id)) for n, each in rows],
            shown,
            foot=(*_note(reader, place), *other_departments(here, seen, place)),
        )


async def _find(
    tx: Transaction, reader: Actor, place: Department, today: date
) -> tuple[dict[int, str], list[NotedAbsence]]:
    """From this week's Monday on. Raises NotYoursError."""
    team = {each.id: each.name for each in await tx.as_(reader).people.team(place.id) if each.deactivated_at is None}
    absences = await tx.as_(reader).absences.find(week_of(today)[0])
    return tell_apart(team), [each for each in absences if each.person_id in team]


def _weeks(rows: Sequence[tuple[int, NotedAbsence]], names: dict[int, str], today: date) -> Iterator[Markup]:
    """Each absence once, in the first of the weeks that it touches; both weeks are named, also when nobody is away."""
    monday, sunday = week_of(today)
    next_sunday = sunday + 7 * DAY
    this = [row for row in rows if row[1].first <= sunday]
    after = [row for row in rows if sunday < row[1].first <= next_sunday]
    later = [row for row in rows if row[1].first > next_sunday]
    for title, part in ((span(monday, sunday), this), (span(sunday + DAY, next_sunday), after)):
        yield Markup("")
        yield bold(title)
        yield from (_line(number, each, names) for number, each in part) if part else (fill(_("everybody is here")),)
    if later:
        yield Markup("")
        yield bold(_("Later"))
        yield from (_line(number, each, names) for number, each in later)


def _line(number: int, absence: NotedAbsence, names: dict[int, str]) -> Markup:
    """«1  Борис · отпуск 9–13.11 🔁 Анна»; ⏳ of what is not agreed yet."""
    asked = "⏳ " if absence.state is AbsenceState.ASKED else ""
    instead = names.get(absence.substitute_id or 0)
    line = fill("{n}  {asked}{name} · {what}", n=number, asked=asked, name=names[absence.person_id], what=what(absence))
    return fill("{line} 🔁 {instead}", line=line, instead=instead) if instead else line


def _note(reader: Actor, place: Department) -> Keyboard:
    if not reaches_department(reader, Action.WRITE_ABSENCES, place.id):
        return ()
    return ((button(_("➕ Note an absence"), AwayPress(deed=AwayDeed.NOTE, department_id=place.id)),),)

"""What one reader has before the eyes of an absence: whose, what it changes, who else is away, what is due then."""

from dataclasses import dataclass
from datetime import date

from reports.absences.words import span
from reports.message.words.names import tell_apart
from sales.absences.absences import Effect, effect, overlapping
from sales.activities.activities import VISITS, ActivityType
from sales.core.clock import local_date
from sales.core.rights import Action
from storage.absences.absences import NotedAbsence
from storage.engine.actor import Actor
from storage.engine.scope import reaches_department
from storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Seen:
    """An absence as one reader has it before the eyes."""

    absence: NotedAbsence
    name: str
    substitute: str
    answered: str
    effect: Effect
    others: str
    """Who of the department is away on some of these days too."""
    awaited: tuple[int, int]
    """Open payments dated on these days: how many, and their sum."""
    visits: tuple[int, int]
    """Planned calls and meetings of these days."""
    department_id: int
    today: date
    is_own: bool
    is_written: bool
    """The reader answers it."""

    @property
    def is_due(self) -> bool:
        """Something falls due meanwhile."""
        return bool(self.awaited[0] or sum(self.visits))

    @property
    def is_over(self) -> bool:
        return self.absence.last < self.today


async def read_seen(tx: Transaction, reader: Actor, absence: NotedAbsence) -> Seen:
    """All that this reader may know of it, in a handful of queries. Raises NotYoursError."""
    whose = await tx.as_(reader).people.person(absence.person_id)
    department_id = whose.department_id or 0
    place = await tx.system.departments.get(department_id)
    today = local_date(tx.clock.now(), place.zone)
    own = await tx.system.calendars.of_person(absence.person_id)
    without = own.with_absences(each for each in own.absences if each != absence.days)
    due = await tx.as_(reader).payments.between(max(absence.first, today), absence.last, absence.person_id)
    planned = await tx.as_(reader).activities.list_planned(max(absence.first, today), absence.last, absence.person_id)
    names = await _names(tx, absence, department_id)
    return Seen(
        absence,
        names.get(absence.person_id, whose.name),
        names.get(absence.substitute_id or 0, ""),
        names.get(absence.answered_by or 0, ""),
        effect(absence.days, without, today),
        await _others(tx, absence, department_id, names),
        (len(due), sum(each.rest for each in due)),
        (sum(each.type is ActivityType.CALL for each in planned), sum(each.type in VISITS for each in planned)),
        department_id,
        today,
        is_own=absence.person_id == reader.person_id,
        is_written=reaches_department(reader, Action.WRITE_ABSENCES, department_id),
    )


async def _names(tx: Transaction, absence: NotedAbsence, department_id: int) -> dict[int, str]:
    """First names, told apart within the department; whoever answered may be of none."""
    near = [*await tx.system.staff.watching(department_id), *await tx.system.staff.managers(department_id)]
    names = {each.person_id: each.name for each in near}
    for person_id in (absence.person_id, absence.substitute_id, absence.answered_by):
        if person_id is not None and person_id not in names and (found := await tx.system.staff.actor(person_id)):
            names[person_id] = found.name
    return tell_apart(names)


async def _others(tx: Transaction, absence: NotedAbsence, department_id: int, names: dict[int, str]) -> str:
    """«Виктор 10–11.11»"""
    calendars = await tx.system.calendars.of_team(department_id)
    away = [
        f"{names[person_id]} {span(each.first, each.last)}"
        for person_id, calendar in calendars.items()
        if person_id != absence.person_id and person_id in names
        for each in overlapping(absence.days, calendar.absences)
    ]
    return ", ".join(away)

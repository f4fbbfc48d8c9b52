"""A week of visits as a workbook: a row for each call and meeting, whose it is and how it ended."""

from collections.abc import Mapping, Sequence
from functools import partial

from reports.message.address import OrdinalDay
from reports.message.files.workbook import Column, Kind, Sheet, make_workbook
from reports.message.format import hours, weekday
from reports.message.language import gettext as _
from reports.message.markup import fill
from reports.message.message import File, Message
from reports.message.view import View
from reports.message.words.terms import activity_name, outcome_words
from reports.visits.screen import screen_of
from reports.week.words import span
from sales.calendar.calendar import DAY
from sales.core.errors import NotYoursError
from sales.core.people import EVERYBODY
from sales.core.rights import Action
from storage.activities.activity import Activity
from storage.engine.actor import Actor
from storage.engine.scope import reaches_department
from storage.transaction import Transaction


class VisitsWorkbook(View):
    """Of one person (0: the reader's own), or of a whole department."""

    name = "visits_book"
    opens_for = EVERYBODY
    is_file = True

    monday: OrdinalDay
    person_id: int = 0
    department_id: int = 0

    async def draw(self, tx: Transaction, reader: Actor) -> File | None:
        if self.department_id:
            found, names, zone = await self._of_department(tx, reader)
        else:
            screen = await screen_of(tx, reader, self.monday, self.person_id)
            found, names, zone = list(screen.activities), {screen.person.id: screen.person.name}, screen.zone
        days = span(self.monday)
        above = [", ".join(names.values())] if len(names) == 1 else []
        sheet = Sheet(_("Visits"), _columns(names, zone), found, above=[_("Visits {days}").format(days=days), *above])
        name = _("visits-{days}.xlsx").format(days=days)
        return File(name, partial(make_workbook, [sheet]), Message(fill(_("📄 Visits {days}"), days=days)))

    async def _of_department(self, tx: Transaction, reader: Actor) -> tuple[list[Activity], Mapping[int, str], str]:
        reads = reaches_department(reader, Action.READ_RECORDS, self.department_id)
        if not reads or self.monday.weekday():
            raise NotYoursError
        place = await tx.system.departments.get(self.department_id)
        team = await tx.as_(reader).people.team(place.id)
        found = await tx.as_(reader).visits.of_days(self.monday, self.monday + DAY * 6)
        here = [each for each in found if each.department_id == place.id]
        return here, {each.id: each.name for each in team}, place.zone


def _columns(names: Mapping[int, str], zone: str) -> Sequence[Column[Activity]]:
    return (
        Column(_("Date"), lambda each: each.local_date, Kind.DAY),
        Column(_("Day"), lambda each: weekday(each.local_date), width=6),
        Column(_("Hour"), lambda each: hours(each.planned_at or each.happened_at or each.created_at, zone), width=8),
        Column(_("What"), lambda each: activity_name(each.type), width=14),
        Column(_("Client"), lambda each: each.client_name, width=30),
        Column(_("Manager"), lambda each: names.get(each.author_id or 0)),
        Column(_("Outcome"), _tell_outcome),
        Column(_("Comment"), lambda each: each.comment, width=40),
    )


def _tell_outcome(activity: Activity) -> str:
    if activity.outcome is not None:
        return outcome_words(activity.outcome)
    return _("done") if activity.is_done else _("planned")

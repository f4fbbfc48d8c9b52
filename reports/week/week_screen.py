"""What stands on the screen of a week plan, read at once."""

from dataclasses import dataclass
from datetime import date
from typing import Final, Literal, TypeAlias

from reports.message.words.called import call_person
from reports.people.seller import read_seller
from reports.week.figures import PersonWeek, Weeks, weeks_of
from reports.week.rows import Contents, contents_of, is_drafted
from sales.calendar.calendar import week_of
from sales.core.clock import local_date
from sales.core.errors import NotYoursError
from sales.core.rights import Action
from storage.engine.actor import Actor
from storage.engine.scope import reaches_department
from storage.transaction import Transaction

REMINDS: Final = "remind"


Call: TypeAlias = Literal["", "remind"]


@dataclass(frozen=True, slots=True)
class WeekScreen:
    weeks: Weeks
    person: PersonWeek
    contents: Contents
    is_own: bool
    is_draft: bool
    page: int
    call: Call = ""
    name: str = ""
    """The person's, as it reads beside the others'."""
    confirmed_by: str = ""
    """A lead's name, where it was not the manager."""
    may_confirm: bool = False
    """The reader, for somebody else."""

    @property
    def monday(self) -> date:
        return self.weeks.monday

    @property
    def seen(self) -> int:
        """Of which plan a word is given: its sum in kopecks, and two, for it rides in the place of a page."""
        return self.person.total + 2

    @property
    def needs_confirming(self) -> bool:
        """Nobody has confirmed it, or it is another one by now."""
        plan = self.person.plan
        if not self.is_draft or self.person.is_away:
            return False
        if plan is None or not plan.is_confirmed or self.contents.slips:
            return True
        now = {(line.payment.id, line.payment.due_on, line.payment.rest) for line in self.contents.lines}
        said = {(each.payment_id, each.due_on, each.amount) for each in plan.items.values()}
        return self.weeks.today < self.monday and now != said


async def screen_of(
    tx: Transaction, reader: Actor, monday: date | None, person_id: int, page: int = 1, call: Call = ""
) -> WeekScreen:
    """The person's week (0: the reader's own; no Monday: this week), as this reader may see it.

    Raises NotYoursError.
    """
    person = await read_seller(tx, reader, person_id)
    place = await tx.system.departments.get(person.department_id or 0)
    first = monday or week_of(local_date(tx.clock.now(), place.zone))[0]
    await tx.as_(reader).week_plans.get(person.id, first)
    weeks = await weeks_of(tx, place, first, only=person.id)
    own = next((each for each in weeks.people), None)
    if own is None:
        raise NotYoursError
    contents = await contents_of(tx, reader, weeks, own)
    is_draft = is_drafted(tx, weeks) and not own.is_frozen
    is_own = person.id == reader.person_id
    may_confirm = not is_own and reaches_department(reader, Action.WRITE_PLANS, place.id)
    name, by = await call_person(tx, person.id), await _tell_confirmed_by(tx, own)
    return WeekScreen(weeks, own, contents, is_own, is_draft, page, call, name, by, may_confirm)


async def _tell_confirmed_by(tx: Transaction, person: PersonWeek) -> str:
    by = None if person.plan is None else person.plan.confirmed_by
    if by in {None, person.person.id}:
        return ""
    return await call_person(tx, by)

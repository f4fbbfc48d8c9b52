"""How far the norms of activity are kept: «📞 6 из 10» of a day, percents of a week and of a month in one line."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from reports.message.format import percent
from reports.message.language import gettext as _
from reports.message.markup import fill
from sales.calendar.calendar import WorkCalendar
from sales.plans.norms import Kept, NormKind, count_kept
from storage.engine.actor import Actor
from storage.people.person import Person
from storage.results.statistics import Statistics
from storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Elapsed:
    """The days that are looked at, up to today, and by whose calendar."""

    first: date
    last: date
    department: WorkCalendar
    people: Mapping[int, WorkCalendar]

    def days_of(self, person_id: int) -> list[date]:
        """The person's own workdays among them."""
        return self.people[person_id].workdays_between(self.first, self.last)


async def count_norms_kept(
    tx: Transaction,
    reader: Actor,
    people: Sequence[Person],
    done: Sequence[Statistics],
    days: tuple[date, date],
    kinds: Sequence[NormKind],
) -> dict[NormKind, Kept]:
    """Everybody's together, Σ done against Σ owed; today counts, for what is done today counts too."""
    place = next((each.department_id for each in people if each.department_id is not None), None)
    if place is None:
        return {}
    zone = (await tx.system.departments.get(place)).zone
    calendars = await tx.system.calendars.of_team(place)
    own = {each.id: each.tenure(zone).on(calendars[each.id]) for each in people if each.id in calendars}
    elapsed = Elapsed(*days, await tx.system.calendars.of_department(place), own)
    norms = await tx.as_(reader).norms.of_people(people)
    counts = await _counts(tx, done, days, kinds)
    found: dict[NormKind, Kept] = {}
    for kind in kinds:
        single = [
            count_kept(
                kind, norms[each].get(kind), counts[kind].get(each, 0), elapsed.days_of(each), elapsed.department
            )
            for each in own
        ]
        known = [each for each in single if each is not None]
        if known:
            found[kind] = Kept(kind, sum(each.done for each in known), sum(each.owed for each in known))
    return found


async def _counts(
    tx: Transaction, done: Sequence[Statistics], days: tuple[date, date], kinds: Sequence[NormKind]
) -> dict[NormKind, dict[int, int]]:
    new = NormKind.NEW_CONTACTS_A_MONTH
    made = await tx.system.new_contacts.count_made([each.person_id for each in done], *days) if new in kinds else {}
    return {
        NormKind.CALLS_A_DAY: {each.person_id: each.calls for each in done},
        NormKind.MEETINGS_A_WEEK: {each.person_id: each.meetings for each in done},
        new: made,
    }


def norms_line(found: Mapping[NormKind, Kept]) -> Markup | None:
    """«Норма: 📞 82,4 % · 🤝 75,0 % · новые 60,0 %»; what owes nothing yet is left out."""
    told = [f"{sign(kind)} {percent(each.percent)}" for kind, each in found.items() if each.percent is not None]
    return fill(_("Norms: {kept}"), kept=" · ".join(told)) if told else None


def sign(kind: NormKind) -> str:
    return {
        NormKind.CALLS_A_DAY: "📞",
        NormKind.MEETINGS_A_WEEK: "🤝",
        NormKind.NEW_CONTACTS_A_MONTH: _("new contacts"),
    }[kind]


def of_norm(done: int, each: Kept | None) -> str:
    """«6 из 10», or only what was done where nothing is asked for that day."""
    return str(done) if each is None or not each.target else _("{part} of {whole}").format(part=done, whole=each.target)

"""How far the norms of activity are kept: «📞 6 из 10» of a day, percents of a week and a month, calls of each kind."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from reports.message.format import percent
from reports.message.language import gettext as _
from reports.message.language import pgettext
from reports.message.markup import fill
from reports.message.words.roles import capital
from reports.message.words.terms import calls_of_kind
from sales.activities.done import DoneCount
from sales.calendar.calendar import WorkCalendar
from sales.plans.norms import NORM_OF_CALL, Kept, NormKind, count_kept
from storage.engine.actor import Actor
from storage.people.person import Person
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
    done: Mapping[int, DoneCount],
    days: tuple[date, date],
    kinds: Sequence[NormKind],
    contacts: Mapping[int, int] | None = None,
) -> dict[NormKind, Kept]:
    """Of everybody together, Σ done against Σ owed; today counts, for what is done today counts too.

    `done` is by person, as `contacts` are: new ones, where they are counted already.
    """
    place = next((each.department_id for each in people if each.department_id is not None), None)
    if place is None:
        return {}
    zone = (await tx.system.departments.get(place)).zone
    calendars = await tx.system.calendars.of_team(place)
    own = {each.id: each.tenure(zone).on(calendars[each.id]) for each in people if each.id in calendars}
    elapsed = Elapsed(*days, await tx.system.calendars.of_department(place), own)
    norms = await tx.as_(reader).norms.of_people(people)
    if contacts is None and NormKind.NEW_CONTACTS_A_MONTH in kinds:
        contacts = await tx.system.new_contacts.count_made(list(done), *days)
    counts = _counts(done, contacts or {})
    worked = {each: elapsed.days_of(each) for each in own}
    found: dict[NormKind, Kept] = {}
    for kind in kinds:
        single = [
            count_kept(kind, norms[each].get(kind), counts[kind].get(each, 0), days_of, elapsed.department)
            for each, days_of in worked.items()
        ]
        known = [each for each in single if each is not None]
        if known:
            found[kind] = Kept(kind, sum(each.done for each in known), sum(each.owed for each in known))
    return found


def _counts(done: Mapping[int, DoneCount], contacts: Mapping[int, int]) -> dict[NormKind, Mapping[int, int]]:
    return {
        NormKind.CALLS_A_DAY: {who: each.calls for who, each in done.items()},
        NormKind.MEETINGS_A_WEEK: {who: each.meetings for who, each in done.items()},
        NormKind.NEW_CONTACTS_A_MONTH: contacts,
        **{norm: {who: each.count_kind(kind) for who, each in done.items()} for kind, norm in NORM_OF_CALL.items()},
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
        **{norm: calls_of_kind(each) for each, norm in NORM_OF_CALL.items()},
    }[kind]


def calls_line(done: DoneCount, found: Mapping[NormKind, Kept]) -> Markup | None:
    """«Холодные 4 из 10 · тёплые 2 · без вида 3» of a person's calls; None where nobody asks for kinds or says them."""
    told = [
        f"{calls_of_kind(kind)} {of_norm(done.count_kind(kind), found.get(norm))}"
        for kind, norm in NORM_OF_CALL.items()
        if done.count_kind(kind) or norm in found
    ]
    if not told:
        return None
    if done.of_no_kind:
        unsaid = pgettext("calls", "kind not said")
        told.append(f"{unsaid} {done.of_no_kind}")
    return fill("{kinds}", kinds=capital(" · ".join(told)))


def of_norm(done: int, each: Kept | None) -> str:
    """«6 из 10», or only what was done where nothing is asked for that day."""
    return str(done) if each is None or not each.target else _("{part} of {whole}").format(part=done, whole=each.target)

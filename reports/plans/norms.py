"""Norms of activity: of each profile of a department, and of one person where they differ from the profile's."""

from collections.abc import Mapping

from markupsafe import Markup

from reports.message.language import gettext as _
from reports.message.markup import bold, fill, lines
from reports.message.message import Button, Keyboard, Message
from reports.message.roles import capital, profile_name
from reports.message.view import View, button
from reports.people.presses import PersonAddress
from reports.plans.presses import NormDeed, NormPress, PlanTableDeed, PlanTablePress
from sales.calendar.calendar import month_of
from sales.core.clock import local_date
from sales.core.errors import NotYoursError
from sales.core.people import SELLERS, Profile
from sales.core.rights import Action
from sales.plans.norms import NormKind
from sales.plans.plans import Metric
from storage.engine.actor import Actor
from storage.engine.scope import reaches_department
from storage.transaction import Transaction


class NormsView(View):
    """All profiles of a department."""

    name = "norms"

    department_id: int

    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        if not reaches_department(reader, Action.READ_PLANS, self.department_id):
            return None
        try:
            place = await tx.system.departments.get(self.department_id)
        except NotYoursError:
            return None
        found = await tx.as_(reader).norms.of_profiles(self.department_id)
        text = lines(
            fill(_("Norms · {name}"), name=bold(place.name)),
            *(line for profile in Profile for line in _profile_lines(profile, found[profile])),
        )
        month = month_of(local_date(tx.clock.now(), place.zone))[0].toordinal()
        back = PlanTablePress(
            deed=PlanTableDeed.SHOW, department_id=self.department_id, month=month, metric=Metric.MONEY
        )
        rows = [
            (
                Button(
                    capital(profile_name(each)),
                    NormPress(deed=NormDeed.OF, department_id=self.department_id, profile=each).pack(),
                ),
            )
            for each in Profile
            if reaches_department(reader, Action.WRITE_PLANS, self.department_id)
        ]
        return Message(text, (*rows, (Button(_("‹ All plans"), back.pack()),)))


def _profile_lines(profile: Profile, norms: Mapping[NormKind, int]) -> tuple[Markup, Markup, Markup]:
    return Markup(), fill("{name}", name=capital(profile_name(profile))), norms_in_line(norms)


def norms_in_line(norms: Mapping[NormKind, int]) -> Markup:
    """«📞 20/день · 🤝 8/нед · новые 40/мес»"""
    return fill(
        _("📞 {calls}/day · 🤝 {meetings}/week · new {contacts}/month"),
        calls=norms.get(NormKind.CALLS_A_DAY, "—"),
        meetings=norms.get(NormKind.MEETINGS_A_WEEK, "—"),
        contacts=norms.get(NormKind.NEW_CONTACTS_A_MONTH, "—"),
    )


class NormsOfView(View):
    """One profile's, or (person) one person's own, each with a button to change it."""

    name = "norms_of"

    department_id: int = 0
    person_id: int = 0
    profile: Profile = Profile.MIXED

    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        if self.person_id:
            return await _of_person(tx, reader, self.person_id)
        if not reaches_department(reader, Action.WRITE_PLANS, self.department_id):
            return None
        norms = (await tx.as_(reader).norms.of_profiles(self.department_id))[self.profile]
        back = Button(_("‹ Norms"), NormPress(deed=NormDeed.ALL, department_id=self.department_id).pack())
        title = fill(_("Norms: {who}"), who=bold(profile_name(self.profile)))
        press = NormPress(deed=NormDeed.ENTER, department_id=self.department_id, profile=self.profile)
        return Message(lines(title, norms_in_line(norms)), (*_kinds(press, norms), (back,)))


async def _of_person(tx: Transaction, reader: Actor, person_id: int) -> Message | None:
    try:
        person = await tx.as_(reader).people.person(person_id)
    except NotYoursError:
        return None
    if person.role not in SELLERS or not reaches_department(reader, Action.WRITE_PLANS, person.department_id or 0):
        return None
    norms = (await tx.as_(reader).norms.of_people([person]))[person_id]
    own = await tx.as_(reader).norms.get_own(person_id)
    source = None if any(each is not None for each in own.values()) else fill(_("as the profile has them"))
    title = fill(_("Norms: {who}"), who=bold(person.name))
    press = NormPress(deed=NormDeed.ENTER, department_id=0, person_id=person_id)
    back = button(_("‹ Back"), PersonAddress(person_id=person_id))
    return Message(lines(title, norms_in_line(norms), source), (*_kinds(press, norms), (back,)))


def _kinds(press: NormPress, norms: Mapping[NormKind, int]) -> Keyboard:
    return tuple(
        (Button(f"{capital(kind_name(kind))} · {norms.get(kind, '—')}", _pack(press, kind)),) for kind in NormKind
    )


def _pack(press: NormPress, kind: NormKind) -> str:
    return press.model_copy(update={"kind": kind}).pack()


def kind_name(kind: NormKind) -> str:
    return {
        NormKind.CALLS_A_DAY: lambda: _("calls a day"),
        NormKind.MEETINGS_A_WEEK: lambda: _("meetings a week"),
        NormKind.NEW_CONTACTS_A_MONTH: lambda: _("new contacts a month"),
    }[kind]()

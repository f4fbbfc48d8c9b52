"""Norms of activity: of each profile of a department, and of one person where they differ from the profile's."""

from collections.abc import Mapping

from markupsafe import Markup

from reports.message.language import gettext as _
from reports.message.markup import bold, fill, lines
from reports.message.message import Button, Keyboard, Message
from reports.message.view import View, button
from reports.message.words.roles import capital, profile_name
from reports.message.words.terms import calls_of_kind
from reports.people.presses import PersonAddress
from reports.plans.presses import NormDeed, NormPress, NormsAddress, NormsOfAddress, PlansAddress
from sales.core.errors import NotYoursError
from sales.core.people import SELLERS, Profile
from sales.core.rights import Action, roles_that_may
from sales.plans.norms import NORM_OF_CALL, NormKind
from storage.engine.actor import Actor
from storage.engine.scope import reaches_department
from storage.transaction import Transaction


class NormsView(View, NormsAddress):
    opens_for = roles_that_may(Action.READ_PLANS) - SELLERS

    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        if not reaches_department(reader, Action.READ_PLANS, self.department_id):
            return None
        place = await tx.system.departments.get(self.department_id)
        found = await tx.as_(reader).norms.of_profiles(self.department_id)
        text = lines(
            fill(_("Norms · {name}"), name=bold(place.name)),
            *(line for profile in Profile for line in _profile_lines(profile, found[profile])),
        )
        rows = [
            (button(capital(profile_name(each)), NormsOfView(department_id=self.department_id, profile=each)),)
            for each in Profile
            if reaches_department(reader, Action.WRITE_PLANS, self.department_id)
        ]
        return Message(text, (*rows, (button(_("‹ All plans"), PlansAddress(department_id=self.department_id)),)))


def _profile_lines(profile: Profile, norms: Mapping[NormKind, int]) -> tuple[Markup, Markup, Markup]:
    return Markup(), fill("{name}", name=capital(profile_name(profile))), tell_norms(norms)


def tell_norms(norms: Mapping[NormKind, int]) -> Markup:
    """«📞 20/день · 🤝 8/нед · новые 40/мес», and below it the kinds of calls that are asked for."""
    usual = fill(
        _("📞 {calls}/day · 🤝 {meetings}/week · new {contacts}/month"),
        calls=norms.get(NormKind.CALLS_A_DAY, "—"),
        meetings=norms.get(NormKind.MEETINGS_A_WEEK, "—"),
        contacts=norms.get(NormKind.NEW_CONTACTS_A_MONTH, "—"),
    )
    kinds = [f"{calls_of_kind(each)} {norms[kind]}" for each, kind in NORM_OF_CALL.items() if kind in norms]
    return lines(usual, fill(_("A day: {kinds}"), kinds=" · ".join(kinds)) if kinds else None)


class NormsOfView(View, NormsOfAddress):
    """Each with a button to change it."""

    opens_for = roles_that_may(Action.WRITE_PLANS)

    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        if self.person_id:
            return await _of_person(tx, reader, self.person_id)
        if not reaches_department(reader, Action.WRITE_PLANS, self.department_id):
            return None
        await tx.system.departments.get(self.department_id)
        norms = (await tx.as_(reader).norms.of_profiles(self.department_id))[self.profile]
        back = button(_("‹ Norms"), NormsAddress(department_id=self.department_id))
        title = fill(_("Norms: {who}"), who=bold(profile_name(self.profile)))
        press = NormPress(deed=NormDeed.ENTER, department_id=self.department_id, profile=self.profile)
        return Message(lines(title, tell_norms(norms)), (*_kinds(press, norms), (back,)))


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
    return Message(lines(title, tell_norms(norms), source), (*_kinds(press, norms), (back,)))


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
        NormKind.COLD_CALLS_A_DAY: lambda: _("cold calls a day"),
        NormKind.WARM_CALLS_A_DAY: lambda: _("warm calls a day"),
        NormKind.CURRENT_CALLS_A_DAY: lambda: _("calls to current clients a day"),
    }[kind]()

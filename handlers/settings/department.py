"""The owner's first minute: the department's name, its time zone by city, its slots, and on to the people."""

from datetime import time

from markupsafe import Markup

from handlers.dialog.model import Again, Choice, Dialog, Done, Draft, Goto, Move, Screen, Step, Talk
from handlers.settings.slot_words import slot_words
from reports.message.format import hours
from reports.message.language import gettext as _
from reports.message.markup import bold, fill, lines
from reports.message.message import Button, Message, grid
from reports.message.view import button
from reports.people.presses import InvitePress, TeamAddress
from reports.settings.cities import OFFERED, city_of, zone_of
from sales.calendar.slots import Asking
from sales.checkins.slot_list import WrongSlotsError, parse_slots
from sales.core.people import Role
from sales.core.words import clean
from storage.settings.departments import Department

LONGEST_NAME = 60
OTHER, SUGGESTED, SAVE = "other", "suggested", "save"


class DepartmentDraft(Draft):
    name: str = ""
    zone: str = ""
    slots: tuple[str, ...] = ()


class EnterName(Step[DepartmentDraft]):
    """The department's name, into `name`."""

    async def show(self, talk: Talk, draft: DepartmentDraft) -> Screen:
        del talk, draft
        return Screen(fill(_("What is the department called?\nType, for example: <code>Sales Kazan</code>")))

    async def write(self, talk: Talk, draft: DepartmentDraft, text: str) -> Move:
        del talk
        name = clean(text, LONGEST_NAME + 1)
        if not any(letter.isalnum() for letter in name):
            return Again(hint=self.hint())
        if len(name) > LONGEST_NAME:
            return Again(hint=fill(_("Too long: up to {n} letters, please."), n=LONGEST_NAME))
        return Goto("zone", draft.model_copy(update={"name": name}))

    def hint(self) -> Markup:
        return fill(_("Please type a name: <code>Sales Kazan</code>"))


class PickZone(Step[DepartmentDraft]):
    """The zone of a city, into `zone`: offered, or typed as a city or an IANA name."""

    async def show(self, talk: Talk, draft: DepartmentDraft) -> Screen:
        del talk
        choices = [Choice(city(), zone) for zone, city in OFFERED.items()] + [Choice(_("Another city"), OTHER)]
        return Screen(fill(_("{name}\nBy which city's time does it work?"), name=bold(draft.name)), grid(choices, 2))

    async def press(self, talk: Talk, draft: DepartmentDraft, value: str) -> Move:
        del talk
        if value in OFFERED:
            return Goto("slots", draft.model_copy(update={"zone": value}))
        return Again(hint=fill(_("Type the city, for example: <code>Ufa</code>")) if value == OTHER else None)

    async def write(self, talk: Talk, draft: DepartmentDraft, text: str) -> Move:
        del talk
        zone = zone_of(text)
        if zone is None:
            return Again(hint=self.hint())
        return Goto("slots", draft.model_copy(update={"zone": zone}))

    def hint(self) -> Markup:
        return fill(
            _(
                "I do not know this city. A large one nearby\n"
                "or a zone will do: <code>Kazan</code>, <code>Asia/Almaty</code>"
            )
        )


class PickSlots(Step[DepartmentDraft]):
    """Its slots, into `slots` as codes: the installation's, or typed."""

    async def show(self, talk: Talk, draft: DepartmentDraft) -> Screen:
        offered = parse_slots(talk.defaults.slots, _asking(talk))
        suggested = Choice(" · ".join(slot.code for slot in offered), SUGGESTED)
        text = fill(
            _(
                "{city}, now {time}\nAt what hours do you check payments?\n"
                "Or type yours: <code>11:00, 15:00, 17:30</code>"
            ),
            city=city_of(draft.zone),
            time=hours(talk.tx.clock.now(), draft.zone),
        )
        return Screen(text, ((suggested,),))

    async def press(self, talk: Talk, draft: DepartmentDraft, value: str) -> Move:
        return await self.write(talk, draft, talk.defaults.slots) if value == SUGGESTED else Again()

    async def write(self, talk: Talk, draft: DepartmentDraft, text: str) -> Move:
        try:
            slots = parse_slots(text, _asking(talk))
        except WrongSlotsError as mistake:
            return Again(hint=slot_words(mistake))
        return Goto("confirm", draft.model_copy(update={"slots": tuple(slot.code for slot in slots)}))

    def hint(self) -> Markup:
        return fill(_("Hours in order, please: <code>12:00, 16:00, 18:00</code>"))


class ConfirmDepartment(Step[DepartmentDraft]):
    """All of it, and one tap that makes it."""

    async def show(self, talk: Talk, draft: DepartmentDraft) -> Screen:
        text = lines(
            bold(draft.name),
            fill(_("{city}, now {time}"), city=city_of(draft.zone), time=hours(talk.tx.clock.now(), draft.zone)),
            fill(_("Payment check-ins: {slots}"), slots=" · ".join(draft.slots)),
            fill(_("Managers are asked {n} min before"), n=talk.defaults.ask_before),
        )
        return Screen(text, ((Choice(_("✅ Create"), SAVE),),))

    async def press(self, talk: Talk, draft: DepartmentDraft, value: str) -> Move:
        if value != SAVE:
            return Again()
        defaults = talk.defaults
        slots = parse_slots(" ".join(draft.slots), _asking(talk))
        close = time.fromisoformat(defaults.day_close)
        made = await talk.mine.departments.create(
            draft.name, draft.zone, slots, defaults.ask_before, defaults.remind_before, close
        )
        return Done(_ready(made))


def department_dialog() -> Dialog[DepartmentDraft]:
    return Dialog(
        name="department",
        draft=DepartmentDraft,
        steps={"name": EnterName(), "zone": PickZone(), "slots": PickSlots(), "confirm": ConfirmDepartment()},
        roles=frozenset({Role.OWNER}),
    )


def _asking(talk: Talk) -> Asking:
    return Asking(talk.defaults.ask_before, talk.defaults.remind_before)


def _ready(department: Department) -> Message:
    """The department is there; the next thing is its people."""
    text = fill(_("✅ {name} is ready.\nNow its people: who do we invite?"), name=bold(department.name))
    lead, manager = (InvitePress(role=role, department_id=department.id) for role in (Role.LEAD, Role.MANAGER))
    return Message(
        text,
        (
            (Button(_("➕ Lead"), lead.pack()), Button(_("➕ Manager"), manager.pack())),
            (button(_("👥 Team"), TeamAddress(department_id=department.id)),),
        ),
    )

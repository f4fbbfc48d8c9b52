"""What a screen says where there is nothing to look at yet: the next step, with a button where a tap can do it."""

from dataclasses import dataclass

from reports.clients.presses import NewClientPress
from reports.message.language import gettext as _
from reports.message.markup import Markup, fill
from reports.message.message import Button, Keyboard, Message
from reports.message.press import BeginPress, NewRecord
from reports.message.view import button
from reports.people.presses import InvitePress, TeamAddress
from reports.plans.presses import PlanTableDeed, PlanTablePress
from sales.calendar.calendar import month_of
from sales.core.clock import local_date
from sales.core.people import INVITERS, SELLERS, Role
from sales.core.rights import Action, may
from sales.plans.plans import Metric
from storage.engine.actor import Actor
from storage.engine.scope import reaches_department
from storage.people.person import Person
from storage.settings.departments import Department
from storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class FirstStep:
    said: Markup
    buttons: Keyboard = ()


def no_department() -> Message:
    """The owner, or a director, is here before there is anything to look at."""
    return Message(fill(_("There is no department yet. /start makes the first one.")))


def no_managers(reader: Actor, department_id: int) -> FirstStep:
    """Nobody to look at: who may invites the first one with a tap."""
    if reader.role not in INVITERS:
        return FirstStep(fill(_("No managers yet. The lead invites them.")))
    first = InvitePress(role=Role.MANAGER, department_id=department_id)
    return FirstStep(fill(_("No managers yet. Invite the first one.")), ((button(_("➕ Manager"), first),),))


def first_records() -> FirstStep:
    """For a manager who has recorded nothing."""
    return FirstStep(
        fill(_("Start with one line:\n<code>payment 150k Camomile tomorrow</code>\nor with a button:")),
        (begin_row(),),
    )


def begin_row() -> tuple[Button, ...]:
    """The three records that a day begins with."""
    return tuple(begin(each) for each in (NewRecord.PAY, NewRecord.CALL, NewRecord.MEET))


def begin(what: NewRecord) -> Button:
    """The key of that command, under a message."""
    label = {
        NewRecord.CALL: lambda: _("📞 Call"),
        NewRecord.MEET: lambda: _("🤝 Meeting"),
        NewRecord.PAY: lambda: _("💰 Payment"),
        NewRecord.FACT: lambda: _("✅ Fact"),
    }[what]()
    return button(label, BeginPress(what=what))


def first_client(reader: Actor) -> FirstStep:
    """A department, or a manager, without a client: a line makes the first one, or whoever leads loads the base."""
    making = ((button(_("➕ Client"), NewClientPress()),),) if may(reader.role, Action.EDIT_CLIENT) else ()
    if reader.role in SELLERS:
        said = _("No clients yet. The first one comes with\na line: <code>payment 150k Camomile tomorrow</code>")
    elif may(reader.role, Action.IMPORT):
        said = _("No clients yet.\nLoad your base from a file: /import")
    else:
        said = _("No clients yet.\nThe managers record them.")
    return FirstStep(fill(said), making)


async def next_step(tx: Transaction, reader: Actor, place: Department | None) -> FirstStep:
    """What is done first where nothing was recorded yet: people, then plans, then lines. Raises NotYoursError."""
    if reader.role in SELLERS or place is None:
        return first_records()
    people = await sellers_of(tx, reader, place.id)
    if not people:
        return no_managers(reader, place.id)
    if all(each.is_waiting for each in people):
        said = fill(_("Nobody invited has pressed Start yet.\nA link can be sent again:"))
        return FirstStep(said, ((button(_("👥 Team"), TeamAddress(department_id=place.id)),),))
    if reaches_department(reader, Action.WRITE_PLANS, place.id) and not await has_plan(tx, reader, place):
        return FirstStep(fill(_("The month has no plan yet.")), ((set_plan(place, month_now(tx, place)),),))
    return FirstStep(fill(_("Managers record in one line:\n<code>payment 150k Camomile tomorrow</code>")))


async def sellers_of(tx: Transaction, reader: Actor, department_id: int) -> list[Person]:
    """Those who sell there now, also who has not pressed Start yet. Raises NotYoursError."""
    team = await tx.as_(reader).people.team(department_id)
    return [each for each in team if each.role in SELLERS and each.deactivated_at is None]


async def has_plan(tx: Transaction, reader: Actor, place: Department) -> bool:
    """Whether anybody's money of the running month is planned, or the department's own. Raises NotYoursError."""
    first, last = month_of(local_date(tx.clock.now(), place.zone))
    return (await tx.as_(reader).plans.of_department(place.id, first, last)).of_department(first).value is not None


def month_now(tx: Transaction, place: Department) -> int:
    """The running month, as a button carries it."""
    return month_of(local_date(tx.clock.now(), place.zone))[0].toordinal()


def set_plan(place: Department, month: int) -> Button:
    """«🎯 Задать план» opens the table of that month below."""
    press = PlanTablePress(deed=PlanTableDeed.OPEN, department_id=place.id, month=month, metric=Metric.MONEY)
    return button(_("🎯 Set the plan"), press)

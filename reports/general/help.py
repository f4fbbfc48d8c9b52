"""What is said first and what /help says: short, and different for each role."""

from collections.abc import Sequence

from markupsafe import Markup

from reports.general.menu import commands_of, example, menu, more
from reports.message.language import gettext as _
from reports.message.markup import bold, fill, lines
from reports.message.message import Message
from reports.message.screens.empty import has_plan, sellers_of
from reports.message.view import View, button
from reports.message.words.roles import capital, role_name
from reports.plans.opening import list_unsaid
from sales.calendar.calendar import month_of
from sales.core.clock import local_date
from sales.core.people import EVERYBODY, INVITERS, Role
from storage.engine.actor import Actor
from storage.settings.departments import Department
from storage.transaction import Transaction


async def welcome(tx: Transaction, actor: Actor) -> Message:
    """Somebody has just come in: who they are here, and what to do first."""
    return await _greet(tx, actor, fill(_("Hello, {name}."), name=bold(actor.name)))


async def _greet(tx: Transaction, actor: Actor, hello: Markup) -> Message:
    department = await tx.as_(actor).departments.read_own()
    if actor.role is Role.LEAD and department is not None:
        first = await _lead_begins(tx, actor, department)
    elif actor.role is Role.OWNER and await tx.as_(actor).departments.list_seen():
        first = fill(_("Departments and people are yours to run, too.\nAt a glance: 📊 below."))
    else:
        first = first_step(actor.role)
    return Message(
        lines(hello, _place(actor.role, department), "", first), menu=menu(actor.role), example=example(actor.role)
    )


def welcome_back(actor: Actor) -> Message:
    """For whoever presses Start once more, with the keys of their role."""
    return Message(
        fill(_("Welcome back, {name}.\nThe buttons are below."), name=bold(actor.name)),
        menu=menu(actor.role),
        example=example(actor.role),
    )


async def tell_moved(tx: Transaction, actor: Actor) -> Message:
    """Somebody does something else from now on, or elsewhere."""
    return await _greet(tx, actor, fill(_("From now on you are here as:")))


def keys_below(actor: Actor) -> Message:
    return Message(
        fill(_("The buttons are below the message field.\nExamples: /help")),
        menu=menu(actor.role),
        example=example(actor.role),
    )


def more_keys_below(actor: Actor) -> Message:
    return Message(fill(_("More buttons.\nBack: ⌂ Main")), menu=more(actor.role), example=example(actor.role))


def first_step(role: Role) -> Markup:
    """What a person of this role does first."""
    match role:
        case Role.MANAGER:
            return fill(_("Start with one line:\n<code>payment 150k Camomile tomorrow</code>\nor press 📞 below."))
        case Role.LEAD:
            return fill(_("A department is needed first:\nthe owner gives you one."))
        case Role.ASSISTANT:
            return fill(_("You read the whole department\nand enter a fact for anybody: ✅ below."))
        case Role.DIRECTOR:
            return fill(_("You read all departments.\nAt a glance: 📊 below."))
        case Role.OWNER:
            return fill(_("Departments and people start here.\nThe first department takes a minute."))


async def _lead_begins(tx: Transaction, actor: Actor, place: Department) -> Markup:
    """People, then plans, whatever is missing; where nothing is, what stands there already."""
    missing = await _list_missing(tx, actor, place)
    first = _number(missing) if missing else [fill(_("All set: people are in 👥, the pace in /svod."))]
    return lines(*first, "", fill(_("The check-in will come by itself:\n{hours}."), hours=_slots(place)))


async def _list_missing(tx: Transaction, actor: Actor, place: Department) -> list[str]:
    """What a department still lacks, in the order in which it is done, each with its command."""
    missing = []
    sellers = await sellers_of(tx, actor, place.id)
    if not sellers:
        missing.append(_("invite managers: /invite"))
    if not await has_plan(tx, actor, place):
        missing.append(_("set the month's plan: /plan"))
    if await list_unsaid(tx, place, sellers, month_of(local_date(tx.clock.now(), place.zone))[0]):
        missing.append(_("note what came before Reper: /plan"))
    return missing


def _number(steps: Sequence[str], where: str = "") -> list[Markup]:
    """«Сначала:» and below it the steps; `where`: in which department."""
    head = fill(_("To begin with, {department}:"), department=where) if where else fill(_("To begin with:"))
    return [head, *(fill("{n}. {step}", n=n, step=step) for n, step in enumerate(steps, 1))]


async def _list_first_steps(tx: Transaction, actor: Actor) -> list[Markup]:
    """In a new house the way from nothing to the first plan; else what the first department lacks that lacks any."""
    if actor.role not in INVITERS:
        return []
    places = await tx.as_(actor).departments.list_seen()
    if not places and actor.role is Role.OWNER:
        return _number([_("make a department: /start"), _("invite people: /invite"), _("set the month's plan: /plan")])
    for place in places:
        if missing := await _list_missing(tx, actor, place):
            return _number(missing, place.name if len(places) > 1 else "")
    return []


def _slots(place: Department) -> str:
    return ", ".join(slot.code.removesuffix(":00") for slot in place.slots)


async def help_for(tx: Transaction, actor: Actor) -> Message:
    """Half a screen; a manager gets three lines to copy, who sets a house up what comes first."""
    department = await tx.as_(actor).departments.read_own()
    told = _for_seller() if actor.role is Role.MANAGER else _for_watcher(actor.role)
    first = await _list_first_steps(tx, actor)
    text = lines(
        *first,
        *([""] if first else []),
        told,
        *([] if first else [""]),  # a phone shows twelve lines
        _hours(actor.role, department),
        fill(_("Buttons: /menu · Language: /lang")),
    )
    return Message(text, ((button(_("All commands"), CommandsView()),),))


class CommandsView(View):
    """Behind /help: every command that the reader has, and what it does."""

    name = "commands"
    opens_for = EVERYBODY
    opens_below = True

    async def draw(self, tx: Transaction, reader: Actor) -> Message:
        del tx
        told = (fill("/{name} {does}", name=each.name, does=each.does()) for each in commands_of(reader.role))
        return Message(lines(bold(_("All commands")), "", *told))


def _place(role: Role, department: Department | None) -> Markup:
    if department is None:
        return fill(_("You are here as: {role}"), role=role_name(role))
    return fill("{role} · {department}", role=capital(role_name(role)), department=department.name)


def _for_seller() -> Markup:
    return fill(
        _(
            "<b>Write in one line</b>, in any order:\n"
            "<code>payment 150k Camomile tomorrow 80%</code>\n"
            "<code>received 148 500 Vector</code>\n"
            "<code>call Kim tomorrow: wants the invoice</code>\n"
            "\n"
            "Or use the buttons: 📞 🤝 💰 ✅\n"
            "Made a slip? ↩️ Undo works for 10 minutes."
        )
    )


def _for_watcher(role: Role) -> Markup:
    people = _("👥 Team: people, links, access") if role in {Role.LEAD, Role.OWNER} else _("👥 Team: who works here")
    return lines(
        fill(_("<b>The department on one screen</b>")),
        fill(_("📋 Day: what was recorded")),
        fill(_("🔔 Who: who is silent")),
        fill(_("📊 Stats: week and month")),
        fill(people),
    )


def _hours(role: Role, department: Department | None) -> Markup | None:
    if department is None:
        return None
    hours = _slots(department)
    if role is Role.MANAGER:
        return fill(_("I ask about payments for {hours}."), hours=hours)
    return fill(_("The check-in: {hours},\nit changes with every answer."), hours=hours)

"""Somebody came or left in mid-month: the lead is asked about the plan, and answers by one tap."""

from aiogram import Router
from aiogram.types import CallbackQuery

from handlers.dialog.model import Talk
from handlers.dialog.runner import Runner
from handlers.framework.access import PLANNERS, access
from handlers.framework.pressed import Pressed
from handlers.framework.replies import Redraw, Replies, Reply, Say, Toast, Touch
from handlers.plans.draft import PlanDraft
from handlers.plans.said import plan_set, plan_touches
from handlers.redraw.reports_told import reports_since
from reports.message.format import money
from reports.message.language import gettext as _
from reports.message.markup import fill
from reports.message.message import Message
from reports.people.joined import JoinedView, PartedView
from reports.plans.presses import ProrateDeed, ProratePress
from reports.plans.proration import ProrationView, get_planned_person, proposal_of
from reports.plans.words import month_title
from sales.core.clock import local_date
from sales.core.people import SELLERS, Role
from sales.plans.arrival import Proposal, Turn
from storage.engine.actor import Actor
from storage.people.person import Person


async def tell_planners(talk: Talk, newcomer: Actor) -> list[Reply]:
    """Who sets the plans hears of a new manager; the view is empty where there is nothing to propose."""
    if newcomer.role not in SELLERS or newcomer.department_id is None:
        return []
    counted = await assume_proration(talk, newcomer.person_id, Turn.CAME)
    readers = await talk.tx.system.staff.planners_of(newcomer.department_id, talk.today)
    asked = [propose_proration(each, newcomer.person_id, newcomer.role, Turn.CAME) for each in readers]
    return [*(say for each in asked for say in each), *counted]


async def assume_proration(talk: Talk, person_id: int, turn: Turn) -> list[Reply]:
    """The part of the plan counts at once, and waits for the lead's word: no pace jumps meanwhile (SPEC 4).

    Who comes as their department is founded came to Reper, not to work: of them it is only asked.
    """
    person = await talk.tx.system.staff.read_person(person_id)
    found = await proposal_of(talk.tx, person, turn) if person.role in SELLERS else None
    if found is None:
        return []
    place = await talk.tx.system.departments.get(person.department_id or 0)
    if turn is Turn.CAME:
        if local_date(place.founded_at, place.zone) >= found.month:
            return []
        await talk.tx.system.staff.set_joined(person.id, found.day)
    await talk.tx.system.plans.assume(person.id, place.id, found.month, found.proration.value)
    readers = await talk.tx.system.staff.planners_of(place.id, talk.today)
    asked = [Touch(ProrationView.key_for(person.id, Turn.CAME, each.person_id)) for each in readers]
    return [*asked, *await reports_since(talk.tx, place, found.month)]


async def tell_of_newcomer(talk: Talk, newcomer: Actor) -> list[Reply]:
    """The leads, or without one the owners, hear who has come; neither who did it nor who came."""
    if newcomer.department_id is None:
        return []
    readers = await talk.tx.system.staff.watchers_of(newcomer.person_id)
    view = JoinedView(person_id=newcomer.person_id)
    others = [each for each in readers if each.person_id not in {newcomer.person_id, talk.actor.person_id}]
    told = [Say(view.under(view.key_for(newcomer.person_id, each.person_id)), to=each.person_id) for each in others]
    return [*told, *await tell_planners(talk, newcomer)]


async def tell_of_leaving(talk: Talk, leaver: Person) -> list[Reply]:
    """The leads there, or without one the owners, hear who is gone and what is nobody's now; not who did it."""
    if leaver.department_id is None:
        return []
    view = PartedView(person_id=leaver.id)
    leads = await talk.tx.system.staff.planners_of(leaver.department_id, talk.today)
    return [
        Say(view.under(view.key_for(leaver.id, each.person_id)), to=each.person_id)
        for each in leads
        if each.person_id != talk.actor.person_id
    ]


def propose_proration(reader: Actor, person_id: int, role: Role, turn: Turn) -> list[Reply]:
    """The question to the lead, where somebody who sells came or left; none for anybody else."""
    if role not in SELLERS:
        return []
    view = ProrationView(person_id=person_id, turn=turn)
    key = view.key_for(person_id, turn, reader.person_id)
    return [Say(view.under(key), to=reader.person_id)]


def make_router(runner: Runner) -> Router:
    router = Router(name="proration")

    @router.callback_query(Pressed(ProratePress), flags=access(PLANNERS))
    async def press(_query: CallbackQuery, callback_data: ProratePress, talk: Talk) -> Replies:
        person = await get_planned_person(talk.tx, talk.actor, callback_data.person_id)
        found = await proposal_of(talk.tx, person, callback_data.turn)
        if found is None:  # set meanwhile: a question becomes what stands, an answer keeps its ↩️
            return [Touch(), Toast(_("Already recorded"))]
        return await _answer(runner, talk, callback_data.deed, person, found)

    return router


async def _answer(runner: Runner, talk: Talk, deed: ProrateDeed, person: Person, found: Proposal) -> Replies:
    """«Полный план»: who worked here before has the whole month; a plan of one's own stays as it is."""
    if deed is ProrateDeed.FULL:
        if found.turn is Turn.CAME:
            await talk.mine.people.set_joined(person.id, None)
        return await _set(talk, person, found, found.proration.full)
    counted = await _find_came(talk, person, found)
    if deed is ProrateDeed.TAKE:
        return [*await _set(talk, person, found, found.proration.value), *counted]
    draft = PlanDraft(department_id=person.department_id or 0, person_id=person.id, month=found.month)
    return [*await runner.open(talk, "plan", draft), *counted]


async def _find_came(talk: Talk, person: Person, found: Proposal) -> list[Reply]:
    """Workdays count from the first day too, not only the plan; and the reports by it."""
    if found.turn is not Turn.CAME:
        return []
    await talk.mine.people.set_joined(person.id, found.day)
    return await reports_since(talk.tx, await talk.tx.system.departments.get(person.department_id or 0), found.day)


async def _set(talk: Talk, person: Person, found: Proposal, plan: int) -> list[Reply]:
    place = person.department_id or 0
    made = await talk.mine.plans.set_person(person.id, found.month, plan)
    if made is None or made.before == made.value:
        title = month_title(found.month, talk.today)
        stays = fill(_("✅ {name} · {month}: the plan stays {sum}"), name=person.name, month=title, sum=money(plan))
        return [Redraw(Message(stays)), *await plan_touches(talk, place, [made] if made else [])]
    book = await talk.mine.plans.of_department(place, found.month)
    return [Redraw(plan_set(talk, book, made)), *await plan_touches(talk, place, [made])]

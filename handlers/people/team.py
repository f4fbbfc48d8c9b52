"""/team: who works here, and what a lead or the owner may do about each of them."""

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery
from aiogram.types import Message as TelegramMessage

from handlers.asks.told import ask_leads, show_own, tell_sides
from handlers.dialog.model import Talk, new_draft_id
from handlers.dialog.runner import Runner
from handlers.framework.access import INVITERS, WATCHERS, access
from handlers.framework.pressed import Pressed
from handlers.framework.replies import Redraw, Replies, Reply, Say, Toast
from handlers.people.person_name import RenameDraft
from handlers.people.person_numbers import NUMBERS, NumbersDraft
from handlers.plans.proration import assume_proration, propose_proration, tell_of_leaving
from reports.general.menu import OTHER_NAMES
from reports.message.language import gettext as _
from reports.message.markup import bold, fill
from reports.message.message import Button, Message
from reports.message.view import Keyed, button
from reports.message.words.roles import capital, profile_name
from reports.people.invitation import link, to_forward
from reports.people.presses import PersonDeed, PersonPress, ProfilePress
from reports.people.team import PersonView, TeamView, may_manage
from sales.asks.ask import Ask
from sales.core.errors import NotYoursError
from sales.core.people import Profile, Role
from sales.plans.arrival import Turn
from storage.engine.errors import DismissedError
from storage.people.person import Person
from storage.queues.messages import once_key


def make_router(runner: Runner) -> Router:
    router = Router(name="team")
    _reading(router)
    _managing(router, runner)
    _forgetting(router)
    _profiles(router)
    return router


def _reading(router: Router) -> None:
    @router.message(Command("team", *OTHER_NAMES["team"]), flags=access(WATCHERS))
    async def hear_team_command(_message: TelegramMessage, talk: Talk) -> Replies:
        return Say(TeamView(department_id=talk.actor.department_id or 0))


def _managing(router: Router, runner: Runner) -> None:
    @router.callback_query(Pressed(PersonPress, PersonDeed.LINK), flags=access(INVITERS))
    async def press_new_link(_query: CallbackQuery, callback_data: PersonPress, talk: Talk) -> Replies:
        found = await _read_managed(talk, callback_data.person_id)
        token = await talk.mine.invitations.renew(found.id)
        place = await talk.tx.system.departments.get(found.department_id) if found.department_id else None
        letter = to_forward(found.name, place, link(talk.defaults.bot_username, token))
        return [
            Redraw(PersonView(person_id=found.id)),
            Say(Keyed(letter, once_key(new_draft_id()))),
            Toast(_("The older link does not work any more")),
        ]

    @router.callback_query(Pressed(PersonPress, PersonDeed.RENAME), flags=access(INVITERS))
    async def rename(_query: CallbackQuery, callback_data: PersonPress, talk: Talk) -> Replies:
        found = await _read_managed(talk, callback_data.person_id)
        return [*await runner.open(talk, "rename", RenameDraft(person_id=found.id))]

    @router.callback_query(Pressed(PersonPress, PersonDeed.NUMBERS), flags=access(INVITERS))
    async def press_numbers(_query: CallbackQuery, callback_data: PersonPress, talk: Talk) -> Replies:
        found = _refuse_dismissed(await _read_managed(talk, callback_data.person_id))
        return [*await runner.open(talk, NUMBERS.name, NumbersDraft(person_id=found.id))]

    @router.callback_query(Pressed(PersonPress, PersonDeed.LEFT), flags=access(INVITERS))
    async def press_dismiss(_query: CallbackQuery, callback_data: PersonPress, talk: Talk) -> Replies:
        """Whoever is first closes the door; a second tap, or the other lead, learns that it is done."""
        found = await _read_managed(talk, callback_data.person_id)
        passed_on = await talk.mine.ask_passing.pass_on(found.id)
        await talk.mine.handovers.deactivate(found.id)
        heard = [each for ask in passed_on for each in await _tell_passed_on(talk, ask)]
        own = [Say(show_own(talk, ask)) for ask in passed_on if ask.to_id == talk.actor.person_id]
        closed = Redraw(PersonView(person_id=found.id))
        counted = [*await tell_of_leaving(talk, found), *await assume_proration(talk, found.id, Turn.LEFT)]
        asked = propose_proration(talk.actor, found.id, found.role, Turn.LEFT)
        return [closed, Toast(_("Access closed")), *asked, *counted, *heard, *own]


async def _tell_passed_on(talk: Talk, ask: Ask) -> list[Reply]:
    """Whoever has it now; of nobody in particular, whoever leads."""
    told = await tell_sides(talk, ask, {ask.to_id})
    return told if ask.to_id is not None else [*await ask_leads(talk, ask), *told]


def _forgetting(router: Router) -> None:
    @router.callback_query(Pressed(PersonPress, PersonDeed.FORGET), flags=access(Role.OWNER))
    async def press_forget(_query: CallbackQuery, callback_data: PersonPress, talk: Talk) -> Replies:
        """For good; whoever presses second learns that it is done."""
        found = await _read_managed(talk, callback_data.person_id)
        await talk.mine.people_forgetting.forget(found.id)
        return [Redraw(PersonView(person_id=found.id)), Toast(_("Forgotten: the figures stay"))]


def _profiles(router: Router) -> None:
    @router.callback_query(Pressed(PersonPress, PersonDeed.PROFILE), flags=access(INVITERS))
    async def press_profiles(_query: CallbackQuery, callback_data: PersonPress, talk: Talk) -> Replies:
        found = await _manager(talk, callback_data.person_id)
        rows = tuple(
            (Button(capital(profile_name(each)), ProfilePress(person_id=found.id, profile=each).pack()),)
            for each in Profile
        )
        back = (button(_("‹ Back"), PersonView(person_id=found.id)),)
        return Redraw(Message(fill(_("{name}: what clients mostly?"), name=bold(found.name)), (*rows, back)))

    @router.callback_query(Pressed(ProfilePress), flags=access(INVITERS))
    async def press_profile(_query: CallbackQuery, callback_data: ProfilePress, talk: Talk) -> Replies:
        found = await _manager(talk, callback_data.person_id)
        await talk.mine.people.change_profile(found.id, callback_data.profile)
        return Redraw(PersonView(person_id=found.id))


async def _read_managed(talk: Talk, person_id: int) -> Person:
    """Somebody whom the speaker may manage. Raises NotYoursError for a foreign, an absent and the own id alike."""
    found = await talk.mine.people.person(person_id)
    if not may_manage(talk.actor, found):
        raise NotYoursError
    return found


async def _manager(talk: Talk, person_id: int) -> Person:
    found = await _read_managed(talk, person_id)
    if found.role is not Role.MANAGER:
        raise NotYoursError
    return _refuse_dismissed(found)


def _refuse_dismissed(person: Person) -> Person:
    """A button of a card from before. Raises DismissedError."""
    if person.deactivated_at is not None:
        raise DismissedError
    return person

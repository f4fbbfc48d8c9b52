"""/invite: whom, into which department, by what name; then a link that is easy to forward."""

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery
from aiogram.types import Message as TelegramMessage
from markupsafe import Markup

from handlers.dialog.model import Again, Choice, Dialog, Done, Draft, Goto, Move, Screen, Step, Talk
from handlers.dialog.runner import Runner
from handlers.framework.access import INVITERS, access
from handlers.framework.pressed import Pressed
from handlers.framework.replies import Replies, Say
from handlers.people.person_name import name_hint, person_name
from reports.message.language import gettext as _
from reports.message.markup import bold, fill
from reports.message.message import grid
from reports.message.view import Keyed
from reports.message.words.roles import capital, profile_name, role_name
from reports.people.invitation import InvitationCode, link, tell_invited, to_forward
from reports.people.presses import InvitePress
from sales.core.errors import NotYoursError
from sales.core.people import Profile, Role
from sales.core.rights import invitable
from storage.people.invitations import HEADLESS
from storage.queues.messages import once_key
from storage.settings.departments import Department

SKIP = "skip"


class InviteDraft(Draft):
    role: Role = Role.MANAGER
    department_id: int = 0
    name: str = ""


class PickRole(Step[InviteDraft]):
    """One of the roles that the speaker may invite, into `role`."""

    async def show(self, talk: Talk, draft: InviteDraft) -> Screen:
        del draft
        choices = [Choice(capital(role_name(role)), role.value) for role in invitable(talk.actor.role)]
        return Screen(fill(_("➕ Who do we invite?")), grid(choices, 2))

    async def press(self, talk: Talk, draft: InviteDraft, value: str) -> Move:
        if value not in invitable(talk.actor.role):
            return Again()
        draft = draft.model_copy(update={"role": Role(value)})
        return await _place(talk, draft)


class PickDepartment(Step[InviteDraft]):
    """One of the departments that the speaker reads, into `department_id`."""

    async def show(self, talk: Talk, draft: InviteDraft) -> Screen:
        found = await talk.mine.departments.list_seen()
        rows = tuple((Choice(each.name, str(each.id)),) for each in found)
        return Screen(fill(_("➕ {role}\nInto which department?"), role=capital(role_name(draft.role))), rows)

    async def press(self, talk: Talk, draft: InviteDraft, value: str) -> Move:
        found = {str(each.id): each.id for each in await talk.mine.departments.list_seen()}
        if value not in found:
            return Again()
        return Goto("name", draft.model_copy(update={"department_id": found[value]}))


class EnterPerson(Step[InviteDraft]):
    """The name by which colleagues know the person, into `name`."""

    async def show(self, talk: Talk, draft: InviteDraft) -> Screen:
        place = await _department(talk, draft)
        heading = capital(role_name(draft.role)) + (f" · {place.name}" if place else "")
        return Screen(fill(_("➕ {heading}\nWhat is their name?"), heading=bold(heading)))

    async def write(self, talk: Talk, draft: InviteDraft, text: str) -> Move:
        name = person_name(text)
        if isinstance(name, Again):
            return name
        draft = draft.model_copy(update={"name": name})
        return Goto("profile", draft) if draft.role is Role.MANAGER else await _make(talk, draft, Profile.MIXED)

    def hint(self) -> Markup:
        return name_hint()


class PickProfile(Step[InviteDraft]):
    """What the manager lives on; skipped, it is both."""

    async def show(self, talk: Talk, draft: InviteDraft) -> Screen:
        del talk
        first, second, both = (Choice(capital(profile_name(each)), each.value) for each in Profile)
        return Screen(
            fill(_("{name}: what clients mostly?"), name=bold(draft.name)),
            ((first,), (second,), (both, Choice(_("Skip"), SKIP))),
        )

    async def press(self, talk: Talk, draft: InviteDraft, value: str) -> Move:
        if value == SKIP:
            return await _make(talk, draft, Profile.MIXED)
        return await _make(talk, draft, Profile(value)) if value in set(Profile) else Again()


def invite_dialog() -> Dialog[InviteDraft]:
    return Dialog(
        name="invite",
        draft=InviteDraft,
        steps={"role": PickRole(), "department": PickDepartment(), "name": EnterPerson(), "profile": PickProfile()},
        roles=INVITERS,
    )


def make_router(runner: Runner) -> Router:
    router = Router(name="invite")

    @router.message(Command("invite"), flags=access(INVITERS))
    async def begin_invite(_message: TelegramMessage, talk: Talk) -> Replies:
        if not await talk.tx.system.departments.all():
            return [*await runner.open(talk, "department")]
        return [*await runner.open(talk, "invite")]

    @router.callback_query(Pressed(InvitePress), flags=access(INVITERS))
    async def press_invite(_query: CallbackQuery, callback_data: InvitePress, talk: Talk) -> Replies:
        """From a button that knows the role or the department already; both are checked against the speaker."""
        draft = InviteDraft(department_id=callback_data.department_id)
        if draft.department_id and draft.department_id not in {
            each.id for each in await talk.mine.departments.list_seen()
        }:
            raise NotYoursError
        if callback_data.role is None:
            return [*await runner.open(talk, "invite", draft)]
        if callback_data.role not in invitable(talk.actor.role):
            raise NotYoursError
        draft = draft.model_copy(update={"role": callback_data.role})
        placed = await _place(talk, draft)
        return [*await runner.open(talk, "invite", placed.draft, placed.step)]

    return router


async def _place(talk: Talk, draft: InviteDraft) -> Goto:
    """On to the name where the department is known or not needed, else to the choice of one."""
    seen = [each.id for each in await talk.mine.departments.list_seen()]
    if draft.role in HEADLESS:
        return Goto("name", draft.model_copy(update={"department_id": 0}))
    if len(seen) == 1:
        draft = draft.model_copy(update={"department_id": seen[0]})
    return Goto("name" if draft.department_id else "department", draft)


async def _make(talk: Talk, draft: InviteDraft, profile: Profile) -> Move:
    place = await _department(talk, draft)
    token = await talk.mine.invitations.invite(draft.role, draft.name, draft.department_id or None, profile)
    address = link(talk.defaults.bot_username, token)
    letter, code = to_forward(draft.name, place, address), InvitationCode(invited=draft.name, address=address)
    shown = (Keyed(letter, once_key(draft.draft_id)), Keyed(code, once_key(f"{draft.draft_id}:code")))
    return Done(tell_invited(draft.name, draft.role, place), tuple(map(Say, shown)))


async def _department(talk: Talk, draft: InviteDraft) -> Department | None:
    return await talk.tx.system.departments.get(draft.department_id) if draft.department_id else None

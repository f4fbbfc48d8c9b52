"""Norms: a profile's and a person's, each changed by a tap and a number; a button gives the usual one back."""

from aiogram import Router
from aiogram.types import CallbackQuery
from markupsafe import Markup

from handlers.dialog.model import Again, Choice, Dialog, Done, Draft, Move, Screen, Step, Talk
from handlers.dialog.runner import Runner
from handlers.dialog.steps.then import number_in
from handlers.framework.access import PLANNERS, SELLERS, access
from handlers.framework.pressed import Pressed
from handlers.framework.replies import Replies
from reports.message.language import gettext as _
from reports.message.markup import bold, fill, lines
from reports.message.words.roles import capital, profile_name
from reports.plans.norms import NormsOfView, kind_name
from reports.plans.presses import NormDeed, NormPress
from sales.core.errors import NotYoursError
from sales.core.people import Profile
from sales.core.rights import Action
from sales.core.words import clean
from sales.plans.norms import LARGEST_NORM, USUAL, NormKind
from storage.engine.scope import reaches_department
from storage.people.person import Person

AS_BEFORE = "usual"


class NormDraft(Draft):
    """Of a department's profile, or (person) of one person."""

    department_id: int = 0
    person_id: int = 0
    profile: Profile = Profile.MIXED
    kind: NormKind = NormKind.CALLS_A_DAY


class EnterNorm(Step[NormDraft]):
    """A whole number for one kind of norm, 0 to 1000; or the usual one back."""

    async def show(self, talk: Talk, draft: NormDraft) -> Screen:
        who, now, usual = await _standing(talk, draft)
        text = lines(
            fill("{who} · {kind}", who=bold(who), kind=kind_name(draft.kind)),
            fill(_("Now: {norm}"), norm=_tell(now)),
            "",
            fill(_("How many? For example: 12")),
        )
        label = _("As the profile: {norm}") if draft.person_id else _("Usual: {norm}")
        return Screen(text, ((Choice(label.format(norm=_tell(usual)), AS_BEFORE),),))

    async def press(self, talk: Talk, draft: NormDraft, value: str) -> Move:
        return await _save(talk, draft, None) if value == AS_BEFORE else Again()

    async def write(self, talk: Talk, draft: NormDraft, text: str) -> Move:
        norm = number_in(clean(text))
        if norm is None or norm > LARGEST_NORM:
            return Again(hint=self.hint())
        return await _save(talk, draft, norm)

    def hint(self) -> Markup:
        return fill(_("A whole number up to 1000, please. For example: 12"))


def _tell(norm: int | None) -> str:
    return "—" if norm is None else str(norm)


async def _standing(talk: Talk, draft: NormDraft) -> tuple[str, int | None, int | None]:
    """Whose it is, the norm as it stands, and what it is without a number of its own. Raises NotYoursError."""
    if not draft.person_id:
        if not reaches_department(talk.actor, Action.WRITE_PLANS, draft.department_id):
            raise NotYoursError
        found = await talk.mine.norms.of_profiles(draft.department_id)
        name, usual = capital(profile_name(draft.profile)), USUAL[draft.profile].get(draft.kind)
        return name, found[draft.profile].get(draft.kind), usual
    person = await _plan(talk, draft.person_id)
    profiles = await talk.mine.norms.of_profiles(person.department_id or 0)
    now = (await talk.mine.norms.of_people([person]))[person.id].get(draft.kind)
    return person.name, now, profiles[person.profile].get(draft.kind)


async def _save(talk: Talk, draft: NormDraft, norm: int | None) -> Move:
    if draft.person_id:
        await talk.mine.norms.set_person(draft.person_id, draft.kind, norm)
        return Done(NormsOfView(person_id=draft.person_id))
    await talk.mine.norms.set_profile(draft.department_id, draft.profile, draft.kind, norm)
    return Done(NormsOfView(department_id=draft.department_id, profile=draft.profile))


NORM = Dialog(name="norm", draft=NormDraft, steps={"number": EnterNorm()}, roles=PLANNERS)


def make_router(runner: Runner) -> Router:
    router = Router(name="norms")

    @router.callback_query(Pressed(NormPress, NormDeed.ENTER), flags=access(PLANNERS))
    async def enter(_query: CallbackQuery, callback_data: NormPress, talk: Talk) -> Replies:
        if callback_data.kind is None:
            raise NotYoursError
        draft = await _draft(talk, callback_data)
        return [*await runner.open(talk, "norm", draft.model_copy(update={"kind": callback_data.kind}))]

    return router


async def _draft(talk: Talk, press: NormPress) -> NormDraft:
    """Raises NotYoursError."""
    if press.person_id:
        return NormDraft(person_id=(await _plan(talk, press.person_id)).id)
    if press.profile is None:
        raise NotYoursError
    await talk.tx.system.departments.get(press.department_id)
    if not reaches_department(talk.actor, Action.WRITE_PLANS, press.department_id):
        raise NotYoursError
    return NormDraft(department_id=press.department_id, profile=press.profile)


async def _plan(talk: Talk, person_id: int) -> Person:
    """A manager for whom the speaker plans. Raises NotYoursError."""
    found = await talk.mine.people.person(person_id)
    if found.role not in SELLERS or not reaches_department(talk.actor, Action.WRITE_PLANS, found.department_id or 0):
        raise NotYoursError
    return found

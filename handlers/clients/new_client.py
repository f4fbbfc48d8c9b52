"""A new client: asked is only what is missing or doubtful; one that is known is offered first (spec/1)."""

from aiogram import Router
from aiogram.types import CallbackQuery

from handlers.clients.card_drafts import NEW_CLIENT as DIALOG
from handlers.clients.card_drafts import NewClientDraft
from handlers.clients.making_client import ALIKE, CONFIRM, INN, NAME, OWNER, complete, proceed
from handlers.dialog.model import Again, Card, Choice, Dialog, Done, Goto, Move, Screen, Step, Talk, Thing
from handlers.dialog.runner import Runner
from handlers.dialog.steps.client import LONGEST_NAME
from handlers.dialog.steps.then import number_in
from handlers.framework.access import CLIENT_EDITORS, access
from handlers.framework.pressed import Pressed
from handlers.framework.replies import Replies, Say
from reports.clients.client_words import inn_mistake
from reports.clients.likes import name_with_owner
from reports.clients.presses import NewClientPress
from reports.message.language import gettext as _
from reports.message.markup import Markup, bold, fill, lines
from reports.message.message import grid
from reports.message.words.names import first_names
from sales.clients.inn import COMPANY, KEPT_ALL_THE_SAME, PERSON, InnMistake, inn_digits, read_inn
from sales.core.people import SELLERS
from sales.core.words import clean
from storage.clients.client import Client
from storage.engine.actor import Actor

MOST_LIKES = 4
LONGEST_LABEL = 24
KEEP, WITHOUT, NEW = "keep", "without", "another"


async def begin(runner: Runner, talk: Talk, draft: NewClientDraft) -> Replies:
    """As much as is known of it; the rest is asked."""
    move = await proceed(talk, draft)
    if isinstance(move, Goto):
        return await runner.open(talk, DIALOG, move.draft, move.step)
    assert isinstance(move, Done)  # noqa: S101  proceed asks or ends
    return [Say(move.content), *move.also, *await runner.go_on(talk, move.then, draft.later)]


class EnterClientName(Step[NewClientDraft]):
    free = True

    async def show(self, talk: Talk, draft: NewClientDraft) -> Screen:
        del talk
        unknown = fill(_("No client has the INN {inn}. Create one?"), inn=draft.inn) if draft.inn else None
        return Screen(lines(unknown, self.hint()))

    async def write(self, talk: Talk, draft: NewClientDraft, text: str) -> Move:
        name = clean(text, LONGEST_NAME)
        if not any(sign.isalnum() for sign in name):
            return Again(hint=self.hint())
        return await proceed(talk, draft.model_copy(update={"name": name}))

    async def receive(self, talk: Talk, draft: NewClientDraft, thing: Thing) -> Move:
        """A shared contact is the client and the person there."""
        if not isinstance(thing, Card) or not thing.name:
            return Again(hint=self.hint())
        said = {"name": clean(thing.name, LONGEST_NAME), "person": clean(thing.name, LONGEST_NAME)}
        more = {"phone": clean(thing.phone, 20), "telegram_id": thing.telegram_id}
        return await proceed(talk, draft.model_copy(update=said | more))

    def hint(self) -> Markup:
        return fill(_("What is the new client called? For example: Camomile"))


class Confirm(Step[NewClientDraft]):
    """An INN, or another word of a card, was said of somebody who is not here."""

    async def show(self, talk: Talk, draft: NewClientDraft) -> Screen:
        del talk
        new = Choice(_("➕ Create “{name}”").format(name=draft.name[:LONGEST_LABEL]), NEW)
        said = {"name": bold(draft.name), "inn": draft.inn}
        if not draft.inn:
            return Screen(fill(_("There is no client {name}. Create it?"), **said), ((new,),))
        return Screen(fill(_("There is no client {name}. Create it with the INN {inn}?"), **said), ((new,),))

    async def press(self, talk: Talk, draft: NewClientDraft, value: str) -> Move:
        return await proceed(talk, draft) if value == NEW else Again()

    def hint(self) -> Markup:
        return fill(_("Tap a button, please"))


class EnterInn(Step[NewClientDraft]):
    """Its digits do not agree."""

    async def show(self, talk: Talk, draft: NewClientDraft) -> Screen:
        del talk
        mistake = read_inn(draft.inn)
        told = inn_mistake(mistake) if isinstance(mistake, InnMistake) else Markup()
        keep = (Choice(_("Keep it as it is"), KEEP),) if mistake in KEPT_ALL_THE_SAME else ()
        text = fill(_("{name}: INN {inn}\n{told}\nType it again."), name=bold(draft.name), inn=draft.inn, told=told)
        return Screen(text, ((*keep, Choice(_("Without an INN"), WITHOUT)),))

    async def press(self, talk: Talk, draft: NewClientDraft, value: str) -> Move:
        if value == WITHOUT:
            return await proceed(talk, draft.model_copy(update={"inn": ""}))
        if value == KEEP and read_inn(draft.inn) in KEPT_ALL_THE_SAME:
            said = {"inn": inn_digits(draft.inn), "inn_kept": True}
            return await proceed(talk, draft.model_copy(update=said))
        return Again()

    async def write(self, talk: Talk, draft: NewClientDraft, text: str) -> Move:
        inn = read_inn(text)
        if inn is InnMistake.LENGTH or inn is InnMistake.ROUNDED:
            return Again(hint=inn_mistake(inn))
        return await proceed(talk, draft.model_copy(update={"inn": inn_digits(text)}))


class PickAlike(Step[NewClientDraft]):
    """It may be here already."""

    async def show(self, talk: Talk, draft: NewClientDraft) -> Screen:
        likes = await _list_likes(talk, draft)
        told = Markup("\n").join([await name_with_owner(talk.tx, each) for each in likes])
        rows = tuple((Choice(each.name[:LONGEST_LABEL], f"c{each.id}"),) for each in likes)
        new = Choice(_("➕ New client “{name}”").format(name=draft.name[:LONGEST_LABEL]), NEW)
        return Screen(fill(_("Is it one of these?\n{told}"), told=told), (*rows, (new,)))

    async def press(self, talk: Talk, draft: NewClientDraft, value: str) -> Move:
        if value == NEW:
            return await proceed(talk, draft.model_copy(update={"is_new": True}))
        client_id = number_in(value, "c")
        if client_id is None:
            return Again()
        client = await talk.mine.clients.get(client_id)
        return await complete(talk, client, draft)


async def _list_likes(talk: Talk, draft: NewClientDraft) -> list[Client]:
    found = [each.client for each in await talk.mine.client_likes.of(draft.identity)]
    near = await talk.mine.clients.of_ids([draft.near_id])
    return [*near, *(each for each in found if each not in near)][:MOST_LIKES]


class PickOwner(Step[NewClientDraft]):
    """Who enters a client for somebody says for whom."""

    async def show(self, talk: Talk, draft: NewClientDraft) -> Screen:
        managers = await _managers(talk)
        names = first_names(managers)
        choices = [Choice(names[each.person_id], f"p{each.person_id}") for each in managers]
        return Screen(fill(_("{name}: whose client is it?"), name=bold(draft.name)), grid(choices, 3))

    async def press(self, talk: Talk, draft: NewClientDraft, value: str) -> Move:
        owner_id = number_in(value, "p")
        if owner_id not in {each.person_id for each in await _managers(talk)}:
            return Again()
        return await proceed(talk, draft.model_copy(update={"owner_id": owner_id}))


async def _managers(talk: Talk) -> list[Actor]:
    """None for a manager: what they make is their own, without a question."""
    if talk.actor.role in SELLERS:
        return []
    seen = (
        [talk.actor.department_id]
        if talk.actor.department_id
        else [each.id for each in await talk.mine.departments.list_seen()]
    )
    return [each for department_id in seen for each in await talk.tx.system.staff.managers(department_id)]


NEW_CLIENT = Dialog(
    name=DIALOG,
    draft=NewClientDraft,
    steps={NAME: EnterClientName(), CONFIRM: Confirm(), INN: EnterInn(), ALIKE: PickAlike(), OWNER: PickOwner()},
    roles=CLIENT_EDITORS,
    light=frozenset({NAME, CONFIRM, INN, ALIKE, OWNER}),
)


def make_router(runner: Runner) -> Router:
    router = Router(name="new client")

    @router.callback_query(Pressed(NewClientPress), flags=access(CLIENT_EDITORS))
    async def press_new(_query: CallbackQuery, callback_data: NewClientPress, talk: Talk) -> Replies:
        digits = str(callback_data.inn).zfill(COMPANY if callback_data.inn < 10**COMPANY else PERSON)
        return await runner.open(talk, DIALOG, NewClientDraft(inn=digits if callback_data.inn else ""), NAME)

    return router

"""/start: the one door. A link lets somebody in, once; somebody of the house is welcomed back."""

from dataclasses import replace

from aiogram import Router
from aiogram.filters import CommandObject, CommandStart
from aiogram.types import Message as TelegramMessage

from handlers.dialog.model import Talk
from handlers.dialog.runner import Runner
from handlers.framework.access import open_to_strangers
from handlers.framework.defaults import Defaults
from handlers.framework.mistakes import stranger
from handlers.framework.replies import OPENED_BY_QUERY, Replies, Reply, Say
from handlers.plans.proration import tell_of_newcomer
from reports.general.help import welcome, welcome_back
from reports.general.links import find_linked
from reports.general.menu import command_list
from reports.message.language import current_language, speaking
from reports.message.message import Message
from reports.message.view import Keyed, View
from sales.core.errors import NotYoursError
from sales.core.people import Role
from sales.core.words import clean
from storage.engine.actor import Actor
from storage.transaction import Transaction

LONGEST_NAME = 60


def make_router(runner: Runner) -> Router:
    router = Router(name="start")

    @router.message(CommandStart(), flags=open_to_strangers())
    async def start(
        message: TelegramMessage,
        command: CommandObject,
        tx: Transaction,
        defaults: Defaults,
        actor: Actor | None = None,
    ) -> Replies:
        new = False
        linked = find_linked(command.args or "")
        if linked is not None and actor is not None:
            return await _show_linked(linked, Talk(actor, tx, tx.clock.now(), defaults))
        if command.args and command.args != OPENED_BY_QUERY and message.from_user:
            name = clean(message.from_user.full_name, LONGEST_NAME) or f"id {message.from_user.id}"
            come = await tx.system.invitations.redeem(
                command.args, message.from_user.id, name, current_language(), defaults.zone
            )
            actor, new = come.actor, not come.again
        if actor is None:
            return Say(Message(stranger()))
        await tx.system.staff.set_unreachable(actor.person_id, unreachable=False)
        with speaking(actor.language):
            return await _welcome(runner, Talk(actor, tx, tx.clock.now(), defaults), new=new)

    return router


async def _show_linked(view: View, talk: Talk) -> Replies:
    """A foreign record and an absent one are refused alike."""
    if await view.draw_once(talk.tx, talk.actor) is None:
        raise NotYoursError
    return Say(view)


async def _welcome(runner: Runner, talk: Talk, *, new: bool) -> list[Reply]:
    """Everything is addressed by person: who came in a moment ago was a stranger when the update arrived."""
    actor = talk.actor
    greeting = await welcome(talk.tx, actor) if new else welcome_back(actor)
    replies: list[Reply] = [Say(greeting), show_commands(actor)]
    if actor.role is Role.OWNER and not await talk.tx.system.departments.all():
        replies += await runner.open(talk, "department")
    replies = [replace(reply, to=actor.person_id) if isinstance(reply, Say) else reply for reply in replies]
    return [*replies, *(await tell_of_newcomer(talk, actor) if new else [])]


def show_commands(actor: Actor) -> Say:
    """The list behind Telegram's menu button, in the language spoken."""
    return Say(Keyed(command_list(actor.role), f"commands:{actor.person_id}"))
